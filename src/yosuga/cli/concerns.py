"""What needs a person's eye, told a page at a time: why, where, from which source, seen when, to be read again when."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from yosuga.catalog.reviewing import Concern, Why
from yosuga.cli import show
from yosuga.cli.words import _, in_language


def as_json(found: Sequence[Concern], *, today: date, first: int, last: int) -> dict[str, object]:
    """Return one page as a script reads it, with the counts of all."""
    return {
        "today": today.isoformat(),
        "total": len(found),
        "first": first,
        "by_why": Counter(one.why.value for one in found),
        "by_kind": Counter(one.kind for one in found),
        "concerns": [_item(one) for one in found[first:last]],
    }


def _item(one: Concern) -> dict[str, object]:
    return {
        "why": one.why.value,
        "kind": one.kind,
        "id": one.id,
        "field": one.field,
        "about": one.about.model_dump(),
        "sources": list(one.sources),
        "facts": list(one.facts),
        "as_of": one.as_of,
        "review_by": one.review_by.isoformat(),
        "confidence": one.confidence,
    }


def tell(found: Sequence[Concern], *, today: date, first: int, last: int) -> None:
    """Show one page, then how many there are of each kind."""
    for one in found[first:last]:
        _tell(one)
    if not found:
        show.prose(_("Nothing needs a look on {day}.").format(day=today))
        return
    counts = Counter(one.why for one in found)
    show.table([(str(counts[why]), _why(why)) for why in Why if counts[why]])
    show.line()
    show.prose(" · ".join(f"{kind} {count}" for kind, count in Counter(one.kind for one in found).most_common()))
    if left := len(found) - min(last, len(found)):
        show.aside(_("{n} more: `yosuga catalog review --skip {skip}`").format(n=left, skip=last))


def _tell(one: Concern) -> None:
    show.line(" · ".join(part for part in (one.kind, one.id, one.field) if part))
    show.prose(f"    {in_language(one.about.ja, en=one.about.en)}")
    show.prose(f"    {_why(one.why)} ({one.confidence})" if one.confidence else f"    {_why(one.why)}")
    for source in one.sources or one.facts:
        show.line(f"    {source}")
    show.prose("    " + _("Seen: {seen} · to be read again by: {day}").format(seen=one.as_of, day=one.review_by))
    show.line()


def _why(why: Why) -> str:
    return {
        Why.STALE: _("past its day of review: it may be out of date"),
        Why.UNVERIFIED: _("not verified: it is not shown as a fact"),
        Why.WAY: _("a link, a path or a number that is not verified: it is not shown"),
        Why.CAVEAT: _("with a caveat"),
        Why.PATTERN: _("a pattern without a source: it tells addresses apart and shows nothing"),
        Why.DUE: _("its day of review is near"),
    }[why]
