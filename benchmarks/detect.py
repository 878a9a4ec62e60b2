"""What detection finds, next to Presidio with ja_ginza in the same run: `python -m benchmarks.detect SET.jsonl`.

`--images DIR` adds the pictures of a set (with its gold.json), `--no-anchor` leaves the anchor out. The anchor's
environment is made once, by pip, in the cache folder (`--cache`). Every figure of both is counted by
`benchmarks.detect_scoring`. A line says whether its figure holds; the exit code is 1 when one does not.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.detect_scoring import Count, Document, Scores, Typed, documents, score, total

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yosuga-benchmarks"
ANCHOR = ("presidio-analyzer", "ginza", "ja-ginza")
# What has a form of its own: a pattern and its context decide, not a name's rarity.
STRUCTURED = (
    *("POSTAL_CODE", "PHONE", "EMAIL", "SNS_ID", "BIRTHDATE", "MY_NUMBER"),
    *("CREDIT_CARD", "BANK_ACCOUNT", "LICENSE_PLATE", "GEO", "GOV_ID"),
)
_MOST_ROUNDS_S, _ROUNDS = 4.0, 100
Found = Mapping[str, Iterable[Typed]]


class Table:
    """Prints figures, and remembers whether each holds."""

    def __init__(self) -> None:
        self.broken = 0

    def row(self, name: str, ours: float, anchor: float | None, *, least: float = 0.0, most: float = 1e12) -> None:
        """Print one figure of both; it holds within `least` and `most`."""
        holds = least <= ours <= most
        self.broken += not holds
        wanted = f">= {least:g}" if least else f"<= {most:g}" if most < 1e12 else ""
        other = "-" if anchor is None else f"{anchor:.3f}"
        print(f"{name:44} {ours:10.3f} {other:>10}   {wanted:10} {'' if holds else 'DOES NOT HOLD'}".rstrip())


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("set", type=Path, help="a development set: doc_id, text, entities")
    parser.add_argument("--images", type=Path, help="its pictures")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--no-anchor", action="store_true")
    given = parser.parse_args()
    those = documents(_rows(given.set))
    table = Table()
    anchor, cost = (None, None) if given.no_anchor else _anchor(given.set, those, cache=given.cache)
    print(f"{len(those)} documents, {sum(len(one.wanted) for one in those)} stretches")
    print(f"{'':44} {'ours':>10} {'anchor':>10}   holds at")
    ours = score(those, {one.id: _ours(one.text) for one in those})
    _by_type(ours, anchor)
    _of_all(table, ours, anchor)
    _redact_mode(table, those)
    _watch_list(table)
    _speed(table, given.set, those, cost=cost)
    if given.images:
        from benchmarks.detect_pictures import measure

        measure(table, given.images)
    return 1 if table.broken else 0


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _ours(text: str) -> list[Typed]:
    from yosuga.detect.finding import find

    return [(one.kind.value, one.start, one.end) for one in find(text)]


def _by_type(ours: Scores, anchor: Scores | None) -> None:
    for kind in sorted(ours.overlap):
        if ours.overlap[kind].wanted:
            other = "-" if anchor is None else f"{anchor.overlap[kind].f1:.3f}"
            print(
                f"  {kind:42} {ours.overlap[kind].f1:10.3f} {other:>10}   (overlap F1, n={ours.overlap[kind].wanted})"
            )


def _of_all(table: Table, ours: Scores, anchor: Scores | None) -> None:
    def both(name: str, counts: str, least: float, *, of: Sequence[str] | None = None) -> None:
        one = total(getattr(ours, counts), of=of).f1
        other = None if anchor is None else total(getattr(anchor, counts), of=of).f1
        table.row(name, one, other, least=least)

    both("overlap, micro F1", "overlap", 0.93)
    both("exact, micro F1", "exact", 0.89)
    both("PERSON, overlap F1", "overlap", 0.85, of=["PERSON"])
    both("structured types, overlap F1", "overlap", 0.99, of=STRUCTURED)
    most = ours.harmless / 30  # one of thirty
    table.row(
        f"harmless documents flagged (of {ours.harmless})",
        ours.flagged,
        None if anchor is None else anchor.flagged,
        most=most,
    )


def _redact_mode(table: Table, those: Sequence[Document]) -> None:
    """Characters that a copy covers; then every copy is read again, and what is found outside its marks is left."""
    import re

    from yosuga.detect.finding import find
    from yosuga.detect.redaction.numbering import Numbering
    from yosuga.detect.redaction.text import redact

    covered: dict[str, list[Typed]] = {}
    left = 0
    for one in those:
        done = redact(one.text, numbering=Numbering())
        covered[one.id] = [(found.kind.value, found.start, found.end) for found in done.covered]
        marks = {at for mark in re.finditer("【[^】]+】", done.text) for at in range(*mark.span())}
        left += any(not marks.issuperset(range(found.start, found.end)) for found in find(done.text))
    characters: Count = score(those, covered).characters
    table.row("redact mode, characters: recall", characters.recall, None, least=0.97)
    table.row("redact mode, characters: precision", characters.precision, None, least=0.85)
    table.row(f"redacted copies with a finding left (of {len(those)})", left, None, most=0)


def _watch_list(table: Table) -> None:
    """Our own cases of one's own data; the other column is a search for the same values in NFKC."""
    from tests.detect.test_watch import found, searched
    from tests.detect.watch.scoring import cases, tally

    ours, search = tally(cases(), found), tally(cases(), searched)
    table.row(f"watch list, recall (n={ours.wanted}; search in NFKC)", ours.recall, search.recall, least=0.9)
    table.row("watch list, precision", ours.precision, search.precision, least=0.95)
    table.row("watch list, given to a wrong owner", ours.wrong_owner, search.wrong_owner, most=0)


