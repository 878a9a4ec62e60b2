"""What a plan costs: the process against the least that its libraries cost, and a plan in a process that has started.

`python -m benchmarks.plan [ROUNDS]` (default 9). The least is the same Python importing pydantic and the YAML reader
and doing nothing; the floor is Python alone. Medians of rounds that take turns, so that a busy moment hits all alike.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from yosuga.catalog.loader import ours
from yosuga.rules import reading
from yosuga.rules.plan import as_data, plan

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "docs/examples/answers/address-on-x.yaml"
DAY = date(2026, 11, 22)
MOST_PLAN_MS, MOST_PROCESS_S = 50.0, 0.7
_PROCESSES: dict[str, Sequence[str]] = {
    "python": ("-c", "pass"),
    "python + pydantic + yaml": ("-c", "import pydantic, yaml; pydantic.BaseModel"),
    "yosuga plan": ("-m", "yosuga", "plan", "--answers", str(ANSWERS), "--today", DAY.isoformat(), "--json"),
    "yosuga deadline": ("-m", "yosuga", "deadline", "dl-complaint-6m", "--from", "2026-04-30", "--json"),
    "yosuga desks": ("-m", "yosuga", "desks", "--json"),
    "yosuga guide": ("-m", "yosuga", "guide", "--search", "住所"),
}


def process_s(words: Sequence[str]) -> float:
    """Return the wall time of one process, in seconds. It must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def plan_ms(rounds: int) -> tuple[float, float]:
    """Return the time of the first plan, the catalog being read, and of the next ones, in milliseconds."""
    answers = reading.read(ANSWERS.read_bytes(), today=DAY)
    took = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        as_data(plan(answers, at=DAY, catalog=ours()), catalog=ours())
        took.append((time.perf_counter() - begun) * 1000)
    return took[0], statistics.median(took[1:])


def main() -> int:
    """Print the figures; return 1 when one does not hold."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    seen: dict[str, list[float]] = {name: [] for name in _PROCESSES}
    for _ in range(rounds):
        for name, words in _PROCESSES.items():
            seen[name].append(process_s(words))
    middle = {name: statistics.median(times) for name, times in seen.items()}
    least = middle["python + pydantic + yaml"]
    for name, seconds in middle.items():
        print(f"{name:26} {seconds:6.3f} s   {seconds / least:5.2f} x the least")
    first, later = plan_ms(rounds * 5)
    print(f"first plan {first:.1f} ms (it reads the catalog), each further one {later:.2f} ms (at most {MOST_PLAN_MS})")
    return int(middle["yosuga plan"] > MOST_PROCESS_S or later > MOST_PLAN_MS)


if __name__ == "__main__":
    sys.exit(main())
