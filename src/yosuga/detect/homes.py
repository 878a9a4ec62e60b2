"""Finds where somebody lives when only a town is said: "中野住み", "実家は藤沢", "家は堺市のほう"."""

import re
from collections.abc import Iterator

from yosuga.detect.address import PREFECTURE
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import name_start, starts_word, words_between
from yosuga.detect.gazetteer import bases, initials, is_home, kana_bases, municipalities, stations, towns
from yosuga.detect.lexicon import either, words

_LONGEST = 18
_LONGEST_CITY = 9
_LIVES = re.compile(" ?" + either("homes", "lives"))
_HOME_IS = re.compile(
    f"(?:{either('homes', 'home_is')}(?:は|が|って|も)?(?:たぶん|多分|確か|たしか|、|もう|今は|今も|昔から)?|[🏠🏡🏘])"
    "[ :→=⇒】)>»≫|\n-]{0,2}"
)
_LANDMARK = re.compile(either("addresses", "landmarks") + "の$")
_PART_OF = re.compile(either("homes", "part_of"))
_WHEREABOUTS = re.compile(either("homes", "whereabouts"))
_TOWN = re.compile(
    "[ァ-ヺー々ヶ㐀-鿿●○◯][ぁ-ゖァ-ヺー々ヶ㐀-鿿●○◯]{0,5}?(?:町(?![内立])|丁目)|[ぁ-ゖ]{2,4}町(?![内立])"
)
_LIVES_THERE = re.compile("住|暮ら|で$")
_FIELD = re.compile(
    r"(?:^|[\n/|📍、。]|(?:今|いま|現在|普段)は) ?(?:📍)? ?|〒? ?(?P<code>[0-9]{3}-[0-9]{4})(?:の| |\n){0,2}"
)
_OF_ONESELF = re.compile(
    "[0-9]{2} ?(?:歳|才|代|↑|↓|y)|[JD][KCD]|大学生|高校生|社会人|[♂♀]|生まれ|誕生日"
    "|[0-9]{1,2}/[0-9]{1,2}|既婚|独身|[0-9]児の|推し"
)
_FIELD_END = re.compile(r" ?(?:$|[\n/|,、。🏠])")
_PREFECTURE, _HAN = re.compile(PREFECTURE), re.compile("[㐀-鿿]")
_CITY_END = re.compile("..[市区町村]$")


def homes(document: Document) -> Iterator[Finding]:
    """Yield places without a block number that are said to be somebody's home."""
    text = document.plain.text
    for cue in _LIVES.finditer(text):
        start = _place_before(document, cue.start())
        owned = cue[0].lstrip()[0] == "の" and _LIVES_THERE.search(cue[0]) is None
        if start < cue.start() and not (owned and not _is_surely_place(document, start, cue.start())):
            yield _finding(document, start, cue.start(), 0.55 if owned else 0.75)
    for cue in _HOME_IS.finditer(text):
        end = _place_after(text, cue.end(), sure=cue[0].rstrip()[-1] not in ":→】=⇒|")
        if (
            end > cue.end()
            and not _PART_OF.match(text, end)
            and not _LANDMARK.search(text, max(0, cue.start() - 12), cue.start())
        ):
            yield _finding(document, cue.end(), end, 0.65)
    yield from _whereabouts(document)
    yield from _fields(document)


def _fields(document: Document) -> Iterator[Finding]:
    """Yield municipalities that fill a field of a profile, follow a pin, or follow a postal code."""
    text = document.plain.text
    profile = ("/" in text or "|" in text) and _is_profile(text)
    for field in _FIELD.finditer(text):
        end = _place_after(text, field.end())
        name = text[field.end() : end]
        told = name and (name[-1] in "市区町村" or "📍" in field[0] or (profile and field[0][:1] in "/|"))
        if told and (field["code"] or _FIELD_END.match(text, end)):
            yield _finding(document, field.end(), end, 0.6)


def _is_profile(text: str) -> bool:
    """Say whether a text tells of one person in fields and names one place among them: 20 / 藤沢 / サーフィン."""
    if _OF_ONESELF.search(text) is None:
        return False
    return sum(field.strip() in bases() for field in re.split(r"[/|\n]", text)) == 1


