"""What a kept item gives away: kinds and counts, found in the background when the person asks for it.

Nothing but kinds and counts stays in memory, for as long as the vault is open; nothing of it is written down.
"""

from dataclasses import dataclass

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody.records import FileEntry
from yosuga.errors import BadFile
from yosuga.evidence import keeping, looking
from yosuga.proceedings.reading import item_facts
from yosuga.tools import Tools
from yosuga.web.brake import no_pictures
from yosuga.web.looking_over import Seen
from yosuga.web.screen import Asked
from yosuga.web.work import Job, Stage, worker

LEAKS = "leaks"
_WORDS = "text.txt"  # what a page says, where the words of a post in it are not known
_MOST_LETTERS = 100_000
_MOST_BYTES = 4 * _MOST_LETTERS
_MOST_PICTURES = 4  # a second or two for each
_LARGEST = 40_000_000  # bytes of a picture or PDF
_OF_WORDS, _OF_PICTURES, _NOT_ALL = "words", "pictures", "not-all"


@dataclass(frozen=True, slots=True)
class Leaked:
    """How far it is, and how many different things of each kind (words of the person's language) were found.

    `words` says whether words were looked over, `pictures` how many pictures were; `whole` that nothing was left out.
    """

    running: bool
    failed: bool
    kinds: tuple[tuple[str, int], ...]
    words: bool
    pictures: int
    whole: bool


def look_for(eid: str, *, asked: Asked) -> Job:
    """Have the words and pictures of an item looked over; what was found before counts no more."""
    case, actor = asked.case, asked.actor  # as they are now: the session may be elsewhere when it is its turn
    with_pictures = no_pictures(asked) is None

    def run(job: Job, tools: Tools) -> None:
        job.tell("", done=0, of=1)
        seen = _looked_over(eid, with_pictures=with_pictures, case=case, actor=actor, tools=tools)
        facts = {shade: str(count) for shade, count in seen.counts.items()}
        facts |= {_OF_WORDS: "yes" if seen.words else "", _OF_PICTURES: str(seen.pictures)}
        job.tell("", done=1, of=1, facts=facts | {_NOT_ALL: "" if seen.whole else "yes"})

    job = worker.begin(LEAKS, case=case, tools=asked.tools, run=run)
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
    found = [Shade(one) for one in job.facts if one in Shade.__members__]
    return Leaked(
        running=not job.over,
        failed=job.over and job.stage is not Stage.DONE,
        kinds=tuple(
            (shade(one), int(job.facts[one.value])) for one in sorted(found, key=lambda one: -levels[one].level.order)
        ),
        words=bool(job.facts.get(_OF_WORDS)),
        pictures=int(job.facts.get(_OF_PICTURES) or 0),
        whole=not job.facts.get(_NOT_ALL),
    )


def _note(eid: str) -> str:
    return f"{LEAKS}-{eid}"


def _looked_over(eid: str, *, with_pictures: bool, case: str, actor: Actor, tools: Tools) -> Seen:
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    facts = item_facts(item, case=opened, tools=tools)
    seen = Seen()
    files = [file for _, file in keeping.files_of(item)]
    known = facts.post_text or facts.text
    if not known and any(file.name == _WORDS for file in files):
        known = _content(eid, _WORDS, most=_MOST_BYTES, case=case, actor=actor, tools=tools).decode("utf-8", "replace")
    seen.read(known[:_MOST_LETTERS])
    seen.whole = len(known) <= _MOST_LETTERS
    shown = [*facts.pictures, *([facts.principal] if facts.principal.media_type == "application/pdf" else [])]
    for file in shown if with_pictures else ():
        _look(file, eid, seen=seen, case=case, actor=actor, tools=tools)
    seen.whole = seen.whole and (with_pictures or not shown)
    return seen


def _look(file: FileEntry, eid: str, *, seen: Seen, case: str, actor: Actor, tools: Tools) -> None:
    """Look a picture or PDF over; one that is too large, too many or broken leaves the answer incomplete."""
    if file.size > _LARGEST or seen.pictures >= _MOST_PICTURES:
        seen.whole = False
        return
    content = _content(eid, file.name, most=_LARGEST, case=case, actor=actor, tools=tools)
    try:
        (seen.leaf_through if file.media_type == "application/pdf" else seen.look)(content)
    except BadFile:
        seen.whole = False


def _content(eid: str, name: str, *, most: int, case: str, actor: Actor, tools: Tools) -> bytes:
    _, body = looking.open_file(eid, name, case=case, actor=actor, tools=tools)
    with body:
        return body.read(most)
