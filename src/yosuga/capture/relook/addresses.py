"""Addresses beside the one that is looked at: one that never was, and pages of the same host that are there."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, quote, urljoin, urlsplit

from yosuga.capture.addresses import plain_host
from yosuga.capture.post.urls import recognise

_DIGITS, _HEX, _TID = "0123456789", "0123456789abcdef", "234567abcdefghijklmnopqrstuvwxyz"
_FIRST_OF_TID = "234567abcdefghij"  # its highest bit is zero (atproto.com/specs/tid)
_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT = 8  # characters: what is shorter may exist by chance
_WORD = re.compile(r"[0-9A-Za-z_%-]+")
_KEPT = "".join(map(chr, range(0x21, 0x7F)))


def never_like(address: str, *, random: bytes) -> str:
    """Return an address of the same host and pattern that never existed, or nothing where no id can be told.

    `random` are at least 32 random bytes. Its id has the shape of the one in `address`: digits stay digits, within what
    a database takes for a number, and beyond what has been given out yet.
    """
    place = recognise(address)
    known = [part for part in (place.thread_id, place.post_id) if part]
    for word in [*known, *_guessed(address)]:
        at = _last_place(address, word)
        if at >= 0:
            made = _shaped(word, random=random)
            return f"{address[:at]}{made}{address[at + len(word) :]}"
    return ""


def near(address: str) -> tuple[str, ...]:
    """Return pages of the same host that are likely to be there, the nearest first: account or board, then the front.

    None of them is the address itself.
    """
    parts = _split(address)
    if parts is None:
        return ()
    front = f"{parts.scheme}://{parts.netloc}/"
    place, steps = recognise(address), parts.path.split("/")
    own = urljoin(front, "/".join(steps[: steps.index(place.account) + 1])) if place.account in steps[1:] else ""
    board = urljoin(front, f"/{place.parts['board']}/") if place.thread_id and place.parts.get("board") else ""
    pages = dict.fromkeys(filter(None, [own, board, front]))
    return tuple(page for page in pages if page.rstrip("/") != address.rstrip("/"))


def alike(address: str, *, among: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of the same host that are built as this one is and are another: `/post/1` and `/post/2`.

    They have as many steps, the same fixed ones (at least one where there are several), and an id where it has one.
    """
    own = _steps(address)
    if not own:
        return ()
    found = dict.fromkeys(link.partition("#")[0] for link in among if host_of(link) == host_of(address))
    return tuple(link for link in found if _is_built_as(_steps(link), own) and link.rstrip("/") != address.rstrip("/"))


def _steps(address: str) -> list[str]:
    parts = _split(address)
    return [] if parts is None else [step for step in parts.path.split("/") if step]


def _is_built_as(steps: list[str], own: list[str]) -> bool:
    if len(steps) != len(own) or steps[-1] == own[-1]:
        return False
    shared = any(one == other for one, other in zip(steps, own, strict=True))
    numbered = bool(re.search("[0-9]", steps[-1])) or not re.search("[0-9]", own[-1])
    return numbered and (shared or len(own) == 1)


def host_of(address: str) -> str:
    """Return host and port as one word in lower case, nothing where there is none."""
    parts = _split(address)
    return parts.netloc.rpartition("@")[2].lower() if parts is not None else ""


def on_the_wire(address: str) -> str:
    """Return an address in ASCII as it is sent: the host in Punycode, everything else percent-encoded, no fragment.

    Raises ValueError for a host that cannot be written.
    """
    parts = urlsplit(address)
    host = plain_host(parts.hostname or "")  # in the one spelling that the guard judges
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not host or "%" in host:
        raise ValueError("host")
    written = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    path, query = quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT)
    return f"{parts.scheme}://{written}{port}{path}{f'?{query}' if query else ''}"


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _guessed(address: str) -> list[str]:
    """Return what may be the id, the likeliest first: values and the last step with digits, then any last step."""
    parts = _split(address)
    if parts is None:
        return []
    steps = [_WORD.findall(segment.partition(".")[0]) for segment in parts.path.split("/")]
    last: list[str] = next((words for words in reversed(steps) if words), [])
    values = [value for _, value in parse_qsl(parts.query, max_num_fields=100) if _WORD.fullmatch(value)]
    numbered = [word for word in (*reversed(values), *reversed(last)) if re.search("[0-9]", word) and "%" not in word]
    return [*numbered, *sorted(last, key=len, reverse=True), *reversed(values)]


def _last_place(address: str, word: str) -> int:
    """Return where `word` stands last behind the host, as a part of its own; -1 where it does not."""
    begins = address.find("/", address.find("://") + 3)
    found = [hit.start() for hit in re.finditer(rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])", address)]
    return max((at for at in found if begins >= 0 and at > begins), default=-1)


def _shaped(word: str, *, random: bytes) -> str:
    if word.isdigit():
        return _number(len(word), random=random)
    if "%" in word:
        word = _LOWER  # escaped letters of another script: any word will do, a torn escape would be refused
    filled = word if len(word) >= _SHORT else word + (word * _SHORT)[: _SHORT - len(word)]
    alphabets = _alphabets(filled)
    return "".join(alphabet[random[at % len(random)] % len(alphabet)] for at, alphabet in enumerate(alphabets))


def _number(length: int, *, random: bytes) -> str:
    """Return a number of that length. A short one gets ten digits below 2^31: a serial number may have reached it."""
    first = "90" if length > 10 else "20"
    digits = "".join(str(byte % 10) for byte in (random * (length // len(random) + 1))[: max(length, 10) - 2])
    return first + digits


def _alphabets(word: str) -> list[str]:
    """Return for each character those it may become; signs stay."""
    if set(word) <= set(_HEX):
        return [_HEX] * len(word)
    if set(word) <= set(_TID) and len(word) == 13:
        return [_FIRST_OF_TID, *[_TID] * 12]
    classes = (_DIGITS, _LOWER, _UPPER)
    return [next((one for one in classes if character in one), character) for character in word]
