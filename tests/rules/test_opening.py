"""Who answers when: small desks built here, and the real ones on a Sunday before a holiday (fact rule-weekend)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.desks import Desk
from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules import calendar, fitting, opening
from yosuga.rules.fitting import SignsContradict, UnknownSign
from yosuga.rules.opening import State

OFFICE = {"weekday": ["08:30-12:00", "13:00-17:15"]}
LONG_WEEK = {"weekday": ["09:00-21:00"], "saturday": ["09:00-17:00"]}
EVENING = {name: ["16:00-24:00"] for name in ("weekday", "saturday", "sunday", "holiday", "new_year")}
WEEKENDS = {"saturday": ["10:00-16:00"], "sunday": ["10:00-16:00"], "holiday": ["10:00-16:00"]}
VOCABULARY = ours().vocabulary


def line(opening_: str, week: dict[str, list[str]] | None = None, **more: str) -> dict[str, object]:
    text = {"ja": "時間", "en": "hours"}
    raw = {"way": "phone", "value": "0120-000-000", "opening": opening_, "hours": text, "confidence": "official"}
    return {**raw, **({"week": week} if week else {}), **more}


def desk(*lines: dict[str, object], **more: object) -> Desk:
    text = {"ja": "窓口", "en": "desk"}
    raw = {"id": "desk-x", "name": text, "what": text, "fit": "always", "rank": 1, "lines": list(lines)}
    raw |= {"sources": ["https://example.com/"], "as_of": "2026", "confidence": "high", "review_by": "2027-01-01"}
    return Desk.model_validate(raw | more, context={"vocabulary": VOCABULARY})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def told(found: opening.Availability) -> tuple[str, str | None, str | None, str | None]:
    return found.state.value, found.until, found.opens_on.isoformat() if found.opens_on else None, found.opens_at


# --- one desk


@pytest.mark.parametrize(
    ("week", "moment", "expected"),
    [
        (OFFICE, "2026-11-24T08:30", ("open", "12:00", None, None)),
        (OFFICE, "2026-11-24T11:59", ("open", "12:00", None, None)),
        (OFFICE, "2026-11-24T12:00", ("closed", None, "2026-11-24", "13:00")),
        (OFFICE, "2026-11-24T08:29", ("closed", None, "2026-11-24", "08:30")),
        (OFFICE, "2026-11-24T17:15", ("closed", None, "2026-11-25", "08:30")),
        (OFFICE, "2026-11-20T17:15", ("closed", None, "2026-11-24", "08:30")),  # Friday before Sat, Sun, holiday
        (OFFICE, "2026-11-22T10:00", ("closed", None, "2026-11-24", "08:30")),
        (OFFICE, "2026-11-23T10:00", ("closed", None, "2026-11-24", "08:30")),
        (OFFICE, "2026-05-02T10:00", ("closed", None, "2026-05-07", "08:30")),  # Golden Week with a substitute
        (OFFICE, "2026-09-19T10:00", ("closed", None, "2026-09-24", "08:30")),  # 国民の休日 on the 22nd
        (OFFICE, "2026-12-28T18:00", ("closed", None, "2027-01-04", "08:30")),
        (OFFICE, "2026-12-29T10:00", ("closed", None, "2027-01-04", "08:30")),
        (LONG_WEEK, "2026-11-21T10:00", ("open", "17:00", None, None)),
        (LONG_WEEK, "2026-11-21T17:00", ("closed", None, "2026-11-24", "09:00")),
        (LONG_WEEK, "2026-01-03T10:00", ("closed", None, "2026-01-05", "09:00")),  # a Saturday in New Year
        (WEEKENDS, "2026-11-23T10:00", ("open", "16:00", None, None)),
        (WEEKENDS, "2027-01-02T10:00", ("closed", None, "2027-01-09", "10:00")),  # New Year outranks Saturday
        (WEEKENDS, "2027-01-01T10:00", ("closed", None, "2027-01-09", "10:00")),  # and 元日, a national holiday
        (EVENING, "2026-11-22T23:59", ("open", "24:00", None, None)),
        (EVENING, "2026-11-23T00:00", ("closed", None, "2026-11-23", "16:00")),
    ],
)
def test_a_desk_with_hours(week: dict[str, list[str]], moment: str, expected: tuple[str, ...]) -> None:
    assert told(opening.open_at(desk(line("weekly", week)), at(moment))) == expected


@pytest.mark.parametrize(
    ("how", "moment", "expected"),
    [
        ("always", "2027-01-01T03:00", ("open", None, None, None)),
        ("varies", "2026-11-24T10:00", ("ask", None, None, None)),
        ("varies", "2026-11-22T10:00", ("closed", None, "2026-11-24", None)),
        ("varies", "2026-11-23T10:00", ("closed", None, "2026-11-24", None)),
        ("varies", "2026-12-30T10:00", ("closed", None, "2027-01-04", None)),
        ("varies-all-week", "2026-11-22T10:00", ("ask", None, None, None)),
        ("varies-all-week", "2027-01-01T10:00", ("ask", None, None, None)),
        ("weekly", "2026-11-24T10:00", ("ask", None, None, None)),  # a week that nobody wrote down is not known
    ],
)
def test_a_desk_whose_hours_are_not_a_week(how: str, moment: str, expected: tuple[str, ...]) -> None:
    assert told(opening.open_at(desk(line(how)), at(moment))) == expected
    assert told(opening.open_on(desk(line(how)), at(moment).date())) == expected


@pytest.mark.parametrize(
    ("week", "day", "expected"),
    [
        (OFFICE, "2026-11-24", ("open", "17:15", None, None)),
        (OFFICE, "2026-11-22", ("closed", None, "2026-11-24", "08:30")),
        (LONG_WEEK, "2026-11-23", ("closed", None, "2026-11-24", "09:00")),
    ],
)
def test_a_day_as_a_whole(week: dict[str, list[str]], day: str, expected: tuple[str, ...]) -> None:
    assert told(opening.open_on(desk(line("weekly", week)), date.fromisoformat(day))) == expected


def test_a_desk_stands_as_the_best_of_its_lines() -> None:
    both = desk(line("weekly", OFFICE), line("always", way="web", value="https://example.com/"))
    assert opening.open_at(both, at("2026-11-22T10:00")).state is State.OPEN
    two = desk(line("weekly", OFFICE), line("weekly", WEEKENDS))
    assert told(opening.open_at(two, at("2026-11-22T17:00"))) == ("closed", None, "2026-11-23", "10:00")
    longer = desk(line("weekly", LONG_WEEK), line("always"))
    assert told(opening.open_at(longer, at("2026-11-24T10:00"))) == ("open", None, None, None)


@pytest.mark.parametrize("confidence", ["unverified", "unsourced", "low"])
def test_a_line_that_no_source_confirms_counts_for_nothing(confidence: str) -> None:
    one = desk(line("always", confidence=confidence), line("weekly", OFFICE))
    assert opening.open_at(one, at("2026-11-22T10:00")).state is State.CLOSED
    assert [each.confidence.shown for each in opening.shown_lines(one)] == [True]


@pytest.mark.parametrize(
    "doubtful", [{"confidence": "low"}, {"sources": ["UNVERIFIED: general knowledge, no source text seen"]}]
)
def test_a_desk_that_no_source_confirms_has_no_line(doubtful: dict[str, object]) -> None:
    one = desk(line("always"), **doubtful)
    assert opening.shown_lines(one) == ()
    assert opening.open_at(one, at("2026-11-24T10:00")) == opening.Availability(State.CLOSED)


def test_a_moment_is_one_in_japan_wherever_it_was_read() -> None:
    one = desk(line("weekly", OFFICE))
    assert opening.open_at(one, datetime(2026, 11, 23, 23, 30, tzinfo=UTC)).state is State.OPEN
    with pytest.raises(ValueError, match="without a zone"):
        opening.open_at(one, datetime(2026, 11, 24, 10, 0))  # noqa: DTZ001 - that is what is refused


@given(
    moment=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2029, 12, 31)),  # noqa: DTZ001 - wall clock
    week=st.sampled_from([OFFICE, LONG_WEEK, WEEKENDS, EVENING]),
)
def test_what_is_said_to_open_next_is_open_then_and_not_a_minute_before(
    moment: datetime, week: dict[str, list[str]]
) -> None:
    one, now = desk(line("weekly", week)), moment.replace(second=0, microsecond=0, tzinfo=JST)
    found = opening.open_at(one, now)
    if found.state is State.OPEN:
        return
    assert found.opens_on is not None
    assert found.opens_at is not None
    then = at(f"{found.opens_on}T{found.opens_at}")
    assert then > now
    assert opening.open_at(one, then).state is State.OPEN
    assert opening.open_at(one, then - timedelta(minutes=1)).state is State.CLOSED


# --- the real desks


SUNDAY, HOLIDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
USABLE = {"desk-110", "desk-dvplus", "desk-8103", "desk-yorisoi", "desk-kodomosos"}


@pytest.mark.parametrize("day", [SUNDAY, HOLIDAY])
@pytest.mark.parametrize("name", sorted(USABLE))
def test_on_a_sunday_and_a_holiday_these_can_be_turned_to(name: str, day: date) -> None:
    assert opening.open_on(ours().desks[name], day).state is not State.CLOSED


def test_web_forms_are_usable_on_every_day() -> None:
    forms = [one for one in ours().desks.values() if any(each.way == "web" for each in opening.shown_lines(one))]
    names = {one.id for one in forms if opening.open_on(one, HOLIDAY).state is State.OPEN}
    assert {"desk-ihaho", "desk-sia", "desk-safeline", "desk-ihc", "desk-npa"} <= names


@pytest.mark.parametrize("day", [SUNDAY, HOLIDAY])
@pytest.mark.parametrize("name", ["desk-9110", "desk-jinken-kodomo", "desk-houterasu", "desk-houterasu-higai"])
def test_weekday_desks_are_closed_and_open_again_on_tuesday(name: str, day: date) -> None:
    found = opening.open_on(ours().desks[name], day)
    assert (found.state, found.opens_on) == (State.CLOSED, TUESDAY)
    assert opening.open_on(ours().desks[name], TUESDAY).state is not State.CLOSED


@pytest.mark.parametrize("name", sorted(ours().desks))
@pytest.mark.parametrize("day", [SUNDAY, HOLIDAY, TUESDAY, date(2026, 12, 29), date(2027, 1, 1)])
def test_a_closed_desk_of_ours_says_on_which_day_it_opens(name: str, day: date) -> None:
    one = ours().desks[name]
    found = opening.open_on(one, day)
    if found.state is State.CLOSED and opening.shown_lines(one):
        assert found.opens_on is not None
        assert day < found.opens_on <= calendar.next_open(day + timedelta(days=1))


# --- which desks fit


@pytest.mark.parametrize("danger", ["visitor", "threat", "stalking", "dv", "blackmail", "self-harm", "child-abuse"])
@pytest.mark.parametrize("moment", ["2026-11-22T03:00", "2026-11-24T10:00", "2027-01-01T23:00"])
def test_in_danger_110_comes_first_at_any_hour_and_the_consumer_line_never(danger: str, moment: str) -> None:
    signs = fitting.completed([f"danger-{danger}", "harm-fraud"], vocabulary=VOCABULARY)
    found = fitting.in_order_at((one for one in ours().desks.values() if fitting.fits(one, signs)), moment=at(moment))
    assert [each.value for each in found[0].desk.lines] == ["110"]
    assert "desk-188" not in {one.desk.id for one in found}


def test_those_that_answer_come_first_and_then_by_when_they_open() -> None:
    desks = [
        desk(line("weekly", OFFICE), id="office", rank=1),
        desk(line("varies"), id="places", rank=2),
        desk(line("weekly", EVENING), id="evening", rank=3),
        desk(line("varies-all-week"), id="ask", rank=4),
        desk(line("always"), id="always", rank=9),
        desk(line("always"), id="always-too", rank=8),
    ]
    at_noon = [one.desk.id for one in fitting.in_order_at(desks, moment=at("2026-11-22T12:00"))]
    assert at_noon == ["always-too", "always", "ask", "evening", "office", "places"]
    on_the_day = [one.desk.id for one in fitting.in_order_on(desks, day=SUNDAY)]
    assert on_the_day == ["evening", "always-too", "always", "ask", "office", "places"]


def test_a_desk_that_must_not_be_named_is_not() -> None:
    one = desk(line("always"), fit="leak-name", never="asker-company")
    for signs, expected in [
        (["leak-name"], True),
        (["leak-name", "asker-company"], False),
        (["leak-phone"], False),
    ]:
        assert fitting.fits(one, fitting.completed(signs, vocabulary=VOCABULARY)) is expected


def test_what_was_not_said_is_a_sign_too_and_every_question_has_one() -> None:
    held = fitting.completed([], vocabulary=VOCABULARY)
    questions = [axis for axis in VOCABULARY.axes if axis.holds == "one"]
    assert all(len(held & set(axis.signs)) == 1 for axis in questions)
    assert len(held) == len(questions)


def test_a_sexual_image_of_unknown_age_is_not_taken_for_that_of_an_adult() -> None:
    held = fitting.completed(["leak-sexual-image"], vocabulary=VOCABULARY)
    assert "image-age-unknown" in held
    assert not {"image-none", "image-adult"} & held


def test_unknown_signs_and_signs_that_cannot_hold_together_are_refused() -> None:
    with pytest.raises(UnknownSign) as unknown:
        fitting.completed(["danger-threath"], vocabulary=VOCABULARY)
    assert unknown.value.detail.split(", ")[0] == "danger-threat"
    with pytest.raises(SignsContradict) as both:
        fitting.completed(["age-adult", "age-13-15"], vocabulary=VOCABULARY)
    assert set(both.value.detail.split(", ")) == {"age-adult", "age-13-15"}
