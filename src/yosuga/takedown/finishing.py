"""A request is finished: its papers are made and their bytes kept; then item, entry and step come about together."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.catalog.loader import ours
from yosuga.documents.letter import Sheet
from yosuga.rules.takedown import listing, ways
from yosuga.rules.takedown.composing import Composed
from yosuga.rules.takedown.request import Request, Step, What
from yosuga.takedown import following, papers
from yosuga.takedown.previews import Finished, Preview
from yosuga.takedown.troubles import ChangedMeanwhile
from yosuga.tools import Tools


def finished(before: Preview, passed: Mapping[str, str], *, case: OpenCase, actor: Actor, tools: Tools) -> Finished:
    """Make and keep the papers of a request, if it is still what was seen, and return it with its new step.

    `passed` has the person's reason for each warning that is passed. Raises ChangedMeanwhile, DiskFull, DiskFailed,
    NotFound, NaiyoRefused.
    """
    number, request, composed = before.followed.number, before.request, before.composed
    moment = tools.clock.read().wall
    made = _sheets(before, composed, moment=moment) if composed is not None else ()
    title = f"{composed.title} {before.followed.id}-{request.number}" if composed is not None else ""
    kept = papers.keep(made, title=title, tools=tools) if made else None
    with transaction.atomic():
        log.lock(case)
        item = papers.put_in(kept, case=case, actor=actor, tools=tools) if kept is not None else ""
        followed = following.change_request(
            number, request.number, _finisher(request, passed, item, moment=moment), case=case, actor=actor, tools=tools
        )
    return Finished(followed, made, composed.text if composed is not None else "", item)


def _sheets(before: Preview, composed: Composed, *, moment: datetime) -> tuple[Sheet, ...]:
    """Return the papers of the letter; where its way goes on to a court, the lists for that as well."""
    letter = papers.sheets(composed, values=before.request.values, moment=moment)
    way = ways.way(before.request.route, catalog=ours())
    if way is None or not listing.wanted(way):
        return letter
    return (*letter, *papers.lists(listing.rows([before.followed], catalog=ours()), moment=moment))


def _finisher(request: Request, passed: Mapping[str, str], item: str, *, moment: datetime) -> following.Change:
    def finished(one: Request) -> Request:
        if one != request:
            raise ChangedMeanwhile
        step = Step(What.FINISHED, moment, proof=(item,) if item else (), by=one.sender)
        return following.with_step(replace(one, over=tuple(sorted(passed.items()))), step, now=moment)

    return finished
