"""Step 6: each disclosed event is canonical, of this case, in order, and the very event whose leaf is in the log."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from yosuga_verifier.canonical import EVENT, INDEX, is_text, text
from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.log import Log
from yosuga_verifier.opening import Package, lines_of, unreadable
from yosuga_verifier.times import Watch

EVENTS = "proof/events.jsonl"
LONGEST_LINE = 1024 * 1024
_MOST_BAD_LINES = 1000
_ANCHOR, _CASE, _EID, _PREV, _SEQ, _TYPE = (INDEX[key] for key in ("anchor", "case", "eid", "prev", "seq", "type"))
_PARENT, _RECORD, _SHA256, _SIZE, _TOTAL = (INDEX[key] for key in ("parent", "record", "sha256", "size", "total"))
_SEQ_HINT = re.compile(rb'"seq":([0-9]{1,16})')
_EID_HINT = re.compile(rb'"eid":"(E[0-9]{4,9})"')


@dataclass(frozen=True)
class Anchor:
    """An anchor event: the token's own hash, the hash of the head it stamps, who stamped and when it says so."""

    seq: int
    sha256: str
    head: str
    authority: str
    time: str


class Taking(NamedTuple):
    """A capture or import event: what it says of the record and of the item's principal file."""

    seq: int
    record: str
    sha256: str
    size: int
    anchor: str


class Export(NamedTuple):
    """An export event: how many items the case had, and the list of papers it names (empty, -1 when it names none)."""

    seq: int
    total: int | None
    sha256: str
    size: int


@dataclass
class Item:
    """What the disclosed events say of one item; `derived` is (seq, file, parent), hashes in hex."""

    takings: list[Taking] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)
    derived: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Story:
    """All that later steps need of the events; grows with items and tokens, not with events."""

    items: dict[str, Item] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)
    export: Export | None = None
    gaps: list[tuple[int, int]] = field(default_factory=list)
    last: int = -1
    count: int = 0


def check_events(package: Package, *, log: Log, case: str, findings: Findings) -> Story:
    """Step 6, and step 9 on the way. Reads line by line."""
    story = Story()
    watch = Watch(findings)
    if f"yosuga/{case}" != log.checkpoint.origin:
        _wrong(
            "case",
            f"記録は別の事件（{shown(log.checkpoint.origin)}）のものです",
            f"the log is of another case ({shown(log.checkpoint.origin)})",
            findings=findings,
        )
    if EVENTS not in package.places:
        _wrong(
            "events", "開示された出来事の一覧がありません", "the list of disclosed events is missing", findings=findings
        )
        return story
    try:
        _read(package, story, watch, log=log, case=case.encode(), findings=findings)
    except OSError as wrong:
        unreadable(findings, step=6, path=EVENTS, wrong=wrong)
    _close(story, log=log, findings=findings)
    watch.close()
    return story


def _read(package: Package, story: Story, watch: Watch, *, log: Log, case: bytes, findings: Findings) -> None:
    # Plain locals and slices: this loop runs a hundred thousand times in half a second.
    match, sha256, see, size = EVENT.fullmatch, hashlib.sha256, watch.see, log.tree.size
    leaves, hex_lines = log.tree.leaves, b"0" * 64 + b"\n" + log.hex_lines
    bad = 0
    for number, line in enumerate(lines_of(package, EVENTS, longest=LONGEST_LINE), 1):
        found = match(line)
        if found is None or not (line.isascii() or is_text(line)):
            bad += 1
            _malformed(line, number, findings=findings)
        else:
            values = found.groups()
            seq = int(values[_SEQ])
            if sha256(b"\0" + line).digest() != leaves[32 * seq : 32 * seq + 32] or seq <= story.last:
                bad += 1
                _not_the_leaf(seq, values, story=story, size=size, findings=findings)
            if story.last < seq < size:
                if values[_PREV] != hex_lines[65 * seq : 65 * seq + 64] or values[_CASE] != case:
                    _not_linked(seq, values, findings=findings)
                if seq != story.last + 1:
                    story.gaps.append((story.last + 1, seq - 1))
                see(seq, values, whole=not story.gaps)
                _take(story, seq, values, findings=findings)
        if bad > _MOST_BAD_LINES:
            return


def _take(story: Story, seq: int, values: tuple[bytes | None, ...], *, findings: Findings) -> None:
    """Keep what an event says of its item, of tokens, of erasure and of the export."""
    story.last = seq
    story.count += 1
    kind = values[_TYPE]
    if kind == b"annotate" and values[_SHA256] is None and seq:  # by far the most frequent, and no step needs it
        return
    if seq == 0 and kind != b"case_open":
        _wrong(
            "opening",
            "最初の出来事が事件の開始ではありません",
            "the first event does not open the case",
            findings=findings,
        )
    eid = values[_EID]
    if eid is not None:
        _of_item(story, seq, values, eid=eid.decode(), findings=findings)
    if kind == b"anchor":
        _of_anchor(story, seq, values, findings=findings)
    elif kind == b"export":
        total, sha256, size = values[_TOTAL], values[_SHA256] or b"", values[_SIZE]
        story.export = Export(
            seq, None if total is None else int(total), sha256.decode(), -1 if size is None else int(size)
        )


