"""How politely a site is asked: as it wishes, not too often, and remembered by whoever looks next."""

from datetime import timedelta
from sqlite3 import dbapi2
from threading import current_thread

import pytest

from tests.takedown import relook_site as sites
from tests.takedown.following import ACTOR
from tests.takedown.relook_site import FRONT, POST, WORDS, Reply, Site, Watch, kept, moved, page, seen, sent
from yosuga.rules.removal import Barrier, Sight, State, Way
from yosuga.takedown import hosts, relooking
from yosuga.takedown.models import HostMemory
from yosuga.takedown.relook_troubles import RobotsForbid, TooSoon

pytestmark = pytest.mark.e2e


def test_a_site_that_wants_no_robots_is_not_looked_at_but_by_a_person(site: Site, watch: Watch) -> None:
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /post/\n")
    number = kept(watch, site).number
    for _ in range(2):
        with pytest.raises(RobotsForbid):
            watch.look(number)
    assert site.asked == ["/robots.txt"]
    assert seen(watch.look(number, way=Way.OWN_BROWSER)) is Sight.LIVE


def test_rules_for_us_by_name_count_and_are_asked_for_once_a_day(site: Site, watch: Watch) -> None:
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /\n\nUser-agent: yosuga\nDisallow: /private\n")
    number = kept(watch, site).number
    watch.look(number)
    watch.clock.move(hours=2)
    watch.look(number)
    assert site.asked.count("/robots.txt") == 1
    watch.clock.move(hours=23)
    watch.look(number)
    assert site.asked.count("/robots.txt") == 2


def test_a_site_whose_robots_cannot_be_read_is_left_alone_until_it_is_well_again(site: Site, watch: Watch) -> None:
    site.pages["/robots.txt"] = Reply(503)
    number = kept(watch, site).number
    assert watch.look(number).looks[-1].barrier is Barrier.FAILED
    assert site.asked == ["/robots.txt"]
    del site.pages["/robots.txt"]
    watch.clock.move(hours=2)
    assert seen(watch.look(number)) is Sight.LIVE


def test_a_redirect_to_where_robots_must_not_go_is_not_followed(site: Site, watch: Watch) -> None:
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /login\n")
    site.pages["/post/10001"] = moved("/login?next=1")
    found = watch.look(kept(watch, site).number)
    assert seen(found) is Sight.UNKNOWN
    assert not any(path.startswith("/login") for path in site.asked)


def test_the_same_address_is_not_asked_for_again_within_the_hour_by_the_same_way(site: Site, watch: Watch) -> None:
    number = kept(watch, site).number
    watch.look(number)
    watch.clock.move(minutes=30)
    with pytest.raises(TooSoon) as held:
        watch.look(number)
    assert held.value.at == sites.START + timedelta(hours=1)
    watch.look(number, way=Way.HEADLESS)
    assert len(site.visited) == 2


def test_what_a_host_asks_by_retry_after_is_kept_also_by_another_process(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = page("Too Many Requests", status=429, headers=(("Retry-After", "7200"),))
    number = kept(watch, site).number
    watch.look(number)
    other = sites.followed(site.url("/post/20001"), *sites.OTHER, case=watch.case, tools=watch.tools)
    for again in (number, other.number):
        watch.clock.move(minutes=50)
        with pytest.raises(TooSoon) as held:
            watch.look(again, way=Way.HEADLESS)
        assert held.value.at == sites.START + timedelta(hours=2)
    watch.clock.move(minutes=30)
    assert seen(watch.look(other.number)) is Sight.LIVE


def test_a_host_that_refuses_again_and_again_is_left_alone_for_longer_and_longer(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = page("Forbidden", status=403)
    number = kept(watch, site).number
    rests = []
    for _ in range(6):
        watch.look(number)
        asked = watch.clock.now
        watch.clock.move(minutes=1)
        with pytest.raises(TooSoon) as held:
            watch.look(number)
        rests.append((held.value.at - asked) / timedelta(hours=1))
        watch.clock.now = held.value.at
    assert rests == [1, 1, 1, 1, 2, 4]


def test_two_posts_of_one_host_are_asked_for_ten_seconds_apart(site: Site, watch: Watch) -> None:
    one = kept(watch, site)
    other = sites.followed(site.url("/post/20001"), *sites.OTHER, case=watch.case, tools=watch.tools)
    watch.look(one.number)
    watch.look(other.number)
    assert watch.clock.waited == [10.0]


def test_what_is_remembered_of_hosts_names_none_and_is_let_go_again(site: Site, watch: Watch) -> None:
    number = kept(watch, site).number
    watch.look(number)
    (row,) = HostMemory.objects.all()
    host = site.root.removeprefix("http://")
    assert host not in row.blinded
    assert host.encode() not in bytes(row.sealed)
    size = len(bytes(row.sealed))
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\n" + b"".join(b"Disallow: /%d\n" % n for n in range(500)))
    watch.clock.move(hours=30)
    watch.look(number)
    assert len(bytes(HostMemory.objects.get().sealed)) == size
    watch.clock.move(days=9)
    hosts.note_answer("elsewhere.example", now=watch.clock.now, refused=False, retry_after=None, tools=watch.tools)
    assert HostMemory.objects.count() == 1


def test_what_is_due_is_looked_at_and_one_that_fails_does_not_keep_the_others(site: Site, watch: Watch) -> None:
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /post/20001\n")
    for path, lines in (("/post/10001", WORDS), ("/post/20001", sites.OTHER), ("/post/30001", FRONT)):
        one = sites.followed(site.url(path), *lines, case=watch.case, tools=watch.tools)
        sent(one.number, watch)
    watch.clock.move(hours=3)
    listed = relooking.due(case=watch.case.id, actor=ACTOR, tools=watch.tools)
    assert [one.followed.number for one in listed] == [1, 2, 3]
    looked = list(
        relooking.recheck_all(
            listed, case=watch.case.id, actor=ACTOR, tools=watch.tools, means=lambda _way: sites.means(watch.clock)
        )
    )
    assert [type(one.trouble) for one in looked] == [type(None), RobotsForbid, type(None)]
    assert [one.followed.stands.state for one in looked if one.followed] == [State.LIVE, State.ABSENT]
    assert relooking.due(case=watch.case.id, actor=ACTOR, tools=watch.tools)[0].when.way is Way.OWN_BROWSER


def test_the_thread_that_follows_a_redirect_leaves_the_database_alone(
    site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = dbapi2.connect

    def recording(*where: str, **how: object) -> object:
        opened.append(current_thread().name)
        return connect(*where, **how)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(dbapi2, "connect", recording)
    other = site.root.replace("127.0.0.1", "localhost")
    site.pages |= {"/post/10001": moved(f"{other}/post/20002"), "/post/20002": POST}
    number = kept(watch, site).number
    assert seen(watch.look(number)) is Sight.MOVED
    assert site.asked == ["/robots.txt", "/post/10001", "/robots.txt", "/post/20002"]
    assert HostMemory.objects.count() == 2
    assert set(opened) <= {current_thread().name}
