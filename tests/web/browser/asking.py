"""How somebody goes through a request for removal before a real browser: an answer to whatever is asked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from pytest_django.plugin import DjangoDbBlocker

from tests.vaults import ACTOR, Vault
from tests.web.browser import judging
from tests.web.browser.visitor import Visitor
from yosuga.cases.access import cases_for
from yosuga.rules.takedown.follow import Followed
from yosuga.takedown import shelf
from yosuga.tools import Tools

SAID = "架空の言葉です"
SENDER = {
    "name": "例山 架子",
    "kana": "れいやま かこ",
    "postal_code": "000-0000",
    "address": "架空県架空市架空町1-2-3",
    "phone": "090-0000-1234",
    "email": "kako@example.com",
}
_MOST_PAGES = 40


def follows(person: Visitor, address: str, *, item: str = "") -> None:
    """Paste an address on the page for it, look it over, and follow it."""
    person.fills("address", address)
    person.presses("Look it over")
    assert person.sees("Is this right?")
    looks_well(person)
    if item:
        person.fills("item", item)
    person.presses("Yes, follow it")
    assert person.sees("What comes next")


def begins(person: Visitor, *, reason: str, route: str) -> None:
    """From the page of a target: choose a reason, look at one way, begin a draft."""
    person.presses("Choose a way to ask")
    person.page.locator(f"[name='reason'][value='{reason}']").check()
    person.presses("See the ways to ask")
    for closed in person.page.locator("main details > summary").all():
        closed.click()
    found = person.page.locator(f"form:has(input[name='arg-route'][value='{route}']) button")
    assert found.count(), f"no way {route} on 「{person.heading}」: {person.text}"
    with person.page.expect_navigation():
        found.first.click()
    person.presses("Begin a draft for this way")


def goes_through(person: Visitor) -> list[str]:
    """Answer and fill in whatever is asked until the request is finished; return the headings that were met."""
    met: list[str] = []
    for _page in range(_MOST_PAGES):
        if person.heading not in met:
            looks_well(person)
        met.append(person.heading)
        step = next((act for holds, act in _steps(person) if holds()), None)
        assert step is not None, f"no way on from 「{person.heading}」: {person.text}"
        if step():
            return met
    raise AssertionError(f"it does not end: {met}")


def looks_well(person: Visitor) -> None:
    """Hold the page against the judges of every screen: some of them only a form leads to."""
    if not person.page.locator("noscript label").count():  # there only where no script runs, and axe is one
        assert judging.violations(person.page) == [], person.heading
    assert judging.too_wide(person.page) == [], person.heading


def _steps(person: Visitor) -> list[tuple[Callable[[], bool], Callable[[], bool]]]:
    def there(words: str) -> bool:
        return person.page.locator("main").get_by_role("button", name=person.says(words), exact=True).count() > 0

    return [
        (lambda: person.page.locator("main [name='question'][type='hidden']").count() > 0, lambda: _answers(person)),
        (lambda: person.page.locator("main [name='gate']").count() > 0, lambda: _passes(person)),
        (lambda: there("Keep this and go on"), lambda: _fills_in(person)),
        (lambda: there("Think it over"), lambda: _presses(person, "Think it over")),
        (lambda: there("I looked at it"), lambda: _presses(person, "I looked at it")),
        (lambda: there("Finish it"), lambda: _finishes(person)),
        (lambda: person.page.locator("main li[aria-current='step'] button").count() > 0, lambda: _goes_on(person)),
    ]


def _presses(person: Visitor, label: str) -> bool:
    person.presses(label)
    return False


def _goes_on(person: Visitor) -> bool:
    with person.page.expect_navigation():
        person.page.locator("main li[aria-current='step'] button").click()
    return False


def _finishes(person: Visitor) -> bool:
    person.presses("Finish it")
    return True


def _answers(person: Visitor) -> bool:
    choices = person.page.locator("main [name='answer'][type='radio']")
    if choices.count():
        choices.first.check()
    else:
        person.fills("answer", SAID)
    person.presses("Next")
    return False


def _passes(person: Visitor) -> bool:
    person.fills("why", "分かったうえで進めます")
    person.presses("Go on all the same")
    return False


def _fills_in(person: Visitor) -> bool:
    """Fill in every field that is empty; of a group the last choice, which says yes where somebody has to."""
    for field in person.page.locator("main form :is(textarea, input:not([type]))").all():
        if not field.input_value():
            field.fill(SENDER.get(field.get_attribute("name") or "", SAID))
    if person.page.locator("main [name='true-statement'][value='yes']").count():
        person.page.locator("main [name='true-statement'][value='yes']").check()
    person.presses("Keep this and go on")
    return False


def time_passes(vault: Vault, by: timedelta, *, blocker: DjangoDbBlocker) -> None:
    """Let everything that was looked at and done be that much longer ago. The vault must be closed.

    In a thread: whoever drives a browser has an event loop, and the database wants none.
    """
    with ThreadPoolExecutor(1) as apart:
        apart.submit(_aged, vault, by, blocker).result()


def _aged(vault: Vault, by: timedelta, blocker: DjangoDbBlocker) -> None:
    with blocker.unblock(), vault.opened() as tools:
        for case in cases_for(actor=ACTOR, tools=tools):
            for one in shelf.all_of(case):
                shelf.change(one.number, lambda kept: _older(kept, by), case=case, actor=ACTOR, tools=tools)
        _let_go(tools)


def _older(kept: Followed, by: timedelta) -> Followed:
    requests = tuple(
        replace(one, steps=tuple(replace(step, moment=step.moment - by) for step in one.steps)) for one in kept.requests
    )
    return replace(kept, requests=requests, looks=tuple(replace(one, moment=one.moment - by) for one in kept.looks))


def _let_go(_tools: Tools) -> None:
    from django.db import connection

    connection.close()
