"""Telephone numbers in every spelling; never those of desks, toll-free lines and short codes: they are for all."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from yosuga.detect import context, desks
from yosuga.detect.base import Document, Finding, Kind

_D = "[0-9*]"
# Between two groups of digits.
_S = r"(?: ?[-./のノ~,、] ?| {1,3}| ?[()] ?[-]? ?)"
# A single digit before may be a numbered bullet (①090-…), which the caller looks at.
_NOT_BEFORE = (
    r"(?:(?<![0-9])|(?<=(?<![0-9])[1-9]))(?<![0-9*][-.:])(?<![A-Za-z0-9][-_])(?<![a-z]/)"
    r"(?:(?<![A-Za-z])|(?=\()|(?<=TEL)|(?<=Tel)|(?<=tel)|(?<=FAX)|(?<=Fax)|(?<=fax))"
)
_NOT_AFTER = r"(?![0-9]|[-.:][0-9*]|[A-Za-z])"
# Shapes; each keeps the groups as written. 電気通信番号計画: mobile 060-090, IP 050, area codes of 1 to 4 digits.
_MOBILE = re.compile(
    rf"{_NOT_BEFORE}\(?(?P<a>(?:0|(?<!\*)\*(?!0))[5-9*][0*])\)?{_S}?(?P<b>{_D}{{4}}){_S}?(?P<c>{_D}{{4}}){_NOT_AFTER}"
)
_SPREAD = re.compile(rf"{_NOT_BEFORE}0[- ]{{0,3}}[5-9*][- ]{{0,3}}[0*](?:[- .]{{0,3}}{_D}){{8}}{_NOT_AFTER}")
# Whatever sign parts the groups of a mobile number: stars, arrows, hearts.
_MOBILE_PARTED = re.compile(
    r"0(?<![0-9A-Za-z*].)(?P<a>[5-9]0)[^\w\s*]{1,2}\ufe0f?(?P<b>[0-9]{4})[^\w\s*]{1,2}\ufe0f?(?P<c>[0-9]{4})(?"
    r"![0-9A-Za-z])"
)
_NO_PLUS = re.compile(rf"(?<![0-9A-Za-z*-])81[- .]\(?0?\)?[- .]?[789]0[- .]?{_D}{{4}}[- .]?{_D}{{4}}{_NOT_AFTER}")
_FIXED = re.compile(
    rf"{_NOT_BEFORE}\(?(?P<a>(?:0|\*(?!0)){_D}{{1,4}})\)?{_S}(?P<b>{_D}{{1,4}}){_S}(?P<c>{_D}{{4}}){_NOT_AFTER}"
)
_FIXED_SPREAD = re.compile(rf"{_NOT_BEFORE}0(?:[- ]{{1,3}}{_D}){{9}}{_NOT_AFTER}")
_BARE = re.compile(rf"{_NOT_BEFORE}0[1-9*]{_D}{{8}}{_NOT_AFTER}")
_ABROAD = re.compile(
    rf"(?<![0-9])(?:\(?\+|(?<![0-9*][-])(?:00|010[- ]?))\(?81\)?{_S}?(?:\(?0\)?)?{_S}?"
    rf"(?P<a>{_D}{{1,4}}){_S}?(?P<b>{_D}{{2,4}}){_S}?(?P<c>{_D}{{4}})(?![0-9])"
)
_LOCAL = re.compile(rf"(?<![0-9*])(?<![0-9*][-])[1-9*]{_D}{{1,3}}-{_D}{{4}}{_NOT_AFTER}")
# A number whose groups, or whose digits, stand on lines of their own.
_BREAK = r"[ )]?\r?\n[ (]?"
_BROKEN = re.compile(
    rf"(?<![0-9A-Za-z*./-])\(?(?P<a>0[5-9]0)(?:{_BREAK}(?P<b>[0-9*]{{4}})(?:{_S}|{_BREAK})?|{_S}?(?P<i>[0-9*]{{4}}){_BREAK})"
    rf"(?P<c>[0-9*]{{4}}){_NOT_AFTER}|(?<![0-9])0\n[5-9]\n0(?:\n[0-9]){{8}}(?!\n?[0-9])"
)
_FIXED_BROKEN = re.compile(
    rf"(?<![0-9A-Za-z*./-])\(?(?P<a>0[0-9*]{{1,4}}){_BREAK}(?P<b>[0-9*]{{1,4}}){_BREAK}(?P<c>[0-9*]{{4}})(?=\s|$)"
)
_SAID = re.compile(
    r"(?<![0-9A-Za-z*])(?P<a>0[0-9]{1,4})(?:ハイフン|はいふん)(?P<b>[0-9*]{1,4})(?:ハイフン|はいふん)(?P<c>[0-9*]{4})(?![0-9])"
)
_SHAPES = (
    (_ABROAD, 0.9, "phone-abroad"),
    (_MOBILE, 0.9, "phone-mobile"),
    (_NO_PLUS, 0.75, "phone-abroad"),
    (_SPREAD, 0.8, "phone-mobile-spread"),
    (_FIXED, 0.8, "phone-fixed"),
    (_FIXED_SPREAD, 0.7, "phone-fixed-spread"),
    (_BARE, 0.55, "phone-fixed-bare"),
    (_LOCAL, 0.3, "phone-local"),
)
_FURTHER = (
    (_MOBILE_PARTED, "phone-mobile-parted", "0"),
    (_BROKEN, "phone-broken", "\n"),
    (_FIXED_BROKEN, "phone-broken", "\n"),
    (_SAID, "phone-hyphens-said", "0"),
)
_LANDLINES = frozenset({_FIXED, _FIXED_SPREAD, _BARE})
# Whatever a number can be made of; only such stretches are looked at.
_RUN = re.compile(r"[0-9*+(][0-9*+() \-./のノ~,、]{5,}")
# Fewer digits than a whole number has are looked at as one without its area code alone.
_DIGIT, _LEAST_WHOLE = re.compile(_D), 9
_SHORT = tuple(shape for shape in _SHAPES if shape[0] is _LOCAL)
# Digits of the area code with its 0, and of the exchange.
_FIXED_SHAPES = {(2, 4), (3, 3), (4, 2), (5, 1)}
# 0120 and 0800-ddd free, 0570 uniform rate, 0990/0180/0170/0910 services, 00xx carriers' codes.
_FOR_ALL = re.compile(r"0120|0570|0990|0180|0170|0910|00")
_FREE = re.compile(r"\(?0800\)?[- ]*[0-9]{3}[- ]+[0-9]{4}")
_LABEL = re.compile(
    r"(?:電話|でんわ|テル|TEL|FAX|ファックス|ファクス|☎|☏|📞|📱|📲|携帯|ケータイ|けーたい|スマホ|(?<!郵便)番号|ケー番|"
    r"連絡先|直通|内線|自宅|実家|勤務先|"
    r"緊急|凸|ワン切り|家電|固定|phone|mobile|cell|call|SMS|ショートメール|WhatsApp|Zap|Viber)[^0-9*\n]{0,12}\n?$",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"[^0-9\n]{0,10}(?:電話|でんわ|かけ|掛け|鳴ら|コール|凸|TEL|call|SMS|ショートメール|ワン切り|の番号|"
    r"に連絡)",
    re.IGNORECASE,
)
# A link that goes on up to the number.
_LINK, _LONGEST_LINK = re.compile(r"ttps?://[!-~]*\Z"), 120
# How many digits must be told; more where the whole first group is hidden.
_LEAST_REAL, _LEAST_BEHIND_HIDDEN = 5, 8


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the telephone numbers of persons."""
    text = document.digits.text
    for run in _RUN.finditer(text):
        yield from _in_run(document, text, run)
    for pattern, cue, needed in _FURTHER:
        for match in pattern.finditer(text) if needed in text else ():
            if _is_number(match):
                # 「注文は090-…」 is where to call; 「受付番号 090-…」 is none.
                numbered = "番号" in context.before(text, match.start(), most=8)
                of_others = (numbered and context.is_of_something_else(text, *match.span())) or _is_of_a_desk(match)
                score = 0.4 if of_others else 0.8
                yield context.finding(document.digits, *match.span(), kind=Kind.PHONE, score=score, cue=cue)


