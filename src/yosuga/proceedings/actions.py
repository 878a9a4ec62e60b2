"""What can be done about exhibits: see what is planned, keep a plan, withdraw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.custody import naming
from yosuga.custody.events import EventType
from yosuga.evidence import keeping
from yosuga.evidence.models import Item
from yosuga.proceedings import document, proposing, sealing
from yosuga.proceedings.models import ExhibitPlan
from yosuga.proceedings.plan import Plan
from yosuga.proceedings.reading import ItemFacts, facts_of_case
from yosuga.proceedings.troubles import BadPlan, Trouble
from yosuga.tools import Tools

METHOD = "exhibit-plan"


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a case beside its items; `kept` says whether somebody decided its exhibits or the items suggest them.

    A kept plan without exhibits (the person has only told what happened) leaves the exhibits to the items.
    """

    plan: Plan
    items: Sequence[ItemFacts]
    kept: bool


def plan_of(case: str, *, actor: Actor, tools: Tools) -> Plan:
    """Return the kept plan of a case, or the one its items suggest when none is kept. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    kept = kept_plan(opened)
    if kept is not None and kept.exhibits:
        return kept
    return proposing.completed(kept or Plan(case=opened.id), facts_of_case(opened, tools=tools))


def planned(case: str, *, actor: Actor, tools: Tools) -> Planned:
    """Return the plan of a case with what its items say. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    items = facts_of_case(opened, tools=tools)
    kept = kept_plan(opened)
    if kept is not None and kept.exhibits:
        return Planned(kept, items, kept=True)
    return Planned(proposing.completed(kept or Plan(case=opened.id), items), items, kept=False)


def keep_plan(plan: Plan, *, case: str, actor: Actor, tools: Tools) -> str:
    """Keep a plan in place of the one before and return its SHA-256, which the log names.

    Raises BadPlan for a plan that is not of the format, is of another case or names an item that is not there.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    checked = document.decode(document.encode(plan))
    _check_items(checked, case=opened)
    raw = document.encode(checked)
    digest = sha256(raw).hexdigest()
    with transaction.atomic():
        sealed = sealing.seal(checked, case=opened, item_key=_item_keys(opened))
        ExhibitPlan.objects.update_or_create(case_id=opened.id, defaults={"sealed": sealed})
        log.append(opened, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools, sha256=digest, size=len(raw))
    return digest


def reset_plan(case: str, *, actor: Actor, tools: Tools) -> bool:
    """Withdraw the kept plan, so that the items suggest one again; return whether there was one."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        gone, _ = ExhibitPlan.objects.filter(case_id=opened.id).delete()
        if gone:
            log.append(opened, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools)
    return bool(gone)


def draft(case: str, *, actor: Actor, tools: Tools) -> Plan:
    """Return the plan to edit: what is kept, and an exhibit for each item that has none yet."""
    found = planned(case, actor=actor, tools=tools)
    return proposing.completed(found.plan, found.items)


def kept_plan(case: OpenCase) -> Plan | None:
    """Return the plan that is kept, without what was about erased items, or None."""
    row = ExhibitPlan.objects.filter(case_id=case.id).first()
    return None if row is None else sealing.open_plan(bytes(row.sealed), case=case, item_key=_item_keys(case))


def _check_items(plan: Plan, *, case: OpenCase) -> None:
    if plan.case != case.id:
        raise BadPlan(Trouble.OTHER_CASE, field="case")
    numbers = Item.objects.filter(case_id=case.id, erased=False).values_list("number", flat=True)
    there = {naming.item_id(number) for number in numbers}
    named = [
        (eid, f"exhibits > {place} > items") for place, one in enumerate(plan.exhibits, start=1) for eid in one.items
    ]
    named += [
        (one.item, f"chronology > {place} > item") for place, one in enumerate(plan.chronology, start=1) if one.item
    ]
    named += [(one.eid, f"senders > {place} > eid") for place, one in enumerate(plan.senders, start=1)]
    for eid, field in named:
        if eid not in there:
            raise BadPlan(Trouble.NO_SUCH_ITEM, field=field)


def _item_keys(case: OpenCase) -> sealing.ItemKeys:
    """Return what gives the key of an item by its id, or None when it was erased or never was."""
    rows = {row.number: row for row in Item.objects.filter(case_id=case.id, erased=False)}

    def key(eid: str) -> bytes | None:
        row = rows.get(naming.item_number(eid))
        return None if row is None else keeping.open_item(case, row).key

    return key
