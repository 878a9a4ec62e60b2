"""Finds addresses and postal codes, from a full address down to "中野住み"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from yosuga.detect import address as grammar
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import line_around, name_start
from yosuga.detect.gazetteer import municipalities, towns
from yosuga.detect.homes import homes
from yosuga.detect.latin_address import latin_addresses
from yosuga.detect.lexicon import either
from yosuga.detect.postal import postal_codes

_LONGEST_CITY = 9
# After a prefecture: a county and its town, a city and its ward.
_MOST_CITIES = 3
_LINE = 60
_NEAR = 24
_PREFECTURE = re.compile(grammar.PREFECTURE)
_LINE_GAP = re.compile("[ \\t]{0,2}\\n?")
_CUE, _PUBLIC = re.compile(either("addresses", "cues")), re.compile(either("addresses", "public"))
# The hours of a shop on the line below its address.
_HOURS_BELOW = re.compile("[^\n]{0,20}\n[^\n]{0,30}(?:定休|営業時間|営業中|不定休|受付時間)")
# Whose address follows at once, whatever else the line speaks of: 「…の会場は後日。ご自宅は…」.
_OWN = re.compile(
    "(?:[ごお]?(?:自宅|実家|新居|住まい)|(?:私|俺|僕|うち|家|彼|彼女|本人|先方)の(?:家|住所)|引っ?越し?先|帰省先"
    "|(?<![㐀-鿿])家)(?:の住所)?[はが:→、 (]{0,3}$"
)
_STORY, _FICTIONAL = (re.compile(either("addresses", name)) for name in ("stories", "fictional"))
_LANDMARK = re.compile(f"{either('addresses', 'landmarks')}(?:の(?:住所|所在地|場所))?(?:は|って|[ :(→、])*$")
# Numbers that begin with 0 or are long are for calling, not for finding a door.
_CALLED = re.compile(" ?(?:0[0-9]|[0-9]{3}-[0-9]{3}-)|(?:[^0-9]*[0-9]){10}")
# A day right behind a municipality: 松山市 2025-12-31.
_DAY = re.compile(" ?(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3]?[0-9](?![0-9-])")
# A prefecture with its municipality: then a number alone is a block number.
_FULL_HEAD = re.compile(f"{grammar.PREFECTURE} ?[^ぁ-ん、。 \n]{{1,9}}?[市区町村郡]")
_MASKED = re.compile("[●○◯×]")
_YEAR = re.compile("(?:19|20)[0-9]{2}$")
_TOWN_END = re.compile("[町丁台丘坂通条字郷浜原野田新市区村里森島沢谷]り?$")
# A school or hospital that a prefecture or city keeps: 大分県|立汐風西高等学校 1-5.
_KEPT_HOUSE = re.compile("立.*(?:学校|高校|中学|大学|病院|学園|園|館|センター)$")
# The rows of Hokkaido's grids: 山の手九条, a town of its own with each number.
_ROW = re.compile("(?<=.)[一二三四五六七八九十]{1,3}条$")
# A municipality that nobody has heard of, inside what stands before a block number.
_CITY_INSIDE = re.compile("..[市区町村郡].")
# A municipality said before a building: 世田谷区の架空ハイツ203号室.
_CITY_OF = re.compile("[^ぁ-ん、。 \n]{2,9}[市区町村]の?$")
# What follows a room that somebody lives in; and what has rooms that nobody does.
_TENANT = re.compile(either("addresses", "tenants"))
_LODGING = re.compile(either("addresses", "lodgings"))
# What a block number says beside a town: that and the words around it decide whether this is an address.
_LOOSE_SCORES = (0.0, 0.0, 0.3, 0.6, 0.7, 0.8, 0.9)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield addresses, statements of where somebody lives, and postal codes."""
    yield from addresses(document)
    yield from homes(document)
    yield from latin_addresses(document)
    yield from postal_codes(document)


