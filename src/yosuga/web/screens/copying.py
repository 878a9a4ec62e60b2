"""The second copy: the whole vault, still encrypted, on another medium, and checked there."""

from pathlib import Path

from yosuga.cases import settings
from yosuga.errors import NotFound
from yosuga.web import evidence_words, folders, hand_overs
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import say
from yosuga.web.work import Job, Stage, worker

_EVERY_S = 2
_BEFORE = "before-"
_NO_CASE = ""  # the copy is of the whole vault


def _copy(asked: Asked) -> Shown:
    places = [(f"{_BEFORE}{place}", say("As before: {place}", place=path), "") for place, path in _before(asked)]
    places += [(number, name, str(path)) for number, name, path in folders.offered()]
    context = {"folders": places, "folder": hand_overs.COPY_FOLDER, "example": folders.example()}
    return Shown("evidence/copy.html", context)


def _before(asked: Asked) -> list[tuple[int, str]]:
    """Return the places of earlier copies that are connected now."""
    known = settings.read_list("copies", tools=asked.tools)
    return [(place, path) for place, path in enumerate(known) if Path(path).is_dir()]


def _make(asked: Asked, form: Form) -> Go:
    asked.tools.must_write()
    chosen = form.text("folder")
    try:
        place = {f"{_BEFORE}{number}": Path(path) for number, path in _before(asked)}.get(chosen)
        place = place or folders.chosen(chosen, typed=form.text("path")) / hand_overs.COPY_FOLDER
    except NotFound:
        return Go.stay(error=say("There is no such folder on this device."), wrong="folder", typed=form.texts())
    job = hand_overs.copy(place, case=_NO_CASE, actor=asked.actor, tools=asked.tools)
    return Go.instead("copied", job=str(job.number))


def _copied(asked: Asked) -> Shown:
    job = _job(asked.args.get("job", ""))
    found = [code for code in job.facts.get("findings", "").split(",") if code]
    context: dict[str, object] = {
        "running": not job.over,
        "checking": job.at == "check",
        "error": job.error,
        "done": job.stage is Stage.DONE,
        "facts": job.facts,
        "findings": [evidence_words.finding(code) for code in found],
    }
    return Shown("evidence/copied.html", context, refresh=0 if job.over else _EVERY_S)


def _job(number: str) -> Job:
    job = worker.job(int(number)) if number.isascii() and number.isdigit() else None
    if job is None or job.kind != hand_overs.COPY:
        raise NotFound("work")
    return job


SCREENS = (
    Screen("copy", Needs.VAULT, _copy, _make),
    Screen("copied", Needs.VAULT, _copied),
)
