"""What stands before a request goes out: what stops it, what makes it pause, and what the person is told.

Evidence comes before removal, one target is asked about once by one way for one reason, whoever wants to know who did
it hears what a removal may cost, and nobody learns afterwards what a request gave away. What each gate says, and for
whom it is eased, stands in catalog/data/gates.yaml.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.rules.takedown.addressing import key
from yosuga.rules.takedown.brake import brake
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, What
from yosuga.rules.takedown.routes import closing
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.senders import May, verdict
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.ways import Way, way

_WENT_OUT = tuple(set(What) - {What.DRAFTED, What.FINISHED, What.WITHDRAWN})
_SEARCHES = {Kind.SEARCH, Kind.CACHE}
_IMAGES = {Reason.SEXUAL_IMAGE, Reason.CHILD_IMAGE}
_OF_IMAGES = {Reason.SEXUAL_IMAGE, Reason.PORTRAIT}
_DISCLOSURE = "letter/disclosure"
_CERTIFIED = "letter/certified"


class Level(StrEnum):
    """What a gate does. A pause is passed by the person saying why (`Request.over`)."""

    STOP = "stop"
    PAUSE = "pause"
    TELL = "tell"


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate that stands. `asks` are questions that wait for an answer, by id."""

    id: str
    level: Level
    says: Text
    facts: tuple[str, ...]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    """A request and all that it is weighed with."""

    followed: Followed
    request: Request
    way: Way
    signs: Signs
    others: tuple[Followed, ...]
    verified: Collection[str]
    catalog: Catalog
    signer: Sender | None

    @property
    def hazards(self) -> Collection[str]:
        return self.way.hazards_for(self.request.reason)

    @property
    def is_child_image(self) -> bool:
        """Whether it is, or may be, a sexual image of somebody under 18. An age that is not known counts as under."""
        if self.request.reason is Reason.CHILD_IMAGE:
            return True
        image = self.request.reason in _OF_IMAGES or self.followed.target.kind is Kind.MEDIA
        return image and self.holds("child-image")

    def holds(self, group: str) -> bool:
        return self.catalog.vocabulary.groups[group].holds(self.signs)

    def gate(self, name: str, *, more: Text | None = None, told: bool = False) -> Gate:
        """Return one gate; `more` is said after its own words, `told` makes it something to be known only."""
        record = self.catalog.gates[name]
        eased = told or (record.eased is not None and record.eased.holds(self.signs))
        return Gate(
            id=name,
            level=Level.TELL if eased else Level(record.level),
            says=_and(record.says, more),
            facts=record.facts,
        )


def ledger(followed: Followed, request: Request) -> tuple[str, str, str]:
    """Return what makes two requests the same: the canonical target, the way and the reason."""
    return key(followed.target), request.route, request.reason.value


def gates(
    followed: Followed,
    request: Request,
    *,
    signs: Signs,
    others: Collection[Followed],
    verified: Collection[str],
    catalog: Catalog,
    signer: Sender | None = None,
) -> tuple[Gate, ...]:
    """Return the gates that stand before `request`: stops first, then pauses, then what is told; each id once.

    Where the way is closed or not the sender's, that stop stands alone: nothing else matters then.
    `others` are the other targets of the case, `verified` the items of evidence (E0001) that exist and whose bytes
    were verified. Without `signer` what depends on the signer's name is not asked.
    """
    taken = way(request.route, catalog=catalog)
    if taken is None:
        record = catalog.gates["closed"]
        return (Gate(id=record.id, level=Level.STOP, says=record.says, facts=record.facts),)
    before = _Before(
        followed=followed,
        request=request,
        way=taken,
        signs=signs,
        others=tuple(others),
        verified=verified,
        catalog=catalog,
        signer=signer,
    )
    shut = _shut(before)
    if shut is not None:
        return (shut,)
    found = {gate.id: gate for check in _CHECKS for gate in check(before)}
    return tuple(sorted(found.values(), key=lambda gate: list(Level).index(gate.level)))


def _shut(before: _Before) -> Gate | None:
    request = before.request
    shut = closing(
        before.way,
        target=before.followed.target,
        sender=request.sender,
        reason=request.reason,
        signs=before.signs,
        catalog=before.catalog,
    )
    if shut is None:
        return _strange_letter(before)
    own = before.catalog.gates[shut.gate].says
    return before.gate(shut.gate, more=None if shut.why == own else shut.why)


def _strange_letter(before: _Before) -> Gate | None:
    """What bars a letter (of a talk, of one's own name) bars its way: by another way it would go past every gate."""
    letter = before.request.letter
    return before.gate("letter-elsewhere") if letter and letter not in before.way.letters else None


def _sending(before: _Before) -> Iterator[Gate]:
    request = before.request
    said = verdict(request.sender, before.way, reason=request.reason, signs=before.signs, catalog=before.catalog)
    if said.may is May.PREPARE:
        yield before.gate("sender-prepares", more=said.why)
    if request.sender is Requester.GUARDIAN and "danger-child-abuse" in before.signs:
        yield before.gate("child-and-guardian")


