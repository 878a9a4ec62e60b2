"""What a child process that opens a stranger's file answers with, record by record; `apart` reads them.

A record: four bytes of length, that many bytes of JSON, then as many bytes as the JSON's "bytes" says.
"""

import json
import sys

Record = tuple[dict[str, object], bytes]


def write(header: dict[str, object], body: bytes) -> None:
    """Write a record to standard output."""
    written = json.dumps(header | {"bytes": len(body)}).encode("ascii")
    sys.stdout.buffer.write(len(written).to_bytes(4, "big") + written)
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
