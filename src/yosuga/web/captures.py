"""Captures in the background: what was ordered in the vault is taken, and the screen is told how far each page is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from yosuga.actor import Actor
from yosuga.capture.admission import admit
from yosuga.capture.base import Network, Order, Shot
from yosuga.errors import AddressRefused, BadUrl
from yosuga.evidence import capturing, stamping
from yosuga.evidence.results import KeptItem
from yosuga.tools import Tools
from yosuga.web.work import Job, Stage, worker

KIND, STAMP = "capture", "stamp"
MOST_AT_ONCE = 50
_URL = re.compile(r"https?://[^\s\u3000「」『』<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not ordered, and why."""

    line: str
    error: BadUrl | AddressRefused


@dataclass(frozen=True, slots=True)
class Underway:
    """A page that is ordered and not in the log yet; `step` is empty until its turn comes."""

    url: str
    step: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A page that is in the log, complete or not."""

    url: str
    eid: str
    verdict: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class State:
    """How the captures of a case stand. `job` is the newest piece of work, None when none was begun here."""

    waiting: Sequence[Underway]
    ended: Sequence[Ended]
    job: Job | None

    @property
    def running(self) -> bool:
        """Whether the worker is at it or will be."""
        return self.job is not None and not self.job.over


def admitted(text: str, *, network: Network) -> tuple[list[Order], list[Refused]]:
    """Return the orders that the pasted text asks for, each page once, and the lines that are none.

    A line may hold words beside its URL, as a talk or a mail does; a line without one is tried as a whole.
    """
    orders: dict[str, Order] = {}
    refused: list[Refused] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        for url in _urls(line):
            try:
                orders.setdefault(url, admit(url, network=network))
            except (BadUrl, AddressRefused) as error:
                refused.append(Refused(line, error))
    return list(orders.values()), refused


def _urls(line: str) -> list[str]:
    """Return the URLs in a line. One that stands alone stays exactly as it is; among words, its end may be theirs."""
    found = _URL.findall(line)
    return [url.rstrip("。、，．）)】,.") for url in found] if found and found != [line] else [line]


def busy(case: str) -> bool:
    """Whether the worker is at this case's captures, or will be."""
    return any(not job.over for job in worker.of_case(case, kind=KIND))


def order(orders: Sequence[Order], *, case: str, actor: Actor, tools: Tools) -> Job:
    """Write the orders down, then have the worker take everything that waits in the case."""
    capturing.order_captures(orders, case=case, actor=actor, tools=tools)
    return go_on(case=case, actor=actor, tools=tools)


def go_on(*, case: str, actor: Actor, tools: Tools) -> Job:
    """Take what waits: what was just ordered, and what an interruption left."""
    return worker.begin(KIND, case=case, tools=tools, run=lambda job, tools: _take(job, actor=actor, tools=tools))


def stamp(*, case: str, actor: Actor, tools: Tools) -> None:
    """Have what was just kept stamped by the authorities the person consented to, if any; nobody waits for it."""
    if stamping.authorities(tools=tools):
        worker.begin(STAMP, case=case, tools=tools, run=partial(_stamp, actor=actor))


def _stamp(job: Job, tools: Tools, *, actor: Actor) -> None:
    job.of = 1
    stamping.stamp_everything(actor=actor, tools=tools)
    job.done = 1


def state(*, case: str, actor: Actor, tools: Tools) -> State:
    """Return how the captures of a case stand."""
    jobs = worker.of_case(case, kind=KIND)
    job = next((one for one in jobs if one.stage is Stage.RUNNING), jobs[0] if jobs else None)
    facts = job.facts if job is not None else {}
    waiting = [
        Underway(order.url, facts.get(f"step-{number}", ""))
        for number, order in capturing.open_orders(case=case, actor=actor, tools=tools)
    ]
    still = next((one for one in jobs if not one.over), job)
    ended = [one for each in reversed(jobs) for one in _ended(each)]
    return State(waiting, ended[-MOST_AT_ONCE:], still)


def _take(job: Job, *, actor: Actor, tools: Tools) -> None:
    """Take every page that waits. Another piece of work for the same case then finds nothing left."""
    jobs = capturing.open_orders(case=job.case, actor=actor, tools=tools)
    job.of = len(jobs)
    numbers = [number for number, _ in jobs]

    def progress(place: int, step: str) -> None:
        job.facts[f"step-{numbers[place]}"] = step

    taken = capturing.carry_out(jobs, case=job.case, actor=actor, tools=tools, progress=progress)
    for place, shot, item in taken if jobs else ():
        _note(job, shot, item, number=numbers[place])
        if job.must_stop:
            return
    stamping.stamp_everything(actor=actor, tools=tools)


def _note(job: Job, shot: Shot, item: KeptItem, *, number: int) -> None:
    codes = ",".join(dict.fromkeys(reason.code for reason in shot.reasons))
    job.facts.pop(f"step-{number}", None)
    job.facts[f"ended-{number}"] = f"{shot.url}\n{item.eid}\n{shot.verdict.value}\n{codes}"
    job.done += 1


def _ended(job: Job) -> Sequence[Ended]:
    noted = [value for key, value in list(job.facts.items()) if key.startswith("ended-")]
    return [
        Ended(url, eid, verdict, [code for code in codes.split(",") if code])
        for url, eid, verdict, codes in (value.split("\n") for value in noted)
    ]