def _evidence(before: _Before) -> Iterator[Gate]:
    """Evidence before removal. Of a child's image no copy is ever asked for; a search result is not the post.

    Another post of a case with such an image may show it, so what asks for its evidence says so.
    """
    followed = before.followed
    careful = before.catalog.gates["child-no-copy"].says if before.holds("child-image") else None
    if before.is_child_image:
        yield before.gate("child-no-copy")
        return
    if not before.way.rule.removes or set(followed.evidence) & set(before.verified):
        return
    if followed.without.strip():
        yield before.gate("evidence-without")
    elif followed.target.kind in _SEARCHES:
        yield before.gate("evidence-search")
    else:
        yield before.gate("evidence-unverified" if followed.evidence else "evidence", more=careful)


def _once(before: _Before) -> Iterator[Gate]:
    """One target, one way, one reason. What a service does to repeats is told in its own words."""
    notes = before.way.hazard_notes if {"misuse_penalty", "no_bulk"} & set(before.hazards) else None
    mine = ledger(before.followed, before.request)
    same = [one for one in _earlier(before) if ledger(*one) == mine]
    if any(_went_out(request) for _followed, request in same):
        yield before.gate("duplicate", more=notes)
    elif same:
        yield before.gate("duplicate-draft")
    elif "misuse_penalty" in before.hazards and any(_is_a_repeat(before, *one) for one in _earlier(before)):
        yield before.gate("repeat-on-service", more=notes)
    if "no_bulk" in before.hazards:
        yield before.gate("one-each", more=notes)


def _earlier(before: _Before) -> Iterator[tuple[Followed, Request]]:
    """Yield every other request of the case, with its target."""
    this = (before.followed.number, before.request.number)
    every = [before.followed, *(one for one in before.others if one.number != before.followed.number)]
    return ((one, request) for one in every for request in one.requests if (one.number, request.number) != this)


def _went_out(request: Request) -> bool:
    return request.last(*_WENT_OUT) is not None


def _is_a_repeat(before: _Before, followed: Followed, request: Request) -> bool:
    """Whether another way of the same service was already used for the same target."""
    other = way(request.route, catalog=before.catalog)
    return (
        other is not None
        and other.service == before.way.service != ""
        and key(followed.target) == key(before.followed.target)
        and _went_out(request)
    )


def _identification(before: _Before) -> Iterator[Gate]:
    """Whoever wants to know who did it hears the order first (fact log-order); danger and images go before that."""
    if before.way.id == _DISCLOSURE:
        yield before.gate("disclosed-data")
    wanted = before.signs & {"want-identification", "want-damages"} and "offender-known" not in before.signs
    asked = any(one.route == _DISCLOSURE and _went_out(one) for one in before.followed.requests)
    elsewhere = before.followed.target.kind in {*_SEARCHES, Kind.ARCHIVE} or before.way.of in {"image_hash", "desk"}
    if wanted and before.way.rule.removes and not asked and not elsewhere:
        yield before.gate("identification", told=before.request.reason in _IMAGES)


def _learning(before: _Before) -> Iterator[Gate]:
    """What the other side and the public learn."""
    service = before.catalog.platforms.get(before.way.service)
    told_why = service is not None and service.designated.starts_clock and before.way.rule.removes
    if "forwarded_to_poster" in before.hazards or told_why:
        by_whom = before.holds("urgent") or before.holds("stalked")
        yield before.gate("poster-learns-danger" if by_whom else "poster-learns")
    if before.way.public:
        yield before.gate("public")
        if before.holds("offender-named"):
            yield before.gate("counter-exposure")
    if before.request.reason is Reason.COPYRIGHT:
        yield before.gate("copyright")
    elif "name_disclosed" in before.hazards and before.way.id != _CERTIFIED:
        yield before.gate("name-disclosed")


def _asking(before: _Before) -> Iterator[Gate]:
    """What else the way asks for or leaves undone."""
    told = {
        "repost_risk": "repost-risk",
        "id_document": "id-document",
        "english_only": "english",
        "original_remains": "source-before-search",
    }
    yield from (before.gate(name) for hazard, name in told.items() if hazard in before.hazards)


def _certified(before: _Before) -> Iterator[Gate]:
    """A certified letter in one's own name takes one's name and address to the other side (fact doc-naiyo)."""
    if before.way.id != _CERTIFIED or before.request.sender is Requester.LAWYER:
        return
    if before.signer is not None and not before.signer.name.strip():
        yield before.gate("certified-anonymous")
    yield before.gate("certified")


def _slower(before: _Before) -> Iterator[Gate]:
    found = brake(before.followed.target, before.request, signs=before.signs, catalog=before.catalog)
    if found.missing:
        gate = before.gate("brake-asks")
        yield replace(gate, asks=found.missing)
    yield from (before.gate(name) for name in found.reasons)


def _and(says: Text, more: Text | None) -> Text:
    if more is None:
        return says
    easy = f"{says.easy or says.ja}{more.easy or more.ja}"
    return Text(ja=f"{says.ja}{more.ja}", en=f"{says.en} {more.en}", easy=easy)


_CHECKS = (_sending, _evidence, _once, _identification, _learning, _asking, _certified, _slower)
