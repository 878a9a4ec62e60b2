"""How targets, their board and the ways to ask stand on a terminal: short lines, the next thing to do at the end."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.cli import labels, show
from yosuga.cli import takedown_words as called
from yosuga.cli.words import _, in_language
from yosuga.rules import calendar
from yosuga.rules.takedown import family, noticing, saying
from yosuga.rules.takedown.board import Board, Row
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Request
from yosuga.rules.takedown.routes import Offer
from yosuga.rules.takedown.senders import May
from yosuga.rules.takedown.target import Target
from yosuga.rules.takedown.upcoming import Next
from yosuga.takedown.boards import Detail

_IN = "       "


def say(text: Text) -> str:
    """Return a text in the person's language."""
    return in_language(text.ja, en=text.en)


def added(row: Row) -> None:
    """Say what was added, what its address warns of, and where copies usually are.

    Evidence is asked for only where it is the next thing: a sexual image of a child is never kept.
    """
    followed = row.followed
    show.prose(_("✓ {id} is followed: {kind} on {platform}.").format(
        id=followed.id, kind=called.kind(followed.target.kind), platform=called.platform(followed.target)
    ))  # fmt: skip
    _where(followed.target)
    for notice in noticing.notices(followed.target):
        show.prose(f"※ {say(notice.says)}")
    if row.next is Next.KEEP:
        show.prose(_("Keep the evidence before you ask: `yosuga capture URL`, then `yosuga takedown evidence`."))
    likely = family.copies_to_look_for(followed.target, catalog=ours())
    if likely:
        names = in_language("、", en=", ").join(say(ours().platforms[one.platform].name) for one in likely)
        show.prose(_("Copies often are here; each is added on its own: {names}").format(names=names))


def board(found: Board, *, many: bool) -> None:
    """Show the lines of a board: what is due first."""
    for row in found.rows:
        _row(row, many=many)
    if not found.total:
        show.prose(_("Nothing is followed yet. `yosuga takedown add URL` begins."))
    elif len(found.rows) < found.total:
        show.aside(_("Shown: {n} of {total}.").format(n=len(found.rows), total=found.total))


def _row(row: Row, *, many: bool) -> None:
    followed = row.followed
    show.prose(f"{followed.id}  {called.status(row.status)}")
    if many:
        show.prose(_IN + _("Case: {name}").format(name=row.case_name))
    show.prose(f"{_IN}{called.platform(followed.target)} · {called.kind(followed.target.kind)}")
    _where(followed.target)
    if followed.target.copies:
        show.prose(_IN + _("A copy of T{number:04}").format(number=followed.target.copies))
    if row.by_looks:
        show.prose(_IN + say(saying.standing(followed)))
    show.prose(f"{_IN}→ {say(row.says)}")


def _where(target: Target) -> None:
    if target.address:
        show.line(_IN + target.address)
    if target.told:
        show.prose(_IN + target.told)


def detail(found: Detail) -> None:
    """Show one target from near: its times, evidence, requests with their steps, looks."""
    followed = found.followed
    _row(found.row, many=False)
    for time in found.times:
        show.prose(f"{_IN}{_origin(time.origin.value)}: {labels.moment(time.moment)}")
    names = [f"{one.eid} {_('erased')}" if one.erased else one.eid for one in found.evidence]
    if names or followed.without:
        show.prose(_IN + _("Evidence: {items}").format(items=" ".join(names) or followed.without))
    for asked in found.requests:
        _request(asked.request, said=called.status(asked.status))
        show.prose(f"{_IN}{say(asked.clock.says)}")
    for look in followed.looks:
        show.prose(f"{_IN}{say(saying.look(look))} · {say(saying.WAYS[look.way])}")
    if followed.looks and not found.row.by_looks:
        show.prose(_IN + say(saying.standing(followed)))
    if followed.requests or followed.looks:
        show.prose(_IN + say(saying.when(found.next_look.when)))


