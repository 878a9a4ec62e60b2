"""An address in any spelling: in part, with numbers in kanji, other hyphens, in kana or Latin letters, masked."""

import re
from collections.abc import Iterator

from yosuga.detect.own.folding import MASK, Sheet, Trace, Watcher, alternatives, fold, masked
from yosuga.detect.own.latin_places import Parts, in_latin, reading
from yosuga.detect.own.numbers import kanji_numbers
from yosuga.detect.own.profile import Field
from yosuga.detect.own.slots import slots

_PREFECTURE = re.compile(r"^(?:北海道|東京都|(?:京都|大阪)府|..県|...県)")
_CITY = re.compile(
    r"^(?:[^区]{1,6}?市市?(?:[^0-9市]{1,4}?区)?|.{1,5}?郡.{1,5}?[町村]|.{1,4}?区|.{1,5}?[町村](?=[^0-9一二三四五六七八九十]))"
)
_FIRST_NUMBER = re.compile(r"(?<![0-9])[0-9]+(?![0-9]|[条線])|[一二三四五六七八九十百]+(?=丁目|番|-|ー)")
_JOIN = r"\s?(?:丁目の?|番地?の?|号(?:棟|館)?の?|[\-\u2010−–—ー一の~/・,、])\s?"
_LAST = r"(?:番地|番|号|丁目)?"
_ROOM = re.compile(r"[\s\-]*(?:#|no\.?)?([a-z]?[0-9]{1,4}[a-z]?)\s?(?:号室|号|室)?$")
_NUMBER_END = r"(?![0-9]|[\-\u2010−–ー][0-9]|の[0-9]+(?!階|f|号|室|[0-9]))"
_GENERIC = re.compile(
    r"^(?:こーぽ|めぞん|はいつ|あぱーと|まんしょん|れじでんす|ぐらんど|さん|ぱーく|ろいやる|はいむ|はうす|ふらっと|こーと|てらす|すてーじ|ぷれす|えすてーと|ゔぃら|びら|しゃとー)(?=.{2})"
)
_GAP = r"[\s,、。/・\n]{0,3}"


def addresses(address: str, *, postal_code: str) -> Iterator[Watcher]:
    """Yield what finds this address, whole or in a part that says as much, and its postal code."""
    parts = parse(address)
    code = re.sub(r"\D", "", fold_plain(postal_code))
    if len(code) == 7:
        yield _postal(code)
    if parts.numbers:
        yield from _numbered(parts)
    if parts.building and parts.room:
        yield _building(parts)
    yield from _weak(parts)


def fold_plain(text: str) -> str:
    """Return a text of a profile as it is compared."""
    import unicodedata

    return fold(unicodedata.normalize("NFKC", text).strip())


def parse(address: str) -> Parts:
    """Return the parts of an address in Japanese order; a postal code before it is left out."""
    import unicodedata

    rest = re.sub(r"^〒?\s*[0-9]{3}[\-ー−]?[0-9]{4}\s*", "", unicodedata.normalize("NFKC", address).strip())
    rest = rest.replace("\u3000", " ")
    prefecture, rest = _taken(_PREFECTURE, rest)
    city, rest = _taken(_CITY, rest)
    first = _FIRST_NUMBER.search(rest)
    town, rest = (rest[: first.start()], rest[first.start() :]) if first else (rest, "")
    numbers, rest = _numbers(rest)
    building, room = _building_and_room(fold(rest.strip(" ,、")))
    if len(numbers) == 4 and not room:  # 1-2-3-405: the last is the room's
        *of_house, last = numbers
        numbers, room = tuple(of_house), str(last)
    return Parts(
        prefecture=fold(prefecture),
        city=fold(city.replace(" ", "")),
        town=fold(town.strip(" 、,").replace(" ", "").removeprefix("大字").removeprefix("字")),
        numbers=numbers,
        building=building,
        room=room,
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[0], text[found.end() :].lstrip()) if found else ("", text)


