"""The header file: read exactly, refused when anything in it is not as it was written."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.errors import VaultDamaged
from yosuga.keys.cost import Cost
from yosuga.keys.header import Header

HEADER = Header(
    vault="00112233445566778899aabbccddeeff",
    mark=bytes(range(16)),
    cost=Cost.floor(),
    salt=bytes(range(16)),
    by_passphrase=bytes(61),
    by_recovery=bytes(range(61)),
)
WRITTEN = HEADER.to_bytes()


def changed(path: list[str], value: object) -> bytes:
    body = json.loads(WRITTEN)
    place = body
    for word in path[:-1]:
        place = place[word]
    place[path[-1]] = value
    return json.dumps(body, sort_keys=True, indent=1).encode() + b"\n"


def test_a_header_comes_back_as_it_was_written() -> None:
    assert Header.from_bytes(WRITTEN) == HEADER
    with_keyring = replace(HEADER, by_keyring=bytes(61))
    assert Header.from_bytes(with_keyring.to_bytes()) == with_keyring


@given(st.integers(0, len(WRITTEN) * 8 - 1))
def test_a_flipped_bit_is_damage_and_not_a_wrong_passphrase(bit: int) -> None:
    damaged = bytearray(WRITTEN)
    damaged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VaultDamaged):
        Header.from_bytes(bytes(damaged))


@given(st.integers(0, len(WRITTEN) - 1))
def test_a_cut_header_is_refused(length: int) -> None:
    with pytest.raises(VaultDamaged):
        Header.from_bytes(WRITTEN[:length])


HOSTILE: list[tuple[list[str], object]] = [
    (["argon2id", "memory_kib"], 2**40),
    (["argon2id", "memory_kib"], 8),
    (["argon2id", "memory_kib"], 65536.0),
    (["argon2id", "memory_kib"], True),
    (["argon2id", "memory_kib"], "65536"),
    (["argon2id", "passes"], 2**31),
    (["argon2id", "passes"], 0),
    (["argon2id", "lanes"], 0),
    (["argon2id", "lanes"], 10**9),
    (["argon2id", "salt"], ""),
    (["argon2id"], []),
    (["vault"], "../../etc"),
    (["vault"], "00112233445566778899AABBCCDDEEFF"),
    (["vault"], "0011 233445566778899aabbccddeeff"),
    (["mark"], None),
    (["by_passphrase"], "zz" * 61),
    (["by_recovery"], None),
    (["by_keyring"], "00"),
    (["version"], 2),
    (["format"], "other"),
    (["unknown"], 1),
    (["sha256"], "0" * 64),
]


@pytest.mark.parametrize(("path", "value"), HOSTILE)
def test_hostile_values_are_refused(path: list[str], value: object) -> None:
    with pytest.raises(VaultDamaged):
        Header.from_bytes(changed(path, value))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"argon2id":' + b"9" * 5000 + b"}",
        WRITTEN + b" ",
        WRITTEN.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + WRITTEN,
        b" " * 20_000,
    ],
)
def test_what_is_not_a_header_is_refused(data: bytes) -> None:
    with pytest.raises(VaultDamaged):
        Header.from_bytes(data)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_rubbish_never_crashes(data: bytes) -> None:
    with pytest.raises(VaultDamaged):
        Header.from_bytes(data)
