"""A copy of a kept file without personal data, to hand out: made in the background when the person asks for it."""

from dataclasses import dataclass

from yosuga.detect.redaction.pictures import Wanted
from yosuga.detect.redaction.refusing import TooLarge
from yosuga.errors import YosugaError
from yosuga.evidence.redacting import redact_file
from yosuga.tools import Tools
from yosuga.web.screen import Asked
from yosuga.web.words import say
from yosuga.web.work import Job, worker

COPIES = "hand-copies"
_MOST_PAGES = 30  # a page takes some seconds, and pages that wait to be kept wait behind it


class LeftOff(YosugaError):
    """The vault was locked while a copy was being made."""

    code = "copy-left-off"
    ja = "保管庫を閉じたので、写しを作るのをやめました。元のファイルはそのままです。もう一度作れます。"
    en = "The vault was locked, so the copy was not made. The original is as it was. You can make it again."


@dataclass(frozen=True, slots=True)
class Making:
    """How far a copy is: pages `done` of `of`; once made, the name of its file and what it is not the whole of."""

    running: bool
    done: int
    of: int
    name: str
    notes: tuple[str, ...]
    error: YosugaError | None


def make(eid: str, name: str, *, asked: Asked) -> None:
    """Have a copy of one file made and kept beside it."""
    case, actor = asked.case, asked.actor  # as they are now: the session may be elsewhere when it is its turn

    def run(job: Job, tools: Tools) -> None:
        def tell(done: int, of: int) -> None:
            if of > _MOST_PAGES:
                raise TooLarge(f"1 to {_MOST_PAGES} pages")
            if job.must_stop:
                raise LeftOff
            job.tell("", done=done, of=of)

        made = redact_file(eid, name, wanted=Wanted(), case=case, actor=actor, tools=tools, progress=tell)
        job.tell("", done=1, of=1, facts={"name": made.entry.name, "notes": " ".join(made.notes)})

    job = worker.begin(COPIES, case=case, tools=asked.tools, run=run)
    asked.session.put(_note(eid), str(job.number))


def of_item(eid: str, *, asked: Asked) -> Making | None:
    """Return how far the copy is that this session asked for last; None where it asked for none."""
    number = asked.session.get(_note(eid)) or ""
    job = worker.job(int(number)) if number else None
    if job is None or job.case != asked.case:
        return None
    codes = job.facts.get("notes", "").split()
    name = job.facts.get("name", "")
    error = job.error or (LeftOff() if job.over and not name else None)
    return Making(not job.over, job.done, job.of, name, tuple(map(_note_words, codes)), error)


def _note(eid: str) -> str:
    return f"{COPIES}-{eid}"


def _note_words(code: str) -> str:
    return {
        "picture-damaged": say("The original is damaged; the copy shows it as far as it could be read."),
        "made-smaller": say("The original is very large; the copy is smaller."),
        "first-picture-only": say("The original has several pictures or pages; the copy shows only the first."),
    }[code]
