"""A target is looked at again: what a site shows of it, and what it shows of nothing and of others."""

import pytest

from tests.takedown import relook_site as sites
from tests.takedown.relook_site import FRONT, MISSING, POST, WORDS, Reply, Site, Watch, kept, moved, page, seen, sent
from yosuga.rules.removal import Barrier, Sight, Sign, State, Way
from yosuga.takedown import relooking
from yosuga.takedown.relook_troubles import OtherSite

pytestmark = pytest.mark.e2e


def test_a_post_that_is_there_is_asked_for_once_and_live(site: Site, watch: Watch) -> None:
    found = watch.look(kept(watch, site).number)
    assert seen(found) is Sight.LIVE
    assert site.visited == ["/post/10001"]


def test_a_page_that_does_not_tell_its_post_from_its_frame_is_compared_with_nothing(site: Site, watch: Watch) -> None:
    one = sites.followed(site.url("/post/10001"), *WORDS, facts={}, case=watch.case, tools=watch.tools)
    assert seen(watch.look(one.number)) is Sight.LIVE
    assert len(site.visited) == 2
    site.pages["/post/10001"] = MISSING
    watch.clock.move(hours=2)
    assert seen(watch.look(one.number)) is Sight.ABSENT


@pytest.mark.parametrize(
    ("answer", "sign"),
    [
        pytest.param(MISSING, Sign.STATUS, id="404"),
        pytest.param(page("この投稿は削除されました", status=410), Sign.STATUS, id="410"),
        pytest.param(page("この投稿は削除されました"), Sign.WORDS, id="200 and words"),
    ],
)
def test_a_post_that_is_gone_is_said_so_by_the_host_beside_a_page_that_is_there(
    site: Site, watch: Watch, answer: Reply, sign: Sign
) -> None:
    site.pages["/post/10001"] = answer
    found = watch.look(kept(watch, site).number)
    assert sign in found.looks[-1].signs
    assert seen(found) is Sight.ABSENT
    post, never, *controls = site.visited
    assert (post, controls) == ("/post/10001", ["/", "/post/20001"])
    assert never.startswith("/post/")
    assert never not in site.pages
    assert watch.clock.waited == [10.0, 10.0, 10.0]


def test_a_host_that_shows_the_same_page_for_every_post_that_is_not_there_says_so_by_it(
    site: Site, watch: Watch
) -> None:
    nothing = page("今日の話題", "いま読まれている投稿", "あたらしい写真", "みんなの感想")
    site.otherwise = site.pages["/post/10001"] = nothing
    found = watch.look(kept(watch, site).number)
    assert found.looks[-1].signs == {Sign.LIKE_NOTHING}
    assert seen(found) is Sight.ABSENT


def test_a_redirect_to_the_front_page_is_what_the_host_shows_of_nothing(site: Site, watch: Watch) -> None:
    site.otherwise = site.pages["/post/10001"] = moved("/")
    found = watch.look(kept(watch, site).number)
    assert found.looks[-1].signs == {Sign.LIKE_NOTHING}
    assert seen(found) is Sight.ABSENT