def _numbers(text: str) -> tuple[tuple[int, ...], str]:
    """Return the leading numbers (丁目, 番, 号 or with hyphens) and the rest. Kanji numbers are those of a 丁目."""
    numbers: list[int] = []
    while found := re.match(rf"({_NUM})(?:{_JOIN}(?={_NUM})|{_LAST})", text):
        numbers.append(_value(found[1]))
        text = text[found.end() :]
        if not re.search(r"[\-\u2010−–—ー一の目番地/]\s?$", found[0]) or len(numbers) == 4:
            break
    return tuple(numbers), text


_NUM = r"[0-9]{1,4}|[一二三四五六七八九十百]{1,4}"


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return next((value for value in range(1, 1000) if written in kanji_numbers(value)), 0)


def _building_and_room(rest: str) -> tuple[str, str]:
    found = _ROOM.search(rest)
    if not found or not rest[: found.start()].strip():
        return ("", found[1]) if found else (rest, "")
    return rest[: found.start()].strip(), found[1]


def number(value: int) -> str:
    """Return a pattern for one number of an address: in digits, a digit masked, or in kanji."""
    digits = "".join(f"(?:{one}|{MASK})" for one in str(value))
    return alternatives([digits, *map(re.escape, kanji_numbers(value))])


def _chain(numbers: tuple[int, ...]) -> str:
    return rf"(?<![0-9]){_JOIN.join(number(one) for one in numbers)}{_LAST}"


def _place(parts: Parts) -> str:
    """Return a pattern for what may stand before the town."""
    before = "".join(rf"(?:{slots(one)}\s?)?" for one in (parts.prefecture, parts.city) if one)
    short = re.sub(r".*市(?=.+区$)", "", parts.city)
    return f"(?:{before}|(?:{slots(short)}\\s?)?)" if short != parts.city else before


def _after(parts: Parts) -> str:
    """Return a pattern for the end of the numbers and what may stand behind: building and room, or the room alone."""
    if not parts.room:
        extra = r"(?:[\-\u2010−–ー][0-9]{2,4}(?![0-9]))?" if len(parts.numbers) > 2 else ""
        house = f"(?:{_GAP}{_house(parts.building)})?" if parts.building else ""
        return f"{extra}{_NUMBER_END}{house}"
    room = rf"(?:[\s,]|[\-\u2010−–ー])\s?{_room(parts)}"
    house = f"{_GAP}{_house(parts.building)}(?:{_GAP}{_room(parts)})?|" if parts.building else ""
    return f"(?:{house}{room}|{_NUMBER_END})"


def _room(parts: Parts) -> str:
    digits = "".join(f"(?:{re.escape(one)}|{MASK})" for one in parts.room)
    kanji = kanji_numbers(int(parts.room)) if parts.room.isdecimal() and int(parts.room) else ()
    return rf"{alternatives([digits, *kanji])}(?![0-9])(?:\s?(?:号室|号|室))?"


def _house(building: str) -> str:
    """Return a pattern for the building; its generic first word may be missing."""
    short = _GENERIC.sub("", building).strip()
    names = {slots(building.replace(" ", "")), slots(short.replace(" ", ""))} if len(short) >= 2 else {slots(building)}
    return alternatives(names)


def _numbered(parts: Parts) -> Iterator[Watcher]:
    """Find the town with its numbers; all of them, or all but the last, where no other number follows."""
    chain = _chain(parts.numbers)
    cut = _chain(parts.numbers[:-1]) if len(parts.numbers) > 2 else ""
    town = _towns(parts)
    if town:
        oaza = r"(?:大字|字)?"
        with_all = rf"{_place(parts)}{oaza}(?P<t>{town})\s?(?P<n>{chain}){_after(parts)}"
        yield _judged(with_all, parts, sure=0.93)
        if cut:
            yield _judged(rf"{_place(parts)}{oaza}(?P<t>{town})\s?(?P<n>{cut}){_NUMBER_END}", parts, sure=0.66)
    if parts.city and len(parts.numbers) > 1:
        short = re.sub(r".*市(?=.+区$)", "", parts.city)
        hidden = rf"(?P<t>(?:{slots(parts.city)}|{slots(short)}){MASK}{{1,6}})\s?(?P<n>{chain}){_NUMBER_END}"
        yield _judged(hidden, parts, sure=0.62)
    if parts.building and len(parts.numbers) > 1:
        room = rf"(?:{_GAP}{_room(parts)})?" if parts.room else ""
        yield _judged(rf"(?P<t>)(?P<n>{chain}){_GAP}{_house(parts.building)}{room}", parts, sure=0.78)
    yield from in_latin(parts)


