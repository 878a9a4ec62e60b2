"""What a person saw or captured, pictures, results of a search, and what cannot be looked at."""

from dataclasses import replace
from functools import partial
from urllib.parse import quote

import pytest

from tests.takedown import relook_site as sites
from tests.takedown.following import ACTOR, in_hand
from tests.takedown.relook_site import Reply, Site, Watch, kept, page, seen
from yosuga.capture.relook.plain import Plain
from yosuga.rules.removal import Shown, Sight, Sign, Way
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Kind, Target
from yosuga.takedown import relooking, shelf
from yosuga.takedown.relook_troubles import NothingToLookAt, OtherAddress

pytestmark = pytest.mark.e2e


def test_what_a_person_saw_counts_only_with_a_picture_and_another_page(site: Site, watch: Watch) -> None:
    number = kept(watch, site).number
    say = partial(relooking.reported, number, shown=Shown.NOTHING, sign=Sign.WORDS, case=watch.case.id, actor=ACTOR)
    assert seen(say(control=True, tools=watch.tools)) is Sight.UNKNOWN
    watch.clock.move(minutes=1)
    proof = in_hand("screen.png", case=watch.case, tools=watch.tools)
    told = say(control=True, proof=[proof], tools=watch.tools)
    assert seen(told) is Sight.ABSENT
    assert told.looks[-1].proof == (proof,)
    assert proof not in told.evidence


def test_captures_that_were_just_taken_make_a_look_and_later_ones_do_not(site: Site, watch: Watch) -> None:
    number = kept(watch, site).number
    take = partial(sites.captured, case=watch.case, tools=watch.tools)
    gone = take(site.url("/post/10001"), "お探しのページは見つかりませんでした", status=404)
    late = take(site.url("/post/20001"), *sites.OTHER, finished="2026-10-31T05:09:00.000000Z")
    live = take(site.url("/post/20001"), *sites.OTHER)
    look = partial(relooking.captured, number, post=gone, case=watch.case.id, actor=ACTOR, tools=watch.tools)
    assert seen(look(control=late)) is Sight.UNKNOWN
    found = look(control=live)
    assert seen(found) is Sight.ABSENT
    assert found.looks[-1].proof == (gone, live)
    with pytest.raises(OtherAddress):
        relooking.captured(number, post=live, case=watch.case.id, actor=ACTOR, tools=watch.tools)
    assert site.asked == []


def test_a_picture_is_known_by_its_bytes_and_one_that_stands_for_nothing_is_not_it(site: Site, watch: Watch) -> None:
    picture = Reply(body=b"\x89PNG the picture", headers=(("Content-Type", "image/png"),))
    blank = Reply(body=b"\x89PNG nothing", headers=(("Content-Type", "image/png"),))
    site.pages["/media/abc10001.png"] = picture
    one = sites.followed(site.url("/media/abc10001.png"), kind=Kind.MEDIA, case=watch.case, tools=watch.tools)
    assert seen(watch.look(one.number)) is Sight.LIVE
    site.pages["/media/abc10001.png"] = site.otherwise = blank
    watch.clock.move(hours=2)
    gone = watch.look(one.number, control=site.url("/post/20001"))
    assert gone.looks[-1].signs == {Sign.LIKE_NOTHING}
    assert seen(gone) is Sight.ABSENT


def test_a_result_of_a_search_is_away_when_others_are_shown_and_it_is_not(site: Site, watch: Watch) -> None:
    others = [f'<a href="https://other{n}.example/page">{n}</a>' for n in range(4)]
    mine = f'<a href="/url?q={quote(site.url("/post/10001"), safe="")}&sa=U">架空</a>'
    root = kept(watch, site)
    one = sites.followed(
        site.url("/search?q=x"), kind=Kind.SEARCH, copies=root.number, case=watch.case, tools=watch.tools
    )
    site.pages["/search?q=x"] = page(*others, mine)
    assert seen(watch.look(one.number, way=Way.OWN_BROWSER)) is Sight.LIVE
    site.pages["/search?q=x"] = page(*others)
    assert seen(watch.look(one.number, way=Way.OWN_BROWSER)) is Sight.ABSENT
    site.pages["/search?q=x"] = page("続きを見るにはログインが必要です")
    assert seen(watch.look(one.number, way=Way.OWN_BROWSER)) is Sight.BLOCKED


def test_what_has_no_address_is_not_looked_at(watch: Watch) -> None:
    talk = shelf.add(
        Followed(0, Target(Kind.TALK, told="友人とのトーク")), case=watch.case, actor=ACTOR, tools=watch.tools
    )
    with pytest.raises(NothingToLookAt):
        watch.look(talk.number)
    assert relooking.due(case=watch.case.id, actor=ACTOR, tools=watch.tools) == ()


def test_an_address_inside_is_not_asked_for(watch: Watch, site: Site) -> None:
    number = kept(watch, site).number
    found = relooking.recheck(
        number,
        way=Way.PLAIN,
        case=watch.case.id,
        actor=ACTOR,
        tools=watch.tools,
        means=replace(
            sites.means(watch.clock, looker=lambda _way: Plain(clock=watch.clock)), robots=lambda _root: (404, "")
        ),
    )
    assert seen(found) is Sight.UNKNOWN
    assert site.asked == []
