"""The 時系列表 of a case by itself, as the hand-over prints it."""

from dataclasses import replace
from datetime import date

from yosuga.actor import Actor
from yosuga.documents import chronology
from yosuga.proceedings import actions
from yosuga.proceedings import plan as planning
from yosuga.tools import Tools


def chronology_pdf(case: str, *, day: date, actor: Actor, tools: Tools) -> bytes:
    """Return the 時系列表 as PDF/A with that day in its head. Raises NotFound, FontMissing, TypesettingFailed."""
    found = actions.planned(case, actor=actor, tools=tools)
    heading = replace(found.plan.heading, date=day, case=found.plan.case)
    return chronology.pdf(planning.chronology(found.plan, found.items), heading=heading)
