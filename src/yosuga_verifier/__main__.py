"""`python -m yosuga_verifier PATH`."""

from __future__ import annotations

import sys

from yosuga_verifier.cli import main

if __name__ == "__main__":
    sys.exit(main())
