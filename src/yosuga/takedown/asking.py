"""How removal is asked for: the ways that are open, a draft, what it gives away, and the finished letter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for
from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import ours
from yosuga.documents import naiyo
from yosuga.documents.naiyo_refusals import Refusal
from yosuga.errors import BadInput, NotFound
from yosuga.evidence import checking
from yosuga.rules.removal import State
from yosuga.rules.takedown import board as lines
from yosuga.rules.takedown import brake, composing, course, gates, reaching, ways
from yosuga.rules.takedown import routes as open_ways
from yosuga.rules.takedown.board import Asked
from yosuga.rules.takedown.cleaning import clean
from yosuga.rules.takedown.clocks import Running
from yosuga.rules.takedown.composing import Composed
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.knowing import Exhibit
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.routes import Because, Offer, Onward
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.senders import May
from yosuga.rules.takedown.target import Origin, Time
from yosuga.takedown import boards, finishing, following, papers, shelf, witness
from yosuga.takedown.previews import Finished, Preview
from yosuga.takedown.signs import signs_of
from yosuga.takedown.troubles import LetterUnfit, NotEditable, RouteClosed, TooLong
from yosuga.takedown.witness import Witness
from yosuga.tools import Tools

LONGEST_VALUE = 20_000  # characters of one field
MOST_VALUES = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_LONGEST_WHY = 1_000
_LANGUAGES = ("ja", "en")


def routes(
    number: int, *, reason: Reason, sender: Requester, case: str, actor: Actor, tools: Tools
) -> tuple[Offer, ...]:
    """Return the ways for one target, open ones first in the order to try them. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    signs = signs_of(opened, actor=actor, tools=tools)
    return _offers(shelf.one(number, case=opened), reason=reason, sender=sender, signs=signs, tools=tools)


def onward(number: int, *, request: int, case: str, actor: Actor, tools: Tools) -> Onward | None:
    """Return the way to go on to after a request that did not help, with the reason; None while it still may."""
    opened = case_for(case, actor=actor, tools=tools)
    followed = shelf.one(number, case=opened)
    asked = lines.asked(followed, catalog=ours(), today=boards.day(tools))
    one = next((one for one in asked if one.request.number == request), None)
    if one is None:
        raise NotFound("request")
    because = _because(one, followed=followed)
    if because is None:
        return None
    signs = signs_of(opened, actor=actor, tools=tools)
    offers = _offers(followed, reason=one.request.reason, sender=one.request.sender, signs=signs, tools=tools)
    tried = {each.route for each in followed.requests}
    return open_ways.onward(offers, tried=tried, because=because, catalog=ours())


