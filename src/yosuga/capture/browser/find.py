"""Where a browser is: the small headless shell for unattended capture, the person's own for pages behind a login.

Debian's /usr/bin/chromium is a shell wrapper that orphans the browser when it is ended, so the binary itself is taken.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from yosuga.errors import BrowserMissing


class Kind(StrEnum):
    """What a binary is: the headless shell draws no window and starts twice as fast; a browser can do both."""

    SHELL = "headless-shell"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser's own binary."""

    path: Path
    kind: Kind


_SHELLS = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib/chromium-browser/chromium-headless-shell",
    "/usr/lib64/chromium-browser/headless_shell",
)
_BROWSERS = (
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
)
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_ON_PATH = ("chrome-headless-shell", "headless_shell", "google-chrome-stable", "google-chrome", "microsoft-edge-stable")


def unattended(given: Path | None = None) -> Browser:
    """Return the binary that takes pages nobody watches: `given`, else the shell, else any browser.

    Raises BrowserMissing.
    """
    if given is not None:
        return _named(given)
    return _first([*_candidates(_SHELLS, Kind.SHELL), *_browsers(), *_on_path()])


def with_window(given: Path | None = None) -> Browser:
    """Return a browser that can show a window to a person. Raises BrowserMissing."""
    if given is not None:
        return _named(given)
    return _first([*_browsers(), *(found for found in _on_path() if found.kind is Kind.BROWSER)])


def _named(path: Path) -> Browser:
    if not (path.is_file() and os.access(path, os.X_OK)):
        raise BrowserMissing(path.name)
    return Browser(path=path, kind=Kind.SHELL if "headless" in path.name else Kind.BROWSER)


def _first(found: list[Browser]) -> Browser:
    if not found:
        raise BrowserMissing
    return found[0]


def _browsers() -> Iterator[Browser]:
    if sys.platform == "win32":
        roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return _candidates([str(Path(root) / tail) for root in roots if root for tail in _WINDOWS], Kind.BROWSER)
    return _candidates(_MAC if sys.platform == "darwin" else _BROWSERS, Kind.BROWSER)


def _candidates(paths: tuple[str, ...] | list[str], kind: Kind) -> Iterator[Browser]:
    for path in paths:
        if os.access(path, os.X_OK) and Path(path).is_file():
            yield Browser(path=Path(path), kind=kind)


def _on_path() -> Iterator[Browser]:
    for name in _ON_PATH:
        where = shutil.which(name)
        if where:
            yield _named(Path(where).resolve())
