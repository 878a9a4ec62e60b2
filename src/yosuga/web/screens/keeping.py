"""Keeping proof: pages by their address, files of one's own, words alone; and how far each of them is."""

from collections.abc import Sequence
from functools import partial

from yosuga.capture.base import Network
from yosuga.cases import access
from yosuga.evidence import capturing
from yosuga.imports.base import Kind
from yosuga.web import captures, evidence_words, takedown_given, taking
from yosuga.web.brake import no_pictures
from yosuga.web.cases import case_or_new, the_case
from yosuga.web.parking import parking
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown, Uploaded
from yosuga.web.taking import Taken
from yosuga.web.uploads import MOST_BYTES
from yosuga.web.words import pick, say
from yosuga.web.work import Stage

_TAKEN = "taken"  # the session's note of what was just taken in
_MOST_FILES = 100  # as many as one form may carry
_EVERY_S = 2
_LONGEST_WORDS = 20_000


def _keep(asked: Asked) -> Shown:
    note = no_pictures(asked)
    if note is not None:
        return Shown("evidence/no_pictures.html", {"note": note})
    case = the_case(asked)
    return Shown(
        "evidence/keep.html",
        {
            "cases": [] if case else access.cases_for(actor=asked.actor, tools=asked.tools),
            "waiting": _waiting(asked, case=case),
            "kinds": [(kind.value, evidence_words.kind(kind.value)) for kind in Kind if kind is not Kind.OTHER],
            "handed": len(parking.waiting()),
            "most_files": _MOST_FILES,
            "most_bytes": f"{MOST_BYTES >> 20} MB",
            "most_pages": captures.MOST_AT_ONCE,
        },
    )


def _waiting(asked: Asked, *, case: str | None) -> int:
    """Return how many pages an interruption left; what the worker is at is not counted as left."""
    if case is None or captures.busy(case):
        return 0
    return len(capturing.open_orders(case=case, actor=asked.actor, tools=asked.tools))


def _keep_it(asked: Asked, form: Form) -> Go:
    _choose_case(asked, form)
    if no_pictures(asked) is not None:
        return Go.stay()
    asked.tools.must_write()
    network = Network.OWN_MACHINES if form.has("own-machines") else Network.PUBLIC
    orders, refused = captures.admitted(form.secret("urls"), network=network)  # exactly as pasted
    files = _files(form)
    said = [f"{one.line} — {pick(one.error)}" for one in refused]
    if len(orders) > captures.MOST_AT_ONCE:
        said = [say("At most {n} pages at once. Nothing was kept yet.", n=captures.MOST_AT_ONCE)]
        orders, files = [], ()
    if not orders and not files:
        said = said or [say("Please paste an address, or choose a file.")]
        return Go.stay(error=" ".join(said), wrong="urls", typed=form.texts())
    case = case_or_new(asked)
    for one in said:
        asked.session.tell(one, kind="danger")
    forget_taken(asked)
    if orders:  # written down first: whatever happens to the files, no address has to be pasted again
        captures.order(orders, case=case, actor=asked.actor, tools=asked.tools)
    if files:
        _take_all(asked, form, case=case)
        captures.stamp(case=case, actor=asked.actor, tools=asked.tools)
    return Go.to("keeping")


def _files(form: Form) -> Sequence[Uploaded]:
    """Return what was chosen and what the camera took, in the order in which the browser worked their hashes out."""
    return (*form.files("files"), *form.files("photo"))


def _choose_case(asked: Asked, form: Form) -> None:
    """Go to the case that was chosen beside the address, where there are several; its answers count from here on."""
    if form.text("case"):
        asked.session.case = access.case_for(form.text("case"), actor=asked.actor, tools=asked.tools).id


def _take_all(asked: Asked, form: Form, *, case: str) -> None:
    """Take each file in as it comes: what is in is in and is shown, whatever happens to the ones after it."""
    kind = Kind(form.text("kind")) if form.text("kind") in set(Kind) else None
    taking.take_all(
        _files(form), seen=form.all("seen"), kind=kind, case=case, asked=asked, done=partial(note_taken, asked)
    )


def note_taken(asked: Asked, one: Taken) -> None:
    """Have the next page show that a file was taken in."""
    asked.session.put(_TAKEN, (*(asked.session.get(_TAKEN, tuple) or ()), one))


def forget_taken(asked: Asked) -> None:
    """Show from now on only what is taken in after this."""
    asked.session.put(_TAKEN, None)


def _keeping(asked: Asked) -> Shown:
    found = captures.state(case=asked.case, actor=asked.actor, tools=asked.tools)
    job = found.job
    return Shown(
        "evidence/keeping.html",
        {
            "waiting": [(one.url, evidence_words.step(one.step)) for one in found.waiting],
            "ended": [
                (one, evidence_words.verdict(one.verdict), evidence_words.missing(one.reasons)) for one in found.ended
            ],
            "taken": asked.session.get(_TAKEN, tuple) or (),
            "running": found.running,
            "error": job.error if job is not None and job.stage is Stage.FAILED else None,
            "stopped": job is not None and job.stage is Stage.STOPPED,
            "removal": takedown_given.way_back(asked),
        },
        refresh=_EVERY_S if found.running else 0,
    )


def _go_on(asked: Asked, form: Form) -> Go:
    """Take what an interruption left."""
    if form.has("go-on") and no_pictures(asked) is None:
        asked.tools.must_write()
        captures.go_on(case=asked.case, actor=asked.actor, tools=asked.tools)
    return Go.stay()


def _write_down(asked: Asked) -> Shown:
    return Shown("evidence/write_down.html", {"note": no_pictures(asked), "longest": _LONGEST_WORDS})


def _write_it_down(asked: Asked, form: Form) -> Go:
    """Keep words as an item of their own: where nothing else can or may be kept, they are the proof."""
    words = _written(form)
    if not words:
        return Go.stay(error=say("Please write at least one line."), wrong="words", typed=form.texts())
    if len(words) > _LONGEST_WORDS:
        return Go.stay(error=say("This is longer than one note takes."), wrong="words", typed=form.texts())
    eid = taking.keep_words(words, case=case_or_new(asked), asked=asked)
    asked.session.tell(say("It was written down as {item}.", item=eid))
    return Go.instead("item", eid=eid)


def _written(form: Form) -> str:
    """Return the note as one text; each line says what it is."""
    told = [
        ("URL", form.text("address")),
        (say("Account or name shown"), form.text("account")),
        (say("When I saw it"), form.text("seen_at")),
        ("", form.text("words")),
    ]
    return "\n".join(f"{label}: {text}" if label else text for label, text in told if text)


SCREENS = (
    Screen("keep", Needs.VAULT, _keep, _keep_it),
    Screen("keeping", Needs.CASE, _keeping, _go_on),
    Screen("write-down", Needs.VAULT, _write_down, _write_it_down),
)
