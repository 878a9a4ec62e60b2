"""Steps 7 and 8: each item's record, its proof of inclusion, and a voucher for every file below data/."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from yosuga_verifier import canonical
from yosuga_verifier.bag import Bag
from yosuga_verifier.events import Item, Story, Taking, ranges
from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.log import Log, member
from yosuga_verifier.merkle import is_included
from yosuga_verifier.notes import LARGEST, BadNoteError, parse_proof
from yosuga_verifier.opening import Package
from yosuga_verifier.papers import EXHIBITS, check_papers
from yosuga_verifier.paths import fault, fold, item_of

_LARGEST_RECORD = 16 * 1024 * 1024
_RECORD_KEYS = {"case", "eid", "files", "kind", "source", "title", "v"}
_FILE_KEYS = {"media_type", "name", "role", "sha256", "size"}
_HASH = re.compile(r"[0-9a-f]{64}")
_ROLES = ("raw", "derived", "vault")


@dataclass(frozen=True)
class Named:
    """A file as a record names it; `sha256` in hex, `size` in bytes."""

    name: str
    role: str
    sha256: str
    size: int


@dataclass
class Disclosed:
    """What steps 7 and 8 know of one item: the files its record names, and its files that are here, by hash."""

    named: list[Named] = field(default_factory=list)
    here: dict[str, str] = field(default_factory=dict)


def check_records(package: Package, *, log: Log, story: Story, case: str, findings: Findings) -> dict[str, Disclosed]:
    """Step 7. Returns what is known of each disclosed item, by id."""
    disclosed: dict[str, Disclosed] = {}
    for eid, item in sorted(story.items.items(), key=lambda pair: number(pair[0])):
        if item.takings:
            disclosed[eid] = Disclosed(_check_record(package, eid, item, case=case, findings=findings))
            _check_proof(package, eid, item.takings[0], log=log, findings=findings)
    _check_strays(package, disclosed, findings=findings)
    _check_count(disclosed, story=story, findings=findings)
    if not findings.any_broken(7):
        findings.fine(
            7,
            "items",
            ja=f"項目{len(disclosed)}件の記録票は、記録の一覧に含まれています。",
            en=f"The records of {len(disclosed)} items are included in the log.",
        )
    return disclosed


def check_vouched(
    package: Package, disclosed: dict[str, Disclosed], *, bag: Bag, story: Story, findings: Findings
) -> None:
    """Step 8, for which the files must have been hashed."""
    unread = _check_files(package, disclosed, bag=bag, story=story, findings=findings)
    check_papers(package, bag=bag, disclosed=disclosed, export=story.export, findings=findings)
    _check_absent(disclosed, story=story, unread=unread, findings=findings)
    if not findings.any_broken(8):
        findings.fine(8, "files", ja="全ファイルに、記録の裏付けがあります。", en="The log vouches for every file.")


def number(eid: str) -> int:
    """The number of an item id."""
    return int(eid[1:])


def _check_record(package: Package, eid: str, item: Item, *, case: str, findings: Findings) -> list[Named]:
    """Step 7: the record is the one each capture or import event names. Returns its files."""
    path = f"proof/records/{eid}.json"
    raw = member(package, path, most=_LARGEST_RECORD, step=7, item=eid, findings=findings)
    if raw is None:
        return []
    digest = hashlib.sha256(raw).hexdigest()
    if any(taking.record != digest for taking in item.takings):
        _broken(
            7,
            "record-altered",
            path,
            eid,
            "記録票が、記録の一覧に残る元のものと違います",
            f"the item record is not the one the log names (SHA-256 {item.takings[0].record})",
            findings,
        )
        return []
    try:
        named = _parse_record(raw, eid=eid, case=case)
    except ValueError as wrong:
        _broken(7, "record-form", path, eid, "記録票の形が違います", f"the item record is malformed: {wrong}", findings)
        return []
    known = {(one.sha256, one.size) for one in named}
    for taking in item.takings:
        if taking.sha256 and (taking.sha256, taking.size) not in known:
            _broken(
                7,
                "principal",
                path,
                eid,
                f"記録{taking.seq}の主なファイルが記録票にありません",
                f"the principal file of event {taking.seq} is not in the record",
                findings,
            )
    return named


def _parse_record(raw: bytes, *, eid: str, case: str) -> list[Named]:
    """Part C. Raises ValueError saying what is wrong."""
    value = canonical.parse(raw)
    if not isinstance(value, dict) or value.keys() != _RECORD_KEYS:
        raise ValueError("other keys than part C names")
    if value["v"] is True or (value["v"], value["case"], value["eid"]) != (1, case, eid):
        raise ValueError("another version, case or item")
    if value["source"] not in ("captured", "imported"):
        raise ValueError("another source")
    files = value["files"]
    if not isinstance(files, list) or not all(isinstance(value[key], str) for key in ("kind", "title")):
        raise ValueError("values of another kind")
    named = [_parse_file(one) for one in files]
    names = [one.name for one in named]
    if names != sorted(names) or len({fold(name) for name in names}) != len(names):
        raise ValueError("files not sorted by name, or named twice")
    if any(fault(f"data/captures/{eid}/{name}") for name in names):
        raise ValueError("a file has an unlawful name")
    return named


def _parse_file(value: object) -> Named:
    if not isinstance(value, dict) or value.keys() != _FILE_KEYS or value["role"] not in _ROLES:
        raise ValueError("a file has other keys or another role")
    name, role, sha256, size = value["name"], value["role"], value["sha256"], value["size"]
    if (type(name), type(sha256), type(value["media_type"]), type(size)) != (str, str, str, int):
        raise ValueError("a file has values of another kind")
    if not _HASH.fullmatch(sha256):
        raise ValueError("a file has no SHA-256")
    return Named(name, role, sha256, size)


def _check_proof(package: Package, eid: str, taking: Taking, *, log: Log, findings: Findings) -> None:
    """Step 7: the tlog-proof leads from the event's leaf to this checkpoint."""
    path = f"proof/{eid}.tlog-proof"
    raw = member(package, path, most=LARGEST, step=7, item=eid, findings=findings)
    if raw is None:
        return
    try:
        proof = parse_proof(raw)
    except BadNoteError as wrong:
        _broken(7, "proof-form", path, eid, "包含証明の形が違います", f"the proof is malformed: {wrong}", findings)
        return
    head = log.checkpoint
    leads = is_included(log.tree.leaf(taking.seq), index=taking.seq, size=head.size, path=proof.path, root=head.root)
    if proof.index != taking.seq or proof.checkpoint != log.raw or not leads:
        _broken(
            7,
            "proof",
            path,
            eid,
            "包含証明が、この項目の記録か先頭値と合いません",
            "the proof does not lead from this item's event to this head",
            findings,
        )


