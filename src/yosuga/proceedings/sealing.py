"""How a plan rests: sealed under its case, and each line that is about an item sealed once more under that item's key.

So an erased item takes with it what was written about it: its title, its author, what it was to prove.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from yosuga.cases.access import OpenCase
from yosuga.documents.court import Damages, Mark
from yosuga.keys import wrap
from yosuga.proceedings import document
from yosuga.proceedings.plan import Plan

ItemKeys = Callable[[str], bytes | None]
_LABEL = "exhibit-plan"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sealed line belongs: the case, the part of the plan, and its number there."""

    case: str
    part: str
    number: int

    def of(self, eid: str) -> wrap.Place:
        return wrap.Place(_LABEL, f"{self.case}/{self.part}/{self.number}", eid)


def seal(plan: Plan, *, case: OpenCase, item_key: ItemKeys) -> bytes:
    """Return the plan as it is kept. Every item it names must have its key."""
    frame = document.as_json(replace(plan, exhibits=(), chronology=(), damages=Damages(), senders=()))
    parts = {
        part: [
            _closed(content, of=items, place=_Place(plan.case, part, number), item_key=item_key)
            for number, (content, items) in enumerate(rows)
        ]
        for part, rows in _parts(plan).items()
    }
    content = json.dumps({"frame": frame, "parts": parts}, ensure_ascii=False).encode()
    return wrap.seal(content, under=_key(case.key), place=_whole(case))


def open_plan(sealed: bytes, *, case: OpenCase, item_key: ItemKeys) -> Plan:
    """Return a kept plan without what was about items that are erased. Raises VaultDamaged."""
    kept = json.loads(wrap.open_sealed(sealed, under=_key(case.key), place=_whole(case)))
    parts = {
        part: [_opened(row, place=_Place(case.id, part, number), item_key=item_key) for number, row in enumerate(rows)]
        for part, rows in kept["parts"].items()
    }
    whole = {part: [row for row in rows if row is not None] for part, rows in parts.items()}
    damages = {"expenses": whole.pop("expenses"), "harms": whole.pop("harms")}
    return document.from_json(kept["frame"] | whole | {"damages": damages})


def _parts(plan: Plan) -> dict[str, list[tuple[dict[str, object], Sequence[str]]]]:
    """Return every line of the plan with the items it is about."""
    of_mark = {plan.mark(one): one.items for one in plan.exhibits}

    def about(mark: Mark | None) -> Sequence[str]:
        return () if mark is None else of_mark[mark]

    return {
        "exhibits": [(document.exhibit_json(one), one.items) for one in plan.exhibits],
        "chronology": [
            (document.happening_json(one), list(dict.fromkeys([*about(one.mark), *filter(None, [one.item])])))
            for one in plan.chronology
        ],
        "expenses": [(document.expense_json(one), about(one.mark)) for one in plan.damages.expenses],
        "harms": [(document.harm_json(one), about(one.mark)) for one in plan.damages.harms],
        "senders": [(document.sender_json(one), [one.eid]) for one in plan.senders],
    }


def _closed(content: dict[str, object], *, of: Sequence[str], place: _Place, item_key: ItemKeys) -> dict[str, object]:
    """Return a line sealed under every item it is about, one around the other: each of them alone can erase it."""
    body = json.dumps(content, ensure_ascii=False).encode()
    for eid in of:
        key = item_key(eid)
        if key is None:
            raise ValueError("a plan names an item that is not there")
        body = wrap.seal(body, under=_key(key), place=place.of(eid))
    return {"of": list(of), "body": body.hex()}


def _opened(row: dict[str, object], *, place: _Place, item_key: ItemKeys) -> object:
    body, of = bytes.fromhex(str(row["body"])), row["of"]
    for eid in reversed(of if isinstance(of, list) else []):
        key = item_key(str(eid))
        if key is None:
            return None
        body = wrap.open_sealed(body, under=_key(key), place=place.of(str(eid)))
    return json.loads(body)


def _key(key: bytes) -> bytes:
    return wrap.derive(key, label=_LABEL)


def _whole(case: OpenCase) -> wrap.Place:
    return wrap.Place(_LABEL, case.id, "plan")
