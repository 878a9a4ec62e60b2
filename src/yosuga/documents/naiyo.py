"""内容証明: what stands on it, set out in lines and pages as the post office allows (facts doc-naiyo, doc-enaiyo)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yosuga.documents import naiyo_counting
from yosuga.documents.court_text import day_words, era_words
from yosuga.documents.letter import Letter, Part, Row
from yosuga.documents.line_ends import NOT_FIRST
from yosuga.documents.naiyo_counting import Unit
from yosuga.documents.naiyo_refusals import Field, Refusal, of_character, of_missing

_Day = date  # a field of that name would hide the type
_MOST_REFUSALS = 50
_MOST_PAGES = 100
_MOST_LETTERS = 60_000
_MOST_MOVED = 4  # letters that go to the next line for a mark's sake
_NOTHING = re.compile("[\\s＿]*(?:様|殿|御中)?")  # a blank to be filled in by hand is nothing yet
_KANJI_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
Place = Literal["vertical-20x26", "horizontal-20x26", "horizontal-13x40", "horizontal-26x20"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How many characters a line holds at most, and how many lines a page."""

    id: Place
    vertical: bool
    letters: int
    lines: int


LAYOUTS: Mapping[Place, Layout] = {
    layout.id: layout
    for layout in (
        Layout("vertical-20x26", vertical=True, letters=20, lines=26),
        Layout("horizontal-20x26", vertical=False, letters=20, lines=26),
        Layout("horizontal-13x40", vertical=False, letters=13, lines=40),
        Layout("horizontal-26x20", vertical=False, letters=26, lines=20),
    )
}


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever sends or receives it; address and name must be there. `more` are further lines (for whom one acts)."""

    address: str
    name: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Naiyo:
    """The one document. `names` are the proper names in Latin letters that the writer marks as such.

    Names and addresses of the parties are proper names without being listed. Nothing else can go with it.
    """

    body: str
    sender: Party
    to: Party
    date: _Day | None
    title: str = ""
    layout: Place = "horizontal-20x26"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its characters, and its count, which is never more than the layout's."""

    units: tuple[Unit, ...]
    count: int

    @property
    def text(self) -> str:
        """The characters as they stand there."""
        return "".join(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True)
class Setting:
    """The document on pages, or what stands against it; with a refusal it is not handed in."""

    layout: Layout
    pages: tuple[tuple[Line, ...], ...]
    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.refusals


def set_out(naiyo: Naiyo) -> Setting:
    """Return the document in lines and pages of its layout, with each refusal and its place.

    No line begins with a closing mark: the letter before it goes down with it, since a line may hold fewer characters
    but never more (以内). Title, date, sender and addressee stand within the lines and are counted with them.
    """
    layout = LAYOUTS[naiyo.layout]
    against = tuple(_refusals(naiyo))[:_MOST_REFUSALS]
    if (
        sum(map(len, (naiyo.body, naiyo.title, *naiyo.sender.more, *naiyo.to.more, *_told(naiyo).values())))
        > _MOST_LETTERS
    ):
        return Setting(layout, (), (of_missing("body", "too-long"),))
    lines = [line for text in _texts(naiyo, layout) for line in _filled(text, most=layout.letters)]
    pages = tuple(tuple(lines[first : first + layout.lines]) for first in range(0, len(lines), layout.lines))
    if len(pages) > _MOST_PAGES:
        against = (*against, of_missing("body", "too-long"))
    return Setting(layout, pages, against)


def of_letter(letter: Letter, *, layout: Place = "horizontal-20x26", names: tuple[str, ...] = ()) -> Naiyo:
    """Return a letter as 内容証明: its opening and parts become one running text, boxes and blanks included.

    The last line of `to` is the addressee's name, those before it the address. Of the sender, the first row whose
    label names a 住所 is the address, that of a 氏名 or 名称 the name; the others follow them. What is missing is
    refused by `set_out`.
    """
    rows = [row for row in letter.sender if row.value.strip() and not row.masked]
    address, name = (_first(rows, words) for words in (("住所", "所在"), ("氏名", "名称", "名前")))
    others = tuple(f"{row.label}　{row.value}" for row in rows if row not in {address, name})
    to = [line.strip() for line in letter.to if line.strip()]
    body = "\n\n".join(filter(None, [letter.opening.strip("\n"), *map(_running, letter.parts)]))
    return Naiyo(
        body=body,
        sender=Party(address.value.strip(), name.value.strip(), others),
        to=Party("\n".join(to[:-1]), to[-1] if to else ""),
        date=letter.date,
        title=letter.title,
        layout=layout,
        names=names,
    )


