"""Folders of this device that a person would choose to save into: their own, and what is plugged in."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from yosuga.errors import NotFound
from yosuga.web.words import say

_OWN = (("Downloads", "ダウンロード"), ("Documents", "ドキュメント", "書類"), ("Desktop", "デスクトップ"))


def offered() -> list[tuple[str, str, Path]]:
    """Return number, name and path of each folder; media that are plugged in come first, as they are the safest."""
    found = [(say("USB or other drive: {name}", name=path.name or str(path)), path) for path in _plugged_in()]
    found += [(path.name, path) for path in _own()]
    return [(str(number), name, path) for number, (name, path) in enumerate(found)]


def chosen(number: str, *, typed: str) -> Path:
    """Return the folder that was chosen, or the one that was typed. Raises NotFound when it is none."""
    path = next((path for key, _, path in offered() if key == number), None)
    if path is None and typed:
        path = Path(typed).expanduser()
    if path is None or not path.is_absolute() or "\0" in str(path) or not path.is_dir():
        raise NotFound("folder")
    return path


def _own() -> Iterator[Path]:
    for names in _OWN:
        found = next((Path.home() / name for name in names if (Path.home() / name).is_dir()), None)
        if found is not None:
            yield found


def _plugged_in() -> Iterator[Path]:
    """Yield the roots of removable media as the system mounts them; nothing is opened to find out."""
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if Path(f"{letter}:\\").exists())
        return
    user = os.environ.get("USER", "")
    roots = [Path("/Volumes")] if sys.platform == "darwin" else [Path("/run/media") / user, Path("/media") / user]
    for root in roots if user or sys.platform == "darwin" else ():
        if root.is_dir():
            yield from sorted(path for path in root.iterdir() if path.is_dir() and os.access(path, os.W_OK))


def example() -> str:
    """Return how the place of a folder is written on this device."""
    if sys.platform == "win32":
        return "D:\\memo"
    return "/Volumes/USB" if sys.platform == "darwin" else "/media/usb"
