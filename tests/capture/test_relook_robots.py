"""What robots.txt says to us: the longest rule wins, our own group outranks everybody's, and no pattern takes long."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.relook.robots import matches, of_answer, read
from yosuga.capture.relook.waits import MOST_S, retry_after

_HOST = "https://board.example"
_NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "path", "may"),
    [
        ("", "/post/1", True),
        ("User-agent: *\nDisallow:", "/post/1", True),
        ("User-agent: *\nDisallow: /", "/post/1", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /post\nAllow: /post/1", "/post/12", True),
        ("User-agent: *\nAllow: /post\nDisallow: /post", "/post", True),
        ("User-agent: *\nDisallow: /*?", "/post/1?s=20", False),
        ("User-agent: *\nDisallow: /*?", "/post/1", True),
        ("User-agent: *\nDisallow: /*.html$", "/a/b.html", False),
        ("User-agent: *\nDisallow: /*.html$", "/a/b.html?x=1", True),
        ("User-agent: *\nDisallow: /記事", "/%E8%A8%98%E4%BA%8B/1", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Yosuga\nAllow: /", "/post/1", True),
        ("User-agent: YOSUGA/1.0\nDisallow: /post", "/post/1", False),
        ("User-agent: other\nUser-agent: yosuga\nDisallow: /post", "/post/1", False),
        ("User-agent: other\nDisallow: /post", "/post/1", True),
        ("Disallow: /post", "/post/1", True),
        ("\ufeffuser-agent:*\r\ndisallow:/post # not here\r\n", "/post/1", False),
        ("User-agent: *\nCrawl-delay: 10\nSitemap: /x\nDisallow: /post", "/post/1", False),
    ],
)
def test_rules_are_read_as_the_standard_says(body: str, path: str, may: bool) -> None:
    assert read(body, agent="Yosuga").may(f"{_HOST}{path}") is may


@pytest.mark.parametrize(
    ("status", "may"), [(200, False), (404, True), (403, True), (302, True), (429, False), (500, False), (0, False)]
)
def test_a_file_that_is_not_there_closes_nothing_and_a_host_in_trouble_closes_all(status: int, may: bool) -> None:
    assert of_answer(status, "User-agent: *\nDisallow: /", agent="Yosuga").may(f"{_HOST}/post/1") is may


def test_a_pattern_made_to_take_for_ever_is_answered_at_once() -> None:
    assert not matches("/" + "a*" * 900 + "b", "/" + "a" * 50_000)


@given(body=st.text(max_size=400), path=st.text(max_size=60))
def test_whatever_stands_in_the_file_it_is_read(body: str, path: str) -> None:
    assert read(f"User-agent: *\n{body}", agent="Yosuga").may(f"{_HOST}/{path}") in {True, False}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 22 Nov 2026 04:00:00 GMT", 3600),
        ("Sun, 22 Nov 2026 02:00:00 GMT", 0),
        ("999999999999", MOST_S),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MOST_S),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1" * 500, None),
        ("Sun, 99 Nov 2026 99:00:00 GMT", None),
    ],
)
def test_what_a_host_asks_to_wait_is_read_and_has_an_end(value: str, seconds: int | None) -> None:
    assert retry_after(value, now=_NOW) == seconds
