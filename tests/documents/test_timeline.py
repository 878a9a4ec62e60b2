"""The course of events as a drawing: what it shows, how it folds, and that words in it are only words."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.clock import JST
from yosuga.documents import timeline, timeline_axis
from yosuga.documents.timeline import Certainty, Event, View, What, Zoom
from yosuga.documents.timeline_axis import JAPANESE
from yosuga.documents.timeline_drawing import Words, drawing
from yosuga.documents.timeline_words import fitting, width_of

WORDS = Words(
    title="図",
    summary="同じ内容が下の表にあります。",
    lanes={what: f"列{what.value}" for what in What},
    certainties={one: f"確かさ{one.value}" for one in Certainty},
    today="いま",
)
SVG = "{http://www.w3.org/2000/svg}"
NIGHT = datetime(2025, 9, 10, 15, 30, tzinfo=UTC)  # already the 11th in Japan


def event(when: datetime | date | None = NIGHT, what: What = What.POSTED, **said: object) -> Event:
    plain: dict[str, object] = {"certainty": Certainty.SHOWN, "about": "文", "label": "札"}
    return Event(when=when, what=what, **(plain | said))  # type: ignore[arg-type]


def drawn(events: Sequence[Event], *, view: View | None = None, width: int = 700, now: datetime | None = None) -> str:
    looked = view or timeline.view(events, zoom=Zoom.WHOLE, around=date(2025, 9, 11))
    return drawing(events, view=looked, words=WORDS, width=width, name="t", now=now)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own drawing


# --- time


def test_a_moment_stands_on_its_day_in_japan() -> None:
    assert event(NIGHT).day == date(2025, 9, 11)


def test_a_whole_day_lasts_until_the_next_midnight_in_japan() -> None:
    whole = event(date(2025, 9, 11))
    assert (whole.begins, whole.ends) == (
        datetime(2025, 9, 11, tzinfo=JST),
        datetime(2025, 9, 12, tzinfo=JST),
    )


def test_events_stand_in_order_the_whole_day_first_and_the_unknown_last() -> None:
    noon = datetime(2025, 9, 11, 12, tzinfo=JST)
    given_ = [event(None), event(noon), event(date(2025, 9, 11)), event(NIGHT - timedelta(days=1))]
    assert [one.when for one in timeline.in_order(given_)] == [
        NIGHT - timedelta(days=1),
        date(2025, 9, 11),
        noon,
        None,
    ]


@pytest.mark.parametrize(
    ("zoom", "start", "end"),
    [
        (Zoom.YEAR, date(2025, 1, 1), date(2026, 1, 1)),
        (Zoom.MONTH, date(2025, 12, 1), date(2026, 1, 1)),
        (Zoom.WEEK, date(2025, 12, 29), date(2026, 1, 5)),
        (Zoom.DAY, date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_view_is_the_calendars_own_span_around_a_day(zoom: Zoom, start: date, end: date) -> None:
    found = timeline.view([], zoom=zoom, around=date(2025, 12, 31))
    assert (found.start, found.end) == (start, end)


def test_the_whole_reaches_from_the_first_event_to_the_last() -> None:
    found = timeline.view([event(date(2025, 9, 1)), event(NIGHT)], zoom=Zoom.WHOLE, around=date(2030, 1, 1))
    assert found.start <= date(2025, 9, 1)
    assert found.end > date(2025, 9, 11)


def test_arrows_lead_to_the_nearest_event_over_what_is_empty() -> None:
    events = [event(date(2024, 1, 5)), event(date(2025, 9, 11)), event(date(2026, 3, 1))]
    looked = timeline.view(events, zoom=Zoom.MONTH, around=date(2025, 9, 11))
    assert timeline.neighbours(events, of=looked) == (date(2024, 1, 5), date(2026, 3, 1))
    assert timeline.neighbours(events[1:2], of=looked) == (None, None)


def test_the_parts_of_a_view_count_every_event_in_it_once() -> None:
    events = [event(date(2025, 9, day)) for day in (1, 1, 2, 30)] + [event(date(2025, 10, 1)), event(None)]
    looked = timeline.view(events, zoom=Zoom.YEAR, around=date(2025, 9, 1))
    assert [(one.view.start, one.count) for one in timeline.parts(events, of=looked)] == [
        (date(2025, 9, 1), 4),
        (date(2025, 10, 1), 1),
    ]
    day = timeline.view(events, zoom=Zoom.DAY, around=date(2025, 9, 1))
    assert timeline.parts(events, of=day) == []


# --- the axis


@given(
    st.dates(date(1901, 1, 1), date(2190, 12, 31)),
    st.integers(1, 60_000),
    st.integers(2, 12),
)
def test_the_axis_never_has_more_lines_than_fit_and_they_stand_in_order(start: date, days: int, most: int) -> None:
    view = View(Zoom.WHOLE, start, min(start + timedelta(days=days), date(2199, 12, 31)))
    ticks = timeline_axis.ticks(view, most=most, words=JAPANESE)
    assert len(ticks) <= most
    places = [tick.place for tick in ticks]
    assert places == sorted(set(places))
    assert all(0 <= place < 1 for place in places)


def test_the_axis_of_a_month_names_days_within_their_month() -> None:
    view = timeline.view([], zoom=Zoom.MONTH, around=date(2025, 9, 11))
    ticks = timeline_axis.ticks(view, most=7, words=JAPANESE)
    assert (ticks[0].words, ticks[0].within) == ("1日", "2025年9月")


# --- the drawing


def test_what_people_wrote_is_only_text() -> None:
    hostile = "</text><script>alert(1)</script>\u202e\x00&amp;"
    svg = drawn([event(label=hostile)])
    tree = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert "alert(1)" in "".join(texts(svg))
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} <= {
        "svg", "title", "desc", "text", "line", "circle", "rect", "g",
    }  # fmt: skip
    assert "\u202e" not in svg


def test_the_drawing_refers_to_nothing_outside_and_carries_no_script_or_style() -> None:
    svg = drawn([event(), event(NIGHT + timedelta(days=1), What.CAPTURED)], now=NIGHT)
    assert re.findall(r"(?:href|src|style|on\w+)\s*=|url\(|<script|<style|<image|<foreign", svg) == []
    assert svg.count("://") == svg.count('xmlns="http://www.w3.org/2000/svg"')


def test_its_title_and_description_are_neutral_and_named_as_an_image() -> None:
    tree = ET.fromstring(drawn([event(label="架空 花子", about="住所")]))  # noqa: S314 - our own drawing
    assert tree.get("role") == "img"
    named = {one.get("id"): one.text for one in tree if one.get("id")}
    assert [named[name] for name in (tree.get("aria-labelledby") or "").split()] == [WORDS.title, WORDS.summary]


def test_events_that_stand_too_near_are_folded_with_their_count() -> None:
    near = [event(NIGHT + timedelta(minutes=minute)) for minute in range(3)]
    far = event(NIGHT + timedelta(days=20))
    shown = texts(drawn([*near, far]))
    assert "3" in shown
    assert shown.count("札") == 1  # the lone one alone has words beside it


def test_a_long_run_is_drawn_as_columns_and_every_event_is_counted() -> None:
    run = [event(NIGHT + timedelta(hours=hour)) for hour in range(500)]
    svg = drawn(run, width=280)
    assert "500" in texts(svg)
    assert "<rect" in svg
    assert len(svg) < 12_000


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.sampled_from([280, 700]))
def test_no_event_of_the_view_is_lost_by_folding(hours: list[int], width: int) -> None:
    events = [event(NIGHT + timedelta(hours=hour), label="") for hour in hours]
    svg = drawn(events, width=width)
    marks = svg.count("timeline-hollow") - 1  # one stands in the legend
    folded = [int(one) for one in re.findall(r"timeline-count[^>]*>(\d+)<", svg)]
    assert marks + sum(folded) == len(events)


def test_a_year_that_a_page_made_up_breaks_nothing() -> None:
    odd = [event(datetime(1, 1, 2, tzinfo=UTC)), event(datetime(9999, 12, 30, tzinfo=UTC)), event()]
    for zoom in Zoom:
        view = timeline.view(odd, zoom=zoom, around=date(9999, 12, 30))
        assert drawn(odd, view=view).startswith("<svg")


def test_nothing_to_draw_is_no_trouble() -> None:
    assert drawn([]).startswith("<svg")
    assert drawn([event(None)]).startswith("<svg")


def test_only_kinds_that_happened_have_a_lane_and_only_their_certainties_a_sign() -> None:
    shown = texts(drawn([event(), event(NIGHT, What.POLICE, certainty=Certainty.TOLD)]))
    assert {"列posted", "列police", "確かさshown", "確かさtold"} <= set(shown)
    assert "列captured" not in shown
    assert "確かさstamp" not in shown


def test_the_present_is_marked_only_where_it_lies_in_the_view() -> None:
    view = timeline.view([], zoom=Zoom.MONTH, around=date(2025, 9, 11))
    assert "いま" in texts(drawn([event()], view=view, now=NIGHT))
    assert "いま" not in texts(drawn([event()], view=view, now=NIGHT + timedelta(days=90)))


@given(st.text(max_size=80), st.floats(0, 400))
def test_words_are_cut_to_their_room(words: str, room: float) -> None:
    assert width_of(fitting(words, size=12, room=room), size=12) <= room