def addresses(document: Document) -> Iterator[Finding]:
    """Yield addresses with a block number, from their first known part to the room."""
    text = document.plain.text
    taken: list[tuple[int, int]] = []
    for start, after in _heads(text):
        if taken and start < taken[-1][1]:
            continue
        found = _headed(text, start, after)
        if found:
            yield _finding(document, start, found[0], found[1])
            taken.append((start, found[0]))
    yield from _loose(document, taken)
    yield from _rooms(document)


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a prefecture or a known municipality begins, and where its name ends."""
    known = municipalities()
    for mark in grammar.HEAD.finditer(text):
        if mark.end() - mark.start() > 1:
            yield mark.span()
            continue
        end = mark.end()
        for start in range(max(0, end - _LONGEST_CITY), end - 1):
            if text[start:end] in known:
                yield start, end
                break


def _headed(text: str, start: int, after: int) -> tuple[int, float] | None:
    """Return end and score of the address that begins at `start` with a name that ends at `after`."""
    return _towned(text, start, after) or _towned(text, start, _line_end(text, after))


def _line_end(text: str, after: int) -> int:
    """Return where the last of the municipalities ends that follow a head, each of them on a line of its own maybe."""
    for _part in range(_MOST_CITIES):
        gap = _LINE_GAP.match(text, after)
        at = gap.end() if gap else after
        cuts = range(min(len(text), at + _LONGEST_CITY), at + 1, -1)
        city = next((end for end in cuts if text[at:end] in municipalities()), 0)
        if not city:
            break
        after = city
    return after


def _towned(text: str, start: int, after: int) -> tuple[int, float] | None:
    opens = text[start - 1 : start] in ("", "\n", " ", ":") or _PREFECTURE.match(text, start)
    below = grammar.BELOW.match(text, after) if opens else None
    after = below.end() if below else after
    found = grammar.TOWN_BLOCK.match(text, after)
    if below and not (found and found["town"] and _is_town(found["town"])):
        return None
    lone = found is None or not _is_town(found["town"])
    if lone:
        found = grammar.TOWN_LONE.match(text, after)
    if found is None or not _is_town(found["town"]) or _CALLED.match(found["block"]):
        return None
    if not found["town"].strip() and (grammar.parts(found["block"]) == 1 or _DAY.match(found["block"])):
        return None
    end = house_end(text, found.end())
    around = _around(text, start, end)
    district = found["block"].endswith("丁目") and grammar.parts(found["block"]) == 1
    district = district and _MASKED.search(found["town"]) is None
    bare = lone and end == found.end() and not _is_whole_line(text, start, end)
    closing = _TOWN_END.search(found["town"]) is not None and text[end : end + 1] in ("", "\n", "。", "、")
    plain = bare and _FULL_HEAD.match(text, start) and len(found["block"]) > 2 - closing
    district = district and end == found.end()
    if (district or bare) and not plain and not _CUE.search(around):
        return None
    public = _LANDMARK.search(text, max(0, start - 24), start) is not None
    public = public or _is_of_a_story(text, start, end) or _HOURS_BELOW.match(text, end) is not None
    public = public or (_PUBLIC.search(around) is not None and not _OWN.search(text, max(0, start - 16), start))
    return end, (0.45 if public else 0.95)


def _is_of_a_story(text: str, start: int, end: int) -> bool:
    """Say whether the address is one of fiction, or a story is named on its line."""
    if _FICTIONAL.search(text, start, end):
        return True
    return _STORY.search("\n".join(line_around(text, start, end, width=_NEAR))) is not None


def _is_whole_line(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("", "\n", " ", "\t", ":") and text[end : end + 1] in ("", "\n")


def _is_town(stretch: str) -> bool:
    name = _ROW.sub("", stretch.strip())
    if _KEPT_HOUSE.match(name):
        return False
    return name in towns() or grammar.reads_as_name(name)


def house_end(text: str, at: int) -> int:
    """Return where the building and room end that follow a block number ending at `at`; `at` if none does."""
    for form in (grammar.HOUSE_ROOM, grammar.HOUSE, grammar.NAME_ROOM, grammar.NAME_ROOM_BELOW):
        found = form.match(text, at)
        if found and _is_house(found["name"], found[0], named=form in (grammar.HOUSE_ROOM, grammar.HOUSE)):
            name = len(grammar.AFTER_NAME.sub("", found["name"]))
            return found.start("name") + name if form is grammar.HOUSE else found.end()
    room = grammar.ROOM_ONLY.match(text, at)
    return room.end() if room else at


def _is_house(name: str, whole: str, *, named: bool) -> bool:
    if not grammar.reads_as_name(name) or grammar.NO_HOUSE.search(name):
        return False
    return named or grammar.ROOM_SURE.search(whole[len(name) :]) is not None


def _loose(document: Document, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Yield addresses that begin with a town, or a municipality that nobody has heard of."""
    text = document.plain.text
    done = 0
    for found in grammar.LOOSE_BLOCK.finditer(text):
        town = grammar.TOWN_BEFORE.search(text, max(0, found.start() - 2), found.start())
        last = bisect_left(taken, found.end(), key=itemgetter(0))
        if not town or (last and found.start() < taken[last - 1][1]):
            continue
        before = town.start() + 1
        start = name_start(document, before, least=done)
        end = house_end(text, found.end())
        score = _loose_score(text, start, before, found.end(), end) if start < before else 0.0
        if score:
            yield _finding(document, start, end, score)
            done = end


