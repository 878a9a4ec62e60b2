"""What a person tells happened, beside what the items say: it goes into the chronology of the case's exhibit plan."""

from dataclasses import replace
from hashlib import sha256

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.documents.court import Happening
from yosuga.errors import NotFound
from yosuga.proceedings import actions, document
from yosuga.proceedings.plan import Plan
from yosuga.tools import Tools


def tell(line: Happening, *, case: str, actor: Actor, tools: Tools) -> None:
    """Keep one line. Raises BadPlan for what is no line of a plan, NotFound, VaultReadOnly."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        plan = _locked(opened)
        _keep(replace(plan, chronology=[*plan.chronology, line]), actor=actor, tools=tools)


def take_back(name: str, *, case: str, actor: Actor, tools: Tools) -> None:
    """Remove the line of that name. Raises NotFound when it is not there (any more)."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        plan = _locked(opened)
        names = [name_of(line) for line in plan.chronology]
        if name not in names:
            raise NotFound("line of the chronology")
        gone = names.index(name)
        left = [line for place, line in enumerate(plan.chronology) if place != gone]
        _keep(replace(plan, chronology=left), actor=actor, tools=tools)


def name_of(line: Happening) -> str:
    """Return a short name of a line, which is the same as long as the line says the same."""
    return sha256(repr(document.happening_json(line)).encode()).hexdigest()[:16]


def _locked(case: OpenCase) -> Plan:
    """Return the plan under the log's lock, so that two windows lose no line of each other."""
    log.lock(case)
    return actions.kept_plan(case) or Plan(case=case.id)


def _keep(plan: Plan, *, actor: Actor, tools: Tools) -> None:
    actions.keep_plan(plan, case=plan.case, actor=actor, tools=tools)
