"""Desks: who is named to whom, when somebody answers, and that no number is printed which nobody could check."""

import re
from collections.abc import Iterable

import pytest

from yosuga.catalog.desks import Desk, Line, Opening
from yosuga.catalog.facts import Topic
from yosuga.catalog.loader import ours

DESKS = tuple(ours().desks.values())
LINES = tuple(line for desk in DESKS for line in desk.lines)
ANSWERED_ON_HOLIDAYS = {  # fact rule-weekend: 22 November 2026 is a Sunday, 23 November a holiday
    *("desk-110", "desk-dvplus", "desk-8103", "desk-yorisoi", "desk-kodomosos"),
    *("desk-ihaho", "desk-sia", "desk-safeline", "desk-ihc", "desk-npa"),
}
DIALLED = re.compile(r"^(#\d{4}|\d{3}|0\d{1,3}(-\d{1,4}){1,2}-?\d{1,6})$")
CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})")


def desk(name: str) -> Desk:
    return ours().desks[name]


def answers_on_a_holiday(line: Line) -> bool:
    served = line.week is not None and bool(line.week.sunday or line.week.holiday)
    return line.opening in {Opening.ALWAYS, Opening.VARIES_ALL_WEEK} or served


def everybody(one: Desk) -> Iterable[frozenset[str]]:
    """Every combination of the signs that decide about this desk."""
    never = one.never.reads if one.never else frozenset[str]()
    return ours().vocabulary.every(one.fit.reads | never)


def refused(one: Desk, sign: str) -> bool:
    """Say whether the desk is never named while `sign` holds, whatever else does."""
    if one.never is None:
        return False
    everyone = ours().vocabulary.every(one.never.reads | {sign})
    return all(one.never.holds(signs) for signs in everyone if sign in signs)


def named(one: Desk, signs: frozenset[str]) -> bool:
    return one.fit.holds(signs) and not (one.never and one.never.holds(signs))


def clocks(text: str) -> set[str]:
    return {f"{int(hour):02}:{minute}" for hour, minute in CLOCK.findall(text)}


def test_every_desk_has_the_fact_of_its_name_and_every_desk_fact_its_desk() -> None:
    facts = {name: fact for name, fact in ours().facts.items() if fact.topic is Topic.DESK}
    assert set(facts) == set(ours().desks)
    for one in DESKS:
        fact = facts[one.id]
        assert (one.sources, one.as_of, one.confidence) == (fact.sources, fact.as_of, fact.confidence)


def test_a_number_nobody_could_check_is_printed_nowhere() -> None:
    hidden = {line.value for one in DESKS for line in one.lines if not (one.shown and line.confidence.shown)}
    assert {"0570-783-110", "https://stopncii.org/"} <= hidden
    printed = {line.value for one in DESKS for line in one.lines if one.shown and line.confidence.shown}
    said = [text for one in DESKS for part in (one.name, one.what, one.limits) if part for text in (part.ja, part.en)]
    said += [text for fact in ours().facts.values() for text in (fact.statement.ja, fact.statement.en)]
    for value in hidden:
        assert value not in printed
        assert not [text for text in said if value in text], value


def test_a_desk_that_rests_on_memory_is_not_shown() -> None:
    unknown = {one.id for one in DESKS if not one.shown}
    assert unknown == {"desk-himawari", "desk-phishing", "desk-stopncii"}
    assert all(not line.confidence.shown for name in unknown for line in desk(name).lines)


def test_every_desk_that_is_shown_can_be_reached() -> None:
    for one in DESKS:
        assert not one.shown or [line for line in one.lines if line.confidence.shown], one.id


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.value)
def test_a_line_can_be_dialled_opened_or_written_to(line: Line) -> None:
    if line.way == "phone":
        assert DIALLED.match(line.value)
    else:
        assert line.value.startswith("https://") or (line.way == "mail" and "@" in line.value)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.value)
def test_hours_say_the_same_in_both_languages_and_to_the_program(line: Line) -> None:
    assert (line.week is not None) == (line.opening is Opening.WEEKLY)
    assert clocks(line.hours.ja) == clocks(line.hours.en)
    if line.week is not None:
        days = (line.week.weekday, line.week.saturday, line.week.sunday, line.week.holiday, line.week.new_year)
        kept = {clock for hours in days for each in hours for clock in each.split("-")}
        assert kept
        assert kept <= clocks(line.hours.ja)


def test_on_a_sunday_and_a_holiday_the_desks_that_answer_are_those_of_the_rule() -> None:
    for name in ANSWERED_ON_HOLIDAYS:
        assert any(answers_on_a_holiday(line) for line in desk(name).lines), name
    for name in (
        "desk-9110",
        "desk-jinken",
        "desk-jinken-kodomo",
        "desk-ppc",
        "desk-houterasu",
        "desk-houterasu-higai",
    ):
        assert not any(answers_on_a_holiday(line) for line in desk(name).lines), name


