"""What is remembered of hosts, over restarts: when they were last asked, what they asked of us, their robots.txt.

A row's name is blinded and its value sealed and padded: who has the disk learns neither which hosts nor when.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from yosuga.capture.relook.robots import Robots, Rule
from yosuga.keys import wrap
from yosuga.rules.takedown import schedule
from yosuga.rules.takedown.schedule import Memory
from yosuga.takedown.models import HostMemory
from yosuga.tools import Tools

_FRESH = timedelta(hours=24)  # RFC 9309, 2.4: a robots.txt is not used for longer
_FORGET = timedelta(days=8)  # longer than any rest
_BLOCK = 16 * 2**10  # the size of a robots.txt would tell whose it is
_MOST_RULES = 256 * 2**10
_TIMES = ("last", "until", "refused")


@dataclass(frozen=True, slots=True)
class Remembered:
    """One host: its times, and the rules of its robots.txt as they were read at `read`, or None."""

    memory: Memory = schedule.NOTHING
    robots: Robots | None = None
    read: datetime | None = None

    def rules(self, *, now: datetime) -> Robots | None:
        """Return the rules while they are fresh."""
        fresh = self.read is not None and now - _FRESH < self.read <= now
        return self.robots if fresh else None


def of(host: str, *, tools: Tools) -> Remembered:
    """Return what is remembered of a host; nothing of one that was never asked, or long ago."""
    row = HostMemory.objects.filter(pk=_blinded(host, tools=tools)).first()
    return Remembered() if row is None else _opened(row, tools=tools)


def claim(host: str, *, now: datetime, tools: Tools) -> timedelta:
    """Take the right to ask for one page now; return how long to wait before trying again, zero where it was taken."""
    tools.must_write()
    with transaction.atomic():
        known = of(host, tools=tools)
        last = known.memory.last
        # A device's clock that was set back must not hold us for longer than the rule does.
        if last is not None and last <= now < last + schedule.BETWEEN:
            return last + schedule.BETWEEN - now
        _write(host, replace(known, memory=replace(known.memory, last=now)), tools=tools)
    return timedelta()


def note_answer(host: str, *, now: datetime, refused: bool, retry_after: int | None, tools: Tools) -> None:
    """Remember how a page that was asked for was answered."""
    tools.must_write()
    with transaction.atomic():
        known = of(host, tools=tools)
        memory = schedule.after_answer(known.memory, now=now, refused=refused, retry_after=retry_after)
        _write(host, replace(known, memory=memory), tools=tools)
        _forget_old(now=now, tools=tools)


def note_robots(host: str, robots: Robots, *, now: datetime, tools: Tools) -> None:
    """Remember the rules of a host's robots.txt."""
    tools.must_write()
    with transaction.atomic():
        _write(host, replace(of(host, tools=tools), robots=robots, read=now), tools=tools)


def _forget_old(*, now: datetime, tools: Tools) -> None:
    """Let go of hosts that were not asked for a while and asked nothing of us that still holds."""
    for row in HostMemory.objects.all():
        known = _opened(row, tools=tools)
        moments = (known.memory.last, known.memory.until, known.read)
        if all(moment is None or moment < now - _FORGET for moment in moments):
            row.delete()


def _write(host: str, known: Remembered, *, tools: Tools) -> None:
    name = _blinded(host, tools=tools)
    sealed = wrap.seal(_padded(_as_json(known)), under=_key(tools), place=_place(name))
    HostMemory.objects.update_or_create(pk=name, defaults={"sealed": sealed})


def _opened(row: HostMemory, *, tools: Tools) -> Remembered:
    raw = wrap.open_sealed(bytes(row.sealed), under=_key(tools), place=_place(row.blinded))
    said = json.loads(zlib.decompressobj().decompress(raw, 4 * _MOST_RULES))
    memory = Memory(
        last=_moment(said, "last"),
        until=_moment(said, "until"),
        refusals=int(said["refusals"]),
        refused=_moment(said, "refused"),
    )
    rules = said.get("robots")
    robots = None if rules is None else Robots(tuple(Rule(open=one, path=path) for one, path in rules))
    return Remembered(memory, robots, _moment(said, "read"))


def _as_json(known: Remembered) -> bytes:
    memory = asdict(known.memory)
    said: dict[str, object] = {name: _written(memory[name]) for name in _TIMES}
    said |= {"refusals": known.memory.refusals, "read": _written(known.read), "robots": None}
    if known.robots is not None:
        said["robots"] = [[rule.open, rule.path] for rule in known.robots.rules]
    content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    if len(content) > _MOST_RULES:  # it is asked for again the next time
        return json.dumps({**said, "robots": None, "read": None}).encode()
    return content


def _padded(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return packed + bytes(-len(packed) % _BLOCK)


def _written(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None


def _moment(said: Mapping[str, object], name: str) -> datetime | None:
    value = said.get(name)
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _blinded(host: str, *, tools: Tools) -> str:
    return wrap.blind(_key(tools), host.lower()).hex()


def _place(name: str) -> wrap.Place:
    return wrap.Place("host", name, "memory")


def _key(tools: Tools) -> bytes:
    return wrap.derive(tools.master, label="hosts")
