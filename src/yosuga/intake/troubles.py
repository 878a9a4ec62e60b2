"""Why an answer cannot be kept as it is, said so that the person can correct it. What was written is not repeated."""

from enum import StrEnum

from yosuga.catalog.records import Text
from yosuga.errors import BadInput


class Trouble(StrEnum):
    """What is unclear about an answer."""

    NOTHING = "nothing"
    NOT_A_CHOICE = "not-a-choice"
    NOT_A_DAY = "not-a-day"
    STILL_TO_COME = "still-to-come"
    BEFORE_THE_POST = "before-the-post"
    NO_SUCH_SERVICE = "no-such-service"
    NOT_A_NUMBER = "not-a-number"
    OUT_OF_RANGE = "out-of-range"
    TOO_LONG = "too-long"
    CARD = "card"
    MY_NUMBER = "mynumber"


_SAYS = {
    Trouble.NOTHING: (
        "まだ選んでいません。選べないときは、下の「わからない」などを押せます。",
        "Nothing is chosen yet. If you cannot choose, use the buttons below, such as “I do not know”.",
    ),
    Trouble.NOT_A_CHOICE: ("この中から選んでください。", "Please choose one of these."),
    Trouble.NOT_A_DAY: (
        "日付を読み取れません。2026-11-22 や 11/22 のように書けます。",
        "This day cannot be read. It can be written 2026-11-22 or 11/22.",
    ),
    Trouble.STILL_TO_COME: ("今日より後の日付です。", "This day is still to come."),
    Trouble.BEFORE_THE_POST: (
        "投稿された日より前の日付です。どちらかを直してください。",
        "This day is before the post itself. Please correct one of them.",
    ),
    Trouble.NO_SUCH_SERVICE: (
        "このサービスは、まだ登録がありません。「わからない」を選んで先に進めます。",
        "This service is not known here yet. You can go on with “I do not know”.",
    ),
    Trouble.NOT_A_NUMBER: ("数字で書いてください。", "Please write a number."),
    Trouble.OUT_OF_RANGE: ("この数は使えません。たしかめてください。", "This number cannot be right. Please check it."),
    Trouble.TOO_LONG: ("長すぎます。短く分けてください。", "This is too long. Please shorten it."),
    Trouble.CARD: (
        "カード番号のように見える数字があります。保存していません。その数字を消してください。",
        "There are digits that look like a card number. They were not kept. Please remove them.",
    ),
    Trouble.MY_NUMBER: (
        "マイナンバーのように見える数字があります。保存していません。その数字を消してください。",
        "There are digits that look like a My Number. They were not kept. Please remove them.",
    ),
}


class Unclear(BadInput):
    """An answer cannot be kept as it is. `page` is its question, `trouble` says why. `near`: services it may mean."""

    code = "answer-unclear"
    ja = "この答えは、そのままでは保存できません。前の答えは保存されています。"
    en = "This answer cannot be kept as it is. The answers before it are kept."

    def __init__(self, trouble: Trouble, *, page: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"{page}: {trouble}")
        self.trouble, self.page, self.near = trouble, page, near

    @property
    def says(self) -> Text:
        """Return what the person reads beside the question."""
        ja, en = _SAYS[self.trouble]
        return Text(ja=ja, en=en)