def _of_item(story: Story, seq: int, values: tuple[bytes | None, ...], *, eid: str, findings: Findings) -> None:
    kind, sha256 = values[_TYPE], values[_SHA256]
    item = story.items.get(eid)
    if item is None:
        item = story.items[eid] = Item()
    if sha256 is not None:
        item.hashes.add(sha256.decode())
    if kind == b"capture" or kind == b"import":  # noqa: PLR1714 - twice as fast as a set, for 100,000 events
        record, anchor, size = (values[_RECORD] or b"").decode(), (values[_ANCHOR] or b"").decode(), values[_SIZE]
        item.takings.append(Taking(seq, record, (sha256 or b"").decode(), -1 if size is None else int(size), anchor))
        if not record:
            _wrong(
                "no-record",
                f"記録{seq}が項目の記録票を示していません",
                f"event {seq} names no item record",
                item=eid,
                findings=findings,
            )
    elif kind == b"derive":
        item.derived.append((seq, (sha256 or b"").decode(), (values[_PARENT] or b"").decode()))
    elif kind == b"erase":
        story.erased.add(eid)


def _of_anchor(story: Story, seq: int, values: tuple[bytes | None, ...], *, findings: Findings) -> None:
    anchor = Anchor(seq, *(_text(values, key) for key in ("sha256", "head", "authority", "time")))
    if not anchor.sha256 or not anchor.head:
        _wrong(
            "anchor", f"記録{seq}が時刻認証を特定していません", f"event {seq} names no token or head", findings=findings
        )
    story.anchors.append(anchor)


def _text(values: tuple[bytes | None, ...], key: str) -> str:
    raw = values[INDEX[key]]
    return "" if raw is None else text(raw)


def _close(story: Story, *, log: Log, findings: Findings) -> None:
    """What is not disclosed is said: sequence numbers without a line are withheld."""
    if story.last + 1 < log.tree.size:
        story.gaps.append((story.last + 1, log.tree.size - 1))
    if story.gaps and story.gaps[0][0] == 0:
        _wrong(
            "opening",
            "事件の開始の記録が開示されていません",
            "the event that opens the case is not disclosed",
            findings=findings,
        )
    withheld = log.tree.size - story.count
    if story.gaps and withheld > 0:
        listed = ranges(story.gaps)
        findings.open(
            6,
            "withheld-events",
            subject=EVENTS,
            ja=f"開示されていない記録が{withheld}件あります（番号 {listed}）。あること自体は証明されています。",
            en=f"{withheld} events are withheld (numbers {listed}). That they exist is proven; "
            "what they say is not shown.",
        )
    if not findings.any_broken(6):
        findings.fine(
            6,
            "events",
            ja=f"開示された{story.count}件の記録は、一覧と一致しました。",
            en=f"The {story.count} disclosed events are those of the log.",
        )


def ranges(gaps: list[tuple[int, int]], *, prefix: str = "", width: int = 1, most: int = 40) -> str:
    """Write ranges as `3, 5–9`, at most forty of them."""
    written = [
        f"{prefix}{low:0{width}}" if low == high else f"{prefix}{low:0{width}}–{prefix}{high:0{width}}"
        for low, high in gaps[:most]
    ]
    return ", ".join(written) + (" …" if len(gaps) > most else "")


def _malformed(body: bytes, number: int, *, findings: Findings) -> None:
    seq, eid = _SEQ_HINT.search(body[:65536]), _EID_HINT.search(body[:65536])
    which = f"{number}" if seq is None else f"{number} (seq {seq.group(1).decode()})"
    _wrong(
        "event-form",
        f"{which}行目が正規の形ではありません。書き換えられたか、壊れています",
        f"line {which} is not a canonical event: it was altered or damaged",
        item=eid.group(1).decode() if eid else "",
        findings=findings,
    )


def _not_the_leaf(seq: int, values: tuple[bytes | None, ...], *, story: Story, size: int, findings: Findings) -> None:
    eid, kind = _text(values, "eid"), _text(values, "type")
    if seq <= story.last:
        code, ja, en = "event-order", f"記録{seq}の順序が違います", f"event {seq} ({kind}) is out of order or repeated"
    elif seq >= size:
        code, ja, en = (
            "event-beyond",
            f"記録{seq}は署名された範囲の外です",
            f"event {seq} ({kind}) is beyond the signed head",
        )
    else:
        code = "event-altered"
        ja = f"記録{seq}（{kind}）が書き換えられています。一覧には元の記録の指紋が残っています"
        en = f"event {seq} ({kind}) was altered; the log still holds the fingerprint of the original"
    _wrong(code, ja, en, item=eid, findings=findings)


def _not_linked(seq: int, values: tuple[bytes | None, ...], *, findings: Findings) -> None:
    _wrong(
        "event-link",
        f"記録{seq}が直前の記録か、この事件につながりません",
        f"event {seq} does not follow from the event before it, or is of another case",
        item=_text(values, "eid"),
        findings=findings,
    )


def _wrong(code: str, ja: str, en: str, *, findings: Findings, item: str = "") -> None:
    findings.broken(6, code, subject=EVENTS, item=item, ja=f"{ja}。", en=f"{en[0].upper()}{en[1:]}.")
