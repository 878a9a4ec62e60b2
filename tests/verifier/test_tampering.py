"""Eighteen attacks an editor of a package can try, each seen by the verifier and by public tools alone.

The editor has the package, time and every tool, but neither the case's key (attacks 12 and 13 make another one) nor a
token of the pinned authority over the changed package.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.conftest import Check, World, export, public_tools_pass, story

PAGE = "data/captures/E0001/page.png"
SECOND = "data/originals/E0002_20250911_1405_SNS投稿.png"
CALLS = "data/originals/E0003_20250912_0900_通話履歴.txt"
EVENTS = "proof/events.jsonl"
LEAVES = "proof/leaves.txt"
SEAL = "seal.tsa1.tsr"


def flip(path: Path, *, at: int = 10) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def alter_a_byte(top: Path, _world: World) -> None:
    flip(top / PAGE)


def alter_and_redo_the_manifest(top: Path, _world: World) -> None:
    flip(top / PAGE)
    build.redo_manifest(top)


def alter_and_redo_both_manifests(top: Path, _world: World) -> None:
    flip(top / PAGE)
    build.redo_manifests(top)


def swap_two_files(top: Path, _world: World) -> None:
    one, other = (top / SECOND).read_bytes(), (top / CALLS).read_bytes()
    (top / SECOND).write_bytes(other)
    (top / CALLS).write_bytes(one)
    build.redo_manifests(top)


def rename_a_file_to_an_earlier_date(top: Path, _world: World) -> None:
    (top / SECOND).rename(top / SECOND.replace("20250911", "20240911"))
    build.redo_manifests(top)


def remove_a_file_with_its_lines(top: Path, _world: World) -> None:
    (top / SECOND).unlink()
    build.redo_info(top)
    build.redo_manifests(top)


def add_a_file(top: Path, _world: World) -> None:
    (top / "data/originals/E0002_20250911_1406_加工.png").write_bytes(b"made up")
    build.redo_info(top)
    build.redo_manifests(top)


def cut_a_file_short(top: Path, _world: World) -> None:
    (top / PAGE).write_bytes((top / PAGE).read_bytes()[:-100])
    build.redo_info(top)
    build.redo_manifests(top)


def change_an_event(top: Path, changes: dict[str, str | int], *, seq: int) -> None:
    lines = (top / EVENTS).read_bytes().split(b"\n")
    lines[seq] = build.canonical({**json.loads(lines[seq]), **changes})
    (top / EVENTS).write_bytes(b"\n".join(lines))


def edit_an_event(top: Path, _world: World) -> None:
    change_an_event(top, {"url": "https://sns.example.com/somebody-else"}, seq=3)
    build.redo_manifests(top)


def backdate_an_event(top: Path, _world: World) -> None:
    change_an_event(top, {"at_device": "2026-11-01T01:00:03.000000Z"}, seq=3)
    build.redo_manifests(top)


def cut_the_log(top: Path, world: World) -> None:
    """The last events go, with their leaves; the head is an older one that the key really signed."""
    keep = len(world.case.lines) - 3
    for path in (top / EVENTS, top / LEAVES):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:keep]))
    build.redo_manifests(top)


def reorder_events(top: Path, _world: World) -> None:
    for path in (top / EVENTS, top / LEAVES):
        lines = path.read_bytes().splitlines(keepends=True)
        lines[3], lines[4] = lines[4], lines[3]
        path.write_bytes(b"".join(lines))
    build.redo_manifests(top)


def replace_the_checkpoint(top: Path, world: World) -> None:
    mallory = build.SigningKey(seed=b"mallory")
    text = world.case.checkpoint().decode().partition("\n\n")[0] + "\n"
    (top / "proof/checkpoint.txt").write_bytes(mallory.note(text))
    build.redo_manifests(top)


def recreate_the_log_with_a_new_key(top: Path, world: World) -> None:
    """Everything is made anew, another url in it; only the pinned authority cannot be had, so the old seal stays."""
    fresh = story(None)
    fresh.key = build.SigningKey(seed=b"mallory")
    export(fresh)
    seal = (top / SEAL).read_bytes()
    anew = build.write(fresh, top.parent / "anew", seal=None)
    top.rename(top.parent / "old")
    (anew / "seal.none.txt").unlink()
    (anew / SEAL).write_bytes(seal)
    anew.rename(top)


def replace_the_key(top: Path, _world: World) -> None:
    (top / "proof/keys.txt").write_text(build.SigningKey(seed=b"mallory").vkey + "\n", encoding="utf-8")
    build.redo_manifests(top)


def change_a_record(top: Path, _world: World) -> None:
    path = top / "proof/records/E0002.json"
    path.write_bytes(path.read_bytes().replace(b'"imported"', b'"captured"'))
    build.redo_manifests(top)


def remove_a_token(top: Path, _world: World) -> None:
    for path in list((top / "proof/tokens").iterdir())[:1]:
        path.with_suffix(".tsr").unlink()
        path.with_suffix(".note").unlink()
    build.redo_manifests(top)


def seal_with_a_token_over_something_else(top: Path, world: World) -> None:
    (top / SEAL).write_bytes(world.authority.stamp(hashlib.sha256(b"something else").digest()))


def seal_anew_with_an_authority_of_ones_own(top: Path, world: World) -> None:
    (top / "bag-info.txt").write_bytes((top / "bag-info.txt").read_bytes().replace(b"11-22", b"11-01"))
    build.redo_tagmanifest(top)
    (top / SEAL).write_bytes(world.forger.stamp(build.digest_of(top / build.TAGMANIFEST)))


def edit_the_description(top: Path, _world: World) -> None:
    (top / "bag-info.txt").write_bytes((top / "bag-info.txt").read_bytes().replace(b"11-22", b"11-01"))
    build.redo_manifests(top)


def change_the_enclosed_verifier(top: Path, _world: World) -> None:
    (top / "verify/verify.py").write_text('print("判定 / Verdict: 一致 / matches")\n', encoding="utf-8")
    build.redo_manifests(top)


def add_a_twin_in_another_unicode_form(top: Path, _world: World) -> None:
    """`ガ` as one character and as two look the same; programs differ in which of the two files they open."""
    (top / "data/originals/E0002_ガ.png").write_bytes((top / SECOND).read_bytes())
    (top / unicodedata.normalize("NFD", "data/originals/E0002_ガ.png")).write_bytes(b"the other one")
    build.redo_info(top)
    build.redo_manifests(top)


@dataclass(frozen=True)
class Attack:
    """How a package is attacked and what the verifier must say: one finding's code, what it names, the exit code."""

    act: Callable[[Path, World], None]
    code: str
    named: str
    item: str = ""
    exit: int = 1


