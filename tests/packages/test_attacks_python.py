"""The whole corpus against the Python verifier: the verdict, the exit code, and the item and file it names."""

import json
from pathlib import Path

import pytest

from tests.packages.attack import Attack
from tests.packages.attacks import ATTACKS
from tests.verifier.world import World
from yosuga_verifier import cli


def report_of(path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    code = cli.main([str(path), *arguments, "--json"])
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    assert report["exit"] == code
    return report


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_an_attack_is_seen_and_named(
    attack: Attack, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(attack.stage(world, tmp_path), attack.arguments(world), capsys)
    findings = report["findings"]
    assert isinstance(findings, list)
    assert (report["verdict"], report["exit"]) == (attack.verdict, attack.exit), findings
    told = [(one["code"], one["item"], attack.subject in one["subject"]) for one in findings]
    assert any(code == attack.code and named for code, _item, named in told), findings
    assert not attack.item or attack.item in {one["item"] for one in findings if one["severity"] == attack.verdict}, (
        findings
    )


@pytest.mark.parametrize("base", sorted({attack.base for attack in ATTACKS}))
def test_no_package_was_broken_before_it_was_attacked(
    base: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(getattr(world, base), world.trust, capsys)
    assert report["verdict"] == ("open" if base in {"offline", "withheld"} else "fine")


def test_every_attack_has_a_name_of_its_own() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
