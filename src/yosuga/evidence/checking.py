"""Is everything still as it was? Every blob, record, log line, leaf and head, with the item named when one is not."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from django.db.utils import DatabaseError

from yosuga.actor import Actor
from yosuga.cases import heads, log, router
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Case, Entry, Head
from yosuga.custody import events, naming, notes, records
from yosuga.custody import log as custody_log
from yosuga.custody.events import Event, EventType
from yosuga.custody.records import ItemRecord
from yosuga.errors import BadEvent, CustodyError, StoreError, YosugaError
from yosuga.evidence import keeping, rollback, sealing, vault
from yosuga.evidence.layout import DATABASE, HEADS
from yosuga.evidence.models import Item
from yosuga.evidence.results import Finding, Report
from yosuga.keys import wrap
from yosuga.stores.folder import FolderStore
from yosuga.tools import Tools

Watch = Callable[[int], None]
_BUFFER = 1 << 20


def nobody(_files: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One case under examination."""

    case: OpenCase
    tools: Tools
    report: Report
    watch: Watch

    def found(self, item: str | None, code: str, detail: str = "") -> None:
        self.report.findings.append(Finding(self.case.id, item, code, detail))


def check(*, actor: Actor, tools: Tools, watch: Watch = nobody) -> Report:
    """Read everything in the vault and compare it with its own hashes, keys, log, signatures, and heads seen before.

    `watch` is told after each file how many have been read.
    """
    report = _look_through(actor=actor, tools=tools, watch=watch)
    try:
        report.findings += [Finding(case_id, None, "other-history") for case_id, _ in rollback.others(tools)]
    except (DatabaseError, YosugaError) as error:
        report.findings.append(Finding(None, None, "database-damaged", type(error).__name__))
    return report


def _look_through(*, actor: Actor, tools: Tools, watch: Watch) -> Report:
    report = Report()
    if tools.altered:
        report.findings.append(Finding(None, None, "database-altered"))
    try:
        for case_id in list(Case.objects.order_by("pk").values_list("pk", flat=True)):
            _check_case(case_id, actor=actor, tools=tools, report=report, watch=watch)
        report.orphans = vault.orphans(tools)
    except (DatabaseError, UnicodeDecodeError) as error:
        report.findings.append(Finding(None, None, "database-damaged", type(error).__name__))
    return report


def check_copy(place: Path, *, actor: Actor, tools: Tools, watch: Watch = nobody) -> Report:
    """Check a second copy by itself, and that this vault's log continues each of its heads."""
    copy = replace(tools, home=place, heads=place / HEADS, store=FolderStore(place), altered=not sealing.holds(place))
    with router.reading_copy(place / DATABASE):
        report = _look_through(actor=actor, tools=copy, watch=watch)
    for case_id, note in heads.published(place / HEADS).items():
        if not rollback.continues(case_id, note):
            report.findings.append(Finding(case_id, None, "other-history"))
    return report


def check_item(eid: str, *, case: str, actor: Actor, tools: Tools) -> Report:
    """Check one item and the log of its case: its files against their hashes, its record and entries, the whole chain.

    Raises NotFound. An erased item has nothing to read; its log is checked all the same.
    """
    opened = case_for(case, actor=actor, tools=tools)
    row = keeping.row_of(eid, case=opened)
    report = Report()
    head = Head.objects.select_related("case").get(case_id=opened.id)
    leaves, told = list(_leaves(opened.id)), list(_lines(opened))
    report.entries = len(leaves)
    _check_log(head, [line for _, line in told] or [None] * len(leaves), leaves, report=report)
    look = _Look(opened, tools, report, nobody)
    mine = [event for event in _events(told, look=look) if event.eid == naming.item_id(row.number)]
    if not row.erased:
        report.items = 1
        _check_item(row, mine, look=look)
    return report


def _check_case(case_id: str, *, actor: Actor, tools: Tools, report: Report, watch: Watch) -> None:
    head = Head.objects.select_related("case").get(case_id=case_id)
    leaves = list(_leaves(case_id))
    report.entries += len(leaves)
    try:
        opened = None if head.case.erased else case_for(case_id, actor=actor, tools=tools)
    except YosugaError as error:
        report.findings.append(Finding(case_id, None, "case-damaged", error.code))
        opened = None
    told = [] if opened is None else list(_lines(opened))
    _check_log(head, [line for _, line in told] or [None] * len(leaves), leaves, report=report)
    if opened is None:
        return
    look = _Look(opened, tools, report, watch)
    known = list(_events(told, look=look))
    for row in Item.objects.filter(case_id=case_id, erased=False):
        report.items += 1
        _check_item(row, [event for event in known if event.eid == naming.item_id(row.number)], look=look)
    _check_numbers(known, look=look)


