"""From what a person pastes to one target: one spelling, the service, the post; or words that help."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture.test_post_urls import EXAMPLES
from yosuga.catalog.loader import ours
from yosuga.errors import BadInput
from yosuga.rules.takedown import noticing
from yosuga.rules.takedown.addressing import MOST_CHARACTERS, SPELLING, copy_of, key, read, same
from yosuga.rules.takedown.noticing import Remark
from yosuga.rules.takedown.target import Kind, Origin, Target
from yosuga.rules.takedown.unreadable import AddressTooLong, AddressUnfit, NoAddress, SeveralAddresses

STATUS = "https://x.com/i/status/1541815603606036480"
RES = "https://egg.5ch.io/test/read.cgi/software/1684812738/123"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
STORY = "https://www.instagram.com/stories/example/3012345678901234567/"
SNAPSHOT = "https://web.archive.org/web/20250911140500/https://example.com/"
MESSAGE = "https://discord.com/channels/@me/225994578258427904/1234925610271248385"
TOOT = "https://mastodon.example/users/someone/statuses/112233445566778899"
BAKUSAI = "https://bakusai.com/thr_res/acode=3/ctgid=149/bid=2716/tid=13202997/"


def target(given_: str) -> Target:
    return read(given_, catalog=ours())


def remarks(given_: str) -> set[Remark]:
    return {notice.id for notice in noticing.notices(target(given_))}


@pytest.mark.parametrize(
    ("spelling", "address"),
    [
        # tracking goes, what names the post stays
        (f"{STATUS}?s=46&t=abcDEF", STATUS),
        ("https://twitter.com/example/status/1541815603606036480?ref_src=twsrc%5Etfw", STATUS),
        ("https://mobile.twitter.com/example/statuses/1541815603606036480/photo/1", STATUS),
        ("x.com/example/status/1541815603606036480", STATUS),
        ("ポスト見て! https://x.com/example/status/1541815603606036480?s=20 #拡散", STATUS),
        ("view-source:https://x.com/example/status/1541815603606036480", STATUS),
        (f"https://www.google.com/url?q={STATUS}&sa=D", STATUS),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=12", VIDEO),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&feature=share", VIDEO),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ?si=abc", VIDEO),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxAbc_12&si=a", f"{VIDEO}&lc=UgxAbc_12"),
        ("https://www.instagram.com/example/p/CWvxAY7B0ci/?img_index=1", "https://www.instagram.com/p/CWvxAY7B0ci/"),
        (
            "https://m.facebook.com/story.php?story_fbid=12&id=34&mibextid=a",
            "https://www.facebook.com/permalink.php?story_fbid=12&id=34",
        ),
        (
            "https://www.facebook.com/example/posts/pfbid0abc?comment_id=99&__cft__[0]=A&__tn__=R",
            "https://www.facebook.com/example/posts/pfbid0abc?comment_id=99",
        ),
        (
            "https://www.threads.net/@example/post/C8xample1234?xmt=AQ",
            "https://www.threads.com/@example/post/C8xample1234",
        ),
        ("https://egg.2ch.net/test/read.cgi/software/1684812738/123", RES),
        ("http://egg.5ch.net/test/read.cgi/software/1684812738/123n", RES),
        ("https://itest.5ch.net/egg/test/read.cgi/software/1684812738/123", RES),
        ("ttps://egg.5ch.io/test/read.cgi/software/1684812738/123", RES),
        ("https://egg.5ch.io/test/read.cgi/software/1684812738/l50", RES.removesuffix("123")),
        ("https://egg.5ch.net/software/dat/1684812738.dat", RES.removesuffix("123")),
        (f"{BAKUSAI}tp=1/rw=1/", BAKUSAI),
        ("http://www.bakusai.com/thr_res/acode=3/ctgid=149/bid=2716/tid=13202997/p=2/", BAKUSAI),
        ("https://old.reddit.com/comments/1gi3irg", "https://www.reddit.com/comments/1gi3irg/"),
        ("https://redd.it/1gi3irg", "https://www.reddit.com/comments/1gi3irg/"),
        ("https://sp.nicovideo.jp/watch/sm9?ref=a", "https://www.nicovideo.jp/watch/sm9"),
        ("https://nico.ms/sm9", "https://www.nicovideo.jp/watch/sm9"),
        ("https://ameblo.jp/example/amp-entry-12947363087.html", "https://ameblo.jp/example/entry-12947363087.html"),
        ("http://example.blog123.fc2.com/blog-entry-12.html?sp", "https://example.blog.fc2.com/blog-entry-12.html"),
        (
            "https://www.google.com/search?q=%E6%9E%B6%E7%A9%BA&ei=abc&sca_esv=1&udm=2&client=firefox",
            "https://www.google.com/search?q=%E6%9E%B6%E7%A9%BA&udm=2",
        ),
        ("https://pbs.twimg.com/media/Fabc?format=png&name=large", "https://pbs.twimg.com/media/Fabc?format=jpg"),
        (
            "https://jp.pinterest.com/pin/some-words--123456789012345678/",
            "https://www.pinterest.com/pin/123456789012345678/",
        ),
        (
            "https://tumblr.com/blog/view/example/701234567890123456",
            "https://www.tumblr.com/example/701234567890123456",
        ),
        ("https://archive.ph/oxhGN", "https://archive.today/oxhGN"),
        ("https://t.me/s/example/5/123?single", "https://t.me/example/123"),
        (
            "https://www.facebook.com/people/Example/100001234567890/",
            "https://www.facebook.com/profile.php?id=100001234567890",
        ),
        # anybody's site
        ("https://Example.com:443/a/../b/./c?utm_source=x&id=7&fbclid=y#top", "https://example.com/b/c?id=7"),
        ("https://example.com/%7euser/%e3%81%82", "https://example.com/~user/%E3%81%82"),
        ("https://例え.jp/あ", "https://xn--r8jz45g.jp/%E3%81%82"),
        ("http://XN--R8JZ45G.JP/", "http://xn--r8jz45g.jp/"),
        ("https://board.example/viewtopic.php?t=12&utm_medium=a#p345", "https://board.example/viewtopic.php?t=12#p345"),
        ("https://blog.example/a.html#comment-12", "https://blog.example/a.html#comment-12"),
        ("https://example.com/a#:~:text=%E6%9E%B6%E7%A9%BA", "https://example.com/a"),
        ("https://example.com/#!/page/3", "https://example.com/#!/page/3"),
    ],
)
def test_every_spelling_leads_to_the_one_address_and_what_was_given_is_kept(spelling: str, address: str) -> None:
    found = target(spelling)
    assert found.address == address
    assert found.given in spelling
    assert target(found.address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "https://bakusai.com/thr_res_show/acode=3/bid=877/tid=2276168/rid=119090903/",
        "https://anond.hatelabo.jp/20250911140512",
        "https://example.hatenablog.com/entry/2020/08/02/120130",
        "https://b.hatena.ne.jp/entry/4711234567/comment/example",
        "https://www.google.com/maps/place/Example/@35.0,139.0,17z/data=!4m8!3m7!1s0x0:0x1!9m1!1b1",
        "https://www.openwork.jp/company.php?m_id=a0910000000Frlb",
        "https://www.instagram.com/p/CWvxAY7B0ci/c/17900000000000000/",
        "https://board.example/thread.cgi?board=3&no=12",
        "https://bakusai.com/thr_res/acode=3/ctgid=149/bid=2716/tid=13202997/rrid=86/",
        "https://girlschannel.net/topics/2001112/#comment8",
        "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOp",
        "https://web.archive.org/web/20250911140500/https://example.com/?utm_source=a",
        "https://t.me/example/123?comment=45",
        "https://t.co/AbCdEf1234",
    ],
)
def test_what_names_the_post_is_never_taken_for_tracking(address: str) -> None:
    assert target(address).address == address


@pytest.mark.parametrize(
    ("address", "kind", "platform", "post", "account"),
    [
        (STATUS, Kind.POST, "x", "1541815603606036480", ""),
        ("https://x.com/example", Kind.ACCOUNT, "x", "", "example"),
        ("https://hayabusa.open2ch.example/test/read.cgi/news/1684812738/5", Kind.POST, "", "5", ""),
        ("http://127.0.0.1:8080/test/read.cgi/news/1684812738/", Kind.PAGE, "", "", ""),
        ("https://bakusai.com/thr_res/acode=3/ctgid=1/bid=2/tid=3/rrid=86/", Kind.POST, "bakusai", "86", ""),
        ("https://www.facebook.com/example.name", Kind.ACCOUNT, "facebook", "", "example.name"),
        ("https://www.facebook.com/groups/", Kind.PAGE, "facebook", "", ""),
        ("https://www.youtube.com/c/example", Kind.ACCOUNT, "youtube", "", "c/example"),
        ("https://x.com/messages/12-34", Kind.DIRECT_MESSAGE, "x", "12-34", ""),
        (STORY, Kind.STORY, "instagram", "3012345678901234567", "example"),
        (RES, Kind.POST, "5ch", "123", ""),
        (RES.removesuffix("123"), Kind.PAGE, "5ch", "", ""),
        ("https://rio2016.5ch.net/board/", Kind.PAGE, "5ch", "", ""),
        ("http://blog.livedoor.jp/example/archives/52527479.html", Kind.PAGE, "livedoor_blog", "52527479", "example"),
        (SNAPSHOT, Kind.ARCHIVE, "wayback", "20250911140500", ""),
        ("https://archive.ph/oxhGN", Kind.ARCHIVE, "archive_today", "oxhGN", ""),
        ("https://www.google.com/search?q=example", Kind.SEARCH, "google_search", "", ""),
        (MESSAGE, Kind.DIRECT_MESSAGE, "discord", "1234925610271248385", ""),
        ("https://vt.tiktok.com/ZSabcdef1/", Kind.POST, "tiktok", "", ""),
        ("https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg", Kind.MEDIA, "youtube", "", ""),
        ("https://example.com/pictures/1.JPG", Kind.MEDIA, "", "", ""),
        ("https://unknown-board.example/thread/12", Kind.PAGE, "", "", ""),
        ("https://x.com/\U0001f600/status/12", Kind.PAGE, "x", "", ""),
        (TOOT, Kind.POST, "mastodon", "112233445566778899", "someone"),
        ("http://127.0.0.1:8080/@someone/112233445566778899", Kind.PAGE, "", "", ""),
    ],
)  # fmt: skip
def test_service_post_account_and_kind_are_read_from_the_address(
    address: str, kind: Kind, platform: str, post: str, account: str
) -> None:
    found = target(address)
    assert (found.kind, found.platform, found.post, found.account) == (kind, platform, post, account)


@pytest.mark.parametrize(("platform", "_kind", "url"), EXAMPLES)
def test_every_example_of_the_platform_facts_becomes_a_target_of_its_service(
    platform: str, _kind: str, url: str
) -> None:
    assert target(url).platform == platform


def test_every_domain_alias_of_the_catalog_leads_to_its_service() -> None:
    for name, service in ours().platforms.items():
        for alias in service.domain_aliases:
            assert target(f"https://{alias}/somewhere/deep").platform == name
            assert target(f"https://sub.{alias}/somewhere/deep").platform == name


def test_the_time_in_an_id_is_told_with_who_made_it() -> None:
    (time_,) = target(STATUS).times
    assert (time_.origin, time_.moment, time_.trust) == (
        Origin.ID,
        datetime(2022, 6, 28, 16, 7, 40, 105_000, UTC),
        "server",
    )


def test_the_time_of_a_thread_is_not_that_of_a_post_in_it() -> None:
    assert target(RES).times == ()
    (time_,) = target(RES.removesuffix("123")).times
    assert time_.moment == datetime(2023, 5, 23, 3, 32, 18, tzinfo=UTC)


def test_a_year_of_an_archive_is_no_moment() -> None:
    assert target("https://web.archive.org/web/2025/https://example.com/").times == ()


@pytest.mark.parametrize(
    ("given_", "trouble"),
    [
        ("", NoAddress),
        ("LINEのトークで言われた", NoAddress),
        ("090-0000-0000", NoAddress),
        ("someone@example.com", NoAddress),
        ("https://x.com/a https://x.com/b", SeveralAddresses),
        ("javascript:https://x.com/a/status/1", AddressUnfit),
        ("data:text/html,<a href=https://x.com/a>", AddressUnfit),
        ("file:///home/someone/page.html", AddressUnfit),
        ("line://msg/text/abc", AddressUnfit),
        ("https://x.com@evil.example/a/status/1", AddressUnfit),
        ("https://x.com\\@evil.example/a", AddressUnfit),
        ("https://x.com\u202emoc.elpmaxe/a", AddressUnfit),
        ("https://x\u200b.com/a", AddressUnfit),
        ("https://example.com:99999/", AddressUnfit),
        ("http://[::1", AddressUnfit),
        ("https://" + "a" * 300 + "\u3042.com/", AddressUnfit),
        ("https://\ud800.com/", AddressUnfit),
        ("https://example.com/" + "a" * 9_000, AddressTooLong),
        ("あ" * (MOST_CHARACTERS + 1), AddressTooLong),
    ],
)
def test_what_names_no_one_thing_is_refused_in_both_languages(given_: str, trouble: type[BadInput]) -> None:
    with pytest.raises(trouble) as refused:
        target(given_)
    said = refused.value.for_people()
    assert "まだ何も加えていません" in said
    assert "Nothing was added yet" in said
    assert "evil" not in said  # the detail may reach a log


def test_several_addresses_are_named_so_that_one_can_be_chosen() -> None:
    with pytest.raises(SeveralAddresses) as refused:
        target("https://x.com/a と https://x.com/b")
    assert refused.value.found == ("https://x.com/a", "https://x.com/b")


def test_the_same_post_twice_in_a_text_is_one() -> None:
    assert target(f"{STATUS}?s=20 ({STATUS})").address == STATUS


def test_a_long_address_and_one_from_right_to_left_lose_nothing() -> None:
    long = "https://x.com/search?q=" + "a" * 4_200
    assert (target(long).platform, target(long).given) == ("x", long)
    arabic = "https://example.com/مثال/١٢"
    assert target(arabic).given == arabic
    assert target(arabic).address == "https://example.com/%D9%85%D8%AB%D8%A7%D9%84/%D9%A1%D9%A2"


@pytest.mark.parametrize(
    ("given_", "remark"),
    [
        ("https://t.co/abc", Remark.SHORT),
        ("https://bit.ly/abc", Remark.SHORT),
        ("https://lin.ee/abc", Remark.SHORT),
        ("https://goo.gl/abc", Remark.SHORT),
        ("https://www.instagram.com/share/p/abc", Remark.SHORT),
        ("https://nitter.net/example/status/1541815603606036480", Remark.MIRROR),
        ("https://fxtwitter.com/example/status/1541815603606036480", Remark.MIRROR),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2F", Remark.LED_ON),
        ("http://127.0.0.1:8080/a", Remark.PRIVATE_NETWORK),
        ("http://192.168.0.1/a", Remark.PRIVATE_NETWORK),
        ("http://localhost/a", Remark.PRIVATE_NETWORK),
        (RES.removesuffix("123"), Remark.STRETCH),
        (RES.replace("123", "12-20"), Remark.STRETCH),
        ("https://cdn.example.com/1.jpg?oe=65AB&oh=1", Remark.SIGNED),
        ("https://discord.com/channels/@me/225994578258427904/1234925610271248385", Remark.PRIVATE),
    ],
)
def test_what_an_address_warns_of_is_said_in_both_languages(given_: str, remark: Remark) -> None:
    assert remarks(given_) == {remark}
    (notice,) = noticing.notices(target(given_))
    assert notice.says.ja
    assert notice.says.en


@pytest.mark.parametrize("given_", [STATUS, "https://youtu.be/dQw4w9WgXcQ", RES, "https://twitter.com/a/status/12"])
def test_a_plain_address_warns_of_nothing(given_: str) -> None:
    assert remarks(given_) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://x.com/old_name/status/1541815603606036480",
            "https://twitter.com/new_name/status/1541815603606036480",
        ),
        (
            "https://asahi.5ch.net/test/read.cgi/newsplus/1684812738/5",
            "http://ai.2ch.net/test/read.cgi/newsplus/1684812738/5",
        ),
        ("https://itest.5ch.io/test/read.cgi/software/1684812738/123", RES),
        (
            "https://bakusai.com/thr_res_show/acode=3/bid=877/tid=2276168/rid=119090903/",
            "https://bakusai.com/thr_res_show/acode=3/ctgid=1/bid=877/tid=2276168/rid=119090903/tp=1/",
        ),
        ("http://www.example.com/a/", "https://example.com/a"),
        (
            "https://www.tiktok.com/@old/video/7234567890123456789",
            "https://www.tiktok.com/@new/video/7234567890123456789?_r=1",
        ),
        ("https://www.threads.net/t/C8xample1234", "https://www.threads.com/@example/post/C8xample1234"),
        ("https://www.reddit.com/r/japan/comments/1gi3irg/a_title/", "https://redd.it/1gi3irg"),
        (
            "https://web.archive.org/web/2025if_/https://example.com/",
            "http://web.archive.org/web/2025/https://example.com/",
        ),
        ("https://example.com/?b=2&a=1", "https://example.com/?a=1&b=2&utm_source=x"),
    ],
)
def test_two_spellings_of_one_post_are_the_same(one: str, other: str) -> None:
    assert same(target(one), target(other))
    assert same(target(other), target(one))


def test_what_targets_are_found_by_is_another_only_under_another_number() -> None:
    spelled = (
        (STATUS, "x:/1541815603606036480"),
        (RES, "5ch:software/1684812738/123"),
        (f"{BAKUSAI}rrid=1/", "bakusai:13202997/rrid=1"),
        (STORY, "//instagram.com/stories/example/3012345678901234567?#"),
        (SNAPSHOT, "//web.archive.org/web/20250911140500/https://example.com?#"),
        ("https://www.example.com/?b=2&a=1#comment-1", "//example.com?a=1&b=2#comment-1"),
    )
    assert [(SPELLING, key(target(given_))) for given_, _ in spelled] == [(1, called) for _, called in spelled]
    assert key(Target(Kind.TALK, told=" 3月の グループ ", platform="line")) == "talk:line:3月の グループ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STATUS, STATUS[:-1]),
        (RES, RES[:-1]),
        (RES, RES.replace("5ch.io", "2ch.sc")),
        (RES, RES.removesuffix("123")),
        ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
        (VIDEO, f"{VIDEO}&lc=UgxAbc_12"),
        ("https://example.com/a#comment-1", "https://example.com/a#comment-2"),
        (f"{BAKUSAI}rrid=1/", f"{BAKUSAI}rrid=2/"),
        (f"{BAKUSAI}rrid=1/", BAKUSAI),
        ("https://girlschannel.net/topics/2001112/#comment8", "https://girlschannel.net/topics/2001112/"),
        ("https://www.reddit.com/r/a/comments/1gi3irg/t/abc123/", "https://www.reddit.com/r/a/comments/1gi3irg/t/"),
        ("https://web.archive.org/web/20250911140500/https://example.com/", "https://example.com/"),
        ("https://a.hatenablog.com/entry/1", "https://b.hatenablog.com/entry/1"),
    ],
)
def test_two_things_are_not_the_same(one: str, other: str) -> None:
    assert not same(target(one), target(other))


def test_what_has_no_address_is_told_apart_by_what_was_told_of_it() -> None:
    talk = Target(kind=Kind.TALK, platform="line", told="11月1日のトーク")
    assert same(talk, Target(kind=Kind.TALK, platform="line", told=" １１月１日のトーク "))
    assert not same(talk, Target(kind=Kind.TALK, platform="line", told="11月2日のトーク"))
    assert not same(Target(kind=Kind.TALK), Target(kind=Kind.TALK))
    assert noticing.notices(talk) == ()


def test_the_words_of_a_search_are_kept_as_they_were_typed() -> None:
    assert target("https://www.google.com/search?q=%E6%9E%B6%E7%A9%BA+%E5%A4%AA%E9%83%8E").words == "架空 太郎"


def test_an_archived_copy_says_what_it_was_taken_from() -> None:
    assert (
        copy_of(target("https://web.archive.org/web/20250911140500/https://example.com/?a=1"))
        == "https://example.com/?a=1"
    )
    assert copy_of(target(STATUS)) == ""
    assert copy_of(Target(kind=Kind.TALK)) == ""


PIECES = [
    "https://", "http://", "ttps://", "x.com", "/", "?", "#", "&", "=", ".", "..", "%2e", "%", "\\", "@", ":", " ",
    "を", "[", "]", "utm_source=a", "status/1", "egg.5ch.net/test/read.cgi/a/1684812738/", "www.google.com/url?q=",
    "bakusai.com/", "web.archive.org/web/2025/", "youtube.com/watch?v=dQw4w9WgXcQ", "translate.goog", "tid=1/",
]  # fmt: skip
WEBLIKE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=10).map("".join)


@settings(max_examples=80)
@given(st.one_of(st.text(max_size=200), WEBLIKE, WEBLIKE.map("https://example.com/".__add__)))
def test_any_text_becomes_a_stable_target_or_our_own_error(text: str) -> None:
    try:
        found = target(text)
    except BadInput:
        return
    again = target(found.address)
    assert again.address == found.address
    assert (again.platform, again.post, again.kind) == (found.platform, found.post, found.kind)
    assert same(found, again)
    assert key(found)
    assert found.given in text
    found.address.encode("ascii")
    noticing.notices(found)


ANY_TRACKING = st.lists(
    st.sampled_from(["utm_source=a", "fbclid=b", "igsh=c", "gclid=d", "_ga=1", "mc_cid=2", "yclid=3", "si=4"]),
    max_size=4,
)


@settings(max_examples=30)
@given(ANY_TRACKING, st.sampled_from([STATUS, VIDEO, RES, BAKUSAI]), st.sampled_from(["", "#top", "#m"]))
def test_no_tracking_makes_another_post_of_one(tracking: list[str], address: str, anchor: str) -> None:
    joined = "&".join(tracking)
    mark = "" if not joined else "&" if "?" in address else "?"
    assert same(target(f"{address}{mark}{joined}{anchor}"), target(address))


def _shouted(url: str) -> str:
    head, rest = url.split("://")
    host, slash, path = rest.partition("/")
    return f"{head.upper()}://{host.upper()}{slash}{path}"


def _with_port(url: str) -> str:
    host = urlsplit(url).netloc
    return url.replace(host, f"{host}.:443", 1)


def _escaped(url: str) -> str:
    head, rest = url.split("://")
    host, slash, path = rest.partition("/")
    escaped = "".join(f"%{ord(letter):02x}" if letter.isalpha() else letter for letter in path.partition("?")[0])
    return f"{head}://{host}{slash}{escaped}{path[len(path.partition('?')[0]) :]}"


SPELLINGS = (
    _shouted,
    _with_port,
    _escaped,
    lambda url: url.replace("https://", "http://"),
    lambda url: url.removeprefix("https://"),
    lambda url: f"{url}{'&' if '?' in url else '?'}utm_source=a&fbclid=b",
    lambda url: f"{url}#top",
    lambda url: f"https://www.google.com/url?sa=t&url={quote(url, safe='')}&usg=abc",
    lambda url: f"https://l.facebook.com/l.php?u={quote(url, safe='')}&h=AT0",
    lambda url: f"この投稿です→ {url} \n#拡散希望",
    lambda url: f"<{url}>。",
    lambda url: url.replace("https://", "ttps://"),
)
POSTS = (
    STATUS,
    VIDEO,
    RES,
    STORY,
    "https://www.instagram.com/p/CWvxAY7B0ci/",
    "https://www.tiktok.com/@example/video/7234567890123456789",
    "https://bakusai.com/thr_res_show/acode=3/bid=877/tid=2276168/rid=119090903/",
    "https://example.com/board/view?id=7&page=2",
)


@settings(max_examples=60)
@given(st.sampled_from(POSTS), st.booleans(), st.sampled_from(SPELLINGS))
def test_whatever_spelling_a_post_comes_in_it_is_the_same_post(
    post: str, shouted: bool, spelling: Callable[[str], str]
) -> None:
    found = target(spelling(_shouted(post) if shouted else post))
    assert same(found, target(post))
    assert found.platform == target(post).platform
    assert not any(same(found, target(other)) for other in POSTS if other != post)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/" + "%2e" * 2_500,
        "https://www.google.com/url?q=" * 250,
        "a.b/" * 2_400,
        "https://x.com/a? " * 500,
    ],
)
def test_a_hostile_text_costs_little(text: str) -> None:
    target(STATUS)  # the catalog is read once
    begun = time.thread_time()
    with pytest.raises(BadInput):
        target(text + " https://x.com/b https://x.com/c")
    assert time.thread_time() - begun < 1  # what is not linear takes minutes
