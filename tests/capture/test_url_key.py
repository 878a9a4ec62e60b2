import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.archive.url_key import sort_key

ID = "0123456789abcdef0123456789ABCDEF"
FOLDER = "(S(0123456789abcdefghijklmn))"

# The package pywb, cdxj-indexer and `wacz` ask, in a process of its own.
ORACLE = """
import json, sys, surt
for line in sys.stdin:
    print(json.dumps(surt.surt(json.loads(line))), flush=True)
"""

# What replay tools would look each of these up by is asked of the package they ask, not written down here.
URLS = [
    "http://example.com",
    "http://example.com/",
    "http://example.com?x=1",
    "https://www.example.com/A?b=1&a=2",
    "https://www2.www.example.com/www.",
    "http://www.com/",
    "http://a.www.example/",
    "http://mywww.example/",
    "HTTP://EXAMPLE.COM/Path/",
    "http://example.com:8080",
    "http://example.com:80/",
    "https://example.com:443/",
    "http://example.com:443/",
    "http://example.com:0080/",
    "http://example.com:/",
    "ws://example.com:80/a",
    "wss://example.com:443/A/",
    "wss://www.example.com/socket?b&a",
    "http://user:pass@example.com:8080/",
    "http://a@b@example.com/",
    "http://127.0.0.1:40573/a/",
    "https://192.0.2.1/x",
    "http://017.0.0.1/",
    "http://2130706433/",
    "http://127.1/",
    "http://999.1.1.1/",
    "http://08.1.1.1/",
    "http://[::1]:8000/x/",
    "http://[2001:db8::1]/",
    "http://[::ffff:192.0.2.1]:80/",
    "http://localhost:8000/x/",
    "http://example.com./A",
    "http://.example..com/",
    "http://a...b....c/",
    "https://日本語.example/",
    "https://%E6%97%A5%E6%9C%AC%E8%AA%9E.example/",
    "https://xn--wgv71a119e.example/",
    "https://\uff25\uff38.example/",
    "https://faß.example/",
    f"https://{'あ' * 70}.example/",
    "https://%FF.example/",
    "https://ex%61mple.com/",
    "http://exa_mple.com/",
    "http://example.com/a/",
    "http://example.com//a///b//",
    "http://example.com/a//../b",
    "http://example.com/a/../b",
    "http://example.com/a/./b/.",
    "http://example.com/a/b/..",
    "http://example.com/../../a",
    "http://example.com/%2e%2e/a%2Fb/",
    "http://example.com/%7ename/%41",
    "http://example.com/%25%32%35%2541",
    "http://example.com/%zz%",
    "http://example.com/%00%7F%20%23%3F",
    "http://example.com/a b\tc\n",
    "http://example.com/あ?い=う",
    "http://example.com/%E3%81%82%e3%81%84",
    "http://example.com/%83e%83X%83g?q=%82%A0",
    "http://example.com/%83%65%83%58",
    "http://example.com/É%C3%89",
    "http://example.com/\U0001f984",
    "http://example.com/a\\b",
    "http://example.com/?",
    "http://example.com/a?#f",
    "http://example.com/a#f?g",
    "http://example.com/#!/A",
    "http://example.com/?a=2&a=1",
    "http://example.com/?a=1&a&a=&a-=1",
    "http://example.com/?b&&a&",
    "http://example.com/?=&",
    "http://example.com/?A=%26&b=%3D?",
    "http://example.com/?/a//b/../",
    "http://example.com/?__wb_method=POST&__wb_post_data=QWJj=",
    f"http://example.com/a;jsessionid={ID}",
    f"http://example.com/a?jsessionid={ID}",
    f"http://example.com/a?x&jsessionid={ID}&b=2",
    f"http://example.com/a?x&jsessionid={ID}",
    f"http://example.com/a?jsessionid={ID}.node1&b",
    f"http://example.com/a?PHPSESSID={ID}&sid={ID}&b",
    f"http://example.com/a?sid={ID}&sid={ID[::-1]}&b",
    f"http://example.com/a?oursid={ID}&b",
    f"http://example.com/a?sid={ID}0",
    f"http://example.com/a?%73id={ID}",
    "http://example.com/a?ASPSESSIONIDABCDEFGH=ABCDEFGHIJKLMNOPQRSTUVWX&b",
    "http://example.com/a?ASPSESSIONIDABCDEFGH=ABCDEFGHIJKLMNOPQRSTUVW1&b",
    "http://example.com/a?cfid=1&CFToken=2&x",
    "http://example.com/a?cfid=1&cfid=2&cftoken=3",
    "http://example.com/a?cfid=cfid=1&cftoken=3&cftoken=4",
    "http://example.com/a?cfid=&cftoken=2",
    f"http://example.com/x/{FOLDER}/a.aspx?c",
    f"http://example.com/{FOLDER}/{FOLDER}/a.ASPX/b",
    f"http://example.com/{FOLDER}/.aspx",
    f"http://example.com/{FOLDER}/a.html",
    f"http://example.com/{FOLDER[2:-1]}/a.aspx",
    "data:text/html,A b/?d&c#f",
    "data:,",
    "blob:https://example.com/0A1B",
    "about:blank#x",
    "urn:view:https://example.com/A/?b&a",
    "urn:fullPage:https://example.com/",
    "mailto:a@example.com",
]


