"""Keeps a look at a target: looks stand in order of time, and none is ever changed."""

from dataclasses import replace

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase
from yosuga.rules.removal import Look
from yosuga.rules.takedown.follow import Followed
from yosuga.takedown import shelf
from yosuga.takedown.relook_troubles import NothingYet
from yosuga.tools import Tools


def append(number: int, look: Look, *, case: OpenCase, actor: Actor, tools: Tools) -> Followed:
    """Keep one more look, and return the target with it. Raises NotFound, NothingYet (older than the last)."""

    def appended(followed: Followed) -> Followed:
        if followed.looks and look.moment < followed.looks[-1].moment:
            raise NothingYet
        return replace(followed, looks=(*followed.looks, look))

    return shelf.change(number, appended, case=case, actor=actor, tools=tools)
