"""Card numbers and My Numbers with their check digits; one that is wrong but clearly labelled is less sure."""

import re
from collections.abc import Iterator

from yosuga.detect import context, numbers
from yosuga.detect.base import Document, Finding, Kind

_EDGE = r"(?<![0-9])(?<![0-9][-./])(?<![A-Za-z])"
_END = r"(?![0-9]|[-./][0-9])"
_CARD = re.compile(rf"(?<![0-9])(?<![0-9][-./])(?<![A-Za-z]-)[0-9*](?:[ \-./・_]{{0,2}}[0-9*]){{12,18}}{_END}")
_MY_NUMBER = re.compile(rf"{_EDGE}[0-9*](?:[ \-./・_の]{{0,2}}[0-9*]){{11}}{_END}")
_CARD_SHAPES = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (16,), (15,), (14,), (4, 4, 4, 4, 3), (8, 8)}
_CARD_LABEL = re.compile(
    r"クレカ|クレジット|カード|ｶｰﾄﾞ|デビット|プリカ|VISA|ビザ|JCB|Master|マスター|AMEX|アメックス|ダイナース|"
    r"Diners|銀聯|💳|credit|debit|card|"
    r"有効期限|期限|CVV|CVC|セキュリティコード|exp(?:iry|ires)?",
    re.IGNORECASE,
)
_OTHER_CARD = re.compile(
    r"(?:ポイント|会員|ギフト|図書|診察|プリペイド|ETC|SIM|"
    r"遊戯王|ポケモン|トレ|交通系)カード|Suica|PASMO|JAN|"
    r"ISBN",
    re.IGNORECASE,
)
_MY_LABEL = re.compile(
    r"マイナンバー|マイナ(?!ス)|まいなんばー|個人番号|My ?Number|通知カード|個人識別番号|12桁の番号", re.IGNORECASE
)
_OTHER = re.compile(
    r"伝票|追跡|送り状|荷物|配送|宅配|問い?合わ?せ|注文|フレンド|フレコ|SW-|JAN|型番|シリアル|免許|予約|受付|"
    r"会員|管理|商品|品番"
)
_FOUR_EACH = re.compile(r"[0-9*]{4}[^0-9*]{1,2}[0-9*]{4}[^0-9*]{1,2}[0-9*]{4}|[0-9*]{12}")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield card numbers and My Numbers."""
    text = document.digits.text
    for match in _CARD.finditer(text):
        score = _card(match)
        if score:
            yield context.finding(document.digits, *match.span(), kind=Kind.CREDIT_CARD, score=score, cue="card")
    for match in _MY_NUMBER.finditer(text):
        score = _my_number(match)
        if score:
            yield context.finding(document.digits, *match.span(), kind=Kind.MY_NUMBER, score=score, cue="my-number")


def _card(match: re.Match[str]) -> float:
    text, digits = match.string, re.sub(r"[^0-9*]", "", match[0])
    ahead = context.above(text, match.start(), most=40)
    near = ahead + context.after(text, match.end(), most=24)
    labelled = bool(_CARD_LABEL.search(near)) and not _OTHER_CARD.search(near)
    other = context.is_of_something_else(text, *match.span()) and not labelled
    if numbers.is_card(digits):
        return 0.4 if other else 0.97 if labelled else 0.9
    shape = tuple(len(group) for group in re.findall(r"[0-9*]+", match[0]))
    if not labelled or shape not in _CARD_SHAPES or sum(char != "*" for char in digits) < 4:
        return 0.0
    return 0.65 if "*" in digits else 0.6


def _my_number(match: re.Match[str]) -> float:
    text, digits = match.string, re.sub(r"[^0-9*]", "", match[0])
    ahead, behind = context.above(text, match.start(), most=40), context.after(text, match.end(), most=24)
    labelled = bool(_MY_LABEL.search(ahead) or _MY_LABEL.search(behind))
    if labelled and not context.is_of_something_else(text, *match.span()):
        return 0.97 if _checks(digits) else 0.6 if sum(char != "*" for char in digits) >= 4 else 0.0
    if not _checks(digits) or not _FOUR_EACH.fullmatch(match[0]):
        return 0.0
    return 0.2 if _OTHER.search(ahead + behind) or context.is_of_something_else(text, *match.span()) else 0.5


def _checks(digits: str) -> bool:
    return digits.isdigit() and numbers.is_my_number(digits)
