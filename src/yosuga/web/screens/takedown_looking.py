"""Looking again whether something is still shown: by this app, or in one's own browser and told here."""

from datetime import datetime

from yosuga.capture.base import Network
from yosuga.errors import BadInput, NotFound
from yosuga.rules.removal import Barrier, Sign, Way
from yosuga.rules.removal import Shown as Visible
from yosuga.rules.takedown import saying
from yosuga.rules.takedown.follow import Followed
from yosuga.takedown import relooking
from yosuga.web import relooks, takedown_courtesy, takedowns
from yosuga.web import takedown_rows as rows
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.screens.takedown_recording import NotUsable, take_proof, when
from yosuga.web.words import moment_words, pick, say
from yosuga.web.work import Job, Stage

_EVERY_S = 2
_LONGEST_ADDRESS = 4000


def show_look(asked: Asked) -> Shown:
    """Show what the looks say so far, and offer another."""
    found = takedowns.detail(asked)
    followed = found.followed
    job = relooks.newest(followed.number, case=asked.case)
    running = job is not None and not job.over
    public = bool(followed.target.address) and not followed.target.kind.private
    return Shown(
        "takedown/look.html",
        {
            "id": followed.id,
            "number": followed.number,
            "title": called.title(followed.target),
            "address": followed.target.address,
            "standing": told(saying.standing(followed)),
            "looks": rows.looks(followed),
            "courtesy": takedown_courtesy.of(found, now=asked.moment),
            "running": running,
            "error": _error(job),
            "automatic": public,
            "reports": _reports(),
            "today": asked.today.isoformat(),
            "may_keep": takedowns.may_keep(asked, followed),
            "back": relooking.came_back(followed),
            "gone": followed.stands.was_gone,
        },
        refresh=_EVERY_S if running else 0,
    )


def _error(job: Job | None) -> str:
    if job is None or job.stage is not Stage.FAILED or job.error is None:
        return ""
    at = relooks.not_before(job)
    words = pick(job.error)
    return f"{words} {moment_words(datetime.fromisoformat(at))}" if at else words


def _reports() -> list[tuple[str, str]]:
    """Return what a person can have seen in a browser of their own."""
    return [
        ("shown", say("It is shown")),
        ("changed", say("It is shown, but changed")),
        ("says-gone", say("The page says that it is not there")),
        ("nothing", say("It is not shown; the page says nothing")),
        ("login", say("I was asked to log in")),
        ("region", say("It says that it is not shown in this region")),
        ("failed", say("The page did not open")),
    ]


_SEEN: dict[str, tuple[Visible, Barrier | None, Sign | None]] = {
    "shown": (Visible.WHOLE, None, None),
    "changed": (Visible.CHANGED, None, None),
    "says-gone": (Visible.NOTHING, None, Sign.WORDS),
    "nothing": (Visible.NOTHING, None, None),
    "login": (Visible.NOTHING, Barrier.LOGIN, None),
    "region": (Visible.NOTHING, Barrier.REGION, None),
    "failed": (Visible.NOTHING, Barrier.FAILED, None),
}


def look(asked: Asked, form: Form) -> Go:
    """Look by this app, or write down what a person saw."""
    if form.has("way"):
        return _by_us(asked, form)
    if form.text("saw") not in _SEEN:
        return Go.stay(error=say("Please choose what you saw."), wrong="saw", typed=form.texts())
    try:
        followed = _reported(asked, form)
    except NotUsable as error:
        return Go.stay(error=error.sentence, wrong=error.field, typed=form.texts())
    except (BadInput, NotFound) as error:
        return Go.stay(error=pick(error), wrong="day", typed=form.texts())
    asked.session.tell(told(saying.standing(followed)))
    return Go.stay()


def _by_us(asked: Asked, form: Form) -> Go:
    way = form.text("way")
    if way not in {one.value for one in relooks.AUTOMATIC}:
        return Go.stay()
    asked.tools.must_write()
    relooks.begin(
        takedowns.number(asked),
        way=Way(way),
        control=form.text("control")[:_LONGEST_ADDRESS],
        network=Network.OWN_MACHINES if form.has("own-machines") else Network.PUBLIC,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )
    return Go.stay()


def _reported(asked: Asked, form: Form) -> Followed:
    shown, barrier, sign = _SEEN[form.text("saw")]
    stated = when(form)
    if stated.day_only and stated.moment is not None and stated.moment.date() != asked.today:
        raise NotUsable("time", say("Please write the time too: looks are counted by the hour."))
    return relooking.reported(
        takedowns.number(asked),
        shown=shown,
        barrier=barrier,
        sign=sign,
        control=form.has("other"),
        proof=take_proof(asked, form),
        moment=None if stated.day_only else stated.moment,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


SCREENS: tuple[Screen, ...] = (Screen("removal-look", Needs.CASE, show_look, look),)
