"""`yosuga takedown recheck`: looks whether something is still shown, one target or all whose look is due."""

import argparse
import sys

from yosuga.capture.base import Network
from yosuga.cli import door, show
from yosuga.cli import takedown_reading as reading
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.rules.removal import Barrier, Shown, Sign, Way
from yosuga.rules.takedown import saying
from yosuga.rules.takedown.follow import Followed
from yosuga.tools import Tools


def recheck(arguments: argparse.Namespace) -> int:
    """Look again. Exit code 0 where every look was made, 1 where one could not be."""
    if bool(arguments.target) is arguments.due:
        raise WrongUse(_("Please name one, or --due for all whose look is due."), command=reading.COMMAND)
    named = reading.number(arguments.target) if arguments.target else 0
    with door.open_vault() as tools:
        case = door.the_case(arguments.case, tools=tools)
        tools.must_write()
        network = Network.OWN_MACHINES if arguments.allow_private_network else Network.PUBLIC
        if arguments.seen or arguments.captured:
            keep = _reported if arguments.seen else _captured
            _tell(keep(named, arguments=arguments, case=case, tools=tools), json=arguments.json)
            return 0
        if not named:
            return _all_due(case, network=network, json=arguments.json, tools=tools)
        _one(named, arguments=arguments, network=network, case=case, tools=tools)
    return 0


def _one(number: int, *, arguments: argparse.Namespace, network: Network, case: str, tools: Tools) -> None:
    from yosuga.takedown import relooking

    way = Way(arguments.way)
    followed = relooking.recheck(
        number,
        way=way,
        network=network,
        control=arguments.control,
        ready=_wait_for_enter if way is Way.OWN_BROWSER else None,
        case=case,
        actor=door.ACTOR,
        tools=tools,
    )
    _tell(followed, json=arguments.json)


def _reported(number: int, *, arguments: argparse.Namespace, case: str, tools: Tools) -> Followed:
    """Write down what the person saw. Not shown counts only beside another page that was shown, with a picture."""
    from yosuga.takedown import relooking

    shown = {"shown": Shown.WHOLE, "changed": Shown.CHANGED}.get(arguments.seen, Shown.NOTHING)
    return relooking.reported(
        number,
        shown=shown,
        barrier=Barrier.LOGIN if arguments.seen == "login" else None,
        sign=Sign.WORDS if arguments.seen == "not-shown" else None,
        control=arguments.other_seen,
        proof=arguments.proof,
        case=case,
        actor=door.ACTOR,
        tools=tools,
    )


def _captured(number: int, *, arguments: argparse.Namespace, case: str, tools: Tools) -> Followed:
    """Make a look of captures that the person just took: nothing is asked of the site again."""
    from yosuga.takedown import relooking

    return relooking.captured(
        number,
        post=arguments.captured,
        control=arguments.control_captured,
        never=arguments.never_captured,
        case=case,
        actor=door.ACTOR,
        tools=tools,
    )


def _all_due(case: str, *, network: Network, json: bool, tools: Tools) -> int:
    """Look at what is due and needs no person, each by the way that helps most; say when the next one is."""
    from yosuga.cli.takedown_shown import say
    from yosuga.takedown import relooking

    listed, code, looks = relooking.due(case=case, actor=door.ACTOR, tools=tools), 0, 0
    for looked in relooking.recheck_all(listed, case=case, actor=door.ACTOR, tools=tools, network=network):
        looks += 1
        if looked.followed is not None:
            _tell(looked.followed, json=json)
        if looked.trouble is not None:
            code = 1
            show.aside(f"T{looked.number:04}")
            show.trouble(looked.trouble)
    if not looks and not json:
        show.prose(_("No look is due now."))
        for one in listed[:1]:
            show.prose(f"{one.followed.id}  {say(saying.when(one.when))}")
    return code


def _tell(followed: Followed, *, json: bool) -> None:
    from yosuga.cli import takedown_shown
    from yosuga.takedown import telling

    if json:
        show.data(telling.as_json(followed))
    else:
        takedown_shown.looked(followed)


def _wait_for_enter() -> None:
    show.aside(_("A browser window opens. Bring up the page there, then press Enter here."))
    if not sys.stdin.readline():
        raise WrongUse(_("Nobody pressed Enter, so nothing was looked at."), command=reading.COMMAND)
