"""Finds where somebody lives when only a town is said: "中野住み", "実家は藤沢", "家は堺市のほう"."""

import re
from collections.abc import Iterator

from yosuga.detect.address import PREFECTURE
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import name_start, starts_word, tells_of_the_known, words_between
from yosuga.detect.gazetteer import bases, initials, is_home, kana_bases, municipalities, prefectures, stations, towns
from yosuga.detect.lexicon import either, words

_LONGEST = 18
_LONGEST_CITY = 9
_LIVES = re.compile(f'[ )」』"]?{either("homes", "lives")}|(?<=[市区町村目]){either("homes", "lives_in_city")}')
# Where somebody who tells of themselves sends greetings from: 昭和…生まれ。山梨県北杜市より。
_FROM = re.compile(r"(?<=[市区町村])より(?=[。、!\s]|$)")
# How a letter to a newspaper is signed: (…市 … …子 78歳).
_SIGNED = re.compile(r"\((?=[^()\n]{4,24}[0-9]{2}歳\))")
_HOME_IS = re.compile(
    f"(?:{either('homes', 'home_is')}(?:は|が|を|って|も)?"
    "(?:たぶん|多分|確か|たしか|、|もう|今は|今も|昔から)?|[🏠🏡🏘])"
    "[ :→=⇒】)>»≫|(「\n?-]{0,2}"
)
# Where somebody lives is asked, and the next speaker or line begins: 「どこ住み?」「…」, with a time and a name maybe.
_ASKED = re.compile(
    "(?:どこ(?:に|らへん|ら辺)?(?:住(?:み(?!た|や|よ)|ん|$|(?=[?」\n]))|すんで)"
    "|(?:家|おうち|お?住まい|住み|住所|住んで(?:い?る)?(?:の|とこ|ところ))(?:は|って)?(?:どこ|どちら|どの(?:辺|へん)))"
    "[^\n。?」]{0,8}[?。」~ ]{0,3}(?:\n|→|(?<=」)(?=「))"
    "(?:[0-9]{1,2}:[0-9]{2} ?)?(?:[^\n「」:、。]{1,8}?(?::|(?=「)) ?)?[「>・ -]{0,2}"
    "(?:(?:えっ?と|えーと|今は|いまは|うちは|一応)[、 ]?)?"
)
_ANSWERED = re.compile("(?:の(?:ほう|方|あたり)|らへん|あたり|民|住み)?(?:だ|です|や|じゃ|っす|[」。、!~w…(]|\n|$)")
_FAMOUS = re.compile(
    f"(?:{either('addresses', 'landmarks')}の|{either('homes', 'famous')}[のはが]|{either('addresses', 'stories')}の?)$"
)
_PART_OF = re.compile(either("homes", "part_of"))
_WHEREABOUTS = re.compile(either("homes", "whereabouts"))
_TOWN = re.compile(
    "[ァ-ヺー々ヶ㐀-鿿●○◯][ぁ-ゖァ-ヺー々ヶ㐀-鿿●○◯]{0,5}?(?:町(?![内立])|(?:[0-9]{1,2})?丁目)|[ぁ-ゖ]{2,4}町(?![内立])"
    # One that nobody has listed, where nothing else follows that it could be the beginning of.
    "|(?:[々ヶ㐀-鿿●○◯]|(?![のにではがとへをもや])[ぁ-ゖ]{2})[ぁ-ゖァ-ヺー々ヶ㐀-鿿●○◯]{0,3}(?<![のはだ])(?<!だが)(?<![高屋舞土露燈灯])[台丘坂]"
    "(?=$|[\\s、。,)」!]|[にでのだ])"
)
_LIVES_THERE = re.compile("住|暮ら|越|で$")
# What parts the fields of a profile, besides a slash.
_BARS = "│┃┆┊¦┇♡♥☆★✿❀✧⋆\U0001f300-\U0001faff"
_FIELD = re.compile(
    rf"(?:^|[\n/|📍{_BARS}]|(?:今|いま|現在|普段|実際|本当|ほんと)は) ?(?:📍)? ?"
    r"|〒? ?(?P<code>[0-9]{3}-[0-9]{4})(?:の| |\n){0,2}"
)
_OF_ONESELF = re.compile(
    "[0-9]{2} ?(?:歳|才|代|↑|↓|y)|[JD][KCD]|大学生|高校生|大学?[1-6](?:年|$|[ /|])|高校?[1-3](?:年|$|[ /|])|社会人|[♂♀]"
    "|生まれ|誕生日|[0-9]{1,2}/[0-9]{1,2}|既婚|独身|[0-9]児の|推し"
    f"|(?:^|[/|\n{_BARS}])[^0-9/|\n{_BARS}]{{0,2}}[1-5][0-9][^0-9/|\n{_BARS}]{{0,2}}[/|{_BARS}]"
)
_BAR = re.compile(f"[/|\n{_BARS}]")
_FIELD_END = re.compile(rf" ?(?:$|[\n/|,、。🏠{_BARS}])")
# More letters after a name make another word of it; 市内 is still the city.
_GOES_ON = re.compile("(?!内(?![㐀-鿿])|エリア|アパート|マンション)[㐀-鿿ァ-ヺ]")
_OF_CITY = re.compile(".[市区町村]")
_NO_CITY = re.compile("[長民役立議営場史外]")
_PREFECTURE, _HAN = re.compile(PREFECTURE), re.compile("[㐀-鿿]")
_CITY_ENDS = frozenset("市区町村")
_CITY_END = re.compile("..[市区町村]$")
_CITY_MARK = re.compile("[市区町村郡]")


