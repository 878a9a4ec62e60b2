"""What is said of looks: how often, by how many ways and when; gone is said of GONE alone, and nothing is promised."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules.removal import Barrier, Look, Shown, Sign, State, Way
from yosuga.rules.signed import Meaning
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.saying import look, standing, when
from yosuga.rules.takedown.schedule import When, Why
from yosuga.rules.takedown.target import Kind, Target

_NOON = datetime(2026, 11, 1, 3, tzinfo=UTC)
_ABSENT = Look(_NOON, Way.PLAIN, Shown.NOTHING, frozenset({Sign.STATUS}), control=True)
_LIVE = replace(_ABSENT, shown=Shown.WHOLE)


def followed(*looks: Look) -> Followed:
    return Followed(1, Target(Kind.POST, address="https://board.example/1"), looks=looks)


def after(hours: int, one: Look = _ABSENT, way: Way = Way.PLAIN) -> Look:
    return replace(one, moment=_NOON + timedelta(hours=hours), way=way)


def test_before_it_is_confirmed_the_number_of_looks_ways_and_the_moment_are_said() -> None:
    said = standing(followed(_ABSENT, after(24, way=Way.HEADLESS)))
    assert said.ja == "2回・2経路で表示されないことを確認(2026年11月2日 12:00)"
    assert said.en == "Not shown in 2 looks by 2 ways (2026-11-02 12:00 JST)"


def test_gone_is_said_with_what_it_rests_on() -> None:
    said = standing(followed(_ABSENT, after(24, way=Way.HEADLESS), after(50)))
    assert said.ja == ("削除確認: 3回・2経路で表示されないことを確認(2026年11月1日 12:00 から 2026年11月3日 14:00)")


def test_a_signed_look_says_what_it_means_and_not_that_the_site_failed() -> None:
    asked = replace(_ABSENT, way=Way.PROTOCOL, signs=frozenset(), barrier=Barrier.FAILED, control=None)
    said = look(replace(asked, said=Meaning.NOT_ASKED.value))
    assert "問い合わせていません" in said.ja
    assert "It was not asked" in said.en
    assert look(replace(asked, said="a word of a later version")) == look(asked)
    hidden, asleep = (look(replace(asked, said=one.value)) for one in (Meaning.HIDDEN, Meaning.DEACTIVATED))
    assert hidden.ja != asleep.ja


def test_what_came_back_is_said_to_be_seen_again() -> None:
    back = after(60, _LIVE)
    assert standing(followed(_ABSENT, after(24, way=Way.HEADLESS), after(50), back)).ja.startswith("再び表示")


def test_a_wall_after_absences_is_said_beside_them() -> None:
    said = standing(followed(_ABSENT, after(24, replace(_ABSENT, barrier=Barrier.LOGIN))))
    assert said.ja.startswith("1回・1経路で表示されないことを確認")
    assert "ログイン" in said.ja


def test_a_thread_that_fell_out_of_its_board_is_said_to_be_no_deletion() -> None:
    said = look(replace(_ABSENT, barrier=Barrier.ARCHIVED))
    assert "dat落ち" in said.ja
    assert "削除ではありません" in said.ja


@pytest.mark.parametrize(
    ("harm", "word"), [(True, "残っています"), (False, "見当たりません"), (None, "変わっています")]
)
def test_of_a_changed_post_it_is_said_whether_the_harm_is_still_in_it(harm: bool | None, word: str) -> None:
    assert word in look(replace(_ABSENT, shown=Shown.CHANGED, harm=harm)).ja


@pytest.mark.parametrize("why", list(Why))
def test_every_plan_is_said_in_both_languages_and_in_easy_words(why: Why) -> None:
    for at in (None, _NOON):
        said = when(When(at, Way.PLAIN, why))
        assert all([said.ja, said.en, said.easy])


_looks = st.builds(
    Look,
    moment=st.just(_NOON),
    way=st.sampled_from(Way),
    shown=st.sampled_from(Shown),
    signs=st.frozensets(st.sampled_from(Sign)),
    barrier=st.none() | st.sampled_from(Barrier),
    control=st.sampled_from([None, True, False]),
    harm=st.sampled_from([None, True, False]),
)


@given(looks=st.lists(_looks, max_size=8), gap=st.integers(0, 60))
def test_deleted_is_never_said_and_confirmed_only_of_what_is_gone(looks: list[Look], gap: int) -> None:
    one = followed(*(replace(each, moment=_NOON + timedelta(hours=n * gap)) for n, each in enumerate(looks)))
    said = standing(one)
    assert "削除されました" not in said.ja + (said.easy or "")
    assert ("削除確認" in said.ja) is (one.stands.state is State.GONE)
    assert ("gone" in said.en.lower()) is (one.stands.state is State.GONE) or "does not tell that it is gone" in said.en
    assert ("消えました" in (said.easy or "")) is (one.stands.state is State.GONE)
