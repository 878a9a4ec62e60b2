"""Finds the stations that say where somebody lives, works, learns or can be met; not those of a trip."""

import re
from collections.abc import Iterator

from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import is_field, line_around, name_start, words_between
from yosuga.detect.gazetteer import stations
from yosuga.detect.homes import tells_of_oneself
from yosuga.detect.latin_names import latin_names
from yosuga.detect.lexicon import either, words

_LONGEST = 10
_WINDOW = 30
# Below this a reading helps nobody, not even a copy from which all doubtful stretches are left out.
_LEAST = 0.3
_STATION = re.compile("駅(?<!道の駅)(?![長員弁伝馬ビ])")
_SURELY = "(?:たぶん|多分|確か|、)?[ :→=⇒\n]{0,2}"
_NEAREST = re.compile(
    f"最寄り?(?:の?駅)?(?:は|が|って|も)?{_SURELY}|(?:利用(?:して(?:い?る))?|降りる|使う|うちの|うぢの|使って(?:い?る|た)|使っと[るう]|乗る)駅[はがも:]?{_SURELY}"
    f"|(?<![^\n、。 ])駅(?:[はが:→]{_SURELY}|(?=[㐀-鿿]{{2,5}}(?:な|や|だ|[、。\n]|$)))"
    "|乗り?換え?駅?[はが:] ?|[🚉🚃🚆🚇] ?(?=[^\n、。 ]{2,8}(?:駅|$|[\\s、。/|]))"
)
_NEAREST_AFTER = re.compile(
    " ?(?:が|は|も)?(?:うちの|家の|実家の|自宅の|会社の|職場の)?最寄り?"
    "|民(?=[ /|])|\\((?:[^()\\s]{1,5}の)?最寄り?\\)|ユーザー|から乗って(?:い?る|ます)"
    "|乗り換え(?=で毎)|に?(?:つい|着い)た[、。!~ー ]{0,3}(?:家|うち)まで(?:歩|あと|徒歩|[0-9])"
    "|の(?:一個|一つ|ひとつ|1個|1つ)?(?:隣|となり)(?:の駅)?が最寄り?"
    "|(?:だよ|です|だけど|やけど)?[、。]?毎[朝日](?=[^。\n]{0,8}(?:急行|各停|準急|快速|電車|満員|乗[っりる]))"
    "|で(?:毎[朝日晩]|いつも)(?=[^。\n]{0,4}(?:見て|見かけ|会う|待って|すれ違))"
)
_WALK = re.compile(
    "(?:から|より|まで)?(?:徒歩|歩いて|歩き|自転車|チャリ|バス|車)で?(?:約|だいたい)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})分"
)
_HOUSING, _VISIT = re.compile(either("stations", "housing")), re.compile(either("stations", "visits"))
_VENUE = re.compile(either("stations", "venues"))
# Somebody who has come and asks for the rest of the way: 〇〇駅ついた、家どっち?
_ARRIVED = re.compile("に?(?:つ|着)いた[。!、~ー ]{0,3}[^\n。]{0,8}(?:どっち|どこ|何口|何番)")
_CHRONICLE = re.compile(either("names", "chronicle"))
_OR = re.compile("駅?[かとや・/]")
_SETTLED = re.compile("(?:集合|待ち合わせ)(?:で(?:[、。!ー\\s]|$|いい|よろ|どう|お願い)|ね|に(?:しよ|する|しま))")
_DAILY, _MEET, _TRIP = (re.compile(either("stations", name)) for name in ("daily", "meet", "trip"))
_SELDOM = re.compile(either("stations", "seldom_daily"))
_NOW = re.compile("(?:いま|今|もう)[、 ]?$")
_HABIT = re.compile("通って|通勤して|通学して|住んで")
# A station that is no more: 旧…駅の遺構.
_GONE = ("旧", "廃")
_COMMUTE = re.compile("いつも|帰りは|職場|通勤|通学|定期|毎日|毎朝|終電逃|(?:歩いて|タクシーで|自転車で)帰")
_BETWEEN = re.compile("駅?(?:[~\u301c⇔↔⇄→⇒-]|から|と)")
# What follows a station that is named without 駅.
_BARE = re.compile(
    "(?P<way>から通[っう](?!過)|から|まで|で(?:[^、。\\s]{2,8}線に)?乗り換え|で乗[っりる]|経由|発の|[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分)発|で止ま[っるり]|の乗り?換え|に?到着|に着[くい])|で降り|で待ち合わせ|に集合|集合|待ち合わせ|の?改札|のホーム|の?[東西南北]口(?![㐀-鿿])|で合流|の駅(?=[前近のかまで])"
)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield stations with what ties them to somebody's days."""
    text = document.plain.text
    for found in _STATION.finditer(text):
        start = _start(document, found.start())
        named = start < found.start() and text[start : found.start()] not in words("stations", "not_a_station")
        score = _score(text, start, found.end()) if named else 0.0
        if score >= _LEAST:
            yield _finding(document, start, found.end(), score)
    yield from _bare(document)
    yield from _walks(document)
    yield from _pairs(document)
    yield from latin_names(document, Kind.STATION_HINT)
    yield from _nearest(document)


