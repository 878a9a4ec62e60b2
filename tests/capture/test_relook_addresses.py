"""Addresses beside the one that is looked at: none of them is it, and the one that never was looks like it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.relook.addresses import alike, host_of, near, never_like, on_the_wire

_RANDOM = bytes(range(3, 131, 2))


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("https://x.com/example/status/1541815603606036480", r"https://x\.com/example/status/90\d{17}"),
        ("https://egg.5ch.net/test/read.cgi/board/1700000000/123", r"https://egg\.5ch\.net/.*/board/20\d{8}/123"),
        ("https://www.instagram.com/p/Cabcdefghij/", r"https://www\.instagram\.com/p/[A-Z][a-z]{10}/"),
        ("https://bsky.app/profile/example.com/post/3kabcdefghijk", r".*/post/[2-7a-j][2-7a-z]{12}"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", r".*watch\?v=[0-9A-Za-z]{11}"),
        ("https://board.example/post/12345", r"https://board\.example/post/20\d{8}"),
        ("https://blog.example/?p=12", r"https://blog\.example/\?p=20\d{8}"),
        ("https://blog.example/2024/05/some-title/", r"https://blog\.example/2024/05/[a-z]{4}-[a-z]{5}/"),
        ("https://blog.example/%E8%A8%98%E4%BA%8B", r"https://blog\.example/[a-z]{26}"),
        ("https://misskey.example/notes/9abcdef0123456789", r".*/notes/[0-9a-f]{17}"),
    ],
)
def test_an_address_that_never_was_has_the_shape_of_the_one_that_was(address: str, pattern: str) -> None:
    made = never_like(address, random=_RANDOM)
    assert re.fullmatch(pattern, made)
    assert made != address


@pytest.mark.parametrize("address", ["https://board.example/", "https://board.example", "not an address", "", "x:/1"])
def test_where_no_id_can_be_told_none_is_made_up(address: str) -> None:
    assert never_like(address, random=_RANDOM) == ""


def test_the_account_and_the_front_page_are_near() -> None:
    assert near("https://x.com/example/status/1541815603606036480") == ("https://x.com/example", "https://x.com/")
    assert near("https://board.example/post/1") == ("https://board.example/",)
    assert near("https://board.example/") == ()
    thread = "https://egg.5ch.net/test/read.cgi/board/1700000000/123"
    assert near(thread) == ("https://egg.5ch.net/board/", "https://egg.5ch.net/")
    other = "https://egg.5ch.net/test/read.cgi/board/1700000009/l50"
    assert alike(thread, among=["https://egg.5ch.net/board/", other]) == (other,)


def test_a_page_leads_to_others_that_are_built_alike() -> None:
    links = [
        "https://board.example/post/2#top",
        "https://board.example/post/1",
        "https://board.example/help/2",
        "https://board.example/post/new",
        "https://board.example/post/2/likes",
        "https://other.example/post/3",
        "http://[",
    ]
    assert alike("https://board.example/post/1", among=links) == ("https://board.example/post/2",)
    assert alike("https://board.example/", among=links) == ()
    assert alike("https://blog.example/some-title", among=["https://blog.example/other"]) == (
        "https://blog.example/other",
    )


def test_an_address_goes_out_in_ascii_and_without_its_place_in_the_page() -> None:
    assert on_the_wire("https://日本.example:8443/記事?x=あ#下") == (
        "https://xn--wgv71a.example:8443/%E8%A8%98%E4%BA%8B?x=%E3%81%82"
    )
    assert on_the_wire("http://[::1]:80/a%20b") == "http://[::1]:80/a%20b"


@given(tail=st.text("ab19ZQ_.~%-/?=&", max_size=30), random=st.binary(min_size=32, max_size=64))
def test_the_host_is_never_left(tail: str, random: bytes) -> None:
    made = never_like(f"https://board.example/{tail}", random=random)
    assert not made or host_of(made) == "board.example"
