"""The ways to ask for removal: why, in whose hands, the ways in the order to try them, one from near."""

from collections.abc import Sequence
from dataclasses import replace

from yosuga.catalog.loader import ours
from yosuga.errors import NotFound
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.routes import Offer
from yosuga.takedown import adding, asking
from yosuga.takedown.troubles import RouteClosed
from yosuga.web import pausing, takedowns
from yosuga.web import takedown_offers as offers_of
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.pausing import Onward
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import pick, say

_FIRST_WAYS = 3


def show_reason(asked: Asked) -> Shown:
    """Ask why it is to be removed."""
    found = takedowns.detail(asked)
    used = found.requests[-1].request.reason.value if found.requests else ""
    return Shown(
        "takedown/reason.html",
        {
            "id": found.followed.id,
            "number": found.followed.number,
            "reasons": [(one.id, told(one.name), told(one.means)) for one in ours().reasons.values()],
            "used": used,
            "who": called.requester(takedowns.acting(asked)),
        },
    )


def take_reason(asked: Asked, form: Form) -> Go:
    """Go on to the ways for that reason."""
    reason = form.text("reason")
    if reason not in set(Reason):
        return Go.stay(error=say("Please choose one."), wrong="reason")
    return Go.to("removal-ways", **takedowns.place(asked, reason=reason))


def show_who(asked: Asked) -> Shown:
    """Ask in whose hands requests of this case are made."""
    acting = takedowns.acting(asked)
    people = [(one.value, called.requester(one), one is acting) for one in Requester]
    return Shown("takedown/who.html", {"people": people})


def take_who(asked: Asked, form: Form) -> Go:
    """Keep it with who signs."""
    chosen = form.text("who")
    if chosen not in set(Requester):
        return Go.stay(error=say("Please choose one."), wrong="who")
    before = adding.sender(case=asked.case, actor=asked.actor, tools=asked.tools)
    signs = replace(before, acting=Requester(chosen))
    adding.keep_sender(signs, case=asked.case, actor=asked.actor, tools=asked.tools)
    return Go.back()


def show_ways(asked: Asked) -> Shown:
    """Show the ways, the open ones in the order to try them, then the closed ones with why."""
    reason = takedowns.reason(asked)
    if reason is Reason.COPYRIGHT and not pausing.passed(asked):
        place = takedowns.place(asked, reason=reason.value)
        return pausing.before(asked, "copyright", onward=Onward("removal-ways", place))
    offers = _offers(asked)
    open_ = [one for one in offers if one.open]
    common = offers_of.in_common(open_, reason=reason)
    lines = [offers_of.line(one, reason=reason) for one in open_]
    lines = [replace(one, gives=tuple(given for given in one.gives if given not in common)) for one in lines]
    return Shown(
        "takedown/ways.html",
        {
            "number": takedowns.number(asked),
            "reason": reason.value,
            "on": asked.args.get(pausing.ON, ""),
            "reason_name": called.reason(reason),
            "who": called.requester(takedowns.acting(asked)),
            "common": common,
            "first": lines[:_FIRST_WAYS],
            "more": lines[_FIRST_WAYS:],
            "closed": [offers_of.line(one, reason=reason) for one in offers if one.closed],
        },
    )


def _offers(asked: Asked) -> Sequence[Offer]:
    return asking.routes(
        takedowns.number(asked),
        reason=takedowns.reason(asked),
        sender=takedowns.acting(asked),
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


def show_way(asked: Asked) -> Shown:
    """Show one way with all there is to know before taking it."""
    reason = takedowns.reason(asked)
    if reason is Reason.COPYRIGHT and not pausing.passed(asked):
        place = {"number": str(takedowns.number(asked)), "reason": reason.value, "route": asked.args.get("route", "")}
        return pausing.before(asked, "copyright", onward=Onward("removal-way", place))
    offer = offers_of.named(asked.args.get("route", ""), offers=_offers(asked))
    if offer is None:
        raise NotFound("way")
    return Shown(
        "takedown/way.html",
        {
            "way": offers_of.page(offer, reason=reason, today=asked.today),
            "number": takedowns.number(asked),
            "reason": reason.value,
            "on": asked.args.get(pausing.ON, ""),
            "who": called.requester(takedowns.acting(asked)),
        },
    )


def begin(asked: Asked, form: Form) -> Go:
    """Begin a request by this way."""
    if takedowns.reason(asked) is Reason.COPYRIGHT and not pausing.passed(asked):
        return Go.stay()
    try:
        made = asking.draft(
            takedowns.number(asked),
            route=asked.args.get("route", ""),
            reason=takedowns.reason(asked),
            sender=takedowns.acting(asked),
            letter=form.text("letter"),
            language=form.text("language") or "ja",
            case=asked.case,
            actor=asked.actor,
            tools=asked.tools,
        )
    except RouteClosed as error:
        why = f" {told(error.why)}" if error.why is not None else ""
        return Go.stay(error=f"{pick(error)}{why}")
    return Go.instead("removal-draft", number=str(made.number), request=str(made.requests[-1].number))


SCREENS: tuple[Screen, ...] = (
    Screen("removal-reason", Needs.CASE, show_reason, take_reason),
    Screen("removal-who", Needs.CASE, show_who, take_who),
    Screen("removal-ways", Needs.CASE, show_ways),
    Screen("removal-way", Needs.CASE, show_way, begin),
)
