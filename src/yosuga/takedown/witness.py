"""What an item of evidence says of the thing it shows: where, by whom, when. Never asked of the person again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from yosuga.capture.base import Verdict
from yosuga.capture.post.urls import recognise
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.cases.models import Entry
from yosuga.custody import events, naming
from yosuga.custody.events import EventType
from yosuga.errors import NotFound
from yosuga.evidence import keeping, paging
from yosuga.evidence.claims import Claims
from yosuga.evidence.models import Item
from yosuga.evidence.times import token_sizes
from yosuga.rules.takedown.target import Origin, Time
from yosuga.takedown.troubles import NoSuchEvidence
from yosuga.tools import Tools

_MOST = 4 << 20  # bytes of a small file that says what a page said
_LONGEST = 200  # characters of an account's name


@dataclass(frozen=True, slots=True)
class Witness:
    """One item. `url` is empty for what was not captured by us. An erased item has its number and nothing else."""

    eid: str
    erased: bool = False
    title: str = ""
    sha256: str = ""
    captured: datetime | None = None
    url: str = ""
    account: str = ""
    times: tuple[Time, ...] = ()
    whole: bool = False  # it is there, and no capture that failed


def ids(given: Iterable[str], *, case: OpenCase) -> tuple[str, ...]:
    """Return the ids of these items as they are written, each once. Raises NoSuchEvidence, also for an erased one."""
    found: dict[str, None] = {}
    for word in given:
        try:
            row = keeping.row_of(word, case=case)
        except NotFound as error:
            raise NoSuchEvidence from error
        if row.erased:
            raise NoSuchEvidence(naming.item_id(row.number))
        found[naming.item_id(row.number)] = None
    return tuple(found)


def glance(eids: Sequence[str], *, case: OpenCase) -> Sequence[Witness]:
    """Return these items as a list shows them, in their order; what is gone from the vault counts as erased."""
    rows = {naming.item_id(row.number): row for row in _rows(eids, case=case)}
    lines = {line.eid: line for line in paging.lines_of(rows.values(), case=case)}
    return [
        Witness(
            eid,
            title=line.title,
            sha256=line.sha256,
            captured=line.moment,
            url=line.url,
            whole=line.verdict != Verdict.FAILED.value,
        )
        if (line := lines.get(eid)) is not None and not line.erased
        else Witness(eid, erased=True)
        for eid in eids
    ]


def witness(eid: str, *, case: OpenCase, tools: Tools) -> Witness:
    """Return what one item says. Raises BlobMissing, BlobDamaged."""
    (seen,) = glance([eid], case=case)
    if seen.erased or not seen.url:
        return seen
    item = keeping.open_item(case, keeping.row_of(eid, case=case))
    said = {
        file.name: row
        for row, file in keeping.files_of(item)
        if file.name in {"capture.json", "metadata.json"} and file.size <= _MOST
    }

    def read(name: str) -> Claims:
        if name not in said:
            return Claims({})
        with keeping.open_file(item, said[name], case=case, tools=tools) as body:
            found = json.loads(body.read())
        return Claims(found if isinstance(found, dict) else {})

    capture, post = read("capture.json"), read("metadata.json")
    place = recognise(seen.url)
    url = capture.word("final_url") or seen.url if place.short else seen.url
    captured = capture.moment("finished") or seen.captured
    return Witness(
        eid,
        title=seen.title,
        sha256=seen.sha256,
        captured=captured,
        url=url,
        account=_account(post)[:_LONGEST],
        times=tuple(_times(post, captured=captured)),
        whole=seen.whole,
    )


def stamped(eids: Sequence[str], *, case: OpenCase) -> Mapping[str, datetime]:
    """Return until when each of these items was there by the earliest trusted time-stamp over the log."""
    rows = {row.number: naming.item_id(row.number) for row in _rows(eids, case=case) if not row.erased}
    sizes = _stamped_sizes(case) if rows else {}
    if not sizes:
        return {}
    mine = Entry.objects.filter(case_id=case.id, item__in=rows)
    firsts = mine.order_by().values("item").annotate(first=Min("seq")).values_list("item", "first")
    times = {number: [time for size, time in sizes.items() if size > seq] for number, seq in firsts}
    return {rows[number]: min(found) for number, found in times.items() if number is not None and found}


def _rows(eids: Sequence[str], *, case: OpenCase) -> Iterable[Item]:
    numbers = {keeping.number_of(eid) for eid in eids}
    return Item.objects.filter(case_id=case.id, number__in=numbers) if numbers else ()


def _stamped_sizes(case: OpenCase) -> Mapping[int, datetime]:
    """Return the times of authorities by how many entries of the log they speak for."""
    sizes = token_sizes(case)
    if not sizes:
        return {}
    lines = (line for _, line in log.lines(case, item_key=lambda _: None) if line is not None)
    told = [event for line in lines if (event := events.decode(line)).type is EventType.ANCHOR]
    return {
        sizes[event.sha256]: datetime.fromisoformat(event.time)
        for event in reversed(told)
        if event.sha256 and event.sha256 in sizes and event.time
    }


def _times(post: Claims, *, captured: datetime | None) -> Iterable[Time]:
    if captured is not None:
        yield Time(Origin.CAPTURE, captured)
    _, shown = post.shown_time()
    if shown is not None:
        yield Time(Origin.SHOWN, shown)


def _account(post: Claims) -> str:
    """Return the account as the page says it, nothing where it gives no more than an address of its page."""
    account = post.account()
    return "" if "://" in account else account
