"""What the papers of a package say: plain values, from which PDF and DOCX are set.

Times are aware or None; None is printed 不明. Texts are as a person or a page wrote them and are only ever text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

_Day = date  # a field of that name would hide the type


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number of an exhibit: party (甲, 乙, 疎甲 …), number from 1, branch from 1 or 0 for none."""

    party: str = "甲"
    number: int
    branch: int = 0

    @property
    def words(self) -> str:
        """As papers say it: `甲1の2`."""
        return f"{self.party}{self.number}" + (f"の{self.branch}" if self.branch else "")

    @property
    def file(self) -> str:
        """As file names say it, sortable: `甲001の2`."""
        return f"{self.party}{self.number:03}" + (f"の{self.branch}" if self.branch else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The times a post claims: as shown, as the page's data says (its source), as the post's id says."""

    shown: str = ""
    machine: datetime | None = None
    machine_source: str = ""
    from_id: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Page one of an exhibit: what this is, where it was, who wrote it as shown, when, and which file it is of.

    `captured` is the device's claim; `not_before` and `not_after` come from authorities. `original` is the path of the
    untouched file in the package, `sha256` its hash in hex. `masked` says that parts were covered for this recipient.
    """

    mark: Mark
    case: str
    item: str
    title: str
    url: str
    account_name: str = ""
    account_id: str = ""
    posted: Posted = field(default_factory=Posted)
    captured: datetime
    not_before: datetime | None = None
    not_after: datetime | None = None
    authority: str = ""
    method: str
    verdict: str = ""
    original: str
    sha256: str
    masked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One row of the 証拠説明書 (民事訴訟規則137条): empty `made_on` and `author` are printed 不明."""

    mark: Mark
    title: str
    original: str
    made_on: str
    author: str
    purpose: str
    remarks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a court paper; every line may be empty, and is then left blank to be filled in by hand.

    `case` is the id of the case in Yosuga, which stands at the foot of every page.
    """

    case_number: str = ""
    case_name: str = ""
    plaintiff: str = ""
    defendant: str = ""
    court: str = ""
    date: _Day | None = None
    author: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of the 時系列表.

    With `whole_day` only the day of `when` is known. `kind` is one of 投稿, 発覚, 送付, 回答, 警察, その他,
    or nothing. `item` is the id of the evidence it rests on, for where no exhibit is decided yet.
    """

    when: datetime | None
    about: str
    source: str
    mark: Mark | None = None
    whole_day: bool = False
    kind: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """One post in 投稿記事目録, URL目録 and 発信者情報目録; `connected` is the 接続日時 as far as it is known."""

    mark: Mark | None
    service: str
    title: str
    url: str
    account_name: str = ""
    account_id: str = ""
    post_id: str = ""
    posted: Posted = field(default_factory=Posted)
    text: str = ""
    connected: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """Money spent because of it, in whole yen."""

    day: date | None
    about: str
    yen: int
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One line of the 損害の記録 that is not money: `kind` is 診断書, 電話, メッセージ, 来訪, その他."""

    when: datetime | None
    kind: str
    about: str
    count: int = 1
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damages:
    """The 損害の記録."""

    expenses: Sequence[Expense] = ()
    harms: Sequence[Harm] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One line of the printed list of items. A withheld or erased one is listed by its number alone."""

    item: str
    title: str = ""
    captured: datetime | None = None
    sha256: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """A case on the printed list: its items, the head of its log (C2SP checkpoint text) and who receives it.

    `first` is the number from which a missing one is shown: 1, or where an earlier volume of the list ended.
    """

    case: str
    head: str
    items: Sequence[ListedItem]
    made: datetime
    recipient: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The 封印証明書: what the package holds, in figures that anyone can compare."""

    case: str
    number: int
    made: datetime
    manifest_sha256: str
    files: int
    size: int
    head: str
    key: str
    key_fingerprint: str
    seal_fingerprint: str = ""
    items: Sequence[str]
    withheld: int
    authorities: Sequence[str] = ()
    purpose: str = ""
    recipient: str = ""