def _leaves(case_id: str) -> Iterator[bytes]:
    for leaf in Entry.objects.filter(case_id=case_id).order_by("seq").values_list("leaf", flat=True):
        yield bytes(leaf)


def _lines(case: OpenCase) -> Iterator[tuple[Entry, bytes | None]]:
    """Yield each entry with its line; one that does not open comes as an empty line, which no check accepts."""
    keys = keeping.item_key_of(case)
    for entry in Entry.objects.filter(case_id=case.id).order_by("seq").iterator(chunk_size=2000):
        try:
            yield entry, log.line_of(entry, case=case, item_key=keys)
        except (YosugaError, Item.DoesNotExist):
            yield entry, b""


def _check_log(head: Head, lines: Sequence[bytes | None], leaves: Sequence[bytes], *, report: Report) -> None:
    case_id = head.case_id
    try:
        signed = notes.verify_checkpoint(bytes(head.note), vkey=notes.VerifierKey.parse(head.case.vkey))
        state = custody_log.Head.from_bytes(bytes(head.state))
    except (CustodyError, ValueError):
        report.findings.append(Finding(case_id, None, "head-damaged", "signature or state"))
        return
    held = custody_log.check(lines, leaves=leaves, case=case_id, head_size=signed.size, head_root=signed.root)
    if not held.root_holds or held.cut or held.ahead or (state.size, state.root) != (signed.size, signed.root):
        report.findings.append(Finding(case_id, None, "head-damaged", f"{held.size} of {signed.size}"))
    items = dict(Entry.objects.filter(case_id=case_id).values_list("seq", "item"))
    for each in held.damaged:
        number = items.get(each.seq)
        eid = naming.item_id(number) if number else None
        report.findings.append(Finding(case_id, eid, "entry-damaged", f"{each.seq} {each.fault.value}"))


def _events(told: Sequence[tuple[Entry, bytes | None]], *, look: _Look) -> Iterator[Event]:
    for _, line in told:
        if line:
            try:
                yield events.decode(line)
            except BadEvent:
                look.found(None, "entry-damaged", "not canonical")


def _check_item(row: Item, mine: Sequence[Event], *, look: _Look) -> None:
    eid = naming.item_id(row.number)
    try:
        item = keeping.open_item(look.case, row)
        raw = wrap.open_sealed(bytes(row.record_sealed or b""), under=item.key, place=keeping.record_place(row))
        record = records.decode(raw)
    except YosugaError as error:
        look.found(eid, "record-damaged", error.code)
        return
    if not any(event.record == records.digest(raw) for event in mine):
        look.found(eid, "record-damaged", "not the one the log names")
    _check_files(item, record, mine, look=look)


def _check_files(item: keeping.OpenItem, record: ItemRecord, mine: Sequence[Event], *, look: _Look) -> None:
    seen: set[str] = set()
    for blob in item.row.blobs.all():
        look.report.files += 1
        look.watch(look.report.files)
        try:
            facts = keeping.facts_of(item, blob)
            seen.add(facts.sha256)
            with keeping.open_file(item, blob, case=look.case, tools=look.tools) as body:
                read = _digest(body)
        except YosugaError as error:
            look.found(item.eid, error.code if isinstance(error, StoreError) else "file-damaged", str(blob.revision))
            continue
        look.report.size += read[1]
        if read != (facts.sha256, facts.size):
            look.found(item.eid, "file-damaged", str(blob.revision))
    derived = {one.sha256 for one in mine if one.type is EventType.DERIVE and one.sha256}
    missing = ({file.sha256 for file in record.files} | derived) - seen
    if missing:
        look.found(item.eid, "file-missing", str(len(missing)))


def _check_numbers(known: Sequence[Event], *, look: _Look) -> None:
    """Every item the log tells of must have its row: numbers are gapless."""
    numbers = Item.objects.filter(case_id=look.case.id).values_list("number", flat=True)
    told = {event.eid for event in known if event.type in {EventType.CAPTURE, EventType.IMPORT} and event.eid}
    for eid in sorted(told - {naming.item_id(number) for number in numbers}):
        look.found(eid, "item-missing")


def _digest(body: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := body.read(_BUFFER):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
