"""Every screen before a real browser: for every eye, finger, keyboard, window and line; and it keeps quiet.

One walk for each size looks at everything on each screen while it is open; the tests then read what it found.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.vaults import Vault
from tests.web.browser import crawl, judging, removals, world
from tests.web.browser.crawl import Way
from tests.web.browser.server import Server
from tests.web.browser.visitor import DESK, PHONE, Size, Visitor
from yosuga.web import site

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

NEUTRAL = {"メモ", "Memo"}
MOST_BYTES = 100 * 1024
OWN_COPY = re.compile(r"http://127\.0\.0\.1:[0-9]+/[\w-]{43}/")  # the origin of copies, of the same server
# A small phone; a desktop of 1280 pixels at 200 % zoom, which is 640; and letters twice as large.
NARROW: Mapping[str, tuple[int, int]] = {"320 pixels": (320, 1), "200 % zoom": (640, 1), "letters at 200 %": (640, 2)}
# What somebody meets before there is a vault; all the rest is looked at by somebody with a case.
BEFORE = ("danger", "danger-now", "ways", "make", "unlock", "leaving", "enough", "intake", "intake-answers", "plan")
# Screens that come after a form or a choice, not after a button that leads.
AFTER_A_FORM = frozenset({
    "checked", "copied", "danger", "danger-now", "found", "hand-check", "hand-how", "hand-items", "handing",
    "intake-kept", "keeping", "make", "recovery", "removal-read",
    "removal-way", "removal-ways", "shared", "stamps-consent", "unlock", "verified",
    "memo-door", "memos",  # behind the second passphrase alone; test_safety.py looks at them
})  # fmt: skip

# A letter speaks the language of whoever it goes to, and says so to whoever reads the page aloud.
_ONLY_OURS = "() => document.querySelectorAll('main [lang]:not([lang=en])').forEach((one) => one.remove())"

Scheme = Literal["light", "dark"]
Troubles = dict[str, list[str]]


@dataclass
class Looked:
    """What a walk found: for each judge every trouble with the screens that have it."""

    found: dict[str, Troubles] = field(default_factory=dict)
    screens: list[str] = field(default_factory=list)
    people: list[Visitor] = field(default_factory=list)

    def note(self, judge: str, *, screen: str, troubles: Sequence[str]) -> None:
        """Write troubles down."""
        noted = self.found.setdefault(judge, {})
        for one in troubles:
            noted.setdefault(one, []).append(screen)

    def of(self, judge: str) -> list[str]:
        """Return the troubles of a judge, each once, with the first screens that have it."""
        return [f"{', '.join(names[:4])} ({len(names)}): {one}" for one, names in self.found[judge].items()]


def owner(browser: Browser, server: Server, *, size: Size, language: str = "ja") -> Visitor:
    """Somebody who unlocked the vault and chose the case."""
    person = Visitor.at(browser, server, size=size, language=language).enters()
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    return person


def everything(browser: Browser, server: Server, *, size: Size, language: str = "ja") -> Iterator[tuple[str, Visitor]]:
    """Yield every screen while it is open: to a guest, then to an owner."""
    person = Visitor.at(browser, server, size=size, language=language).enters()
    for name in BEFORE:
        person.goes(name)
        yield f"guest {name}", person
    person.leaves()
    person = owner(browser, server, size=size, language=language)
    for way in crawl.ways(person, also=crawl.everything()):
        yield way.name, person
    person.leaves()


@pytest.fixture(scope="module")
def device(filled: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all walks."""
    folder = tmp_path_factory.mktemp("device")
    filled.copied_to(folder / "vault")
    running = Server(folder).start()
    yield running
    running.kill()


# All who read what a walk found are on the worker that walked.
WALKS = [
    pytest.param(size, id=name, marks=pytest.mark.xdist_group(f"walk {name}"))
    for name, size in {"360x740": PHONE, "1280x800": DESK}.items()
]


@pytest.fixture(scope="module", params=WALKS)
def looked(browser: Browser, device: Server, request: pytest.FixtureRequest) -> Looked:
    """Look at every screen with all judges."""
    size: Size = request.param
    looked = Looked()
    for name, person in everything(browser, device, size=size):
        looked.screens.append(name)
        looked.people += [] if person in looked.people else [person]
        _look(person, name=name, looked=looked, size=size)
    return looked