def _speed(table: Table, path: Path, those: Sequence[Document], *, cost: Mapping[str, float] | None) -> None:
    of = dict(cost or {})
    command, whole = ["-m", "yosuga", "detect", "--jsonl"], path.read_text("utf-8").rstrip("\n") + "\n"
    # Of the processor: others may use this machine too. The first round meets every word for the first time.
    first, many = _process(command, text=whole), _process(command, text=whole * (_ROUNDS + 1))
    rate = _ROUNDS * len(those) / (many.processor_s - first.processor_s)
    table.row("documents a second of one core", rate, of.get("docs_per_s"), least=1000)
    table.row("the same, asked for one after the other", _one_by_one(those), None)
    cold = _process(command, text='{"doc_id": "1", "text": "電話は090-0000-0000"}\n')
    table.row("cold start of `yosuga detect`, seconds", cold.wall_s, of.get("load_s"), most=1.0)
    table.row("memory at its worst, MB", first.peak / 2**20, of["peak_bytes"] / 2**20 if of else None, most=250)


def _one_by_one(those: Sequence[Document]) -> float:
    _ours("始めます")
    begun, count = time.process_time(), 0
    while time.process_time() - begun < _MOST_ROUNDS_S:
        for one in those:
            _ours(one.text)
        count += len(those)
    return count / (time.process_time() - begun)


class Cost(NamedTuple):
    """What a command took: the best times of three runs in seconds, and memory at its worst in bytes."""

    wall_s: float
    processor_s: float
    peak: int


def _process(words: Sequence[str], *, text: str) -> Cost:
    """Return what a command takes with `text` as its input (Linux, macOS)."""
    best, least, peak = 1e9, 1e9, 0
    for _ in range(3):
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        ) as child:
            assert child.stdin is not None
            child.stdin.write(text.encode())
            child.stdin.close()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        best = min(best, time.perf_counter() - begun)
        least = min(least, used.ru_utime + used.ru_stime)
        peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(best, least, peak)


def _anchor(path: Path, those: Sequence[Document], *, cache: Path) -> tuple[Scores, Mapping[str, float]]:
    """Return the anchor's counts, and its documents a second, start and memory."""
    python = _environment(cache / "anchor")
    script = str(ROOT / "benchmarks/detect_anchor.py")
    ran = subprocess.run([python, script, str(path)], check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    found: dict[str, list[Typed]] = {}
    for row in rows[:-1]:
        found.setdefault(row["doc_id"], []).append((row["type"], row["start"], row["end"]))
    return score(those, found), rows[-1]


def _environment(folder: Path) -> str:
    """Return the Python of the anchor's environment, made with pip where it is not there yet."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "ready"
    if not ready.exists():
        print("making the anchor's environment (some minutes)", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *ANCHOR], check=True)
        ready.touch()
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
