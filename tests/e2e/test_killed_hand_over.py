"""A hand-over with all its papers that is killed at any point leaves nothing that looks complete, and can be redone."""

import os
import signal
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e import strangers
from tests.e2e.person import Person
from yosuga.custody.package.targets import MARK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CASE = "途中で止まる件"
KILLS = 16


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    place = tmp_path_factory.mktemp("killed")
    made = Person(place / "person")
    made.folder.mkdir()
    pictures = place / "pictures"
    pictures.mkdir()
    for number in range(6):
        Image.new("RGB", (600, 1500 + number), (200, number, 0)).save(pictures / f"画面{number}.png")
    made.does("import", "--case", CASE, *sorted(pictures.iterdir()))
    return made


def files_in(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*")) if folder.exists() else 0


def killed_at(person: Person, *, into: Path, files: int, words: tuple[str, ...]) -> bool:
    """Kill the export once so many names are there (or it ended first); return whether it was killed."""
    running = person.begins("export", CASE, "-o", into, *words)
    until = time.monotonic() + 60
    while running.poll() is None and files_in(into) < files and time.monotonic() < until:
        time.sleep(0.001)
    if running.poll() is None:
        os.kill(running.pid, signal.SIGKILL)
    return running.wait() == -signal.SIGKILL


@pytest.mark.parametrize("words", [(), ("--zip",)], ids=["folder", "zip"])
def test_what_a_killed_export_leaves_never_looks_complete(
    person: Person, tmp_path: Path, words: tuple[str, ...]
) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    most = files_in(person.exports(CASE, into=whole).path)
    killed = 0
    for number in range(KILLS):
        into = tmp_path / f"try{number}"
        files = 1 + number * most // KILLS if not words else 1
        killed += killed_at(person, into=into, files=files, words=words)
        for left in into.iterdir() if into.exists() else ():
            if not left.name.endswith(MARK):  # it ended before the blow: then it must be whole
                strangers.sha256sum(left if left.is_dir() else strangers.unzip(left, into=tmp_path / f"open{number}"))
    assert killed >= KILLS // 2
    strangers.sha256sum(person.exports(CASE, into=tmp_path / "again").path)


def test_a_killed_sealing_leaves_no_sealed_file_that_opens_to_less(person: Person, tmp_path: Path) -> None:
    identity, recipient = strangers.age_key(tmp_path)
    for number in range(4):
        into = tmp_path / f"try{number}"
        killed_at(person, into=into, files=1 + number % 2, words=("--age", recipient))
        for left in into.glob("*.age") if into.exists() else ():
            opened = strangers.age(left, identity=identity, to=tmp_path / f"{number}.zip")
            strangers.sha256sum(strangers.unzip(opened, into=tmp_path / f"open{number}"))
        plain = [one.name for one in into.glob("*") if one.suffix != ".age" and not one.name.endswith(MARK)]
        assert plain == []
        person.exports(CASE, "--age", recipient, into=into)
        assert all(".age" in one.name for one in into.iterdir())  # a sealed draft of the killed try may stay
