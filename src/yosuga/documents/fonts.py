"""Finds a Japanese font among the system's own, for pictures and papers that must show every character."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yosuga.errors import YosugaError


class FontMissing(YosugaError):
    """No Japanese font was found on this computer."""

    code = "font-missing"
    ja = (
        "日本語のフォントが見つからないため、書類を作れません。保存済みの証拠は無事です。"
        "Debian / Ubuntu では `sudo apt-get install fonts-noto-cjk` で入ります。"
    )
    en = (
        "No Japanese font was found, so the document cannot be made. Evidence already kept is safe. "
        "On Debian or Ubuntu: `sudo apt-get install fonts-noto-cjk`."
    )
    status = 503


@dataclass(frozen=True, slots=True)
class Font:
    """One face: the file, its number within a collection, and the family's name for typesetting."""

    path: Path
    index: int
    family: str


# In order of preference. Noto Sans CJK first: it alone has 𠮷 and the other characters of real names on every system.
_KNOWN: tuple[tuple[str, int, str], ...] = (
    ("NotoSansCJK-Regular.ttc", 0, "Noto Sans CJK JP"),
    ("NotoSansCJKjp-Regular.otf", 0, "Noto Sans CJK JP"),
    ("NotoSansCJK-VF.otf.ttc", 0, "Noto Sans CJK JP"),
    ("NotoSansJP-Regular.otf", 0, "Noto Sans JP"),
    ("NotoSansJP-Regular.ttf", 0, "Noto Sans JP"),
    ("NotoSansJP-VF.ttf", 0, "Noto Sans JP"),
    ("NotoSansJP[wght].ttf", 0, "Noto Sans JP"),
    ("SourceHanSans-Regular.ttc", 0, "Source Han Sans"),
    ("ヒラギノ角ゴシック W3.ttc", 0, "Hiragino Sans"),
    ("YuGothM.ttc", 0, "Yu Gothic"),
    ("YuGothR.ttc", 0, "Yu Gothic"),
    ("BIZ-UDGothicR.ttc", 1, "BIZ UDPGothic"),
    ("meiryo.ttc", 0, "Meiryo"),
    ("ipaexg.ttf", 0, "IPAexGothic"),
    ("msgothic.ttc", 0, "MS Gothic"),
)


def font_folders() -> Sequence[Path]:
    """Return the folders this system keeps its fonts in; some may not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        return (Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts", Path(local) / "Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


@cache
def japanese_font() -> Font:
    """Return the best Japanese font of this system. Raises FontMissing."""
    return choose(font_folders())


def choose(folders: Sequence[Path]) -> Font:
    """Return the best Japanese font beneath `folders`. Raises FontMissing."""
    found: dict[str, Path] = {}
    for path in _files(folders):
        found.setdefault(path.name.lower(), path)
        if path.name == _KNOWN[0][0]:
            break
    for name, index, family in _KNOWN:
        if name.lower() in found:
            return Font(found[name.lower()], index, family)
    raise FontMissing


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place) / name for name in names)
