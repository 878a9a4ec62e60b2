"""Sharing with the app in a real browser: what it needs to be installed, and that another site's page cannot share."""

import json
from collections.abc import Iterator

import pytest

from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.square import Square, open_square
from tests.web.browser.test_replay import sits_down
from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# What the system sends when somebody shares: a form that no page of ours made, to the address in the manifest.
_SHARES = """([address, text]) => {
  const form = document.createElement('form'), field = document.createElement('input');
  form.method = 'post'; form.enctype = 'multipart/form-data'; form.action = address; field.name = 'text';
  field.value = text; form.append(field); document.body.append(form); form.submit(); }"""
WORDS = "おまえの家を知っている"


@pytest.fixture
def square() -> Iterator[Square]:
    with open_square() as running:
        yield running


@pytest.fixture
def owner(kept: Server, comes: Comes) -> Visitor:
    return sits_down(comes(kept))


def test_the_browser_finds_nothing_amiss_with_the_manifest(owner: Visitor) -> None:
    owner.goes("phone")
    told = owner.page.context.new_cdp_session(owner.page)
    found = told.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["share_target"]["action"] == "/n"
    amiss = {one["errorId"] for one in told.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert amiss <= {"in-incognito"}  # such are the windows of this test


def test_what_is_shared_waits_for_the_person(owner: Visitor) -> None:
    with owner.page.expect_navigation(url="**/m"):
        owner.page.evaluate(_SHARES, ["/n", WORDS])
    assert owner.heading == owner.says("What was handed over")
    assert WORDS in owner.text
    owner.presses("Keep it")
    assert owner.sees("It was written down as {item}.")


def test_another_sites_page_cannot_share(owner: Visitor, square: Square) -> None:
    page = owner.page.context.new_page()
    page.goto(f"http://127.0.0.1:{square.port}/")
    with page.expect_navigation():
        page.evaluate(_SHARES, [f"{owner.server.origin}/n", WORDS])
    owner.goes("shared")
    assert owner.sees("Nothing waits.")
    page.close()
