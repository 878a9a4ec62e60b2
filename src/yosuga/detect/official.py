"""Numbers that an office, an insurer, a school or an employer gave one person: passport, licence, residence card …"""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind

_FILL = r"(?:[\s:：=は→が、,「」『』()（）\[\]【】▶►・…./|]|です|って|第|No\.?|NO\.?|no\.?|#|№|[0-9]{1,2}桁){0,6}"
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?P<n>[A-Z]{2} ?[0-9*]{7}|[A-Z] [A-Z](?: [0-9]){7})(?![A-Za-z0-9]| [0-9])")
_PASSPORT_LABEL = re.compile(r"パスポート|旅券|passport", re.IGNORECASE)
_RESIDENCE = re.compile(r"(?<![A-Za-z0-9])(?P<n>[A-Z]{2}[ -]?[0-9*]{4}[ -]?[0-9*]{4}[ -]?[A-Z]{2})(?![A-Za-z0-9])")
_RESIDENCE_NEAR = re.compile("在留|residence|zairyu", re.IGNORECASE)
_TWELVE = r"(?<![0-9])[0-9*](?:[- .\n]?[0-9*]){11}(?![0-9])"
_LICENCE = re.compile(
    rf"(?:免許|仮免|運転経歴|ドライバーズ ?ライセンス|licen[cs]e|DL)"
    rf"(?:(?!予約|受付|申し?込|照会)[^\n0-9*]){{0,24}}\n?(?:(?:の?番号|12桁){_FILL})?(?P<n>{_TWELVE})"
    rf"|免許証[^0-9](?s:.){{0,100}}?\n(?:の?番号){_FILL}(?P<listed>{_TWELVE})"
    rf"|第? ?(?P<before>{_TWELVE}) "
    rf"?号?[^\n0-9]{{0,6}}免許(?![^\n0-9]{{0,8}}{_TWELVE})",
    re.IGNORECASE,
)
# As a licence prints it below the name and the dates: 第000000000000号.
_PRINTED = re.compile(rf"第 ?(?P<n>{_TWELVE}) ?号")
# Twelve digits behind a licence and 番号, whatever is said between: 「免許の番号、覚えてるよ、000000000000」.
_BARE_TWELVE = re.compile(r"(?<![0-9A-Za-z-])[0-9]{12}(?![0-9A-Za-z-])")
_LICENCE_TOLD = re.compile(
    r"免許(?!皆伝)(?:(?!予約|受付|申し?込)[^\n]){0,50}番号(?!.*(?:マイナ|個人番号|電話|予約|受付))"
)
_LICENCE_NEAR = re.compile(r"免許|氏名|交付|運転|ゴールド|公安委員会")
_PENSION = re.compile(
    r"(?:年金|ねんきん)(?:手帳|証書)?(?:の)?(?:番号|記号番号|コード)?[^\n0-9*]{0,12}\n?[^\n0-9*]{0,8}"
    r"(?P<n>(?<![0-9])[0-9*]{4}[- .の\n]?[0-9*]{6}(?:[- ][0-9]{4})?)(?![0-9])"
)
_INSURANCE = (
    r"(?:保険証|被保険者証?|保険者|健康保険|介護保険|雇用保険|資格確認書|資格情報|国保|社保|健保|協会けんぽ|"
    r"後期高齢|組合員証|マイナ保険証|共済)"
)
_INSURED = re.compile(
    rf"(?:{_INSURANCE}[^\n0-9*]{{0,14}}?(?:番号|ばんごう|No\.?)|"
    rf"受給者番号){_FILL}(?P<n>[0-9*]{{1,10}}(?:-[0-9*]{{1,8}}){{0,2}})(?![0-9])"
    rf"|{_INSURANCE}[^\n0-9*]{{0,6}}?番号[^\n0-9*。]{{1,10}}?(?P<told>[0-9*]{{6,10}})(?![0-9]|-[0-9])"
    rf"|{_INSURANCE}[^\n0-9*]{{0,10}}番号[^\n0-9*]{{0,12}}\n[^\n0-9*]{{0,12}}(?P<asked>[0-9*]{{8,10}})(?![0-9-])"
    rf"|雇用保険{_FILL}(?P<employed>[0-9*]{{4}}-?[0-9*]{{6}}-?[0-9*])(?![0-9])"
    rf"|(?:保険証|被保険者証){_FILL}(?P<bare>[0-9*]{{8,10}}|[0-9*]{{2,8}}-[0-9*]{{1,8}})(?![0-9]|-)"
)
# The form of 雇用保険, which nothing else has, wherever that is spoken of.
_EMPLOYED = re.compile(r"(?<![0-9*-])(?P<n>[0-9*]{4}-[0-9*]{6}-[0-9*])(?![0-9-])")
_SIGN = re.compile(
    rf"記号{_FILL}(?P<n>[0-9*]{{1,8}}(?:-[0-9*]{{1,4}})?|[^\s0-9、,:番・]{{1,6}}[0-9]{{0,8}})"
    rf"[\s、,・/.とでの\-【]{{0,3}}(?:番号{_FILL}(?P<m>[0-9*]{{1,10}}(?:-[0-9*]{{1,4}})?)(?![0-9]))?"
    rf"(?:[\s、,・/(（]{{0,3}}枝番{_FILL}(?P<b>[0-9]{{1,2}})(?![0-9]))?"
)
_SIGN_AND_NUMBER = re.compile(
    rf"記号[・/と]?番号{_FILL}(?:(?P<joined>[0-9*]{{1,8}}-[0-9*]{{1,8}})|(?P<n>[0-9*]{{1,8}})"
    rf"[・/,、 ]{{1,3}}(?P<m>[0-9*]{{1,8}}))(?![0-9])"
)
_INSURANCE_NEAR = re.compile(_INSURANCE)
_BEARER = (
    r"(?:学生証|生徒証|社員証|職員証|身分証|学生手帳|生徒手帳|パスポート|旅券|在留カード|免許証?|保険証|"
    r"年金手帳|障害者手帳)"
)
_LATER = re.compile(
    rf"{_BEARER}(?:(?!予約|受付|申し?込|管理|電話)[^\n0-9]){{0,24}}?番号{_FILL}(?P<n>[A-Za-z]{{0,3}}-?[0-9*][A-Za-z0-9*\-]{{2,15}})(?![A-Za-z0-9])"
    rf"|{_BEARER}[^\n0-9]{{0,20}}?No\.? ?(?P<no>[0-9]{{4,10}}|[0-9]{{2,4}}-[0-9]{{3,8}})(?![0-9-])"
    rf"|{_BEARER}[^\n0-9]{{0,24}}?(?P<mine>(?=[A-Z0-9-]*[0-9]{{3}})[A-Z0-9-]{{5,12}})"
    rf" ?[がは][私俺僕うち]{{1,2}}の(?:学籍|学生|社員)?番号"
    rf"|(?:学生証|生徒証|社員証|"
    rf"職員証)(?:に[はも]?)?{_FILL}(?P<bare>(?=[A-Za-z\-]*[0-9])[A-Za-z0-9][A-Za-z0-9\-]{{4,15}})(?![A-Za-z0-9])"
    rf"|(?:パスポート|旅券|(?i:passport))(?:番号|(?i: ?no\.?| ?number))?{_FILL}"
    r"(?P<foreign>[A-Z]{0,2}[0-9*]{6,9}[A-Z]?)(?![A-Za-z0-9円])"
)
# What somebody belongs to gave the number: school, employer. The token may hold letters and hyphens.
_BELONGING = (
    r"(?:学籍|学生証?|生徒証?|社員証?|職員証?|従業員|教員|教職員|隊員|局員|駅員|組合員|乗務員証?|スタッフ|学修者?|"
    r"[社職学](?=番[:：はがの \s0-9A-Za-z]))"
)
_NUMBERED = rf"{_BELONGING}(?:の)?\s?(?:番号|番|ナンバー|No\.?|NO\.?|ID|コード|#)"
# Behind a few words a token counts that can be neither a date, nor a count of people, nor a time.
_SOME_SIGN = (
    r"(?<![0-9A-Za-z])(?=[A-Za-z\-]{0,6}[0-9])(?!0[5-9]0)(?:[A-Za-z]{1,3} )?"
    r"(?:(?=[0-9]*[A-Za-z-])(?=(?:[A-Za-z-]*[0-9]){3})|"
    r"(?=[0-9]{4}))[A-Za-z0-9][A-Za-z0-9\-]{2,14}[A-Za-z0-9](?![A-Za-z0-9]|[年円人名件万時分秒個回位桁階歳%/:.]|"
    r" ?(?:号館|教室|ルーム))"
)
_OTHER_THING = (
    r"順|桁|暗証|パス|バーコード|生年月日|誕生|電話|携帯|住所|入社|入学|卒業|で[^\s0-9]{0,6}円|時給|月給|全員"
)
_BETWEEN = rf"(?:(?!{_OTHER_THING})[^0-9A-Za-z\n]){{0,16}}?\n?"
_MEMBER = re.compile(
    rf"{_NUMBERED}{_FILL}"
    r"(?P<n>(?:[A-Z]{1,2} (?=[0-9]))?(?=[A-Za-z*\-]*[0-9])[A-Za-z0-9*][A-Za-z0-9*\-]{2,15}[A-Za-z0-9*])"
    r"(?![A-Za-z0-9桁])"
    rf"|{_BELONGING}(?:の)?ID{_FILL}(?P<login>[A-Za-z][A-Za-z0-9._\-]{{2,20}}[0-9])(?![A-Za-z0-9@])"
    rf"|{_NUMBERED}{_BETWEEN}(?P<later>{_SOME_SIGN})"
    rf"|{_NUMBERED}[^0-9A-Za-z\n]{{0,24}}\n[^0-9A-Za-z\n]{{0,10}}(?P<answer>[A-Z]{{1,2}}-?[0-9]{{4,8}}|[0-9]{{5,8}}(?=だ|です))"
    r"(?![0-9A-Za-z-])"
    rf"|(?:学籍|学生証|生徒証|社員証|職員証|乗務員証){_BETWEEN}(?P<paper>(?=[A-Za-z0-9\-]{{5}}){_SOME_SIGN})"
    r"|(?<![0-9A-Za-z-])(?!0[0-9]{1,3}-?[0-9])(?P<first>(?=[0-9A-Z-]*[0-9]{4})[0-9A-Z][0-9A-Z-]{4,11})[。、!? (]{0,2}"
    r"(?:(?:これ|それ)[がは]?)?(?:こいつ|あいつ|[私俺僕])?の?"
    r"(?:学籍|学生|社員|職員|従業員)番号(?!は|が?[:：]|[ \t]?[0-9A-Z])"
    r"|(?i:(?:employee|staff|student|member of staff) ?(?:id|no\.?|number|"
    r"#))[\s:=#]{1,3}(?P<english>[A-Za-z0-9\-]{3,16})(?![A-Za-z0-9])"
)
_PROFESSION = r"(?:[医薬]師|(?:准?看護|薬剤|助産|保健)師|[一-龥]{2,6}士|教員)(?:の)?(?:免許|証|登録)(?:証|状)?"
_OTHER_LABELLED = re.compile(
    rf"(?:住民票コード|住基コード|住民票の?番号|特別永住者証明書(?:番号)?|障害者手帳(?:の?番号)?|療育手帳(?:の?番号)?|"
    rf"[一-龥]{{0,8}}手帳(?:の|\s)?番号|在留カード(?:の?番号)?|受給者証?(?:の|\s)?番号|{_PROFESSION}\s?(?:の)?(?:登録)?(?:番号)?|"
    rf"運転経歴証明書(?:の?番号)?|難病受給者証(?:番号)?|生活保護(?:の?受給)?(?:者)?番号|医籍(?:登録)?番号|"
    rf"看護師籍(?:登録)?番号|教員免許(?:状)?番号|"
    rf"身分証(?:明書)?(?:の)?番号|ID番号|SSN|"
    rf"社会保障番号)(?:\s?の?\s?番号)?{_FILL}(?P<n>[A-Za-z]{{0,3}}[0-9*][0-9*\-]{{3,14}}[A-Za-z]{{0,2}})(?!"
    rf"[A-Za-z0-9])"
)
_LABELLED = (
    (_LICENCE, 0.93, "licence"),
    (_PENSION, 0.9, "pension"),
    (_INSURED, 0.85, "insurance-number"),
    (_MEMBER, 0.9, "member"),
    (_OTHER_LABELLED, 0.9, "paper"),
    (_LATER, 0.8, "paper-later"),
)
_SIGNS = re.compile("[0-9]")
# One of these stands in every label; most texts have none.
_LABELS = re.compile(
    r"[番証免籍帳保券]|[士師](?:の|免|登)|年金|ねんきん|けんぽ|共済|パスポ|在留|記号|コード|ナンバー|ライセンス|N[oO]|ID|#|"
    r"(?i:dl|licen|passport|employee|staff|student|ssn)"
)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the numbers of papers and cards that stand for one person."""
    text = document.digits.text
    for start, end, score, cue in _candidates(text):
        yield context.finding(document.digits, start, end, kind=Kind.GOV_ID, score=score, cue=cue)


def _candidates(text: str) -> Iterator[tuple[int, int, float, str]]:
    if not _SIGNS.search(text):
        return
    yield from _of_a_form(text)
    if not _LABELS.search(text):
        return
    for pattern, score, cue in _LABELLED:
        for match in pattern.finditer(text):
            part = match.lastgroup or "n"
            if re.search("[0-9]", match[part]):
                yield *match.span(part), score, cue
                alike = re.sub("[0-9]", "[0-9]", re.escape(match[part]))
                if more := re.compile(rf"(?:と|や|、|,| ?/ ?)(?P<n>{alike})(?![0-9A-Za-z-])").match(
                    text, match.end(part)
                ):
                    yield *more.span("n"), score, cue
    yield from _insured(text)


def _of_a_form(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield what shows by its form alone, or by that and a word near, what it is."""
    for match in _PASSPORT.finditer(text):
        yield *match.span("n"), _sure_passport(match), "passport"
    for match in _RESIDENCE.finditer(text):
        named = _RESIDENCE_NEAR.search(context.above(text, match.start()))
        other = not named and context.is_of_something_else(text, *match.span())
        yield *match.span("n"), 0.3 if other else 0.9, "residence-card"
    yield from _licences(text)
    for match in _EMPLOYED.finditer(text):
        if "雇用保険" in context.above(text, match.start(), most=30) + context.after(text, match.end(), most=20):
            yield *match.span(), 0.85, "insurance-number"


