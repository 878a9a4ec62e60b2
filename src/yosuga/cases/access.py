"""The only way to a case: by its name or id, for someone who may, with its keys unwrapped."""

from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.actor import Actor
from yosuga.cases.models import Case, CaseKey
from yosuga.custody import notes
from yosuga.custody.notes import SigningKey
from yosuga.errors import KeyErased, NotFound
from yosuga.keys import wrap
from yosuga.keys.vault import unwrap_case_key
from yosuga.text import one_line
from yosuga.tools import Tools

HOLDER = "vault"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case whose key is unwrapped for the length of one action."""

    id: str
    name: str
    key: bytes
    signing: SigningKey


def case_for(name: str, *, actor: Actor, tools: Tools) -> OpenCase:
    """Return the case of that name or id.

    Raises NotFound alike for a case that does not exist and for one the actor may not see, and KeyErased when its
    owner had it erased.
    """
    row = _find(name, tools=tools)
    if row is None or not _may_see(actor, row):
        raise NotFound("case")
    return _opened(row, held=CaseKey.objects.filter(case=row, holder=HOLDER).first(), tools=tools)


def cases_for(*, actor: Actor, tools: Tools) -> Sequence[OpenCase]:
    """Return every case the actor may see that is not erased, oldest log first."""
    rows = [row for row in Case.objects.filter(erased=False).order_by("pk") if _may_see(actor, row)]
    held = {one.case_id: one for one in CaseKey.objects.filter(case__in=[row.pk for row in rows], holder=HOLDER)}
    return [_opened(row, held=held.get(row.pk), tools=tools) for row in rows]


def name_index(name: str, *, master: bytes) -> bytes:
    """Return what a case's name is found by; it reveals nothing without the vault's key."""
    return wrap.blind(wrap.derive(master, label="case-name-index"), one_line(name))


def _find(name: str, *, tools: Tools) -> Case | None:
    by_id = Case.objects.filter(pk=name).first()
    return by_id or Case.objects.filter(name_index=name_index(name, master=tools.master)).first()


def _may_see(actor: Actor, row: Case) -> bool:
    """Whether the actor may see the case: in a local vault, whoever opened it owns all of it."""
    return bool(actor.id) and bool(row.pk)


def _opened(row: Case, *, held: CaseKey | None, tools: Tools) -> OpenCase:
    if held is None or row.signing_key_wrapped is None or row.name_sealed is None:
        raise KeyErased(row.pk)
    key = unwrap_case_key(bytes(held.wrapped), master=tools.master, case=row.pk)
    seed = wrap.unwrap(bytes(row.signing_key_wrapped), under=key, binding=wrap.SecretBinding(row.pk, "signing"))
    name = wrap.open_sealed(bytes(row.name_sealed), under=key, place=wrap.Place("case", row.pk, "name")).decode()
    return OpenCase(id=row.pk, name=name, key=key, signing=SigningKey(notes.origin(row.pk), seed))