def _loose_score(text: str, start: int, block: int, house: int, end: int) -> float:
    """Weigh an address by its town (`start`..`block`), number (..`house`), building (..`end`) and the words around."""
    town, number = text[start:block], text[block:house]
    if not grammar.reads_as_name(town) or _CALLED.match(number) or _DAY.match(number):
        return 0.0
    if _is_of_a_story(text, start, end):
        return 0.3
    formal = grammar.parts(number) >= 3 - ("丁目" in number) or "番地" in number
    cue = _CUE.search(_around(text, start, end)) is not None
    if grammar.parts(number) == 1 and not ("番地" in number and cue):
        return 0.0
    return _LOOSE_SCORES[2 * _ends_in_town(town) + 2 * (end > house) + cue + formal]


def _ends_in_town(name: str) -> bool:
    if _TOWN_END.search(name) or _CITY_INSIDE.search(name):
        return True
    return any(name[at:] in towns() for at in range(len(name) - 1))


def _rooms(document: Document) -> Iterator[Finding]:
    """Yield homes told by their building and room alone: コーポ白樺 B-102."""
    text = document.plain.text
    for found in grammar.HOME_ROOM.finditer(text):
        room, sure = found["room"], grammar.SURE_HOME.match(found[0])
        if not (
            sure or (room.endswith("号室") and not _LODGING.search(text, max(0, found.start() - 2), found.end()))
        ) or _YEAR.search(room):
            continue
        if grammar.reads_as_name(found["name"]) and grammar.ROOM_SURE.search(room):
            start = name_start(document, found.start())
            city = _CITY_OF.search(text, max(0, start - _LONGEST_CITY), start)
            yield _finding(document, city.start() if city else start, found.end(), 0.8)
    for found in grammar.ANY_ROOM.finditer(text):
        start = name_start(document, found.start())
        name, tied = text[start : found.start()], _TENANT.match(text, found.end())
        if len(name) > 2 and tied and not name.isascii() and grammar.reads_as_name(name) and not _LODGING.search(name):
            yield _finding(document, start, found.end(), 0.6)


def _around(text: str, start: int, end: int) -> str:
    """Return the line around an address, and the line above it where that may be its heading."""
    above = text.rfind("\n", max(0, start - _LINE), max(0, start - 1))
    below = text.find("\n", end, end + _LINE)
    return text[max(above + 1, start - _LINE, 0) : start] + "\0" + text[end : below if below >= 0 else end + 20]


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.ADDRESS, score, "address")
