"""Looks in the background: a page is asked for once more, politely, and the screen is told when it was done."""

from functools import partial

from yosuga.actor import Actor
from yosuga.capture.base import Network
from yosuga.rules.removal import Way
from yosuga.takedown import relooking
from yosuga.takedown.relook_troubles import TooSoon
from yosuga.tools import Tools
from yosuga.web.work import Job, worker

KIND = "relook"
AUTOMATIC = (Way.PLAIN, Way.HEADLESS, Way.PROTOCOL)
_NUMBER, _AT = "number", "at"


def begin(number: int, *, way: Way, control: str, network: Network, case: str, actor: Actor, tools: Tools) -> Job:
    """Have the worker look at a target once by one way."""
    run = partial(_look, number=number, way=way, control=control, network=network, actor=actor)
    job = worker.begin(KIND, case=case, tools=tools, run=run)
    job.facts[_NUMBER] = str(number)
    return job


def newest(number: int, *, case: str) -> Job | None:
    """Return the newest look at a target that was asked for here, None where none was."""
    return next((job for job in worker.of_case(case, kind=KIND) if job.facts.get(_NUMBER) == str(number)), None)


def not_before(job: Job) -> str:
    """Return from when on a look that came too soon can be made (RFC 3339); empty where that was not the trouble."""
    return job.facts.get(_AT, "")


def _look(job: Job, tools: Tools, *, number: int, way: Way, control: str, network: Network, actor: Actor) -> None:
    job.of = 1
    try:
        relooking.recheck(number, way=way, control=control, network=network, case=job.case, actor=actor, tools=tools)
    except TooSoon as error:
        job.facts[_AT] = error.at.isoformat()
        raise
    job.done = 1