def _towns(parts: Parts) -> str:
    """Return a pattern for the town: as written, in kana, and for a masked one with half of it there."""
    if not parts.town:
        return slots(parts.city) if parts.city and len(parts.numbers) > 1 else ""
    readings = reading(parts.town)
    return alternatives({slots(parts.town), *(slots(one) for one in readings)})


def _judged(pattern: str, parts: Parts, *, sure: float) -> Watcher:
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            less = _for_masks(found["t"], found["n"], known=bool(parts.town))
            if less is not None:
                end = _trimmed(found[0], found.start())
                yield Trace(found.start(), end, Field.ADDRESS, sure - less, whole=less == 0 and sure > 0.9)

    return watch


def _trimmed(found: str, start: int) -> int:
    return start + len(found.rstrip())


def _for_masks(town: str, numbers: str, *, known: bool) -> float | None:
    """Return what masks take from how sure it is; None where too little is there."""
    hidden, lost = masked(town), masked(numbers)
    digits = sum(char.isdigit() for char in numbers)
    if lost and digits < 2:
        return None
    if hidden and known and hidden * 2 > len(town) and lost:
        return None
    return 0.1 * bool(hidden) + 0.12 * bool(lost)


def _building(parts: Parts) -> Watcher:
    """Find building and room; a masked building needs most of its name."""
    pattern = re.compile(rf"(?P<b>{_house(parts.building)})[\s,、の\-ー]{{0,2}}(?P<r>{_room(parts)})")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            hidden = masked(found["b"])
            if hidden * 2 <= len(found["b"]) - 1 and not masked(found["r"]):
                yield Trace(found.start(), found.end(), Field.ADDRESS, 0.7 if hidden else 0.82, whole=False)

    return watch


def _weak(parts: Parts) -> Iterator[Watcher]:
    """Find what says too little alone: the town without numbers, the building without a room."""
    if parts.town and len(parts.town) > 1:
        place = rf"(?:{slots(parts.city)}\s?)?" if parts.city else ""
        number = r"(?!\s?[0-9一二三四五六七八九十]+(?:丁目|番|[\-ー−の][0-9])|\s?[0-9])"
        yield _plain(rf"{place}{slots(parts.town)}{number}", sure=0.35)
        if parts.numbers:
            yield _plain(rf"{place}{slots(parts.town)}{number_of_town(parts)}", sure=0.42)
    if parts.building and len(parts.building) > 3:
        yield _plain(rf"{_house(parts.building)}(?![\s\-ー]?[0-9])", sure=0.45)


def number_of_town(parts: Parts) -> str:
    """Return a pattern for the first number alone (the 丁目)."""
    return rf"\s?{_chain(parts.numbers[:1])}{_NUMBER_END}"


def _plain(pattern: str, *, sure: float) -> Watcher:
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            if not masked(found[0]):
                yield Trace(found.start(), found.end(), Field.ADDRESS, sure, whole=False)

    return watch


def _postal(code: str) -> Watcher:
    digits = (
        "".join(f"(?:{one})" for one in code[:3]) + r"\s?[\-\u2010−–ー]?\s?" + "".join(f"(?:{one})" for one in code[3:])
    )
    pattern = re.compile(rf"(?<![0-9])(?<![0-9][\-.]){digits}(?![0-9]|[\-.][0-9])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            yield Trace(found.start(), found.end(), Field.POSTAL_CODE, 0.75, whole=True)

    return watch
