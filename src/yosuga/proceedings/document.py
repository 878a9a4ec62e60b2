"""The exhibit plan as a document (docs/formats/exhibit-plan.md): read strictly, written in one canonical form."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from yosuga.documents.court import Damages, Expense, Happening, Harm, Heading, Mark
from yosuga.proceedings.fields import LINE, Field
from yosuga.proceedings.plan import HAPPENINGS, HARMS, ORIGINALS, PARTIES, PRECISIONS, Exhibit, Mask, Plan, Sender
from yosuga.proceedings.troubles import BadPlan, Trouble

VERSION = 1
LARGEST = 8 * 2**20  # bytes
_HEADING = ("case_number", "case_name", "plaintiff", "defendant", "court", "author")
_PLAN = ("v", "case", "heading", "party", "exhibits", "chronology", "damages", "senders")
_EXHIBIT = ("number", "branch", "items", "title", "made_on", "author", "purpose", "remarks", "original", "masks")
_HAPPENING = ("when", "precision", "kind", "about", "source", "exhibit", "item")
_EXPENSE = ("day", "about", "yen", "exhibit")
_HARM = ("when", "kind", "about", "count", "exhibit")
_MOST_NUMBER, _MOST_COUNT, _MOST_PIXELS, _MOST_YEN = 9_999, 999_999, 1_000_000, 10**12
_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def encode(plan: Plan) -> bytes:
    """Return the plan's canonical bytes: keys sorted, no white space, UTF-8, every field written."""
    return _dump(as_json(plan)).encode()


