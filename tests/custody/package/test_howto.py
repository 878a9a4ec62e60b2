"""The commands that a package tells its reader to type, typed."""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority
from tests.custody.conftest import Case
from yosuga.custody.package.contents import BagInfo, Seal, Sealed
from yosuga.custody.package.targets import FolderTarget
from yosuga.custody.package.writer import write_package


def commands(language: str) -> list[str]:
    text = (files("yosuga.custody.package") / "texts" / f"HOWTO_{language}.txt").read_text(encoding="utf-8")
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    return [line for line in lines if line.split()[0] in {"openssl", "sha256sum", "shasum", "bagit.py"}]


def run(command: str, *, place: Path, root: Path) -> subprocess.CompletedProcess[str]:
    names = {"<認証局>": "<authority>", "ルート証明書.pem": "root.pem", "<authority>": "loopback"}
    for placeholder, value in names.items():
        command = command.replace(placeholder, value)
    words = [str(root) if word == "root.pem" else word for word in shlex.split(command)]
    if words[0] == "bagit.py":
        words[:1] = [sys.executable, "-W", "ignore", "-m", "bagit"]
    return subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[LoopbackAuthority]:
    with LoopbackAuthority(tmp_path / "authority") as running:
        yield running


@pytest.fixture
def package(tmp_path: Path, case: Case, info: BagInfo, authority: LoopbackAuthority) -> Path:
    def seal(digest: bytes) -> Seal:
        query = subprocess.run(
            ["openssl", "ts", "-query", "-digest", digest.hex(), "-sha256", "-cert"], capture_output=True, check=True
        )
        return Sealed({"loopback": authority.reply(query.stdout)})

    target = FolderTarget(tmp_path, name="P")
    proof = replace(case.proof, certificates={"loopback": (authority.folder / "chain.pem").read_bytes()})
    return write_package(
        target, papers=(), contents=case.files, prove=lambda _: proof, extra=lambda _: [], info=info, seal=seal
    ).path


def test_both_languages_give_the_same_commands() -> None:
    def normal(language: str) -> list[str]:
        renamed = [line.replace("<認証局>", "<authority>") for line in commands(language)]
        return [line.replace("ルート証明書.pem", "root.pem") for line in renamed]

    assert normal("ja") == normal("en")
    assert len(normal("ja")) == 7


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_says_that_an_untouched_package_holds(
    package: Path, authority: LoopbackAuthority, language: str
) -> None:
    for command in commands(language):
        result = run(command, place=package, root=authority.folder / "root.pem")
        assert result.returncode == 0, (command, result.stdout, result.stderr)


def test_the_seal_fails_once_a_proof_and_its_manifest_line_are_redone(
    package: Path, authority: LoopbackAuthority
) -> None:
    tagmanifest = package / "tagmanifest-sha256.txt"
    tagmanifest.write_bytes(tagmanifest.read_bytes().replace(b"0", b"1", 1))
    result = run(commands("en")[0], place=package, root=authority.folder / "root.pem")
    assert result.returncode != 0


def test_the_seal_fails_under_another_root(package: Path, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "other") as other:
        result = run(commands("en")[0], place=package, root=other.folder / "root.pem")
    assert result.returncode != 0
