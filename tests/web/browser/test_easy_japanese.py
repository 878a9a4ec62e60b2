"""やさしい日本語 with furigana before a real browser: as good for every eye, finger and keyboard as without."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from playwright.sync_api import Browser

from tests.vaults import Vault
from tests.web.browser import judging, world
from tests.web.browser.server import Server
from tests.web.browser.visitor import DESK, PHONE, Size, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

# What people read there, with its arguments: every kind of guidance page, and the longest of each.
GUIDANCE: Sequence[tuple[str, Mapping[str, str]]] = (
    ("danger", {}), ("danger-now", {}), ("ways", {}), ("plan", {}), ("step", {"step": "keep-posts"}), ("dates", {}),
    ("desks", {"all": "yes"}), ("routes", {}), ("route", {"route": "disclosure-order"}), ("care", {}),
    ("checklist", {}), ("pitfalls", {}), ("prevention", {}), ("later", {}), ("handbook", {}),
    ("page", {"page": "platform-act"}), ("page", {"page": "first-steps"}), ("services", {}),
    ("platform", {"platform": "x"}), ("check", {}), ("intake", {"page": "danger"}), ("intake", {"page": "leaked"}),
    ("intake", {"page": "monthly_income"}), ("intake-answers", {}), ("case", {}), ("hand-over", {}),
)  # fmt: skip
MOST_BYTES = 100 * 1024


@pytest.fixture(scope="module")
def device(filled: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("device")
    filled.copied_to(folder / "vault")
    running = Server(folder).start()
    yield running
    running.kill()


@pytest.fixture
def reader(browser: Browser, device: Server, size: Size) -> Iterator[Visitor]:
    person = Visitor.at(browser, device, size=size).enters()
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    person.reads_easily()
    yield person
    person.leaves()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360x740", "1280x800"])
def test_no_page_with_readings_is_worse_than_without(reader: Visitor, size: Size) -> None:
    found: list[str] = []
    for screen, args in GUIDANCE:
        reader.goes(screen, **args)
        page = reader.page
        assert page.locator("ruby").count() > 3, screen
        troubles = [*judging.walk(page).troubles, *judging.small_targets(page), *judging.too_wide(page)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            troubles += judging.violations(page)
        page.set_viewport_size({"width": 320, "height": 640})
        troubles += [f"at 320: {one}" for one in judging.too_wide(page)]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        sent = [size_ for url, size_ in reader.weights.items() if url.endswith("/m") or "/static/" in url]
        weight = sum(sent)  # as it was sent: the page with its styles and scripts
        troubles += [f"{weight} bytes"] if weight > MOST_BYTES else []
        found += [f"{screen} {dict(args)}: {one}" for one in troubles]
    assert found == []
    assert reader.errors == []


@pytest.mark.parametrize("size", [PHONE], ids=["360x740"])
def test_a_reading_is_heard_by_nobody_and_copied_by_nobody(reader: Visitor, size: Size) -> None:
    """Whoever listens hears each word once: the accessible name of a button is its words alone."""
    reader.goes("plan")
    listening = reader.page.context.new_cdp_session(reader.page)
    nodes = listening.send("Accessibility.getFullAXTree")["nodes"]
    heard = [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if not one["ignored"]]
    assert ("button", "今日はここまで") in heard
    texts = [name for role, name in heard if role == "StaticText"]
    assert "投稿" in texts
    readings = set(reader.page.evaluate("() => [...document.querySelectorAll('rt')].map((one) => one.textContent)"))
    assert len(readings) > 20
    assert [one for one in texts if one in readings and len(one) > 2] == []
    copied = reader.page.evaluate("() => getComputedStyle(document.querySelector('rt')).userSelect")
    assert copied == "none"


@pytest.mark.parametrize("size", [PHONE], ids=["360x740"])
def test_a_word_is_not_torn_from_its_reading_and_a_label_stays_one_line_of_words(reader: Visitor, size: Size) -> None:
    reader.goes("intake", page="leaked")
    reader.page.set_viewport_size({"width": 320, "height": 640})
    torn = reader.page.evaluate(
        "() => [...document.querySelectorAll('main ruby')].filter((one) => one.getClientRects().length > 1).length"
    )
    assert torn == 0
    tall = reader.page.evaluate(
        "() => [...document.querySelectorAll('label.choice')].filter((one) => one.clientHeight > 160)"
        ".map((one) => one.innerText)"
    )
    assert tall == []
