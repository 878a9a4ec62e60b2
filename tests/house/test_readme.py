"""The two READMEs: every command and file they name exists, and both say the same."""

import re
from pathlib import Path

import pytest

from tests import suite
from yosuga.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.en.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_it_names_exists(name: str) -> None:
    named = set(re.findall(r"(?:\./run|yosuga) ([a-z]+)", text(name)))
    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_that_it_names_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z0-9]+)", text(name)))
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", READMES)
def test_every_kind_of_test_run_that_it_names_is_understood(name: str) -> None:
    for option in set(re.findall(r"\./test (--[a-z]+)", text(name))):
        assert [stage.name for stage in suite.stages([option], environment={})] != ["pytest"], option


@pytest.mark.parametrize("name", [*READMES, "SECURITY.md", "CHANGELOG.md"])
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name)):
        assert (ROOT / target).exists(), target


def test_both_languages_name_the_same_commands_files_and_chapters() -> None:
    japanese, english = (text(name) for name in READMES)
    for pattern in (
        r"^#+ ",
        r"\./run [a-z]+",
        r"\./test[ a-z/-]*",
        r"`make [a-z0-9]+",
        r"YOSUGA_[A-Z_]+",
        r"requirements/\w+",
    ):
        assert sorted(re.findall(pattern, japanese, re.MULTILINE)) == sorted(re.findall(pattern, english, re.MULTILINE))
