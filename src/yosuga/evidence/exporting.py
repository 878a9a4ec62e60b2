"""Export: chosen items leave as a package that anyone can verify; the log says so before the package exists."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Head
from yosuga.custody import events, naming
from yosuga.custody.events import Event, EventType
from yosuga.custody.log import About
from yosuga.custody.package import contents
from yosuga.custody.package.contents import (
    BagInfo,
    PackageFile,
    Paper,
    ProofFiles,
    Seal,
    Sealed,
    SoFar,
    Unsealed,
    Written,
)
from yosuga.custody.package.targets import FolderTarget, ZipTarget
from yosuga.custody.package.writer import write_package
from yosuga.custody.records import FileRole
from yosuga.errors import BadInput, TimestampError
from yosuga.evidence import keeping, stamping
from yosuga.evidence.keeping import OpenItem
from yosuga.evidence.models import Export, Item, StampedHead
from yosuga.evidence.results import Choice, Exported
from yosuga.keys import wrap
from yosuga.stores.small import make_folder
from yosuga.tools import Tools

NOT_STATED = "not stated"
_VERIFIER = "yosuga_verifier"
# Events that tell of the log itself; they name no person and are always disclosed.
_OF_THE_LOG = {
    EventType.CASE_OPEN,
    EventType.ANCHOR,
    EventType.KEY_CHANGE,
    EventType.CLOCK_JUMP,
    EventType.ERASE,
    EventType.RESTORE,
    EventType.TRANSFER,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One readable log line and what it says."""

    raw: bytes
    event: Event


class Papers(Protocol):
    """What is made for people beside the evidence; who makes them stands above this room."""

    def exhibits(self, chosen: Sequence[OpenItem], *, case: OpenCase) -> Iterable[Paper]:
        """Yield the exhibits of the chosen items."""
        ...

    def beside(self, so_far: SoFar, *, case: OpenCase, withheld: int) -> Iterable[tuple[str, bytes]]:
        """Yield path and bytes of the papers at the package's top."""
        ...


class NoPapers:
    """A package without papers."""

    def exhibits(self, chosen: Sequence[OpenItem], *, case: OpenCase) -> Iterable[Paper]:
        """Yield nothing."""
        _ = chosen, case
        return ()

    def beside(self, so_far: SoFar, *, case: OpenCase, withheld: int) -> Iterable[tuple[str, bytes]]:
        """Yield nothing."""
        _ = so_far, case, withheld
        return ()


def export(
    case: str,
    *,
    folder: Path,
    zipped: bool,
    choice: Choice,
    papers: Papers,
    actor: Actor,
    tools: Tools,
) -> Exported:
    """Write a package of the chosen items into `folder`.

    The newest head is stamped first; then the papers are made and the export, which names them, is logged; then the
    package is written and sealed. So it is bracketed by a time before and a time after, and until its last byte it lies
    under a name that says it is not finished. Raises BadInput when there is nothing to export, AlreadyExists, DiskFull,
    PackageError.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    chosen = _chosen(choice.eids, case=opened)
    stamping.queue(opened, tools=tools)
    stamping.stamp_queued(opened.id, actor=actor, tools=tools)
    moment = tools.clock.read().wall
    number = Export.objects.filter(case_id=opened.id).count() + 1
    name = naming.package_name(opened.id, moment=moment, number=number)
    kept_back = _kept_back(chosen, case=opened)
    make_folder(folder)

    def prove(listed: bytes) -> ProofFiles:
        _log_export(opened, chosen, number=number, papers=listed, choice=choice, actor=actor, tools=tools)
        return _proof(opened, chosen, tools=tools)

    def extra(so_far: SoFar) -> Iterator[tuple[str, bytes]]:
        yield from _verifier()
        yield from papers.beside(so_far, case=opened, withheld=len(kept_back))

    target = ZipTarget(folder, name=name, moment=moment) if zipped else FolderTarget(folder, name=name)
    target.discard()  # a try of this number that ended before it was logged: nobody was told of it
    written = write_package(
        target,
        papers=papers.exhibits(chosen, case=opened),
        prove=prove,
        contents=_payload([item for item in chosen if item.eid not in choice.masked], case=opened, tools=tools),
        extra=extra,
        info=BagInfo(case=opened.id, number=number, moment=moment, software=log.TOOL),
        seal=partial(_seal, tools=tools),
    )
    _log_seal(opened, written, actor=actor, tools=tools)
    return Exported(written, [item.eid for item in chosen], kept_back)


def _kept_back(chosen: Sequence[OpenItem], *, case: OpenCase) -> list[str]:
    rows = Item.objects.filter(case_id=case.id, erased=False).exclude(pk__in=[item.row.pk for item in chosen])
    return [naming.item_id(row.number) for row in rows]


def _chosen(eids: Sequence[str], *, case: OpenCase) -> list[OpenItem]:
    if eids:
        rows = {row.number: row for row in (keeping.row_of(eid, case=case) for eid in eids)}
        chosen = [rows[number] for number in sorted(rows)]
    else:
        chosen = list(Item.objects.filter(case_id=case.id, erased=False))
    if not chosen:
        raise BadInput("no items")
    return [keeping.open_item(case, row) for row in chosen]


def _log_export(
    case: OpenCase,
    chosen: Sequence[OpenItem],
    *,
    number: int,
    papers: bytes,
    choice: Choice,
    actor: Actor,
    tools: Tools,
) -> None:
    with transaction.atomic():
        log.lock(case)
        # Unique: of two exports side by side the second fails here, before anything of it has a name.
        Export.objects.create(case_id=case.id, number=number)
        about: About = {
            "items": ",".join(item.eid for item in chosen),
            "total": Item.objects.filter(case_id=case.id).count(),
            "purpose": choice.purpose or NOT_STATED,
            "recipient": choice.recipient or NOT_STATED,
        }
        if papers:
            about |= {"sha256": hashlib.sha256(papers).hexdigest(), "size": len(papers)}
        log.append(case, EventType.EXPORT, method="package", actor=actor, tools=tools, **about)


def _payload(chosen: Sequence[OpenItem], *, case: OpenCase, tools: Tools) -> Iterator[PackageFile]:
    for item in chosen:
        captured = any(facts.name == "capture.json" for _, facts in keeping.files_of(item))
        place = naming.capture_path if captured else naming.original_path
        for row, facts in keeping.files_of(item):
            if facts.role is not FileRole.VAULT:
                opener = partial(keeping.open_file, item, row, case=case, tools=tools)
                yield PackageFile(
                    path=place(item.eid, name=facts.name), sha256=facts.sha256, size=facts.size, opener=opener
                )


def _proof(case: OpenCase, chosen: Sequence[OpenItem], *, tools: Tools) -> ProofFiles:
    head = Head.objects.get(case_id=case.id)
    names = {item.eid for item in chosen}
    lines, leaves = [], []
    for entry, raw in log.lines(case, item_key=keeping.item_key_of(case)):
        leaves.append(bytes(entry.leaf))
        if raw is not None:
            lines.append(_Line(raw, events.decode(raw)))
    last_export = max(line.event.seq for line in lines if line.event.type is EventType.EXPORT)
    disclosed = [line for line in lines if _is_disclosed(line.event, names=names, last_export=last_export)]
    return ProofFiles(
        lines=[line.raw for line in disclosed],
        leaves=leaves,
        checkpoint=bytes(head.note),
        vkey=str(case.signing.vkey),
        items=[_item(item, disclosed) for item in chosen],
        stamps=_stamps(case),
        certificates={one.name: b"".join(one.roots) for one in stamping.authorities(tools=tools)},
    )


def _is_disclosed(event: Event, *, names: set[str], last_export: int) -> bool:
    """Items' events go with their items; the export itself shows; earlier ones only where they name nobody."""
    if event.type is EventType.EXPORT:
        return event.seq == last_export or event.purpose == event.recipient == NOT_STATED
    if event.type is EventType.ERASE or event.eid is None:
        return event.type in _OF_THE_LOG
    return event.eid in names


