"""Why something about a removal cannot be done as it was asked, said so that the person can correct it.

AlreadyFollowed · NotATarget · TooLong · NoSuchEvidence · RouteClosed · LetterUnfit · NotEditable · ChangedMeanwhile ·
StepRefused · NotTheOffice · NotReady, all BadInput. None repeats what was written: it may reach a log.
"""

from typing import ClassVar

from yosuga.catalog.records import Text
from yosuga.errors import AlreadyExists, BadInput, NotFound
from yosuga.rules.takedown.course import Objection


class AlreadyFollowed(AlreadyExists):
    """The same thing is already there. `number` is its number: what is new can be added to it."""

    code = "already-followed"
    ja = "同じものが、すでに登録されています。二重には登録しません。追加の証拠は、その番号に付けられます。"
    en = "The same thing is already there and is not added twice. More evidence can be linked to that number."

    def __init__(self, number: int) -> None:
        super().__init__(f"T{number:04}")
        self.number = number


class NotATarget(BadInput):
    """Too little was said to find again what is to be removed."""

    code = "not-a-target"
    ja = (
        "消したいものの場所が分かりません。何も保存していません。URLを貼り付けるか、URLのないもの(トーク、DM、ストーリーなど)"
        "では、種類と、どこで見られるかを書いてください。"
    )
    en = (
        "It is not clear where to find it. Nothing was kept. Please paste its address, or, where there is none (a "
        "talk, a direct message, a story), say what it is and where it is seen."
    )


class TooLong(BadInput):
    """A text is longer than can be kept."""

    code = "too-long"
    ja = "長すぎて保存できません。何も変更していません。短くしてから、もう一度お試しください。"
    en = "This is too long to be kept. Nothing was changed. Please shorten it and try again."


class NoSuchEvidence(NotFound):
    """An item of evidence that was named is not in the case, or was erased."""

    code = "no-such-evidence"
    ja = "その番号の証拠は、このケースにないか、消去されています。何も変更していません。"
    en = "No item of that number is in this case, or it was erased. Nothing was changed."


class RouteClosed(BadInput):
    """This way is not open here. `why` says why, in the words of the rule that closed it, where there is one."""

    code = "route-closed"
    ja = "この方法は、ここでは使えません。何も保存していません。使える方法の一覧から選んでください。"
    en = "This way is not open here. Nothing was kept. Please choose one of those that are."

    def __init__(self, why: Text | None = None) -> None:
        super().__init__()
        self.why = why

    def for_people(self) -> str:
        """Return both languages, with the reason."""
        said = [self.ja, self.en] if self.why is None else [self.ja, self.why.ja, self.en, self.why.en]
        return "\n".join(said)


class LetterUnfit(BadInput):
    """The letter does not go with the way: what is asked and weighed before it belongs to another."""

    code = "letter-unfit"
    ja = "この書面は、この方法では送れません。何も保存していません。方法の一覧にある書面を選んでください。"
    en = "This letter does not go by this way. Nothing was kept. Please choose one that the list of ways names."


class NotEditable(BadInput):
    """A request that was sent or withdrawn is not written anew."""

    code = "not-editable"
    ja = "送った依頼や取り下げた依頼の内容は、変えられません。何も変更していません。新しい依頼を作れます。"
    en = "What was sent or withdrawn is not changed any more. Nothing was changed. A new request can be made."


class ChangedMeanwhile(BadInput):
    """Somebody changed the request while its papers were made."""

    code = "changed-meanwhile"
    ja = "別の画面で内容が変わりました。書類は保存していません。もう一度、内容を確かめてから仕上げてください。"
    en = "It was changed elsewhere meanwhile. No paper was kept. Please look it over once more and finish it then."
    status = 409


_OBJECTIONS = {
    Objection.DOES_NOT_FOLLOW: Text(
        ja="今の状態のあとには、この記録は続きません。状態を確かめてください。最後の記録は取り消せます。",
        en="This does not follow where the request stands now. Please check; the last entry can be taken back.",
    ),
    Objection.STILL_TO_COME: Text(
        ja="これからの日時です。起きたことだけを記録できます。",
        en="This moment is still to come. Only what happened is kept.",
    ),
    Objection.TOO_LONG_AGO: Text(
        ja="古すぎる日時です。年を確かめてください。", en="This moment is too long ago. Please check the year."
    ),
    Objection.BEFORE_THE_STEP_BEFORE: Text(
        ja="一つ前の記録より前の日時です。どちらかを直してください。",
        en="This moment is before the entry before it. Please correct one of them.",
    ),
}


class StepRefused(BadInput):
    """A step cannot be written down as it was given. `objection` says why."""

    code = "step-refused"
    ja = "この記録は、そのままでは保存できません。前の記録は、そのまま残っています。"
    en = "This cannot be written down as it is. What was recorded before is kept."

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection.value)
        self.objection = objection

    @property
    def says(self) -> Text:
        """Return what the person reads beside the field."""
        return _OBJECTIONS[self.objection]

    def for_people(self) -> str:
        """Return both languages, with the reason."""
        return "\n".join([self.ja, self.says.ja, self.en, self.says.en, f"[{self.code}: {self.detail}]"])


class NotTheOffice(BadInput):
    """An office does not send on the person's behalf, and is not written down as having done so."""

    code = "not-the-office"
    ja = (
        "相談員や業者が送ったものとしては記録できません(弁護士法72条)。ご本人や親権者が自分で送ったと話したときは、"
        "そのとおりに記録できます。"
    )
    en = (
        "This is not recorded as sent by an office (Attorneys Act, art. 72). What the person or a parent says that "
        "they sent themselves can be recorded as that."
    )


class NotReady(BadInput):
    """A letter is not finished yet. Each tuple says what is left: nothing of it was kept, and nothing was lost.

    `stops` are ids of gates that close, `pauses` of gates that ask for a reason, `leaks` the fields in which a
    person's data stands where others read it, `missing` the fields that are needed.
    """

    code = "not-ready"
    ja = "まだ完成にできません。書いた内容は保存されています。残っていることは、確認の画面か preview で分かります。"
    en = "This cannot be finished yet. What was written is kept. The preview shows what is left."
    names: ClassVar[tuple[str, ...]] = ("stops", "leaks", "pauses", "missing")

    def __init__(
        self,
        *,
        stops: tuple[str, ...] = (),
        leaks: tuple[str, ...] = (),
        pauses: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
    ) -> None:
        self.stops, self.leaks, self.pauses, self.missing = stops, leaks, pauses, missing
        said = {"stops": stops, "leaks": leaks, "pauses": pauses, "missing": missing}
        super().__init__("; ".join(f"{name}: {', '.join(said[name])}" for name in self.names if said[name]))
