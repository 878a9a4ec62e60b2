"""Takes session secrets out of recorded headers: the archive keeps their salted hash, the vault keeps their value."""

import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from yosuga.capture.exchange import Exchange, Headers

FORMAT = "yosuga-withheld-headers-1"

# RFC 9110 11.6-11.7 (credentials), RFC 6265 (cookies), RFC 9449 (DPoP), and what services use in their place.
_NAMED = frozenset(
    {
        "authentication-info",
        "authorization",
        "cookie",
        "cookie2",
        "dpop",
        "proxy-authentication-info",
        "proxy-authorization",
        "set-cookie",
        "set-cookie2",
        "x-fb-lsd",
        "x-ig-set-www-claim",
        "x-ig-www-claim",
    }
)
_SECRET_LIKE = re.compile(r"csrf|xsrf|token|secret|session|credential|api-?key|^x-.*auth", re.IGNORECASE)


def redact(
    exchanges: Sequence[Exchange], *, entropy: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[Sequence[Exchange], bytes]:
    """Return the exchanges with secrets as `[redacted sha256:<hex>]`, and the JSON of what was withheld.

    The hash is SHA-256(salt ‖ value): 16 random bytes of salt, drawn once for each distinct value, so one session is
    recognisable as one session and nothing can be guessed. The JSON goes to the vault alone; with it each header can
    be put back exactly.
    """
    withheld = _Withheld(entropy)
    cleaned = [
        replace(
            one,
            request_headers=withheld.clean(one.request_headers, exchange=number, side="request"),
            response_headers=withheld.clean(one.response_headers, exchange=number, side="response"),
        )
        for number, one in enumerate(exchanges)
    ]
    return cleaned, withheld.as_json()


def is_secret(name: str) -> bool:
    """Say whether a header of that name may carry a session, a password or a key."""
    lowered = name.strip().lower()
    return lowered in _NAMED or bool(_SECRET_LIKE.search(lowered))


class _Withheld:
    """The values taken out so far, each with its salt, and the places they were taken from."""

    def __init__(self, entropy: Callable[[int], bytes]) -> None:
        self._entropy = entropy
        self._salted: dict[str, tuple[str, str]] = {}
        self._places: list[dict[str, object]] = []

    def clean(self, headers: Headers, *, exchange: int, side: str) -> Headers:
        if not any(is_secret(name) for name, _ in headers):
            return headers
        cleaned = []
        for number, (name, value) in enumerate(headers):
            if not is_secret(name):
                cleaned.append((name, value))
                continue
            digest = self._digest(value)
            self._places.append({"exchange": exchange, "side": side, "header": number, "name": name, "sha256": digest})
            cleaned.append((name, f"[redacted sha256:{digest}]"))
        return tuple(cleaned)

    def _digest(self, value: str) -> str:
        if value not in self._salted:
            salt = self._entropy(16)
            digest = sha256(salt + value.encode("utf-8", "surrogatepass")).hexdigest()
            self._salted[value] = (salt.hex(), digest)
        return self._salted[value][1]

    def as_json(self) -> bytes:
        values = [{"sha256": digest, "salt": salt, "value": value} for value, (salt, digest) in self._salted.items()]
        return json.dumps({"format": FORMAT, "values": values, "places": self._places}, indent=1).encode("ascii")
