"""Card numbers and My Numbers with their check digits; one that is wrong but clearly labelled is less sure."""

import re
from collections.abc import Iterator

from yosuga.detect import context, numbers
from yosuga.detect.base import Document, Finding, Kind

_EDGE = r"(?<![0-9])(?<![0-9][-./])(?:(?<![A-Za-z])|(?<=umber))"
_END = r"(?![0-9]|[-./][0-9])"
_CARD = re.compile(rf"(?<![0-9])(?<![0-9][-./])(?<![A-Za-z]-)[0-9*](?:[ \-./・_]{{0,2}}[0-9*]){{12,18}}{_END}")
_MY_NUMBER = re.compile(rf"{_EDGE}[0-9*](?:[ \-./・_の]{{0,2}}[0-9*]){{11}}{_END}")
# The number with its security code or its last month behind it: 4242424242424242 123.
_CODED = re.compile(
    rf"{_EDGE}[0-9](?:[ -]?[0-9]){{12,15}}(?= {{1,2}}(?:[0-9]{{3,4}}(?![0-9])|[0-9]{{1,2}}/[0-9]{{2}}|[0-9][ぁ-ヺ]))"
)
# Groups of four (or of an American Express) that another sign or the end of a line parts.
_APART = r"(?:[ \-]{0,2}\r?\n[ \-]?|[、,の→|…~])"
_GROUPED = re.compile(
    rf"{_EDGE}[0-9*]{{4}}(?:(?:{_APART}[0-9*]{{4}}){{3}}|{_APART}[0-9*]{{6}}{_APART}[0-9*]{{5}}"
    rf"|[ \-]?[0-9*]{{4}}{_APART}[0-9*]{{4}}[ \-]?[0-9*]{{4}}){_END}"
)
_MY_GROUPED = re.compile(
    rf"{_EDGE}[0-9*]{{4}}(?:{_APART}|[ \-])[0-9*]{{4}}(?:{_APART}|[ \-])[0-9*]{{4}}(?!{_APART}[0-9]){_END}"
)
_CARD_SHAPES = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (16,), (15,), (14,), (4, 4, 4, 4, 3), (8, 8)}
_CARD_LABEL = re.compile(
    r"クレカ|クレジット|カード|ｶｰﾄﾞ|デビット|プリカ|VISA|ビザ|JCB|Master|マスター|AMEX|アメックス|ダイナース|"
    r"Diners|銀聯|💳|credit|debit|card|"
    r"有効期限|(?<!使用)(?<!消費)(?<!賞味)期限|CVV|CVC|セキュリティコード|exp(?:iry|ires)?",
    re.IGNORECASE,
)
_OTHER_CARD = re.compile(
    r"(?:ポイント|会員|ギフト|図書|診察|プリペイド|ETC|SIM|"
    r"遊戯王|ポケモン|トレ|交通系|ポンタ|(?<![A-Za-z])T ?)カード|nanaco|WAON|Edy|Suica|PASMO|JAN|"
    r"ISBN",
    re.IGNORECASE,
)
# Twelve digits and no more between them than parts the groups: the least that either number is written with.
_SIGNS = re.compile(r"(?>[0-9*][^0-9*]{0,3}){11}[0-9*]")
_MY_LABEL = re.compile(
    r"マイナンバー|マイナ(?!ス|ポ)|まいなんばー|個人(?:番号|ナンバー)|My ?Number|通知カード|"
    r"個人識別番号|12桁の番号",
    re.IGNORECASE,
)
# Papers that ask for it; there the number is told without its name.
_MY_PAPERS = re.compile(r"ワンストップ|e-?Tax|確定申告|年末調整|扶養控除", re.IGNORECASE)
_OTHER = re.compile(
    r"伝票|追跡|送り状|荷物|配送|配達|宅配|問い?合わ?せ|注文|フレンド|フレコ|SW-|JAN|型番|シリアル|免許|予約|受付|"
    r"会員|管理|商品|品番|カード(?!じゃな|ではな)|クレカ"
)
_FOUR_EACH = re.compile(r"[0-9*]{4}[^0-9*]{1,2}[0-9*]{4}[^0-9*]{1,2}[0-9*]{4}|[0-9*]{12}")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield card numbers and My Numbers."""
    text = document.digits.text
    if not _SIGNS.search(text):
        return
    for pattern, weigh, kind, cue in _FORMS:
        for match in pattern.finditer(text):
            score = weigh(match)
            if score:
                yield context.finding(document.digits, *match.span(), kind=kind, score=score, cue=cue)


def _card(match: re.Match[str]) -> float:
    text, digits = match.string, re.sub(r"[^0-9*]", "", match[0])
    ahead = context.above(text, match.start(), most=40)
    near = ahead + context.after(text, match.end(), most=24)
    labelled = bool(_CARD_LABEL.search(near)) and not _OTHER_CARD.search(near)
    other = context.is_of_something_else(text, *match.span()) and not labelled
    shape = tuple(len(group) for group in re.findall(r"[0-9*]+", match[0]))
    if numbers.is_card(digits):
        if not labelled and shape not in _CARD_SHAPES and len(set(re.findall(r"[^0-9*]+", match[0]))) > 1:
            return 0.0  # a date and a telephone number in a row: 24.6.30 070-0000-3310
        other = other or (match.re is _GROUPED and not labelled and _is_list_of_sums(match[0]))
        return 0.4 if other else 0.97 if labelled else 0.9
    if not labelled or shape not in _CARD_SHAPES or sum(char != "*" for char in digits) < 4:
        return 0.0
    return 0.65 if "*" in digits else 0.6


def _my_number(match: re.Match[str]) -> float:
    text, digits = match.string, re.sub(r"[^0-9*]", "", match[0])
    ahead, behind = context.above(text, match.start(), most=40), context.after(text, match.end(), most=24)
    labelled = bool(_MY_LABEL.search(ahead) or _MY_LABEL.search(behind))
    if labelled and not context.is_of_something_else(text, *match.span()):
        return 0.97 if _checks(digits) else 0.6 if sum(char != "*" for char in digits) >= 4 else 0.0
    if text.startswith("号", match.end()):
        return 0.2  # 第…号
    if _MY_PAPERS.search(context.above(text, match.start(), most=60)) and _checks(digits) and not _OTHER.search(ahead):
        return 0.7
    if match.re is _MY_GROUPED or not _checks(digits) or not _FOUR_EACH.fullmatch(match[0]):
        return 0.0
    return 0.2 if _OTHER.search(ahead + behind) or context.is_of_something_else(text, *match.span()) else 0.5


def _checks(digits: str) -> bool:
    return digits.isdigit() and numbers.is_my_number(digits)


def _is_list_of_sums(said: str) -> bool:
    """Say whether every line is a round sum: 4000, 3000, 2000, 1000 passes the check of cards by chance."""
    return all(group.endswith("0") for group in re.findall("[0-9]+", said))


_FORMS = (
    (_CARD, _card, Kind.CREDIT_CARD, "card"),
    (_CODED, _card, Kind.CREDIT_CARD, "card"),
    (_GROUPED, _card, Kind.CREDIT_CARD, "card-grouped"),
    (_MY_NUMBER, _my_number, Kind.MY_NUMBER, "my-number"),
    (_MY_GROUPED, _my_number, Kind.MY_NUMBER, "my-number-grouped"),
)
