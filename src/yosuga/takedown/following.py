"""What became of a request: sent, received, answered, taken back; and what came back after it was gone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from yosuga.actor import Actor, Role
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.errors import NotFound
from yosuga.rules.takedown import course, family, ways
from yosuga.rules.takedown.course import Objection
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Request, Requester, Step, What
from yosuga.rules.takedown.senders import May, verdict
from yosuga.takedown import adding, shelf, witness
from yosuga.takedown.signs import signs_of
from yosuga.takedown.troubles import NotTheOffice, StepRefused
from yosuga.tools import Tools

Change = Callable[[Request], Request]
LONGEST_NOTE = 1_000  # characters
_YEARS = (1949, 2098)
ANSWERS = frozenset({What.ASKED_POSTER, What.MORE_ASKED, What.REMOVED_SAID, What.HIDDEN, What.REFUSED, What.WITHDRAWN})
_OFFICES = frozenset({Requester.COUNSELLOR, Requester.VENDOR})
_THE_PERSONS_OWN = frozenset({Requester.SELF, Requester.GUARDIAN, Requester.BEREAVED})


def sent(
    number: int,
    *,
    request: int,
    moment: datetime | None = None,
    day_only: bool = False,
    proof: Sequence[str] = (),
    note: str = "",
    by: Requester | None = None,
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Write down that a request was sent, as the person says; `by` is who sent it, else whoever the request is of.

    Raises NotTheOffice, StepRefused, NoSuchEvidence, NotFound. A moment without a zone is one in Japan; where
    there is none it was today, at no hour.
    """
    opened = case_for(case, actor=actor, tools=tools)
    whole = _request(shelf.one(number, case=opened), request)
    whose = by or whole.sender
    if not _may_have_sent(whose, whole, case=opened, actor=actor, tools=tools):
        raise NotTheOffice
    step = _step(What.SENT, moment, day_only, proof, note, case=opened, tools=tools)
    return _written(number, request, replace(step, by=whose), case=opened, actor=actor, tools=tools)


