import time

import pytest

from yosuga.capture.post.ids import posted
from yosuga.capture.post.urls import recognise

# The examples of the platform facts of 2026-11-22, copied: platform, kind here, URL.
EXAMPLES = [
    ("x", "post", "https://x.com/example/status/1541815603606036480"),
    ("x", "post", "https://x.com/i/web/status/1541815603606036480"),
    ("x", "account", "https://x.com/example"),
    ("instagram", "post", "https://www.instagram.com/p/CXample1234/"),
    ("instagram", "story", "https://www.instagram.com/stories/example/3012345678901234567/"),
    ("instagram", "account", "https://www.instagram.com/example/"),
    ("facebook", "post", "https://www.facebook.com/example/posts/pfbid02abcDEF"),
    ("facebook", "post", "https://www.facebook.com/permalink.php?story_fbid=1&id=2"),
    ("threads", "post", "https://www.threads.com/@example/post/C8xample1234"),
    ("tiktok", "post", "https://www.tiktok.com/@example/video/7234567890123456789"),
    ("tiktok", "short", "https://vt.tiktok.com/ZSabcdef1/"),
    ("youtube", "post", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("youtube", "post", "https://youtu.be/dQw4w9WgXcQ"),
    ("youtube", "post", "https://www.youtube.com/shorts/dQw4w9WgXcQ"),
    ("youtube", "account", "https://www.youtube.com/@example"),
    ("line", "invite", "https://line.me/ti/g2/abcDEF123456"),
    ("line", "post", "https://linevoom.line.me/post/1234567890"),
    ("yahoo_chiebukuro", "post", "https://detail.chiebukuro.yahoo.co.jp/qa/question_detail/q14173370699"),
    (
        "yahoo_news_comment",
        "comments",
        "https://news.yahoo.co.jp/articles/2f97f18ef0f7e4131326c110981754a94fc3feb6/comments",
    ),
    ("pinterest", "post", "https://www.pinterest.com/pin/123456789012345678/"),
    ("ameba", "post", "https://ameblo.jp/example/entry-12947363087.html"),
    ("ameba", "account", "https://ameblo.jp/example/"),
    ("bakusai", "thread", "https://bakusai.com/thr_res/acode=3/ctgid=149/bid=2716/tid=13202997/"),
    ("bakusai", "post", "http://bakusai.com/thr_res_show/acode=3/bid=877/tid=2276168/rid=119090903/"),
    ("niconico", "post", "https://www.nicovideo.jp/watch/sm9"),
    ("5ch", "post", "https://egg.5ch.io/test/read.cgi/software/1684812738/123"),
    ("5ch", "post", "https://itest.5ch.net/egg/test/read.cgi/software/1684812738/123"),
    ("2chsc", "post", "https://ai.2ch.sc/test/read.cgi/newsplus/1684812738/1"),
    ("talk", "thread", "https://talk.jp/boards/newsplus/1689000000"),
    ("hostlove", "post", "https://kanto.hostlove.com/fuzoku_chiba/20200614174142/1"),
    ("girlschannel", "thread", "https://girlschannel.net/topics/2001112/"),
    ("girlschannel", "post", "https://girlschannel.net/comment/2001112/8/"),
    ("shitaraba", "post", "https://jbbs.shitaraba.net/bbs/read.cgi/game/51638/1581839266/200"),
    ("fc2", "post", "https://example.blog.fc2.com/blog-entry-12.html"),
    ("note", "post", "https://note.com/example/n/n2b4a38dbba09"),
    ("hatena", "post", "https://example.hatenablog.com/entry/2020/08/02/120130"),
    ("hatena", "anonymous", "https://anond.hatelabo.jp/20250911140512"),
    ("hatena", "bookmark", "https://b.hatena.ne.jp/entry/s/example.com/a"),
    ("livedoor_blog", "post", "http://blog.livedoor.jp/example/archives/52527479.html"),
    ("seesaa", "post", "http://example.seesaa.net/article/123456789.html"),
    ("pixiv", "post", "https://www.pixiv.net/artworks/12345678"),
    ("pixiv", "account", "https://www.pixiv.net/users/123"),
    ("twitcasting", "post", "https://twitcasting.tv/example/movie/123456789"),
    ("openwork", "company", "https://www.openwork.jp/company.php?m_id=a0910000000Frlb"),
    ("jobtalk", "company", "https://jobtalk.jp/companies/1234/answers"),
    ("reddit", "post", "https://www.reddit.com/r/japan/comments/1gi3irg/title/abc123/"),
    ("discord", "post", "https://discord.com/channels/225994578258427904/225994578258427904/1234925610271248385"),
    ("discord", "invite", "https://discord.gg/abcdef"),
    ("telegram", "post", "https://t.me/example/123"),
    ("telegram", "post", "https://t.me/c/1234567890/12"),
    ("snapchat", "account", "https://www.snapchat.com/add/example"),
    ("bereal", "account", "https://bere.al/example"),
    ("bluesky", "post", "https://bsky.app/profile/example.bsky.social/post/3mkdg6z7lvufe"),
    ("mastodon", "post", "https://mastodon.social/@example/112233445566778899"),
    ("misskey", "post", "https://misskey.io/notes/9abcdefghi"),
    ("tumblr", "post", "https://www.tumblr.com/example/701234567890123456"),
    ("google_search", "search", "https://www.google.com/search?q=example"),
    ("google_maps", "short", "https://maps.app.goo.gl/AbCdEf123"),
    ("wayback", "snapshot", "https://web.archive.org/web/20250911140500/https://example.com/"),
    ("archive_today", "snapshot", "https://archive.today/oxhGN"),
    ("gyotaku", "snapshot", "https://megalodon.jp/ref/2014-1014-0643-56/https://archive.today:443/oxhGN"),
]


@pytest.mark.parametrize(("platform", "kind", "url"), EXAMPLES)
def test_every_example_of_the_platform_facts_is_recognised(platform: str, kind: str, url: str) -> None:
    place = recognise(url)
    assert (place.platform, place.kind, place.raw) == (platform, kind, url)
    assert recognise(place.canonical).canonical == place.canonical
    assert recognise(place.canonical).label == place.label


STATUS = "https://x.com/i/status/1541815603606036480"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://twitter.com/example/status/1541815603606036480?s=20&t=abc", STATUS),
        ("https://mobile.twitter.com/example/statuses/1541815603606036480/photo/1", STATUS),
        ("https://fxtwitter.com/example/status/1541815603606036480", STATUS),
        ("https://vxtwitter.com/example/status/1541815603606036480/video/1", STATUS),
        ("https://fixupx.com/example/status/1541815603606036480", STATUS),
        ("https://nitter.net/example/status/1541815603606036480#m", STATUS),
        ("https://X.COM./example/status/1541815603606036480", STATUS),
        ("https://\uff58.com/example/status/1541815603606036480", STATUS),
        ("  https://x.com/i/web/status/1541815603606036480\n", STATUS),
        ("https://www.instagram.com/example/reel/CWvxAY7B0ci/?igsh=abc", "https://www.instagram.com/p/CWvxAY7B0ci/"),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        (
            "https://egg.2ch.net/test/read.cgi/software/1684812738/",
            "https://egg.5ch.io/test/read.cgi/software/1684812738/",
        ),
        (
            "https://egg.5ch.net/test/read.cgi/software/1684812738/12",
            "https://egg.5ch.io/test/read.cgi/software/1684812738/12",
        ),
        (
            "https://m.facebook.com/story.php?story_fbid=1&id=2&mibextid=z",
            "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
        ),
        ("https://Example.com:443?utm_source=a&b=%20&fbclid=c#top", "https://example.com/?b=%20"),
        ("http://example.com:80/#!/page", "http://example.com/#!/page"),
        ("https://例え.jp/あ?い=う", "https://xn--r8jz45g.jp/%E3%81%82?%E3%81%84=%E3%81%86"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_many_spellings_have_one_canonical_form(url: str, canonical: str) -> None:
    place = recognise(url)
    assert place.canonical == canonical
    assert place.raw == url


def test_a_mirror_is_named() -> None:
    assert recognise("https://nitter.net/example/status/1541815603606036480").via == "nitter.net"
    assert recognise("https://x.com/example/status/1541815603606036480").via == ""
    assert recognise("https://egg.5ch.net/test/read.cgi/software/1684812738/12").via == "egg.5ch.net"


@pytest.mark.parametrize(
    ("res", "kind", "post_id"),
    [
        ("12", "post", "12"),
        ("12n", "post", "12"),
        ("12-20", "thread", ""),
        ("l50", "thread", ""),
        ("-100", "thread", ""),
        ("", "thread", ""),
    ],
)
def test_only_a_single_number_is_a_post_of_a_board(res: str, kind: str, post_id: str) -> None:
    for url in (
        f"https://itest.5ch.net/egg/test/read.cgi/software/1684812738/{res}",
        f"https://egg.5ch.io/test/read.cgi/software/1684812738/{res}",
    ):
        place = recognise(url)
        assert (place.platform, place.kind, place.post_id, place.thread_id) == ("5ch", kind, post_id, "1684812738")


@pytest.mark.parametrize(
    "url",
    [
        "https://t.co/abc",
        "https://vm.tiktok.com/ZSabcdef1/",
        "https://vt.tiktok.com/ZSabcdef1/",
        "https://lin.ee/abc",
        "https://amzn.to/abc",
        "https://www.instagram.com/share/p/abc",
        "https://www.facebook.com/share/p/abc/",
    ],
)
def test_a_short_link_is_said_to_be_one_and_not_guessed(url: str) -> None:
    place = recognise(url)
    assert place.short
    assert place.canonical.startswith(url.split("?", maxsplit=1)[0].rstrip("/"))
    assert posted(place) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\@x.com/a/status/1541815603606036480",
        "https://x.com@evil.example/a/status/1541815603606036480",
        "https://x.com.evil.example/a/status/1541815603606036480",
        "https://evil.example/?u=https://x.com/a/status/1541815603606036480",
        "https://evil.example/#https://x.com/a/status/1541815603606036480",
        "javascript:https://x.com/a/status/1541815603606036480",
        "ftp://x.com/a/status/1541815603606036480",
        "https://x.com/a/status/\uff11\uff12\uff13",
        "http://[::1",
        "https://x.com:99999/a/status/1",
        "https://",
        "",
        "\ud800",
        "https://\ud800.com/",
        "https://" + "a" * 300 + "\u3042.com/",
    ],
)
def test_a_url_that_only_looks_like_a_service_is_plain_web(url: str) -> None:
    place = recognise(url)
    assert (place.platform, place.raw) == ("web", url)
    place.canonical.encode("ascii")


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/" + "a" * 8000,
        "https://bakusai.com/thr_res_show/" + "a=1/" * 2000,
        "https://bakusai.com/thr_res_show/" + "tid=1/" * 1500,
        "https://" + "a." * 4000 + "com/notes/x",
        "https://example.com/@" + "a@" * 4000,
        "https://egg.5ch.io/test/read.cgi/a/1234567890/" + "1," * 4000 + "x",
        "https://egg.5ch.io/test/read.cgi/a/1234567890/" + "1-" * 4000,
        "https://www.youtube.com/watch?" + "v=1&" * 4000,
        "https://" + "nitter." * 1000 + "/",
        "https://example.com/" + "?" * 200_000,
        "\u3042" * 200_000,
    ],
)
def test_a_hostile_url_costs_little(url: str) -> None:
    start = time.thread_time()
    recognise(url)
    assert time.thread_time() - start < 0.25