def decode(raw: bytes) -> Plan:
    """Return the plan that a document says. Raises BadPlan, which names the field."""
    if len(raw) > LARGEST:
        raise BadPlan(Trouble.TOO_LARGE, field="")
    try:
        values = json.loads(raw.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadPlan(Trouble.NOT_JSON, field="") from None
    return from_json(values)


def from_json(values: object) -> Plan:
    """Return the plan of JSON data. Raises BadPlan."""
    top = Field(values).inner(needed=("v", "case", "exhibits"), known=_PLAN)
    if top.at("v").number(least=1, most=_MOST_NUMBER) != VERSION:
        raise top.at("v").refuse(Trouble.OTHER_VERSION)
    party = top.at("party", otherwise="甲").choice(PARTIES)
    exhibits = _exhibits(top.at("exhibits"))
    marks = {Mark(party=party, number=one.number, branch=one.branch) for one in exhibits}
    damages = top.at("damages", otherwise={}).inner(needed=(), known=("expenses", "harms"))
    return Plan(
        case=top.at("case").line(),
        heading=_heading(top.at("heading", otherwise={})),
        party=party,
        exhibits=exhibits,
        chronology=[_happening(one, marks=marks) for one in top.at("chronology", otherwise=[]).each()],
        damages=Damages(
            expenses=[_expense(one, marks=marks) for one in damages.at("expenses", otherwise=[]).each()],
            harms=[_harm(one, marks=marks) for one in damages.at("harms", otherwise=[]).each()],
        ),
        senders=_senders(top.at("senders", otherwise=[])),
    )


def as_json(plan: Plan) -> dict[str, object]:
    """Return the plan as JSON-ready data, every field written, in the order in which a person reads it."""
    return {
        "v": VERSION,
        "case": plan.case,
        "heading": {name: getattr(plan.heading, name) for name in _HEADING},
        "party": plan.party,
        "exhibits": [exhibit_json(one) for one in plan.exhibits],
        "chronology": [happening_json(one) for one in plan.chronology],
        "damages": {
            "expenses": [expense_json(one) for one in plan.damages.expenses],
            "harms": [harm_json(one) for one in plan.damages.harms],
        },
        "senders": [sender_json(one) for one in plan.senders],
    }


def exhibit_json(one: Exhibit) -> dict[str, object]:
    """Return an exhibit as JSON-ready data."""
    plain: dict[str, object] = {name: getattr(one, name) for name in _EXHIBIT}
    return plain | {"items": list(one.items), "masks": [list(mask) for mask in one.masks]}


def happening_json(one: Happening) -> dict[str, object]:
    """Return a line of the chronology as JSON-ready data."""
    return {
        "when": _moment(one.when),
        "precision": PRECISIONS[one.whole_day],
        "kind": one.kind,
        "about": one.about,
        "source": one.source,
        "exhibit": _words(one.mark),
        "item": one.item,
    }


def expense_json(one: Expense) -> dict[str, object]:
    """Return an expense as JSON-ready data."""
    day = one.day.isoformat() if one.day else None
    return {"day": day, "about": one.about, "yen": one.yen, "exhibit": _words(one.mark)}


def harm_json(one: Harm) -> dict[str, object]:
    """Return a harm as JSON-ready data."""
    return {
        "when": _moment(one.when),
        "kind": one.kind,
        "about": one.about,
        "count": one.count,
        "exhibit": _words(one.mark),
    }


def sender_json(one: Sender) -> dict[str, object]:
    """Return a sender's connection as JSON-ready data."""
    return {"eid": one.eid, "connected": _moment(one.connected)}


def _each_once(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise BadPlan(Trouble.TWICE, field=next(key for key in keys if keys.count(key) > 1))
    return found


def _heading(field: Field) -> Heading:
    inner = field.inner(needed=(), known=_HEADING)
    return Heading(
        case_number=inner.at("case_number").line(),
        case_name=inner.at("case_name").line(),
        plaintiff=inner.at("plaintiff").line(),
        defendant=inner.at("defendant").line(),
        court=inner.at("court").line(),
        author=inner.at("author").line(),
    )


def _exhibits(field: Field) -> list[Exhibit]:
    found: list[Exhibit] = []
    taken: set[tuple[int, int]] = set()
    for one in field.each():
        exhibit = _exhibit(one)
        if (exhibit.number, exhibit.branch) in taken:
            raise one.refuse(Trouble.TWICE)
        taken.add((exhibit.number, exhibit.branch))
        found.append(exhibit)
    return found


def _exhibit(field: Field) -> Exhibit:
    inner = field.inner(needed=("number", "items"), known=_EXHIBIT)
    items = _once(inner.at("items"))
    masks = [_mask(one) for one in inner.at("masks", otherwise=[]).each()]
    if masks and len(items) != 1:
        raise inner.at("masks").refuse(Trouble.MASKS_OF_SEVERAL)
    return Exhibit(
        number=inner.at("number").number(least=1, most=_MOST_NUMBER),
        branch=inner.at("branch", otherwise=0).number(least=0, most=_MOST_NUMBER),
        items=items,
        title=inner.at("title").text(most=LINE * 3),
        made_on=inner.at("made_on").line(),
        author=inner.at("author").line(),
        purpose=inner.at("purpose").text(),
        remarks=inner.at("remarks").text(),
        original=inner.at("original", otherwise="写し").choice(ORIGINALS),
        masks=masks,
    )


def _once(field: Field) -> list[str]:
    """Return the item ids of a list, each once and at least one."""
    found: list[str] = []
    for one in field.each():
        eid = one.item()
        if eid in found:
            raise one.refuse(Trouble.TWICE)
        found.append(eid)
    if not found:
        raise field.refuse(Trouble.MISSING)
    return found


def _mask(field: Field) -> Mask:
    numbers = list(field.each())
    if len(numbers) != 4:
        raise field.refuse(Trouble.NOT_A_MASK)
    x, y = (one.number(least=0, most=_MOST_PIXELS) for one in numbers[:2])
    width, height = (one.number(least=1, most=_MOST_PIXELS) for one in numbers[2:])
    return (x, y, width, height)


def _happening(field: Field, *, marks: Collection[Mark]) -> Happening:
    inner = field.inner(needed=("when", "about"), known=_HAPPENING)
    return Happening(
        when=inner.at("when").moment(),
        about=inner.at("about").text(),
        source=inner.at("source").line(),
        mark=inner.at("exhibit").mark(of=marks),
        whole_day=inner.at("precision", otherwise=PRECISIONS[0]).choice(PRECISIONS) == PRECISIONS[1],
        kind=inner.at("kind").choice(HAPPENINGS),
        item=inner.at("item").item() if inner.at("item").line() else "",
    )


def _expense(field: Field, *, marks: Collection[Mark]) -> Expense:
    inner = field.inner(needed=("about", "yen"), known=_EXPENSE)
    return Expense(
        day=inner.at("day", otherwise=None).day(),
        about=inner.at("about").text(),
        yen=inner.at("yen").number(least=0, most=_MOST_YEN),
        mark=inner.at("exhibit").mark(of=marks),
    )


def _harm(field: Field, *, marks: Collection[Mark]) -> Harm:
    inner = field.inner(needed=("kind", "about"), known=_HARM)
    return Harm(
        when=inner.at("when", otherwise=None).moment(),
        kind=inner.at("kind").choice(HARMS),
        about=inner.at("about").text(),
        count=inner.at("count", otherwise=1).number(least=1, most=_MOST_COUNT),
        mark=inner.at("exhibit").mark(of=marks),
    )


def _senders(field: Field) -> list[Sender]:
    found: list[Sender] = []
    for one in field.each():
        inner = one.inner(needed=("eid",), known=("eid", "connected"))
        sender = Sender(eid=inner.at("eid").item(), connected=inner.at("connected", otherwise=None).moment())
        if any(sender.eid == other.eid for other in found):
            raise one.refuse(Trouble.TWICE)
        found.append(sender)
    return found


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _words(mark: Mark | None) -> str:
    return "" if mark is None else mark.words
