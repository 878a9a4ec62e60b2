"""What happens to a target, written down: added, sent, received, answered, back again, forgotten. One action each."""

import argparse
from collections.abc import Callable
from functools import partial

from yosuga.catalog.loader import ours
from yosuga.cli import door, show
from yosuga.cli import takedown_reading as reading
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import NeedsConfirmation, NotFound
from yosuga.rules.takedown import addressing, course
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Requester, What
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.unreadable import SeveralAddresses
from yosuga.tools import Tools


def add(arguments: argparse.Namespace) -> int:
    """Follow something that is to be removed."""
    copies = reading.number(arguments.copy_of) if arguments.copy_of else 0
    told, words = reading.typed(arguments.talk, option="--talk"), reading.typed(arguments.words, option="--words")
    without = reading.typed(arguments.without, option="--without")
    given, items = reading.given(arguments.given, items=arguments.evidence)
    if not given and not arguments.talk and not items:
        raise WrongUse(_("Please give an address, or --talk TEXT with --kind."), command=reading.COMMAND)
    _must_be_one(given)
    with door.open_vault(create=not items) as tools:
        from yosuga.takedown import adding

        case = _case_for_new(arguments, tools=tools)
        followed = adding.add(
            given,
            kind=_kind(arguments),
            told=told,
            words=words,
            platform=arguments.platform,
            copies=copies,
            evidence=items,
            without=without,
            case=case,
            actor=door.ACTOR,
            tools=tools,
        )
        _tell_added(followed, json=arguments.json, case=case, tools=tools)
    return 0


def _tell_added(followed: Followed, *, json: bool, case: str, tools: Tools) -> None:
    from yosuga.cli import takedown_json, takedown_shown
    from yosuga.takedown import boards

    if json:
        show.data(takedown_json.added(followed, catalog=ours()))
    else:
        takedown_shown.added(boards.detail(followed.number, case=case, actor=door.ACTOR, tools=tools).row)


def _must_be_one(given: str) -> None:
    """Refuse what names no one thing before a vault is opened, or made. Raises what `addressing.read` raises."""
    try:
        if given:
            addressing.read(given, catalog=ours())
    except SeveralAddresses as several:
        for one in several.found:
            show.aside(f"    {one}")
        raise


def evidence(arguments: argparse.Namespace) -> int:
    """Link items of evidence to a target, or say why there are none."""
    number = reading.number(arguments.target)
    if not arguments.evidence and not arguments.without:
        raise WrongUse(_("Please name items with --evidence, or say why there are none with --without."),
                       command=reading.COMMAND)  # fmt: skip
    without = reading.typed(arguments.without, option="--without")
    with door.open_vault() as tools:
        from yosuga.takedown import adding

        followed = adding.link_evidence(
            number,
            evidence=arguments.evidence,
            without=without,
            case=door.the_case(arguments.case, tools=tools),
            actor=door.ACTOR,
            tools=tools,
        )
        said = _("✓ {id}: {items}").format(id=followed.id, items=" ".join(followed.evidence) or followed.without)
        _tell(followed, said=said, json=arguments.json)
    return 0


def sent(arguments: argparse.Namespace) -> int:
    """Write down that a request was sent."""
    return _step(arguments, what=What.SENT)


def received(arguments: argparse.Namespace) -> int:
    """Write down the receipt that the service shows."""
    return _step(arguments, what=What.RECEIVED)


def answered(arguments: argparse.Namespace) -> int:
    """Write down what the service answered, or that the person withdrew."""
    return _step(arguments, what=What(arguments.what))


def _step(arguments: argparse.Namespace, *, what: What) -> int:
    number, (moment, day_only) = reading.number(arguments.target), reading.moment(arguments.at)
    note = reading.typed(arguments.note, option="--note")
    with door.open_vault() as tools:
        from yosuga.takedown import telling

        case = door.the_case(arguments.case, tools=tools)
        request = _request(number, wanted=arguments.request, what=what, case=case, tools=tools)
        followed = _action(what, arguments=arguments)(
            number,
            request=request,
            moment=moment,
            day_only=day_only,
            proof=arguments.proof,
            note=note,
            case=case,
            actor=door.ACTOR,
            tools=tools,
        )
        if arguments.json:
            show.data(telling.as_json(followed))
        else:
            _tell_step(number, request=request, case=case, tools=tools)
    return 0


