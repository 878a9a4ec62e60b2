from datetime import UTC, datetime

import pytest

from yosuga.capture.post.ids import IdTime, Trust, instagram_number, posted
from yosuga.capture.post.urls import recognise


def from_url(url: str) -> IdTime:
    found = posted(recognise(url))
    assert found is not None
    return found


X = "https://x.com/i/status/"
INSTAGRAM = "https://www.instagram.com/p/"
STORY = "https://www.instagram.com/stories/example/"
TIKTOK = "https://www.tiktok.com/@example/video/"
DISCORD = "https://discord.com/channels/225994578258427904/225994578258427904/"
BLUESKY = "https://bsky.app/profile/example.com/post/"
MASTODON = "https://mastodon.example.com/@example/"
MISSKEY = "https://misskey.example.com/notes/"


@pytest.mark.parametrize(
    ("url", "moment", "precision", "trust"),
    [
        (X + "643211948184596480", "2015-09-13T23:57:33.404Z", "ms", Trust.SERVER),
        (X + "1349794411333394432", "2021-01-14T19:04:00.286Z", "ms", Trust.SERVER),
        (X + "2001950365332455490", "2025-12-19T09:38:56.191Z", "ms", Trust.SERVER),
        (X + "1541815603606036480", "2022-06-28T16:07:40.105Z", "ms", Trust.SERVER),
        (DISCORD + "266241948824764416", "2017-01-04T16:30:27.136Z", "ms", Trust.SERVER),
        (DISCORD + "105484726235607040", "2015-10-19T01:58:38.546Z", "ms", Trust.SERVER),
        (BLUESKY + "3mkdg6z7lvufe", "2026-04-25T16:04:39.938938Z", "us", Trust.CLIENT),
        (MISSKEY + "81993729c7880123456789ab", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        (MISSKEY + "g1993729c788012345678900", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        (MISSKEY + "68c258850123456789abcdef", "2025-09-11T05:05:09Z", "s", Trust.SERVER_ADMIN),
        (MISSKEY + "aciie1zc00", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        (MISSKEY + "aciie1zc00000000", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        (MISSKEY + "01K4VJKHW80000000000000000", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        (MISSKEY + "01k4vjkhw80000000000000000", "2025-09-11T05:05:09.000Z", "ms", Trust.SERVER_ADMIN),
        ("https://pc12.2ch.net/test/read.cgi/tech/1260111240/1", "2009-12-06T14:54:00Z", "s", Trust.SERVER),
        ("https://egg.5ch.io/test/read.cgi/software/1684812738/123", "2023-05-23T03:32:18Z", "s", Trust.SERVER),
        ("https://jbbs.shitaraba.net/bbs/read.cgi/game/1/1707378532/2", "2024-02-08T07:48:52Z", "s", Trust.SERVER),
        ("https://kanto.hostlove.com/board/20200614174142/1", "2020-06-14T08:41:42Z", "s", Trust.SERVER),
        ("https://anond.hatelabo.jp/20250911140509", "2025-09-11T05:05:09Z", "s", Trust.SERVER),
        ("https://example.hatenablog.com/entry/2020/08/02/120130", "2020-08-02T03:01:30Z", "s", Trust.EDITABLE),
        (
            "https://web.archive.org/web/20250911050509/https://example.com/",
            "2025-09-11T05:05:09Z",
            "s",
            Trust.THIRD_PARTY,
        ),
        ("https://web.archive.org/web/2025/https://example.com/", "2025-01-01T00:00:00Z", "year", Trust.THIRD_PARTY),
        (
            "https://megalodon.jp/ref/2014-1014-0643-56/https://example.com/",
            "2014-10-13T21:43:56Z",
            "s",
            Trust.THIRD_PARTY,
        ),
    ],
)
def test_an_id_gives_the_moment_that_others_measured(url: str, moment: str, precision: str, trust: Trust) -> None:
    found = from_url(url)
    assert (found.moment, found.precision, found.trust, found.refused) == (
        datetime.fromisoformat(moment),
        precision,
        trust,
        "",
    )


@pytest.mark.parametrize(
    ("url", "second"),
    [
        (STORY + "2384288897814875714", "2020-08-26T13:43:27Z"),
        (STORY + "2383568809444681765", "2020-08-25T13:52:46Z"),
        (INSTAGRAM + "aye83DjauH", "2013-06-20T17:15:45Z"),
        (INSTAGRAM + "BkfuX9UB-eK", "2018-06-26T17:08:07Z"),
        (TIKTOK + "6748451240264420610", "2019-10-16T17:17:25Z"),
        (TIKTOK + "7253412088251534594", "2023-07-08T11:43:25Z"),
        (BLUESKY + "3l4qhp7bcs52c", "2024-09-22T11:17:18Z"),
        (MASTODON + "115183918055424000", "2025-09-11T05:05:09Z"),
    ],
)
def test_an_id_gives_the_second_that_others_measured(url: str, second: str) -> None:
    moment = from_url(url).moment
    assert moment is not None
    assert moment.replace(microsecond=0) == datetime.fromisoformat(second)


def test_a_bluesky_id_gives_its_microsecond() -> None:
    moment = from_url(BLUESKY + "3l25zusnsfctk").moment
    assert moment == datetime.fromtimestamp(1724171495, UTC).replace(microsecond=793000)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("CWvxAY7B0ci", 2715604631366879010),
        ("ybyPRoQWzX", 908540701891980503),
        ("CWvxAY7B0ciQWERTYUIOPasdfghjklzxcvbnm12", 2715604631366879010),
    ],
)
def test_only_the_first_eleven_characters_of_a_shortcode_are_the_id(code: str, number: int) -> None:
    assert instagram_number(code) == number


def test_an_instagram_time_is_that_of_the_upload_not_of_the_post() -> None:
    assert from_url(INSTAGRAM + "CWvxAY7B0ci").what == "upload-start"
    assert from_url("https://www.threads.com/@example/post/CWvxAY7B0ci").what == "upload-start"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (X + "20", "sequential-id"),
        (X + "29700859246", "sequential-id"),
        (X + "9999999999999999999", "not-an-id"),
        ("https://egg.5ch.io/test/read.cgi/software/9240000001/1", "special-thread"),
        ("https://egg.5ch.io/test/read.cgi/software/9999999999/", "special-thread"),
        ("https://egg.5ch.io/test/read.cgi/software/5000000000/", "out-of-range"),
        (INSTAGRAM + "AAAAA", "sequential-id"),
        (TIKTOK + "100000000000000", "out-of-range"),
        (BLUESKY + "zzzzzzzzzzzzz", "not-an-id"),
        (MASTODON + "100000000000000", "out-of-range"),
        (MISSKEY + "ffffffffffffffffffffffff", "out-of-range"),
        (MISSKEY + "0000000000", "out-of-range"),
        ("https://kanto.hostlove.com/board/20201341999999/1", "not-a-date"),
        ("https://anond.hatelabo.jp/00000000000000", "not-a-date"),
        ("https://web.archive.org/web/20255/https://example.com/", "not-a-date"),
    ],
)
def test_an_id_that_carries_no_believable_time_is_refused_with_its_reason(url: str, code: str) -> None:
    found = from_url(url)
    assert (found.moment, found.refused) == (None, code)


def test_the_first_snowflake_is_accepted() -> None:
    assert from_url(X + "29700859247").refused == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.facebook.com/example/posts/pfbid02abcDEF",
        "https://note.com/example/n/n2b4a38dbba09",
        "https://www.nicovideo.jp/watch/sm9",
        "https://www.instagram.com/stories/highlights/17912345678901234/",
        "https://x.com/example",
        "https://example.com/",
    ],
)
def test_an_id_without_a_time_gives_none(url: str) -> None:
    assert posted(recognise(url)) is None


def test_a_hex_id_is_told_apart_by_its_first_digit() -> None:
    assert from_url(MISSKEY + "81993729c7880123456789ab").precision == "ms"
    assert from_url(MISSKEY + "7fffffff0123456789abcdef").precision == "s"
