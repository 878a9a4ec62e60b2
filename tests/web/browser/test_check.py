"""Looking over a text before it is published, before a real browser: without a vault and without scripts."""

import pytest
from playwright.sync_api import Browser

from tests.web.browser import judging
from tests.web.browser.server import Server
from tests.web.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

# Fictional, with a reserved number.
POST = "架空中学校の山田花子です。電話は090-0000-1234。よろしくお願いします。"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_guest_looks_a_post_over_and_takes_a_safe_copy(browser: Browser, server: Server, *, scripts: bool) -> None:
    person = Visitor.at(browser, server, size=PHONE, scripts=scripts).enters()
    person.goes("ways")
    person.presses("Check something before I publish it")
    person.fills("text", POST)
    person.presses("Look it over")
    marked = person.page.locator("mark.found")
    assert "090-0000-1234" in marked.all_inner_texts()
    if scripts:
        for scheme in ("light", "dark"):
            person.page.emulate_media(color_scheme=scheme)
            assert judging.violations(person.page) == []
        assert judging.too_wide(person.page) == []
        assert judging.walk(person.page).troubles == []
    with person.page.expect_download() as waiting:
        person.page.locator("a[download]").click()
    assert waiting.value.suggested_filename == "memo.txt"
    copy = waiting.value.path().read_text("utf-8")
    assert "0000-1234" not in copy
    assert "よろしくお願いします" in copy
    assert person.titles == {"メモ"}
    assert person.page.url == f"{server.origin}/m"
    person.presses("Let it go and look over another")
    assert "1234" not in person.page.content()
    person.leaves()


def test_what_was_found_is_marked_by_more_than_colour(browser: Browser, server: Server) -> None:
    person = Visitor.at(browser, server, size=PHONE).enters()
    person.goes("check")
    person.fills("text", POST)
    person.presses("Look it over")
    style = person.page.evaluate("() => getComputedStyle(document.querySelector('mark.found')).textDecorationLine")
    assert style == "underline"
    assert "電話番号" in person.page.locator(".called").all_inner_texts()
    person.leaves()
