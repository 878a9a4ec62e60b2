"""Keeping proof: pages by their address, files of one's own, words alone; and how far each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from yosuga.actor import Actor
from yosuga.capture.base import Network
from yosuga.cases import access
from yosuga.errors import BadFile
from yosuga.evidence import capturing, paging, uploading
from yosuga.evidence.uploading import Upload
from yosuga.imports.base import Kind
from yosuga.web import captures, evidence_words
from yosuga.web.brake import no_pictures
from yosuga.web.cases import case_or_new, the_case
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown, Uploaded
from yosuga.web.uploads import MOST_BYTES
from yosuga.web.words import pick, say
from yosuga.web.work import Stage

_TAKEN = "taken"  # the session's note of what was just taken in
_MOST_FILES = 100  # as many as one form may carry
_EVERY_S = 2
_LONGEST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in just now; `before` says that its bytes were already there."""

    name: str
    eid: str
    sha256: str
    before: bool
    said: Sequence[str]


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
    files = form.files("files")
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
    asked.session.put(_TAKEN, None)
    if orders:  # written down first: whatever happens to the files, no address has to be pasted again
        captures.order(orders, case=case, actor=asked.actor, tools=asked.tools)
    if files:
        _take_all(asked, form, case=case)
        captures.stamp(case=case, actor=asked.actor, tools=asked.tools)
    return Go.to("keeping")


def _choose_case(asked: Asked, form: Form) -> None:
    """Go to the case that was chosen beside the address, where there are several; its answers count from here on."""
    if form.text("case"):
        asked.session.case = access.case_for(form.text("case"), actor=asked.actor, tools=asked.tools).id


def _take_all(asked: Asked, form: Form, *, case: str) -> None:
    """Take each file in as it comes: what is in is in and is shown, whatever happens to the ones after it."""
    known = dict(paging.by_hash(case, actor=asked.actor, tools=asked.tools))
    kind = Kind(form.text("kind")) if form.text("kind") in set(Kind) else None
    files, taken = form.files("files"), tuple[Taken, ...]()
    seen_before = (*form.all("seen"), *("" for _ in files))  # without JavaScript nothing was seen
    for file, seen in zip(files, seen_before, strict=False):
        try:
            one = _take(file, known=known, seen=seen, kind=kind, case=case, asked=asked)
        except BadFile as error:
            asked.session.tell(f"{file.name} — {pick(error)}", kind="danger")
            continue
        known[one.sha256] = one.eid
        taken = (*taken, one)
        asked.session.put(_TAKEN, taken)


def _take(file: Uploaded, *, known: Mapping[str, str], seen: str, kind: Kind | None, case: str, asked: Asked) -> Taken:
    if seen and seen != file.sha256:
        raise BadFile("changed on its way")
    if not file.size:
        raise BadFile("empty")
    if file.sha256 in known:
        return Taken(file.name, known[file.sha256], file.sha256, before=True, said=())
    upload = Upload(file.name, file.body)
    made = uploading.take_in(upload, kind=kind, case=case, actor=asked.actor, tools=asked.tools)
    said = evidence_words.reading_lines(made.reading)
    return Taken(file.name, made.item.eid, made.item.sha256, before=False, said=said)


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
    eid = _kept_words(words, case=case_or_new(asked), actor=asked.actor, asked=asked)
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


def _kept_words(words: str, *, case: str, actor: Actor, asked: Asked) -> str:
    upload = Upload(say("note.txt"), BytesIO((words + "\n").encode()))
    made = uploading.take_in(upload, kind=Kind.OTHER, case=case, actor=actor, tools=asked.tools)
    captures.stamp(case=case, actor=actor, tools=asked.tools)
    return made.item.eid


SCREENS = (
    Screen("keep", Needs.VAULT, _keep, _keep_it),
    Screen("keeping", Needs.CASE, _keeping, _go_on),
    Screen("write-down", Needs.VAULT, _write_down, _write_it_down),
)
