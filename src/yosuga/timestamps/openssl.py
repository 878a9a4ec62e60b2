"""The second opinion on a token: `openssl ts -verify`, for tokens the first reader cannot take apart."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from yosuga.errors import TimestampInvalid

_PATIENCE_S = 20.0


def verify(response: bytes, *, digest: bytes, roots: Sequence[bytes], moment: datetime) -> None:
    """Check a response against a digest and pinned roots, with certificates valid at `moment` (the token's time).

    Only `-CAfile` is given: no system roots, no `-partial_chain`, nothing from the token counts as trusted.
    Raises TimestampInvalid, also when there is no `openssl` to ask.
    """
    program = shutil.which("openssl")
    if program is None:
        raise TimestampInvalid("openssl is needed for this token and was not found")
    with tempfile.TemporaryDirectory(prefix="yosuga-token-") as folder:  # 0700; the files in it 0600
        token, trusted = Path(folder, "token.tsr"), Path(folder, "roots.pem")
        _write(token, response)
        _write(trusted, b"\n".join(roots))
        asked = [program, "ts", "-verify", "-digest", digest.hex(), "-in", str(token), "-CAfile", str(trusted)]
        _ask([*asked, "-attime", str(int(moment.timestamp()))], folder=folder)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as file:
        file.write(content)


def _ask(arguments: Sequence[str], *, folder: str) -> None:
    # The person's openssl.cnf, SSL_CERT_FILE and the like do not reach it.
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    try:
        done = subprocess.run(
            arguments,
            env={**environment, "OPENSSL_CONF": os.devnull, "LC_ALL": "C"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TimestampInvalid(f"openssl: {type(error).__name__}") from error
    if done.returncode != 0 or done.stdout.strip() != b"Verification: OK":
        raise TimestampInvalid("openssl does not verify it")
