"""The signs of a case, as far as its answers tell them."""

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase
from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import ours
from yosuga.intake import actions as intake
from yosuga.intake.course import Course
from yosuga.tools import Tools


def signs_of(case: OpenCase, *, actor: Actor, tools: Tools) -> Signs:
    """Return the signs of a case; those of one of which nothing was said where nothing was."""
    said = intake.intake_of(case.id, actor=actor, tools=tools)
    return Course(intake=said, today=intake.today(tools), catalog=ours()).signs()