def _in_run(document: Document, text: str, run: re.Match[str]) -> Iterator[Finding]:
    shapes = _SHAPES if len(_DIGIT.findall(run[0])) >= _LEAST_WHOLE else _SHORT
    for pattern, score, cue in shapes:
        for match in pattern.finditer(text, run.start(), run.end() + 2):
            if _is_number(match) and _begins(match, document=document):
                sure = _weighed(match, score=score)
                start = match.start() + (match[0].startswith("(") and ")" not in match[0])
                yield context.finding(document.digits, start, match.end(), kind=Kind.PHONE, score=sure, cue=cue)


def _is_number(match: re.Match[str]) -> bool:
    """Say whether groups and digits are those of a telephone number that belongs to somebody."""
    said, groups = re.sub(r"[^0-9*]", "", match[0]), match.groupdict()
    least = _LEAST_REAL if (groups.get("a") or "0").strip("*") else _LEAST_BEHIND_HIDDEN
    if len(said.replace("*", "")) < least or said in _desks() or said in "0123456789":
        return False
    if match.re in {_FIXED, _FIXED_BROKEN, _SAID}:
        shape = len(groups["a"]), len(groups["b"])
        for_all = said.startswith("0120") or _FOR_ALL.match(groups["a"])  # 0180-99-… is a service, 018-… is Akita
        return (shape in _FIXED_SHAPES or (match.re is _SAID and shape == (3, 4))) and not for_all
    if match.re is _ABROAD:
        return len(groups["a"] + groups["b"]) in {5, 6}
    if match.re is _SPREAD:
        return not _FREE.match(match[0])
    return match.re in {_MOBILE, _MOBILE_PARTED, _BROKEN, _NO_PLUS} or not _FOR_ALL.match(said)


@cache
def _desks() -> frozenset[str]:
    """Return the numbers of public desks, digits only: whoever passes them on gives nobody away."""
    return frozenset((files("yosuga.detect") / "data" / "desks" / "numbers.txt").read_text("utf-8").split())


def _begins(match: re.Match[str], *, document: Document) -> bool:
    """Say whether the number begins here: a digit right before it is none of it only where it is a bullet, as ① is."""
    at = match.start()
    if at == 0 or not match.string[at - 1].isdigit():
        return True
    first, last = document.digits.origin(at - 1, at)
    return not document.text[first:last].isdecimal()


def _is_of_a_desk(match: re.Match[str]) -> bool:
    """Say whether a landline, or a number of the internet's, is an office's."""
    landline = match.re in _LANDLINES or match[0].startswith("050")
    return landline and desks.owns(match.string, *match.span())


def _weighed(match: re.Match[str], *, score: float) -> float:
    text, (start, end) = match.string, match.span()
    if match.re in _LANDLINES and _LINK.search(text, max(0, start - _LONGEST_LINK), start):
        return 0.1  # the number of an article
    if context.is_of_something_else(text, start, end):
        return max(0.1, score - 0.45)
    if _is_of_a_desk(match):
        return 0.3
    labelled = _LABEL.search(context.above(text, start, most=20)) or _CALLING.match(text, end)
    return min(0.98, score + (0.3 if score < 0.5 else 0.1)) if labelled else score
