"""Licence plates, whole or in part, as people write them down: any width, dots or circles for digits left out."""

import re
from collections.abc import Iterator
from importlib.resources import files

from yosuga.detect import cars, context
from yosuga.detect.base import Document, Finding, Kind

# 国土交通省「ナンバープレートの地域名」 with the local plates (ご当地ナンバー) up to those of 2025-05.
REGIONS = tuple((files("yosuga.detect") / "data" / "plates" / "regions.txt").read_text("utf-8").split())
_REGION = "|".join(sorted(REGIONS, key=len, reverse=True))
_M = "●◯○\u3007*□■×xX?？＿_#※\u2022\u25ef\u2b55"
_D = f"[0-9一二三四五六七八九・.{_M}]"
_GAP = r"[\s・,、/「」()（）\-ー|]{0,2}"
# Kana of plates: no お し へ ん on cars, but people mistype; letters of vehicles of US forces.
_KANA = f"[あ-んア-ンABEHKMTY…・{_M}]"
_HYPHEN = "[-ー\u2010-\u2015\u2212\u2500\u2501・の]"
_PAIR = rf"{_D}{{1,2}} ?(?:{_HYPHEN}|[./](?=[0-9])) ?{_D}{{2}}"
_END = r"(?![0-9])(?!-[0-9])"
_SERIAL = rf"(?:{_PAIR}|{_D}{{2}} {_D}{{2}}|(?:[・.] ?){{1,3}}[0-9]{{1,3}}|{_D}{{4}}|[0-9]{{1,3}}){_END}"
_CLASS = rf"(?:[0-9\u3007一二三四五六七八九・{_M}]{{2,3}}|[0-9]{{1,2}}[ACFHKLMPXY]{{1,2}})"
_DIGIT = f"[0-9一二三四五六七八九{_M}]"
_CLEAR = f"(?:{_DIGIT}{{2}}{_HYPHEN}{_DIGIT}{{2}}|[・.][0-9]-[0-9]{{2}}|[・.]{{1,3}}[0-9]{{1,3}})(?![0-9])(?!-[0-9])"
_WHOLE = re.compile(rf"(?:{_REGION}) ?(?:ナンバー)?[\s:「(・,、/|\-]{{0,3}}{_CLASS}{_GAP}{_KANA}{_GAP}{_SERIAL}")
# Motorcycles have no class, or one letter or digit before or behind the region; mopeds the name of a town.
_TWO_WHEELS = re.compile(
    rf"(?:{_REGION})(?:{_GAP}[12C](?![0-9]))?(?:{_GAP}(?!の)[あ-ん]{_GAP}|[ \u3000]の[ \u3000]){_CLEAR}"
)
# The same with four plain digits; or a car whose class was left out: 足立 か 3-09.
_NO_PARTICLE = "(?![はがのにでをともへや])[あ-ん]"
_NO_CLASS = re.compile(
    rf"(?:{_REGION})(?: {_NO_PARTICLE} [0-9]{{4}}(?![0-9年円-])"
    rf"| ?{_NO_PARTICLE} ?[0-9]{_HYPHEN}[0-9]{{2}}(?![0-9]|-[0-9]))"
)
_MOPED = re.compile(rf"[市区町村]{_GAP}(?![はがのにでをとも])[あ-ん]{_GAP}(?:{_CLEAR}|[0-9]{{4}}(?![0-9]))")
_WHEELS = re.compile(r"(?<![0-9A-Za-z])[12C] ?$")
_TOWN = re.compile(r"(?:[一-龥ヶケ]{1,6}|(?:(?<=[のはがを])|(?<![ぁ-ん]))(?![のはがを])[ぁ-ん]{2,4})$")
# Any region, also one that is spelt otherwise or hidden: the rest is of a form that nothing else has.
_ANY_REGION = re.compile(rf"(?<![0-9])(?<![0-9]-){_CLASS}{_GAP}[あ-んア-ン]{_GAP}{_CLEAR}")
_REGION_LIKE = re.compile(rf"(?:[一-龥ァ-ヶ{_M}]{{1,4}}|(?<![ぁ-ん])[ぁ-ん]{{2,4}})[ \u3000]?$")
_NO_KANA = re.compile(rf"(?:{_REGION})[\s・]?[0-9]{{3}}{_GAP}{_CLEAR}")
_SERIAL_ONLY = re.compile(
    rf"(?<![0-9A-Za-z/.:\-{_M}])(?:(?<![一-龥ぁ-んァ-ヶー])[あ-ん] ?)?"
    rf"(?:{_CLEAR}|[0-9]{{2}} [0-9]{{2}}|[0-9{_M}]{_HYPHEN}[0-9{_M}]{{2}}|[・.]{{1,3}}[ \-][0-9]{{1,3}})"
    r"(?![A-Za-z:/0-9]|-[0-9])"
)
_FOUR = re.compile(r"(?<![0-9A-Za-z/.:\-])[0-9]{4}(?![0-9A-Za-z年円-])")
_REGION_CLASS = re.compile(rf"(?:{_REGION}) ?[0-9]{{3}}(?![0-9])")
# The region, and dots for digits that were left out: 函館・・・9; or all digits: 長岡 41-70.
_REGION_DIGITS = re.compile(
    rf"(?:{_REGION})(?:(?:ナンバー)?の? ?[・.]{{2,3}} ?[0-9]{{1,2}}(?![0-9・.:/])"
    rf"| ?[0-9{_M}]{{2}}{_HYPHEN}[0-9{_M}]{{2}}(?![0-9A-Za-z]|-[0-9]))"
)
# A plate of which the last part was not seen: 「大宮 500 そ」.
_UNFINISHED = re.compile(
    rf"(?:{_REGION}) ?[0-9]{{3}} ?{_NO_PARTICLE}"
    r"(?=[\s、。)）」』]|$|[のがは](?![ぁ-ん])|まで(?![ぁ-ん])|まで[はしみ]|ナンバー)"
)
# The last digits alone, told as such.
_LAST = re.compile(
    r"(?:下|末尾|最後の?)[ ]?(?:[1-4一二三四](?:桁|けた|ケタ))?[^0-9\n]{0,4}"
    r"(?P<n>[0-9]{2}-[0-9]{2}|[一二三四五六七八九]{2}[-ー][一二三四五六七八九]{2}|[・.]{1,3}[0-9]{1,3}|[0-9]{1,4})(?![0-9桁けケ]|-)"
)
# Two digits, a hyphen and two digits, right beside a car.
_BESIDE = re.compile(
    rf"(?<![0-9A-Za-z/.:\-{_M}])(?:[0-9{_M}]{{2}}|・[0-9]){_HYPHEN}[0-9{_M}]{{2}}(?![0-9A-Za-z]|-[0-9])"
)
# The digits told of a car: 「数字だけ覚えてる 46-49」.
_REMEMBERED = re.compile(r"(?:数字|番号)(?:だけ|しか|は)?[^0-9\n。]{0,10}$")
# Dots for digits that were left out, and one that was not: ・・・3.
_DOTS = re.compile(r"(?<![・.…])・{3} ?[0-9](?![0-9・.:/])")
# A kana on its own before the digits; those that are particles alone are read with a label only.
_KANA_SERIAL = re.compile(
    rf"(?:(?<![一-龥ぁ-んァ-ヶーA-Za-z0-9{_M}])|(?<=[はの])(?=.[ の]))"
    rf"[あ-ん](?<![はがでへをの])[ の]?{_CLEAR}(?![A-Za-z:/])"
)
_PLATE = (
    r"(?<![ァ-ヶーA-Za-z人])(?<!(?<![0-9])[1-9])(?:ナンバー(?:プレート)?|カーナンバー|車番|車両番号|登録番号|"
    r"プレート(?:番号)?)"
)
_PLATE_SAID = re.compile(_PLATE)
_LABEL = re.compile(
    rf"{_PLATE}(?!ワン|ガール|ポータ|リング|カード|"
    rf"1(?![0-9]))[^0-9\n]{{0,12}}(?:下?[1-4一二三四](?:桁|けた|ケタ)[^0-9\n]{{0,4}})?(?:{_REGION})?[のは「 ]{{0,2}}$"
)
_LABEL_AFTER = re.compile(rf"[^0-9\n]{{0,4}}{_PLATE}")
# Of a plate that is nobody's: 「希望ナンバー 8888 は抽選」.
_ANYBODYS = re.compile(r"[^0-9\n]{0,4}(?:[0-9]{4}[^0-9\n]{0,4})?(?:人気|抽選|流行|多い|よく見)")
_PLATE_AFTER = re.compile(rf"の[^0-9\n。、]{{0,6}}(?:{_REGION})?ナンバー(?!ワン)")
_REGION_BESIDE, _LONGEST_REGION = re.compile(rf"(?<![一-龥ァ-ヶー])(?:{_REGION}) ?$"), 6
_REGION_BEFORE = re.compile(rf"(?:{_REGION})(?:ナンバー)?の ?$")
_SERIALS = re.compile(
    rf"{_PAIR}|[0-9{_M}]{{3}}|[・.][0-9]|[あ-ん][ \u3000]?[0-9]|[0-9]{{3}} ?[あ-ん]|"
    rf"(?:下|末尾|最後)[^0-9\n]{{0,8}}[0-9]|[一二三四五六七八九]{{2}}|[0-9]{{2}} [0-9]{{2}}"
)
_SIGNS = re.compile(f"[0-9\u3007一二三四五六七八九・{_M}].?[0-9\u3007一二三四五六七八九{_M}]")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the licence plates; a part of one only where somebody speaks of a plate or of a car."""
    text = document.plain.text
    if not _SIGNS.search(text) or not _SERIALS.search(text):
        return
    for start, end, score, cue in _candidates(text):
        yield context.finding(document.plain, start, end, kind=Kind.LICENSE_PLATE, score=score, cue=cue)


def _candidates(text: str) -> Iterator[tuple[int, int, float, str]]:
    for match in _WHOLE.finditer(text):
        if re.search("[0-9\u3007一二三四五六七八九]", match[0]):
            yield *match.span(), 0.95, "plate"
    yield from _two_wheels_and_others(text)
    yield from _beside_cars(text)
    if _PLATE_SAID.search(text):
        yield from _told(text)


def _told(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield parts of plates that somebody calls so."""
    for pattern, score, cue in (
        (_SERIAL_ONLY, 0.75, "plate-serial"),
        (_FOUR, 0.6, "plate-serial"),
        (_REGION_CLASS, 0.6, "plate-region-class"),
    ):
        for match in pattern.finditer(text):
            if _labelled(text, *match.span()):
                region = _REGION_BESIDE.search(text, max(0, match.start() - _LONGEST_REGION), match.start())
                yield region.start() if region else match.start(), match.end(), score, cue
    for match in _LAST.finditer(text):
        if _LABEL.search(context.before(text, match.start(), most=16)) or _PLATE_AFTER.match(text, match.end()):
            yield *match.span("n"), 0.6, "plate-last"


