"""The memo slot: its own passphrase opens it, nothing else does, and nobody sees whether there is one."""

import os
from dataclasses import replace

import pytest

from yosuga.errors import VaultDamaged
from yosuga.keys import slot
from yosuga.keys.cost import Cost
from yosuga.keys.passphrase import PassphraseTooShort
from yosuga.keys.slot import Memo, Slot, SlotFull

MASTER = bytes(range(32))
PASSPHRASE = "牛乳 たまご パン 電池"
MEMOS = (Memo(1, "2026-11-22T10:00:00Z", "牛乳"), Memo(3, "2026-11-22T11:00:00Z", "歯医者\n火曜"))


def used(*, plain: bool = False) -> Slot:
    return slot.used(passphrase=PASSPHRASE, master=MASTER, cost=Cost.floor(), random=os.urandom, plain=plain)


def unused() -> Slot:
    return slot.unused(master=MASTER, cost=Cost.floor(), random=os.urandom)


def test_what_is_written_is_read_again_by_its_own_passphrase_alone() -> None:
    made = used()
    under = slot.key_of(made, passphrase=PASSPHRASE)
    kept = Slot.from_bytes(slot.with_memos(made, MEMOS, under=under).to_bytes())
    assert slot.memos_in(kept, under=slot.key_of(kept, passphrase=PASSPHRASE)) == MEMOS
    assert slot.memos_in(kept, under=slot.key_of(kept, passphrase=PASSPHRASE + "x")) is None
    assert slot.memos_in(kept, under=MASTER) is None


def test_full_width_and_half_width_are_the_same_passphrase() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in "ABC12345")
    made = slot.used(passphrase=wide, master=MASTER, cost=Cost.floor(), random=os.urandom, plain=False)
    assert slot.memos_in(made, under=slot.key_of(made, passphrase="ABC12345")) == ()


def test_used_unused_full_and_empty_are_of_one_size_and_only_the_owner_tells_them_apart() -> None:
    made = used()
    full = slot.with_memos(made, MEMOS * 100, under=slot.key_of(made, passphrase=PASSPHRASE))
    sizes = {len(one.to_bytes()) for one in (made, full, unused(), used(plain=True))}
    assert sizes == {slot.SIZE}
    assert slot.is_used(made, master=MASTER)
    assert not slot.is_used(unused(), master=MASTER)
    with pytest.raises(VaultDamaged):
        slot.is_used(made, master=bytes(32))


def test_what_is_too_much_is_refused_before_anything_is_lost() -> None:
    made = used()
    under = slot.key_of(made, passphrase=PASSPHRASE)
    with pytest.raises(SlotFull):
        slot.with_memos(made, [replace(MEMOS[0], text="あ" * 30_000)], under=under)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        slot.used(passphrase="短い", master=MASTER, cost=Cost.floor(), random=os.urandom, plain=False)


def test_a_file_in_another_form_is_refused_and_an_altered_one_does_not_open() -> None:
    raw = bytearray(used().to_bytes())
    for other in (b"", bytes(raw[:-1]), bytes(raw) + b"\0", b"\x02" + bytes(raw[1:]), bytes(len(raw))):
        with pytest.raises(VaultDamaged):
            Slot.from_bytes(other)
    raw[-1] ^= 1
    altered = Slot.from_bytes(bytes(raw))
    assert slot.memos_in(altered, under=slot.key_of(altered, passphrase=PASSPHRASE)) is None
