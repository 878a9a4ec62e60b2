"""What is read, found and covered in the pictures of a development set (gold.json beside them), and how fast.

Characters are compared in NFKC without white space, with hyphens and dashes alike. A string is *read* when it stands
in what was read of the picture; it is *found* when a finding of its type holds it, or six tenths of it.
"""

import json
import re
import sys
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

from yosuga.detect.images.base import Looked

_DASHES = re.compile("[ー\u2010-\u2015\u2212|\uff5c一](?=[0-9])")


class Rows(Protocol):
    """Where figures are printed."""

    def row(self, name: str, ours: float, anchor: float | None, *, least: float = 0.0, most: float = 1e12) -> None:
        """Print one figure."""


@dataclass(slots=True)
class Sums:
    """Counts over all pictures."""

    pictures: int = 0
    errors: float = 0.0
    wanted: int = 0
    read: int = 0
    found: int = 0
    faces: int = 0
    faces_found: int = 0


def measure(table: Rows, folder: Path) -> None:
    """Read every picture, redact it, look at the copy again, and print the figures."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    _looked(folder / gold[0]["file"])  # loads the models
    sums, whole, first = Sums(), [], []
    for one in gold:
        seen, seconds, until_first = _looked(folder / one["file"])
        whole.append(seconds)
        first.append(until_first)
        _count(sums, one, seen)
    table.row("pictures: character error rate", sums.errors / sums.pictures, None, most=0.015)
    table.row(f"pictures: strings read (n={sums.wanted})", sums.read / sums.wanted, None, least=0.94)
    table.row("pictures: strings found and typed", sums.found / sums.wanted, None, least=0.88)
    if sums.faces:
        table.row(f"pictures: faces found (n={sums.faces})", sums.faces_found / sums.faces, None, least=0.95)
    table.row("pictures: whole look, seconds (median)", median(whole), None, most=1.3)
    table.row("pictures: first answer, seconds (median)", median(first), None, most=0.5)
    _redacted(table, folder, [one["file"] for one in gold])


def _looked(path: Path) -> tuple[Looked, float, float]:
    """Return what was seen, and the seconds until all and until the first answer."""
    from yosuga.detect.images.looking import look

    times: list[float] = []
    begun = time.perf_counter()
    seen = look(path, first=lambda _: times.append(time.perf_counter() - begun))
    whole = time.perf_counter() - begun
    return seen, whole, times[0] if times else whole


def _count(sums: Sums, one: Mapping[str, object], seen: Looked) -> None:
    written = _plain("".join(map(str, _list(one["text"]))))
    read = _plain("".join(line.text for line in seen.lines))
    sums.pictures += 1
    sums.errors += _distance(written, read) / max(1, len(written))
    found = [(each.kind.value, _bare(each.text)) for each in seen.findings]
    for entity in _list(one["entities"]):
        text = str(entity["text"])
        sums.wanted += 1
        sums.read += _plain(text) in read
        sums.found += any(kind == entity["type"] and _holds(its, _bare(text)) for kind, its in found)
    for box in _list(one.get("faces") or []):
        sums.faces += 1
        sums.faces_found += any(_overlap(box, face.box.as_list()) >= 0.5 for face in seen.faces)


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _overlap(one: object, other: Sequence[int]) -> float:
    """Return what two boxes share, as a part of both together."""
    assert isinstance(one, list)
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0, across) * max(0, down)
    both = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)) - shared
    return float(shared / both) if both else 0.0


def _holds(found: str, wanted: str) -> bool:
    return wanted in found or (len(found) >= 0.6 * len(wanted) and found in wanted)


def _plain(text: str) -> str:
    bare = _DASHES.sub("-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    return bare.translate({0x2014: "-", 0x2015: "-", 0x2212: "-", 0xB7: "・", 0x2026: "...", 0x7E: "〜"})


def _bare(text: str) -> str:
    return re.sub("[\\s\\-ー\u2010-\u2015\u2212|\uff5c]", "", unicodedata.normalize("NFKC", text))


def _distance(one: str, other: str) -> int:
    """Return how many signs must be put in, left out or changed (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, start=1):
        above, row = row, [at]
        for place, its in enumerate(other, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (sign != its)))
    return row[-1]


def _redacted(table: Rows, folder: Path, names: Sequence[str]) -> None:
    """Redact each picture and look at the file that would be handed out: findings not under black, and metadata."""
    from yosuga.detect.images.looking import look
    from yosuga.detect.redaction.pictures import Wanted, redact
    from yosuga.detect.redaction.places import covers
    from yosuga.detect.redaction.refusing import StillThere

    left = said = refused = 0
    for name in names:
        try:
            done = redact((folder / name).read_bytes(), wanted=Wanted())
        except StillThere:
            refused += 1
            print(f"  refused: {name}", file=sys.stderr)
            continue
        again = look(done.content)
        boxes = [box for one in again.findings for box in one.boxes]
        boxes += [*(one.box for one in again.faces), *(one.box for one in again.codes)]
        left += any(not covers(done.boxes, box) for box in boxes)
        said += bool(again.metadata.keys() - {"format"})
    table.row(f"redacted pictures handed out (of {len(names)})", len(names) - refused, None)
    table.row("redacted pictures with a finding left", left, None, most=0)
    table.row("redacted pictures with metadata left", said, None, most=0)