def draft(
    number: int,
    *,
    route: str,
    reason: Reason,
    sender: Requester,
    letter: str = "",
    language: str = "",
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Begin a request by one way that is open, for one reason. Its letter is the way's first where none is named.

    Its language is Japanese, or English where the service takes nothing else, unless one is named.

    Raises RouteClosed with the reason, LetterUnfit for a letter that does not go with the way, NotFound for a target
    or letter that is not there.
    """
    opened = case_for(case, actor=actor, tools=tools)
    followed, now = shelf.one(number, case=opened), tools.clock.read().wall
    signs = signs_of(opened, actor=actor, tools=tools)
    offers = _offers(followed, reason=reason, sender=sender, signs=signs, tools=tools)
    offer = next((one for one in offers if one.id == route), None)
    if offer is None or not offer.open or offer.verdict.may is May.NOT:
        raise RouteClosed(None if offer is None else offer.why)
    chosen = letter or next(iter(offer.way.letters), "")
    if chosen and chosen not in ours().letters:
        raise NotFound("letter")
    if chosen and chosen not in offer.way.letters:  # what is asked before a letter hangs on its way
        raise LetterUnfit
    platform = ours().platforms.get(followed.target.platform)
    usual = composing.language_for(ours().letters[chosen], platform=platform) if chosen else _LANGUAGES[0]
    spoken = language if language in _LANGUAGES else usual
    new = Request(0, route, reason, sender, letter=chosen, language=spoken, steps=(Step(What.DRAFTED, now, by=sender),))

    def begun(one: Followed) -> Followed:
        last = max((each.number for each in one.requests), default=0)
        return replace(one, requests=(*one.requests, replace(new, number=last + 1)))

    return shelf.change(number, begun, case=opened, actor=actor, tools=tools)


def fill(number: int, *, request: int, values: Mapping[str, str], case: str, actor: Actor, tools: Tools) -> Followed:
    """Keep what the person wrote into fields, beside what is there; an empty text takes a value away.

    What was finished becomes a draft again. Raises NotEditable for what was sent, TooLong, NotFound.
    """
    opened = case_for(case, actor=actor, tools=tools)
    given, now = _tidy(values), tools.clock.read().wall

    def filled(one: Request) -> Request:
        if not course.editable(one):
            raise NotEditable
        together = {name: value for name, value in {**one.values, **given}.items() if value}
        if len(together) > MOST_VALUES:
            raise TooLong(str(MOST_VALUES))
        made = replace(one, filled=tuple(sorted(together.items())))
        if made == one or course.last(one) is not What.FINISHED:
            return made
        return following.with_step(made, Step(What.DRAFTED, now, by=one.sender), now=now)

    return following.change_request(number, request, filled, case=opened, actor=actor, tools=tools)


def preview(number: int, *, request: int, case: str, actor: Actor, tools: Tools) -> Preview:
    """Return the letter as it stands, what of it reaches whom, and what holds it up. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    followed = shelf.one(number, case=opened)
    shown = witness.glance(followed.evidence, case=opened)
    kept = frozenset(one.eid for one in shown if one.whole)
    return _preview(followed, request, shown=shown, verified=kept, case=opened, actor=actor, tools=tools)


def finish(
    number: int, *, request: int, over: Mapping[str, str] | None = None, case: str, actor: Actor, tools: Tools
) -> Finished:
    """Make the papers of a request, with the lists that its way wants, and keep them as one item of evidence.

    `over` has the person's reason for each warning that is passed, by the gate's id. The evidence is read whole and
    compared with its hashes first. Nothing is sent.

    Raises NotReady while something is left, NotEditable, ChangedMeanwhile, NotFound.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    followed = shelf.one(number, case=opened)
    shown = witness.glance(followed.evidence, case=opened)
    verified = frozenset(
        one.eid for one in shown if one.whole and _holds(one.eid, case=opened, actor=actor, tools=tools)
    )
    before = _preview(followed, request, shown=shown, verified=verified, case=opened, actor=actor, tools=tools)
    if not course.editable(before.request):
        raise NotEditable
    passed = _passed(before, over or {})
    held_up = before.held_up(over=passed)
    if held_up is not None:
        raise held_up
    return finishing.finished(before, passed, case=opened, actor=actor, tools=tools)


def _because(one: Asked, *, followed: Followed) -> Because | None:
    if followed.stands.state is State.REAPPEARED or (followed.reposts and one.status not in course.UNDER_WAY):
        return Because.AGAIN
    if one.status is Status.UNANSWERED:
        return Because.OVERDUE if one.clock.running is Running.STATUTORY else Because.UNANSWERED
    return {Status.REFUSED: Because.REFUSED, Status.HIDDEN: Because.LIMITED}.get(one.status)


def _offers(followed: Followed, *, reason: Reason, sender: Requester, signs: Signs, tools: Tools) -> tuple[Offer, ...]:
    today = boards.day(tools)
    return open_ways.offers(followed.target, sender=sender, reason=reason, signs=signs, catalog=ours(), today=today)


def _preview(
    followed: Followed,
    request: int,
    *,
    shown: Sequence[Witness],
    verified: frozenset[str],
    case: OpenCase,
    actor: Actor,
    tools: Tools,
) -> Preview:
    one = followed.request(request)
    if one is None:
        raise NotFound("request")
    signer = shelf.sender_of(case)
    composed = _composed(followed, one, shown=shown, signer=signer, case=case, tools=tools)
    way = ways.way(one.route, catalog=ours())
    hazards = way.hazards_for(one.reason) if way is not None else ()
    target = followed.target
    return Preview(
        followed=followed,
        request=one,
        composed=composed,
        reach=reaching.reach(composed, request=one, target=target, hazards=hazards, catalog=ours()) if composed else (),
        gates=gates.gates(
            followed,
            one,
            signs=signs_of(case, actor=actor, tools=tools),
            others=tuple(other for other in shelf.all_of(case) if other.number != followed.number),
            verified=verified,
            catalog=ours(),
            signer=signer,
        ),
        questions=brake.questions(one, catalog=ours()),
        refusals=_refusals(composed, values=one.values) if composed is not None else (),
    )


def _composed(
    followed: Followed,
    request: Request,
    *,
    shown: Sequence[Witness],
    signer: Sender,
    case: OpenCase,
    tools: Tools,
) -> Composed | None:
    if not request.letter:
        return None
    stamps = witness.stamped(followed.evidence, case=case)
    times = (Time(Origin.STAMP, min(stamps.values())),) if stamps else ()
    return composing.compose(
        request.letter,
        target=replace(followed.target, times=(*followed.target.times, *times)),
        request=request,
        sender=replace(signer, acting=request.sender),
        values=request.values,
        today=boards.day(tools),
        catalog=ours(),
        evidence=[Exhibit(one.eid, one.sha256, one.captured) for one in shown if not one.erased],
    )


def _refusals(composed: Composed, *, values: Mapping[str, str]) -> tuple[Refusal, ...]:
    grid = papers.certified(composed, values=values)
    return naiyo.set_out(grid).refusals if grid is not None else ()


def _holds(eid: str, *, case: OpenCase, actor: Actor, tools: Tools) -> bool:
    return not checking.check_item(eid, case=case.id, actor=actor, tools=tools).findings


def _passed(before: Preview, over: Mapping[str, str]) -> Mapping[str, str]:
    """Return the reasons for the warnings that stand, those given earlier included."""
    known = {gate.id for gate in before.gates}
    given = {**dict(before.request.over), **{name: clean(why) for name, why in over.items()}}
    if any(len(why) > _LONGEST_WHY for why in given.values()):
        raise TooLong(str(_LONGEST_WHY))
    return {name: why for name, why in given.items() if name in known and why}


def _tidy(values: Mapping[str, str]) -> Mapping[str, str]:
    """Return values that can be kept. Raises TooLong, and BadInput for what is no name of a field."""
    if any(len(value) > LONGEST_VALUE for value in values.values()):
        raise TooLong(str(LONGEST_VALUE))
    if not all(_NAME.fullmatch(name) for name in values):
        raise BadInput("field")
    return {name: clean(value) for name, value in values.items()}
