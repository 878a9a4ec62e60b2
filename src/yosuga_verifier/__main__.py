"""`python -m yosuga_verifier PATH`."""

from __future__ import annotations

import atexit
import gc
import sys

from yosuga_verifier.cli import main

_COLLECT_AT = (50_000, 20, 20)  # new objects: looking through them at each 700 is 2 % of checking 2 GiB

if __name__ == "__main__":
    gc.set_threshold(*_COLLECT_AT)
    atexit.register(gc.freeze)  # what is left at the end goes with the process
    sys.exit(main())
