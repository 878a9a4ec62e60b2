"""Numbers of bank accounts: the number alone, of ゆうちょ the sign and the number each for itself."""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind

_FILL = rf"{context.LINK}{{0,6}}?"
_N = (
    r"(?P<n>[0-9*]{7}|[0-9][0-9*]{5}|[0-9][0-9*]{7}|[0-9]{3}[- ][0-9]{4}|[0-9]{4}[- ][0-9]{3}|[0-9]{2}-[0-9]{5}|"
    r"[0-9](?: [0-9]){6}|[0-9] [0-9] [0-9] - [0-9](?: [0-9]){3})"
    r"(?![0-9]|[-./][0-9]| ?(?:[回人台票歩株]|アクセス|再生|ダウンロード|[名位](?![義前置])))"
)
_KIND = r"(?:普通|フツ[ウー]|ふつ[うー]|トウザ|当座|貯蓄|総合|定期|普|当|savings?|checking|ordinary|futs[uū]u?)"
_WORD = r"(?:預金|口座|貯金)?"
_TYPED = re.compile(
    rf"{_KIND}[)）\]]?{_WORD}(?:の?(?:口座)?番号)?"
    rf"{_FILL}(?:(?:口座)?番号|No\.?)?{_FILL}{_N}",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:口座(?:番号(?:\s?[(（]?[78]桁[)）]?)?|No\.?|NO\.?|これ|コレ|こちら)?|こうざ(?:ばんごう|番号)|"
    rf"口番|通帳の?番号|(?:account|acct|A/C)(?: ?(?:no|"
    rf"number|#)\.?)?){_FILL}(?:[A-Za-z]{{0,4}}){_N}",
    re.IGNORECASE,
)
_BANKS = r"銀行|信金|信用金庫|信組|信用組合|労金|労働金庫|農協|JA|漁協|バンク|Bank"
_BANK = re.compile(
    rf"(?:{_BANKS}|通帳|支店|出張所|本店|本所|支所|"
    r"営業部|振り?込み?先|還付先|入金先|送金先|返金先)[^0-9\n円]{0,16}?"
    r"(?:[0-9]{3}[^0-9円\n]{1,8})?(?<![0-9])(?P<n>[0-9*]{7}|[0-9]{4} [0-9]{3})"
    r"(?![0-9株円]|[-.][0-9]|/[0-9]{1,4}(?![0-9]))"
)
# A bank by its short name, parted from the rest by a space.
_SHORT = re.compile(
    r"(?:UFJ|SMBC|りそな|みずほ|三井住友|三菱|楽天|PayPay|住信SBI|SBI|ソニー|イオン|セブン)[ \u3000]"
    r"(?:[^0-9\n円、。]{0,12}[ \u3000])?(?P<n>[0-9*]{7})(?=\s|$)"
)
_ON_ITS_LINE = r"(?P<n>[0-9*]{7}|[0-9]{3}-[0-9]{4})(?=\s|$)"
_OWN_LINE = re.compile(r"(?:支店|本店|営業部|出張所|支所|本所)[ \t\u3000]*\n[ \t]*" + _ON_ITS_LINE)
# The bank, its branch and the number, each on a line of its own.
_LINES = re.compile(
    rf"(?:{_BANKS})[^0-9\n]{{0,12}}\n[^0-9\n]{{0,12}}(?:支店|店番|店)[^0-9\n]{{0,6}}"
    r"(?:[0-9]{3})?[^0-9\n]{0,4}\n[ \t]*" + _ON_ITS_LINE
)
_SEVEN = (
    r"(?<![0-9*])(?<![0-9][-./])(?P<n>[0-9*]{7}|[0-9]{3}-[0-9]{4}|(?<![0-9] )[0-9]{3} [0-9]{4}(?! [0-9]))"
    r"(?![0-9]|[-./][0-9])"
)
# The number first, then its bank or kind: 「0001234 みらい銀行」, 「0001234(普)」.
_BEFORE_BANK = re.compile(
    rf"{_SEVEN}(?![人円件])[\s(（「【←、,/|・]{{0,3}}(?:[ぁ-んァ-ヶー一-龥A-Za-z]{{1,10}}(?:{_BANKS})"
    rf"|(?:普通?|当座?|貯蓄)(?:[)）・、/]|預金|口座|[\s]*(?:$|[（(])|\s+[一-龥ぁ-んァ-ヶー]{{1,8}}(?:{_BANKS})))"
)
# Behind a label and a few words: 「口座番号を間違えた、正しくは0001234」; or 番号 alone where a bank is spoken of.
_TOLD = re.compile(rf"(?:口座|通帳の?)番号(?!は?[^0-9\n]{{0,3}}[0-9]+桁)[^0-9*\n円桁]{{1,14}}?{_SEVEN}")
# On the line below the word, as one answers in a talk: お前の口座知ってる / 22:41 相手 0001234 だろ.
_BELOW = re.compile(
    rf"口座[^0-9\n]{{0,20}}\n(?:[0-9]{{1,2}}:[0-9]{{2}}\s)?[^0-9\n]{{0,10}}{_SEVEN}(?=\s?(?:だ[ろよ]|です|な?$|\n))"
)
# The number first, then what it is: 0001234 が口座で.
_TIED = re.compile(rf"{_SEVEN}を?(?:紐|ひも)(?:づ|付)け[^\n]{{0,10}}口座")
_IS_ONE = re.compile(rf"{_SEVEN}(?= ?(?:が|は|って)(?:[私俺僕]の|うちの|わたしの)?口座(?!番号?を?間違))")
# What is wrong with an account, or where its number stands.
_MATTER = re.compile(
    r"(?:口座(?:の件|を)[^0-9\n円]{0,14}|通帳[^0-9\n円]{0,16}?)"
    r"(?P<n>[0-9](?: ?[0-9]){6}|[0-9]{3}-[0-9]{4})(?![0-9]| [0-9]|[-./][0-9])"
)
_NUMBERED = re.compile(rf"番号{_FILL}{_SEVEN}")
_BANK_NEAR = re.compile(rf"{_BANKS}|支店|店番|店名|本店|普通預金|口座|振込先|キャッシュカード|通帳")
# A transfer and the number it goes to, no bank told: 「振込は0001234へ」, 「0001234に送金して」.
_PAYING = r"(?:振り?込み?|ふりこみ?|送金|入金|返金|返済|カンパ)"
_PAID = re.compile(
    rf"{_PAYING}(?:先|口座|(?:させられ|し)た(?:の|先))?[はを:→、\s「(]{{1,4}}(?:毎月|全額|全部|こちら|ここ|この)?[はの:→、\s「(]{{0,3}}"
    r"(?<![0-9*])(?P<n>(?!20[0-9]{5}まで)[0-9*]{7})(?=[」)]?\s?(?:へ|に(?!な)|と電話|[(（]7桁|まで|で(?![すき])|宛|$|[、。\n」)]|\s?[ァ-ヶ]{2}))"
)
_PAID_TO = re.compile(
    rf"(?<![0-9*,])(?<![0-9*][-./])(?<!電話)(?<!内線)(?P<n>[0-9*]{{7}})[」)]?(?:へ|宛に?|に|まで)[^0-9\n。件]{{0,6}}?(?:[0-9,]{{1,9}}[万千円]{{1,2}}を?)?{_PAYING}(?![がさ額件])"
)
_PAID_SUM = re.compile(
    r"(?<![0-9*,])(?<![0-9*][-./])(?<!電話)(?<!内線)(?P<n>[0-9*]{7})[」)]?[へに][^0-9\n。件]{0,6}?"
    r"[0-9,]{1,9}[万千円]{1,2}を?(?:入れ(?:[ろとて]|な)|振り?込[めん]|送れ|払え)"
)
_FORMS = (
    (_TYPED, 0.93, "account"),
    (_LABELLED, 0.9, "account-label"),
    (_BANK, 0.8, "account-bank"),
    (_OWN_LINE, 0.8, "account-bank"),
    (_LINES, 0.8, "account-bank"),
    (_SHORT, 0.6, "account-bank"),
    (_BEFORE_BANK, 0.8, "account-bank"),
    (_TOLD, 0.8, "account-label"),
    (_BELOW, 0.7, "account-label"),
    (_MATTER, 0.7, "account-label"),
    (_IS_ONE, 0.7, "account-label"),
    (_TIED, 0.7, "account-label"),
    (_PAID, 0.75, "account-paid"),
    (_PAID_TO, 0.75, "account-paid"),
    (_PAID_SUM, 0.7, "account-paid"),
)
_UNNAMED = frozenset({_IS_ONE, _TIED, _BEFORE_BANK, _SHORT, _PAID_TO, _PAID_SUM})
_SIGN = re.compile(rf"(?:記号|きごう|キゴウ)\s*+[・/と]?\s*+(?:番号)?{_FILL}(?P<n>1[0-9*]{{4}})(?:-[0-9])?(?![0-9])")
_SIGN_NUMBER = re.compile(
    r"(?P<sign>(?<![0-9])1[0-9*]{3}[0*])(?:-[0-9])?[\s、,・/の)）でがー\-]{0,3}[(（]?"
    r"(?:(?:番号?|ばんごう|バンゴウ)[\s:：=はのが→・\-ー]{0,4}|[\s:：=はの→・]{1,4})(?P<n>[0-9*]{6,8})(?![0-9])"
)
# Sign and number in one, as people copy them: one number.
_JOINED = re.compile(
    r"(?<![0-9*])(?<![0-9A-Za-z][-./])(?:(?:1[0-9*]{3}[0*]|0[0-9*]{4})(?:-[0-9*])?-[0-9*]{6,8}|1[0-9]{3}0[0-9]{8})"
    r"(?![0-9*]|-[0-9])"
)
_TRANSFER = re.compile(rf"振替(?:口座|番号|口座番号)?{_FILL}(?P<n>0[0-9]{{4}}-[0-9]-[0-9]{{1,6}})(?![0-9])")
_NUMBER_AFTER = re.compile(
    rf"[^0-9\n]{{0,12}}\n?[^0-9\n]{{0,6}}(?:番号|ばんごう|バンゴウ){_FILL}(?P<n>[0-9*]{{6,8}})(?![0-9])"
)
_SIGNS = re.compile("[0-9*]{5}|[0-9][- ][0-9]")
# A second number of the same person right behind the first.
_FURTHER = re.compile(
    r"(?:[ \t]?(?:[,、/&+・]|と|or|または|もしくは|か|→|じゃなくて|ではなく)"
    r"(?:正しくは|別に|もう(?:1|一)つ|、?だめなら[^0-9\n]{0,4})?[ \t]?)"
    r"(?P<n>[0-9*]{7}|[0-9]{4}-[0-9]{3}|[0-9]{3}-[0-9]{4})(?![0-9]|[-./][0-9])"
)
_YUCHO = re.compile(
    r"ゆうちょ|郵便|郵貯|振込|振り込|口座|銀行|貯金|入金|送金|受取人|名義|Yucho|Post Bank", re.IGNORECASE
)
_INSURANCE = re.compile(r"保険|資格確認|被保険者|組合員")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the numbers of bank accounts."""
    text = document.digits.text
    for start, end, score, cue in _candidates(text):
        yield context.finding(document.digits, start, end, kind=Kind.BANK_ACCOUNT, score=score, cue=cue)


def _candidates(text: str) -> Iterator[tuple[int, int, float, str]]:
    if not _SIGNS.search(text):
        return
    for pattern, score, cue in _FORMS:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            # What names an account has said whose number it is; where the bank comes after, another label may have.
            if not context.is_of_something_else(text, start if pattern in _UNNAMED else end, end):
                yield start, end, score, cue
                yield from ((*more.span("n"), score, cue) for more in _FURTHER.finditer(text, end, end + 40))
    for match in _NUMBERED.finditer(text):
        near = context.above(text, match.start(), most=40) + context.after(text, match.end(), most=20)
        if _BANK_NEAR.search(near) and not context.is_of_something_else(text, *match.span("n")):
            yield *match.span("n"), 0.75, "account-number"
    for match in _TRANSFER.finditer(text):
        yield *match.span("n"), 0.9, "transfer-account"
    yield from _yucho(text)


def _yucho(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield sign and number of accounts of ゆうちょ; those of an insurance card are others' business."""
    for match in _JOINED.finditer(text):
        if _is_yucho(text, *match.span()) and not context.is_of_something_else(text, *match.span()):
            yield *match.span(), 0.95, "yucho-joined"
    for match in _SIGN_NUMBER.finditer(text):
        if _is_yucho(text, *match.span()):
            yield *match.span("sign"), 0.92, "yucho-sign"
            yield *match.span("n"), 0.92, "yucho-number"
    for match in _SIGN.finditer(text):
        if _is_yucho(text, *match.span()):
            yield *match.span("n"), 0.9, "yucho-sign"
            number = _NUMBER_AFTER.match(text, match.end())
            if number:
                yield *number.span("n"), 0.9, "yucho-number"


def _is_yucho(text: str, start: int, end: int) -> bool:
    near = context.above(text, start, most=50) + text[start:end] + text[end : end + 30]
    return bool(_YUCHO.search(near)) and not _INSURANCE.search(context.above(text, start, most=30))