def _nearest(document: Document) -> Iterator[Finding]:
    """Yield stations that are said to be somebody's: 最寄りは…, 使ってる駅…, …ユーザー."""
    text = document.plain.text
    for cue in _NEAREST.finditer(text):
        end = _known_after(text, cue.end())
        bare = cue[0][0] == "駅" or text[end : end + 1] == "駅"
        near_all = cue[0][0] == "最" and _VENUE.search(text, max(0, cue.start() - _WINDOW), cue.end())
        if near_all or (bare and _is_terminal(text[cue.end() : end])):
            continue
        if end > cue.end():
            yield _finding(document, cue.end(), end + (text[end : end + 1] == "駅"), 0.9)
        either_one = _OR.match(text, end) if end > cue.end() else None
        second = _known_after(text, either_one.end()) if either_one else 0
        if either_one and second > either_one.end() and text[second : second + 1] != "駅":
            yield _finding(document, either_one.end(), second, 0.85)
    for cue in _NEAREST_AFTER.finditer(text):
        start = _known_before(text, cue.start())
        if start < cue.start() and not (cue[0][0] == "か" and _is_terminal(text[start : cue.start()])):
            yield _finding(document, start, cue.start(), 0.85)


def _bare(document: Document) -> Iterator[Finding]:
    """Yield stations without 駅 that somebody commutes between or is to be met at."""
    text = document.plain.text
    for cue in _BARE.finditer(text):
        start = _known_before(text, cue.start())
        if start == cue.start():
            continue
        before, after = line_around(text, start, cue.end(), width=_WINDOW)
        line = before + ("\n" if "待" in cue[0] or "集" in cue[0] else cue[0]) + after
        commuted = (cue["way"] or cue[0] in ("で降り", "のホーム")) and _COMMUTE.search(line)
        through = "通" in cue[0] and not _is_terminal(text[start : cue.start()])
        commuted = commuted or (cue[0] == "の駅" and _DAILY.search(line))
        met = (
            cue["way"] in (None, "まで")
            and _MEET.search(line)
            and not _TRIP.search(line)
            and _is_name(document, start, cue.start())
        )
        settled = _SETTLED.match(text, cue.start()) and _is_name(document, start, cue.start())
        if commuted or through or met or settled:
            yield _finding(document, start, cue.start(), 0.85)


def _walks(document: Document) -> Iterator[Finding]:
    """Yield stations without 駅 that somebody's home is so many minutes from: 南千住徒歩6分の1K."""
    text = document.plain.text
    for cue in _WALK.finditer(text):
        start = _known_before(text, cue.start())
        if start == cue.start() or _VISIT.match(text, cue.start()):
            continue
        before, after = line_around(text, start, cue.end(), width=_WINDOW)
        if _HOUSING.search(before[-12:] + "\n" + after[:16]) or (
            cue[0][0] in "かよ" and not _is_terminal(text[start : cue.start()])
        ):
            yield _finding(document, start, cue.start(), 0.7)


def _is_terminal(name: str) -> bool:
    return name in words("stations", "terminals")


def _pairs(document: Document) -> Iterator[Finding]:
    """Yield the two ends of somebody's way: 定期の区間が…〜…, …⇔…で通学."""
    text = document.plain.text
    for between in _BETWEEN.finditer(text):
        start, end = _known_before(text, between.start()), _known_after(text, between.end())
        if start == between.start() or end == between.end():
            continue
        if _COMMUTE.search("\n".join(line_around(text, start, end, width=_WINDOW))):
            yield _finding(document, start, between.start(), 0.85)
            yield _finding(document, between.end(), end, 0.85)


def _is_name(document: Document, start: int, end: int) -> bool:
    return any(word.pos[1] == "固有名詞" for word in words_between(document, start, end))


def _start(document: Document, end: int) -> int:
    """Return where the name of the station begins that stands before 駅: a known one, or else a proper name."""
    known = _known_before(document.plain.text, end)
    return known if known < end else name_start(document, end)


def _known_before(text: str, end: int) -> int:
    return next((at for at in range(max(0, end - _LONGEST), end - 1) if _is_station(text[at:end])), end)


def _known_after(text: str, start: int) -> int:
    return next(
        (at for at in range(min(len(text), start + _LONGEST), start + 1, -1) if _is_station(text[start:at])), start
    )


def _is_station(name: str) -> bool:
    return name in stations() and name not in words("stations", "words")


def _score(text: str, start: int, end: int) -> float:
    before, after = line_around(text, start, end, width=_WINDOW)
    around = f"{before}\n{after}"
    of_all = _VISIT.search(text, end, end + _WINDOW) or _CHRONICLE.search(text, end, end + _WINDOW)
    if of_all or _VENUE.search(before) or text[start - 1 : start] in _GONE:
        return 0.2
    daily = _DAILY.search(around) or _HABIT.search(text, end, end + 2 * _WINDOW)
    if daily:
        return 0.85
    now = _NOW.search(text[max(0, start - 4) : start])
    if now or _is_in_profile(text, start, end):
        return 0.6 if now else 0.7
    if _TRIP.search(around):
        return 0.2
    if _MEET.search(around) or _SELDOM.search(around) or _ARRIVED.match(text, end):
        return 0.65
    name = text[start : end - 1]
    return 0.45 if _is_station(name) and not _is_terminal(name) else 0.3


def _is_in_profile(text: str, start: int, end: int) -> bool:
    """Say whether the station is the only one among the fields of somebody's profile: 22 / JD / 〇〇駅 / カフェ."""
    if _is_terminal(text[start : end - 1]):
        return False
    return is_field(text, start, end) and text.count("駅") == 1 and tells_of_oneself(text)


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.STATION_HINT, score, "station")