ATTACKS = [
    Attack(alter_a_byte, "altered", PAGE, "E0001"),
    Attack(alter_and_redo_the_manifest, "altered", build.MANIFEST),
    Attack(alter_and_redo_both_manifests, "unvouched", PAGE, "E0001"),
    Attack(swap_two_files, "unvouched", SECOND, "E0002"),
    Attack(rename_a_file_to_an_earlier_date, "seal-imprint", SEAL),
    Attack(remove_a_file_with_its_lines, "seal-imprint", SEAL),
    Attack(add_a_file, "unvouched", "data/originals/E0002_20250911_1406_加工.png", "E0002"),
    Attack(cut_a_file_short, "unvouched", PAGE, "E0001"),
    Attack(edit_an_event, "event-altered", EVENTS, "E0002"),
    Attack(cut_the_log, "log-size", LEAVES),
    Attack(reorder_events, "log-root", LEAVES),
    Attack(replace_the_checkpoint, "signature", "proof/checkpoint.txt"),
    Attack(recreate_the_log_with_a_new_key, "signature", "proof/checkpoint.txt"),
    Attack(replace_the_key, "other-key", "proof/keys.txt"),
    Attack(change_a_record, "record-altered", "proof/records/E0002.json", "E0002"),
    Attack(seal_with_a_token_over_something_else, "seal-imprint", SEAL),
    # A seal by an unknown authority proves nothing and contradicts nothing: 要確認 is the truth.
    Attack(seal_anew_with_an_authority_of_ones_own, "time-unknown", SEAL, exit=2),
    Attack(change_the_enclosed_verifier, "seal-imprint", SEAL),
    # Beyond the eighteen:
    Attack(backdate_an_event, "event-altered", EVENTS, "E0002"),
    Attack(remove_a_token, "seal-imprint", SEAL),
    Attack(edit_the_description, "seal-imprint", SEAL),
    Attack(add_a_twin_in_another_unicode_form, "twin-path", "", "E0002"),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.act.__name__))
