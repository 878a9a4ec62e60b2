"""How a vault stands: where it is, what it holds, what waits, and when it was last copied."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from yosuga.actor import Actor
from yosuga.cases import settings
from yosuga.cases.access import cases_for
from yosuga.cli import labels, show
from yosuga.cli.words import _
from yosuga.custody.events import EventType
from yosuga.evidence import capturing, history, overview, stamping
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Standing:
    """What `yosuga vault status` says. `copied_at` is the device's claim, RFC 3339 in UTC, or empty."""

    place: Path
    writable: bool
    cases: int
    items: int
    captures_waiting: int
    authorities: tuple[str, ...]
    stamps_waiting: int
    copies: tuple[str, ...]
    copied_at: str

    def as_json(self) -> dict[str, object]:
        """Return it as JSON-ready data."""
        return asdict(self) | {"place": str(self.place)}


def of_vault(*, actor: Actor, tools: Tools) -> Standing:
    """Look at the vault without changing it."""
    lines = overview.of_vault(actor=actor, tools=tools)
    waiting = [capturing.open_orders(case=one.id, actor=actor, tools=tools) for one in lines]
    return Standing(
        place=tools.home,
        writable=tools.writable,
        cases=len(lines),
        items=sum(one.items for one in lines),
        captures_waiting=sum(len(orders) for orders in waiting),
        authorities=tuple(one.name for one in stamping.authorities(tools=tools)),
        stamps_waiting=stamping.waiting(tools=tools),
        copies=tuple(settings.read_list("copies", tools=tools)),
        copied_at=_copied_at(actor=actor, tools=tools),
    )


def tell(found: Standing) -> None:
    """Show it to a person."""
    show.line(_("Place: {place}").format(place=found.place))
    show.line(_("Cases: {cases}. Items: {items}.").format(cases=found.cases, items=found.items))
    if found.captures_waiting:
        show.prose(
            _("Not captured yet: {n}. `yosuga capture --resume` goes on from here.").format(n=found.captures_waiting)
        )
    if found.authorities:
        show.prose(_("Time-stamps are on ({names}).").format(names=", ".join(found.authorities)))
    else:
        show.prose(_("Time-stamps are off: nothing is sent to anyone."))
    if found.stamps_waiting:
        show.prose(
            _("Waiting for a time-stamp: {n}. The evidence is kept; the stamp follows.").format(n=found.stamps_waiting)
        )
    if found.copied_at:
        moment = labels.moment(datetime.fromisoformat(found.copied_at))
        show.prose(_("Last second copy: {moment}").format(moment=moment))
    else:
        show.prose(_("There is no second copy yet. `yosuga vault copy DIR` makes one."))
    for place in found.copies:
        show.line(f"    {place}")


def _copied_at(*, actor: Actor, tools: Tools) -> str:
    moments = [
        passage.event.at_device
        for case in cases_for(actor=actor, tools=tools)
        for passage in history.of_case(case.id, actor=actor, tools=tools)
        if passage.event and passage.event.type is EventType.TRANSFER and passage.event.note == "second copy"
    ]
    return max(moments, default="")
