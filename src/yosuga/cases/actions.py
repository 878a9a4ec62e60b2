"""What can be done to a case as a whole: open one."""

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import HOLDER, OpenCase, name_index
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

_LONGEST_NAME = 80


def open_case(name: str, *, actor: Actor, tools: Tools) -> OpenCase:
    """Make a case with its own key and log. Raises AlreadyExists, BadInput, VaultReadOnly."""
    tools.must_write()
    shown = one_line(name)
    if not shown or len(shown) > _LONGEST_NAME:
        raise BadInput(f"case name: 1-{_LONGEST_NAME}")
    index = name_index(shown, master=tools.master)
    if Case.objects.filter(name_index=index).exists():
        raise AlreadyExists("case")
    case = _new_keys(shown, tools=tools)
    with transaction.atomic():
        _write_case(case, index=index, tools=tools)
        log.append(case, EventType.CASE_OPEN, method="vault", actor=actor, tools=tools)
    return case


def _new_keys(name: str, *, tools: Tools) -> OpenCase:
    case_id = naming.case_id(tools.random(5))
    signing = SigningKey.generate(tools.random(32), name=notes.origin(case_id))
    return OpenCase(id=case_id, name=name, key=tools.random(32), signing=signing)


def _write_case(case: OpenCase, *, index: bytes, tools: Tools) -> None:
    row = Case.objects.create(
        id=case.id,
        name_index=index,
        name_sealed=wrap.seal(case.name.encode(), under=case.key, place=wrap.Place("case", case.id, "name")),
        signing_key_wrapped=wrap.wrap(
            case.signing.seed, under=case.key, binding=wrap.SecretBinding(case.id, "signing")
        ),
        vkey=str(case.signing.vkey),
    )
    wrapped = wrap_case_key(case.key, master=tools.master, case=case.id)
    CaseKey.objects.create(case=row, holder=HOLDER, wrapped=wrapped)
    Head.objects.create(case=row, state=EmptyHead().to_bytes())
