"""How a page of the handbook, a fact, a desk or a service is told: its words, then its sources and their dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.handbook import Guide, Part, Question, Section, paragraphs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.catalog.records import Record, Sourced, Text
from yosuga.catalog.searching import Answer, Kind
from yosuga.cli.words import _, in_language, language

_ADDRESSES = 2  # of a fact's sources, as many as a person may follow; --json has them all


def told(record: Record, *, catalog: Catalog, today: date) -> str:
    """Return a record of the catalog as text for a person, in their language. `today` decides what may be outdated."""
    rows: Iterable[str]
    match record:
        case Fact() | Desk() | Platform() if not record.shown:
            rows = (_name(record), "", _("This was not confirmed in a source, so it is not stated here."))
        case Guide():
            rows = _guide(record, catalog=catalog, today=today)
        case Question():
            rows = _question(record, catalog=catalog, today=today)
        case Fact():
            rows = _fact(record, catalog=catalog, today=today)
        case Desk():
            rows = _desk(record, today=today)
        case Platform():
            rows = _platform(record, today=today)
        case _:
            raise TypeError(type(record).__name__)
    return "\n".join(rows).rstrip()


def contents(catalog: Catalog) -> str:
    """Return the handbook's table of contents."""
    rows = [_("If you are in danger now, call 110 (police, Japan, 24 hours) before anything else here."), ""]
    for part in Part:
        titles = [_entry(guide.title, name=guide.id) for guide in catalog.guides.values() if guide.part is part]
        rows += [f"■ {_part(part)}", *titles, ""] if titles else []
    rows += [_("Read one: `yosuga guide danger-now`. Look for words: `yosuga guide --search address`.")]
    rows += [_("There are also {n} frequent questions; a search finds them.").format(n=len(catalog.questions))]
    return "\n".join(rows)


def results(answer: Answer, *, words: str) -> str:
    """Return what a search found, or what to try instead."""
    rows = [_("Found for “{words}”:").format(words=words), ""] if answer.hits else _nothing(words)
    for hit in answer.hits:
        rows.append(f"■ {_say(hit.page.title)} [{_kind(hit.page.kind)}]")
        rows.append("  " + hit.excerpt.marked(before="【", after="】"))
        rows += [f"  `yosuga guide {hit.page.id}`", ""]
    rows += [_entry(page.title, name=page.id) for page in answer.instead]
    return "\n".join(rows).rstrip()


def _nothing(words: str) -> list[str]:
    if not words.strip():
        return [_("What are you looking for? These pages are a good place to begin:")]
    return [
        _("Nothing was found for “{words}”.").format(words=words),
        _("Shorter or other words may help. These pages are a good place to begin:"),
    ]


def _guide(guide: Guide, *, catalog: Catalog, today: date) -> Iterator[str]:
    names = (name for section in guide.sections for name in (*section.facts, *section.desks))
    facts = _facts(names, catalog=catalog)
    yield from (_say(guide.title), "", *_said(guide.lead), "")
    yield from _read_again(guide.review_by, today=today)
    for section in guide.sections:
        yield from (f"■ {_say(section.title)}", *_said(section.text))
        yield from _beside(section, catalog=catalog)
        yield from _numbers((*section.facts, *section.desks), facts=facts)
        yield ""
    asked = [one for one in catalog.questions.values() if guide.id in one.guides]
    yield from _listed(_("Frequent questions"), [(one.question, one.id) for one in asked])
    yield from _listed(_("Read on"), [(_title(catalog, name), name) for name in guide.see if _known(catalog, name)])
    yield from _sources(facts, today=today)
    yield _("Written {written}; to be read again by {review_by}.").format(
        written=_day(guide.written), review_by=_day(guide.review_by)
    )


def _question(one: Question, *, catalog: Catalog, today: date) -> Iterator[str]:
    facts = _facts((*one.facts, *one.desks), catalog=catalog)
    yield from (_say(one.question), "", *_said(one.answer), "")
    yield from _read_again(one.review_by, today=today)
    yield from (row for name in one.desks if name in catalog.desks for row in _reached(catalog.desks[name]))
    yield from _listed(_("Read on"), [(_title(catalog, name), name) for name in one.guides if _known(catalog, name)])
    yield from _sources(facts, today=today)


def _fact(fact: Fact, *, catalog: Catalog, today: date) -> Iterator[str]:
    yield from (_say(fact.title), "")
    yield from _said(fact.statement)
    for remark in (fact.caveat, fact.warning):
        yield from () if remark is None else ("", *_said(remark))
    yield ""
    yield from _listed(_("Read on"), [(guide.title, guide.id) for guide in _resting_on(fact.id, catalog=catalog)])
    yield from _sources([fact], today=today)


def _resting_on(name: str, *, catalog: Catalog) -> list[Guide]:
    return [guide for guide in catalog.guides.values() if any(name in section.facts for section in guide.sections)]


def _desk(desk: Desk, *, today: date) -> Iterator[str]:
    yield from (_say(desk.name), "")
    yield from (*_said(desk.what), *(() if desk.limits is None else _said(desk.limits)), "", *_reached(desk), "")
    yield from (f"■ {_('Sources')}", *_source(desk, today=today))


def _reached(desk: Desk) -> Iterator[str]:
    """Yield how a desk is reached; a number or address that no source confirms is left out."""
    if desk.shown:
        ways = [f"{line.value} ({_say(line.hours)})" for line in desk.lines if line.confidence.shown]
        yield f"・{_say(desk.name)}: {' / '.join(ways)}" if ways else f"・{_say(desk.name)}"