def test_houterasu_answers_on_a_saturday_and_not_on_a_sunday() -> None:
    for name in ("desk-houterasu", "desk-houterasu-higai"):
        for line in desk(name).lines:
            assert line.week is not None
            assert line.week.weekday == ("09:00-21:00",)
            assert line.week.saturday == ("09:00-17:00",)
            assert (line.week.sunday, line.week.holiday, line.week.new_year) == ((), (), ())


@pytest.mark.parametrize("name", ["desk-jinken", "desk-ppc"])
def test_a_page_about_a_phone_is_open_when_the_phone_is(name: str) -> None:
    phone, page = desk(name).lines
    assert (phone.way, page.way) == ("phone", "web")
    assert (page.opening, page.week) == (phone.opening, phone.week)


def test_188_is_never_named_in_danger_or_over_a_sexual_image() -> None:
    for signs in everybody(desk("desk-188")):
        assert not named(desk("desk-188"), signs) or (
            "harm-fraud" in signs
            and "leak-sexual-image" not in signs
            and not any(sign.startswith("danger-") for sign in signs)
        )


def test_110_comes_first_for_every_danger() -> None:
    assert min(DESKS, key=lambda one: one.rank).id == "desk-110"
    assert desk("desk-110").never is None
    dangers = next(axis for axis in ours().vocabulary.axes if axis.name == "danger")
    for sign in dangers.signs:
        assert desk("desk-110").fit.holds(frozenset({sign})), sign


def test_no_two_desks_share_a_rank() -> None:
    assert len({one.rank for one in DESKS}) == len(DESKS)


@pytest.mark.parametrize("asker", ["asker-third-party", "asker-company", "asker-supporter-no-consent"])
@pytest.mark.parametrize("name", ["desk-sia", "desk-safeline"])
def test_who_may_not_act_for_the_person_is_not_sent_to_a_desk_that_asks_for_removal(name: str, asker: str) -> None:
    assert refused(desk(name), asker)


@pytest.mark.parametrize("name", ["desk-houterasu", "desk-houterasu-higai", "desk-jinken"])
def test_a_company_is_sent_neither_to_houterasu_nor_to_the_human_rights_line(name: str) -> None:
    assert refused(desk(name), "asker-company")


def test_the_hotline_center_is_for_sexual_images_in_public_also_when_a_passer_by_asks() -> None:
    center = desk("desk-ihc")
    assert named(center, frozenset({"asker-third-party", "leak-sexual-image", "place-public", "post-up"}))
    assert not [signs for signs in everybody(center) if named(center, signs) and "leak-sexual-image" not in signs]
    assert not named(center, frozenset({"leak-sexual-image", "place-dm", "post-up"}))


def test_a_hash_service_for_adults_is_never_named_when_the_image_may_show_a_child() -> None:
    for signs in everybody(desk("desk-stopncii")):
        young = signs & {"age-under-13", "age-13-15", "age-16-17", "image-under-18", "image-age-unknown"}
        assert not (young and "leak-sexual-image" in signs and named(desk("desk-stopncii"), signs))


def test_a_child_whose_image_is_out_finds_the_desks_for_children() -> None:
    child = frozenset({"asker-self", "age-13-15", "leak-sexual-image", "image-under-18", "post-up", "place-public"})
    fitting = {one.id for one in DESKS if one.shown and named(one, child)}
    assert {"desk-9110", "desk-safeline", "desk-ihc", "desk-189", "desk-8103", "desk-kodomosos"} <= fitting
    assert fitting.isdisjoint({"desk-stopncii", "desk-188"})


def test_whoever_thinks_of_dying_finds_a_line_that_is_open_at_any_hour() -> None:
    fitting = [one for one in DESKS if one.shown and named(one, frozenset({"danger-self-harm"}))]
    open_always = {one.id for one in fitting for line in one.lines if line.opening is Opening.ALWAYS}
    assert {"desk-110", "desk-yorisoi"} <= open_always
    assert {"desk-inochi", "desk-kokoro"} <= {one.id for one in fitting}


def test_the_persons_own_mistake_alone_leads_to_no_desk_where_somebody_is_accused() -> None:
    own = frozenset({"asker-self", "cause-own-mistake", "leak-name", "leak-phone"})
    fitting = {one.id for one in DESKS if named(one, own)}
    assert fitting.isdisjoint({"desk-110", "desk-9110", "desk-47police", "desk-npa"})
    assert {"desk-110", "desk-9110"} <= {one.id for one in DESKS if named(one, own | {"danger-visitor"})}


def test_for_every_kind_of_leak_there_is_a_desk() -> None:
    leaks = next(axis for axis in ours().vocabulary.axes if axis.name == "leak")
    for sign in set(leaks.signs) - {"leak-own-photo"}:  # copyright alone has no desk of its own
        assert [one for one in DESKS if one.shown and named(one, frozenset({"asker-self", sign}))], sign


def test_local_desks_say_where_they_are_valid() -> None:
    for line in desk("desk-local").lines:
        assert re.search(r"群馬県|大阪府|川崎市", line.hours.ja)
        assert re.search("Gunma|Osaka|Kawasaki", line.hours.en)


def test_no_fixed_number_is_handed_out_for_the_prefectural_police() -> None:
    assert [line.way for line in desk("desk-47police").lines] == ["web"]
