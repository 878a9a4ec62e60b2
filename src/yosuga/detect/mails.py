"""E-mail addresses, also those written so that no machine finds them: [at], アットマーク, spaces, ＠."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind

_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+\-*●○◯\u3007…]{0,63}"
_LABEL = r"[A-Za-z0-9][A-Za-z0-9\-*●○◯\u3007]{0,62}"
_LABELS = rf"(?:{_LABEL}\.){{1,6}}"
_PLAIN = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@])(?<!:/)(?<!://)(?P<m>{_LOCAL}@{_LABELS}(?:[a-z]{{2,24}}(?![a-z0-9@-])|"
    rf"[A-Z][A-Za-z]{{1,23}}(?![A-Za-z0-9@-])))"
)
# Domains that obfuscated addresses end in; a closed list keeps ordinary sentences with "at" and "dot" out.
_TOP = (
    r"(?:com|net|org|info|biz|jp|example|test|me|io|dev|app|tokyo|osaka|nagoya|kyoto|us|uk|de|fr|cn|kr|tw|eu|tv|cc|xyz|"
    r"online|site|edu|gov|ac|co|ne|or|go|ed|gr|lg)"
)
_OPEN, _CLOSE = r"[\[({<【「〈《『\u3014≪〖\"]", r"[\])}>】」〉》』\u3015≫〗\"]"
# What people write for @ so that no program reads it.
_ODD = "★☆◎♪■●▲◆#♥♡&*"
_AT_WORD = (
    rf"(?:at|a|アットマーク|あっとまーく|アット|あっと|@|at[ _-]?mark|あとまーく|AT|あ|ア|マーク|まーく|[{_ODD}])"
)
_DOT_WORD = r"(?:dot|d|ドット|どっと|点|てん|\.|・|DOT)"
_AT = (
    rf"(?: ?{_OPEN} ?{_AT_WORD} ?{_CLOSE} ?| ?_?(?:アットマーク|あっとまーく|あとまーく|アット|あっと)_? ?"
    rf"| ?(?:_at_|-at-|"
    rf"at[_-]mark) ?|"
    rf" +(?:at|AT|@) +| ?@ ?|[{_ODD}])"
)
_LOW = r"(?: ?(?:アンダーバー|アンダースコア|あんだーばー|ハイフン) ?)"
_INNER_DOT = rf" ?{_OPEN} ?{_DOT_WORD} ?{_CLOSE} ?| ?(?:ドット|どっと|_dot_|-dot-) ?| +(?:dot|DOT|\.) +| ?\. ?"
_DOT = rf"(?:{_INNER_DOT}|・|。|,)"  # before the sign, 。 ends the sentence before the address
_HOST = r"[A-Za-z0-9][A-Za-z0-9\-]{0,40}"
_PART = r"[A-Za-z0-9][A-Za-z0-9_%+\-]{0,40}"
_HIDDEN = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@/])(?P<m>{_PART}(?:(?:{_INNER_DOT}|{_LOW}){_PART}){{0,4}}(?P<at>{_AT}){_HOST}(?:{_DOT}{_HOST})"
    rf"{{0,3}}{_DOT}{_TOP})"
    rf"(?![A-Za-z0-9@-])"
)
_SPACED = re.compile(
    r"(?<![A-Za-z0-9._@])(?P<m>[A-Za-z0-9](?: [A-Za-z0-9._+\-]){1,40} @ [A-Za-z0-9](?: [A-Za-z0-9.\-]){3,40}"
    rf"|[A-Za-z0-9](?: [A-Za-z0-9._+\-]){{2,40}} ?@ ?{_LABELS}{_TOP})(?![A-Za-z0-9])"
)
# All but the name as it is said: taroあっとまーくえぐざんぷるどっとこむ.
_SAID = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@/])(?P<m>{_PART} ?(?:アットマーク|あっとまーく|アット|あっと) ?"
    rf"(?:[ぁ-んァ-ヶー]{{2,20}}?|{_HOST}) ?"
    r"(?:ドット|どっと) ?(?:こむ|コム|ねっと|ネット|じぇーぴー|ジェーピー|"
    r"(?:しーおー|シーオー|えぬいー|エヌイー)(?:ドット|どっと)"
    r"(?:じぇーぴー|ジェーピー)))"
)
# The line ends behind the sign, or before the last part.
_BROKEN = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@/])(?P<m>{_LOCAL}@(?:\r?\n{_LABELS}|(?:{_LABEL}\.){{0,5}}{_LABEL}\r?\n\.){_TOP})"
    r"(?![A-Za-z0-9@.-])"
)
# Large providers people name without the ending.
_PROVIDER = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@/])(?P<m>{_LOCAL}@(?:以下)?"
    r"(?:gmail|g ?メール|yahoo|ヤフー|icloud|docomo|ドコモ|ezweb|au|softbank|i\.softbank|hotmail|"
    r"outlook))(?![A-Za-z0-9._])",
    re.IGNORECASE,
)
# An odd sign, and shortly behind what it stands for: 「kohei-w ★ example.com(★を@に)」.
_EXPLAINED = re.compile(
    rf"(?<![A-Za-z0-9._%+\-@/])(?P<m>{_LOCAL} ?(?P<sign>[{_ODD}]) ?{_LABELS}{_TOP})(?![A-Za-z0-9@-])"
    r"(?=[^A-Za-z0-9]{0,12}(?P=sign)[はをが→=] ?(?:@|アット))"
)
_ODD_SIGN = re.compile(f"[{_ODD}]")
# Words of a sentence with "at" in it, unless somebody speaks of mail.
_SENTENCE = re.compile(
    r"[a-z]+ at [a-z.\-]+$|(?:look|meet|see|us|me|available|live|now|find|visit|here) at ", re.IGNORECASE
)
_HINT = re.compile(
    r"メール|めーる|メアド|アドレス|mail|✉|📧|📩|💌|連絡|依頼|@|アットマーク|をアット|アットに|booking|contact",
    re.IGNORECASE,
)
# "TikTok@taro.zz" is a handle behind a service's name, and so is what ends in letters that ISO 3166 gives no country.
_SERVICE = re.compile(
    r"(?:TikTok|Instagram|Insta|Twitter|YouTube|LINE|IG|Threads|Telegram|X)@(?!example\.)", re.IGNORECASE
)
# What programs log in as: git@github.com.
_EVERYBODYS = re.compile(r"git@git(?:hub|lab)")
_NO_COUNTRY = re.compile(r"\.(?:aa|q[m-z]|x[a-z]|zz)$", re.IGNORECASE)
# A number in a circle that leads a list is read as a digit: ①taro@example.jp.
_BULLET = re.compile("[①-⓿❶-➓㉑-㊿]+")
_SIGNS = re.compile(
    rf"@|アット|あっと|あとま|[あア][)\]}}>】」〉》』]|at[_ \"\])}}>】」〉》』\u3015≫〗-]|[{_ODD}(\[]",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the e-mail addresses."""
    text = document.plain.text
    if not _SIGNS.search(text):
        return
    for pattern, score, cue in (
        (_PLAIN, 0.97, "mail"),
        (_HIDDEN, 0.9, "mail-hidden"),
        (_SPACED, 0.98, "mail-spaced"),
        (_SAID, 0.85, "mail-said"),
        (_BROKEN, 0.85, "mail-broken"),
        (_EXPLAINED, 0.92, "mail-hidden"),
        (_PROVIDER, 0.75, "mail-provider"),
    ):
        for match in pattern.finditer(text):
            sure = 0.3 if _is_none(match, text=text) else score
            found = context.finding(document.plain, *match.span("m"), kind=Kind.EMAIL, score=sure, cue=cue)
            bullet = _BULLET.match(document.text, found.start)
            yield replace(found, start=bullet.end()) if bullet else found


def _is_none(match: re.Match[str], *, text: str) -> bool:
    if _EVERYBODYS.match(match["m"]):
        return True
    if match.re is _HIDDEN:
        return not _meant(match, text=text) or ("@" not in match["m"] and ". " in match["m"])
    return match.re is _PLAIN and bool(_SERVICE.match(match["m"]) or _NO_COUNTRY.search(match["m"]))


def _meant(match: re.Match[str], *, text: str) -> bool:
    """Say whether a star or another odd sign stands for @ here: somebody speaks of mail, or of the sign."""
    if not _ODD_SIGN.fullmatch(match["at"]):
        plain_words = match["at"] == " at " and _SENTENCE.match(match["m"])
        return not plain_words or bool(_HINT.search(context.above(text, match.start(), most=30)))
    return bool(_HINT.search(context.above(text, match.start(), most=30) + context.after(text, match.end())))
