"""The words of a page without a browser: what a reader sees, in the page's own character set, in bounded time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.relook.base import MOST_TEXT
from yosuga.capture.relook.words import Page, read

_URL = "https://board.example/post/1"


def page(body: str) -> Page:
    return read(f"<!doctype html><html><head><title>題 &amp; 名</title></head><body>{body}</body></html>", url=_URL)


def test_the_words_stand_as_a_reader_sees_them_line_by_line() -> None:
    seen = page("<h1>見出し</h1><p>本文は<b>ここ</b>に<br>つづく</p><ul><li>一<li>二</ul>")
    assert seen.title == "題 & 名"
    assert seen.text.splitlines() == ["見出し", "本文はここに", "つづく", "一", "二"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('<p>秘密</p>')</script>",
        "<style>p::after{content:'秘密'}</style>",
        "<template><p>秘密</p></template>",
        "<p hidden>秘密</p>",
        "<div style='DISPLAY : none'><p>秘密</p></div>",
        "<!-- <p>秘密</p> -->",
        "<svg><text>秘密</text></svg>",
        "<iframe>秘密</iframe>",
    ],
)
def test_what_a_reader_does_not_see_is_not_said(hidden: str) -> None:
    assert page(f"<p>まえ</p>{hidden}<p>あと</p>").text.splitlines() == ["まえ", "あと"]


def test_what_is_said_without_scripts_counts_only_where_little_else_is() -> None:
    aside = "<noscript>JavaScriptを有効にしてください</noscript>"
    assert "JavaScript" in page(f"<div id=root></div>{aside}").text
    assert "JavaScript" not in page(f"<p>{'話題のことば' * 60}</p>{aside}").text


def test_links_lead_somewhere_and_a_field_for_a_passphrase_is_noticed() -> None:
    seen = page(
        "<a href='/a?x=1'>a</a><a href='javascript:alert(1)'>b</a><a href='http://['>c</a><input type=PASSWORD>"
    )
    assert seen.links == ("https://board.example/a?x=1",)
    assert seen.password


def test_what_a_page_says_to_those_who_show_links_to_it_is_kept_apart() -> None:
    seen = read("<meta property='og:description' content='写真です\n二行目'><body>x", url=_URL)
    assert seen.preview == ("写真です\n二行目",)


_M = 1_000_000


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * (_M // 5) + "x", id="deep"),
        pytest.param("<span>" * 100_000 + "</b>" * 100_000, id="ends that end nothing"),
        pytest.param("<" * _M, id="brackets"),
        pytest.param("<!--" * (_M // 4), id="comments without an end"),
        pytest.param("<a " + "x " * (_M // 2), id="attributes"),
        pytest.param("<a href=x>" * (_M // 10), id="links"),
        pytest.param("&" * _M, id="ampersands"),
        pytest.param("<b><i><p>" * (_M // 9), id="crossed"),
    ],
)
@pytest.mark.e2e
def test_a_page_made_to_take_for_ever_comes_to_an_end(html: str) -> None:
    assert len(read(html, url=_URL).text) <= MOST_TEXT


@given(html=st.text(max_size=300), url=st.sampled_from([_URL, "", "http://["]))
def test_whatever_stands_in_a_page_it_is_read(html: str, url: str) -> None:
    assert isinstance(read(html, url=url).text, str)
