"""A command that fails says so on the screen and, where JSON was asked for, in one object on standard output."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [
        (("items", "ない", "--json"), "not-found", 1),
        (("items", "--jso", "--json"), "not-understood", 64),
        (("export", "事件", "-o", "x", "--items", ",", "--json"), "not-understood", 64),
        (("itms", "--json"), "not-understood", 64),
    ],
)
def test_a_script_reads_the_failure_as_one_object(words: tuple[str, ...], error: str, code: int, yosuga: Shell) -> None:
    ran = yosuga(*words)
    assert ran.code == code
    (told,) = ran.objects
    assert (told["error"], told["exit"]) == (error, code)
    assert ran.err


def test_without_json_a_failure_leaves_standard_output_empty(yosuga: Shell) -> None:
    ran = yosuga("items", "ない")
    assert (ran.code, ran.out) == (1, "")


def test_the_object_says_in_both_languages_what_is_safe(no_vault: Shell) -> None:
    (told,) = no_vault("vault", "status", "--json").objects
    assert told["error"] == "no-vault"
    assert "保管庫" in str(told["ja"])
    assert "vault" in str(told["en"])


def test_streams_that_were_closed_are_no_trouble() -> None:
    command = [sys.executable, "-m", "yosuga", "deadline", "dl-complaint-6m", "--from", "2026-05-22"]
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&- <&-', "sh", *command], cwd=ROOT / "src", stderr=subprocess.PIPE, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
