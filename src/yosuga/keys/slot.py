"""The memo slot: a file of one size in every vault, used or not; only its own passphrase tells which of the two it is.

What lies in it belongs to a second, harmless passphrase (docs/decisions/0012). An unused slot is made exactly as a used
one is, under a key that nobody keeps. The file `memos` is described in docs/formats/vault.md.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from yosuga.errors import BadInput, VaultDamaged
from yosuga.keys import passphrase as passphrases
from yosuga.keys import wrap
from yosuga.keys.cost import SALT, Cost, stretch

Random = Callable[[int], bytes]

ROOM = 60 * 1024  # bytes of memos
_LONGER = 29  # what sealing adds
_VERSION = 1
_HEAD = struct.Struct(f">BBIII{SALT}s")
_YES, _NO = b"\x01", b"\x00"
SIZE = _HEAD.size + (1 + _LONGER) + (ROOM + _LONGER)


class SlotFull(BadInput):
    """There is no room for another memo."""

    code: ClassVar[str] = "memos-full"
    ja: ClassVar[str] = "メモがいっぱいです。古いメモを消すと、また書けます。前からのメモはそのままです。"
    en: ClassVar[str] = "There is no room for more. Delete an old memo to write again. The memos are as they were."


@dataclass(frozen=True, slots=True)
class Memo:
    """One memo. `written` is RFC 3339, the device's claim."""

    number: int
    written: str
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The file. `plain` says in the clear that the app begins as a locked memo; `owners` only the true vault reads."""

    plain: bool
    cost: Cost
    salt: bytes
    owners: bytes
    memos: bytes

    def to_bytes(self) -> bytes:
        """Return the file, of the same size whatever is in it."""
        cost = self.cost
        head = _HEAD.pack(_VERSION, self.plain, cost.memory_kib, cost.passes, cost.lanes, self.salt)
        return head + self.owners + self.memos

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the file. Raises VaultDamaged."""
        if len(data) != SIZE:
            raise VaultDamaged("memos: wrong length")
        version, plain, memory_kib, passes, lanes, salt = _HEAD.unpack_from(data)
        if version != _VERSION or plain > 1:
            raise VaultDamaged("memos: not in a form this version knows")
        cost = Cost(memory_kib=memory_kib, passes=passes, lanes=lanes)
        middle = _HEAD.size + 1 + _LONGER
        return cls(bool(plain), cost, salt, owners=data[_HEAD.size : middle], memos=data[middle:])


def unused(*, master: bytes, cost: Cost, random: Random, plain: bool = False) -> Slot:
    """Return a slot that no passphrase opens: its memos are none, under a key that is thrown away here."""
    return _made(random(wrap.KEY), used=_NO, salt=random(SALT), master=master, cost=cost, plain=plain)


def used(*, passphrase: str, master: bytes, cost: Cost, random: Random, plain: bool) -> Slot:
    """Return an empty slot for this passphrase. Takes as long as `cost` says. Raises PassphraseTooShort."""
    passphrases.check_new(passphrase)
    salt = random(SALT)
    under = stretch(passphrases.to_bytes(passphrase), salt=salt, cost=cost)
    return _made(under, used=_YES, salt=salt, master=master, cost=cost, plain=plain)


def key_of(slot: Slot, *, passphrase: str) -> bytes:
    """Return what the passphrase stands for here, right or wrong. Takes as long as the slot's cost says."""
    return stretch(passphrases.to_bytes(passphrase), salt=slot.salt, cost=slot.cost)


def is_used(slot: Slot, *, master: bytes) -> bool:
    """Say whether a passphrase was set; only the true vault's master key can ask. Raises VaultDamaged."""
    return wrap.open_sealed(slot.owners, under=_owners(master), place=_place("owners")) == _YES


def memos_in(slot: Slot, *, under: bytes) -> Sequence[Memo] | None:
    """Return the memos, or None when this is not the slot's key."""
    try:
        content = wrap.open_sealed(slot.memos, under=under, place=_place("memos"))
    except VaultDamaged:
        return None
    return tuple(Memo(int(one["number"]), str(one["written"]), str(one["text"])) for one in json.loads(content))


def with_memos(slot: Slot, memos: Sequence[Memo], *, under: bytes) -> Slot:
    """Return the slot with these memos in it. Raises SlotFull."""
    return replace(slot, memos=_sealed(memos, under=under))


def _made(under: bytes, *, used: bytes, salt: bytes, master: bytes, cost: Cost, plain: bool) -> Slot:
    owners = wrap.seal(used, under=_owners(master), place=_place("owners"))
    return Slot(plain, cost, salt, owners=owners, memos=_sealed((), under=under))


def _sealed(memos: Sequence[Memo], *, under: bytes) -> bytes:
    listed = [{"number": one.number, "text": one.text, "written": one.written} for one in memos]
    content = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(content) > ROOM:
        raise SlotFull
    return wrap.seal(content.ljust(ROOM), under=under, place=_place("memos"))


def _owners(master: bytes) -> bytes:
    return wrap.derive(master, label="memo-slot")


def _place(field: str) -> wrap.Place:
    return wrap.Place("memo-slot", "0", field)
