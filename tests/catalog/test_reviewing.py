from collections import Counter
from datetime import date, timedelta

import pytest

from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.reviewing import Concern, Why, review

SUNDAY = date(2026, 11, 22)
LATER = date(2099, 12, 31)


def listed(today: date = SUNDAY) -> list[Concern]:
    return review(ours(), today=today)


def ids(why: Why, *, kind: str, today: date = SUNDAY) -> set[str]:
    return {one.id for one in listed(today) if one.why is why and one.kind == kind}


def test_the_worst_comes_first() -> None:
    order = [list(Why).index(one.why) for one in listed()]
    assert order == sorted(order)
    assert list(Why)[:4] == [Why.STALE, Why.UNVERIFIED, Why.WAY, Why.CAVEAT]


def test_every_fact_that_is_not_shown_is_listed_and_no_other_fact_as_unverified() -> None:
    assert ids(Why.UNVERIFIED, kind="facts") == {one.id for one in ours().facts.values() if not one.shown}


def test_every_way_that_is_not_shown_is_listed_with_its_own_source() -> None:
    hidden = {
        (service.id, f"routes.{number}", route.source)
        for service in ours().platforms.values()
        for number, route in enumerate(service.routes)
        if not route.confidence.shown
    }
    found = {(one.id, one.field, *one.sources) for one in listed() if one.why is Why.WAY and one.kind == "platforms"}
    assert hidden
    assert hidden <= found


def test_every_caveat_is_listed() -> None:
    assert ids(Why.CAVEAT, kind="facts") == {one.id for one in ours().facts.values() if one.caveat}


@pytest.mark.parametrize(("days", "why"), [(-31, None), (-30, Why.DUE), (0, Why.DUE), (1, Why.STALE)])
def test_a_record_is_near_its_day_for_thirty_days_and_stale_from_the_day_after(days: int, why: Why | None) -> None:
    fact = ours().facts["dl-complaint-6m"]
    today = fact.review_by + timedelta(days=days)
    reasons = [one.why for one in listed(today) if (one.kind, one.id) == ("facts", fact.id)]
    assert [one for one in reasons if one in {Why.DUE, Why.STALE}] == ([why] if why else [])


def test_everything_with_a_day_of_review_is_stale_in_the_end() -> None:
    dated = {
        (kind, name) for kind in kinds() for name, one in getattr(ours(), kind).items() if hasattr(one, "review_by")
    }
    stale = Counter((one.kind, one.id) for one in listed(LATER) if one.why is Why.STALE)
    assert set(stale) == dated
    assert set(stale.values()) == {1}
    assert {"facts", "desks", "platforms", "costs", "guides", "questions", "wide_routes"} <= {kind for kind, _ in dated}


def test_a_concern_says_where_it_comes_from_and_when_it_was_seen() -> None:
    for one in listed(LATER):
        assert one.as_of, one
        assert one.about.ja, one
        assert one.sources or one.facts or one.kind in {"guides", "questions"}, one
