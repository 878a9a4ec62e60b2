"""Calls to the browser: answers find their callers, large ones are not parsed, silence and death are told apart."""

import asyncio
import base64
import json
import os
from collections.abc import Awaitable, Callable

import pytest

from yosuga.capture.browser.protocol import CallFailed, Connection, NoAnswer
from yosuga.capture.browser.wires import BrowserGone, PipeWire

Answers = Callable[[dict[str, object]], bytes | None]


class Far:
    """The far end of a pipe: answers each call with what `answers` makes of it."""

    def __init__(self, answers: Answers) -> None:
        self._calls, ours_out = os.pipe()
        ours_in, self._answers = os.pipe()
        self.wire = PipeWire(reading=ours_in, writing=ours_out)
        self._make = answers
        self._rest = b""

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        while chunk := await loop.run_in_executor(None, os.read, self._calls, 1 << 16):
            *calls, self._rest = (self._rest + chunk).split(b"\0")
            for call in calls:
                answer = self._make(json.loads(call))
                if answer is not None:
                    await loop.run_in_executor(None, _write_all, self._answers, answer + b"\0")
        os.close(self._calls)

    def die(self) -> None:
        os.close(self._answers)


def _write_all(end: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(end, left) :]


def speak(answers: Answers, talk: Callable[[Connection, Far], Awaitable[None]]) -> None:
    async def both() -> None:
        far = Far(answers)
        connection = Connection(far.wire)
        server = asyncio.create_task(far.serve())
        try:
            await talk(connection, far)
        finally:
            await connection.close()
            await server

    asyncio.run(both())


def reply(call: dict[str, object], **result: object) -> bytes:
    return json.dumps({"id": call["id"], "result": result}).encode()


def test_answers_in_any_order_find_their_callers() -> None:
    held: list[bytes] = []

    def swap(call: dict[str, object]) -> bytes | None:
        held.append(reply(call, said=call["method"]))
        return b"\0".join(reversed(held)) if len(held) == 2 else None

    async def talk(connection: Connection, far: Far) -> None:
        first, second = await asyncio.gather(connection.call("A", within=5), connection.call("B", within=5))
        assert (first["said"], second["said"]) == ("A", "B")
        far.die()

    speak(swap, talk)


@pytest.mark.parametrize("size", [0, 1, 70_000, 5_000_000])
def test_a_payload_of_any_size_comes_back_byte_for_byte(size: int) -> None:
    body = os.urandom(size)

    def answer(call: dict[str, object]) -> bytes:
        raw = base64.b64encode(body).decode()
        return f'{{"id":{call["id"]},"result":{{"body":"{raw}","base64Encoded":true}}}}'.encode()

    async def talk(connection: Connection, far: Far) -> None:
        assert await connection.payload("Fetch.getResponseBody", within=5) == body
        far.die()

    speak(answer, talk)


def test_a_large_text_payload_is_not_taken_for_base64() -> None:
    text = 'abcd"\\\n日本' * 20_000

    def answer(call: dict[str, object]) -> bytes:
        raw = json.dumps(text, ensure_ascii=False)
        return f'{{"id":{call["id"]},"result":{{"body":{raw},"base64Encoded":false}}}}'.encode()

    async def talk(connection: Connection, far: Far) -> None:
        assert await connection.payload("X", within=5) == text.encode()
        far.die()

    speak(answer, talk)


def test_an_error_of_the_browser_names_the_call_and_its_words() -> None:
    def answer(call: dict[str, object]) -> bytes:
        return json.dumps({"id": call["id"], "error": {"code": -32000, "message": "No frame"}}).encode()

    async def talk(connection: Connection, far: Far) -> None:
        with pytest.raises(CallFailed, match=r"Page\.navigate: No frame"):
            await connection.call("Page.navigate", within=5)
        far.die()

    speak(answer, talk)


def test_silence_ends_with_the_time_of_the_call_and_a_late_answer_harms_nobody() -> None:
    late: list[dict[str, object]] = []

    def answer(call: dict[str, object]) -> bytes | None:
        late.append(call)
        return None if len(late) == 1 else b"\0".join(reply(one, n=len(late)) for one in late)

    async def talk(connection: Connection, far: Far) -> None:
        with pytest.raises(NoAnswer):
            await connection.call("First", within=0.05)
        assert (await connection.call("Second", within=5))["n"] == 2
        far.die()

    speak(answer, talk)


def test_a_browser_that_dies_ends_every_call_at_once() -> None:
    async def talk(connection: Connection, far: Far) -> None:
        call = asyncio.create_task(connection.call("Anything", within=60))
        await asyncio.sleep(0)
        far.die()
        with pytest.raises(BrowserGone):
            await call
        with pytest.raises(BrowserGone):
            await connection.call("Later", within=60)

    speak(lambda _: None, talk)
