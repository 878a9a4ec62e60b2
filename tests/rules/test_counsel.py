from collections.abc import Iterator

import pytest

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import ours
from yosuga.rules.counsel import Counsel, counsel

CATALOG = ours()
SIGNS = CATALOG.vocabulary
LEAKS = [sign for sign in SIGNS.signs if sign.startswith("leak-")]


def of(*signs: str) -> Counsel:
    return counsel(frozenset(signs), catalog=CATALOG)


@pytest.mark.parametrize("leak", LEAKS)
def test_each_datum_that_is_out_brings_its_advice_and_no_other(leak: str) -> None:
    told = of(leak, "asker-self", "image-age-unknown")
    assert [one.advice.sign for one in told.advice] == [leak]
    assert told.advice[0].measures


def test_measures_keep_their_order() -> None:
    told = of("leak-address", "danger-stalking")
    measures = list(CATALOG.advice["address"].measures)
    places = [measures.index(one) for one in told.advice[0].measures]
    assert places == sorted(places)


def test_protection_of_resident_records_is_named_with_stalking_and_not_otherwise() -> None:
    def rests(told: Counsel) -> set[str]:
        return {fact for measure in told.advice[0].measures for fact in measure.facts}

    assert "datum-address-shien" in rests(of("leak-address", "danger-stalking"))
    assert "datum-address-shien" not in rests(of("leak-address"))


def test_after_a_takeover_the_history_is_saved_before_anything_is_signed_out() -> None:
    guard = next(one for one in of("cause-takeover").guards if one.guard.id == "takeover")
    order = [measure.does for measure in guard.measures if measure.does]
    assert order.index("keep") < order.index("end-sessions") < order.index("police")


def test_a_watched_device_starts_from_another_one() -> None:
    guard = next(one for one in of("cause-takeover", "device-watched").guards if one.guard.id == "takeover")
    assert "安全な端末" in guard.measures[0].text.ja


def children() -> Iterator[Signs]:
    for image in ("image-under-18", "image-age-unknown"):
        for age in ("age-under-13", "age-13-15", "age-16-17", "age-adult", "age-unknown"):
            for leak in LEAKS:
                for harm in ("harm-impersonation", "harm-bullying"):
                    yield frozenset({"leak-sexual-image", image, age, leak, harm, "cause-takeover", "post-up"})


def test_with_a_childs_image_nothing_that_is_told_makes_a_copy() -> None:
    for signs in children():
        told = counsel(signs, catalog=CATALOG)
        measures = [measure for advised in told.advice for measure in advised.measures]
        measures += [measure for guarded in told.guards for measure in guarded.measures]
        assert not any(measure.copies for measure in measures)
        assert [one.id for one in told.checklists if one.id.startswith("evidence")] == ["evidence-without-image"]
        assert {"delete-own-first", "screenshot-without-address", "public-archive"}.isdisjoint(
            p.id for p in told.pitfalls
        )
        assert "save-child-image" in {one.id for one in told.pitfalls}


def test_without_one_the_usual_list_of_evidence_is_told() -> None:
    assert "evidence" in {one.id for one in of("leak-address").checklists}
    assert "evidence" in {one.id for one in of("leak-sexual-image", "image-adult").checklists}


@pytest.mark.parametrize("offender", ["offender-known", "offender-suspected"])
def test_wherever_somebody_is_known_or_suspected_the_warning_against_exposing_them_is_there(offender: str) -> None:
    pitfall = CATALOG.pitfalls["counter-exposure"]
    for signs in SIGNS.every(pitfall.if_.reads):
        if offender in signs:
            assert pitfall in counsel(signs, catalog=CATALOG).pitfalls


def test_nobody_is_told_to_wait_for_a_lawyer_before_removal_in_danger_or_for_sexual_images() -> None:
    pitfall = CATALOG.pitfalls["report-loses-logs"]
    in_danger, sexual = SIGNS.groups["in-danger"], SIGNS.groups["sexual-image"]
    for signs in SIGNS.every(pitfall.if_.reads):
        if in_danger.holds(signs) or sexual.holds(signs):
            assert not pitfall.if_.holds(signs)


def test_care_comes_after_seven_thirty_and_ninety_days_in_that_order() -> None:
    told = of("leak-address", "asker-self", "danger-stalking", "want-identification", "log-green")
    days = [one.day for one in told.care]
    assert days == sorted(days)
    assert set(days) == {7, 30, 90}


def test_who_thinks_of_ending_their_life_finds_somebody_to_talk_to_first() -> None:
    told = next(one for one in of("danger-self-harm", "asker-self").care if one.id == "despair-7")
    assert "desk-yorisoi" in told.desks


def test_the_same_signs_always_give_the_same_counsel() -> None:
    assert of("leak-card", "cause-phishing") == of("cause-phishing", "leak-card")


@pytest.mark.parametrize("kind", ["pitfalls", "prevention", "care", "guards", "checklists"])
def test_every_record_is_told_to_somebody(kind: str) -> None:
    for record in getattr(CATALOG, kind).values():
        assert any(record.if_.holds(signs) for signs in SIGNS.every(record.if_.reads)), record.id
