"""The proof that one event is in the log, as a file that any C2SP tool reads (c2sp.org/tlog-proof)."""

from base64 import b64encode
from collections.abc import Sequence


def tlog_proof(*, index: int, path: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Return a tlog-proof: the audit path of leaf `index`, then the signed checkpoint it leads to, verbatim."""
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *(b64encode(each).decode() for each in path), "", ""]
    return "\n".join(lines).encode() + checkpoint