def _whereabouts(document: Document) -> Iterator[Finding]:
    """Yield a municipality with a town where the line tells where somebody goes about: 通学路は…市…町の…の前."""
    text = document.plain.text
    for cue in _WHEREABOUTS.finditer(text):
        line = text[cue.end() : cue.end() + 20].split("\n", 1)[0]
        for at in range(len(line)):
            city = next((cut for cut in range(_LONGEST_CITY, 1, -1) if line[at : at + cut] in municipalities()), 0)
            town = _TOWN.match(line, at + city) if city else None
            if town:
                yield _finding(document, cue.end() + at, cue.end() + town.end(), 0.6)
                break


def _place_before(document: Document, end: int) -> int:
    """Return where the longest place begins that ends at `end`; `end` if none does."""
    text = document.plain.text
    for start in range(max(0, end - _LONGEST), end):
        name = text[start:end]
        if not name[0].isspace() and _is_place(name) and _stands_free(document, start, name):
            return start
    start = name_start(document, end)
    return start if _CITY_END.search(text[start:end]) and text[start:end] not in _no_place() else end


def _stands_free(document: Document, start: int, name: str) -> bool:
    """Say whether the place is a word of its own; a short name inside a longer word of kanji is not."""
    before = document.plain.text[start - 1 : start]
    joined = "㐀" <= before <= "鿿" or ("ァ" <= before <= "ヺ" and "ァ" <= name[0] <= "ヺ")
    if not joined or name in municipalities() or _PREFECTURE.match(name):
        return True
    return starts_word(document, start) and words_between(document, start - 1, start)[0].pos[2] == "副詞可能"


def _place_after(text: str, start: int, *, sure: bool = True) -> int:
    """Return where the longest place ends that begins at `start`; `start` if none does. `sure`: no town alone."""
    if text[start : start + 1] not in initials():
        return start
    prefecture = _PREFECTURE.match(text, start)
    after = prefecture.end() if prefecture else start
    end = _city_end(text, after) or _longest(text, after, bases()) or (prefecture and after) or 0
    if not (end or sure):
        end = max(_longest(text, start, towns()), _longest(text, start, stations()))
    whole = end > start + 1 and text[start:end] not in _no_place() and not "㐀" <= text[end : end + 1] <= "鿿"
    return end if whole else start


def _longest(text: str, start: int, names: frozenset[str]) -> int:
    """Return where the longest of `names` ends that begins at `start`; 0 if none does."""
    cuts = range(min(len(text), start + _LONGEST_CITY), start + 1, -1)
    return next((end for end in cuts if text[start:end] in names), 0)


def _city_end(text: str, start: int) -> int:
    """Return where a municipality ends that begins at `start`, with its ward and town; 0 if none begins there."""
    start += text[start : start + 1] == " "
    city = _longest(text, start, municipalities())
    ward = _longest(text, city, municipalities()) if city and text[city - 1] == "市" else 0
    if not city:
        return 0
    town = _TOWN.match(text, ward or city)
    return _longest(text, ward or city, towns()) or (town.end() if town else ward or city)


def _is_place(name: str) -> bool:
    """Say whether `name` is a prefecture, municipality, town, or several of them."""
    if name[0] not in initials() or name in _no_place():
        return False
    return (is_home(name) and _is_listed(name)) or name in kana_bases() or _place_after(name, 0) == len(name)


def _is_listed(name: str) -> bool:
    """Say whether a name is no mere word: names of towns and stations in kana alone are words or people too often."""
    return len(name) > 4 or name in bases() or _HAN.search(name) is not None


def _is_surely_place(document: Document, start: int, end: int) -> bool:
    """Say whether the place is not a surname as well: before の実家 both are said (佐藤の実家, 川口の実家)."""
    name = document.plain.text[start:end]
    if name[-1] in "市区町村県都府道":
        return True
    return name in bases() and words_between(document, start, end)[0].pos[2] == "地名"


def _no_place() -> frozenset[str]:
    return words("homes", "not_a_place")


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.ADDRESS, score, "home")