def _check_strays(package: Package, disclosed: dict[str, Disclosed], *, findings: Findings) -> None:
    """Step 7: a record or proof of an item that is not disclosed proves nothing and misleads."""
    for path in package.places:
        if path.startswith("proof/records/") or path.endswith(".tlog-proof"):
            eid = item_of(path)
            if path not in {f"proof/records/{eid}.json", f"proof/{eid}.tlog-proof"} or eid not in disclosed:
                _broken(
                    7,
                    "stray-proof",
                    path,
                    eid,
                    "開示された記録のどれにも対応しません",
                    "it belongs to no disclosed event",
                    findings,
                )


def _check_count(disclosed: dict[str, Disclosed], *, story: Story, findings: Findings) -> None:
    """Step 7: ids run from E0001 to the total of the newest export without a silent gap."""
    if story.export is None or story.export.total is None:
        findings.open(
            7,
            "no-total",
            ja="事件の項目の総数を示す書き出しの記録が開示されていません。",
            en="No disclosed export event says how many items the case has.",
        )
        return
    seq, total = story.export.seq, story.export.total
    for eid in disclosed:
        if number(eid) > total and story.items[eid].takings[0].seq < seq:
            _broken(7, "beyond-total", "", eid, f"項目は{total}件のはずです", f"the case has {total} items", findings)
    missing = _gaps({number(eid) for eid in disclosed.keys() | story.erased}, total=total)
    if missing:
        findings.open(
            7,
            "withheld-items",
            ja=f"開示されていない項目があります: {ranges(missing, prefix='E', width=4)}。",
            en=f"Items are withheld: {ranges(missing, prefix='E', width=4)}.",
        )
    for eid in sorted(story.erased - disclosed.keys(), key=number):
        findings.open(
            7,
            "erased-item",
            item=eid,
            ja="持ち主の希望で消去された項目です。消去したことは記録に残っています。",
            en="This item was erased as its owner wished; the log says so.",
        )


