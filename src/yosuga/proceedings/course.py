"""The course of a case as events for the drawing and its table: the same values that the 時系列表 is set from.

What items say lies in their files, and opening those takes about a millisecond an item. So what was read is remembered
by whoever asks, for as long as they hold it, and a long case is read in several goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Head
from yosuga.clock import JST
from yosuga.custody import events, naming
from yosuga.custody.events import Event as LogEvent
from yosuga.custody.events import EventType
from yosuga.custody.records import Source
from yosuga.documents.court import Happening
from yosuga.documents.timeline import Certainty, Event, What
from yosuga.evidence import keeping, times
from yosuga.evidence.models import Item
from yosuga.evidence.times import Times
from yosuga.proceedings import actions, reading, telling, wording
from yosuga.proceedings.plan import Plan
from yosuga.proceedings.reading import ItemFacts
from yosuga.tools import Tools

_NOT_STATED = "not stated"
_KINDS = {
    "投稿": What.POSTED,
    "発覚": What.SEEN,
    "送付": What.SENT,
    "回答": What.ANSWERED,
    "警察": What.POLICE,
    "その他": What.OTHER,
    "": What.OTHER,
}
KIND_OF = {what: kind for kind, what in reversed(_KINDS.items())}


@dataclass(frozen=True, slots=True)
class Told:
    """What one item tells: when it was taken, when it says it was posted or made, and which post it is of."""

    captured: Event
    posted: Event | None
    post: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """What is known of one case: what items told, by id; and what a log of `size` entries says."""

    told: dict[str, Told] = field(default_factory=dict)
    size: int = -1
    clocks: Mapping[str, Times] = field(default_factory=dict)
    sent: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """The events of a case in no order. `unread` are the items whose own times are not read yet."""

    events: Sequence[Event]
    unread: int


def course(case: str, *, memory: Memory, most: int, actor: Actor, tools: Tools) -> Course:
    """Return what happened, as far as it is read: `memory` and at most `most` further items, which it remembers.

    Raises NotFound. The number of look-ups does not grow with the case.
    """
    opened = case_for(case, actor=actor, tools=tools)
    numbers = list(Item.objects.filter(case_id=opened.id, erased=False).values_list("number", flat=True))
    unread = [number for number in numbers if naming.item_id(number) not in memory.told]
    rows = Item.objects.filter(case_id=opened.id, number__in=unread[:most])
    memory.told.update((facts.eid, tell(facts)) for facts in reading.facts_of(rows, case=opened, tools=tools))
    _read_log(opened, memory=memory)
    there = [eid for number in numbers if (eid := naming.item_id(number)) in memory.told]
    plan = actions.kept_plan(opened)
    return Course(
        [
            *_of_items(there, known=memory.told, clocks=memory.clocks),
            *(_told(line, plan=plan) for line in (plan.chronology if plan else ())),
            *memory.sent,
        ],
        len(unread[most:]),
    )


def _read_log(case: OpenCase, *, memory: Memory) -> None:
    """Read what the log says, unless it has not grown since."""
    size = Head.objects.values_list("size", flat=True).get(case_id=case.id)
    if size == memory.size:
        return
    lines = log.lines(case, item_key=keeping.item_key_of(case))
    logged = [events.decode(line) for _, line in lines if line is not None]
    memory.clocks = times.of_events(logged, case=case)
    memory.sent = [_sent(event) for event in logged if event.type is EventType.EXPORT]
    memory.size = size


def tell(facts: ItemFacts) -> Told:
    """Return what an item tells."""
    title = facts.title or facts.final_url or facts.url
    captured = Event(
        when=facts.captured,
        what=What.CAPTURED,
        certainty=Certainty.CAPTURE,
        about=title,
        label=facts.eid,
        item=facts.eid,
    )
    said = wording.best_time(facts)
    if said is None:
        return Told(captured, None, wording.post_key(facts))
    service = wording.service(facts) if facts.source is Source.CAPTURED else ""
    by = wording.author(facts)
    posted = Event(
        when=said.moment,
        what=What.POSTED if facts.source is Source.CAPTURED else What.OTHER,
        certainty=_certainty(facts, when=said.moment),
        about=" / ".join(part for part in (service, by, title) if part),
        label=service or facts.eid,
        item=facts.eid,
    )
    return Told(captured, posted, wording.post_key(facts))


def _certainty(facts: ItemFacts, *, when: datetime) -> Certainty:
    """Return who says so: what a person brought has no page, its time stands in the file."""
    if when == facts.posted.from_id:
        return Certainty.ID
    return Certainty.SHOWN if facts.source is Source.CAPTURED else Certainty.FILE


def _of_items(there: Sequence[str], *, known: Mapping[str, Told], clocks: Mapping[str, Times]) -> Iterator[Event]:
    """Yield when each item was taken and, once a post, when it was posted."""
    seen: set[object] = set()
    for eid in there:
        told, clock = known[eid], clocks.get(eid, Times())
        sure = Certainty.STAMP if clock.not_after is not None else Certainty.CAPTURE
        yield replace(told.captured, certainty=sure, not_before=clock.not_before, not_after=clock.not_after)
        if told.posted is not None and (told.posted.when, told.post) not in seen:
            seen.add((told.posted.when, told.post))
            yield told.posted


def _told(line: Happening, *, plan: Plan | None) -> Event:
    """Return a line that somebody wrote, with the item it names itself or by its exhibit."""
    exhibits = plan.exhibits if plan else ()
    items = [eid for one in exhibits if plan and plan.mark(one) == line.mark for eid in one.items]
    when = line.when.astimezone(JST) if line.when else None
    return Event(
        when=when.date() if when and line.whole_day else when,
        what=_KINDS.get(line.kind, What.OTHER),
        certainty=Certainty.TOLD,
        about=line.about,
        label=line.about,
        source=line.source,
        name=telling.name_of(line),
        item=line.item or next(iter(items), ""),
    )


def _sent(event: LogEvent) -> Event:
    stated = [value for value in (event.recipient, event.purpose) if value and value != _NOT_STATED]
    return Event(
        when=datetime.fromisoformat(event.at_device),
        what=What.SENT,
        certainty=Certainty.CAPTURE,
        about=" / ".join(stated),
        label=stated[0] if stated else "",
    )