def _item(item: OpenItem, disclosed: Sequence[_Line]) -> contents.Item:
    incoming = next(
        line.event.seq
        for line in disclosed
        if line.event.eid == item.eid and line.event.type in {EventType.CAPTURE, EventType.IMPORT}
    )
    sealed = bytes(item.row.record_sealed or b"")
    record = wrap.open_sealed(sealed, under=item.key, place=keeping.record_place(item.row))
    return contents.Item(eid=item.eid, record=record, seq=incoming)


def _stamps(case: OpenCase) -> list[contents.StampedHead]:
    rows = StampedHead.objects.filter(case_id=case.id).exclude(response=None)
    return [contents.StampedHead(token=bytes(row.response or b""), note=bytes(row.note)) for row in rows]


def _seal(digest: bytes, *, tools: Tools) -> Seal:
    """Have every authority stamp the finished tagmanifest; say why when none did."""
    chosen = stamping.authorities(tools=tools)
    tokens: dict[str, bytes] = {}
    troubles: list[str] = []
    for authority in chosen:
        try:
            tokens[authority.name] = tools.stamper.stamp(digest, authority=authority).response
        except TimestampError as error:
            troubles.append(f"{authority.name}: {error.code}")
    if tokens:
        return Sealed(tokens)
    return Unsealed("no timestamp: " + ("; ".join(troubles) if troubles else "no authority was chosen"))


def _log_seal(case: OpenCase, written: Written, *, actor: Actor, tools: Tools) -> None:
    """Write down what sealed the package: its tagmanifest's hash is what a later dispute would be about."""
    tokens = written.seal.tokens if isinstance(written.seal, Sealed) else {}
    kinds = ",".join(sorted(f"{name}:{hashlib.sha256(token).hexdigest()}" for name, token in tokens.items()))
    with transaction.atomic():
        log.append(
            case,
            EventType.TRANSFER,
            method="package",
            actor=actor,
            tools=tools,
            sha256=written.tagmanifest_sha256,
            note=f"sealed by {kinds}" if kinds else "not sealed",
        )


def _verifier() -> Iterator[tuple[str, bytes]]:
    """Yield the verifier's sources for the package's `verify/` folder."""
    root = files(_VERIFIER)
    for path, source in _sources(root, under=""):
        yield ("verify/verify.py" if path == "verify.py" else f"verify/{_VERIFIER}/{path}"), source.read_bytes()


def _sources(folder: Traversable, *, under: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_file() and entry.name.endswith(".py"):
            yield under + entry.name, entry
        elif entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _sources(entry, under=f"{under}{entry.name}/")


def verifier_key(case: str, *, actor: Actor, tools: Tools) -> str:
    """Return the key that a recipient checks the case's packages with; it should reach them by another way."""
    return str(case_for(case, actor=actor, tools=tools).signing.vkey)
