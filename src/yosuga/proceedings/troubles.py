"""What is wrong with a plan that somebody edited: the sentence and the place, in Japanese and English."""

from enum import Enum
from typing import ClassVar

from yosuga.errors import BadInput
from yosuga.text import one_line

_LONGEST_PLACE = 120


class Trouble(Enum):
    """One way in which a plan cannot be used: a code, and its sentence in both languages."""

    NOT_JSON = ("not-json", "JSONとして読めません。", "This is not JSON.")
    TOO_LARGE = ("too-large", "大きすぎます。", "This is too large.")
    NOT_AN_OBJECT = ("not-an-object", "{ } で囲んだ項目の集まりにしてください。", "This is to be an object, { … }.")
    NOT_A_LIST = ("not-a-list", "[ ] で囲んだ一覧にしてください。", "This is to be a list, [ … ].")
    NOT_TEXT = ("not-text", "文字列にしてください。", "This is to be text.")
    NOT_A_NUMBER = ("not-a-number", "整数にしてください。", "This is to be a whole number.")
    UNKNOWN = (
        "unknown",
        "この項目はありません。綴りを確かめてください。",
        "There is no such field. Please check its name.",
    )
    MISSING = ("missing", "この項目が要ります。", "This field is needed.")
    TWICE = ("twice", "同じものが2回出てきます。", "The same stands here twice.")
    OUT_OF_RANGE = ("out-of-range", "数が範囲の外です。", "The number is out of range.")
    TOO_LONG = ("too-long", "長すぎます。", "This is too long.")
    UNPRINTABLE = ("unprintable", "印刷できない文字があります。", "A character here cannot be printed.")
    NOT_A_CHOICE = ("not-a-choice", "選べる言葉のどれでもありません。", "This is none of the words to choose from.")
    NOT_A_DAY = ("not-a-day", "日付は 2025-09-11 の形で書いてください。", "Please write a day as 2025-09-11.")
    NOT_A_MOMENT = (
        "not-a-moment",
        "日時は 2025-09-11T14:05:00+09:00 の形で書いてください。",
        "Please write a moment as 2025-09-11T14:05:00+09:00.",
    )
    NOT_AN_ITEM_ID = ("not-an-item-id", "証拠番号は E0001 の形で書いてください。", "Please write an item id as E0001.")
    NO_SUCH_ITEM = (
        "no-such-item",
        "この証拠番号の証拠はケースにないか、消去されています。",
        "No item of this id is in the case, or it was erased.",
    )
    NO_SUCH_EXHIBIT = (
        "no-such-exhibit",
        "この号証は計画にありません。「甲1」「甲1の2」の形で、exhibits にあるものを書いてください。",
        "No such exhibit is in the plan. Please write one of `exhibits`, as 甲1 or 甲1の2.",
    )
    NOT_A_MASK = (
        "not-a-mask",
        "覆う部分は [横の位置, 縦の位置, 幅, 高さ] の4つの数にしてください。",
        "A mask is four numbers: [x, y, width, height].",
    )
    MASKS_OF_SEVERAL = (
        "masks-of-several",
        "覆う部分は、証拠が1つだけの号証に書いてください。",
        "Masks go with an exhibit of one item only.",
    )
    OTHER_CASE = ("other-case", "別のケースの計画です。", "This plan is of another case.")
    OTHER_VERSION = ("other-version", "この版の計画は読めません。", "A plan of this version cannot be read.")

    def __init__(self, code: str, ja: str, en: str) -> None:
        self.code = code
        self.ja = ja
        self.en = en


class BadPlan(BadInput):
    """The exhibit plan cannot be used as it was edited.

    `field` is where: `exhibits > 2 > title`, places in a list counted from 1. It goes to the person alone, never into
    a log: a name that was mistyped may be anything.
    """

    code: ClassVar[str] = "bad-exhibit-plan"
    ja: ClassVar[str] = "号証の計画をそのままでは使えません。何も変更していません。"
    en: ClassVar[str] = "The exhibit plan cannot be used as it is. Nothing was changed."

    def __init__(self, trouble: Trouble, *, field: str) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble
        self.field = one_line(field)[:_LONGEST_PLACE]

    def for_people(self) -> str:
        """Return both languages with the place; lists are counted from 1."""
        place = f"{self.field}: " if self.field else ""
        lines = [self.ja, f"  {place}{self.trouble.ja}", self.en, f"  {place}{self.trouble.en}"]
        return "\n".join([*lines, f"[{self.code}: {self.detail}]"])
