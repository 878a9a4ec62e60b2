"""The whole corpus of attacks against the page, beside the Python verifier: the same verdict, the same findings."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.packages.attack import NO_OLDER, Attack
from tests.packages.attacks import ATTACKS
from tests.page.browsing import Opened, Report
from tests.verifier.world import World
from yosuga_verifier import cli

pytestmark = pytest.mark.e2e

# What a page cannot judge of a time-stamp (steps 10, 11) or does not get to see (names as bytes, links) is left out.
SEEN = [attack for attack in ATTACKS if attack.browser in {"", NO_OLDER}]
# The browser hands over a backslash in a name as a slash: as unlawful, and under another path.
REWRITTEN = {"a backslash in a name"}


def findings(report: Report) -> list[dict[str, str | int]]:
    found = report["findings"]
    assert isinstance(found, list)
    return found


def told(report: Report) -> Counter[tuple[object, ...]]:
    """What was found, without words: nothing may differ but what a page cannot check."""
    return Counter(
        tuple(one[key] for key in ("step", "severity", "code", "subject", "item"))
        for one in findings(report)
        if one["severity"] == "broken" or not str(one["code"]).startswith(("time-", "stamped"))
    )


def verdicts(report: Report) -> list[tuple[str, str]]:
    items = report["items"]
    assert isinstance(items, list)
    return [(item["id"], item["verdict"]) for item in items]


@pytest.mark.parametrize("attack", SEEN, ids=lambda attack: str(attack.name))
def test_the_page_answers_as_the_python_verifier_does(
    attack: Attack, world: World, browsed: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = attack.stage(world, tmp_path)
    since = getattr(world, attack.since) / "proof/checkpoint.txt" if attack.since else None
    cli.main([str(path), *attack.arguments(world), "--json"])
    expected: Report = json.loads(capsys.readouterr().out)
    report = browsed.check(path, key=world.case.key.vkey, since=since)
    assert report["verdict"] == attack.verdict, findings(report)
    assert not attack.item or attack.item in {
        one["item"] for one in findings(report) if one["severity"] == attack.verdict
    }
    assert attack.name in REWRITTEN or told(report) == told(expected)
    assert verdicts(report) == verdicts(expected)
