"""The verifier: from the bytes of an answer and an identity document to what the account has signed. No network.

https://atproto.com/specs/repository ("Commit Objects", "CAR File Serialization") and com.atproto.sync.getRecord.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from yosuga.capture.atproto import car, cbor, tree
from yosuga.capture.atproto.address import Place
from yosuga.capture.atproto.found import Proof, Record
from yosuga.capture.atproto.identity import Identity
from yosuga.capture.atproto.keys import check
from yosuga.capture.atproto.links import Link
from yosuga.capture.atproto.refusing import ProofRefused

_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_COMMIT = {"did", "version", "data", "rev", "sig"}
_CLOCK_OFF = timedelta(hours=1)  # how far a server's clock may go ahead of ours


def verify(
    archive: bytes,
    *,
    place: Place,
    identity: Identity,
    at_least: str = "",
    since: datetime | None = None,
    moment: datetime | None = None,
) -> Proof:
    """Return what `archive` proves of `place`. Raises ProofRefused for whatever is incomplete, forged, large or old.

    Old is: before the revision `at_least` that was seen before, or, where it would prove an absence, before the moment
    `since` at which the record was seen and before the time in the record's own key. A revision more than an hour after
    `moment` is refused too.
    """
    # 1. Every block hashes to the name it has.
    found = car.read(archive)
    # 2. The root is a commit of this account, in its one form.
    commit = _commit(found)
    if commit["did"] != identity.did:
        raise ProofRefused("another account")
    # 3. The account's key signed exactly this commit.
    signature = commit["sig"]
    unsigned = {name: value for name, value in commit.items() if name != "sig"}
    if not isinstance(signature, bytes):
        raise ProofRefused("commit")
    check(signature, over=cbor.encode(unsigned), key=identity.key)
    # 4. Its revision is one that can speak of now.
    rev, data = str(commit["rev"]), commit["data"]
    signed = time_of(rev)
    if rev < at_least or (moment is not None and signed > moment + _CLOCK_OFF):
        raise ProofRefused("revision")
    # 5. Its tree holds the record in the one place where it can be, or nothing.
    if not isinstance(data, Link):
        raise ProofRefused("commit")
    link = tree.find(place.key, root=data, blocks=found.blocks)
    if link is None:
        _young_enough(signed, place=place, since=since)
    return Proof(
        place=place,
        did=identity.did,
        rev=rev,
        signed=signed,
        commit=str(found.root),
        key_text=identity.key_text,
        record=None if link is None else _record(link, blocks=found.blocks),
    )


def time_of(tid: str) -> datetime:
    """Return the time inside a TID (revision or record key): 53 bits of microseconds. Raises ProofRefused."""
    if not is_tid(tid):
        raise ProofRefused("revision")
    number = 0
    for letter in tid:
        number = number << 5 | _LETTERS.index(letter)
    return datetime.fromtimestamp(0, tz=UTC) + timedelta(microseconds=number >> 10)


def is_tid(text: str) -> bool:
    """Whether it is a TID: 13 letters of base 32 in order of time, the first bit zero (https://atproto.com/specs/tid)."""
    return len(text) == 13 and set(text) <= set(_LETTERS) and text[0] in _LETTERS[:16]


def _commit(found: car.Archive) -> Mapping[str, cbor.Value]:
    block = found.blocks.get(found.root)
    commit = cbor.decode(block) if block is not None else None
    if not isinstance(commit, dict) or set(commit) - {"prev"} != _COMMIT:
        raise ProofRefused("commit")
    if type(commit["version"]) is not int or commit["version"] != 3:
        raise ProofRefused("commit")
    if not isinstance(commit["rev"], str) or not isinstance(commit.get("prev"), Link | None):
        raise ProofRefused("commit")
    return commit


def _record(link: Link, *, blocks: Mapping[Link, bytes]) -> Record:
    block = blocks.get(link)
    value = cbor.decode(block) if block is not None else None
    if not isinstance(value, dict):
        raise ProofRefused("block missing" if block is None else "record")
    return Record(cid=str(link), value=value)


def _young_enough(signed: datetime, *, place: Place, since: datetime | None) -> None:
    """Refuse an absence from before the record was there: every account's older trees lack its newer posts."""
    born = time_of(place.record) if is_tid(place.record) else None
    if any(limit is not None and signed < limit for limit in (since, born)):
        raise ProofRefused("older than the record")
