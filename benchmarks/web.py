"""Server time of the screens of evidence for a case with 500 items and 2,000 log entries; the limit is 300 ms a page.

`python benchmarks/web.py`: no network and no browser; the whole way from request to answer, headers and template in it.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

ITEMS, ENTRIES = 500, 2_000
ROUNDS = 15
LIMIT_MS = 300.0
_SCREENS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("evidence", {}, "list, newest page"),
    ("evidence", {"first": "480"}, "list, oldest page"),
    ("item", {"eid": "E0003"}, "item"),
    ("hand-items", {}, "hand over: which items"),
    ("keep", {}, "keep"),
    ("keeping", {}, "keeping"),
)


def main() -> int:
    """Print a table; return 1 when a page takes longer than the limit."""
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        return _measured(Path(folder) / "vault")


def _measured(home: Path) -> int:
    from tests import vaults
    from tests.vaults import PASSPHRASE
    from tests.web import many
    from tests.web.person import Person
    from yosuga import settings
    from yosuga.cases import actions
    from yosuga.web.screen import ACTOR
    from yosuga.web.vaults import holder

    settings.HOME = home
    vaults.make(home)
    holder.unlock(PASSPHRASE)
    tools = holder.tools()
    case = actions.open_case("bench", actor=ACTOR, tools=tools).id
    many.fill(case, items=ITEMS, entries=ENTRIES, shown=many.picture(), actor=ACTOR, tools=tools)
    person = Person().enters()
    person.unlocks()
    person.chooses_case(case)
    print(f"{'page':36} {'first':>9} {'median':>9} {'worst':>9} {'bytes':>8}  holds (limit {LIMIT_MS:.0f} ms)")
    outcomes = [_row(words, person, screen, arguments) for screen, arguments, words in _SCREENS]
    person.session.put("evidence-search", "sns.example 7")
    outcomes.append(_row("list, searched", person, "evidence", {}))
    person.session.put("evidence-search", None)
    person.goes("evidence")
    thumbnail = person.page.html.split('src="/f/')[1].split('"')[0]
    outcomes.append(_timed("one veiled thumbnail", lambda: b"".join(person.client.get(f"/f/{thumbnail}"))))
    holder.close()
    return 0 if all(outcomes) else 1


def _row(words: str, person: object, screen: str, arguments: dict[str, str]) -> bool:
    from tests.web.person import Person

    assert isinstance(person, Person)
    person.goes(screen, **arguments)
    return _timed(words, lambda: person.looks().html.encode())  # noqa: PLW0108 - each round looks anew


def _timed(words: str, look: Callable[[], bytes]) -> bool:
    taken, size = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        size = len(look())
        taken.append((time.perf_counter() - start) * 1e3)
    holds = max(taken) <= LIMIT_MS
    print(
        f"{words:36} {taken[0]:6.0f} ms {statistics.median(taken):6.0f} ms {max(taken):6.0f} ms {size:8,}  "
        f"{'yes' if holds else 'NO'}",
        flush=True,
    )
    return holds


if __name__ == "__main__":
    sys.exit(main())
