"""What else helps, on the screen: per datum, for accounts, pitfalls, prevention, and what to look at again later."""

from collections.abc import Iterable, Iterator

from yosuga.catalog.advice import Measure
from yosuga.catalog.loader import Catalog
from yosuga.cli import reaching
from yosuga.cli.periods import say
from yosuga.cli.words import _
from yosuga.rules.counsel import Counsel


def told(counsel: Counsel, *, catalog: Catalog) -> Iterator[str]:
    """Yield the advice, each part under its title; what rests on facts names where they are from."""
    for one in counsel.advice:
        yield from _part(say(one.advice.title), about=say(one.advice.tells), measures=one.measures)
    for guarded in counsel.guards:
        yield from _part(say(guarded.guard.title), about=say(guarded.guard.text), measures=guarded.measures)
    yield from _pairs(
        _("Easily done, and what to do instead"), ((say(p.title), say(p.instead)) for p in counsel.pitfalls)
    )
    yield from _pairs(_("So that it does not happen again"), ((say(p.title), say(p.text)) for p in counsel.prevention))
    for day in dict.fromkeys(one.day for one in counsel.care):
        of_day = (one for one in counsel.care if one.day == day)
        yield from _pairs(_("After {n} days").format(n=day), ((say(one.title), say(one.text)) for one in of_day))
    yield from _sources(_facts(counsel), catalog=catalog)


def _part(title: str, *, about: str, measures: Iterable[Measure]) -> Iterator[str]:
    yield f"■ {title}"
    yield about
    for number, measure in enumerate(measures, start=1):
        yield f"{number}. {say(measure.text)}"
        if measure.why is not None:
            yield f"   {say(measure.why)}"
    yield ""


def _pairs(title: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(pairs)
    if not listed:
        return
    yield f"■ {title}"
    for name, text in listed:
        yield f"・{name}"
        yield f"  {text}"
    yield ""


def _facts(counsel: Counsel) -> Iterator[str]:
    """Yield the ids of all facts the advice rests on."""
    parts = (*(one.measures for one in counsel.advice), *(one.measures for one in counsel.guards))
    yield from (name for measures in parts for measure in measures for name in measure.facts)
    for others in (counsel.pitfalls, counsel.prevention, counsel.care):
        yield from (name for one in others for name in one.facts)


def _sources(names: Iterable[str], *, catalog: Catalog) -> Iterator[str]:
    """Yield where it is from and when it was seen, each fact once."""
    facts = [fact for name in dict.fromkeys(names) if (fact := catalog.facts[name]).shown]
    if facts:
        yield f"■ {_('What it rests on')}"
    for fact in facts:
        yield f"・{say(fact.title)} ({_('Seen as of: {as_of}').format(as_of=fact.as_of)})"
        yield f"  {reaching.addresses(fact)[0]}"
