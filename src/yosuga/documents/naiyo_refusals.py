"""Why a 内容証明 would not be taken, and where: in the words of whoever reads it."""

from dataclasses import dataclass
from typing import Literal

from yosuga.documents.naiyo_counting import Refused, Why
from yosuga.errors import BadInput

Field = Literal["title", "body", "date", "sender.address", "sender.name", "sender.more", "to.address", "to.name"]

_MOST_SHOWN = 20

_FIELDS: dict[Field, tuple[str, str]] = {
    "title": ("題名", "title"),
    "body": ("本文", "text"),
    "date": ("日付", "date"),
    "sender.address": ("差出人の住所", "sender's address"),
    "sender.name": ("差出人の氏名", "sender's name"),
    "sender.more": ("差出人の欄", "sender's lines"),
    "to.address": ("受取人の住所", "addressee's address"),
    "to.name": ("受取人の氏名", "addressee's name"),
}
_LETTERS: dict[Why, tuple[str, str]] = {
    "latin": (
        "英字は固有名詞だけに使えます。固有名詞なら欄に加え、ほかは片仮名などに直してください。URLは書けません。",
        "Latin letters are for proper names only. Add a name to the list; write others in katakana. No URL is taken.",
    ),
    "emoji": ("絵文字は使えません。言葉に直してください。", "Emoji are not taken. Please use words."),
    "script": (
        "仮名・漢字・数字のほかの文字は使えません。片仮名などに直してください。",
        "Letters other than kana, kanji and digits are not taken. Please write it in katakana.",
    ),
    "hidden": (
        "目に見えない文字が入っています。この文字を消してください。",
        "There is a character that cannot be seen. Please remove it.",
    ),
    "symbol": (
        "一般に使われる記号か、確かめられません。言葉に直してください。",
        "It is not sure that this is a common symbol. Please use words.",
    ),
}
_WHOLE: dict[str, tuple[str, str]] = {
    "missing": ("書かれていません。内容証明には必要です。", "It is missing; certified mail needs it."),
    "too-long": ("長すぎて、組めません。", "It is too long to be set."),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, with its place in the text as written: line and column from 1, or 0 where the whole is meant."""

    field: Field
    line: int
    column: int
    letters: str
    why: str
    ja: str
    en: str


class NaiyoRefused(BadInput):
    """The text cannot be a 内容証明 as it is."""

    code = "naiyo-refused"
    ja = (
        "このままでは内容証明として受け付けられないおそれがあります。文面はそのまま残っています。"
        "示された場所を直して、もう一度お試しください。"
    )
    en = (
        "As it is, the post office may not take this as certified mail. The text is kept as it was. "
        "Please change the places shown and try again."
    )


def of_character(field: Field, found: Refused) -> Refusal:
    """Return the refusal of a run of characters."""
    ja, en = _LETTERS[found.why]
    name_ja, name_en = _FIELDS[field]
    shown = _shown(found.letters[:_MOST_SHOWN])
    return Refusal(
        field,
        found.line,
        found.column,
        found.letters,
        found.why,
        f"{name_ja}の{found.line}行目{found.column}文字目「{shown}」：{ja}",
        f'{name_en.capitalize()}, line {found.line}, character {found.column} "{shown}": {en}',
    )


def of_missing(field: Field, why: Literal["missing", "too-long"]) -> Refusal:
    """Return the refusal of a field as a whole."""
    ja, en = _WHOLE[why]
    name_ja, name_en = _FIELDS[field]
    return Refusal(field, 0, 0, "", why, f"{name_ja}：{ja}", f"{name_en.capitalize()}: {en}")


def _shown(letters: str) -> str:
    return "".join(one if one.isprintable() else f"[U+{ord(one):04X}]" for one in letters)
