"""What is kept of a post: the lines in its evidence that are the post itself, and not the page around it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from yosuga.capture.post.urls import recognise
from yosuga.rules.relook import Kept

_MOST = 200  # lines; a longer post is told by its first ones
_LONG = 100_000  # characters of a page that are looked through
_TELLING = 6  # characters without digits and spaces: what is shorter stands on many pages
_HEAD = re.compile(r"[ \t]{0,4}0{0,3}(\d{1,5})(?!\d)")
_MARK = re.compile(r"\d{2,4}/\d{1,2}/\d{1,2}|\bID:|あぼーん")
# What a page tells machines (`capture.post.page`): of its post, and what may be of its site as well.
_OF_THE_POST = ("json-ld:articleBody", "json-ld:text", "microdata:articleBody")
_OF_THE_PAGE = ("json-ld:description", "meta:")


def kept_of(text: str, *, facts: Mapping[str, object], address: str) -> tuple[Kept, bool]:
    """Return what to look for again, and whether it is nothing but the post.

    `text` are the words of the captured page, `facts` its `metadata.json`.

    On a board it is the one post that the address names; elsewhere what the page says its post is, as far as it stands
    on the page; else every line that says something, from which `relook.without_frame` later takes the page's own.
    """
    text = text[:_LONG]
    exact = _of_board(text, address=address) or _as_told(text, facts=facts, sources=_OF_THE_POST)
    if exact:
        return Kept(tuple(exact)), True
    return Kept(tuple(_as_told(text, facts=facts, sources=_OF_THE_PAGE) or _telling(text.splitlines()))), False


def part_of(text: str, *, address: str) -> str:
    """Return the words of the one post of a thread that `address` names, with its head; nothing where there is none."""
    number = _number_in_thread(address)
    return "" if number is None else "\n".join(_post(text[: 4 * _LONG].splitlines(), number=number))


@lru_cache(maxsize=4)  # one look asks for the same address several times
def _number_in_thread(address: str) -> int | None:
    place = recognise(address)
    return int(place.post_id) if place.thread_id and place.post_id.isdecimal() else None


def _of_board(text: str, *, address: str) -> Sequence[str]:
    _, *lines = part_of(text, address=address).splitlines() or [""]
    return [line.strip() for line in lines if line.strip()][:_MOST]


def _post(lines: Sequence[str], *, number: int) -> Iterator[str]:
    """Yield the lines from the head of a post to the next head."""
    inside = False
    for line, then in zip(lines, [*lines[1:], ""], strict=True):
        head = _HEAD.match(line)
        if head and (_MARK.search(line) or (_MARK.search(then) and not _HEAD.match(then))):
            inside = int(head[1]) == number
        if inside:
            yield line


def _as_told(text: str, *, facts: Mapping[str, object], sources: Sequence[str]) -> Sequence[str]:
    """Return the lines of the page that stand in what it tells machines; a shortened telling ends with its dots."""
    page = _shape(text)
    for source in sources:
        for told in _values(facts, source=source):
            lines = _telling(told.rstrip(" …").removesuffix("...").strip('“”"「」').splitlines())
            if lines and all(_shape(line) in page for line in lines):
                return lines
    return ()


def _values(facts: Mapping[str, object], *, source: str) -> Iterator[str]:
    said = facts.get("text")
    for fact in said if isinstance(said, list) else []:
        value, origin = (fact.get("value"), fact.get("source")) if isinstance(fact, dict) else (None, None)
        if isinstance(value, str) and isinstance(origin, str) and origin.startswith(source):
            yield value[:_LONG]


def _telling(lines: Sequence[str]) -> list[str]:
    """Return the lines that say something of their own; where there is none, those that say anything."""
    said = [line.strip() for line in lines if line.strip()]
    long = [line for line in said if len(_shape(line)) >= _TELLING or len(line) >= 2 * _TELLING]
    return (long or said)[:_MOST]


def _shape(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)
