"""The printed list of items: what a person who receives evidence signs for, of one case or of many."""

from collections.abc import Sequence

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for, cases_for
from yosuga.cases.models import Head
from yosuga.custody import naming
from yosuga.documents.court import ListedCase, ListedItem
from yosuga.errors import NotFound
from yosuga.evidence import keeping
from yosuga.evidence.models import Item
from yosuga.proceedings.reading import item_facts
from yosuga.tools import Tools

ERASED = "消去済み"


def listed(cases: Sequence[str], *, recipient: str, actor: Actor, tools: Tools) -> Sequence[ListedCase]:
    """Return the named cases, each once, or all there are when none is named. Raises NotFound."""
    opened = [case_for(name, actor=actor, tools=tools) for name in cases] or cases_for(actor=actor, tools=tools)
    if not opened:
        raise NotFound("no case yet")
    once = {case.id: case for case in opened}
    return [_listed(case, recipient=recipient, tools=tools) for case in once.values()]


def _listed(case: OpenCase, *, recipient: str, tools: Tools) -> ListedCase:
    return ListedCase(
        case=case.id,
        head=bytes(Head.objects.get(case_id=case.id).note).decode(),
        items=[_item(row, case=case, tools=tools) for row in Item.objects.filter(case_id=case.id)],
        made=tools.clock.read().wall,
        recipient=recipient,
    )


def _item(row: Item, *, case: OpenCase, tools: Tools) -> ListedItem:
    if row.erased:
        return ListedItem(item=naming.item_id(row.number), state=ERASED)
    facts = item_facts(keeping.open_item(case, row), case=case, tools=tools)
    return ListedItem(
        item=facts.eid,
        title=facts.title or facts.final_url or facts.url,
        captured=facts.captured,
        sha256=facts.principal.sha256,
    )