def _licences(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield the twelve digits of a licence as it is printed, or as they are told behind a few words."""
    for match in _PRINTED.finditer(text):
        if _LICENCE_NEAR.search(context.above(text, match.start(), most=100) + context.after(text, match.end())):
            yield *match.span("n"), 0.9, "licence"
    for match in _BARE_TWELVE.finditer(text):
        if _LICENCE_TOLD.search(context.before(text, match.start(), most=60)):
            yield *match.span(), 0.8, "licence"


def _insured(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield sign, number and branch of insurance cards."""
    for match in (*_SIGN_AND_NUMBER.finditer(text), *_SIGN.finditer(text)):
        near = context.above(text, match.start(), most=30) + context.after(text, match.end(), most=16)
        if not re.search("[0-9]", match[0]) or not _INSURANCE_NEAR.search(near):
            continue
        for part, number in match.groupdict().items():
            if number is not None:
                yield *match.span(part), 0.93, "insurance-sign"


def _sure_passport(match: re.Match[str]) -> float:
    """Weigh two letters and seven digits: Japan's begin with M or T; any others need the word."""
    near = context.above(match.string, match.start(), most=40) + context.after(match.string, match.end())
    if _PASSPORT_LABEL.search(near):
        return 0.95
    if context.is_of_something_else(match.string, *match.span()):
        return 0.2
    return 0.6 if match[0][0] in "MT" else 0.35