def test_a_front_page_that_leads_to_no_post_is_no_measure_and_a_post_that_is_named_is(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = MISSING
    site.pages["/"] = page(*FRONT, '<a href="/help/about">このサイトについて</a>')
    number = kept(watch, site).number
    assert seen(watch.look(number)) is Sight.UNKNOWN
    watch.clock.move(hours=3)
    with pytest.raises(OtherSite):
        watch.look(number, control="https://elsewhere.example/post/1")
    assert seen(watch.look(number, control=site.url("/post/20001"))) is Sight.ABSENT


def test_where_all_posts_are_away_nothing_is_known_though_the_front_page_stands(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = site.pages["/post/20001"] = MISSING
    assert seen(watch.look(kept(watch, site).number)) is Sight.UNKNOWN


@pytest.mark.parametrize(
    ("answer", "barrier"),
    [
        pytest.param(page("続きを見るにはログインが必要です"), Barrier.LOGIN, id="login"),
        pytest.param(page("ただいまメンテナンス中です", status=503), Barrier.FAILED, id="503"),
        pytest.param(page("ただいまメンテナンス中です"), Barrier.FAILED, id="maintenance and 200"),
        pytest.param(page("お住まいの地域ではご利用いただけません", status=451), Barrier.REGION, id="region"),
        pytest.param(page("このスレッドは過去ログ倉庫に格納されています", "dat落ち"), Barrier.ARCHIVED, id="dat落ち"),
        pytest.param(page("Forbidden", status=403), Barrier.REFUSED, id="403"),
        pytest.param(
            Reply(
                200, "<title>x</title><div id=root></div><noscript>JavaScriptを有効にしてください</noscript>".encode()
            ),
            Barrier.SHELL,
            id="shell",
        ),
        pytest.param(
            page("Checking your browser before accessing", status=403, headers=(("cf-mitigated", "challenge"),)),
            Barrier.CAPTCHA,
            id="robots' check",
        ),
    ],
)
def test_what_stands_before_a_post_is_never_its_absence(
    site: Site, watch: Watch, answer: Reply, barrier: Barrier
) -> None:
    site.pages["/post/10001"] = answer
    found = watch.look(kept(watch, site).number)
    assert found.looks[-1].barrier is barrier
    assert seen(found) in {Sight.BLOCKED, Sight.UNKNOWN}


def test_where_the_whole_host_is_down_nothing_is_known(site: Site, watch: Watch) -> None:
    site.pages.clear()
    assert seen(watch.look(kept(watch, site).number)) is Sight.UNKNOWN


def test_a_front_page_that_asks_to_log_in_is_no_control(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = MISSING
    site.pages["/"] = page("続きを見るにはログインが必要です")
    assert seen(watch.look(kept(watch, site).number)) is Sight.UNKNOWN


def test_a_changed_post_tells_whether_the_words_that_were_marked_are_still_there(site: Site, watch: Watch) -> None:
    number = kept(watch, site).number
    site.pages["/post/10001"] = page(WORDS[0], "電話は消しました", "いいね 12")
    less = watch.look(number, marked=("090-0000-1234",))
    assert seen(less) is Sight.EDITED
    assert less.looks[-1].harm is False
    site.pages["/post/10001"] = page(WORDS[2], "ほかは消しました", "いいね 12")
    watch.clock.move(hours=2)
    wide = "090-0000-1234".translate({digit: digit + 0xFEE0 for digit in range(ord("0"), ord("9") + 1)})
    assert watch.look(number, marked=(wide,)).looks[-1].harm is True


def test_the_words_that_a_request_quotes_are_those_that_harm_and_stand_for_a_post_without_text(
    site: Site, watch: Watch
) -> None:
    bare = sites.followed(site.url("/post/10001"), case=watch.case, tools=watch.tools)
    sent(bare.number, watch, quoted=f"「{WORDS[2]}」")
    assert seen(watch.look(bare.number)) is Sight.LIVE
    number = kept(watch, site).number
    sent(number, watch, quoted=WORDS[2])
    site.pages["/post/10001"] = page(WORDS[0], "電話は消しました", "いいね 12")
    assert watch.look(number).looks[-1].harm is False


def test_a_post_that_moved_is_seen_where_it_went(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = moved("/archive/10001")
    site.pages["/archive/10001"] = POST
    assert seen(watch.look(kept(watch, site).number)) is Sight.MOVED


def test_three_looks_over_two_days_by_two_ways_confirm_it_and_a_fourth_may_see_it_again(
    site: Site, watch: Watch
) -> None:
    number = kept(watch, site).number
    site.pages["/post/10001"] = MISSING
    states = []
    for way in (Way.PLAIN, Way.HEADLESS, Way.PLAIN):
        states.append(watch.look(number, way=way).stands.state)
        watch.clock.move(hours=25)
    assert states == [State.ABSENT, State.ABSENT, State.GONE]
    site.pages["/post/10001"] = POST
    back = watch.look(number)
    assert back.stands.state is State.REAPPEARED
    assert relooking.came_back(back)


def test_a_site_that_shows_its_posts_at_any_address_is_no_measure_of_nothing(site: Site, watch: Watch) -> None:
    site.otherwise = POST
    site.pages["/post/10001"] = page("この投稿は削除されました", status=410)
    assert seen(watch.look(kept(watch, site).number)) is Sight.ABSENT


def test_without_evidence_a_page_that_is_there_is_not_called_changed(site: Site, watch: Watch) -> None:
    bare = sites.followed(site.url("/post/10001"), case=watch.case, tools=watch.tools)
    assert seen(watch.look(bare.number)) is Sight.UNKNOWN
