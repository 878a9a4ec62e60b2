"""Which strings are URLs that may be opened: `http` and `https`, and nothing that reads other than it is.

The URL a person pastes may have been written by the one who did it. It is only ever one value among values (never part
of a command line), it is kept exactly as it was given, and what a browser would silently repair is refused.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from yosuga.errors import BadUrl

MOST_CHARACTERS = 8_000
_SPACES = " \t\r\n\f\v\u3000\ufeff"


def check(raw: str) -> str:
    """Return the URL to open: `raw` without the white space around it, otherwise untouched.

    Raises BadUrl with the reason: longer than 8,000 characters, control characters or lone surrogates, another scheme,
    no host, a user name or password in it, a backslash, blank or invisible character where the host stands, a bad port.
    """
    url = raw.strip(_SPACES)
    if len(raw) > MOST_CHARACTERS:
        raise BadUrl("too long")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in url):
        raise BadUrl("control character")
    place = re.match(r"(?i)https?://([^/?#]*)", url)
    if place is None:
        raise BadUrl("not http or https")
    _check_host(place[1])
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadUrl("host or port") from error
    if not host or port == 0:
        raise BadUrl("host or port")
    return url


def _check_host(written: str) -> None:
    """Refuse an authority that a person and a browser would read differently (WHATWG URL, 4.4 and 4.5)."""
    if not written:
        raise BadUrl("no host")
    if "@" in written:
        raise BadUrl("user name in the host")
    if "\\" in written:
        raise BadUrl("backslash in the host")
    if any(unicodedata.category(character) in {"Cf", "Zs", "Zl", "Zp", "Co", "Cn"} for character in written):
        raise BadUrl("invisible character in the host")
    if re.search(r'[<>"^`{|}]', written):
        raise BadUrl("forbidden character in the host")
