"""The guide: every command and option stands in it, and every example in it is understood."""

import argparse
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from yosuga.cli.main import build_parser
from yosuga.cli.steps import COMMANDS
from yosuga_verifier import cli as verifier

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ["docs/guide/ja.md", "docs/guide/en.md"]
TEXTS = [*GUIDES, "README.md", "README.en.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def examples(name: str) -> list[str]:
    """Return the command lines in the shell blocks of a text."""
    blocks = re.findall(r"```sh\n(.*?)```", text(name), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line.replace("./run ", "yosuga ") for line in lines if line.startswith(("yosuga ", "./run "))]


def acts(parser: argparse.ArgumentParser, *, under: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command with its words and its parser."""
    yield under, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, each in action.choices.items():
                yield from acts(each, under=f"{under} {name}")


EVERYTHING = dict(acts(build_parser(), under="yosuga"))


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("words", [words for words in EVERYTHING if words != "yosuga"])
def test_every_command_has_an_example(words: str, guide: str) -> None:
    assert any(line == words or line.startswith(f"{words} ") for line in examples(guide))


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize(
    "option",
    sorted(
        {
            option
            for parser in [*EVERYTHING.values(), verifier._parser()]
            for action in parser._actions
            for option in action.option_strings
            if option not in {"-h", "--help"}
        }
    ),
)
def test_every_option_is_explained(option: str, guide: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text(guide))


parser = cache(build_parser)  # the same for every example; making it takes longer than asking it


@pytest.mark.parametrize(("name", "line"), [(name, line) for name in TEXTS for line in examples(name)])
def test_every_example_is_understood(name: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    if words[0] == "verify":
        assert verifier._parser().parse_args(words[1:]).path
    elif words != ["--help"]:
        assert words[0] in COMMANDS
        arguments, unknown = parser().parse_known_args(words)
        assert unknown == []
        assert arguments.run


def test_both_guides_have_the_same_examples_chapters_and_links() -> None:
    japanese, english = (text(name) for name in GUIDES)
    for pattern in (r"^#+ ", r"^yosuga [a-z]+", r"YOSUGA_\w+", r"https://(?!.*example)[^)\s]+", r"\| \d+ \|"):
        assert re.findall(pattern, japanese, re.MULTILINE) == re.findall(pattern, english, re.MULTILINE)


def test_every_variable_that_a_person_may_set_is_named() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src/yosuga").rglob("*.py"))
    read = set(re.findall(r'"(YOSUGA_[A-Z_]+)"', sources))
    server = {"YOSUGA_MODE", "YOSUGA_POSTGRES", "YOSUGA_SECRET_KEY"}  # belong to a server, which comes later
    between_processes = {"YOSUGA_IMPORT_NAME", "YOSUGA_CALLED"}
    assert read - server - between_processes == set(re.findall(r"`(YOSUGA_[A-Z_]+)`", text("docs/guide/ja.md")))


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name)):
        assert (ROOT / name).parent.joinpath(target).exists(), target
