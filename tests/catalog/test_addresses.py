import re
import time

import pytest

from yosuga.catalog.addresses import LONGEST, Found, platform_of
from yosuga.catalog.loader import ours
from yosuga.catalog.platforms import UrlPattern

PATTERNS = [(name, pattern) for name, service in ours().platforms.items() for pattern in service.url_patterns]
FILLERS = ("&v=aaaaaaaaaaa", "&v=", "v=", "tid=1/rid=1", "tid=1/rid=", "a/a/", "1/", "a-", "a.", "http://", "did:a:")
LETTERS = tuple("a0n/&?-._@:")

patterns = pytest.mark.parametrize(("owner", "pattern"), PATTERNS, ids=[f"{n}-{p.kind}" for n, p in PATTERNS])


def found(url: str) -> Found | None:
    return platform_of(url, catalog_platforms=ours().platforms)


@patterns
def test_an_example_leads_to_its_own_service_and_to_no_other(owner: str, pattern: UrlPattern) -> None:
    told = found(pattern.example)
    assert told is not None
    assert (told.platform, told.kind) == (owner, pattern.kind)
    assert {name for name, other in PATTERNS if re.match(other.regex, pattern.example)} == {owner}


@patterns
def test_no_address_keeps_a_pattern_busy(owner: str, pattern: UrlPattern) -> None:
    regex = re.compile(pattern.regex)
    borders = [at.end() for at in re.finditer(r"[/=?&@._-]|$", pattern.example) if at.end() > 8]
    for border in borders:
        for filler in FILLERS + LETTERS:
            url = (pattern.example[:border] + filler * LONGEST)[: LONGEST - 1] + "!"
            assert min(_seconds(regex, url=url) for _ in range(3)) < 0.010, (border, filler)


def _seconds(regex: re.Pattern[str], *, url: str) -> float:
    begun = time.thread_time()
    regex.match(url)
    return time.thread_time() - begun


@pytest.mark.parametrize(
    ("url", "platform", "kind"),
    [
        ("https://x.com/example/status/1541815603606036480?s=20", "x", "post"),
        ("HTTPS://X.COM/example/status/1541815603606036480", "x", "post"),
        ("x.com/example", "x", "account"),
        ("  https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ\n", "youtube", "post"),
        ("https://x.com:443/example", "x", "account"),
        ("https://www.instagram.com/reel/CXample1234/?igsh=1", "instagram", "post"),
        ("http://mevius.2ch.net/test/read.cgi/board/1684812738/5", "5ch", "thread_or_post"),
        ("https://mastodon.example/@somebody/112233445566778899", "mastodon", "post"),
        ("https://misskey.example/notes/9abcdefghi", "misskey", "post"),
        ("https://www.google.co.jp/maps/place/Somewhere", "google_maps", "review"),
        ("https://web.archive.org/web/20250911140500/https://x.com/example", "wayback", "snapshot"),
    ],
)
def test_addresses_as_people_paste_them_are_understood(url: str, platform: str, kind: str) -> None:
    told = found(url)
    assert told is not None
    assert (told.platform, told.kind) == (platform, kind)


def test_the_number_of_a_post_is_told() -> None:
    told = found("https://egg.5ch.io/test/read.cgi/software/1684812738/123")
    assert told is not None
    assert (told.parts["key"], told.parts["res"]) == ("1684812738", "123")


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://rio2016.5ch.net/board/", "5ch"),
        ("https://hostlove.com/", "hostlove"),
        ("http://www.host2.jp/somewhere", "hostlove"),
        ("https://www.reddit.com/user/example/", "reddit"),
        ("https://m.instagram.com/somewhere/deep/", "instagram"),
        ("https://sp.nicovideo.jp/ranking", "niconico"),
        ("https://help.twitter.com/en", "x"),
        ("https://note.com/notes/abcdefghij12", "note"),
    ],
)
def test_the_host_alone_tells_the_service(url: str, platform: str) -> None:
    assert found(url) == Found(platform=platform, kind="host", parts={}, talk=False)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "住所が書かれていた",
        "https://example.org/",
        "https://x.com.example.org/example/status/1",
        "https://notx.com/example",
        "https://x.com@example.org/example",
        "https://x.com:8443/example",
        "https://x.com:port/example",
        "https://[::1",
        "https://x.com/a b",
        "https://x.com/a\nhttps://example.org/",
        "javascript:alert(1)//x.com/",
        "file:///x.com/example",
        "mailto:somebody@x.com",
        "https://www.google.com/",
        "https://x.com/example/status/1?" + "a" * LONGEST,
    ],
)
def test_what_is_no_address_of_a_service_belongs_to_nobody(url: str) -> None:
    assert found(url) is None


def test_a_direct_message_on_discord_is_talk_and_a_server_is_not() -> None:
    message = "225994578258427904/1234925610271248385"
    private = found(f"https://discord.com/channels/@me/{message}")
    server = found(f"https://discord.com/channels/225994578258427904/{message}")
    assert private is not None
    assert server is not None
    assert private.talk
    assert not server.talk


def test_line_openchat_and_voom_are_not_talk() -> None:
    for url in ("https://line.me/ti/g2/abcDEF123456", "https://linevoom.line.me/post/1234567890"):
        told = found(url)
        assert told is not None
        assert told.platform == "line"
        assert not told.talk


def test_an_address_is_told_apart_in_a_blink() -> None:
    found("https://example.org/")
    begun = time.thread_time()
    for _ in range(20):
        found("https://example.org/" + "a/" * 2000)
    assert (time.thread_time() - begun) / 20 < 0.010
