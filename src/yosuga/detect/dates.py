"""Dates of birth: only the date, and only where something says that somebody was born on it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from yosuga.detect import birth, context
from yosuga.detect.base import Document, Finding, Kind

_K = "〇零元一二三四五六七八九十"
_ERA = r"(?:明治|大正|昭和|平成|令和|[明大昭平令MTSHRmtshr]\.?(?=[0-9元]))"
_SEP = r"[ \t]?(?:年の|[_./\-年・,:\u2010-\u2015\u2212ー]|ねん)[ \t]?"
_SEP_DAY = _SEP.replace("年の|", "").replace("年", "月").replace("ねん", "がつ")
_YEAR = (
    rf"(?:(?:18|19|20)[0-9]{{2}}|{_ERA}[ \t]?(?:[0-9]{{1,2}}|[{_K}]{{1,3}})|[一二][〇零九一二三四五六七八]{{3}}"
    r"|['\u2019][0-9]{2}|(?<!/)[0-9]{2}(?=[./年]))"
)
# The same year once more, in the other count: 1998年(平成10年), 平成10(1998)年.
_OTHER_YEAR = rf"[ \t]?年?[ \t]?[(（]{_YEAR}年?[)）][ \t]?[年./\-]?[ \t]?"
_ONES = "一二三四五六七八九"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|一[\u3007零一二]|\u3007[{_ONES}]|[{_ONES}])"
_DAY = (
    rf"(?:3[01]|[12][0-9]|0?[1-9]|三[\u3007零一]|[一二][\u3007零{_ONES}]|\u3007[{_ONES}]|[二三]?十[{_ONES}]?|[{_ONES}])"
)
_MONTHS = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|"
    r"Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_FULL = (
    rf"(?:{_YEAR}(?:{_SEP}(?:年[ \t]?)?|{_OTHER_YEAR}){_MONTH}{_SEP_DAY}{_DAY}(?:日|にち|[ \t](?:日|にち)(?![一-龥]))?"
    r"|(?:19|20)[0-9]{2}[ \t]{1,2}(?:1[0-2]|0?[1-9])[ \t]{1,2}(?:3[01]|[12][0-9]|0?[1-9]))(?![0-9])"
)
_COMPACT = r"(?:19[0-9]{2}|20[0-2][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
_MONTH_DAY = (
    rf"(?:{_MONTH}[ \t]?(?:月の?|がつ)[ \t]?{_DAY}(?:[ \t]?(?:日|にち)|(?<=つ[2-9])か|(?<=つ10)か)"
    rf"|{_MONTH}[ \t]?/[ \t]?{_DAY}(?![0-9.]|/[0-9])"
    rf"|{_MONTH}[ \t]?[.\-・\u2010-\u2015\u2212ー][ \t]?{_DAY}(?![0-9.]))"
)
# Said in kana: じゅうがつここのか, しちがつにじゅうよっか.
_SAID = re.compile(
    r"(?<![ぁ-ん])(?:じゅう[いに]ち?|じゅう|いち|に|さん|し|ご|ろく|しち|なな|はち|く)がつの?"
    r"(?:ついたち|ふつか|みっか|よっか|いつか|むいか|なのか|ようか|ここのか|とおか|はつか"
    r"|(?:に|さん)?じゅう(?:よっか|(?:いち|に|さん|ご|ろく|しち|なな|はち|く)?にち))"
)
_FOUR = r"(?:[0-9]{2})?(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
_YEAR_MONTH = rf"{_YEAR}年[ \t]?{_MONTH}月"
_ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_ENGLISH = (
    rf"(?:{_MONTHS} ?{_ORDINAL}(?:,? (?:19|20)[0-9]{{2}})?|{_ORDINAL}[ \-](?:of )?{_MONTHS}(?:,?[ \-](?:19|"
    rf"20)[0-9]{{2}})?"
    r"|[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19|20)[0-9]{2})"
)
_DATE = re.compile(
    rf"(?=[0-9{_K}明大昭平令A-Za-z'\u2019])(?:(?<![0-9A-Za-z.\-+])|(?<=[Bb]day)|(?<=rth))(?:(?<![0-9A-Za-z]/)|(?<=[^0-9A-Za-z]/[1-6][0-9]/)|(?<=BIRTH/)|(?<=[Bb]irth/)|(?<=BIRTHDAY/)|(?<=[Bb]irthday/))(?<![0-9][:年])(?P<date>(?P<full>{_FULL}|"
    rf"{_COMPACT})|(?P<english>{_ENGLISH})"
    rf"|(?P<month>{_YEAR_MONTH})|(?P<day>{_MONTH_DAY})|(?P<four>{_FOUR}))(?![0-9:]|[A-Za-z]{{2}}|\.[0-9])"
)
# With digits left out, in the digits view: 19*4年7月2*日. What shows fewer than three of them is a form to fill in.
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z.\-*])(?=(?:[^0-9\n]{{0,6}}[0-9]){{3}})"
    rf"(?:(?:19|20)[0-9*]{{2}}|{_ERA}[0-9*]{{1,2}})[年./-][0-9*]{{1,2}}[月./-][0-9*]{{1,2}}日?(?![0-9*])"
)
_SIGNS = re.compile("[0-9月]|がつ|[一二三四五六七八九][/.・ー]")
_SHOWN, _LISTED = 0.5, 8
# From how likely a text tells of somebody private a day of long ago in it is taken for their birth.
_PRIVATE = 0.8
_YEAR_BEHIND = re.compile("(?:19|20)[0-9]{2}$")
# At most so much, and no word, between a name and a date.
_GAP, _WORD = 4, re.compile(r"\w")
_SCORES = {"full": 0.95, "english": 0.95, "day": 0.9, "four": 0.8, "month": 0.6}


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the dates of birth."""
    text = document.plain.text
    if not _SIGNS.search(text):
        return
    told = -_LISTED
    for match in _DATE.finditer(text):
        score = _score(document, match, told=told)
        if score >= _SHOWN:
            told = match.end()
        if score:
            yield context.finding(document.plain, *match.span("date"), kind=Kind.BIRTHDATE, score=score, cue="born")
    for match in _MASKED.finditer(document.digits.text):
        score = birth.said(match.string, *match.span(), close=False, whole=True) or 0.0
        if "*" in match[0]:
            yield context.finding(
                document.digits, *match.span(), kind=Kind.BIRTHDATE, score=min(score, 0.9), cue="born"
            )
    for match in _SAID.finditer(text) if "がつ" in text else ():
        score = birth.said(text, *match.span(), close=False, whole=False) or 0.0
        yield context.finding(document.plain, *match.span(), kind=Kind.BIRTHDATE, score=min(score, 0.9), cue="born")


