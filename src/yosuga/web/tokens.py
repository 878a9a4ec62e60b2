"""One-time tokens: the address that lets a browser in once. The next one is told when one was used."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from threading import Lock

from yosuga.web.pacing import Pace, TooManyTries


class Tokens:
    """Holds one valid token at a time, as a hash."""

    def __init__(self) -> None:
        self._valid: bytes | None = None
        self._lock = Lock()
        self._pace = Pace(free=20, first_s=1.0, most_s=5.0)
        self.tell: Callable[[str], None] = lambda _token: None

    def new(self) -> str:
        """Make a new token; the one before is void."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._valid = _hash(token)
        return token

    def use(self, token: str) -> bool:
        """Say whether this is the token, which is void from now on; whoever listens is told the next one."""
        try:
            self._pace.check()
        except TooManyTries:
            return False
        with self._lock:
            right = self._valid is not None and hmac.compare_digest(self._valid, _hash(token))
            if right:
                self._valid = None
        if not right:
            self._pace.failed()
            return False
        self._pace.passed()
        self.tell(self.new())
        return True


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


tokens = Tokens()
