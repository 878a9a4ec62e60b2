import time
from datetime import UTC, datetime

import pytest

from yosuga.capture.post.times import machine, of_board_post, scan, shown

MINUTE = datetime(2025, 9, 11, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2025年9月11日 午後2:05", MINUTE, "min"),
        ("午後2:05 · 2025年9月11日", MINUTE, "min"),
        ("午後2時05分・2025年9月11日", MINUTE, "min"),
        ("2025/09/11(木) 14:05:09.12 ID:abc", MINUTE.replace(second=9, microsecond=120_000), "cs"),
        ("２０２５年９月１１日（木）　１４時０５分０９秒", MINUTE.replace(second=9), "s"),
        ("2025-09-11 14:05", MINUTE, "min"),
        ("2025.09.11 14:05:09", MINUTE.replace(second=9), "s"),
        ("投稿日：2025/9/11 14:05 編集済み", MINUTE, "min"),
        ("2:05 PM · 2025/09/11", MINUTE, "min"),
        ("2025/9/1 午前12:05", datetime(2025, 8, 31, 15, 5, tzinfo=UTC), "min"),
        ("2025/9/1 午後12:05", datetime(2025, 9, 1, 3, 5, tzinfo=UTC), "min"),
    ],
)
def test_a_time_is_read_as_japan_writes_it(text: str, moment: datetime, precision: str) -> None:
    found = shown(text)
    assert found is not None
    assert (found.moment, found.precision, found.assumed_zone) == (moment, precision, "Asia/Tokyo")
    assert found.weekday_fits


@pytest.mark.parametrize("text", ["3時間前", "5分前", "たった今", "昨日 14:05", "9月10日", "2日前", "5m", "3h"])
def test_a_relative_time_stays_a_text_without_a_moment(text: str) -> None:
    found = shown(text)
    assert found is not None
    assert found.moment is None
    assert found.text in text


@pytest.mark.parametrize("text", ["2025/13/45(木) 14:05", "2025年9月11日 25:05", "2025年2月30日 10:00"])
def test_an_impossible_time_has_no_moment(text: str) -> None:
    found = shown(text)
    assert found is not None
    assert found.moment is None


def test_a_day_alone_has_no_moment() -> None:
    found = shown("2025年9月11日")
    assert found is not None
    assert (found.moment, found.precision) == (None, "day")


def test_a_weekday_that_does_not_fit_is_said() -> None:
    found = shown("2025/09/11(金) 14:05")
    assert found is not None
    assert found.moment == MINUTE
    assert not found.weekday_fits


@pytest.mark.parametrize("text", ["", "こんにちは", "03-0000-0000", "1234567890", "v2.10.3"])
def test_a_text_without_a_time_gives_none(text: str) -> None:
    assert shown(text) is None


def test_a_board_post_is_found_by_its_number() -> None:
    text = (
        "1 名前：名無しさん 2009/12/06(日) 23:54:00 ID:aaa\n本文\n"
        "12 名前：名無しさん 2009/12/07(月) 00:01:02.34 ID:bbb\n>>1 2001/01/01 00:00\n"
        "120：名無しさん：2010/01/01(金) 00:00:00 ID:ccc\n"
    )
    found = of_board_post(text, number="12")
    assert found is not None
    assert found.moment == datetime(2009, 12, 6, 15, 1, 2, 340_000, tzinfo=UTC)
    assert of_board_post(text, number="13") is None
    assert of_board_post(text, number="l50") is None


def test_a_page_is_scanned_in_order_and_within_bounds() -> None:
    text = " ".join(f"2025/09/11 14:{minute:02}" for minute in range(60)) * 2
    assert [one.text[-5:] for one in scan(text, most=3)] == ["14:00", "14:01", "14:02"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-09-11T14:05:00+09:00", MINUTE),
        ("2025-09-11T05:05:00.000Z", MINUTE),
        ("1757567100", MINUTE),
        ("2025-09-11T14:05:00", None),
        ("2025-09-11", None),
        ("0001-01-01T00:00:00+09:00", None),
        ("x" * 10_000, None),
    ],
)
def test_a_machine_time_counts_only_with_its_zone(text: str, moment: datetime | None) -> None:
    assert machine(text) == moment


@pytest.mark.parametrize(
    "text", ["2025/09/11 " * 40_000, "1" * 400_000, " " * 400_000, "午後2:05 " * 60_000, "2025年" * 90_000]
)
def test_a_hostile_text_costs_little(text: str) -> None:
    start = time.thread_time()
    list(scan(text, most=20))
    of_board_post(text, number="12")
    shown(text)
    assert time.thread_time() - start < 1.0