def homes(document: Document) -> Iterator[Finding]:
    """Yield places without a block number that are said to be somebody's home."""
    text = document.plain.text
    for cue in _LIVES.finditer(text):
        start = _place_before(document, cue.start())
        owned = cue[0].lstrip(' )」』"')[0] == "の" and _LIVES_THERE.search(cue[0]) is None
        start = _wider_start(text, start) if start < cue.start() else start
        if (
            start < cue.start()
            and not _is_of_the_famous(document, start)
            and not (owned and not _is_surely_place(document, start, cue.start()))
        ):
            yield _finding(document, start, cue.start(), 0.55 if owned else 0.82)
    for cue in _HOME_IS.finditer(text):
        end = _place_after(text, cue.end(), sure=cue[0].rstrip()[-1] not in ":→】=⇒|")
        if end > cue.end() and not _PART_OF.match(text, end) and not _is_of_the_famous(document, cue.start()):
            yield _finding(document, cue.end(), end, 0.65)
    yield from _answers(document)
    yield from _greetings(document)
    yield from _signed(document)
    yield from _whereabouts(document)
    yield from _fields(document)


def tells_of_oneself(text: str) -> bool:
    """Say whether a text says what profiles say of their writers: an age, a sex, a year of school, children."""
    return _OF_ONESELF.search(text) is not None


def _fields(document: Document) -> Iterator[Finding]:
    """Yield municipalities that fill a field of a profile, follow a pin, or follow a postal code."""
    text = document.plain.text
    profile = _is_profile(text)
    alone: list[Finding] = []
    for field in _FIELD.finditer(text):
        end = _place_after(text, field.end())
        name = text[field.end() : end]
        told = name and (_OF_CITY.search(name) or "📍" in field[0] or (profile and field[0]))
        if told and field["code"]:
            yield _finding(document, field.end(), end, 0.75)
        elif told and _FIELD_END.match(text, end):
            alone.append(_finding(document, field.end(), end, 0.75))
    # Several of them are a list of places, not of homes.
    yield from alone[:2] if len(alone) < 3 else ()


def _answers(document: Document) -> Iterator[Finding]:
    """Yield what somebody answers who is asked where they live: 「どこ住み?」「…市だよ」."""
    text = document.plain.text
    if "どこ" not in text and "どちら" not in text:
        return
    for asked in _ASKED.finditer(text):
        end = _place_after(text, asked.end())
        if end > asked.end() and _ANSWERED.match(text, end):
            yield _finding(document, asked.end(), end, 0.75)


def _greetings(document: Document) -> Iterator[Finding]:
    """Yield the municipality that somebody who tells of themselves sends greetings from."""
    text = document.plain.text
    for cue in _FROM.finditer(text) if "より" in text and tells_of_oneself(text) else ():
        start = _place_before(document, cue.start())
        if start < cue.start():
            yield _finding(document, start, cue.start(), 0.6)