def _platform(service: Platform, *, today: date) -> Iterator[str]:
    yield from (_say(service.name), "", f"{_('Operator')}: {_say(service.operator)}")
    yield {
        "yes": _("Designated under the Act: the operator must answer a request within seven days."),
        "no": _("Not among the services designated under the Act that were known: the seven days do not apply."),
        "unknown": _("Whether it is designated under the Act is not known: do not count on the seven days."),
    }[service.designated.status]
    yield ""
    ways = [(route.link, route.warning) for route in service.routes if route.link]
    for link, warning in ways:
        yield from (f"・{link}", *(() if warning is None else (f"  {_say(warning)}",)))
    if service.in_app and service.in_app_confidence and service.in_app_confidence.shown:
        yield f"・{_say(service.in_app)}"
    yield from ("", f"■ {_('Keep before you ask')}", *(f"・{_say(one)}" for one in service.evidence), "")
    yield from (f"■ {_('Sources')}", *_source(service, today=today))


def _beside(section: Section, *, catalog: Catalog) -> Iterator[str]:
    """Yield the desks of a section, and the services it names."""
    for name in section.desks:
        yield from _reached(catalog.desks[name]) if name in catalog.desks else ()
    services = [catalog.platforms[name] for name in section.platforms if name in catalog.platforms]
    if services:
        yield f"{_('Services')}: " + ", ".join(f"{_say(one.name)} [{one.id}]" for one in services)


def _facts(names: Iterable[str], *, catalog: Catalog) -> list[Fact]:
    """Return the facts that may be shown, each once, as they are named. A desk's fact has the desk's own id."""
    return [fact for name in dict.fromkeys(names) if (fact := catalog.facts.get(name)) and fact.shown]


def _numbers(names: Sequence[str], *, facts: Sequence[Fact]) -> Iterator[str]:
    numbers = [str(place) for place, fact in enumerate(facts, start=1) if fact.id in names]
    if numbers:
        yield f"({_('source')} {', '.join(numbers)})"


def _sources(facts: Sequence[Fact], *, today: date) -> Iterator[str]:
    if facts:
        yield f"■ {_('Sources')}"
        for place, fact in enumerate(facts, start=1):
            yield f"{place}. {_say(fact.title)} [{fact.id}]"
            yield from _source(fact, today=today)
        yield ""


def _source(record: Sourced, *, today: date) -> Iterator[str]:
    yield f"   {_('as of')} {record.as_of} · {_sure(record)}"
    if record.stale(today):
        yield f"   {_outdated()}"
    # Behind an address its reader may have noted what was seen there; --json has that.
    found = [one.split()[0] for one in record.sources if one.startswith("http")] or list(record.sources)
    yield from (f"   {one}" for one in found[:_ADDRESSES])


def _day(day: date) -> str:
    return in_language(f"{day.year}年{day.month}月{day.day}日", en=f"{day.day} {day:%B} {day.year}")


def _sure(record: Sourced) -> str:
    return _("confidence: medium") if record.confidence.value == "medium" else _("confidence: high")


def _read_again(review_by: date, *, today: date) -> Iterator[str]:
    if today > review_by:
        yield from (_outdated(), "")


def _outdated() -> str:
    return _("This may be out of date.")


def _listed(title: str, pages: Sequence[tuple[Text, str]]) -> Iterator[str]:
    if pages:
        yield from (f"■ {title}", *(_entry(text, name=name) for text, name in pages), "")


def _entry(title: Text, *, name: str) -> str:
    return f"・{_say(title)} [{name}]"


def _name(record: Fact | Desk | Platform) -> str:
    return _say(record.title if isinstance(record, Fact) else record.name)


def _known(catalog: Catalog, name: str) -> bool:
    return name in catalog.guides or name in catalog.questions


def _title(catalog: Catalog, name: str) -> Text:
    return catalog.guides[name].title if name in catalog.guides else catalog.questions[name].question


def _said(text: Text) -> tuple[str, ...]:
    return paragraphs(text, language="en" if language() == "en" else "ja")


def _say(text: Text) -> str:
    return in_language(text.ja, en=text.en)


def _kind(kind: Kind) -> str:
    return {
        Kind.GUIDE: _("guide"),
        Kind.QUESTION: _("question"),
        Kind.FACT: _("fact"),
        Kind.DESK: _("desk"),
        Kind.PLATFORM: _("service"),
    }[kind]


def _part(part: Part) -> str:
    return {
        Part.FIRST: _("First"),
        Part.EVIDENCE: _("Evidence"),
        Part.REMOVAL: _("Removal"),
        Part.IDENTIFY: _("Who did it"),
        Part.REMEDY: _("Law, police, money"),
        Part.DANGER: _("Danger"),
        Part.SITUATION: _("For your situation"),
        Part.HELP: _("Help, and afterwards"),
    }[part]


def named(name: str, *, catalog: Catalog) -> tuple[Kind, Record]:
    """Return the record with an id, guides first. Raises KeyError where there is none."""
    kinds = (
        (Kind.GUIDE, catalog.guides),
        (Kind.QUESTION, catalog.questions),
        (Kind.DESK, catalog.desks),
        (Kind.FACT, catalog.facts),
        (Kind.PLATFORM, catalog.platforms),
    )
    for kind, records in kinds:
        if name in records:
            return kind, records[name]
    raise KeyError(name)
