"""The reading script inside a real browser, on pages that fight it."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.driver import driven
from yosuga.capture.browser.find import unattended
from yosuga.capture.post.page import SCRIPT, read
from yosuga.capture.post.urls import recognise

pytestmark = pytest.mark.e2e

HOSTILE = """<!doctype html><html lang="ja"><title>架空の題</title>
<meta property="og:title" content="OGの題"><link rel="canonical" href="https://example.com/post">
<img name="querySelectorAll"><img name="title"><img name="body"><img name="documentElement">
<form name="innerText"><input name="getAttribute"></form>
<script type="application/ld+json">{"@type":"SocialMediaPosting","author":{"name":"架空 花子"}}</script>
<article>こんにちは <time datetime="2025-09-11T05:05:00Z">午後2:05 · 2025年9月11日</time></article>
<script>
  for (const name of ["slice", "toLowerCase"]) Object.defineProperty(String.prototype, name, {value: () => "forged"});
  Object.defineProperty(Node.prototype, "textContent", {get: () => "forged"});
  Object.defineProperty(HTMLElement.prototype, "innerText", {get: () => "forged"});
  JSON.stringify = () => "forged"; Reflect.apply = () => "forged"; TextEncoder = null;
</script></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as playwright:
        launched = playwright.chromium.launch(executable_path=str(unattended().path), args=["--no-sandbox"])
        yield launched
        launched.close()


def answered(browser: Browser, html: str, *, grow: str = "") -> str:
    page = browser.new_page()
    page.set_content(html)
    session = page.context.new_cdp_session(page)
    if grow:
        page.evaluate(grow)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    result = session.send("Runtime.evaluate", {"expression": SCRIPT, "contextId": world, "returnByValue": True})
    page.close()
    answer = result["result"]["value"]
    assert isinstance(answer, str)
    return answer


def test_a_page_cannot_forge_what_is_read_of_it(browser: Browser) -> None:
    raw = answered(browser, HOSTILE)
    assert "forged" not in raw
    post = read(raw, place=recognise("https://example.com/post"), final_url="https://example.com/post")
    assert {fact.value for fact in post.title} == {"架空の題", "OGの題"}
    assert post.author_name[0].value == "架空 花子"
    assert post.times.shown[0].time.text == "午後2:05 · 2025年9月11日"
    assert post.times.machine[0].text == "2025-09-11T05:05:00Z"
    assert "こんにちは" in post.page_text


@pytest.mark.parametrize(
    "grow",
    [
        "document.body.innerText = '漢'.repeat(3000000)",
        "document.body.innerText = '\\u0001'.repeat(2000000)",
        "document.body.innerHTML = '<time datetime=\"' + 'x'.repeat(300) + '\">2025年9月11日</time>'.repeat(20000)",
        "document.head.innerHTML = '<meta name=\"a\" content=\"' + '漢'.repeat(5000) + '\">'.repeat(3000)",
        (
            "document.head.innerHTML = ('<script type=\"application/ld+json\">'"
            " + '漢'.repeat(9000) + '</' + 'script>').repeat(300)"
        ),
    ],
)
def test_the_answer_is_bounded_whatever_the_page_holds(browser: Browser, grow: str) -> None:
    raw = answered(browser, "<!doctype html><body></body>", grow=grow)
    assert len(raw.encode()) <= 2_000_000
    json.loads(raw)