def _score(document: Document, match: re.Match[str], *, told: int) -> float:
    """Weigh a date; the last date of birth ended at `told`, far before the text where there was none."""
    form = next(name for name in _SCORES if match[name] is not None)
    if score := _sure(match, form=form):
        return score
    listed = form == "full" and match.start() - told < _LISTED
    if listed and (birth.is_long_ago(match["full"]) or match["full"].startswith("令和")):
        return 0.7  # the next of a list: 「生年月日 父S29.5.3、母S31.6.4」
    if form == "day" and told >= 0 and birth.is_anothers(match.string[told : match.start()]):
        return 0.8
    # What else was on that day in a text about somebody?
    return 0.6 if _is_of_long_ago(match) and document.concern.likely > _PRIVATE else 0.0


def _is_of_long_ago(match: re.Match[str]) -> bool:
    """Say whether a day with its year is one on which somebody who lives can have been born, and no document's."""
    date = match["full"] or match["english"]
    if date is None or date.isdigit() or birth.is_of_the_dead(date):
        return False
    year = _YEAR_BEHIND.search(date)
    if match["english"] is not None and year is None:
        return False  # May 4 of any year
    return birth.is_long_ago(year[0] if year else date) and not birth.is_of_an_old_era(match.string, match.start())


def _sure(match: re.Match[str], *, form: str) -> float:
    start, end = match.span()
    if (form == "full" and birth.is_of_the_dead(match["full"])) or birth.is_of_an_old_era(match.string, start):
        return 0.0
    said = birth.said(match.string, start, end, close=form == "four", whole=form == "full")
    if said is not None:
        return min(said, _SCORES[form])
    return _unsaid(match, form=form)


def _unsaid(match: re.Match[str], *, form: str) -> float:
    """Return how sure a date is one of birth of which no word says so: it is of a passport, a profile, a table."""
    start, end = match.span()
    if form == "english":
        return 0.7 if birth.is_of_a_passport(match.string, start, match["english"]) else 0.0
    if form in {"day", "four"}:
        return 0.6 if birth.is_part_of_a_profile(match.string, start, end) else 0.0
    if form != "full" or match["full"].isdigit() or not birth.is_long_ago(match["full"]):
        return 0.0
    if birth.is_cell(match.string, start, end):
        return 0.7
    alone = birth.stands_alone(match.string, start, end) or birth.is_named_beside_a_school(match.string, start, end)
    return 0.6 if alone else 0.0


def behind_names(document: Document, *, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield whole dates of long ago that stand right behind the name of a person, as in a list of people."""
    names = sorted(one.end for one in found if one.kind is Kind.PERSON)
    text = document.plain.text
    for match in _DATE.finditer(text) if names else ():
        start, end = match.span("date")
        if match["full"] is None or not birth.is_long_ago(match["full"]) or _WORD.match(text, end):
            continue
        one = context.finding(document.plain, start, end, kind=Kind.BIRTHDATE, score=0.6, cue="behind-name")
        near = names[bisect_left(names, one.start - _GAP) : bisect_left(names, one.start)]
        if any(not _WORD.search(document.text, at, one.start) for at in near):
            yield one
