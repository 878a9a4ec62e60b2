"""One request to remove one target: by one route, for one reason, in one person's name; and every step it took."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Requester(StrEnum):
    """In whose hands a request is made. Who may send what is decided in `senders`."""

    SELF = "self"  # 本人
    GUARDIAN = "guardian"  # 親権者・未成年後見人
    BEREAVED = "bereaved"  # 遺族
    LAWYER = "lawyer"  # 弁護士
    JUDICIAL_SCRIVENER = "judicial-scrivener"  # 司法書士
    ADMINISTRATIVE_SCRIVENER = "administrative-scrivener"  # 行政書士
    COUNSELLOR = "counsellor"  # 相談員
    SCHOOL = "school"
    COMPANY = "company"  # for what is about the company itself
    SUPPORTER = "supporter"  # friend, family without parental authority
    VENDOR = "vendor"  # 削除代行業者


class Reason(StrEnum):
    """Why a request is made: one of these a request. The words are those of the forms."""

    PRIVACY = "privacy"  # プライバシー侵害: name, address, phone, workplace …
    DEFAMATION = "defamation"  # 名誉毀損
    INSULT = "insult"  # 名誉感情の侵害
    PORTRAIT = "portrait"  # 肖像権
    IMPERSONATION = "impersonation"  # なりすまし
    SEXUAL_IMAGE = "sexual-image"  # 私事性的画像記録 of an adult
    CHILD_IMAGE = "child-image"  # never copied, never enclosed
    THREAT = "threat"
    HARASSMENT = "harassment"
    COPYRIGHT = "copyright"  # off unless chosen behind a pause: it hands the name over
    OUTDATED = "outdated"  # the page changed, a search engine still shows what was there


class What(StrEnum):
    """What happened to a request."""

    DRAFTED = "drafted"
    FINISHED = "finished"  # the person filled it in and finished it; its papers are kept
    SENT = "sent"  # the person says so
    RECEIVED = "received"  # 受付: the receipt that the service shows; starts the statutory clock
    ASKED_POSTER = "asked-poster"  # 意見照会 begins: the service says so
    MORE_ASKED = "more-asked"  # the service wants more
    REMOVED_SAID = "removed-said"  # the service says it removed it; a re-look decides
    HIDDEN = "hidden"  # 非表示・地域制限
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `moment` is aware; `proof` are items of evidence (E0001) that show it.

    `hand` is who says so, `by` in whose name it was done. A whole day has `day_only`, at midnight in Japan.
    """

    what: What
    moment: datetime
    proof: tuple[str, ...] = ()
    note: str = ""
    by: Requester = Requester.SELF
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `number` counts from 1 within its target.

    `route` is an id of `routes.offers`; `letter` a letter of the catalog, "" for a form without one. `filled` is what
    the person wrote into its fields, by field. `over` is why a warning was passed: by its id, the person's words.
    """

    number: int
    route: str
    reason: Reason
    sender: Requester
    letter: str = ""
    language: str = "ja"
    filled: tuple[tuple[str, str], ...] = ()
    over: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = field(default=())

    @property
    def values(self) -> dict[str, str]:
        """What was filled in, by field."""
        return dict(self.filled)

    def last(self, *what: What) -> Step | None:
        """Return the last step that was one of `what`."""
        return next((step for step in reversed(self.steps) if step.what in what), None)
