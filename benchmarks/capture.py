"""Captures the benchmark page with this product and its peers, interleaved in one run, and prints ratios of medians.

Usage: python benchmarks/capture.py [--rounds N] [--hosts A,B] [--keep DIR]

Peers are found by `SCOOP` and `BROWSERTRIX_CRAWLER` (paths of programs) or on the PATH; what is not there is printed
as not installed. Scoop leaves names of loopback out of its proxy: for it, let the hosts file say
`127.0.0.1 page.test other.test` and add `--hosts page.test,other.test`.
Exit code 1 when a bound that could be measured does not hold.
"""

import argparse
import compileall
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import contestants  # noqa: E402  (after the path)
from benchmarks.contestants import Contestant  # noqa: E402  (after the path)
from benchmarks.measuring import Cost, adopt_orphans, cost  # noqa: E402  (after the path)
from benchmarks.pages.timeline import REPLIES, SMALL_PATHS, listed  # noqa: E402  (after the path)
from benchmarks.tally import Held, held  # noqa: E402  (after the path)
from benchmarks.trust import trust  # noqa: E402  (after the path)

PEERS = ("Scoop", "browsertrix-crawler")


@dataclass(slots=True)
class Row:
    """All rounds of one contestant on one page."""

    costs: list[Cost] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def wall_s(self) -> float:
        """Median wall time."""
        return statistics.median(cost.wall_s for cost in self.costs)

    @property
    def cpu_s(self) -> float:
        """Median processor time."""
        return statistics.median(cost.cpu_s for cost in self.costs)

    @property
    def peak_mb(self) -> float:
        """Median of the peaks, in MB (10^6)."""
        return statistics.median(cost.peak_bytes for cost in self.costs) / 1e6


