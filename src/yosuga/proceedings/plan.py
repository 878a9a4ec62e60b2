"""The exhibit plan as values, and what papers print of it together with the items: no clock, no database, no files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from yosuga.documents.court import Damages, Happening, Heading, Mark, PostRow, StatementRow
from yosuga.proceedings import wording
from yosuga.proceedings.reading import ItemFacts

PARTIES = ("甲", "乙", "丙", "疎甲", "疎乙")
ORIGINALS = ("原本", "写し")
PRECISIONS = ("moment", "day")
HAPPENINGS = ("", "投稿", "発覚", "送付", "回答", "警察", "その他")
HARMS = ("診断書", "電話", "メッセージ", "来訪", "その他")
Mask = tuple[int, int, int, int]
_DEVICE = "端末の時計"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One exhibit. `items` are item ids; `purpose` is the 立証趣旨.

    `masks` are the parts to cover for a recipient: x, y, width and height in pixels of the item's full picture.
    """

    number: int
    branch: int = 0
    items: Sequence[str]
    title: str = ""
    made_on: str = ""
    author: str = ""
    purpose: str = ""
    remarks: str = ""
    original: str = "写し"
    masks: Sequence[Mask] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """When the sender of a post was connected (接続日時), as far as an answer of the platform or carrier says."""

    eid: str
    connected: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a lawyer decided about the exhibits of one case."""

    case: str
    heading: Heading = field(default_factory=Heading)
    party: str = "甲"
    exhibits: Sequence[Exhibit] = ()
    chronology: Sequence[Happening] = ()
    damages: Damages = field(default_factory=Damages)
    senders: Sequence[Sender] = ()

    def mark(self, exhibit: Exhibit) -> Mark:
        """Return what an exhibit is called in court."""
        return Mark(party=self.party, number=exhibit.number, branch=exhibit.branch)

    def in_order(self) -> Sequence[Exhibit]:
        """Return the exhibits by number and branch."""
        return sorted(self.exhibits, key=lambda one: (one.number, one.branch))


def statement_rows(plan: Plan, items: Sequence[ItemFacts]) -> Sequence[StatementRow]:
    """Return the 証拠説明書: one row an exhibit that has at least one of these items, by number."""
    there = {item.eid for item in items}
    return [
        StatementRow(
            mark=plan.mark(one),
            title=one.title,
            original=one.original,
            made_on=one.made_on,
            author=one.author,
            purpose=one.purpose,
            remarks=one.remarks,
        )
        for one in plan.in_order()
        if there.intersection(one.items)
    ]


def chronology(plan: Plan, items: Sequence[ItemFacts]) -> Sequence[Happening]:
    """Return the 時系列表: when each item says it was posted or made, when it was taken, and the lawyer's own lines.

    A post that was taken twice was posted once. Lines without a moment come last. A line that names an exhibit none of
    these items belongs to is left out.
    """
    in_order = _by_exhibit(plan, items)
    found = [_happening(plan, item, when=item.captured, about=wording.taken(item), source=_DEVICE) for item in in_order]
    told: set[object] = set()
    for item in in_order:
        said = wording.best_time(item)
        if said is not None and (said.moment, wording.post_key(item)) not in told:
            told.add((said.moment, wording.post_key(item)))
            about = wording.posting(item)
            found.append(_happening(plan, item, when=said.moment, about=about, source=said.source))
    found += [_with_mark(plan, line) for line in plan.chronology if _is_told(plan, line, items=items)]
    return sorted(found, key=_by_moment)


def post_rows(plan: Plan, items: Sequence[ItemFacts]) -> Sequence[PostRow]:
    """Return the captured posts and pages for 投稿記事目録, URL目録, 発信者情報目録, in the order of the exhibits."""
    connected = {one.eid: one.connected for one in plan.senders}
    posts = [item for item in _by_exhibit(plan, items) if item.url]
    return [_post_row(plan, item, connected=connected.get(item.eid)) for item in posts]


def damages(plan: Plan, items: Sequence[ItemFacts]) -> Damages:
    """Return the 損害の記録 without the lines that name an exhibit none of these items belongs to."""
    return Damages(
        expenses=[one for one in plan.damages.expenses if _is_there(plan, one.mark, items)],
        harms=[one for one in plan.damages.harms if _is_there(plan, one.mark, items)],
    )


def marks_of(plan: Plan, eid: str) -> Sequence[Mark]:
    """Return what an item is called in court; empty where it is in no exhibit."""
    return [plan.mark(one) for one in plan.in_order() if eid in one.items]


def masks_of(plan: Plan, eid: str) -> Mapping[Mark, Sequence[Mask]]:
    """Return the parts of an item's picture to cover, by the exhibit that shows it."""
    return {plan.mark(one): one.masks for one in plan.in_order() if eid in one.items and one.masks}


def without_exhibit(plan: Plan, items: Sequence[ItemFacts]) -> Sequence[str]:
    """Return the ids of the items that are in no exhibit."""
    taken = {eid for one in plan.exhibits for eid in one.items}
    return [item.eid for item in items if item.eid not in taken]


def _by_exhibit(plan: Plan, items: Sequence[ItemFacts]) -> Sequence[ItemFacts]:
    """Return the items in the order of their exhibits, those in none at the end."""
    order: dict[str, int] = {}
    for one in plan.in_order():
        for eid in one.items:
            order.setdefault(eid, len(order))
    return sorted(items, key=lambda item: order.get(item.eid, len(order)))


def _happening(plan: Plan, item: ItemFacts, *, when: datetime, about: str, source: str) -> Happening:
    return Happening(when=when, about=about, source=source, mark=next(iter(marks_of(plan, item.eid)), None))


def _with_mark(plan: Plan, line: Happening) -> Happening:
    """Return a line with the exhibit of its item, where it names an item alone."""
    return line if line.mark or not line.item else replace(line, mark=next(iter(marks_of(plan, line.item)), None))


def _is_told(plan: Plan, line: Happening, *, items: Sequence[ItemFacts]) -> bool:
    there = not line.item or any(item.eid == line.item for item in items)
    return there and _is_there(plan, line.mark, items)


def _post_row(plan: Plan, item: ItemFacts, *, connected: datetime | None) -> PostRow:
    return PostRow(
        mark=next(iter(marks_of(plan, item.eid)), None),
        service=wording.service(item),
        title=item.title,
        url=item.final_url or item.url,
        account_name=item.account_name,
        account_id=item.account_id,
        post_id=wording.post(item),
        posted=item.posted,
        text=item.post_text,
        connected=connected,
    )


def _is_there(plan: Plan, mark: Mark | None, items: Sequence[ItemFacts]) -> bool:
    return mark is None or any(mark in marks_of(plan, item.eid) for item in items)


def _by_moment(line: Happening) -> tuple[bool, datetime]:
    return line.when is None, line.when or datetime.max.replace(tzinfo=UTC)
