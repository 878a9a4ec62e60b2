"""What the kept words of an item give away: kinds and counts, found in the background when the person asks for it.

Nothing but kinds and counts stays in memory, for as long as the vault is open; nothing of it is written down.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.evidence import keeping, looking
from yosuga.proceedings.reading import item_facts
from yosuga.tools import Tools
from yosuga.web.screen import Asked
from yosuga.web.work import Job, Stage, worker

LEAKS = "leaks"
_WORDS = "text.txt"  # what a page says, where the words of a post in it are not known
_MOST_LETTERS = 100_000
_MOST_BYTES = 4 * _MOST_LETTERS


@dataclass(frozen=True, slots=True)
class Leaked:
    """How far it is, and how many different things of each kind (words of the person's language) were found."""

    running: bool
    failed: bool
    kinds: tuple[tuple[str, int], ...]


def look_for(eid: str, *, asked: Asked) -> Job:
    """Have the words of an item looked over; what was found before counts no more."""

    def run(job: Job, tools: Tools) -> None:
        job.tell("", done=0, of=1)
        text = _words_of(eid, case=asked.case, actor=asked.actor, tools=tools)
        job.tell("", done=1, of=1, facts={shade: str(count) for shade, count in _counted(text).items()})

    job = worker.begin(LEAKS, case=asked.case, tools=asked.tools, run=run)
    asked.session.put(_note(eid), str(job.number))
    return job


def of_item(eid: str, *, asked: Asked) -> Leaked | None:
    """Return what was found in an item, heaviest first; None where this session did not ask for it."""
    number = asked.session.get(_note(eid)) or ""
    job = worker.job(int(number)) if number else None
    if job is None or job.case != asked.case:
        return None
    from yosuga.detect.risk_words import Shade, ours
    from yosuga.web.examining import shade

    levels = ours().shades
    shades = sorted((Shade(one) for one in job.facts), key=lambda one: -levels[one].level.order)
    kinds = tuple((shade(one), int(job.facts[one.value])) for one in shades)
    return Leaked(not job.over, job.over and job.stage is not Stage.DONE, kinds)


def _note(eid: str) -> str:
    return f"{LEAKS}-{eid}"


def _words_of(eid: str, *, case: str, actor: Actor, tools: Tools) -> str:
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    facts = item_facts(item, case=opened, tools=tools)
    known = facts.post_text or facts.text
    if known or all(file.name != _WORDS for _, file in keeping.files_of(item)):
        return known[:_MOST_LETTERS]
    _, body = looking.open_file(eid, _WORDS, case=case, actor=actor, tools=tools)
    with body:
        return body.read(_MOST_BYTES).decode("utf-8", "replace")[:_MOST_LETTERS]


def _counted(text: str) -> Mapping[str, int]:
    """Return how many different things of each kind a text holds: a number said three times is one."""
    from yosuga.detect.finding import find
    from yosuga.detect.risk import shade_of

    found = {(shade_of(one, text).value, one.surface(text)) for one in find(text)}
    return Counter(shade for shade, _ in found)