def _request(request: Request, *, said: str) -> None:
    show.prose(f"  {request.number}.  {request.route} · {called.reason(request.reason)} · {said}")
    for step in request.steps:
        proof = f" ({' '.join(step.proof)})" if step.proof else ""
        when = say(calendar.in_words(step.moment.date())) if step.day_only else labels.moment(step.moment)
        show.prose(f"{_IN}{when}  {called.step(step.what)}{proof}")


def looked(followed: Followed) -> None:
    """Say what the last look saw, and where it stands after all of them."""
    last = followed.looks[-1]
    show.prose(f"{followed.id}  {say(saying.look(last))} · {say(saying.WAYS[last.way])}")
    if len(followed.looks) > 1:
        show.prose(_IN + say(saying.standing(followed)))


def changed(row: Row, *, request: Request) -> None:
    """Say what was written down of a request, and what comes next."""
    show.prose(_("✓ {id}, request {number} ({route}): {step}.").format(
        id=row.followed.id, number=request.number, route=request.route, step=called.step(request.steps[-1].what)
    ))  # fmt: skip
    show.prose(f"{_IN}→ {say(row.says)}")


def routes(offers: Sequence[Offer], *, number: int) -> None:
    """Show the ways: the open ones in the order to try, then the closed ones with why."""
    opened, closed = [one for one in offers if one.open], [one for one in offers if one.closed]
    _opened(opened)
    if closed:
        show.line()
        show.prose(f"■ {_('Ways that are closed, and why')}")
    for offer in closed:
        show.prose(f"・{say(offer.way.name)} [{offer.id}]")
        show.prose(f"   {say(offer.why)}")
    if opened:
        show.line()
        show.prose(_("To begin: `yosuga takedown letter {id} --route ROUTE`. Nothing is sent by us.").format(
            id=f"T{number:04}"
        ))  # fmt: skip


def _opened(opened: Sequence[Offer]) -> None:
    common = _common(opened)
    if common:
        show.prose(f"■ {_('Whichever way you take')}")
        for told in common:
            show.prose(f"※ {told}")
        show.line()
    if opened:
        show.prose(f"■ {_('Ways that are open, in the order to try them')}")
    for place, offer in enumerate(opened, start=1):
        show.line()
        show.prose(f"{place}. {say(offer.way.name)}")
        for row in _open(offer, said=common):
            show.prose(f"   {row}")


def _common(offers: Sequence[Offer]) -> Sequence[str]:
    """Return what several ways tell alike: it is said once."""
    counts = Counter(say(told) for offer in offers for told in offer.tells)
    return [told for told, count in counts.items() if count > 1]


def _source(source: str) -> str:
    """Return a source as a reader knows it: the host of an address, else its words. The whole stands in --json."""
    first = source.split(" ", maxsplit=1)[0]
    return urlsplit(first).hostname or source if first.startswith("http") else source


def _open(offer: Offer, *, said: Collection[str]) -> Iterator[str]:
    way = offer.way
    yield f"[{offer.id}]"
    yield from (place for place in (way.link, say(way.path) if way.path else None) if place)
    yield say(offer.why)
    if offer.verdict.may is not May.SEND:
        yield say(offer.verdict.why)
    if way.asks:
        yield _("It asks for: {asks}").format(asks=in_language("、", en="; ").join(map(say, way.asks)))
    if login := _login(way.login):
        yield login
    if way.expected:
        yield say(way.expected)
    yield from (f"※ {told}" for told in map(say, offer.tells) if told not in said)
    yield _("Source: {source} · {confidence} · {as_of}").format(
        source=_source(next(iter(way.sources), "-")), confidence=way.confidence.value, as_of=way.as_of
    )
    if offer.stale:
        yield _("This may be out of date.")


def _login(code: str) -> str:
    return {
        "yes": _("You need to be logged in."),
        "no": _("No login is needed."),
        "account_name_asked": _("It asks for the name of an account."),
    }.get(code, "")


def _origin(code: str) -> str:
    return {
        "stamp": _("there by the time-stamp"),
        "capture": _("seen by our browser"),
        "id": _("by the post's id"),
        "shown": _("as the page says"),
        "told": _("as remembered"),
    }[code]
