"""Asks the `openssl` command whether a token is signed, and whether by an authority under the given roots."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from yosuga_verifier.der import Stamp

_SECONDS = 60


class Answer(Enum):
    """How a token stands."""

    TRUSTED = "trusted"  # signed by an authority under the roots
    EXPIRED = "expired"  # the same, but its certificate was valid then and is not now
    UNKNOWN = "unknown"  # signed, by an authority not under the roots, or no roots were given
    BAD = "bad"  # its own signature does not hold
    UNDECIDED = "undecided"  # there is no openssl, or it did not answer


@dataclass(frozen=True)
class Judge:
    """The openssl command (empty when there is none) and the PEM roots to trust (empty when none were given)."""

    openssl: str
    roots: bytes


def judge(roots: Sequence[bytes]) -> Judge:
    """Find openssl on the path. `roots` are PEM files."""
    import shutil

    return Judge(shutil.which("openssl") or "", b"\n".join(roots))


def ask(judge: Judge, *, response: bytes, stamp: Stamp, digest: bytes) -> Answer:
    """Verify a token over a SHA-256 digest. Only the given roots count; certificates in the token are mere links."""
    if not judge.openssl:
        return Answer.UNDECIDED
    import subprocess  # a package without tokens needs neither, and Python starts a fifth faster
    import tempfile

    try:
        with tempfile.TemporaryDirectory(prefix="yosuga-verify-") as folder:
            return _ask(judge, folder, response=response, stamp=stamp, digest=digest)
    except (OSError, subprocess.TimeoutExpired):
        return Answer.UNDECIDED


def _ask(judge: Judge, folder: str, *, response: bytes, stamp: Stamp, digest: bytes) -> Answer:
    files = {"token.tsr": response, "token.der": stamp.content, "roots.pem": judge.roots}
    for name, content in files.items():
        Path(folder, name).write_bytes(content)
    if judge.roots:
        # -digest, not -data: the imprint was compared by us, so a token cannot choose a weaker hash. RFC 3161 2.4.2.
        verify = ["ts", "-verify", "-digest", digest.hex(), "-in", "token.tsr", "-CAfile", "roots.pem"]
        if _holds(judge, folder, verify):
            return Answer.TRUSTED
        if _holds(judge, folder, [*verify, "-attime", str(int(stamp.time.timestamp()))]):
            return Answer.EXPIRED
    # -noverify leaves out who the signer is, not whether the signature holds.
    signed = ["cms", "-verify", "-noverify", "-inform", "DER", "-in", "token.der", "-out", "info.der"]
    return Answer.UNKNOWN if _holds(judge, folder, signed) else Answer.BAD


def _holds(judge: Judge, folder: str, arguments: list[str]) -> bool:
    """Whether openssl says yes: by its exit code and, for time-stamps, by its word (old versions exit 0 either way)."""
    import subprocess

    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        [judge.openssl, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    word = b"Verification: OK" if arguments[0] == "ts" else b""
    return done.returncode == 0 and word in done.stdout + done.stderr
