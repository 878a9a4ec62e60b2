"""Eighteen attacks an editor of a package can try, each seen by public tools alone, and what the verifier says of them.

That the verifier sees and names each is tested with the whole corpus, in tests/packages.
"""

from pathlib import Path

import pytest

from tests.packages.attack import Attack
from tests.packages.heads import recreate
from tests.packages.tampering import EIGHTEEN, MORE, PAGE, SEAL, SECOND, flip, remove_a_file_with_its_lines
from tests.verifier import build
from tests.verifier.conftest import Check, public_tools_pass
from tests.verifier.world import World


@pytest.mark.parametrize("attack", [*EIGHTEEN, *MORE], ids=lambda attack: str(attack.name))
def test_an_attack_is_seen_by_public_tools_alone(attack: Attack, world: World, tmp_path: Path) -> None:
    assert not public_tools_pass(attack.stage(world, tmp_path), root=world.authority.root)


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


def recreated(world: World, folder: Path) -> Path:
    """The one attack no package shows by itself."""
    top = build.copy(world.full, folder)
    recreate(top, world)
    return top


def test_a_complete_recreation_passes_public_tools_and_the_verifier_alone(
    world: World, check: Check, tmp_path: Path
) -> None:
    top = recreated(world, tmp_path)
    assert public_tools_pass(top, root=world.authority.root)
    assert check(top, *world.trust).exit == 0


@pytest.mark.parametrize("kept", ["package", "zip", "checkpoint"])
def test_a_complete_recreation_is_seen_by_an_older_head(world: World, check: Check, tmp_path: Path, kept: str) -> None:
    older = world.older
    if kept == "checkpoint":
        older = world.older / "proof/checkpoint.txt"
    elif kept == "zip":
        older = build.zipped(world.older, tmp_path / "older.zip")
    verdict = check(recreated(world, tmp_path), *world.trust, "--since", str(older))
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
    time = raw.index(b"\x18\x0f20") + 13  # the last digit of the minute of genTime
    (top / SEAL).write_bytes(raw[:time] + bytes([raw[time] ^ 1]) + raw[time + 1 :])
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.codes()) == (1, {"seal-signature"})