@pytest.fixture(scope="module")
def asked_by() -> Iterator[Callable[[str], str]]:
    command = [sys.executable, "-W", "ignore", "-c", ORACLE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        questions, answers = child.stdin, child.stdout
        assert questions is not None
        assert answers is not None

        def ask(url: str) -> str:
            questions.write(json.dumps(url) + "\n")
            questions.flush()
            return str(json.loads(answers.readline()))

        yield ask
        questions.close()


@pytest.mark.parametrize("url", URLS)
def test_the_key_is_what_replay_tools_look_the_url_up_by(url: str, asked_by: Callable[[str], str]) -> None:
    assert sort_key(url) == asked_by(url)


FIRST_LABELS = ["www", "WWW3", "mywww", "example", "a_b", "xn--wgv71a", "%65x", "co", "1", "010", "256", "日本語"]
LABELS = [*FIRST_LABELS, "JP", "com", "%2e", ""]
NAMES = st.tuples(st.sampled_from(FIRST_LABELS), st.lists(st.sampled_from(LABELS), max_size=4)).map(
    lambda labels: ".".join([labels[0], *labels[1]])
)
ADDRESSES = st.sampled_from(["192.0.2.7", "10.1", "0x7f.1", "[::1]", "[2001:DB8::a]", "[::ffff:192.0.2.1]"])
PIECES = [
    *"/.?&=%;:@!~+*'()-_,$ aZ09[]|^<\"\\あé",
    *["//", "..", "%2", "%25", "%2e", "%2F", "%26", "%7e", "%E3%81%82", "%82%a0", "www.", "cfid=1", "cftoken=2"],
    *(f"sid={ID}", f"jsessionid={ID}", f"phpsessid={ID}"),
]
TAILS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(
    scheme=st.sampled_from(["http", "https", "HTTPS", "ws", "wss"]),
    user=st.sampled_from(["", "", "", "u@", "u:p@"]),
    host=NAMES | ADDRESSES,
    port=st.sampled_from(["", "", "", ":", ":80", ":443", ":8080", ":65535"]),
    path=TAILS,
    query=st.none() | TAILS,
    fragment=st.none() | TAILS,
)
def test_any_address_of_a_page_has_the_key_replay_tools_ask_by(
    asked_by: Callable[[str], str],
    scheme: str,
    user: str,
    host: str,
    port: str,
    path: str,
    query: str | None,
    fragment: str | None,
) -> None:
    url = f"{scheme}://{user}{host}{port}/{path}"
    url += "" if query is None else f"?{query}"
    url += "" if fragment is None else f"#{fragment}"
    assert sort_key(url) == asked_by(url)


@given(st.text())
def test_a_key_is_always_ascii_and_never_ends_its_column_early(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.com/{text}?{text}", f"urn:view:{text}"):
        key = sort_key(url)
        assert key.isascii()
        assert all("!" <= letter <= "~" for letter in key)


@pytest.mark.parametrize(
    "url", ["https://example.com:99999/A b", "https://example.com:http/", "https://[::1/", "no scheme"]
)
def test_what_is_no_address_is_its_own_key(url: str) -> None:
    # `surt` raises here, and the public indexer then writes the URL itself.
    assert sort_key(url) == url.replace(" ", "%20")


@pytest.mark.parametrize(
    "piece",
    [
        "%25",
        "%2",
        "a/../",
        "/",
        "?",
        "&",
        "=",
        "cfid=",
        "cfid=1&",
        f"sid={ID}",
        ".aspx",
        f"{FOLDER}/",
        "(",
        ":",
        "@",
        "あ",
        ".",
    ],
)
def test_a_hostile_page_cannot_choose_a_url_that_takes_long(piece: str) -> None:
    start = time.process_time()
    for url in ("https://example.com/{}", "https://example.com/?{}", "https://{}/", "data:text/html,{}"):
        sort_key(url.format(piece * (400_000 // len(piece))))
    assert time.process_time() - start < 2.0  # 0.15 s measured; time that grows with the square would be minutes


def test_eight_thousand_characters_of_data_keep_the_key_replay_tools_ask_by(asked_by: Callable[[str], str]) -> None:
    body = "".join(random.Random(8).choices([*PIECES[:40]], k=3_000)).replace("?", "").replace("#", "")[:8_000]
    url = f"data:image/svg+xml,{body}"
    assert sort_key(url) == asked_by(url)
