"""The steps of a capture: nothing is tried on a dead page, and nothing heavy on one still busy with a slow step."""

import asyncio
import base64
from collections.abc import Awaitable, Callable

import pytest

from tests.capture.test_engine_protocol import Answers, Far, reply, speak
from yosuga.capture import steps
from yosuga.capture.base import Limits, Reason
from yosuga.capture.browser import pictures
from yosuga.capture.browser.bodies import Bodies
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.page import Page
from yosuga.capture.browser.protocol import Connection, NoAnswer
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message
from yosuga.capture.steps import Steps
from yosuga.capture.taken import Taken

Story = Callable[[Steps, Tab, Taken], Awaitable[None]]


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_ANSWER_S", 0.05)


def busy(call: dict[str, object]) -> bytes | None:
    """Answer as the browser does for a page that is at work: its scripts are stopped, and it still says nothing."""
    return reply(call) if call["method"] == "Runtime.terminateExecution" else None


def idle(call: dict[str, object]) -> bytes:
    return reply(call, executionContextId=1, result={"value": 0})


def tell(story: Story, *, answers: Answers) -> None:
    async def talk(connection: Connection, _far: Far) -> None:
        limits, taken = Limits(), Taken()
        bodies = Bodies(connection=connection, limits=limits, memory=lambda: 0)
        tab = Tab(connection=connection, recorder=Recorder(connection=connection, limits=limits, bodies=bodies))
        await story(Steps(tab=tab, page=Page(tab), limits=limits, taken=taken), tab, taken)

    speak(answers, talk)


async def drawn() -> bytes:
    return b"drawn"


async def too_slow() -> bytes:
    raise NoAnswer("Page.captureSnapshot")


async def for_ever() -> bytes:
    await asyncio.Event().wait()
    return b""


def test_nothing_heavy_is_begun_on_a_page_still_busy_with_a_step_that_was_too_slow() -> None:
    async def story(step: Steps, _tab: Tab, taken: Taken) -> None:
        await step.draw("mhtml", too_slow, otherwise=b"")
        assert await step.draw("pdf", drawn, otherwise=b"") == b""
        assert taken.reasons == [Reason("step-timeout", "mhtml"), Reason("step-timeout", "pdf")]
        assert "pdf" not in taken.timings

    tell(story, answers=busy)


def test_a_page_that_answers_again_is_drawn_again() -> None:
    async def story(step: Steps, _tab: Tab, taken: Taken) -> None:
        await step.draw("mhtml", too_slow, otherwise=b"")
        assert await step.draw("pdf", drawn, otherwise=b"") == b"drawn"
        assert taken.reasons == [Reason("step-timeout", "mhtml")]

    tell(story, answers=idle)


@pytest.mark.parametrize(("answers", "there", "stuck"), [(idle, True, 0), (busy, False, 1)])
def test_only_a_page_that_says_nothing_has_its_scripts_stopped(answers: Answers, there: bool, stuck: int) -> None:
    async def story(_step: Steps, tab: Tab, _taken: Taken) -> None:
        page = Page(tab)
        step = Steps(tab=tab, page=page, limits=Limits(), taken=Taken())
        assert (await step.answers(), page.stuck) == (there, stuck)

    tell(story, answers=answers)


def test_nothing_is_tried_on_a_dead_page() -> None:
    async def story(step: Steps, tab: Tab, taken: Taken) -> None:
        tab.crash()
        assert await step.do("size", drawn(), otherwise=b"none") == b"none"
        assert await step.draw("pdf", drawn, otherwise=b"none") == b"none"
        await step.attempt("film", asyncio.sleep(0))
        assert (taken.reasons, taken.timings) == ([], {})

    tell(story, answers=busy)


def test_a_step_ends_when_its_page_dies() -> None:
    async def story(step: Steps, tab: Tab, taken: Taken) -> None:
        asyncio.get_running_loop().call_later(0.01, tab.crash)
        assert await step.do("pdf", for_ever(), otherwise=b"none", within=30) == b"none"
        assert taken.reasons == []

    tell(story, answers=busy)


@pytest.mark.parametrize(("ended", "passed"), [(True, 5), (False, 0)])
def test_a_crash_is_put_down_to_memory_only_after_a_page_was_ended_for_it(ended: bool, passed: int) -> None:
    async def story(_step: Steps, tab: Tab, _taken: Taken) -> None:
        if ended:
            tab.suspect(5)
        tab.crash()
        assert tab.memory_passed == passed

    tell(story, answers=busy)


def test_a_question_that_went_with_the_document_it_was_put_to_is_no_fault_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def moving(call: dict[str, object]) -> bytes | None:
        asked.append(str(call["method"]))
        return None if asked.count("Runtime.evaluate") == 1 and asked[-1] == "Runtime.evaluate" else idle(call)

    async def story(step: Steps, tab: Tab, _taken: Taken) -> None:
        evaluate = Page._evaluate

        async def moved(page: Page, expression: str, *, within: float) -> object:
            try:
                return await evaluate(page, expression, within=within)
            except NoAnswer:
                tab.generation += 1  # another document has come meanwhile
                raise

        monkeypatch.setattr(Page, "_evaluate", moved)
        page = Page(tab)
        assert await page.ask("0", within=0.05) == 0
        assert page.stuck == 0
        assert "Runtime.terminateExecution" not in asked

    tell(story, answers=moving)


def test_a_picture_lost_with_its_document_is_taken_of_the_next_without_waiting() -> None:
    asked: list[str] = []

    def losing(call: dict[str, object]) -> bytes | None:
        asked.append(str(call["method"]))
        return None if len(asked) == 1 else reply(call, data=base64.b64encode(b"drawn").decode())

    async def story(_step: Steps, tab: Tab, _taken: Taken) -> None:
        moved: Message = {"frame": {"url": "https://sns.example/there"}}
        asyncio.get_running_loop().call_later(0.01, tab.heard, "Page.frameNavigated", moved, "")
        async with asyncio.timeout(2):
            assert await pictures.viewport(tab, within=60) == b"drawn"
        assert asked == ["Page.captureScreenshot"] * 2

    tell(story, answers=losing)
