"""The one thing to do next for a target, and how it is said."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from yosuga.catalog.records import Text
from yosuga.rules import calendar
from yosuga.rules.removal import State
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import What


class Next(StrEnum):
    """The one thing to do next."""

    KEEP = "keep"  # its evidence
    CHOOSE = "choose"  # a way
    FILL = "fill"
    SEND = "send"
    RECEIPT = "receipt"
    MORE = "more"  # the service wants more
    WAIT = "wait"
    ONWARD = "onward"  # the next way
    LOOK = "look"  # whether it is gone
    AGAIN = "again"  # it came back
    NOTHING = "nothing"


_SAYS = {
    Next.KEEP: Text(ja="先に、証拠を保全します。", en="Keep the evidence first."),
    Next.CHOOSE: Text(ja="依頼の方法を選びます。", en="Choose a way to ask."),
    Next.FILL: Text(ja="下書きを仕上げます。", en="Finish the draft."),
    Next.SEND: Text(
        ja="仕上げたものを自分で送り、送ったことを記録します。", en="Send it yourself and record that you did."
    ),
    Next.RECEIPT: Text(
        ja="受付のメールか画面を残し、受付の日時を記録します。", en="Keep the receipt and record its day and time."
    ),
    Next.MORE: Text(ja="サービスからの問い合わせに答えます。", en="Answer what the service asks for."),
    Next.WAIT: Text(ja="返事を待ちます。", en="Wait for the answer."),
    Next.ONWARD: Text(ja="次の方法に進みます。", en="Go on to the next way."),
    Next.LOOK: Text(ja="もう一度見て、表示されないかを確かめます。", en="Look again whether it is still shown."),
    Next.AGAIN: Text(ja="再掲載されたものの証拠を残し、もう一度依頼します。", en="Keep what came back and ask again."),
    Next.NOTHING: Text(ja="今することはありません。", en="Nothing is to be done now."),
}
_BY_LETTER = {
    Next.RECEIPT: Text(
        ja="配達の記録を残し、届いた日を記録します。", en="Keep the record of delivery and record the day it arrived."
    ),
}
_OPEN: Mapping[tuple[Status, What | None], Next] = {
    (Status.DRAFT, What.DRAFTED): Next.FILL,
    (Status.DRAFT, What.FINISHED): Next.SEND,
    (Status.SENT, What.SENT): Next.RECEIPT,
    (Status.RECEIVED, What.MORE_ASKED): Next.MORE,
}
_ASKED = {
    Status.NONE: Next.CHOOSE,
    Status.WAITING: Next.WAIT,
    Status.RECEIVED: Next.WAIT,
    Status.SAID_REMOVED: Next.LOOK,
    Status.HIDDEN: Next.ONWARD,
    Status.REFUSED: Next.ONWARD,
    Status.UNANSWERED: Next.ONWARD,
    Status.WITHDRAWN: Next.CHOOSE,
    Status.NOT_FOUND: Next.LOOK,
    Status.REMOVED: Next.NOTHING,
    Status.REAPPEARED: Next.AGAIN,
}
_UNASKED = frozenset({Status.NONE, Status.DRAFT})


def next_of(followed: Followed, *, status: Status, last: What | None, copies: bool) -> Next:
    """Return the next thing. Evidence comes before everything that could make a poster take the post down.

    `last` is the last step of the request that tells where the target stands. Without `copies` nothing may lead to a
    copy of it: a sexual image of a child is never kept (fact law-csam).
    """
    if copies and not (followed.evidence or followed.without) and status in _UNASKED:
        return Next.KEEP
    if status is Status.REAPPEARED and followed.reposts:
        return Next.NOTHING  # it goes on under the new number
    if followed.stands.state is State.EDITED and followed.looks[-1].harm is False:
        return Next.LOOK  # the words that do the harm are gone: whether it stays so
    return _OPEN.get((status, last), _ASKED.get(status, Next.WAIT))


def says_without_period(following: Next, *, look: date) -> Text:
    """Return the next thing for what was sent by letter, where no period runs: it is looked at again on a day."""
    says, day = _BY_LETTER.get(following, _SAYS[following]), calendar.in_words(look)
    return Text(
        ja=f"{says.ja}法律で決まった期限は、どの資料にもありません。{day.ja}に、もう一度見ます。",
        en=f"{says.en} No source names a period by law; look again on {day.en}.",
    )


def says_of(following: Next, *, due: date | None, reposts: tuple[int, ...]) -> Text:
    """Return the next thing in a sentence, with its day. `reposts` are where it goes on, none while it does not."""
    if reposts:
        return Text(ja=f"T{reposts[-1]:04}で続けています。", en=f"It goes on as T{reposts[-1]:04}.")
    says = _SAYS[following]
    if due is None or following not in {Next.WAIT, Next.RECEIPT, Next.ONWARD, Next.LOOK}:
        return says
    day = calendar.in_words(due)
    if following is Next.LOOK:
        return Text(ja=f"{day.ja}に。{says.ja}", en=f"On {day.en}: {says.en}")
    if following is Next.ONWARD:
        return Text(ja=f"{day.ja}を過ぎました。{says.ja}", en=f"{day.en} has passed. {says.en}")
    return Text(ja=f"{day.ja}まで。{says.ja}", en=f"Until {day.en}. {says.en}")
