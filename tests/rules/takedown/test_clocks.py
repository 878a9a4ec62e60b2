"""The seven days of the law run where they are certain, the service's figure where there is one, else nothing runs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules.takedown import clocks, ways
from yosuga.rules.takedown.clocks import Running
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Kind, Target

SENT = datetime(2026, 11, 14, 10, 0, tzinfo=JST)
CATALOG = ours()
POST = Target(Kind.POST, address="https://x.com/example/status/1541815603606036480", platform="x")


def a_request(*whats: What, route: str = "x/statutory_jp", number: int = 1, reason: Reason = Reason.PRIVACY) -> Request:
    steps = tuple(Step(what, SENT + timedelta(hours=place)) for place, what in enumerate(whats))
    return Request(number, route, reason, Requester.SELF, steps=steps)


RECEIVED = a_request(What.DRAFTED, What.SENT, What.RECEIVED)


def running(request: Request, *, target: Target = POST, others: tuple[Request, ...] = ()) -> clocks.Clock:
    return clocks.clock(request, target=target, others=others, catalog=CATALOG)


def test_seven_days_run_from_the_day_of_the_receipt_and_no_holiday_moves_them() -> None:
    found = running(RECEIVED)
    assert (found.running, found.since, found.due) == (Running.STATUTORY, date(2026, 11, 14), date(2026, 11, 21))
    assert not found.overdue(date(2026, 11, 21))
    assert found.overdue(date(2026, 11, 22))
    assert clocks.DUTY in found.facts
    assert found.steps


def test_nothing_of_the_law_runs_before_the_service_shows_a_receipt() -> None:
    found = running(a_request(What.DRAFTED, What.SENT))
    assert (found.running, found.due) == (Running.NOTHING, None)
    assert "受付" in found.says.ja


@pytest.mark.parametrize("platform", sorted(CATALOG.platforms))
def test_the_law_runs_on_designated_services_alone(platform: str) -> None:
    target = replace(POST, platform=platform)
    found = running(replace(RECEIVED, route=f"{platform}/statutory_jp"), target=target)
    designated = CATALOG.platforms[platform].designated.starts_clock
    assert (found.running is Running.STATUTORY) == designated


def test_the_clock_runs_by_exactly_the_ways_that_are_offered_with_one() -> None:
    for way in ways.ways(CATALOG).values():
        for platform in [way.service] if way.service in CATALOG.platforms else list(CATALOG.platforms):
            found = running(replace(RECEIVED, route=way.id), target=replace(POST, platform=platform))
            assert (found.running is Running.STATUTORY) == way.clock, (way.id, platform)


@pytest.mark.parametrize("kind", [Kind.TALK, Kind.DIRECT_MESSAGE])
def test_nothing_of_the_law_runs_for_what_is_not_public(kind: Kind) -> None:
    target = Target(kind, told="3月のトーク", platform="line")
    assert running(replace(RECEIVED, route="line/statutory_jp"), target=target).running is Running.NOTHING


@pytest.mark.parametrize(
    "route", ["x/general", "x/harassment", "letter/sendstop", "letter/certified", "wide/takeitdown", "in-app/x", "x/"]
)
def test_nothing_of_the_law_runs_by_a_way_that_is_not_the_published_one(route: str) -> None:
    assert running(replace(RECEIVED, route=route)).running is not Running.STATUTORY


@pytest.mark.parametrize("way", [way.id for way in ways.ways(CATALOG).values() if way.of == "letter"])
def test_a_letter_starts_no_period_also_on_the_day_it_arrived_and_says_so(way: str) -> None:
    sent = running(replace(a_request(What.DRAFTED, What.SENT), route=way))
    arrived = running(replace(RECEIVED, route=way))
    assert [(one.running, one.due) for one in (sent, arrived)] == [(Running.NOTHING, None)] * 2
    assert (sent.since, arrived.since) == (None, date(2026, 11, 14))
    assert "手紙" in arrived.says.ja
    assert all(CATALOG.facts[fact].shown for fact in arrived.facts)


@pytest.mark.parametrize("sender", sorted(Requester))
def test_the_law_runs_for_whoever_holds_the_right_or_acts_for_them(sender: Requester) -> None:
    own = {Requester.SELF, Requester.GUARDIAN, Requester.LAWYER, Requester.COMPANY}
    assert (running(replace(RECEIVED, sender=sender)).running is Running.STATUTORY) == (sender in own)


def test_a_service_that_said_it_takes_longer_has_no_day_any_more() -> None:
    found = running(a_request(What.DRAFTED, What.SENT, What.RECEIVED, What.ASKED_POSTER))
    assert (found.running, found.due, found.since) == (Running.HELD, None, date(2026, 11, 14))
    assert clocks.EXTENSION in found.facts


def test_the_same_again_starts_no_duty_and_something_new_does() -> None:
    again = replace(RECEIVED, number=2)
    assert running(again, others=(RECEIVED, again)).running is Running.NOTHING
    assert running(RECEIVED, others=(RECEIVED, again)).running is Running.STATUTORY
    for other in (replace(again, filled=(("reason", "新しい証拠"),)), replace(again, reason=Reason.DEFAMATION)):
        assert running(other, others=(RECEIVED, other)).running is Running.STATUTORY
    draft = replace(RECEIVED, steps=RECEIVED.steps[:1])
    assert running(again, others=(draft, again)).running is Running.STATUTORY


def test_an_answer_ends_the_clock() -> None:
    for what in (What.REFUSED, What.REMOVED_SAID, What.HIDDEN, What.WITHDRAWN, What.MORE_ASKED):
        assert running(a_request(What.SENT, What.RECEIVED, what)).running is Running.NOTHING


def test_after_the_service_wanted_more_only_a_new_receipt_starts_the_clock() -> None:
    more = (*RECEIVED.steps, Step(What.MORE_ASKED, SENT + timedelta(days=1)), Step(What.SENT, SENT + timedelta(days=2)))
    assert running(replace(RECEIVED, steps=more)).due is None
    again = (*more, Step(What.RECEIVED, SENT + timedelta(days=3)))
    assert running(replace(RECEIVED, steps=again)).due == date(2026, 11, 24)


def test_the_services_own_figure_runs_from_the_sending_and_promises_nothing() -> None:
    target = Target(Kind.POST, address="https://example.5ch.io/test/read.cgi/board/1/2", platform="5ch")
    found = running(a_request(What.DRAFTED, What.SENT, route="5ch/privacy"), target=target)
    assert (found.running, found.due) == (Running.SOFT, date(2026, 11, 28))
    assert "約束ではありません" in found.says.ja
    assert not found.facts


def test_days_on_which_offices_are_open_are_counted_as_such() -> None:
    target = Target(Kind.POST, address="https://talk.jp/boards/b/1/2", platform="talk")
    found = running(a_request(What.DRAFTED, What.SENT, route="talk/privacy"), target=target)
    assert found.due == date(2026, 11, 20)  # from Saturday 14 November: 16, 17, 18, 19, 20
    later = Step(What.SENT, datetime(2026, 11, 20, 9, tzinfo=JST))
    over = running(replace(a_request(What.DRAFTED, route="talk/privacy"), steps=(later,)), target=target)
    assert over.due == date(2026, 11, 30)  # Monday 23 November is a holiday


def test_where_no_source_gives_a_figure_nothing_is_counted() -> None:
    figures = {
        f"{platform.id}/{route.kind}"
        for platform in CATALOG.platforms.values()
        for route in platform.routes
        if route.expected_days is not None
    }
    assert figures == {"x/privacy", "bakusai/statutory_jp", "5ch/privacy", "talk/privacy", "hostlove/privacy"}
    google = Target(Kind.SEARCH, address="https://www.google.com/search?q=a", platform="google_search")
    assert running(a_request(What.SENT, route="google_search/search_privacy"), target=google).due is None


def test_the_silence_while_the_poster_is_asked_is_explained_and_is_no_duty() -> None:
    asked = a_request(What.SENT, What.RECEIVED, What.ASKED_POSTER)
    (wait,) = clocks.waits(asked, catalog=CATALOG)
    assert (wait.fact, wait.last_day) == ("pfa-3-2-2", date(2026, 11, 21))
    (image,) = clocks.waits(replace(asked, reason=Reason.SEXUAL_IMAGE), catalog=CATALOG)
    assert (image.fact, image.last_day) == ("pfa-revenge-2d", date(2026, 11, 16))
    assert "消す義務ではありません" in image.says.ja
    assert clocks.waits(RECEIVED, catalog=CATALOG) == ()


def test_no_clock_starts_from_before_the_designation() -> None:
    long_ago = Step(What.RECEIVED, datetime(2024, 1, 10, tzinfo=JST))
    assert running(replace(RECEIVED, steps=(long_ago,))).running is Running.NOTHING
