"""A name that was typed wrong leads to the case it is a slip of; another name leads to none."""

import pytest

from yosuga.cases.meant import nearest

AMONG = ("架空 花子の件", "case11", "相談", "学校のこと")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("架空　花子の件", "架空 花子の件"),
        ("架空はな子の件", "架空 花子の件"),
        ("架空花子", "架空 花子の件"),
        ("CASE11", "case11"),
        ("caes11", "case11"),
        ("学校のことで", "学校のこと"),
    ],
)
def test_a_slip_is_near(typed: str, near: str) -> None:
    assert nearest(typed, among=AMONG) == near


@pytest.mark.parametrize("typed", ["case12", "架空 太郎", "相手", "職場のことで", "", "x" * 10_000])
def test_another_name_is_not(typed: str) -> None:
    assert nearest(typed, among=AMONG) is None


def test_where_there_is_no_case_none_is_near() -> None:
    assert nearest("架空", among=()) is None