def _gaps(known: set[int], *, total: int) -> list[tuple[int, int]]:
    gaps = []
    begin = 1
    for one in sorted(known | {total + 1}):
        if one > total + 1:
            break
        if one > begin:
            gaps.append((begin, one - 1))
        begin = max(begin, one + 1)
    return gaps


def _check_files(
    package: Package, disclosed: dict[str, Disclosed], *, bag: Bag, story: Story, findings: Findings
) -> set[str]:
    """Step 8: each file but the papers has a hash its item vouches for, and the size its record says.

    Returns the items with a file that is here and could not be read.
    """
    unread = set()
    vouched = {eid: set(item.hashes) for eid, item in story.items.items()}
    sizes = {eid: {one.sha256: one.size for one in known.named} for eid, known in disclosed.items()}
    for eid, known in disclosed.items():
        vouched[eid].update(one.sha256 for one in known.named)
    for path, place in package.places.items():
        if not path.startswith("data/") or path.startswith(EXHIBITS):
            continue
        sha256, eid = bag.sha256.get(path), item_of(path)
        if sha256 is None:
            unread.add(eid)
        elif sha256 not in vouched.get(eid, ()):
            _nobody(path, eid, known=eid in disclosed, findings=findings)
        elif sizes.get(eid, {}).get(sha256, place.size) != place.size:
            _broken(8, "size", path, eid, "大きさが記録票と違います", "its size is not what the record says", findings)
        elif eid in disclosed:
            disclosed[eid].here[sha256] = path
    return unread


def _nobody(path: str, eid: str, *, known: bool, findings: Findings) -> None:
    if known:
        ja = "この内容は、この項目の記録票にも記録にもありません。差し替えられたか、書き換えられています"
        en = f"neither the record nor the events of {eid} know this content: it was replaced or altered"
    else:
        ja, en = "どの記録にも裏付けのないファイルです", "no disclosed event or record vouches for this file"
    _broken(8, "unvouched", path, eid, ja, en, findings)


def _check_absent(disclosed: dict[str, Disclosed], *, story: Story, unread: set[str], findings: Findings) -> None:
    """Step 8: files that are named but not here are withheld; what a file was derived from is of the same item."""
    for eid, known in disclosed.items():
        item = story.items[eid]
        wanted = {one.sha256: one.name for one in known.named if one.role != "vault"}
        wanted.update({sha256: f"derive {seq}" for seq, sha256, _parent in item.derived if sha256 not in wanted})
        for sha256, name in wanted.items():
            if sha256 not in known.here and eid not in unread:  # one that is here and unreadable is not withheld
                _absent(eid, name, sha256, erased=eid in story.erased, findings=findings)
        own = {one.sha256 for one in known.named} | item.hashes
        for seq, _sha256, parent in item.derived:
            if parent and parent not in own:
                _broken(
                    8,
                    "parent",
                    "",
                    eid,
                    f"記録{seq}の派生元がこの項目のものではありません",
                    f"event {seq} derives a file from one that is not of this item",
                    findings,
                )


def _absent(eid: str, name: str, sha256: str, *, erased: bool, findings: Findings) -> None:
    why_ja, why_en = ("消去", "erased") if erased else ("非開示", "withheld")
    findings.open(
        8,
        f"{why_en}-file",
        subject=name,
        item=eid,
        ja=f"記録にあるファイルがここにありません（{why_ja}）。元のSHA-256は {sha256} です。",
        en=f"A file the log names is not here ({why_en}): {shown(name)}, whose SHA-256 was {sha256}.",
    )


def _broken(step: int, code: str, subject: str, item: str, ja: str, en: str, findings: Findings) -> None:
    findings.broken(step, code, subject=subject, item=item, ja=f"{ja}。", en=f"{en[0].upper()}{en[1:]}.")
