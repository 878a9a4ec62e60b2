import asyncio

import pytest

from yosuga.capture.ending import to_the_end


def test_an_end_that_is_cancelled_halfway_is_still_done_to_its_end() -> None:
    done: list[str] = []

    async def ends() -> None:
        done.append("begun")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append("ended")

    async def stopped_twice() -> None:
        task = asyncio.create_task(to_the_end(ends()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stopped_twice())
    assert done == ["begun", "ended"]


def test_what_goes_wrong_at_an_end_is_told() -> None:
    async def fails() -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        asyncio.run(to_the_end(fails()))
