"""The work that a long line costs grows as the line does, whatever it repeats."""

import sys
from types import FrameType

import pytest

from tests.detect.test_watch import PROFILES
from yosuga.detect.base import Kind
from yosuga.detect.finding import find
from yosuga.detect.watch import match

# What was found to cost more the more of it there was: names beside names, findings over findings, dates behind names.
UNITS = (
    "駅",
    "店店 ",
    "房",
    "織田信長と",
    "佐藤健太1998/1/1 ",
    "株式会社",
    "a_b1 ID:c_d2 ",
    "X-a_1/",
    "山 田 太 郎 ",
    "さん",
    "住み",
    "○○さん",
    "東京都港区1-1-1",
)


def calls(text: str) -> int:
    """Return how many functions are called, in Python or in C, while `text` is read."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.e2e
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_line_is_twice_the_work(unit: str) -> None:
    find(unit)  # lists and expressions are made once
    once, twice = calls(unit * (2_000 // len(unit))), calls(unit * (4_000 // len(unit)))
    assert twice < 2.3 * once


@pytest.mark.e2e
@pytest.mark.parametrize(
    "unit",
    [
        *UNITS,
        "あ",
        "の",
        "記号\n\n\n\n\n\n\n\n",
        "  ",
        "a_b ",
        "ア ",
        "●田",
        "誕生日1/1",
        "か\u3099",
        "\u200b0",
        "1 . 1 , ",
    ],
)
def test_a_long_line_hides_nothing_that_stands_behind_it(unit: str) -> None:
    line = unit * (100_000 // len(unit.encode()))
    assert find(f"{line}\n電話 090-0000-1234")[-1].kind is Kind.PHONE


@pytest.mark.e2e
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_is_searched_for_ones_own_as_well(unit: str) -> None:
    line = unit * (100_000 // len(unit.encode()))
    assert match(f"{line}\n白瀬ゆうと 090-0000-1205", PROFILES)
