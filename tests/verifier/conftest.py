"""Packages made once a session by an author who knows only the format document, and the ways to check them."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.authority import OpensslAuthority
from yosuga_verifier import cli


@dataclass(frozen=True)
class World:
    """One case and its packages: everything disclosed and sealed, some items withheld, made offline, an older one."""

    authority: OpensslAuthority
    second: OpensslAuthority
    forger: OpensslAuthority
    case: build.Case
    full: Path
    withheld: Path
    offline: Path
    older: Path

    def write(self, case: build.Case, folder: Path) -> Path:
        """Write another case's package, sealed by the authority the reader trusts."""
        return build.write(case, folder, seal=self.authority)

    def reseal(self, top: Path) -> Path:
        """Redo manifests and seal, so that nothing but the change itself can be found."""
        build.redo_all(top)
        (top / "seal.tsa1.tsr").write_bytes(self.authority.stamp(build.digest_of(top / build.TAGMANIFEST)))
        return top

    @property
    def trust(self) -> list[str]:
        return ["--root", str(self.authority.root), "--key", self.case.key.vkey]


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


def story(authority: OpensslAuthority | None) -> build.Case:
    """A small case with each kind of item: captured, imported, derived from, with a file that stays in the vault."""
    case = build.Case()
    case.event("case_open", note='最初の記録 "引用" \\ \n終わり')
    if authority:
        case.stamp(authority)
    case.item(
        "E0001",
        {
            "data/captures/E0001/page.png": ("page.png", "raw", b"\x89PNG page of E0001" * 100),
            "data/captures/E0001/stamped.png": ("stamped.png", "derived", b"\x89PNG stamped" * 100),
            "cookies": ("cookies.json", "vault", b'{"session":"secret"}'),
        },
        kind="capture",
    )
    case.item("E0002", {"data/originals/E0002_20250911_1405_SNS投稿.png": ("a.png", "raw", b"\x89PNG second")})
    case.item("E0003", {"data/originals/E0003_20250912_0900_通話履歴.txt": ("b.txt", "raw", "通話履歴".encode())})
    exhibit = b"%PDF exhibit of E0003"
    case.payload["data/exhibits/E0003_甲003.pdf"] = exhibit
    case.event("derive", eid="E0003", sha256=build.hash_of(exhibit), size=21, parent=build.hash_of("通話履歴".encode()))
    return case


def export(case: build.Case, *, items: str = "E0001,E0002,E0003") -> None:
    case.event("export", items=items, total=3, purpose="警察相談", recipient="example")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The packages most tests start from; never written to, only copied."""
    base = tmp_path_factory.mktemp("packages")
    authority = OpensslAuthority(base / "tsa", name="tsa1")
    second = OpensslAuthority(base / "tsa2", name="tsa2")
    forger = OpensslAuthority(base / "forger", name="tsa1", embeds_root=True)
    case = story(authority)
    export(case)
    older = build.write(case, base / "older", seal=authority)
    case.stamp(authority)
    case.event("annotate", eid="E0002", note="投稿者本人の名前が見える")
    export(case)
    full = build.write(case, base / "full", seal=authority)
    withheld = build.write(case, base / "withheld", seal=authority, withheld=frozenset({"E0002"}))
    alone = story(None)
    export(alone)
    offline = build.write(alone, base / "offline", seal=None)
    return World(authority, second, forger, case, full, withheld, offline, older)


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
