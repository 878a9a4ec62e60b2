"""The ways to a remedy on the screen: which are open, which to ask about, what they cost; and legal aid by means."""

from collections.abc import Iterator
from datetime import date

from yosuga.catalog.loader import Catalog
from yosuga.catalog.routes import Cost, Stage
from yosuga.cli import reaching
from yosuga.cli.periods import say
from yosuga.cli.words import _
from yosuga.rules.means import Aid, Outcome
from yosuga.rules.remedies import Remedies, Way


def told(found: Remedies, *, catalog: Catalog, today: date) -> Iterator[str]:
    """Yield the ways in their order, open before those to be asked about, then the closed ones with the reason."""
    for title, ways in ((_("Ways that are open"), found.open), (_("Ways to ask about first"), found.ask)):
        if ways:
            yield f"■ {title}"
        for way in ways:
            yield from _way(way, found=found, catalog=catalog, today=today)
            yield ""
    if found.closed:
        yield f"■ {_('Ways that are not for this case')}"
        for shut in found.closed:
            yield f"・{say(shut.route.title)}"
            yield f"  {say(shut.why)}"
        yield ""


def _way(way: Way, *, found: Remedies, catalog: Catalog, today: date) -> Iterator[str]:
    route = way.route
    yield f"・{say(route.title)}"
    yield f"  {say(route.text)}"
    yield from (f"  {_('Ask first')}: {say(one.why)}" for one in way.asks)
    yield f"  {_('Who')}: {say(route.who)}"
    yield from (f"  {number}. {_stage(stage)}" for number, stage in enumerate(way.stages, start=1))
    yield from (f"  ※ {say(one.why)}" for one in way.cautions)
    yield from (f"  + {say(one.text)}" for one in way.merits)
    yield from (f"  - {say(one.text)}" for one in way.demerits)
    yield from (f"  ※ {say(one.between.why)}" for one in found.relations if one.route == route.id)
    for name in route.costs:
        if catalog.costs[name].shown:
            yield from _cost(catalog.costs[name], today=today)


def _stage(stage: Stage) -> str:
    takes = f" ({say(stage.takes)})" if stage.takes else ""
    return f"{say(stage.title)}{takes}: {say(stage.text)}"


def _cost(cost: Cost, *, today: date) -> Iterator[str]:
    """Yield a range of cost with its year and source; no amount is a promise, and none is one a person receives."""
    yield f"  {_('Cost')}: {say(cost.what)} {_amount(cost)}"
    yield f"    {say(cost.year)}"
    if cost.note is not None:
        yield f"    {say(cost.note)}"
    if cost.stale(today):
        yield f"    {_('This may be out of date.')}"
    yield f"    {reaching.addresses(cost)[0]}"


def _amount(cost: Cost) -> str:
    parts = []
    if cost.yen is not None:
        parts.append(_("{range} yen").format(range=_range(cost.yen)))
    if cost.percent is not None:
        parts.append(f"{_range(cost.percent)}%")
    return " · ".join(parts)


def _range(ends: tuple[int, int]) -> str:
    least, most = ends
    return f"{least:,}" if least == most else f"{least:,}–{most:,}"


def aid(found: Aid, *, today: date) -> Iterator[str]:
    """Yield what legal aid by means says to this household, with the figures to check it by."""
    yield f"■ {_('Legal aid (Houterasu)')}"
    yield say(found.about.text)
    yield {
        Outcome.LIKELY: _("By the figures given, the conditions seem to be met. Houterasu decides."),
        Outcome.UNLIKELY: _("By the figures given, the conditions seem not to be met. It is fine to ask all the same."),
        Outcome.ASK: _("Whether the conditions are met cannot be said here. Houterasu can tell."),
        Outcome.CLOSED: "" if found.closed is None else say(found.closed.why),
    }[found.outcome]
    yield from (f"  {say(line)}" for line in found.lines)
    yield from (f"・{say(hint.why)}" for hint in found.hints)
    if found.about.stale(today):
        yield _("This may be out of date.")
    yield _("Seen as of: {as_of}").format(as_of=found.about.as_of)
    yield from (f"  {source}" for source in reaching.addresses(found.about))
    yield ""
