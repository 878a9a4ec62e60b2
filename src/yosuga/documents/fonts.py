"""The fonts of pictures and papers: ours, the same bytes on every system, and the system's for what ours lack."""

import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yosuga.documents.cmap import Reach, reach_of
from yosuga.errors import YosugaError

VENDORED = Path(__file__).parent / "fonts"
FAMILIES = ("Noto Sans JP", "Noto Emoji")
_JAPANESE = VENDORED / "noto-sans-jp-0.4.3" / "NotoSansJP_400Regular.ttf"
_BOLD = VENDORED / "noto-sans-jp-0.4.3" / "NotoSansJP_700Bold.ttf"
_EMOJI = VENDORED / "noto-emoji-0.4.7" / "NotoEmoji_400Regular.ttf"


class FontMissing(YosugaError):
    """A font that belongs to the software is not where it was installed."""

    code = "font-missing"
    ja = (
        "日本語のフォントのファイルが見つからないため、書類を作れません。保存済みの証拠は無事です。"
        "Yosuga をインストールし直してください。"
    )
    en = (
        "A font file of this software was not found, so the document cannot be made. Evidence already kept is safe. "
        "Please install Yosuga again."
    )
    status = 503


@dataclass(frozen=True, slots=True)
class Font:
    """One face: the file, its number within a collection, and the family's name for typesetting."""

    path: Path
    index: int
    family: str


# Fonts of systems that have what Noto Sans JP lacks (Korean, simplified Chinese, rare ideographs), best first. None of
# our own family's name: two files of one name would make the paper depend on the system.
_KNOWN: tuple[tuple[str, int, str], ...] = (
    ("NotoSansCJK-Regular.ttc", 0, "Noto Sans CJK JP"),
    ("NotoSansCJKjp-Regular.otf", 0, "Noto Sans CJK JP"),
    ("NotoSansCJK-VF.otf.ttc", 0, "Noto Sans CJK JP"),
    ("SourceHanSans-Regular.ttc", 0, "Source Han Sans"),
    ("AppleSDGothicNeo.ttc", 0, "Apple SD Gothic Neo"),
    ("malgun.ttf", 0, "Malgun Gothic"),
)


@cache
def japanese_font() -> Font:
    """Return Noto Sans JP as it comes with this software. Raises FontMissing."""
    for path in (_JAPANESE, _BOLD, _EMOJI):
        if not path.is_file():
            raise FontMissing(path.name)
    return Font(_JAPANESE, 0, FAMILIES[0])


@cache
def system_font() -> Font | None:
    """Return the font of this system that has what ours lack, or None."""
    return choose(font_folders())


def choose(folders: Sequence[Path]) -> Font | None:
    """Return the best font for what ours lack beneath `folders`, or None."""
    found: dict[str, Path] = {}
    for path in _files(folders):
        found.setdefault(path.name.lower(), path)
        if path.name == _KNOWN[0][0]:
            break
    for name, index, family in _KNOWN:
        if name.lower() in found:
            return Font(found[name.lower()], index, family)
    return None


def font_folders() -> Sequence[Path]:
    """Return the folders this system keeps its fonts in; some may not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        return (Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts", Path(local) / "Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


def font_for(letter: str) -> Font:
    """Return the font that shows a letter; Noto Sans JP, with its sign for it, where none does. Raises FontMissing."""
    if _has(_JAPANESE, letter):
        return japanese_font()
    if _has(_EMOJI, letter):
        return Font(_EMOJI, 0, FAMILIES[1])
    return system_font() or japanese_font()


def uncovered(letters: Iterable[str]) -> frozenset[str]:
    """Return those of the letters that none of our own fonts has."""
    return frozenset(letter for letter in letters if not (_has(_JAPANESE, letter) or _has(_EMOJI, letter)))


def _has(font: Path, letter: str) -> bool:
    reach, point = _reach(font), ord(letter)
    place = bisect_right(reach.starts, point) - 1
    return place >= 0 and point <= reach.ends[place]


@cache
def _reach(font: Path) -> Reach:
    return reach_of(font)


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place) / name for name in names)
