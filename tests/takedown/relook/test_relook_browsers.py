"""Looking again with real browsers: what scripts write counts, and a person's window is left as it was kept."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.takedown import relook_site as sites
from tests.takedown.following import ACTOR
from tests.takedown.relook_site import FRONT, MISSING, OTHER, WORDS, Reply, Site, Watch, page
from yosuga.capture.base import Network
from yosuga.capture.browser import find
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.relook.base import Looker
from yosuga.capture.relook.headless import Headless
from yosuga.capture.relook.own_browser import OwnBrowser
from yosuga.errors import BrowserMissing
from yosuga.rules.removal import Barrier, Sight, State, Way, sight
from yosuga.takedown import relooking, shelf

pytestmark = pytest.mark.e2e
_SANDBOX = Sandbox.OFF if hasattr(os, "geteuid") and os.geteuid() == 0 else Sandbox.ON


def written(*lines: str, status: int = 200) -> Reply:
    """A page that is empty until its script has run."""
    inside = "".join(f"<p>{line}</p>" for line in lines)
    script = f"<script>document.getElementById('root').innerHTML = `{sites.FRAME}{inside}{sites.FOOT}`</script>"
    html = f"<!doctype html><meta charset=utf-8><title>x</title><div id=root></div>{script}"
    return Reply(status, html.encode())


@contextmanager
def by(watch: Watch, make: Callable[[], Looker]) -> Iterator[Callable[[int, Way], Sight]]:
    """Look with a looker that the test makes."""
    means = sites.means(watch.clock, looker=lambda _way: make())

    def look(number: int, way: Way) -> Sight:
        found = relooking.recheck(number, way=way, case=watch.case.id, actor=ACTOR, tools=watch.tools, means=means)
        watch.clock.move(hours=25)
        return sight(found.looks[-1])

    yield look


def headless(watch: Watch) -> Callable[[], Looker]:
    return lambda: Headless(sandbox=_SANDBOX, network=Network.OWN_MACHINES, clock=watch.clock)


def test_a_page_that_scripts_write_is_seen_by_a_browser_and_is_a_shell_without_one(site: Site, watch: Watch) -> None:
    site.pages |= {"/post/10001": written(*WORDS), "/": written(*FRONT, '<a href="/post/20001">となりの喫茶店</a>')}
    site.otherwise = written("お探しのページは見つかりませんでした", status=404)
    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    plain = watch.look(one.number)
    assert plain.looks[-1].barrier is Barrier.SHELL
    watch.clock.move(hours=2)
    with by(watch, headless(watch)) as look:
        assert look(one.number, Way.HEADLESS) is Sight.LIVE
        site.pages["/post/10001"] = site.otherwise
        assert look(one.number, Way.HEADLESS) is Sight.ABSENT


def test_a_box_that_demands_a_login_over_the_page_is_a_wall(site: Site, watch: Watch) -> None:
    box = "<dialog open>続きを見るにはログインが必要です</dialog>"
    site.pages["/post/10001"] = page(box, *OTHER)
    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    with by(watch, headless(watch)) as look:
        assert look(one.number, Way.HEADLESS) is Sight.BLOCKED


def test_a_person_shows_what_only_they_can_see_in_one_window(site: Site, watch: Watch, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /\n")
    asked: list[str] = []

    def own() -> Looker:
        # The shell stands in for a browser with a window: the way is the same, and no screen is needed.
        return OwnBrowser(
            profile=tmp_path / "profile",
            ready=lambda: asked.append("ready"),
            browser=find.unattended().path,
            sandbox=_SANDBOX,
            network=Network.OWN_MACHINES,
            clock=watch.clock,
        )

    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    with by(watch, own) as look:
        assert look(one.number, Way.OWN_BROWSER) is Sight.LIVE
        site.pages["/post/10001"] = MISSING
        assert look(one.number, Way.OWN_BROWSER) is Sight.ABSENT
    assert asked == ["ready", "ready"]
    assert (tmp_path / "profile").stat().st_mode & 0o777 == 0o700


def test_a_person_who_changes_their_mind_ends_the_look_and_nothing_is_kept(
    site: Site, watch: Watch, tmp_path: Path
) -> None:
    class NoThankYouError(Exception):
        pass

    def refuse() -> None:
        raise NoThankYouError

    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    own = OwnBrowser(
        profile=tmp_path / "profile",
        ready=refuse,
        browser=find.unattended().path,
        sandbox=_SANDBOX,
        network=Network.OWN_MACHINES,
        clock=watch.clock,
    )
    with by(watch, lambda: own) as look, pytest.raises(NoThankYouError):
        look(one.number, Way.OWN_BROWSER)
    assert shelf.one(one.number, case=watch.case).looks == ()


def test_two_browsers_confirm_together_what_is_gone(site: Site, watch: Watch) -> None:
    site.pages["/post/10001"] = MISSING
    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    watch.look(one.number)
    watch.clock.move(hours=25)
    with by(watch, headless(watch)) as look:
        look(one.number, Way.HEADLESS)
    assert watch.look(one.number).stands.state is State.GONE


def test_without_a_browser_it_is_said_and_nothing_is_kept(site: Site, watch: Watch, tmp_path: Path) -> None:
    one = sites.followed(site.url("/post/10001"), *WORDS, case=watch.case, tools=watch.tools)
    none = Headless(browser=tmp_path / "none", network=Network.OWN_MACHINES, clock=watch.clock)
    means = replace(sites.means(watch.clock), looker=lambda _way: none)
    with pytest.raises(BrowserMissing):
        relooking.recheck(one.number, way=Way.HEADLESS, case=watch.case.id, actor=ACTOR, tools=watch.tools, means=means)
    assert shelf.one(one.number, case=watch.case).looks == ()
