"""Which strings may be opened, and that they come out as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.url import MOST_CHARACTERS, check
from yosuga.errors import BadUrl


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "http://example.com",
        "HTTPS://Example.COM/a?b=c#d",
        "https://例え.テスト/投稿/一",
        "https://example.com/$(touch${IFS}x);`id`|&<>",
        "https://example.com/-o",
        "https://[2001:db8::1]:8443/",
        "https://example.com/?q=" + "a" * 7_000,
    ],
)
def test_a_web_address_is_opened_exactly_as_it_was_given(url: str) -> None:
    assert check(url) == url


def test_white_space_around_a_pasted_address_is_not_part_of_it() -> None:
    assert check("　https://example.com/a \n") == "https://example.com/a"


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "example.com",
        "//example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "view-source:https://example.com/",
        "ftp://example.com/",
        "--proxy-server=http://example.com",
        "-o",
        "http:/example.com/",
        "http:///example.com/",
        "http://",
        "https://:443/",
        "https://user:password@example.com/",
        "https://example.com@evil.example/",
        "https://a\\@b.example/",
        "https://exa\u202emple.com/",
        "https://exa\u200bmple.com/",
        "https://exam ple.com/",
        "https://<b>.example/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://[::1/",
        "https://example.com/\x00",
        "https://exam\tple.com/",
        "https://example.com/a\nb",
        "https://example.com/\ud800",
        "https://example.com/" + "a" * MOST_CHARACTERS,
    ],
)
def test_what_is_not_plainly_a_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadUrl):
        check(url)


@given(st.text(max_size=60))
def test_nothing_but_a_bad_url_ever_comes_out_of_a_check(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.com/{text}"):
        try:
            opened = check(url)
        except BadUrl:
            continue
        assert opened in url
        assert opened.lower().startswith(("http://", "https://"))
