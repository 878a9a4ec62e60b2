"""A case to follow targets in."""

from yosuga.actor import Door, local_owner
from yosuga.cases import actions
from yosuga.cases.access import OpenCase, case_for
from yosuga.tools import Tools

ACTOR = local_owner(Door.CLI)


def opened(tools: Tools, *, name: str = "削除のケース") -> OpenCase:
    """Return a new case with that name."""
    return case_for(actions.open_case(name, actor=ACTOR, tools=tools).id, actor=ACTOR, tools=tools)
