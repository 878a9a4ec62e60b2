"""Room for the bytes of a capture while it runs: anonymous memory, so that no plaintext gets a name on a disk."""

import os
from io import BytesIO
from typing import BinaryIO


def scratch() -> BinaryIO:
    """Return an empty seekable file without a name; it is gone when closed.

    Linux gives an anonymous memory file (`memfd_create`), which is not copied when it grows; elsewhere it is a
    `BytesIO`. Neither touches the file system, so a crash leaves nothing to sweep.
    """
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("yosuga", os.MFD_CLOEXEC), "w+b")
    return BytesIO()


def holding(content: bytes | bytearray | memoryview) -> BinaryIO:
    """Return a scratch file that holds `content` and stands at its start."""
    body = scratch()
    body.write(content)
    body.seek(0)
    return body