def received(
    number: int,
    *,
    request: int,
    moment: datetime | None = None,
    day_only: bool = False,
    proof: Sequence[str] = (),
    note: str = "",
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Write down the receipt that the service shows: the statutory clock starts from its day. Raises as `sent` does."""
    opened = case_for(case, actor=actor, tools=tools)
    step = _step(What.RECEIVED, moment, day_only, proof, note, case=opened, tools=tools)
    return _written(number, request, step, case=opened, actor=actor, tools=tools)


def answered(
    number: int,
    *,
    request: int,
    what: What,
    moment: datetime | None = None,
    day_only: bool = False,
    proof: Sequence[str] = (),
    note: str = "",
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Write down what the service said, or that the person withdrew. Raises as `sent` does."""
    if what not in ANSWERS:
        raise StepRefused(Objection.DOES_NOT_FOLLOW)
    opened = case_for(case, actor=actor, tools=tools)
    step = _step(what, moment, day_only, proof, note, case=opened, tools=tools)
    return _written(number, request, step, case=opened, actor=actor, tools=tools)


def take_back(number: int, *, request: int, case: str, actor: Actor, tools: Tools) -> Followed:
    """Take back the last step of a request, which was written down by mistake; the log keeps that it was there.

    The first draft is not taken back: a request that is not wanted is withdrawn. Raises StepRefused, NotFound.
    """
    opened = case_for(case, actor=actor, tools=tools)

    def shorter(one: Request) -> Request:
        if len(one.steps) < 2:
            raise StepRefused(Objection.DOES_NOT_FOLLOW)
        return replace(one, steps=one.steps[:-1])

    return change_request(number, request, shorter, case=opened, actor=actor, tools=tools)


def reposted(
    number: int, *, given: str = "", evidence: Sequence[str] = (), case: str, actor: Actor, tools: Tools
) -> Followed:
    """Follow what came back: a new target under the same root, which the old one names.

    Without `given` it came back under its own address, as a look saw (State.REAPPEARED). Raises as `adding.add` does.
    """
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        log.lock(opened)
        old = shelf.one(number, case=opened)
        root = family.root(number, followed=shelf.all_of(opened))
        new = adding.add(
            given or old.target.given,
            kind=None if given else old.target.kind,
            words="" if given else old.target.words,
            told="" if given else old.target.told,
            platform="" if given else old.target.platform,
            copies=root,
            again=number,
            evidence=evidence,
            case=opened.id,
            actor=actor,
            tools=tools,
        )

        def named(one: Followed) -> Followed:
            return replace(one, reposts=(*one.reposts, new.number))

        shelf.change(number, named, case=opened, actor=actor, tools=tools)
    return new


def change_request(number: int, request: int, to: Change, *, case: OpenCase, actor: Actor, tools: Tools) -> Followed:
    """Change one request of a target, under the lock of the case. Raises NotFound and whatever `to` raises."""

    def changed(followed: Followed) -> Followed:
        made = to(_request(followed, request))
        return replace(followed, requests=tuple(made if one.number == request else one for one in followed.requests))

    return shelf.change(number, changed, case=case, actor=actor, tools=tools)


def with_step(request: Request, step: Step, *, now: datetime) -> Request:
    """Return the request with one more step. Raises StepRefused. `now` is aware."""
    objection = course.objection(request, step, now=now)
    if objection is not None:
        raise StepRefused(objection)
    return replace(request, steps=(*request.steps, step))


def _request(followed: Followed, number: int) -> Request:
    found = followed.request(number)
    if found is None:
        raise NotFound("request")
    return found


def _step(
    what: What,
    moment: datetime | None,
    day_only: bool,  # noqa: FBT001 - an own function, called with names of the same words
    proof: Sequence[str],
    note: str,
    *,
    case: OpenCase,
    tools: Tools,
) -> Step:
    when = moment if moment is not None else tools.clock.read().wall
    day_only = day_only or moment is None  # when it is written down is not when it happened
    if not _YEARS[0] <= when.year <= _YEARS[1]:  # beyond them a moment cannot be moved into another zone
        raise StepRefused(Objection.TOO_LONG_AGO if when.year < _YEARS[0] else Objection.STILL_TO_COME)
    aware = when if when.tzinfo is not None else when.replace(tzinfo=JST)
    if day_only:
        aware = aware.astimezone(JST).replace(hour=0, minute=0, second=0, microsecond=0)
    shown = witness.ids(proof, case=case)
    return Step(what, aware, proof=shown, note=adding.said(note, most=LONGEST_NOTE), day_only=day_only)


def _written(number: int, request: int, step: Step, *, case: OpenCase, actor: Actor, tools: Tools) -> Followed:
    now = tools.clock.read().wall

    def more(one: Request) -> Request:
        return with_step(one, replace(step, by=step.by if step.what is What.SENT else one.sender), now=now)

    return change_request(number, request, more, case=case, actor=actor, tools=tools)


def _may_have_sent(whose: Requester, request: Request, *, case: OpenCase, actor: Actor, tools: Tools) -> bool:
    """Say whether it may be written down that `whose` sent it (Attorneys Act, art. 72; Judicial Scriveners Act, 73).

    What the person, a parent or the bereaved say that they sent themselves is always written down, by a counsellor
    too; that an office or a vendor sent it never is; of everybody else the rule of the way decides.
    """
    if whose in _THE_PERSONS_OWN:
        return True
    way = ways.way(request.route, catalog=ours())
    if whose in _OFFICES or actor.role is Role.COUNSELLOR or way is None:
        return False
    signs = signs_of(case, actor=actor, tools=tools)
    return verdict(whose, way, reason=request.reason, signs=signs, catalog=ours()).may is May.SEND
