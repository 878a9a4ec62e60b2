"""Where somebody is, in figures: pairs of coordinates, links to a map, plus codes."""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind

_URL = r"[A-Za-z0-9._~%/?#=&@:+!$,;'*\-]"
_MAP_HOSTS = (
    r"(?:(?:www|maps)\.)?google\.(?:com|co\.jp|[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})/maps"
    r"|maps\.google\.(?:com|co\.jp|[a-z]{2,3})(?:/|\?)|goo\.gl/maps/|maps\.app\.goo\.gl/|g\.co/(?:maps|kgs)/|"
    r"maps\.apple(?:\.com)?[/?]"
    r"|(?:map|maps|loco)\.yahoo\.co\.jp/|yahoo\.jp/map|(?:www\.)?openstreetmap\.org/|osm\.org/|"
    r"(?:www\.)?mapion\.co\.jp/|mapfan\.com/"
    r"|(?:www\.)?navitime\.co\.jp/(?:map|poi)|maps\.gsi\.go\.jp/|(?:www\.)?bing\.com/maps|"
    r"(?:www\.)?waze\.com/|ul\.waze\.com/"
    r"|plus\.codes/|(?:what3words\.com|w3w\.co)/|(?:share|wego)\.here\.com/|earth\.google\.com/web|"
    r"zenly\.[a-z]+/|glympse\.com/|life360\.com/"
)
_LINK = re.compile(
    rf"(?:h?[tx]{{2}}ps?://|(?<![A-Za-z0-9./\-]))(?:{_MAP_HOSTS})(?:/?(?:place|search|"
    rf"dir)/[^\s/]{{1,80}}/@{_URL}+|{_URL}*)",
    re.IGNORECASE,
)
_WORD_LINK = re.compile(r"https?://(?:w3w\.co|what3words\.com)/[^\s、。」)）]+")
_GEO_URI = re.compile(r"geo:-?\d{1,2}\.\d+,-?\d{1,3}\.\d+")
_LAT = r"(?:北緯|南緯|緯度|(?:GPS ?)?lat(?:itude)?|(?<![A-Za-z])[NSns](?![A-Za-z]))"
_LON = r"(?:東経|西経|経度|(?:GPS ?)?lo?ng?(?:itude)?|(?<![A-Za-z])[EWew](?![A-Za-z]))"
_BETWEEN = r"(?:Ref ?[:=] ?[NSEW][\s,;]{0,3}(?:GPS ?)?L(?:at|ong)itude)?[\s:=は,、/・\"']{0,4}"
_DECIMAL = re.compile(
    rf"(?P<lat_label>{_LAT}{_BETWEEN})?(?<![0-9.])(?P<lat>[-+]?\d{{1,2}}\.\d{{2,}})(?:°|度)? ?[NSns]?"
    rf"(?:[ \t]?[,、/|・&;][ \t]*[\"']?|[ \t]+|"
    rf"\n)(?P<lon_label>{_LON}{_BETWEEN})?(?P<lon>[-+]?\d{{1,3}}\.\d{{2,}})(?![0-9])(?:°|度)?(?: "
    rf"?[EWew](?![A-Za-z]))?",
    re.IGNORECASE,
)
_LON_FIRST = re.compile(
    rf"{_LON}{_BETWEEN}\d{{1,3}}\.\d{{2,}}(?:°|"
    rf"度)?[\s,、/・]{{1,3}}{_LAT}{_BETWEEN}\d{{1,2}}\.\d{{2,}}(?![0-9])(?:°|度)?",
    re.IGNORECASE,
)
# Degrees, minutes and seconds, with the signs that keyboards offer for primes.
_D = r" ?(?:°|度|º|˚|deg|d) ?"
_M = r" ?(?:['分m\u2018\u2019\u2032]) ?"
_S = r" ?(?:[\"秒s\u201c\u201d\u2033]|''|\u2032\u2032|\u2019\u2019)"
_DEGREES = r"\d{1,3}" + _D + r"\d{1,2}(?:\.\d+)?" + _M + rf"(?:\d{{1,2}}(?:\.\d+)?(?:{_S})?)?"
_SEXAGESIMAL = re.compile(
    rf"(?:{_LAT}{_BETWEEN})?(?<![0-9.]){_DEGREES}(?: "
    rf"?[NS](?![A-Za-z]))?[\s,、/・]{{0,3}}(?:{_LON}{_BETWEEN})?{_DEGREES}(?: ?[EW](?![A-Za-z]))?",
    re.IGNORECASE,
)
# Dotted or slashed, as cameras wrote them: N35.40.52 E139.46.01.
_PARTED = r" ?\d{1,3}[./]\d{1,2}[./]\d{1,2}(?:\.\d+)?"
_DOTTED = re.compile(rf"(?<![A-Za-z])[NS北]緯?{_PARTED}[\s,、/・]{{0,3}}[EW東]経?{_PARTED}(?![0-9])")
# マップコード of car navigation: block, unit and core, a star before the fine digits.
_MAP_CODE = re.compile(
    r"(?:マップコード|MAPCODE|Mapcode)[^0-9\n]{0,6}(?P<n>\d{1,4}(?: ?\d{3}){2}(?:\*\d{2})?)(?![0-9])"
)
# Open Location Code: 20 letters that spell no word; zeros fill a coarse code.
_OLC = "23456789CFGHJMPQRVWX"
_PLUS = re.compile(
    rf"(?<![A-Za-z0-9+])(?=[0-9]*[A-Z])[{_OLC}]{{4}}[{_OLC}0]{{4}}\+[{_OLC}]{{0,3}}(?![A-Za-z0-9])", re.IGNORECASE
)
_PLUS_SHORT = re.compile(
    rf"(?<![A-Za-z0-9+])(?=[0-9]*[A-Z])[{_OLC}]{{4}}\+(?=[0-9]*[A-Z])?[{_OLC}]{{2,3}}(?![A-Za-z0-9])"
)
_WORDS = re.compile(r"(?<![/:])///(?:[a-z]{3,}\.){2}[a-z]{3,}|(?<![/:])///(?:[ぁ-ん]{2,}[・.。]){2}[ぁ-ん]{2,}")
_FORMS = (
    (_WORD_LINK, 0.98, "three-words"),
    (_GEO_URI, 0.98, "geo-uri"),
    (_LON_FIRST, 0.98, "coordinates"),
    (_SEXAGESIMAL, 0.9, "degrees"),
    (_DOTTED, 0.9, "degrees"),
    (_MAP_CODE, 0.9, "map-code"),
    (_PLUS, 0.9, "plus-code"),
    (_PLUS_SHORT, 0.75, "plus-code-short"),
    (_WORDS, 0.8, "three-words"),
)
_SIGNS = re.compile(r"[0-9]\.[0-9]{2}|[NS北]緯? ?[0-9]{1,2}/|マップコード|(?i:mapcode)|[°度º˚+]|deg|[A-Za-z]/|///|geo:")
_SPOKEN = re.compile(
    r"座標|緯度|経度|北緯|東経|GPS|現在地|位置|場所|家|自宅|📍|🗺|lat|lng|lon|coord|ピン|ここ", re.IGNORECASE
)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield coordinates, links to maps (whole) and plus codes."""
    text = document.plain.text
    for start, end, score, cue in _candidates(text):
        yield context.finding(document.plain, start, end, kind=Kind.GEO, score=score, cue=cue)


def _candidates(text: str) -> Iterator[tuple[int, int, float, str]]:
    if not _SIGNS.search(text):
        return
    for match in _LINK.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:'!"))
        yield match.start(), end, 0.97, "map-link"
    for match in _DECIMAL.finditer(text):
        yield *match.span(), _sure(match), "coordinates"
    for pattern, score, cue in _FORMS:
        for match in pattern.finditer(text):
            yield *match.span(match.lastgroup or 0), score, cue


def _sure(match: re.Match[str]) -> float:
    """Weigh a pair of decimals: in range, fine enough, in Japan or spoken of as a place."""
    lat, lon = match["lat"], match["lon"]
    if abs(float(lat)) > 90 or abs(float(lon)) > 180:
        return 0.1
    if match["lat_label"] and match["lon_label"]:
        return 0.97
    fine = min(len(lat.split(".")[1]), len(lon.split(".")[1]))
    spoken = bool(_SPOKEN.search(context.above(match.string, match.start()) + context.after(match.string, match.end())))
    in_japan = 20 <= float(lat) <= 46 and 122 <= float(lon) <= 154
    if fine >= 3 and (in_japan or (spoken and fine >= 4)):
        return 0.95
    if in_japan:
        return 0.7 if spoken else 0.45
    return 0.55 if fine >= 5 and min(abs(float(lat)), abs(float(lon))) >= 10 else 0.2
