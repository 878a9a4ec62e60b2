"""`python verify.py PATH` from a package's verify/ folder: needs Python 3.9 or newer and nothing installed.

A verifier that came with a package is a claim like everything in it: take it from elsewhere when it matters.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    # Compiled files written into the package would be files that no manifest names.
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(HERE))
    from yosuga_verifier.cli import main

    if len(sys.argv) == 1:
        sys.argv.append(str(HERE.parent))
    sys.exit(main())