def _beside_cars(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield digits right beside a car; behind a region, a car shortly after; behind a kana, a car on the line."""
    for pattern, cue in ((_REGION_DIGITS, "plate-region"), (_DOTS, "plate-dots"), (_KANA_SERIAL, "plate-kana")):
        for match in pattern.finditer(text):
            if cars.is_told_of(text, *match.span()):
                yield *match.span(), 0.65, cue
    for match in _LAST.finditer(text):
        beside = cars.is_beside(text, *match.span("n"))
        if beside or (not match["n"].isdigit() and cars.is_told_of(text, *match.span("n"))):
            yield *match.span("n"), (0.9 if beside else 0.6), "plate-last"
    for match in _BESIDE.finditer(text):
        if _is_of_a_car(text, match):
            yield *match.span(), 0.6, "plate-beside-car"


def _is_of_a_car(text: str, digits: re.Match[str]) -> bool:
    """Say whether a car stands right beside the digits, or behind a region, or is what they were remembered of."""
    if cars.is_beside(text, *digits.span()):
        return True
    if _REMEMBERED.search(context.before(text, digits.start(), most=24)):
        return cars.is_told_of(text, *digits.span())
    region = _REGION_BEFORE.search(context.before(text, digits.start(), most=12))
    return region is not None and cars.follows(text, digits.end())


def _two_wheels_and_others(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield plates that lack a part of what a car's has, or whose region is no official one."""
    for pattern, alone, cue, further in (
        (_TWO_WHEELS, 0.7, "plate-two-wheels", _WHEELS),
        (_MOPED, 0.7, "plate-moped", _TOWN),
        (_ANY_REGION, 0.65, "plate-any-region", _REGION_LIKE),
        (_NO_KANA, 0.45, "plate-no-kana", None),
        (_NO_CLASS, 0.4, "plate-no-class", None),
        (_UNFINISHED, 0.4, "plate-unfinished", None),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            region = further.search(text, max(0, start - 6), start) if further else None
            score = 0.8 if cars.is_spoken_of(text, start, end) else alone
            yield start if region is None else region.start(), end, score, cue


def _labelled(text: str, start: int, end: int) -> bool:
    if _ANYBODYS.match(text, end):
        return False
    return bool(_LABEL.search(context.before(text, start, most=26)) or _LABEL_AFTER.match(text, end))