def _look(person: Visitor, *, name: str, looked: Looked, size: Size) -> None:
    page = person.page
    looked.note("address", screen=name, troubles=[page.url] if page.url != f"{person.server.origin}/m" else [])
    looked.note("title", screen=name, troubles=[page.title()] if page.title() not in NEUTRAL else [])
    looked.note("weight", screen=name, troubles=_weight(person))
    looked.note("keyboard", screen=name, troubles=judging.walk(page).troubles)
    looked.note("targets", screen=name, troubles=judging.small_targets(page))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        looked.note(f"axe {scheme}", screen=name, troubles=judging.violations(page))
    looked.note("this size", screen=name, troubles=judging.too_wide(page))
    for judge, (width, larger) in NARROW.items():
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("(by) => { document.documentElement.style.fontSize = by > 1 ? `${by * 100}%` : ''; }", larger)
        looked.note(judge, screen=name, troubles=judging.too_wide(page))
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _weight(person: Visitor) -> Sequence[str]:
    """Judge the page with its styles and scripts, as if the browser had kept none of them."""
    beside = sum(size for url, size in person.weights.items() if "/static/" in url)
    assert beside, "styles and scripts were seen"
    bytes_ = len(person.page.content().encode()) + beside
    return [f"{bytes_} bytes"] if bytes_ > MOST_BYTES else []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(looked: Looked, scheme: Scheme) -> None:
    assert looked.of(f"axe {scheme}") == []


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(looked: Looked) -> None:
    assert looked.of("keyboard") == []


def test_everything_that_is_pressed_is_large_enough(looked: Looked) -> None:
    assert looked.of("targets") == []


@pytest.mark.parametrize("judge", ["this size", *NARROW])
def test_no_screen_scrolls_sideways(looked: Looked, judge: str) -> None:
    assert looked.of(judge) == []


def test_no_screen_weighs_more_than_a_hundred_kilobytes(looked: Looked) -> None:
    assert looked.of("weight") == []


def test_one_address_and_one_neutral_title_stand_for_every_screen(looked: Looked) -> None:
    assert looked.of("address") == []
    assert looked.of("title") == []


def test_nobody_outside_is_asked_for_anything_and_nothing_fails(looked: Looked) -> None:
    for person in looked.people:
        outside = {one for one in person.asked if not one.startswith(person.server.origin + "/")}
        assert {one for one in outside if not OWN_COPY.match(one)} == set()
        assert person.errors == []
        assert person.broken == []


def test_the_walk_looked_at_every_screen_there_is(looked: Looked) -> None:
    assert (
        set(site.screens())
        - {name.removeprefix("guest ").partition("-")[0] for name in looked.screens}
        - {name for name in site.screens() if any(one.startswith(name) for one in looked.screens)}
        == set()
    )


def test_a_button_leads_to_every_screen(browser: Browser, device: Server) -> None:
    person = owner(browser, device, size=PHONE)
    reached = {way.screen for way in crawl.ways(person, also=[Way("case")])}  # where one is once a case is chosen
    person.leaves()
    assert set(site.screens()) - reached - AFTER_A_FORM == set()


def test_every_screen_speaks_english_too(browser: Browser, device: Server) -> None:
    japanese: dict[str, list[str]] = {}
    for name, person in everything(browser, device, size=PHONE, language="en"):
        assert person.page.locator("html").get_attribute("lang") == "en"
        person.page.evaluate(_ONLY_OURS)
        if words := not_english(person.page.locator("body").inner_text()):
            japanese[name] = words
    assert japanese == {}


def not_english(text: str) -> list[str]:
    """Return lines in Japanese that nobody wrote themselves: names of cases, files, desks and laws may be Japanese."""
    own = [
        world.CASE,
        world.OTHER,
        *world.files(),
        *map(str, world.SAID.values()),
        *removals.WORDS,
        world.NOTE,
        "メモ",
        "投稿",
        "日本語",
    ]
    return [
        line
        for line in text.splitlines()
        if any("ぁ" <= sign <= "ん" for sign in line) and not any(one in line for one in own)
    ]


PLANTED: Mapping[str, tuple[str, Callable[[Visitor], Sequence[str]]]] = {
    "contrast": ("document.querySelector('h1').style.color = '#eee'", lambda one: judging.violations(one.page)),
    "small": ("document.querySelector('main button').style.cssText = 'all: unset; font-size: 8px'",
              lambda one: judging.small_targets(one.page)),
    "wide": ("document.querySelector('main').style.width = '900px'", lambda one: judging.too_wide(one.page)),
    "no ring": ("document.querySelectorAll('button').forEach((one) => { one.style.outline = 'none'; })",
                lambda one: judging.walk(one.page).without_ring),
    "not reached": ("document.querySelector('main').addEventListener('focusin', (one) => one.target.blur())",
                    lambda one: judging.walk(one.page).troubles),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_each_judge_finds_what_is_planted(browser: Browser, device: Server, name: str) -> None:
    script, judge = PLANTED[name]
    person = Visitor.at(browser, device).enters()
    assert judge(person) == []
    person.looks()
    person.page.evaluate(f"() => {{ {script}; }}")
    found = judge(person)
    person.leaves()
    assert found != []
