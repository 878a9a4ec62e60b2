"""Runs every check of `./test` in turn, says how long each took, and fails if any failed.

`./test` all checks; `./test --ci` also e2e and the bounded faults (so does CI=true); `./test --lint` no tests;
`./test --e2e` e2e alone; `./test ARGS` only pytest with these arguments, for work on one room.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-P", "-X", "utf8"]
PYTEST = [*PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal"]


@dataclass(frozen=True)
class Stage:
    """One check: its name and the command that decides it by its exit code."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Outcome:
    """How one check ended; seconds of wall time."""

    name: str
    passed: bool
    seconds: float


LINT = [
    Stage("ruff check", [*PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."]),
    Stage("ruff format", [*PYTHON, "-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", "."]),
    Stage("import contract", [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]),
    Stage("mypy", [*PYTHON, "-m", "mypy"]),
]
TESTS = [Stage("pytest", PYTEST)]
# These wait half of their time, for browsers, sites and deadlines: one worker more than CI has cores.
# A worker takes one test at a time, but all that share something dear (`xdist_group`): it is made once.
E2E = ["-m", "e2e", "--timeout", "300", "-n", "3", "--dist", "loadgroup"]
SLOW = [
    Stage("pytest e2e", [*PYTEST, *E2E]),
    Stage("pytest faults", [*PYTEST, "-m", "faults", "--timeout", "900"]),
]


def stages(arguments: list[str], *, environment: dict[str, str]) -> list[Stage]:
    """The checks that were asked for."""
    if arguments == ["--lint"]:
        return LINT
    if arguments == ["--e2e"]:
        return SLOW[:1]
    if arguments == ["--ci"] or (not arguments and environment.get("CI") == "true"):
        return [*LINT, *TESTS, *SLOW]
    if arguments:
        return [Stage("pytest", [*PYTEST, *arguments])]
    return [*LINT, *TESTS]


def run(stage: Stage) -> Outcome:
    """Every stage runs, also after a failed one: one start tells everything there is to mend."""
    print(f"── {stage.name}", flush=True)
    begun = time.monotonic()
    code = subprocess.run(stage.command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    return Outcome(name=stage.name, passed=code == 0, seconds=time.monotonic() - begun)


def close(outcomes: list[Outcome]) -> int:
    """The table and the closing line; gives the exit code."""
    print()
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.seconds:7.1f} s  {outcome.name}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    if failed:
        print(f"不合格 / FAILED: {', '.join(failed)}")
        return 1
    print(f"合格 / all {len(outcomes)} checks hold, {sum(outcome.seconds for outcome in outcomes):.0f} s")
    return 0


def main(arguments: list[str]) -> int:
    """Run what was asked and give the exit code: 0 only when every stage held."""
    try:
        return close([run(stage) for stage in stages(arguments, environment=dict(os.environ))])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