def _signed(document: Document) -> Iterator[Finding]:
    """Yield where the writer of a letter to a newspaper lives."""
    text = document.plain.text
    for letter in _SIGNED.finditer(text) if "歳)" in text else ():
        end = _place_after(text, letter.end())
        if end > letter.end() and text[end] in " ・、":
            yield _finding(document, letter.end(), end, 0.65)


def _is_profile(text: str) -> bool:
    """Say whether a text tells of one person in fields and names one place among them: 20 / 藤沢 / サーフィン."""
    fields = _BAR.split(text)
    if len(fields) < 3 or not tells_of_oneself(text):
        return False
    return sum(field.strip() in bases() or field.strip() in prefectures() for field in fields) == 1


def _whereabouts(document: Document) -> Iterator[Finding]:
    """Yield a municipality with a town where the line tells where somebody goes about: 通学路は…市…町の…の前."""
    text = document.plain.text
    for cue in _WHEREABOUTS.finditer(text):
        line = text[cue.end() : cue.end() + 20].split("\n", 1)[0]
        for at in range(len(line)):
            city = next((cut for cut in range(_LONGEST_CITY, 1, -1) if line[at : at + cut] in municipalities()), 0)
            town = _TOWN.match(line, at + city) if city else None
            if town and not _is_of_the_famous(document, cue.start()):
                yield _finding(document, cue.end() + at, cue.end() + town.end(), 0.6)
                break


def _is_of_the_famous(document: Document, at: int) -> bool:
    """Say whether the home spoken of behind `at` is that of somebody in public life or of a story."""
    return _FAMOUS.search(document.plain.text, max(0, at - 12), at) is not None or tells_of_the_known(document, at)


def _place_before(document: Document, end: int) -> int:
    """Return where the longest place begins that ends at `end`; `end` if none does."""
    text = document.plain.text
    for start in range(max(0, end - _LONGEST), end):
        name = text[start:end]
        if not name[0].isspace() and _is_place(name) and _stands_free(document, start, name):
            return start
    if text[end - 1 : end] not in _CITY_ENDS:
        return end
    start = name_start(document, end)
    return start if _CITY_END.search(text[start:end]) and text[start:end] not in _no_place() else end


def _wider_start(text: str, start: int) -> int:
    """Return where the place begins with the prefecture or city it is said to lie in: 千葉の柏."""
    if text[start - 1 : start] != "の":
        return start
    known = (at for at in range(max(0, start - _LONGEST_CITY), start - 2) if _holds_towns(text[at : start - 1]))
    return next(known, start)


def _holds_towns(name: str) -> bool:
    return name in bases() or name in municipalities() or name in prefectures()


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
    goes_on = _NO_CITY if text[end - 1 : end] in "市区" else _GOES_ON
    whole = end > start + 1 and text[start:end] not in _no_place() and not goes_on.match(text, end)
    return end if whole else start


def _longest(text: str, start: int, names: frozenset[str]) -> int:
    """Return where the longest of `names` ends that begins at `start`; 0 if none does."""
    cuts = range(min(len(text), start + _LONGEST_CITY), start + 1, -1)
    return next((end for end in cuts if text[start:end] in names), 0)


def _city_end(text: str, start: int) -> int:
    """Return where a municipality ends that begins at `start`, with its ward and town; 0 if none begins there."""
    start += text[start : start + 1] == " "
    if not _CITY_MARK.search(text, start, start + _LONGEST_CITY):
        return 0
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
    if name in words("homes", "short"):
        return True
    return (is_home(name) and _is_listed(name)) or name in kana_bases() or _place_after(name, 0) == len(name)


def _is_listed(name: str) -> bool:
    """Say whether a name is no mere word: names of towns and stations in kana alone are words or people too often."""
    return len(name) > 4 or name in bases() or _HAN.search(name) is not None


def _is_surely_place(document: Document, start: int, end: int) -> bool:
    """Say whether the place is not a surname as well: before の実家 both are said (佐藤の実家, 川口の実家)."""
    name = document.plain.text[start:end]
    if name[-1] in "市区町村県都府道":
        return True
    if len(name) > 3 and is_home(name):
        return True
    return name in bases() and words_between(document, start, end)[0].pos[2] == "地名"


def _no_place() -> frozenset[str]:
    return words("homes", "not_a_place")


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.ADDRESS, score, "home")
