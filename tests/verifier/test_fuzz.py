"""Bytes spoilt at random, with fixed seeds: the verifier always answers, and never with a traceback."""

import contextlib
import json
import random
import re
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.conftest import Check
from tests.verifier.world import World
from yosuga_verifier import canonical, der, notes

SPLICES = [
    b"", b"\0", b"\n", b"\r\n", b" ", b'"', b"\\", b"{", b"[", b"}", b",", b"-", b"0", b"9" * 20, b"1e9", b"1.0",
    b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"null", b"true", b"../", b"%0A", b"0\x80",
]  # fmt: skip
HEX = re.compile(rb"[0-9a-f]{64}")
# What an editor may change without touching evidence or proof; only a seal or the manifests hold these.
LOOSE = ("bag-info.txt", "verify/", "seal.none.txt")


def spoilt(data: bytes, *, chance: random.Random) -> bytes:
    """The same bytes but for one flip, cut, copy or splice."""
    at = chance.randrange(len(data))
    to = min(len(data), at + chance.choice((1, 1, 2, 8, 64, 1000)))
    kind = chance.randrange(5)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[to:]
    if kind == 2:
        return data[:to] + data[at:]
    if kind == 3:
        return data[:at] + chance.choice(SPLICES) + data[at:]
    return data[:at] + chance.choice(SPLICES) + data[to:]


def differently(data: bytes, *, chance: random.Random) -> bytes:
    while (changed := spoilt(data, chance=chance)) == data:
        pass
    return changed


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(6))
def test_any_spoilt_file_is_broken_and_stays_so_when_the_manifests_are_redone(
    seed: int, world: World, check: Check, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    top = build.copy(world.offline, tmp_path)
    whole = sorted(path for path in top.rglob("*") if path.is_file() and not path.name.startswith("seal."))
    small = [path for path in whole if "verify" not in path.parts]
    kept = {path: path.read_bytes() for path in whole}
    for _ in range(25):
        path = chance.choice(small)
        path.write_bytes(differently(kept[path], chance=chance))
        assert check(top, *world.trust).exit == 1, (seed, path.name)
        if path.name not in {build.MANIFEST, build.TAGMANIFEST}:
            build.redo_manifests(top)
            verdict = check(top, *world.trust)
            assert verdict.exit == 1 or path.relative_to(top).as_posix().startswith(LOOSE), (seed, path.name)
        for name in {path, top / build.MANIFEST, top / build.TAGMANIFEST}:
            name.write_bytes(kept[name])
    assert check(top, *world.trust).exit == 2


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_zip_is_never_called_fine(seed: int, world: World, check: Check, tmp_path: Path) -> None:
    """Dates and attributes of entries are nobody's evidence, so spoiling them may leave 要確認."""
    chance = random.Random(seed)
    path = build.zipped(world.offline, tmp_path / "a.zip")
    raw = path.read_bytes()
    begin = raw.index(b"PK\1\2")
    for number in range(40):
        half = differently(raw[begin:] if number % 2 else raw[:begin], chance=chance)
        path.write_bytes(raw[:begin] + half if number % 2 else half + raw[begin:])
        assert check(path, *world.trust).exit in {1, 2}, (seed, number)


def test_a_spoilt_token_is_read_or_refused_and_nothing_else(world: World) -> None:
    chance = random.Random(3161)
    token = (world.full / "seal.tsa1.tsr").read_bytes()
    refused = 0
    for _ in range(3000):
        data = token
        for _again in range(chance.randrange(1, 4)):
            data = spoilt(data, chance=chance) if data else b"\x30"
        try:
            der.read_response(data)
        except der.BadTokenError:
            refused += 1
    assert 0 < refused < 3000


def test_spoilt_notes_proofs_and_keys_are_read_or_refused(world: World) -> None:
    chance = random.Random(8032)
    note, proof = world.case.checkpoint(), world.case.proof(2)
    key = world.case.key.vkey.encode()
    refused = 0
    for _ in range(2000):
        try:
            notes.checkpoint_of(notes.parse_note(differently(note, chance=chance)))
            notes.parse_proof(differently(proof, chance=chance))
            notes.parse_key(differently(key, chance=chance).decode("utf-8", "replace"))
        except notes.BadNoteError:
            refused += 1
    assert refused > 1900


def test_a_spoilt_line_is_no_event_or_is_spelled_in_the_one_way(world: World) -> None:
    """Whatever the grammar takes is JSON, flat, and comes out again byte for byte; `prev` is compared with a leaf."""
    chance = random.Random(8259)
    taken = 0
    for _ in range(6000):
        line = differently(chance.choice(world.case.lines), chance=chance)
        match = canonical.EVENT.fullmatch(line)
        if match and canonical.is_text(line) and HEX.fullmatch(match.group(1 + canonical.INDEX["prev"])):
            taken += 1
            event = json.loads(line)
            again = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            assert again == line
            assert all(isinstance(value, str | int) for value in event.values())
    assert taken > 100


def test_a_spoilt_record_is_refused_with_a_reason_and_nothing_else(world: World) -> None:
    chance = random.Random(7464)
    record = world.case.records["E0001"]
    for _ in range(3000):
        data = differently(record, chance=chance)
        with contextlib.suppress(ValueError):
            assert build.canonical(canonical.parse(data)) == data
