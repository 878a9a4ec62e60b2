"""Between which times of authorities each item came into the log."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.custody import events
from yosuga.custody.events import Event, EventType
from yosuga.evidence import keeping
from yosuga.evidence.models import StampedHead


@dataclass(frozen=True, slots=True)
class Times:
    """After the one and before the other; None where no token says so. `authority` is that of the later one."""

    not_before: datetime | None = None
    not_after: datetime | None = None
    authority: str = ""


def of_items(case: OpenCase) -> Mapping[str, Times]:
    """Return the times of every readable item, by its id. One pass over the log."""
    lines = log.lines(case, item_key=keeping.item_key_of(case))
    return of_events((events.decode(raw) for _, raw in lines if raw is not None), case=case)


def of_events(told: Iterable[Event], *, case: OpenCase) -> Mapping[str, Times]:
    """Return the times of every item that these entries of its log bring in, by its id."""
    tokens: dict[str, Event] = {}
    incoming: dict[str, Event] = {}
    for event in told:
        if event.type is EventType.ANCHOR and event.sha256:
            tokens[event.sha256] = event
        elif event.type in {EventType.CAPTURE, EventType.IMPORT} and event.eid:
            incoming.setdefault(event.eid, event)
    sizes = token_sizes(case)
    return {eid: _times(event, tokens=tokens, sizes=sizes) for eid, event in incoming.items()}


def token_sizes(case: OpenCase) -> Mapping[str, int]:
    """Return how many entries each token speaks for, by the token's own hash."""
    rows = StampedHead.objects.filter(case_id=case.id).exclude(response=None)
    return {hashlib.sha256(bytes(row.response or b"")).hexdigest(): row.size for row in rows}


def _times(event: Event, *, tokens: Mapping[str, Event], sizes: Mapping[str, int]) -> Times:
    named = tokens.get(event.anchor)
    covering = [token for sha256, token in tokens.items() if sizes.get(sha256, 0) > event.seq and token.time]
    first = min(covering, key=lambda token: token.time or "", default=None)
    return Times(
        not_before=_moment(named),
        not_after=_moment(first),
        authority=(first.authority or "") if first is not None else "",
    )


def _moment(token: Event | None) -> datetime | None:
    return datetime.fromisoformat(token.time) if token is not None and token.time else None
