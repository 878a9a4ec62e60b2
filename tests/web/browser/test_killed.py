"""The power goes in the middle of the questions, an import, a capture: what was answered and accepted is there."""

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer

import pytest
from playwright.sync_api import Error

from tests.web.browser import world
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.square import Square, open_square
from tests.web.browser.test_journeys import USUAL, is_safe
from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

FILES = 30
EID = re.compile(r"E\d{4}")


@pytest.fixture
def square() -> Iterator[Square]:
    with open_square() as running:
        yield running


def begins_again(person: Visitor) -> None:
    """Start the server again, come in and unlock."""
    person.server.start()
    person.takes_a_new_tab()
    person.enters()
    person.unlocks()


def with_a_vault(comes: Comes, server: Server) -> Visitor:
    person = comes(server)
    is_safe(person)
    person.presses("Make a vault")
    person.makes_vault()
    return person


def test_no_answered_page_is_lost_whenever_the_server_dies(server: Server, comes: Comes) -> None:
    person = with_a_vault(comes, server)
    person.goes("intake")
    given: list[str] = []
    for place in range(8):
        question = person.question
        person.answers(USUAL.get(question, "later"))
        given.append(question)
        if place % 3 == 1:
            server.kill()
            begins_again(person)
            person.goes("intake-answers")
            assert not set(given) & set(person.still_open()), "an answered page is open again"
            person.goes("intake", on="yes")
            assert person.question not in given


def test_an_answer_that_was_on_its_way_is_there_or_was_never_answered(server: Server, comes: Comes) -> None:
    person = with_a_vault(comes, server)
    person.goes("intake")
    person.answers(USUAL.get(person.question, "later"))
    for delay in (0.0, 0.004, 0.012, 0.03):
        question = person.question
        done = presses_and_dies(person, value=str(first_choice(person)), delay=delay)
        begins_again(person)
        person.goes("intake-answers")
        if done:
            assert question not in person.still_open(), delay
        person.goes("intake", on="yes")


def first_choice(person: Visitor) -> str:
    """Return a button that answers the open question."""
    return person.page.locator("main button[name='leave']").first.get_attribute("value") or ""


def presses_and_dies(person: Visitor, *, value: str, delay: float) -> bool:
    """Send the answer while the server is killed; return whether it said that it was kept."""
    form: dict[str, str | float | bool] = {**person.hidden(), "page": person.question, "leave": value}
    killer = Timer(delay, person.server.kill)
    killer.start()
    try:
        answer = person.page.context.request.post(f"{person.server.origin}/m", form=form, max_redirects=0)
        return answer.status == 303
    except Error:
        return False
    finally:
        killer.join()


@pytest.mark.parametrize("grown", [1, 9, 40])
def test_no_file_that_was_said_to_be_kept_is_lost(server: Server, comes: Comes, tmp_path: Path, grown: int) -> None:
    """It dies once the vault has so many files more: in the first picture, after some, near the end."""
    person = with_a_vault(comes, server)
    said = keeps(person, some_files(tmp_path, first=0, number=3))
    assert len(said) == 3
    killer = Thread(target=dies_when_grown, args=(server, grown))
    person.goes("keep")
    person.gives("files", *some_files(tmp_path, first=3, number=FILES))
    killer.start()
    try:
        person.presses("Keep it")
        said |= hashes(person)
    except Error:
        said |= set()  # the answer never came, so nothing was promised
    killer.join()
    begins_again(person)
    listed = every_item(person)
    assert 3 <= len(listed) < 3 + FILES, "it died in the middle"
    found = set()
    for eid in listed:
        person.goes("item", eid=eid)
        found |= hashes(person)
    assert said <= found
    person.presses("Check it now")  # the last one, which was the nearest to the end
    assert person.page.get_by_role("alert").count() == 0, person.text
    # What was under way is taken in by doing it once more, and nothing twice.
    again = keeps(person, some_files(tmp_path, first=3, number=FILES))
    assert len(again) == FILES
    person.goes("evidence")
    assert person.sees("Kept: {n}.", n=3 + FILES)


def every_item(person: Visitor) -> list[str]:
    """Return the numbers of all that is kept, page after page of the list."""
    person.goes("evidence")
    found = set(EID.findall(person.text))
    while person.says("Older") in person.buttons():
        person.presses("Older")
        found |= set(EID.findall(person.text))
    return sorted(found)


def dies_when_grown(server: Server, by: int) -> None:
    """Kill the server as soon as its vault has so many files more than now."""
    before = len(list((server.folder / "vault").rglob("*")))
    end = time.monotonic() + 60
    while time.monotonic() < end and len(list((server.folder / "vault").rglob("*"))) < before + by:
        time.sleep(0.002)
    server.kill()


def some_files(folder: Path, *, first: int, number: int) -> list[Path]:
    """Return pictures, each different."""
    paths = [folder / f"photo-{place}.png" for place in range(first, first + number)]
    for place, path in enumerate(paths, first):
        if not path.exists():
            path.write_bytes(world.screenshot(seed=place))
    return paths


def keeps(person: Visitor, paths: list[Path]) -> set[str]:
    """Keep files; return the hashes that the page says are kept."""
    person.goes("keep")
    person.gives("files", *paths)
    person.presses("Keep it")
    return hashes(person) & {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def hashes(person: Visitor) -> set[str]:
    """Return every SHA-256 on the page."""
    return set(re.findall(r"\b[0-9a-f]{64}\b", person.text))


def test_a_page_that_was_being_captured_waits_and_is_taken_afterwards(
    server: Server, comes: Comes, square: Square
) -> None:
    person = with_a_vault(comes, server)
    person.goes("keep")
    person.fills("urls", f"{square.slow}\n{square.post}")
    person.page.get_by_text(person.says("More choices")).click()
    person.page.locator("[name='own-machines']").check()
    person.presses("Keep it")
    while not square.asked:
        person.looks()
    server.kill()
    square.let_go.set()
    begins_again(person)
    person.goes("keeping")
    assert person.sees("Not everything is kept yet")
    assert square.slow in person.text
    person.presses("Go on")
    person.waits_for("It is kept")
    assert {"E0001", "E0002"} <= set(EID.findall(person.text))
