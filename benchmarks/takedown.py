"""A thousand targets in one case: what adding, listing and the board cost, beside the bare opening of the same rows.

`python benchmarks/takedown.py`. The bound of everything that shows targets is to decrypt their rows and nothing else;
the bound of adding one is the row with its entry in the log, without any look at the others.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from tests import vaults  # noqa: E402
from tests.vaults import ACTOR  # noqa: E402
from yosuga.cases import actions as cases  # noqa: E402
from yosuga.cases.access import OpenCase, case_for  # noqa: E402
from yosuga.keys import wrap  # noqa: E402
from yosuga.rules.takedown.board import Wanted  # noqa: E402
from yosuga.rules.takedown.follow import Followed  # noqa: E402
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What  # noqa: E402
from yosuga.takedown import adding, boards, sealing, shelf  # noqa: E402
from yosuga.takedown.models import KeptTarget  # noqa: E402
from yosuga.tools import Tools  # noqa: E402

TARGETS = 1_000
ROUNDS = 5
WITHIN_S = 1.0
GROWTH = 2.0  # how much longer adding may take in the full case: it looks at no other target


def main() -> int:
    """Fill a case, measure, print a table, and return 1 when a limit does not hold."""
    with _vault() as tools:
        case = case_for(cases.open_case("bench", actor=ACTOR, tools=tools).id, actor=ACTOR, tools=tools)
        taken = [_seconds(partial(_add, n, case=case, tools=tools)) for n in range(TARGETS)]
        _ask(case, tools=tools)
        bare = _median(lambda: _open_rows(case))
        figures = {
            "list": _median(lambda: shelf.all_of(case)),
            "board": _median(lambda: boards.board(cases=[case.id], most=50, actor=ACTOR, tools=tools)),
            "search": _median(
                lambda: boards.board(cases=[case.id], wanted=Wanted(search="00999"), most=50, actor=ACTOR, tools=tools)
            ),
            "one": _median(lambda: boards.detail(TARGETS, case=case.id, actor=ACTOR, tools=tools)),
        }
    first, last = statistics.median(taken[:50]), statistics.median(taken[-50:])
    print(f"{'work':42} {'figure':>12} {'bound':>12} {'ratio':>8}  holds")
    print(f"{'add one, case of 50':42} {first * 1e3:9.1f} ms")
    holds = [_row(f"add one, case of {TARGETS}", last, bound=first, within=GROWTH * first)]
    holds += [_row(f"{name} of {TARGETS} targets", one, bound=bare, within=WITHIN_S) for name, one in figures.items()]
    return 0 if all(holds) else 1


@contextmanager
def _vault() -> Iterator[Tools]:
    folder = tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR"))
    with folder as place, vaults.make(Path(place) / "vault").opened() as tools:
        yield tools


def _add(number: int, *, case: OpenCase, tools: Tools) -> None:
    address = f"https://x.com/example/status/15418156036{number:05}80"
    adding.add(address, without="bench", case=case.id, actor=ACTOR, tools=tools)


def _ask(case: OpenCase, *, tools: Tools) -> None:
    """Give every target a request with a few steps, as a case has them after weeks."""
    now = tools.clock.read().wall

    def asked(one: Followed) -> Followed:
        steps = tuple(
            Step(what, now - timedelta(days=one.number % 20, minutes=9 - place))
            for place, what in enumerate((What.DRAFTED, What.FINISHED, What.SENT, What.RECEIVED))
        )
        words = (("exact-words", "架空の文" * 50), ("reason", "理由" * 100))
        request = Request(1, "x/statutory_jp", Reason.PRIVACY, Requester.SELF, filled=words, steps=steps)
        return replace(one, requests=(request,))

    for number in range(1, TARGETS + 1):
        shelf.change(number, asked, case=case, actor=ACTOR, tools=tools)


def _open_rows(case: OpenCase) -> None:
    """Read and decrypt the rows: what nobody who shows them can do without."""
    key = wrap.derive(case.key, label=sealing.LABEL)
    for row in KeptTarget.objects.filter(case_id=case.id):
        wrap.open_sealed(bytes(row.sealed), under=key, place=wrap.Place(sealing.LABEL, case.id, str(row.number)))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(ROUNDS))


def _row(work: str, figure: float, *, bound: float, within: float) -> bool:
    holds = figure <= within
    print(f"{work:42} {figure * 1e3:9.1f} ms {bound * 1e3:9.1f} ms {figure / bound:8.1f}  {'yes' if holds else 'NO'}")
    return holds


if __name__ == "__main__":
    sys.exit(main())