def _action(what: What, *, arguments: argparse.Namespace) -> Callable[..., Followed]:
    from yosuga.takedown import following

    if what is What.SENT:
        return partial(following.sent, by=Requester(arguments.sender) if arguments.sender else None)
    return following.received if what is What.RECEIVED else partial(following.answered, what=what)


def undo(arguments: argparse.Namespace) -> int:
    """Take the last entry of a request back."""
    number = reading.number(arguments.target)
    with door.open_vault() as tools:
        from yosuga.takedown import following

        case = door.the_case(arguments.case, tools=tools)
        request = _request(number, wanted=arguments.request, what=None, case=case, tools=tools)
        followed = following.take_back(number, request=request, case=case, actor=door.ACTOR, tools=tools)
        _tell(followed, said=_("The last entry was taken back. The log keeps that it was there."), json=arguments.json)
    return 0


def repost(arguments: argparse.Namespace) -> int:
    """Follow what came back, here or under another address."""
    number = reading.number(arguments.target)
    given, items = reading.given(arguments.given, items=arguments.evidence)
    _must_be_one(given)
    with door.open_vault() as tools:
        from yosuga.takedown import following

        case = door.the_case(arguments.case, tools=tools)
        followed = following.reposted(number, given=given, evidence=items, case=case, actor=door.ACTOR, tools=tools)
        _tell_added(followed, json=arguments.json, case=case, tools=tools)
    return 0


def drop(arguments: argparse.Namespace) -> int:
    """Forget a target with its requests."""
    number = reading.number(arguments.target)
    with door.open_vault() as tools:
        from yosuga.takedown import adding, boards

        case = door.the_case(arguments.case, tools=tools)
        followed = boards.detail(number, case=case, actor=door.ACTOR, tools=tools).followed
        tools.must_write()
        show.aside(_("Its requests and looks are forgotten with it. The evidence stays, and so does the log."))
        if not arguments.yes and not door.ask(_("Forget {what}?").format(what=followed.id)):
            raise NeedsConfirmation
        adding.drop(number, case=case, actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data({"id": followed.id, "dropped": True})
        else:
            show.line(_("✓ {id} is forgotten.").format(id=followed.id))
    return 0


def _tell_step(number: int, *, request: int, case: str, tools: Tools) -> None:
    from yosuga.cli import takedown_shown
    from yosuga.takedown import boards

    row = boards.detail(number, case=case, actor=door.ACTOR, tools=tools).row
    for one in row.followed.requests:
        if one.number == request:
            takedown_shown.changed(row, request=one)


def _tell(followed: Followed, *, said: str, json: bool) -> None:
    from yosuga.takedown import telling

    if json:
        show.data(telling.as_json(followed))
    else:
        show.prose(said)


def _kind(arguments: argparse.Namespace) -> Kind | None:
    if arguments.kind:
        return Kind(arguments.kind)
    return Kind.TALK if arguments.talk and not arguments.given else None


def _case_for_new(arguments: argparse.Namespace, *, tools: Tools) -> str:
    """Return the named case, made where it is new; else the only one; else one made now.

    Raises WrongUse, NearlyTheSameName.
    """
    from yosuga.cases import access

    if arguments.case:
        find = door.case_or_new if arguments.new_case else door.case_or_asked
        return find(arguments.case, tools=tools)
    if not access.cases_for(actor=door.ACTOR, tools=tools):
        return door.case_or_new("default", tools=tools)
    return door.the_case("", tools=tools)


def _request(number: int, *, wanted: int, what: What | None, case: str, tools: Tools) -> int:
    """Return the request that is meant: the named one, else the last one that `what` may follow, else the last."""
    from yosuga.takedown import boards

    requests = boards.detail(number, case=case, actor=door.ACTOR, tools=tools).followed.requests
    if wanted or not requests:
        if not requests:
            raise NotFound("request")
        return wanted
    fitting = [one.number for one in requests if what in course.FOLLOWS[course.last(one)]]
    return (fitting or [requests[-1].number])[-1]