def _first(rows: Sequence[Row], words: tuple[str, ...]) -> Row:
    return next((row for row in rows if any(word in row.label for word in words)), Row(""))


def _running(part: Part) -> str:
    rows = [f"{row.label}　{'' if row.masked else row.value}" for row in part.rows]
    ticked = [tick.label for tick in part.ticks if tick.ticked]
    return "\n".join(filter(None, [part.heading, part.text.strip("\n"), *rows, *ticked]))


def _told(naiyo: Naiyo) -> dict[Field, str]:
    return {
        "sender.address": naiyo.sender.address,
        "sender.name": naiyo.sender.name,
        "to.address": naiyo.to.address,
        "to.name": naiyo.to.name,
    }


def _refusals(naiyo: Naiyo) -> Iterator[Refusal]:
    needed: Mapping[Field, str] = {**_told(naiyo), "body": naiyo.body, "date": "" if naiyo.date is None else "-"}
    yield from (of_missing(field, "missing") for field in needed if _NOTHING.fullmatch(needed[field].strip()))
    more = "\n".join((*naiyo.sender.more, *naiyo.to.more))
    written: Mapping[Field, str] = {"title": naiyo.title, "body": naiyo.body, "sender.more": more}
    for field, value in written.items():
        yield from (of_character(field, found) for found in naiyo_counting.refused(value, names=naiyo.names))
    for field, value in _told(naiyo).items():
        named = tuple(value.split("\n"))
        yield from (of_character(field, found) for found in naiyo_counting.refused(value, names=named))


def _texts(naiyo: Naiyo, layout: Layout) -> Iterator[str]:
    if naiyo.title.strip():
        title = naiyo_counting.widened(naiyo.title.strip())
        yield "　" * max(0, (layout.letters - len(title)) // 2) + title
        yield ""
    yield from naiyo_counting.widened(naiyo.body.strip("\r\n")).split("\n")
    yield ""
    if naiyo.date is not None:
        yield _day(naiyo.date, vertical=layout.vertical)
    yield from _party("差出人", naiyo.sender)
    yield from _party("受取人", naiyo.to)


def _party(role: str, party: Party) -> Iterator[str]:
    yield role
    yield f"　住所　{naiyo_counting.widened(' '.join(party.address.split()))}"
    yield f"　氏名　{naiyo_counting.widened(' '.join(party.name.split()))}"
    yield from (f"　{naiyo_counting.widened(' '.join(line.split()))}" for line in party.more)


def _day(day: date, *, vertical: bool) -> str:
    """Return the date in full-width figures, or for vertical lines in kanji: 令和八年十一月二十二日."""
    words = era_words(day)
    if not vertical:
        return naiyo_counting.widened(words)
    if words == day_words(day):
        return words.translate(_KANJI_DIGITS)
    era, year, month, number = words[:2], words[2 : words.index("年")], day.month, day.day
    return f"{era}{_kanji(int(year)) if year.isdigit() else year}年{_kanji(month)}月{_kanji(number)}日"


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else str(tens).translate(_KANJI_DIGITS))
        + ("十" if tens else "")
        + (str(ones).translate(_KANJI_DIGITS) if ones else "")
    )


def _filled(text: str, *, most: int) -> Iterator[Line]:
    """Yield the lines of one line as written, each as full as it may be."""
    whole = naiyo_counting.units(text)
    if not whole:
        yield Line((), 0)
        return
    start = 0
    while start < len(whole):
        end = _settled(whole, start=start, end=_full(whole, start=start, most=most))
        yield Line(whole[start:end], sum(naiyo_counting.cost(unit, start=start) for unit in whole[start:end]))
        start = end


def _full(whole: Sequence[Unit], *, start: int, most: int) -> int:
    """Return where a line that begins at `start` is full; it takes one character at least."""
    end, used = start, 0
    while end < len(whole):
        used += naiyo_counting.cost(whole[end], start=start)
        if used > most and end > start:
            return end
        end += 1
    return end


def _settled(whole: Sequence[Unit], *, start: int, end: int) -> int:
    """Return the end moved back so that no closing mark begins the next line and no opening one ends this."""
    for moved in range(min(_MOST_MOVED, end - start - 1) + 1):
        at = end - moved
        if at == len(whole) or not (_begins_badly(whole[at]) or whole[at - 1].sort == "opening"):
            return at
    return end


def _begins_badly(unit: Unit) -> bool:
    return unit.sort == "closing" or unit.text in NOT_FIRST
