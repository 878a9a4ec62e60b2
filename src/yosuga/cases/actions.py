"""What can be done to a case as a whole: open one, give it another name."""

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import HOLDER, OpenCase, case_for, name_index
from yosuga.cases.models import Case, CaseKey, Head
from yosuga.custody import naming, notes
from yosuga.custody.events import EventType
from yosuga.custody.log import Head as EmptyHead
from yosuga.custody.notes import SigningKey
from yosuga.errors import AlreadyExists, BadInput
from yosuga.keys import wrap
from yosuga.keys.vault import wrap_case_key
from yosuga.text import one_line
from yosuga.tools import Tools

RENAMING = "case-name"
_LONGEST_NAME = 80


def open_case(name: str, *, actor: Actor, tools: Tools) -> OpenCase:
    """Make a case with its own key and log. Raises AlreadyExists, BadInput, VaultReadOnly."""
    tools.must_write()
    shown, index = _checked(name, tools=tools)
    if Case.objects.filter(name_index=index).exists():
        raise AlreadyExists("case")
    case = _new_keys(shown, tools=tools)
    with transaction.atomic():
        _write_case(case, index=index, tools=tools)
        log.append(case, EventType.CASE_OPEN, method="vault", actor=actor, tools=tools)
    return case


def rename_case(name: str, *, case: str, actor: Actor, tools: Tools) -> None:
    """Give a case another name; the log keeps that, not what.

    Raises AlreadyExists, BadInput, NotFound, VaultReadOnly.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    shown, index = _checked(name, tools=tools)
    if shown == opened.name:
        return
    if Case.objects.filter(name_index=index).exclude(pk=opened.id).exists():
        raise AlreadyExists("case")
    with transaction.atomic():
        log.lock(opened)
        Case.objects.filter(pk=opened.id).update(name_index=index, name_sealed=_sealed_name(shown, case=opened))
        log.append(opened, EventType.ANNOTATE, method=RENAMING, actor=actor, tools=tools)


def _checked(name: str, *, tools: Tools) -> tuple[str, bytes]:
    """Return a name as it is shown, and what it is found by. Raises BadInput."""
    shown = one_line(name)
    if not shown or len(shown) > _LONGEST_NAME:
        raise BadInput(f"case name: 1-{_LONGEST_NAME}")
    return shown, name_index(shown, master=tools.master)


def _sealed_name(name: str, *, case: OpenCase) -> bytes:
    return wrap.seal(name.encode(), under=case.key, place=wrap.Place("case", case.id, "name"))


def _new_keys(name: str, *, tools: Tools) -> OpenCase:
    case_id = naming.case_id(tools.random(5))
    signing = SigningKey.generate(tools.random(32), name=notes.origin(case_id))
    return OpenCase(id=case_id, name=name, key=tools.random(32), signing=signing)


def _write_case(case: OpenCase, *, index: bytes, tools: Tools) -> None:
    row = Case.objects.create(
        id=case.id,
        name_index=index,
        name_sealed=_sealed_name(case.name, case=case),
        signing_key_wrapped=wrap.wrap(
            case.signing.seed, under=case.key, binding=wrap.SecretBinding(case.id, "signing")
        ),
        vkey=str(case.signing.vkey),
    )
    wrapped = wrap_case_key(case.key, master=tools.master, case=case.id)
    CaseKey.objects.create(case=row, holder=HOLDER, wrapped=wrapped)
    Head.objects.create(case=row, state=EmptyHead().to_bytes())
