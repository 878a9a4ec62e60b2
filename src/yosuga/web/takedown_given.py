"""What somebody said of a thing before it is followed: held by the session until it was looked over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yosuga.catalog.loader import ours
from yosuga.errors import BadInput
from yosuga.evidence import looking, paging
from yosuga.evidence.overview import ItemLine
from yosuga.rules.takedown import addressing
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.unreadable import NoAddress
from yosuga.web import takedown_words as called
from yosuga.web import takedowns
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked, Form
from yosuga.web.sessions import Place
from yosuga.web.takedown_rows import Lead
from yosuga.web.words import moment_words, say

WITHOUT_ADDRESS = (Kind.TALK, Kind.DIRECT_MESSAGE, Kind.STORY)
_NOTE, _BACK = "removal-given", "removal-after-keeping"
_MOST_NEWEST = 5
_MOST_SEARCHED = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed or chosen. `again` is the number of the target that came back here, 0 where nothing did."""

    address: str = ""
    kind: str = ""
    told: str = ""
    platform: str = ""
    copies: int = 0
    again: int = 0
    eid: str = ""

    @property
    def target(self) -> Target:
        """Return what is understood of it. Raises what `addressing.read` raises."""
        if not self.address:
            return Target(Kind(self.kind), told=self.told, platform=self.platform)
        return addressing.read(self.address, catalog=ours())


@dataclass(frozen=True, slots=True)
class Proof:
    """One item of evidence to choose. `same` says that it is of the same address."""

    eid: str
    about: str
    same: bool


def begun(asked: Asked) -> Given | None:
    """Return what was said so far; None where nothing was."""
    return asked.session.get(_NOTE, Given)


def keep(asked: Asked, given: Given | None) -> None:
    """Hold what was said until it was looked over; None forgets it."""
    asked.session.put(_NOTE, given)


def comes_back_to(asked: Asked, screen: str, **args: str) -> None:
    """Hold where to go once proof was kept."""
    asked.session.put(_BACK, Place(screen, args))


def way_back(asked: Asked) -> Lead | None:
    """Return where somebody came from to keep proof first; None where nobody did."""
    place = asked.session.get(_BACK, Place)
    return Lead(place.screen, say("Back to the request for removal"), tuple(place.args.items())) if place else None


def forget_way_back(asked: Asked) -> None:
    """Forget it: the person is back."""
    asked.session.put(_BACK, None)


def read(asked: Asked, form: Form) -> Given:
    """Return what a form says. Raises BadInput where it names no thing that could be found again."""
    begun = Given(
        copies=takedowns.count(asked.args.get("copies", "")),
        again=takedowns.count(asked.args.get("again", "")),
        eid=asked.args.get("eid", ""),
    )
    if form.has("told"):
        kind = form.text("kind") if form.text("kind") in {one.value for one in WITHOUT_ADDRESS} else ""
        platform = form.text("platform") if form.text("platform") in ours().platforms else ""
        if not kind or not form.text("told"):
            raise NoAddress
        return replace(begun, kind=kind, told=form.text("told"), platform=platform)
    given = replace(begun, address=form.text("address"))
    given.target  # noqa: B018 - raises where it is no address
    return given


def of_item(asked: Asked) -> Given | None:
    """Return what an item of evidence says of its address; None where it has none that can be read."""
    eid = asked.args.get("eid", "")
    if not eid:
        return None
    line = looking.look(eid, case=asked.case, actor=asked.actor, tools=asked.tools).line
    if line.erased or not line.url:
        return None
    given = Given(address=line.url, eid=line.eid)
    try:
        given.target  # noqa: B018 - raises where it is no address
    except BadInput:
        return None
    return given


def proofs(target: Target, *, asked: Asked, chosen: Sequence[str] = ()) -> list[Proof]:
    """Return the items to choose from: those of the same address first, then the newest and those chosen before."""
    search = target.post or target.address
    alike = _lines(search, most=_MOST_SEARCHED, asked=asked) if target.address else []
    lines = {one.eid: one for one in (*alike, *_lines("", most=_MOST_NEWEST, asked=asked)) if not one.erased}
    for eid in chosen:
        if eid not in lines:
            lines[eid] = looking.look(eid, case=asked.case, actor=asked.actor, tools=asked.tools).line
    found = [Proof(one.eid, _about(one), same=_is_of(one, target=target)) for one in lines.values()]
    return sorted(found, key=lambda one: (not one.same, one.eid not in chosen))


def _lines(search: str, *, most: int, asked: Asked) -> Sequence[ItemLine]:
    return paging.page(asked.case, first=0, most=most, search=search, actor=asked.actor, tools=asked.tools).lines


def _about(one: ItemLine) -> str:
    moment = moment_words(one.moment) if one.moment else ""
    return " · ".join(part for part in (one.title, moment, paging.host(one.url)) if part)


def _is_of(one: ItemLine, *, target: Target) -> bool:
    if not one.url or not target.address:
        return False
    try:
        return addressing.same(addressing.read(one.url, catalog=ours()), target)
    except BadInput:
        return False


def understood(target: Target) -> Mapping[str, object]:
    """Return what is understood of a thing, in words."""
    return {
        "service": called.service(target),
        "kind": called.kind(target.kind),
        "account": target.account,
        "post": target.post,
        "address": target.address,
        "given": target.given if target.given != target.address else "",
        "told": target.told,
        "times": [called.time(one) for one in target.times],
    }


def services() -> list[tuple[str, str]]:
    """Return the services on which things without an address are, by id and name."""
    platforms = ours().platforms.values()
    return [(one.id, told(one.name)) for one in platforms if one.category in {"messenger", "sns", "video", "live"}]
