"""What is to be removed: added, linked to its evidence, forgotten; and who signs for it."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.catalog.loader import ours
from yosuga.errors import NotFound
from yosuga.evidence import erasing, keeping
from yosuga.rules.removal import State
from yosuga.rules.takedown import addressing
from yosuga.rules.takedown.cleaning import clean
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target, Time
from yosuga.takedown import shelf, witness
from yosuga.takedown.troubles import AlreadyFollowed, NotATarget, TooLong
from yosuga.takedown.witness import Witness
from yosuga.text import one_line
from yosuga.tools import Tools

LONGEST_TOLD = 2_000  # characters
LONGEST_WORDS = 300
LONGEST_REASON = 1_000
_LONGEST_FIELD = 400
_WITHOUT_ADDRESS = frozenset({Kind.TALK, Kind.DIRECT_MESSAGE, Kind.STORY})


def add(
    given: str,
    *,
    kind: Kind | None = None,
    told: str = "",
    words: str = "",
    platform: str = "",
    copies: int = 0,
    again: int = 0,
    evidence: Sequence[str] = (),
    without: str = "",
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Follow one thing that is to be removed. An item of evidence that names its address is enough.

    What has no address needs its `kind` and how it is found (`told`); `platform` is then the id of its service. `again`
    is the target that was seen again after it was gone: what came back under its address is a new one.

    Raises AlreadyFollowed with the number of the same thing, NotATarget where too little was said, NoSuchEvidence,
    NotFound for what it should be a copy of, and what `addressing.read` raises for an address that cannot be one.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    shown = _witnesses(evidence, case=opened, tools=tools)
    target = _with(_read(given or _address(shown), kind=kind, told=told, words=words, platform=platform), shown)
    new = Followed(
        number=0,
        target=replace(target, copies=copies),
        evidence=tuple(one.eid for one in shown),
        without=said(without, most=LONGEST_REASON),
    )
    with transaction.atomic():
        log.lock(opened)
        if copies:
            shelf.one(copies, case=opened)
        _refuse_twice(new.target, again=again, case=opened)
        return shelf.add(new, case=opened, actor=actor, tools=tools)


def link_evidence(
    number: int, *, evidence: Sequence[str] = (), without: str = "", case: str, actor: Actor, tools: Tools
) -> Followed:
    """Link items of evidence to a target, beside those it has, or say why there are none.

    What the items say of it is taken over. Raises NotFound, NoSuchEvidence.
    """
    opened = case_for(case, actor=actor, tools=tools)
    shown = _witnesses(evidence, case=opened, tools=tools)
    why = said(without, most=LONGEST_REASON)

    def linked(one: Followed) -> Followed:
        eids = tuple(dict.fromkeys((*one.evidence, *(new.eid for new in shown))))
        return replace(one, target=_with(one.target, shown), evidence=eids, without=why or one.without)

    return shelf.change(number, linked, case=opened, actor=actor, tools=tools)


def unlink_evidence(number: int, *, evidence: Sequence[str], case: str, actor: Actor, tools: Tools) -> Followed:
    """Take items away from a target, erased ones too; the items themselves stay as they are. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    gone = {keeping.number_of(word) for word in evidence}

    def unlinked(one: Followed) -> Followed:
        return replace(one, evidence=tuple(eid for eid in one.evidence if keeping.number_of(eid) not in gone))

    return shelf.change(number, unlinked, case=opened, actor=actor, tools=tools)


def drop(number: int, *, case: str, actor: Actor, tools: Tools) -> None:
    """Forget a target with its requests and looks, also in what the database still holds of it; its evidence stays.

    Raises NotFound.
    """
    shelf.drop(number, case=case_for(case, actor=actor, tools=tools), actor=actor, tools=tools)
    erasing.finish_erasures(tools)


def sender(*, case: str, actor: Actor, tools: Tools) -> Sender:
    """Return who signs the letters of a case; an empty one where nobody said."""
    return shelf.sender_of(case_for(case, actor=actor, tools=tools))


def keep_sender(sender: Sender, *, case: str, actor: Actor, tools: Tools) -> Sender:
    """Keep who signs, in place of what was said before, and return it as it is kept. Raises TooLong."""
    opened = case_for(case, actor=actor, tools=tools)
    tidy = _tidy(sender)
    if tidy != shelf.sender_of(opened):
        shelf.keep_sender(tidy, case=opened, actor=actor, tools=tools)
    return tidy


def _tidy(sender: Sender) -> Sender:
    def line(text: str) -> str:
        return said(text, most=_LONGEST_FIELD)

    return replace(
        sender,
        name=line(sender.name),
        kana=line(sender.kana),
        postal_code=line(sender.postal_code),
        address=line(sender.address),
        phone=line(sender.phone),
        email=line(sender.email),
        pen_name=line(sender.pen_name),
        for_name=line(sender.for_name),
        tie=line(sender.tie),
        office=line(sender.office),
        registered=line(sender.registered),
    )


def said(text: str, *, most: int) -> str:
    """Return one line of text, with nothing hidden in it. Raises TooLong beyond `most` characters, and cuts nothing."""
    line = one_line(clean(text))
    if len(line) > most:
        raise TooLong(str(most))
    return line


def _read(given: str, *, kind: Kind | None, told: str, words: str, platform: str) -> Target:
    found = said(told, most=LONGEST_TOLD)
    if given.strip():
        target = addressing.read(given, catalog=ours())
        searched = said(words, most=LONGEST_WORDS) or target.words
        return replace(target, kind=kind or target.kind, told=found, words=searched)
    if kind not in _WITHOUT_ADDRESS or not found:
        raise NotATarget
    if platform and platform not in ours().platforms:
        raise NotFound("platform")
    return Target(kind, told=found, platform=platform)


def _refuse_twice(target: Target, *, again: int, case: OpenCase) -> None:
    twins = shelf.twins(target, case=case)
    if twins and not (twins[-1].number == again and twins[-1].stands.state is State.REAPPEARED):
        raise AlreadyFollowed(twins[-1].number)


def _witnesses(evidence: Sequence[str], *, case: OpenCase, tools: Tools) -> Sequence[Witness]:
    return [witness.witness(eid, case=case, tools=tools) for eid in witness.ids(evidence, case=case)]


def _address(shown: Sequence[Witness]) -> str:
    return next((one.url for one in shown if one.url), "")


def _with(target: Target, shown: Sequence[Witness]) -> Target:
    """Return the target with what the captures of the same address say: its account, and when it was there."""
    for one in shown:
        if not one.url or not addressing.same(target, addressing.read(one.url, catalog=ours())):
            continue
        target = replace(target, account=target.account or one.account, times=_merged(target.times, one.times))
    return target


def _merged(known: tuple[Time, ...], more: tuple[Time, ...]) -> tuple[Time, ...]:
    return tuple(dict.fromkeys((*known, *more)))
