"""How a capture ended: what stands in the way of the post (walls, notices, checks), and what that makes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.capture.base import Reason, Verdict
from yosuga.capture.notices import CHALLENGE, GONE, LOADING, LOGIN_DEMAND, LOGIN_PATH, LOGIN_WORDS

_SHORT = 3_000  # characters: a page that is only a notice says little else
_PROSE_LINE = 40  # characters: buttons, menus and footers are made of shorter lines
_LITTLE_PROSE = 280  # characters in such lines: a notice and its explanation, not a post or an article

_BROKEN = {
    f"net::ERR_{word}"
    for word in (
        "CONNECTION_ABORTED",
        "CONNECTION_CLOSED",
        "CONNECTION_RESET",
        "CONTENT_DECODING_FAILED",
        "CONTENT_LENGTH_MISMATCH",
        "EMPTY_RESPONSE",
        "HTTP2_PROTOCOL_ERROR",
        "INCOMPLETE_CHUNKED_ENCODING",
        "INVALID_CHUNKED_ENCODING",
        "INVALID_HTTP_RESPONSE",
        "INVALID_RESPONSE",
        "RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION",
        "RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
        "RESPONSE_HEADERS_MULTIPLE_LOCATION",
        "RESPONSE_HEADERS_TOO_BIG",
    )
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last look at the document gave.

    `asked` is the URL that was asked for, `dialog` the text of boxes laid over the page, `mitigated` whether the
    answer's headers announce a robots' check.
    """

    asked: str
    url: str
    status: int
    title: str
    text: str
    password: bool
    dialog: str = ""
    mitigated: bool = False


def walls(seen: Seen) -> list[Reason]:
    """Return what stands between the reader and the post, the most telling reason first."""
    if seen.mitigated or (CHALLENGE.search(seen.title) or (_says_little(seen) and CHALLENGE.search(seen.text))):
        return [Reason(code="challenge", detail=str(seen.status))]
    if seen.status in {401, 407}:
        return [Reason(code="auth-required", detail=f"HTTP {seen.status}")]
    notice = _notice(seen)
    if seen.status in {404, 410} or notice:
        return [Reason(code="deleted", detail=" ".join(filter(None, [f"HTTP {seen.status}", notice])))]
    if _is_login(seen):
        return [Reason(code="login-wall", detail=f"HTTP {seen.status}")]
    if seen.status >= 400:
        return [Reason(code="http-error", detail=f"HTTP {seen.status}")]
    return []


def _says_little(seen: Seen) -> bool:
    """Return whether the page is a notice or a form rather than something to read."""
    prose = sum(len(line) for line in map(str.strip, seen.text.splitlines()) if len(line) >= _PROSE_LINE)
    return len(seen.text) < _SHORT and prose < _LITTLE_PROSE


def _notice(seen: Seen) -> str:
    """Return the words that say the post is gone. In a page with more to read they may be about another post."""
    parts = [part.strip(" !！。.") for part in re.split(r"\s[|｜\-–—:：]\s|[|｜]", seen.title)]
    found = next(filter(None, map(GONE.fullmatch, parts)), None)
    if found is None and _says_little(seen):
        found = GONE.search(seen.title) or GONE.search(seen.text)
    return " ".join(found.group().split())[:80] if found else ""


def _is_login(seen: Seen) -> bool:
    if LOGIN_PATH.match(seen.url) and not LOGIN_PATH.match(seen.asked):
        return True
    if seen.dialog and (LOGIN_DEMAND.search(seen.dialog) or (seen.password and LOGIN_WORDS.search(seen.dialog))):
        return True
    if not _says_little(seen):
        return False
    return bool((seen.password and LOGIN_WORDS.search(seen.text)) or LOGIN_DEMAND.search(seen.text))


def network_reason(error: str) -> str:
    """Return the code of a browser's network error for the page itself."""
    if error.startswith(("net::ERR_CERT_", "net::ERR_SSL_", "net::ERR_BAD_SSL")):
        return "tls-error"
    exact = {
        "net::ERR_TOO_MANY_REDIRECTS": "redirect-loop",
        "net::ERR_TIMED_OUT": "load-timeout",
        "net::ERR_CONNECTION_TIMED_OUT": "unreachable",
        "net::ERR_NAME_NOT_RESOLVED": "name-not-found",
        "net::ERR_UNSAFE_PORT": "port-refused",
        "net::ERR_INVALID_URL": "url-refused",
        "net::ERR_DISALLOWED_URL_SCHEME": "url-refused",
        "net::ERR_UNKNOWN_URL_SCHEME": "url-refused",
        "net::ERR_INVALID_REDIRECT": "url-refused",
        "net::ERR_UNSAFE_REDIRECT": "url-refused",
    }
    return exact.get(error) or ("connection-broken" if error in _BROKEN else "unreachable")


def gone_lines(first: str, last: str) -> list[str]:
    """Return the lines of the first look that the last look lacks. Digits do not count: counters and ages move.

    Words such as "loading" are meant to go away, and short lines are buttons.
    """
    kept = {_shape(line) for line in last.splitlines()}
    lines = (line.strip() for line in first.splitlines())
    return [line for line in lines if len(line) >= 8 and not LOADING.search(line) and _shape(line) not in kept]


def has_changed(first: str, last: str) -> bool:
    """Return whether something that a reader would have quoted is gone: a long line, or a tenth of what was shown."""
    gone = gone_lines(first, last)
    amount = sum(map(len, gone))
    return any(len(line) >= 16 for line in gone) or amount > 0.1 * max(len(first), 1)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def end(reasons: Sequence[Reason], *, holds_document: bool) -> Verdict:
    """Return the verdict: FAILED without a document, COMPLETE only without any reason."""
    if not holds_document:
        return Verdict.FAILED
    return Verdict.PARTIAL if reasons else Verdict.COMPLETE
