"""What a wrapped key or a sealed text promises: it opens only with its key, only in its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.errors import BadInput, BlobDamaged, VaultDamaged
from yosuga.keys.wrap import (
    BlobBinding,
    CaseBinding,
    Place,
    SecretBinding,
    blind,
    derive,
    open_sealed,
    seal,
    unwrap,
    wrap,
)

KEY = bytes(range(32))
SECRET = bytes(range(100, 132))
BLOB = BlobBinding(case="0f" * 8, item="E0001", revision=1, sha256=bytes(32), size=5)
PLACE = Place(table="event", row="7", field="body")

OTHER_BLOBS = [
    replace(BLOB, case="0e" * 8),
    replace(BLOB, item="E0002"),
    replace(BLOB, revision=2),
    replace(BLOB, sha256=b"\x01" + bytes(31)),
    replace(BLOB, size=6),
]


def test_a_wrapped_key_comes_back() -> None:
    assert unwrap(wrap(SECRET, under=KEY, binding=BLOB), under=KEY, binding=BLOB) == SECRET


@pytest.mark.parametrize("other", OTHER_BLOBS)
def test_a_blob_key_does_not_open_for_anything_but_its_own_blob(other: BlobBinding) -> None:
    with pytest.raises(BlobDamaged):
        unwrap(wrap(SECRET, under=KEY, binding=BLOB), under=KEY, binding=other)


def test_a_case_key_does_not_open_for_another_case() -> None:
    wrapped = wrap(SECRET, under=KEY, binding=CaseBinding("a"))
    with pytest.raises(VaultDamaged):
        unwrap(wrapped, under=KEY, binding=CaseBinding("b"))


def test_kinds_of_wraps_do_not_open_as_each_other() -> None:
    wrapped = wrap(SECRET, under=KEY, binding=CaseBinding("a"))
    with pytest.raises(VaultDamaged):
        unwrap(wrapped, under=KEY, binding=SecretBinding("a", "signing"))


def test_parts_that_join_to_the_same_text_stay_apart() -> None:
    sealed = seal(b"x", under=KEY, place=Place(table="ab", row="c", field="d"))
    with pytest.raises(VaultDamaged):
        open_sealed(sealed, under=KEY, place=Place(table="a", row="bc", field="d"))


@given(st.integers(0, 61 * 8 - 1))
def test_a_flipped_bit_in_a_wrap_is_refused(bit: int) -> None:
    wrapped = bytearray(wrap(SECRET, under=KEY, binding=BLOB))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BlobDamaged):
        unwrap(bytes(wrapped), under=KEY, binding=BLOB)


@given(st.binary(max_size=80))
def test_rubbish_is_refused_and_never_crashes(rubbish: bytes) -> None:
    with pytest.raises(BlobDamaged):
        unwrap(rubbish, under=KEY, binding=BLOB)
    with pytest.raises(VaultDamaged):
        open_sealed(rubbish, under=KEY, place=PLACE)


def test_another_key_is_refused() -> None:
    with pytest.raises(BlobDamaged):
        unwrap(wrap(SECRET, under=KEY, binding=BLOB), under=SECRET, binding=BLOB)


def test_no_two_wraps_are_alike() -> None:
    assert wrap(SECRET, under=KEY, binding=BLOB) != wrap(SECRET, under=KEY, binding=BLOB)


def test_only_32_byte_secrets_are_wrapped() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        wrap(b"short", under=KEY, binding=BLOB)


@given(st.binary(max_size=300))
def test_a_sealed_text_comes_back(plain: bytes) -> None:
    sealed = seal(plain, under=KEY, place=PLACE)
    assert open_sealed(sealed, under=KEY, place=PLACE) == plain
    assert len(sealed) == len(plain) + 29


@pytest.mark.parametrize("other", [replace(PLACE, table="note"), replace(PLACE, row="8"), replace(PLACE, field="name")])
def test_a_sealed_text_does_not_open_in_another_place(other: Place) -> None:
    with pytest.raises(VaultDamaged):
        open_sealed(seal(b"x", under=KEY, place=PLACE), under=KEY, place=other)


def test_labels_give_unrelated_keys() -> None:
    assert derive(KEY, label="a") != derive(KEY, label="b")
    assert derive(KEY, label="a") == derive(KEY, label="a")
    with pytest.raises(ValueError, match="too short"):
        derive(b"hunter2", label="a")


def test_a_name_is_found_however_it_was_composed() -> None:
    composed, decomposed = "ガールズ", "カ\u3099ールス\u3099"  # macOS writes file names the second way
    assert composed != decomposed
    assert blind(KEY, composed) == blind(KEY, decomposed)
    assert blind(KEY, composed) != blind(SECRET, composed)
    assert blind(KEY, "山田") != blind(KEY, "山本")
    with pytest.raises(BadInput):
        blind(KEY, "\ud800")
