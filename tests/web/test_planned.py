"""What a plan on the web is made from: the answers that can be read, never a page that fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.loader import ours
from yosuga.rules.answers import Answers, Post
from yosuga.web.planned import readable

TODAY = date(2026, 11, 22)


def read(raw: object) -> tuple[Answers, bool]:
    return readable(raw, today=TODAY, catalog=ours())


def test_answers_that_can_be_read_are_read_whole() -> None:
    answers, cut = read({"danger": ["threat"], "posts": [{"platform": "x", "posted": "2026-11-20"}]})
    assert not cut
    assert answers.danger == ("threat",)
    assert answers.posts == (Post(platform="x", posted=date(2026, 11, 20)),)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"leaked": ["address", "no-such-word"]}, {"leaked": ["address"]}),
        ({"posts": [{"platform": "no-such-service", "up": True}]}, {"posts": [{"up": True}]}),
        ({"posts": [{"platform": "x", "posted": "2026-13-45"}]}, {"posts": [{"platform": "x"}]}),
        ({"posts": [{"platform": "x", "posted": "2027-01-01"}]}, {"posts": [{"platform": "x"}]}),
        ({"dates": {"act": "2026-11-01", "no-such-event": "2026-11-01"}}, {"dates": {"act": "2026-11-01"}}),
        ({"household": {"people": 3, "rent": "たくさん"}}, {"household": {"people": 3}}),
        ({"image_age": "adult"}, {}),
        ({"no-such-question": 1}, {}),
        ({"age": "4111 1111 1111 1111"}, {}),
    ],
)
def test_only_the_part_that_cannot_be_read_is_left_out(wrong: dict[str, object], right: dict[str, object]) -> None:
    answers, cut = read({"danger": ["threat"], **wrong})
    assert cut
    assert answers == read({"danger": ["threat"], **right})[0]


def test_danger_is_kept_whatever_else_is_wrong() -> None:
    answers, cut = read({"age": -1, "danger": ["threat", 7], "dates": [], "posts": "x", "want": {"a": "b"}})
    assert cut
    assert answers.danger == ("threat",)


@pytest.mark.parametrize("nothing", [None, [], "text", 7, {"format": "another/9"}])
def test_what_are_no_answers_gives_the_plan_for_nothing_known(nothing: object) -> None:
    assert read(nothing) == (Answers(), True)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12), lambda inside: st.lists(inside, max_size=3)
)


@given(st.dictionaries(st.sampled_from([*Answers.model_fields, "x"]), _VALUES, max_size=5))
def test_no_answers_whatever_stop_a_plan(raw: dict[str, object]) -> None:
    answers, _cut = read(raw)
    assert isinstance(answers, Answers)
