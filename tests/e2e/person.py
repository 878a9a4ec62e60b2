"""A person at the keyboard: the product as a process of its own, with a data folder that is theirs alone."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.authority import LoopbackAuthority

ROOT = Path(__file__).resolve().parents[2]
_YOSUGA = (sys.executable, "-P", "-X", "utf8", "-m", "yosuga")

Objects = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def objects(self) -> Objects:
        """Return what was printed, one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Package:
    """An exported package, and what its recipient gets by another way: the key, the fingerprint of the seal."""

    path: Path
    key: str
    seal: str


@dataclass(frozen=True, slots=True)
class Person:
    """`folder` is the person's own; the vault lies in it as `vault`, and nothing of the tests' settings is seen."""

    folder: Path

    def yosuga(self, *words: str | Path, seconds: float = 120) -> Done:
        """Run a command to its end, without a terminal."""
        done = subprocess.run(
            [*_YOSUGA, *map(str, words)],
            env=self._environment(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=seconds,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def begins(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        """Start a command and let it run."""
        return subprocess.Popen(
            [*_YOSUGA, *map(str, words)],
            env=self._environment(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def does(self, *words: str | Path, seconds: float = 120) -> Done:
        """Run a command that must succeed."""
        done = self.yosuga(*words, seconds=seconds)
        assert done.code == 0, (done.code, done.out[-2000:], done.err[-4000:])
        return done

    def exports(self, case: str, *words: str | Path, into: Path) -> "Package":
        """Export a case and return where the package lies."""
        (told,) = self.does("export", case, "-o", into, "--json", *words).objects()
        return Package(Path(str(told["path"])), key=str(told["key"]), seal=str(told["seal_certificate"]))

    def trusts(self, authority: LoopbackAuthority, *, name: str = "loopback") -> None:
        """Turn time-stamps on."""
        entry = {"name": name, "url": authority.url, "roots": [authority.root_pem.decode()], "least_interval_s": 0}
        listed = self.folder / "authorities.json"
        listed.write_text(json.dumps({"authorities": [entry]}), encoding="utf-8")
        self.does("timestamp", "enable", listed, "--yes")

    def _environment(self) -> dict[str, str]:
        passphrase = self.folder / "passphrase"
        passphrase.touch(mode=0o600)
        passphrase.write_text("夜の駅で三匹の猫がまどろむ\n", encoding="utf-8")
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT / "src"),
            "YOSUGA_HOME": str(self.folder / "vault"),
            "YOSUGA_PASSPHRASE_FILE": str(passphrase),
            "YOSUGA_LANG": "ja",
        }
