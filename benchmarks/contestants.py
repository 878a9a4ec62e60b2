"""The programs that are compared: how each is called, and where it leaves its archive."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WORDS = "benchmark only: four fictional words"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program. `command` makes the command line for a URL; `archive` says where its WACZ then is, if anywhere."""

    name: str
    command: Callable[[str, Path], list[str]]
    archive: Callable[[Path], Path | None]
    environment: Callable[[Path], Mapping[str, str]] = field(default=lambda _: {})
    prepare: Callable[[Path], None] = field(default=lambda _: None)
    finish: Callable[[Path], list[str] | None] = field(default=lambda _: None)


def ours() -> Contestant:
    """`yosuga capture` into a vault that exists: picture, stamped copy, PDF, A4, MHTML, film, archive, log: all."""
    program = [sys.executable, "-m", "yosuga"]

    def environment(folder: Path) -> Mapping[str, str]:
        return {
            "PYTHONPATH": str(ROOT / "src"),
            "YOSUGA_HOME": str(folder / "home"),
            "YOSUGA_PASSPHRASE_FILE": str(folder / "passphrase"),
        }

    def prepare(folder: Path) -> None:
        import subprocess

        (folder / "passphrase").touch(mode=0o600)
        (folder / "passphrase").write_text(_WORDS)
        subprocess.run(
            [*program, "vault", "create"], env={**os.environ, **environment(folder)}, check=True, capture_output=True
        )

    def archive(folder: Path) -> Path | None:
        return next((folder / "package").rglob("*.wacz"), None)

    return Contestant(
        name="yosuga capture",
        command=lambda url, _: [*program, "capture", "--case", "bench", "--allow-private-network", "--json", url],
        archive=archive,
        environment=environment,
        prepare=prepare,
        finish=lambda folder: [*program, "export", "bench", "-o", str(folder / "package")],
    )


def engine() -> Contestant:
    """The same capture and copies into a plain folder: what is left when start, key, vault and log are taken away."""
    program = [sys.executable, str(Path(__file__).with_name("engine.py"))]
    return Contestant(
        name="yosuga engine",
        command=lambda url, folder: [*program, url, str(folder)],
        archive=lambda folder: present(folder / "capture.wacz"),
        environment=lambda _: {"PYTHONPATH": str(ROOT / "src")},
    )


def lower_bound() -> Contestant | None:
    """The headless shell by raw protocol: nothing is recorded."""
    browser = found("HEADLESS_SHELL", "chromium-headless-shell", "chrome-headless-shell")
    if browser is None:
        return None
    program = [sys.executable, str(Path(__file__).with_name("lower_bound.py")), real(browser)]
    return Contestant(
        name="lower bound", command=lambda url, folder: [*program, url, str(folder)], archive=lambda _: None
    )


def scoop() -> Contestant | None:
    """Scoop by Harvard LIL, all steps that need nothing from outside; its block list made empty, for loopback."""
    program = found("SCOOP", "scoop")
    if program is None:
        return None

    def command(url: str, folder: Path) -> list[str]:
        local = "/".join(url.split("/")[:3])
        return [
            *(program, url, "--output", str(folder / "scoop.wacz"), "--blocklist", "/^nothing:/"),
            *("--pdf-snapshot", "true", "--dom-snapshot", "true", "--proxy-port", "9321"),
            *("--public-ip-resolver-endpoint", f"{local}/small.css"),
        ]

    return Contestant(name="Scoop", command=command, archive=lambda folder: present(folder / "scoop.wacz"))


def browsertrix() -> Contestant | None:
    """browsertrix-crawler, one page, with WACZ and full-page picture."""
    program = found("BROWSERTRIX_CRAWLER", "browsertrix-crawler")
    if program is None:
        return None

    def command(url: str, folder: Path) -> list[str]:
        return [
            *(program, "crawl", "--url", url, "--scopeType", "page", "--limit", "1", "--pageLimit", "1"),
            *("--collection", "b", "--generateWACZ", "--screenshot", "fullPage", "--text", "final-to-warc"),
            *("--cwd", str(folder)),
        ]

    return Contestant(
        name="browsertrix-crawler",
        command=command,
        archive=lambda folder: present(folder / "collections" / "b" / "b.wacz"),
        environment=lambda folder: {"TMPDIR": str(folder)},  # its queue's state rests there and outlives a crawl
    )


def found(variable: str, *names: str) -> str | None:
    """Return a program: named by an environment variable, or on the PATH."""
    given = os.environ.get(variable)
    return given or next((path for name in names if (path := shutil.which(name))), None)


def real(program: str) -> str:
    """Return the binary behind a distribution's wrapper script, which would be measured too."""
    from yosuga.capture.browser import find

    return str(find.unattended().path) if Path(program).stat().st_size < 10_000 else program


def present(path: Path) -> Path | None:
    """Return `path` if there is something."""
    return path if path.exists() else None


def verdict(output: str) -> str:
    """Return what our own command said, for the table."""
    for line in output.splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            reasons = ",".join(str(reason["code"]) for reason in said["reasons"])
            return f"{said['verdict']} {reasons}".strip()
        if line.startswith(("COMPLETE", "PARTIAL", "FAILED")):
            return line.strip()
    return "no result"
