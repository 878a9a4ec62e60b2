"""What people paste, and the address they mean."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosuga.capture.post.pasted import addresses, other_scheme, whole
from yosuga.capture.post.wrapped import unwrapped


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("見て https://x.com/a/status/1 #tag", "https://x.com/a/status/1"),
        ("https://x.com/a/status/1を見て", "https://x.com/a/status/1"),
        ("https://x.com/tarou_さんの投稿", "https://x.com/tarou_"),
        ("「https://example.com/a」です。", "https://example.com/a"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("[ここ](https://example.com/a)", "https://example.com/a"),
        ("(https://ja.wikipedia.org/wiki/A_(b))", "https://ja.wikipedia.org/wiki/A_(b)"),
        ("https://ja.wikipedia.org/wiki/日本", "https://ja.wikipedia.org/wiki/日本"),
        ("https://example.com/123を見て", "https://example.com/123"),
        ("URL:https://x.com/a/status/1.", "https://x.com/a/status/1"),
        ("\u2068https://x.com/a\u2069", "https://x.com/a"),
        ("x.com/example/status/1", "x.com/example/status/1"),
        ("見て：example.com/a/b", "example.com/a/b"),
        ("例え.jp/あ", "例え.jp/あ"),
        ("https://web.archive.org/web/2025/https://x.com/a", "https://web.archive.org/web/2025/https://x.com/a"),
    ],
)
def test_the_address_is_found_in_what_was_pasted(pasted: str, found: str) -> None:
    assert addresses(pasted) == (found,)


@pytest.mark.parametrize(
    "text", ["", "ただの文です。", "a@example.com", "12.5 と 3.14", "http://", "電話 090-0000-0000", "e.g. this"]
)
def test_where_no_address_is_none_is_found(text: str) -> None:
    assert addresses(text) == ()


def test_several_are_all_found_in_order_and_each_once() -> None:
    assert addresses("https://x.com/b と https://x.com/a、https://x.com/b") == ("https://x.com/b", "https://x.com/a")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ttps://egg.5ch.net/test/", "https://egg.5ch.net/test/"),
        ("ttp://example.com/a", "http://example.com/a"),
        ("hxxps://example.com/a", "https://example.com/a"),
        ("https:/example.com/a", "https://example.com/a"),
        ("HTTPS://X.com/a", "https://X.com/a"),
        ("example.com/a", "https://example.com/a"),
        ("\uff48\uff54\uff54\uff50\uff53\uff1a\uff0f\uff0f\uff58.com/\uff21", "https://x.com/\uff21"),
    ],
)
def test_a_blunted_or_full_width_address_is_made_whole(written: str, meant: str) -> None:
    assert addresses(written) == (written,)
    assert whole(written) == meant


@pytest.mark.parametrize("scheme", ["javascript", "data", "file", "mailto", "line", "twitter", "intent", "blob"])
def test_other_schemes_are_told(scheme: str) -> None:
    rest = "//x.com/a" if scheme in {"line", "twitter", "intent"} else "https://x.com/a"
    assert other_scheme(f"{scheme}:{rest}") == scheme


@pytest.mark.parametrize("text", ["https://x.com", "http://x.com", "ttps://x.com", "hxxp://x.com", "x.com/a", "URL:x"])
def test_the_web_is_no_other_scheme(text: str) -> None:
    assert other_scheme(text) == ""


@pytest.mark.parametrize(
    ("carrier", "inner"),
    [
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fid%3D3", "https://example.com/a?id=3"),
        ("https://www.google.co.jp/url?q=https://example.com/a&sa=U", "https://example.com/a"),
        (
            "https://www.google.com/imgres?imgurl=https://a.example/1.jpg&imgrefurl=https://b.example/",
            "https://b.example/",
        ),
        ("https://www.google.com/amp/s/example.com/a", "https://example.com/a"),
        ("https://example-com.cdn.ampproject.org/c/s/example.com/a?b=1", "https://example.com/a?b=1"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2F&h=AT0", "https://example.com/"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fexample.com%2F&e=AT0", "https://example.com/"),
        ("https://www.youtube.com/redirect?event=comments&q=https%3A%2F%2Fexample.com%2F", "https://example.com/"),
        ("https://jump.5ch.net/?https://example.com/a", "https://example.com/a"),
        ("https://www.pixiv.net/jump.php?https%3A%2F%2Fexample.com%2Fa", "https://example.com/a"),
        ("http://ime.nu/example.com/a", "http://example.com/a"),
        ("https://my--site-example-com.translate.goog/a?_x_tr_sl=ja", "https://my-site.example.com/a?_x_tr_sl=ja"),
        ("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLmNvbS8&ntb=1", "https://example.com/"),
        ("https://www.google.com/url?q=https://l.facebook.com/l.php?u%3Dhttps://example.com/", "https://example.com/"),
    ],
)
def test_a_way_station_is_taken_off_without_being_asked(carrier: str, inner: str) -> None:
    assert unwrapped(carrier) == inner


@pytest.mark.parametrize(
    "url",
    [
        "https://t.co/abc",
        "https://bit.ly/abc",
        "https://example.com/url?q=https://evil.example/",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/search?q=https://example.com/",
        "https://www.bing.com/ck/a?u=a1%%%",
        "https://web.archive.org/web/2025/https://example.com/",
        "http://[::1",
    ],
)
def test_what_carries_no_address_stays_as_it_is(url: str) -> None:
    assert unwrapped(url) == url


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    for found in addresses(text):
        assert found in text
        unwrapped(whole(found))


@pytest.mark.parametrize(
    "text",
    [
        "https://" * 1_200,
        "a." * 5_000,
        "http://あ " * 1_000,
        ")" * 10_000,
        "https://x.com/" + ")" * 9_000,
        "x.y/" * 2_500,
    ],
)
def test_a_hostile_text_costs_little(text: str) -> None:
    begun = time.thread_time()
    addresses(text)
    assert time.thread_time() - begun < 1  # what is not linear takes minutes