def test_an_attack_is_seen_and_named(attack: Attack, world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    attack.act(top, world)
    verdict = check(top, *world.trust)
    assert verdict.exit == attack.exit
    found = [one for one in verdict.findings if one["code"] == attack.code]
    assert any(attack.named in str(one["subject"]) and one["item"] == attack.item for one in found), verdict.findings


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.act.__name__))
def test_an_attack_is_seen_by_public_tools_alone(attack: Attack, world: World, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    attack.act(top, world)
    assert not public_tools_pass(top, root=world.authority.root)


def test_what_is_still_proven_is_said(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    flip(top / PAGE)
    report = check(top, *world.trust).report
    items = report["items"]
    assert isinstance(items, list)
    assert [(item["id"], item["verdict"]) for item in items] == [
        ("E0001", "broken"),
        ("E0002", "fine"),
        ("E0003", "fine"),
    ]
    assert "E0002, E0003" in str(report["proven"])
    assert build.hash_of(world.case.payload[PAGE]) in str(report["findings"])


def test_a_removed_file_is_also_named_with_the_hash_it_had(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    remove_a_file_with_its_lines(top, world)
    absent = check(top, *world.trust).about("withheld-file")
    assert absent["item"] == "E0002"
    assert build.hash_of(world.case.payload[SECOND]) in str(absent["en"])


def test_a_package_without_its_seal_is_not_called_fine(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    (top / SEAL).unlink()
    assert check(top, *world.trust).codes() == {"seal-missing"}
    (top / "seal.none.txt").write_bytes(b"offline\n")
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (2, {"no-seal"})


def recreated_by_the_key_holder(world: World, folder: Path) -> Path:
    """The one attack no package shows by itself: the keeper makes all anew, with the true key and a later token."""
    again = build.Case()
    again.event("case_open")
    again.stamp(world.authority)
    for number in (1, 2, 3):
        again.item(f"E{number:04}", {f"data/originals/E{number:04}_x.png": ("x.png", "raw", b"made up %d" % number)})
    for _ in range(5):
        again.event("annotate", eid="E0001", note="padding")
    export(again)
    return build.write(again, folder, seal=world.authority)


def test_a_complete_recreation_passes_public_tools_and_the_verifier_alone(
    world: World, check: Check, tmp_path: Path
) -> None:
    top = recreated_by_the_key_holder(world, tmp_path)
    assert public_tools_pass(top, root=world.authority.root)
    assert check(top, *world.trust).exit == 0


@pytest.mark.parametrize("kept", ["package", "zip", "checkpoint"])
def test_a_complete_recreation_is_seen_by_an_older_head(world: World, check: Check, tmp_path: Path, kept: str) -> None:
    older = world.older
    if kept == "checkpoint":
        older = world.older / "proof/checkpoint.txt"
    elif kept == "zip":
        older = build.zipped(world.older, tmp_path / "older.zip")
    verdict = check(recreated_by_the_key_holder(world, tmp_path), *world.trust, "--since", str(older))
    assert (verdict.exit, verdict.codes()) == (1, {"since-root"})


def test_a_package_that_continues_an_older_one_matches(world: World, check: Check) -> None:
    for older in (world.older, world.older / "proof/checkpoint.txt"):
        verdict = check(world.full, *world.trust, "--since", str(older))
        assert verdict.exit == 0
        assert "since" in verdict.codes("fine")


def test_an_older_package_passed_off_as_the_newest_is_seen(world: World, check: Check) -> None:
    assert check(world.older, *world.trust).exit == 0
    verdict = check(world.older, *world.trust, "--since", str(world.full))
    assert (verdict.exit, verdict.codes()) == (1, {"since-cut"})


def test_a_token_with_a_root_of_its_own_inside_is_not_trusted(world: World, check: Check, tmp_path: Path) -> None:
    """The forgery that rfc3161-client up to 1.0.8 took for good."""
    top = build.copy(world.full, tmp_path)
    (top / SEAL).write_bytes(world.forger.stamp(build.digest_of(top / build.TAGMANIFEST)))
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (2, {"time-unknown"})


def test_a_seal_obtained_later_counts_from_its_own_time(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / SEAL).write_bytes(world.authority.stamp(build.digest_of(top / build.TAGMANIFEST)))
    verdict = check(top, *world.trust)
    assert verdict.exit == 0
    items = verdict.report["items"]
    assert isinstance(items, list)
    assert all(item["after"] is None and item["before"]["path"] == SEAL for item in items)


def test_two_seals_are_each_judged(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    (top / "seal.tsa2.tsr").write_bytes(world.second.stamp(build.digest_of(top / build.TAGMANIFEST)))
    assert check(top, *world.trust).exit == 2
    assert check(top, *world.trust, "--root", str(world.second.root)).exit == 0


def test_a_flipped_bit_in_what_a_seal_signs_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    raw = (top / SEAL).read_bytes()
    time = raw.index(b"\x18\x0f20") + 10  # the minute of genTime
    (top / SEAL).write_bytes(raw[:time] + bytes([raw[time] ^ 1]) + raw[time + 1 :])
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.codes()) == (1, {"seal-signature"})
