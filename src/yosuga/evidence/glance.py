"""What the home of a case shows at a glance: how much there is, and the newest entries of its log, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Entry
from yosuga.custody import events
from yosuga.evidence import keeping
from yosuga.evidence.history import Passage
from yosuga.evidence.models import CaptureJob, Export, Item
from yosuga.keys import wrap
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Glance:
    """How much a case holds: items that are not erased, packages written, captures that still wait."""

    name: str
    items: int
    exports: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a log, the newest first; `first` counts from 0, of `total`."""

    passages: Sequence[Passage]
    first: int
    total: int


def glance(case: str, *, actor: Actor, tools: Tools) -> Glance:
    """Return how much is in a case. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    return Glance(
        opened.name,
        Item.objects.filter(case_id=opened.id, erased=False).count(),
        Export.objects.filter(case_id=opened.id).count(),
        CaptureJob.objects.filter(case_id=opened.id).count(),
    )


def newest(case: str, *, first: int, most: int, actor: Actor, tools: Tools) -> Page:
    """Return `most` entries of the log from place `first` on, the newest first. Only these are opened."""
    opened = case_for(case, actor=actor, tools=tools)
    rows = Entry.objects.filter(case_id=opened.id).order_by("-seq")
    total, shown = rows.count(), list(rows[first : first + most])
    keys = _keys({row.item for row in shown if row.item is not None}, case=opened)
    lines = [(row.seq, log.line_of(row, case=opened, item_key=keys.get)) for row in shown]
    return Page([Passage(seq, None if line is None else events.decode(line)) for seq, line in lines], first, total)


def counts(cases: Sequence[str]) -> Mapping[str, int]:
    """Return how many items that are not erased each of these cases holds: a number, and nothing of anyone."""
    rows = Item.objects.filter(case_id__in=cases, erased=False).order_by().values("case_id")
    return {row["case_id"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def _keys(numbers: set[int], *, case: OpenCase) -> Mapping[int, bytes]:
    """Return the keys of the log lines of these items; an erased one has none."""
    rows = Item.objects.filter(case_id=case.id, number__in=numbers, key_wrapped__isnull=False)
    return {row.number: wrap.derive(keeping.open_item(case, row).key, label="log") for row in rows}