@contextmanager
def pages(hosts: Sequence[str], *, chain: Path | None) -> Iterator[Mapping[str, str]]:
    """Serve the pages in a process of their own, whose time is not counted."""
    command = [sys.executable, "-m", "benchmarks.pages", *hosts, *([str(chain)] if chain else [])]
    server = subprocess.Popen(command, cwd=contestants.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if server.stdout is None or server.stdin is None:
        raise RuntimeError("the page server has no pipes")
    try:
        yield json.loads(server.stdout.readline())
    finally:
        server.stdin.close()
        server.wait(10)
        server.stdout.close()


def one_round(
    contestant: Contestant, *, url: str, paths: frozenset[str], folder: Path, row: Row, trusting: Mapping[str, str]
) -> None:
    """Capture once and count what was kept; preparation and counting are not timed."""
    folder.mkdir(parents=True)
    contestant.prepare(folder)
    environment = {**trusting, **contestant.environment(folder)}
    command = contestant.command(url, folder)
    spent = cost(command, folder=folder, environment=environment, label="capture", memory=paths != SMALL_PATHS)
    row.costs.append(spent)
    if contestant.name.startswith("yosuga"):
        row.notes.append(contestants.verdict(spent.output))
    elif spent.exit_code:
        row.notes.append(f"exit {spent.exit_code}")
    last = contestant.finish(folder)
    if last is not None:
        cost(last, folder=folder, environment=environment, label="finish")
    archive = contestant.archive(folder)
    if archive is not None:
        row.held.append(held(archive, paths=paths))


def measure(
    field_: Sequence[Contestant],
    *,
    url: str,
    paths: frozenset[str],
    rounds: int,
    folder: Path,
    trusting: Mapping[str, str],
) -> Mapping[str, Row]:
    """Run all contestants in turn, round by round, so that whatever disturbs the machine disturbs all alike."""
    rows = {contestant.name: Row() for contestant in field_}
    for number in range(rounds):
        for contestant in field_:
            place = folder / f"{number}-{contestant.name.replace(' ', '-')}"
            one_round(contestant, url=url, paths=paths, folder=place, row=rows[contestant.name], trusting=trusting)
    return rows


def table(rows: Mapping[str, Row], *, of: int) -> None:
    """Print the medians."""
    print(f"{'':24}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'resources':>11}{'replies':>9}")
    for name, row in rows.items():
        found = f"{min(one.resources for one in row.held)}/{of}" if row.held else "-"
        replies = f"{min(one.replies for one in row.held)}/{REPLIES}" if row.held else "-"
        print(f"{name:24}{row.wall_s:8.2f}{row.cpu_s:8.2f}{row.peak_mb:9.0f}{found:>11}{replies:>9}", end="")
        print("  " + "; ".join(sorted(set(row.notes))))
        missing = sorted({path for one in row.held for path in one.missing})
        if missing and name.startswith("yosuga"):
            print(f"{'':24}missing: {' '.join(missing)}")


def bound(what: str, value: float | None, most: float) -> bool:
    """Print one bound and say whether it holds; what could not be measured is said, and does not count."""
    if value is None:
        print(f"  {what:58} not measured (not installed)")
        return True
    print(f"  {what:58} {value:6.2f}  (at most {most:g})  {'holds' if value <= most else 'DOES NOT HOLD'}")
    return value <= most


def bounds(big: Mapping[str, Row], small: Mapping[str, Row]) -> bool:
    """Print every bound of the issue and say whether all hold."""
    ours, least = big["yosuga capture"], small.get("lower bound")
    scoop, crawler = big.get("Scoop"), big.get("browsertrix-crawler")
    lacking = [len(listed()) - one.resources + REPLIES - one.replies for one in ours.held] or [len(listed()) + REPLIES]
    results = [
        bound("wall / Scoop", ours.wall_s / scoop.wall_s if scoop else None, 0.50),
        bound("CPU / Scoop", ours.cpu_s / scoop.cpu_s if scoop else None, 0.50),
        bound("wall / browsertrix-crawler", ours.wall_s / crawler.wall_s if crawler else None, 0.80),
        bound("CPU / browsertrix-crawler", ours.cpu_s / crawler.cpu_s if crawler else None, 0.80),
        bound("small page: engine / lower bound", small["yosuga engine"].wall_s / least.wall_s if least else None, 1.7),
        bound("resources and replies that are missing", float(max(lacking)), 0),
        bound("peak memory, MB", ours.peak_mb, 700),
    ]
    if least:
        whole = small["yosuga capture"].wall_s / least.wall_s
        print(f"  {'small page: whole command, with key and vault / lower bound':58} {whole:6.2f}  (no bound)")
    return all(results)


def both_pages(
    field_: Sequence[Contestant], *, arguments: argparse.Namespace, scratch: Path
) -> tuple[Mapping[str, Row], Mapping[str, Row]]:
    """Measure the large and the small page, over TLS where an authority of our own can be trusted."""
    hosts = arguments.hosts.split(",")
    trusted = trust(hosts, folder=scratch)
    print("TLS, by an authority trusted for this run alone" if trusted else "plain HTTP: certutil is not installed")
    trusting = trusted.environment if trusted else {}
    rounds, folder = arguments.rounds, arguments.keep or scratch
    with pages(hosts, chain=trusted.chain if trusted else None) as urls:
        big = measure(
            field_, url=urls["page"], paths=listed(), rounds=rounds, folder=folder / "page", trusting=trusting
        )
        print(f"\nSNS-like page, medians of {rounds} interleaved rounds")
        table(big, of=len(listed()))
        small = measure(
            [one for one in field_ if one.name not in PEERS],
            url=urls["small"],
            paths=SMALL_PATHS,
            rounds=rounds,
            folder=folder / "small",
            trusting=trusting,
        )
        print("\nSmall page")
        table(small, of=len(SMALL_PATHS))
    return big, small


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--hosts", default="localhost,127.0.0.1", help="two names of loopback, for two sites")
    parser.add_argument("--keep", type=Path, help="a folder for what the programs leave; otherwise it is removed")
    arguments = parser.parse_args()
    adopt_orphans()
    compileall.compile_dir(ROOT / "src", quiet=1)  # as installing does; a file just edited costs each run its compiling
    candidates = [
        contestants.ours(),
        contestants.engine(),
        contestants.lower_bound(),
        contestants.scoop(),
        contestants.browsertrix(),
    ]
    field_ = [contestant for contestant in candidates if contestant is not None]
    for name in PEERS:
        if name not in {contestant.name for contestant in field_}:
            print(f"{name}: not installed")
    with tempfile.TemporaryDirectory() as scratch:
        big, small = both_pages(field_, arguments=arguments, scratch=Path(scratch))
    print("\nBounds")
    return 0 if bounds(big, small) else 1


if __name__ == "__main__":
    sys.exit(main())
