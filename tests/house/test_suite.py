"""`./test` itself: which checks it runs, and that a failure is never lost."""

import sys

import pytest

from tests import suite


def names(*arguments: str, **environment: str) -> list[str]:
    return [stage.name for stage in suite.stages(list(arguments), environment=environment)]


def test_everyday_checks_are_lint_contract_types_and_tests() -> None:
    assert names() == ["ruff check", "ruff format", "import contract", "mypy", "pytest"]


def test_ci_adds_the_slow_kinds() -> None:
    assert names("--ci") == names(CI="true") == [*names(), "pytest e2e", "pytest faults"]


def test_the_slow_kind_that_ci_runs_can_be_had_alone() -> None:
    ci = suite.stages(["--ci"], environment={})
    assert suite.stages(["--e2e"], environment={}) == [stage for stage in ci if stage.name == "pytest e2e"]


def test_arguments_run_only_the_tests_that_were_asked_for() -> None:
    (stage,) = suite.stages(["tests/house", "-k", "boot"], environment={"CI": "true"})
    assert stage.command[-3:] == ["tests/house", "-k", "boot"]


def test_one_failed_check_fails_the_whole_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    bad = suite.run(suite.Stage("bad", [sys.executable, "-c", "raise SystemExit(5)"]))
    good = suite.run(suite.Stage("good", [sys.executable, "-c", ""]))
    assert suite.close([bad, good]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "不合格 / FAILED: bad"


def test_all_checks_that_hold_end_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.close([suite.Outcome(name="good", passed=True, seconds=1.5)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("合格 / all 1 checks hold")
