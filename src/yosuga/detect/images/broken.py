"""What the picture library raises on broken files, found by feeding it such files."""

import struct
import zlib

from PIL import Image

ERRORS = (
    OSError, SyntaxError, ValueError, struct.error, KeyError, IndexError, TypeError, EOFError, OverflowError,
    ZeroDivisionError, AttributeError, zlib.error, RuntimeError, NotImplementedError, Image.DecompressionBombError,
)  # fmt: skip
