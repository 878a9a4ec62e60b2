"""The cases on the shelf: those a person may see, found by their names, the one last worked on first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import normalize

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import cases_for
from yosuga.cases.models import Head
from yosuga.tools import Tools

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """A case on the shelf. `changed` is when its log last grew, by the device's clock; `entries` is how long it is."""

    id: str
    name: str
    changed: datetime | None
    entries: int


def standing(*, search: str, actor: Actor, tools: Tools) -> Sequence[Standing]:
    """Return the cases whose name holds every wanted word, or whose id begins with it, in three look-ups."""
    heads = {head.case_id: head for head in Head.objects.only("case_id", "size", "pulse")}
    found = [
        Standing(case.id, case.name, log.last_moment(bytes(heads[case.id].pulse), case=case), heads[case.id].size)
        for case in cases_for(actor=actor, tools=tools)
    ]
    wanted = _plain(search).split()
    fitting = [one for one in found if all(_is_of(one, word) for word in wanted)]
    return sorted(fitting, key=lambda one: (one.changed or _NEVER, one.id), reverse=True)


def _is_of(one: Standing, word: str) -> bool:
    return word in _plain(one.name) or _plain(one.id).startswith(word)


def _plain(text: str) -> str:
    """Return text as it is compared: full-width and half-width, capital and small letters are the same."""
    return normalize("NFKC", text).casefold()
