"""The folder `proof/`: events, leaves, checkpoint, records, inclusion proofs and earlier stamped heads."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from hashlib import sha256
from itertools import pairwise
from typing import Final

from yosuga.custody import events
from yosuga.custody.events import Event, EventType
from yosuga.custody.merkle import Tree
from yosuga.custody.notes import VerifierKey, origin, verify_checkpoint
from yosuga.custody.package.bag import manifest
from yosuga.custody.package.contents import Item, PackageFile, ProofFiles
from yosuga.custody.proofs import tlog_proof
from yosuga.custody.records import FileRole, ItemRecord, decode, digest
from yosuga.errors import BadCheckpoint, BadEvent, PackageError

PAPERS: Final = "proof/papers.txt"
_INCOMING: Final = {EventType.CAPTURE, EventType.IMPORT}
_PLACE: Final = re.compile(r"data/(?:originals/(?P<original>E[0-9]{4,9})_|captures/(?P<capture>E[0-9]{4,9})/)")
_EXHIBIT: Final = re.compile(
    r"data/exhibits/[甲乙丙疎]{1,2}[0-9]{3,}(?:の[0-9]+)?(?:-[0-9]+)?_(?P<item>E[0-9]{4,9})_[^/]+"
)
_AUTHORITY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


class Proof:
    """A proof whose parts fit each other, and what it vouches for."""

    def __init__(self, proof: ProofFiles, *, case: str, papers: Mapping[str, str]) -> None:
        """Check the parts. Raises PackageError: a package that its own verifier would call broken is never written.

        `papers` are the exhibits by path with their SHA-256 (hex).
        """
        self._proof = proof
        self._papers = manifest(papers)
        self._tree = Tree(proof.leaves)
        _check_head(proof, tree=self._tree, case=case)
        disclosed = _disclosed(proof, case=case)
        self._hashes = {(event.eid, event.sha256) for event in disclosed.values() if event.sha256}
        for item in proof.items:
            record = _record(item, event=disclosed.get(item.seq))
            # Files of role `vault` (the values of cookies, say) never leave the vault.
            self._hashes |= {(item.eid, file.sha256) for file in record.files if file.role is not FileRole.VAULT}
        _check_papers(papers, listed=self._papers, disclosed=disclosed.values(), eids={one.eid for one in proof.items})

    @property
    def checkpoint(self) -> bytes:
        """The signed head."""
        return self._proof.checkpoint

    @property
    def vkey(self) -> str:
        """The key that signed the head."""
        return self._proof.vkey

    @property
    def items(self) -> Sequence[str]:
        """The ids of the disclosed items."""
        return [item.eid for item in self._proof.items]

    def check_payload(self, file: PackageFile) -> None:
        """Raise PackageError unless the file lies in an item's place and that item's event or record names its hash."""
        place = _PLACE.match(file.path)
        if place is None:
            raise PackageError("a payload file in no item's place")
        eid = place["original"] or place["capture"]
        if (eid, file.sha256) not in self._hashes:
            raise PackageError(f"{eid}: a file that no disclosed event or record vouches for")

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every proof file."""
        yield from _log_files(self._proof)
        if self._papers:
            yield PAPERS, self._papers
        for item in self._proof.items:
            proof = tlog_proof(index=item.seq, path=self._tree.inclusion(item.seq), checkpoint=self._proof.checkpoint)
            yield f"proof/records/{item.eid}.json", item.record
            yield f"proof/{item.eid}.tlog-proof", proof
        yield from _stamp_files(self._proof)


def _check_papers(papers: Mapping[str, str], *, listed: bytes, disclosed: Iterable[Event], eids: Set[str]) -> None:
    """The newest export event names the list of the papers, and each paper is of a disclosed item."""
    exports = [event for event in disclosed if event.type is EventType.EXPORT]
    if (exports[-1].sha256 if exports else None) != (sha256(listed).hexdigest() if papers else None):
        raise PackageError("the export event does not name these papers")
    for path in papers:
        place = _EXHIBIT.fullmatch(path)
        if place is None or place["item"] not in eids:
            raise PackageError("a paper that is no exhibit of a disclosed item")


def _check_head(proof: ProofFiles, *, tree: Tree, case: str) -> None:
    try:
        head = verify_checkpoint(proof.checkpoint, vkey=VerifierKey.parse(proof.vkey))
    except BadCheckpoint as wrong:
        raise PackageError(wrong.detail) from wrong
    if (head.origin, head.size, head.root) != (origin(case), tree.size, tree.root):
        raise PackageError("the signed head is not that of these leaves")


def _disclosed(proof: ProofFiles, *, case: str) -> dict[int, Event]:
    try:
        found = [(events.decode(line), events.leaf(line)) for line in proof.lines]
    except BadEvent as wrong:
        raise PackageError(wrong.detail) from wrong
    for event, leaf in found:
        if event.case != case or not event.seq < len(proof.leaves) or proof.leaves[event.seq] != leaf:
            raise PackageError(f"event {event.seq} is not the one in the log")
    if any(before.seq >= after.seq for (before, _), (after, _) in pairwise(found)):
        raise PackageError("events out of order")
    if not found or found[0][0].type is not EventType.CASE_OPEN:
        raise PackageError("the first event of the case is missing")
    return {event.seq: event for event, _ in found}


def _record(item: Item, *, event: Event | None) -> ItemRecord:
    if event is None or event.type not in _INCOMING or event.eid != item.eid:
        raise PackageError(f"{item.eid}: event {item.seq} did not bring it in")
    if event.record != digest(item.record):
        raise PackageError(f"{item.eid}: the record is not the one its event names")
    try:
        record = decode(item.record)
    except BadEvent as wrong:
        raise PackageError(f"{item.eid}: {wrong.detail}") from wrong
    if (record.case, record.eid) != (event.case, event.eid):
        raise PackageError(f"{item.eid}: the record is of another item")
    return record


def _log_files(proof: ProofFiles) -> Iterator[tuple[str, bytes]]:
    yield "proof/events.jsonl", b"".join(line + b"\n" for line in proof.lines)
    yield "proof/leaves.txt", "".join(f"{leaf.hex()}\n" for leaf in proof.leaves).encode()
    yield "proof/checkpoint.txt", proof.checkpoint
    yield "proof/keys.txt", f"{proof.vkey}\n".encode()


def _stamp_files(proof: ProofFiles) -> Iterator[tuple[str, bytes]]:
    for stamp in proof.stamps:
        name = sha256(stamp.token).hexdigest()
        yield f"proof/tokens/{name}.tsr", stamp.token
        yield f"proof/tokens/{name}.note", stamp.note
    for authority, certificate in proof.certificates.items():
        yield f"proof/tsa-certs/{authority_name(authority)}.pem", certificate


def authority_name(name: str) -> str:
    """Return an authority's name; raise PackageError when it is not a short ASCII word, fit for a file name."""
    if not _AUTHORITY.fullmatch(name) or name == "none":
        raise PackageError("an authority whose name is not a short word")
    return name
