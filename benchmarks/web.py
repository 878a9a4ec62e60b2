"""Server time of every screen for a case with 500 items, 500 targets and 2,000 log entries; the limit is 300 ms.

`python benchmarks/web.py`: no network and no browser; the whole way from request to answer, headers and template in it.
Each page is looked at once after the button that leads there, then again and again; `easy` is with furigana.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

ITEMS, ENTRIES, TARGETS = 500, 2_000, 500
ROUNDS = 15
LIMIT_MS = 300.0
# What a screen is asked with, where it is not shown without.
_ARGUMENTS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "evidence": ({}, {"first": "480"}),
    "item": ({"eid": "E0003"},),
    "item-erase": ({"eid": "E0003"},),
    "replay": ({"eid": "E0003"},),
    "case-log": ({}, {"first": "1000"}),
    "step": ({"step": "keep-posts"},),
    "route": ({"route": "disclosure-order"},),
    "page": ({"page": "platform-act"}, {"page": "first-steps"}),
    "found": ({"words": "\u4f4f\u6240"},),
    "platform": ({"platform": "x"},),
    "pause": ({"of": "copyright"},),
    "intake": ({"page": "asker"}, {"page": "story"}),
    "removals": ({}, {"first": "480"}),
    "removal-add": ({}, {"eid": "E0003"}),
    "removal-ways": ({"number": "1", "reason": "privacy"},),
    "removal-way": ({"number": "1", "reason": "privacy", "route": "x/statutory_jp"},),
    "removal-request": ({"number": "1", "request": "1"},),
    "removal-record": ({"number": "1", "request": "1", "what": "answered"},),
    **dict.fromkeys(("removal", "removal-proof", "removal-drop", "removal-reason", "removal-look"), ({"number": "1"},)),
    **dict.fromkeys(
        ("removal-draft", "removal-question", "removal-sender", "removal-fields", "removal-reach", "removal-gates",
         "removal-pause", "removal-paper", "removal-pages", "removal-differs", "removal-made"),
        ({"number": "1", "request": "2"},),
    ),
}  # fmt: skip


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
    from yosuga.web import site
    from yosuga.web.screen import ACTOR
    from yosuga.web.vaults import holder

    settings.HOME = home
    vaults.make(home)
    holder.unlock(PASSPHRASE)
    tools = holder.tools()
    case = actions.open_case("bench", actor=ACTOR, tools=tools).id
    many.fill(case, items=ITEMS, entries=ENTRIES, shown=many.picture(), actor=ACTOR, tools=tools)
    many.follow(case, targets=TARGETS, evidence="E0001", actor=ACTOR, tools=tools)
    person = Person().enters()
    person.unlocks()
    person.chooses_case(case)
    print(f"{'page':34} {'first':>8} {'median':>8} {'95 %':>8} {'bytes':>8}  holds (limit {LIMIT_MS:.0f} ms)")
    site.prepare()
    outcomes = [_row(person, screen, arguments) for screen in _screens() for arguments in _ARGUMENTS.get(screen, ({},))]
    person.sends(go="easy", arg__to="on")
    easy = ("plan", "desks", "route", "page", "handbook", "care", "prevention", "intake")
    outcomes += [_row(person, one, arguments, "easy ") for one in easy for arguments in _ARGUMENTS.get(one, ({},))]
    person.sends(go="easy", arg__to="off")
    person.session.put("evidence-search", "sns.example 7")
    outcomes.append(_row(person, "evidence", {}, "searched "))
    person.session.put("evidence-search", None)
    person.goes("evidence")
    thumbnail = person.page.html.split('src="/f/')[1].split('"')[0]
    outcomes.append(_timed("one veiled thumbnail", lambda: b"".join(person.client.get(f"/f/{thumbnail}"))))
    holder.close()
    return 0 if all(outcomes) else 1


def _screens() -> list[str]:
    """Return every screen that an owner may see."""
    from yosuga.web import site
    from yosuga.web.screen import Role

    return [name for name in site.screens() if site.may(Role.OWNER, name)]


def _row(person: object, screen: str, arguments: Mapping[str, str], before: str = "") -> bool:
    from tests.web.person import Person

    assert isinstance(person, Person)
    person.goes(screen, **arguments)
    words = f"{before}{screen} {' '.join(arguments.values())}"
    return _timed(words, lambda: person.looks().html.encode())  # noqa: PLW0108 - each round looks anew


def _timed(words: str, look: Callable[[], bytes]) -> bool:
    taken, size = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        size = len(look())
        taken.append((time.perf_counter() - start) * 1e3)
    late = statistics.quantiles(taken, n=20)[-1]
    holds = late <= LIMIT_MS
    print(
        f"{words[:34]:34} {taken[0]:5.0f} ms {statistics.median(taken):5.0f} ms {late:5.0f} ms {size:8,}  "
        f"{'yes' if holds else 'NO'}",
        flush=True,
    )
    return holds


if __name__ == "__main__":
    sys.exit(main())
