"""The front: whether there is danger now, the ways on, what leaving does, and where to stop for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yosuga.catalog.desks import Desk, Line
from yosuga.catalog.loader import ours
from yosuga.rules import fitting, opening
from yosuga.rules.fitting import Standing
from yosuga.rules.opening import State
from yosuga.web import plan_rows
from yosuga.web.cases import has_cases
from yosuga.web.plan_rows import SourceRow
from yosuga.web.screen import Asked, Form, Go, Needs, Role, Screen, Shown
from yosuga.web.vaults import holder
from yosuga.web.words import say

_ANSWERS = ("yes", "no", "unknown", "unsaid")
_EXIT_KEYS = ("Escape", "Shift", "F8", "off")
_WAYS = ("intake", "keep", "check", "handbook")
_GOING_ON = ("case", "plan", "evidence", "removals")


def _danger(_asked: Asked) -> Shown:
    return Shown("front/danger.html", {"one": _told(ours().desks["desk-110"])})


def _answer_danger(asked: Asked, form: Form) -> Go:
    answer = form.text("danger")
    if answer not in _ANSWERS:
        return Go.stay()
    asked.session.put("danger", answer)
    return Go.to("danger-now" if answer == "yes" else "ways")


def _danger_now(asked: Asked) -> Shown:
    desks = [_told(one.desk) for one in _emergency_desks(asked.moment) if one.stands.state is not State.CLOSED]
    return Shown("front/danger_now.html", {"first": desks[:1], "more": [one for one in desks[1:] if one.phones]})


@dataclass(frozen=True, slots=True)
class _Told:
    """A desk as this page tells it."""

    desk: Desk
    phones: Sequence[tuple[str, Line]]
    seen: str
    source: SourceRow


def _told(desk: Desk) -> _Told:
    phones = [line for line in opening.shown_lines(desk) if line.way == "phone"]
    source = plan_rows.host_of(plan_rows.sources(desk)[0])
    seen = say("Source: {source} ({as_of})", source=source.text, as_of=desk.as_of) if source.href else ""
    return _Told(desk, [(plan_rows.address(line.value), line) for line in phones], seen, source)


def _emergency_desks(moment: datetime) -> list[Standing]:
    """Return the desks for danger of any kind, the police first, then those that answer now."""
    catalog = ours()
    usual = fitting.completed((), vocabulary=catalog.vocabulary)
    found: dict[str, Desk] = {}
    for sign in catalog.vocabulary.signs:
        if sign.startswith("danger-"):
            signs = fitting.completed((sign,), vocabulary=catalog.vocabulary)
            fit = [one for one in catalog.desks.values() if fitting.fits(one, signs)]
            found |= {one.id: one for one in fit if not fitting.fits(one, usual)}
    return sorted(fitting.in_order_at(found.values(), moment=moment), key=lambda one: one.desk.rank > 1)


def _ways(asked: Asked) -> Shown:
    begun = asked.role is Role.OWNER and has_cases(asked)
    return Shown(
        "front/ways.html",
        {
            "ways": {name: asked.has(name) for name in _WAYS},
            "going_on": {name: asked.has(name) for name in _GOING_ON} if begun else {},
            "look": "big quiet" if begun else "big",
            "vault": holder.exists,
            "unsaved": asked.session.get("unsaved") is not None,
            "unconfirmed": asked.session.get("recovery") is not None,
        },
    )


def _leaving(asked: Asked) -> Shown:
    return Shown("front/leaving.html", {"keys": _EXIT_KEYS, "chosen": asked.session.exit_key})


def _choose_key(asked: Asked, form: Form) -> Go:
    if form.text("key") in _EXIT_KEYS:
        asked.session.exit_key = form.text("key")
        asked.session.tell(say("The key was changed for this session."))
    return Go.stay()


def _enough(asked: Asked) -> Shown:
    return Shown("front/enough.html", {"vault": holder.exists, "drafts": asked.session.get("unsaved") is not None})


SCREENS = (
    Screen("danger", Needs.NOTHING, _danger, _answer_danger),
    Screen("danger-now", Needs.NOTHING, _danger_now),
    Screen("ways", Needs.NOTHING, _ways),
    Screen("leaving", Needs.NOTHING, _leaving, _choose_key),
    Screen("enough", Needs.NOTHING, _enough),
)
