"""Every command shows in its help what is typed, and what it shows is understood."""

import shlex

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_guide import EVERYTHING
from yosuga.cli import examples
from yosuga.cli.main import build_parser


def test_every_command_has_an_example_and_no_example_is_of_another() -> None:
    ours = {words.removeprefix("yosuga").strip() for words in EVERYTHING} - {"", "verify"}
    assert set(examples.commands()) == ours


def test_every_example_is_understood() -> None:
    parser = build_parser()
    for command in examples.commands():
        for typed in examples.of(command):
            arguments, unknown = parser.parse_known_args(shlex.split(typed))
            assert (unknown, callable(arguments.run)) == ([], True), typed


def test_the_help_ends_with_an_example_as_it_is_typed(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "例:\n  yosuga vault copy /media/usb/yosuga\n" in no_vault("vault", "copy", "--help").out
    monkeypatch.setenv("YOSUGA_CALLED", "./run")
    assert "例:\n  ./run capture URL\n" in no_vault("capture", "--help").out
