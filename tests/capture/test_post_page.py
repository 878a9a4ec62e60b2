import json
from datetime import UTC, datetime

import pytest

from yosuga.capture.post.page import Post, read
from yosuga.capture.post.urls import recognise

URL = "https://x.com/example/status/1541815603606036480"
POSTING = {
    "@context": "https://schema.org",
    "@type": "SocialMediaPosting",
    "identifier": "1541815603606036480",
    "author": {"@type": "Person", "name": "架空 花子", "alternateName": "@example", "identifier": "99"},
    "datePublished": "2022-06-28T16:07:40Z",
    "articleBody": "架空の本文",
    "headline": "架空の題",
    "sharedContent": {"@type": "WebPage", "url": "https://x.com/i/status/1"},
    "interactionStatistic": [
        {"interactionType": "https://schema.org/LikeAction", "userInteractionCount": 12},
        {"interactionType": {"@type": "CommentAction"}, "userInteractionCount": 3},
    ],
}


def page(**parts: object) -> str:
    return json.dumps(parts)


def said(raw: str, *, url: str = URL) -> Post:
    return read(raw, place=recognise(url), final_url=url)


def test_each_claim_stands_beside_its_source() -> None:
    post = said(page(title="題", json_ld=[json.dumps(POSTING)], meta=[["og:title", "OGの題"]]))
    assert [(fact.value, fact.source) for fact in post.author_name] == [("架空 花子", "json-ld:author")]
    assert [(fact.value, fact.source) for fact in post.author_account] == [
        ("example", "url"),
        ("@example", "json-ld:author.alternateName"),
    ]
    assert [fact.value for fact in post.author_number] == ["99"]
    assert {fact.source for fact in post.title} == {"dom:title", "json-ld:headline", "meta:og:title"}
    assert [(name, fact.value) for name, fact in post.counters] == [("LikeAction", "12"), ("CommentAction", "3")]
    assert post.quote_of[0].value == "https://x.com/i/status/1"
    assert json.dumps(post.as_json())


def test_the_three_times_stand_side_by_side_and_are_not_merged() -> None:
    times = said(
        page(
            json_ld=[json.dumps(POSTING)],
            times=[{"datetime": "2022-06-28T16:07:41.000Z", "shown": "午前1:07 · 2022年6月29日"}],
            text="午前1:09 · 2022年6月29日",
        )
    ).times
    assert [(one.time.text, one.source) for one in times.shown] == [
        ("午前1:07 · 2022年6月29日", "dom:time.shown"),
        ("午前1:09 · 2022年6月29日", "dom:text"),
    ]
    assert [(one.text, one.source) for one in times.machine] == [
        ("2022-06-28T16:07:40Z", "json-ld:datePublished"),
        ("2022-06-28T16:07:41.000Z", "dom:time.datetime"),
    ]
    assert times.from_id is not None
    assert times.from_id.moment == datetime(2022, 6, 28, 16, 7, 40, 105_000, tzinfo=UTC)


def test_the_posting_that_names_the_id_is_the_one_that_counts() -> None:
    other = {**POSTING, "identifier": "1", "articleBody": "ほかの投稿", "url": "https://x.com/i/status/1"}
    post = said(page(json_ld=[json.dumps({"@graph": [other, POSTING]})]))
    assert post.text[0].value == "架空の本文"


def test_a_comment_of_a_forum_is_not_taken_for_the_post() -> None:
    forum = {
        "@type": "DiscussionForumPosting",
        "text": "親の投稿",
        "author": {"name": "名無し"},
        "comment": [{"@type": "Comment", "text": "返信"}],
    }
    assert said(page(json_ld=[json.dumps(forum)]), url="https://example.com/").text[0].value == "親の投稿"


def test_a_board_post_has_the_time_of_its_own_head_first() -> None:
    text = "1 名無し 2025/09/11(木) 14:00:00 ID:a\n本文\n2 名無し 2025/09/11(木) 14:05:09.12 ID:b\n本文"
    times = said(page(text=text), url="https://egg.5ch.io/test/read.cgi/software/1684812738/2").times
    assert times.shown[0].source == "dom:head of post 2"
    assert times.shown[0].time.moment == datetime(2025, 9, 11, 5, 5, 9, 120_000, tzinfo=UTC)
    assert times.from_id is not None
    assert times.from_id.what == "thread"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "[" * 100_000,
        page(
            json_ld=5, meta=[["og:title"]], times=[{"shown": 3}], properties=[{"name": "datePublished"}], truncated=[1]
        ),
        page(
            json_ld=["{broken", "[" * 100_000, json.dumps({"@type": ["SocialMediaPosting", 5], "author": [[[[[[]]]]]]})]
        ),
        page(
            json_ld=[json.dumps({"@type": "Article", "author": {"name": {"name": {"name": {"name": {"name": "x"}}}}}})]
        ),
        page(title="\ud800", text="\ud800", lang="\x00" * 100),
    ],
)
def test_a_page_that_lies_about_its_shape_is_read_as_saying_nothing_of_it(raw: str) -> None:
    post = said(raw)
    assert post.author_number == []
    json.dumps(post.as_json(), ensure_ascii=False).encode("utf-8")


def test_a_deep_and_wide_json_ld_ends() -> None:
    deep: object = POSTING
    for _ in range(200):
        deep = {"x": deep}
    wide = [{"@type": "Comment", "text": str(number)} for number in range(20_000)]
    assert said(page(json_ld=[json.dumps(deep), json.dumps(wide)])).post_id[0].source == "url"


def test_control_characters_do_not_reach_the_values() -> None:
    post = said(page(title="題\x00\x1b[31m\n名"))
    assert post.title[0].value == "題 [31m 名"
