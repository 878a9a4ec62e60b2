"""Packages made once a session by an author who knows only the format document, and the ways to check them."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.world import World, make_world
from yosuga_verifier import cli


@dataclass(frozen=True)
class Verdict:
    """What the verifier said: its exit code and its report."""

    exit: int
    report: dict[str, object]

    @property
    def findings(self) -> list[dict[str, str | int]]:
        found = self.report["findings"]
        assert isinstance(found, list)
        return found

    def codes(self, severity: str = "broken") -> set[str]:
        return {str(one["code"]) for one in self.findings if one["severity"] == severity}

    def about(self, code: str) -> dict[str, str | int]:
        """The first finding of a code."""
        return next(one for one in self.findings if one["code"] == code)


Check = Callable[..., Verdict]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Run the verifier as a person does, and read its JSON."""

    def run(path: Path | str, *arguments: str) -> Verdict:
        code = cli.main([str(path), *arguments, "--json"])
        return Verdict(code, json.loads(capsys.readouterr().out))

    return run


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The packages most tests start from; never written to, only copied."""
    return make_world(tmp_path_factory.mktemp("packages"))


def public_tools_pass(top: Path, *, root: Path, seal: str = "seal.tsa1.tsr") -> bool:
    """Whether sha256sum, openssl and bagit.py are content: what a person without any software of ours can run."""
    commands = [
        ["sha256sum", "--check", "--strict", "--quiet", build.MANIFEST],
        ["sha256sum", "--check", "--strict", "--quiet", build.TAGMANIFEST],
        ["openssl", "ts", "-verify", "-data", build.TAGMANIFEST, "-in", seal, "-CAfile", str(root)],
        [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", "--quiet", "."],
    ]
    return all(
        subprocess.run(command, cwd=top, capture_output=True, timeout=60, check=False).returncode == 0
        for command in commands
    )
