"""Where there is no verdict, a script and a person are told why, and no exit code can be taken for one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verifier.world import World
from yosuga_verifier import cli, usage

SOURCE = Path(cli.__file__).parents[1]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "not-understood"),
        (["--no-such-option"], "not-understood"),
        (["--js"], "not-understood"),
        (["/nowhere/at/all"], "not-found"),
        ([""], "not-found"),
        (["a" * 5000], "not-found"),
        (["{full}", "--key", "nonsense"], "not-understood"),
        (["{full}", "--root", "/nowhere.pem"], "not-understood"),
        (["{full}", "--since", "/nowhere.txt"], "not-understood"),
    ],
)
def test_a_script_that_asks_for_json_gets_one_object_that_names_no_path(
    arguments: list[str], error: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--json", *(one.format(full=world.full) for one in arguments)]) == usage.USAGE
    said = capsys.readouterr()
    (told,) = map(json.loads, said.out.splitlines())
    assert (told["error"], told["exit"]) == (error, usage.USAGE)
    assert told["ja"]
    assert told["en"]
    assert "nowhere" not in said.out
    assert told["ja"] in said.err


def test_a_path_that_is_called_like_the_option_asks_for_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--", "--json"]) == usage.USAGE
    assert capsys.readouterr().out == ""


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("redirected", "code"),
    [(">/dev/full", usage.NOT_WRITTEN), (">&-", 2), (">&- 2>&-", 2), ("--nonsense 2>/dev/full", usage.USAGE)],
)
def test_a_stream_that_takes_nothing_is_never_told_as_a_package_that_does_not_match(
    redirected: str, code: int, world: World
) -> None:
    line = f'"{sys.executable}" -m yosuga_verifier "{world.full}" --json {redirected}'
    ran = subprocess.run(
        ["/bin/sh", "-c", line], env=os.environ | {"PYTHONPATH": str(SOURCE)}, capture_output=True, check=False
    )
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr


@pytest.mark.e2e
def test_a_mistake_of_our_own_is_no_verdict(world: World) -> None:
    program = (
        "from yosuga_verifier import cli; cli._package = lambda path: 1 / 0; import sys;"
        f"sys.argv[1:] = [{str(world.full)!r}]; sys.exit(cli.main())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(SOURCE)}, capture_output=True, check=False
    )
    assert ran.returncode == usage.BROKE_DOWN
    assert b"ZeroDivisionError" in ran.stderr
