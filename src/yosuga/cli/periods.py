"""How periods and the dates that follow from them are told: calmly, with kind, basis and source."""

from collections.abc import Iterable
from datetime import date

from yosuga.catalog.facts import Fact, Kind, Period
from yosuga.catalog.records import Sourced, Text
from yosuga.cli import show
from yosuga.cli.words import _, in_language
from yosuga.rules import calendar, computation
from yosuga.rules.deadlines import Deadline


def as_json(found: Deadline, *, more: Iterable[Text] = ()) -> dict[str, object]:
    """Return a deadline as a script reads it."""
    return {
        "fact": found.fact,
        "kind": found.kind.value,
        "last_day": found.last_day.isoformat(),
        "unrolled": found.unrolled.isoformat(),
        "basis": found.basis,
        "steps": [say(step) for step in (*found.steps, *more)],
    }


def rule_as_json(fact: Fact, period: Period) -> dict[str, object]:
    """Return a rule of the list as a script reads it."""
    return {
        "fact": fact.id,
        "kind": period.kind.value,
        "event": period.event,
        "amount": period.amount,
        "unit": period.unit,
        "basis": period.basis,
    }


def tell(found: Deadline, *, fact: Fact, today: date, more: Iterable[Text] = ()) -> None:
    """Show a deadline to a person. What rests on memory is marked, and its statement is left out."""
    show.prose(say(fact.title) if found.verified else f"{found.fact} ({_('unverified')})")
    show.line()
    show.line(f"  {say(calendar.in_words(found.last_day))}")
    show.prose(f"  {remaining(found, today=today)}")
    show.prose(f"  {kind(found.kind)} · {say(found.rests_on)}")
    show.line()
    show.prose(_("How it is counted:"))
    for step in (*found.steps, *more):
        show.prose(f"  {say(step)}")
    if found.verified:
        _tell_fact(fact)
    tell_source(fact, today=today)


def _tell_fact(fact: Fact) -> None:
    show.line()
    for text in (fact.statement, fact.caveat, fact.warning):
        if text is not None:
            show.prose(say(text))


def tell_source(record: Sourced, *, today: date) -> None:
    """Show where a record comes from and when it was seen."""
    show.line()
    if record.stale(today):
        show.prose(_("This may be out of date."))
    show.prose(_("Seen as of: {as_of}").format(as_of=record.as_of))
    addresses = [source for source in record.sources if source.startswith("http")]
    for source in addresses or record.sources:
        show.prose(f"  {source}")


def tell_rule(fact: Fact, period: Period, *, today: date) -> None:
    """Show what a rule counts from, where no day was given."""
    show.prose(say(fact.title) if fact.shown else f"{fact.id} ({_('unverified')})")
    known = (event(period.event), say(computation.amount(period)))
    show.prose(f"  {' → '.join(known)} · {kind(period.kind)} · {say(period.rests_on)}")
    show.prose("  " + _("`yosuga deadline {fact} --from 2026-11-22` gives the date.").format(fact=fact.id))
    tell_source(fact, today=today)


def beside(found: Deadline | None) -> tuple[Text, ...]:
    """Return the steps of a second period that runs from the day of the act, or nothing where there is none."""
    if found is None:
        return ()
    title = Text(ja=f"行為の日から数える期間({found.basis}):", en=f"From the day of the act ({found.rests_on.en}):")
    return (title, *found.steps)


def tell_row(fact: Fact, period: Period) -> None:
    """Show one line of the list of rules."""
    show.line(fact.id)
    show.prose(f"    {say(fact.title)} · {say(computation.amount(period))} · {kind(period.kind)}")


def say(text: Text) -> str:
    """Return a text of the catalog in the person's language."""
    return in_language(text.ja, en=text.en)


def remaining(found: Deadline, *, today: date) -> str:
    """Return how many days remain, or what it means that none do; never that it is too late."""
    left = found.days_left(today)
    if left > 0:
        return _("{n} days left").format(n=left)
    if left == 0:
        return _("This is the last day.")
    if found.kind is Kind.WAITING_PERIOD:
        return _("The waiting is over.")
    if found.kind in {Kind.STATUTORY_LIMIT, Kind.VALIDITY}:
        return _("This day was {n} days ago. There may still be a way: please ask a lawyer or a desk.").format(n=-left)
    return _("This day was {n} days ago.").format(n=-left)


def kind(code: Kind) -> str:
    """Return what kind of date it is."""
    return {
        Kind.STATUTORY_LIMIT: _("limit set by law"),
        Kind.PLATFORM_DUTY: _("duty of the platform"),
        Kind.WAITING_PERIOD: _("period of waiting"),
        Kind.HEURISTIC: _("rule of thumb"),
        Kind.VALIDITY: _("period of validity"),
        Kind.OPERATOR_DUTY: _("duty of the business"),
    }[code]


def event(code: str) -> str:
    """Return the event that a period is counted from."""
    return {
        "victim_knows_offender_identity": _("the day you came to know who did it"),
        "victim_knows_damage_and_offender": _("the day you came to know the harm and who did it"),
        "end_of_criminal_act": _("the day on which the act ended"),
        "act": _("the day of the act"),
        "demand_reaches_debtor": _("the day the demand arrived"),
        "posting_time": _("the day of the post"),
        "posting_or_login_time": _("the day of the post or login"),
        "sender_receives_inquiry": _("the day the poster received the inquiry"),
        "sender_receives_opinion_inquiry": _("the day the poster received the inquiry"),
        "notice_of_decision": _("the day the decision was notified"),
        "ap_identity_received": _("the day the access provider's name was given"),
        "request_received_by_platform": _("the day the platform received the request"),
        "order_served_on_applicant": _("the day the order was served on you"),
        "request_reaches_business": _("the day the request arrived"),
        "business_learns_breach": _("the day the business learned of the leak"),
        "measure_start": _("the day the measure began"),
        "valid_request_received": _("the day a valid request was received"),
    }.get(code.replace("-", "_"), code)
