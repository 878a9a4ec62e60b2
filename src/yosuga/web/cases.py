"""The case that a screen works in: the chosen one, the only one, or a new one whose name can be changed later."""

from yosuga.cases import access, actions
from yosuga.errors import AlreadyExists
from yosuga.web.screen import Asked
from yosuga.web.words import say

_MOST_TRIES = 100


def the_case(asked: Asked) -> str | None:
    """Return the chosen case, or the only one there is; None when there is none or the person must choose."""
    if asked.session.case is not None:
        return asked.session.case
    found = access.cases_for(actor=asked.actor, tools=asked.tools)
    return found[0].id if len(found) == 1 else None


def has_cases(asked: Asked) -> bool:
    """Say whether there is any case in the open vault."""
    return bool(access.cases_for(actor=asked.actor, tools=asked.tools))


def case_or_new(asked: Asked) -> str:
    """Return that case and have the session stay in it; with none, make one so that nothing stands before keeping."""
    case = the_case(asked) or new_case(asked)
    asked.session.case = case
    return case


def new_case(asked: Asked) -> str:
    """Make a case under a plain name and return its id."""
    plain = say("My matter")
    for number in range(1, _MOST_TRIES):
        name = plain if number == 1 else f"{plain} {number}"
        try:
            return actions.open_case(name, actor=asked.actor, tools=asked.tools).id
        except AlreadyExists:
            continue
    raise AlreadyExists("case")
