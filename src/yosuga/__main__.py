"""`python -m yosuga` is the command line."""

import sys

from yosuga.cli.main import main

sys.exit(main())
