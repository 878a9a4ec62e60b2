"""Does what has to be done at an end to its end, even when the task that does it is cancelled meanwhile."""

import asyncio
from collections.abc import Coroutine


async def to_the_end(work: Coroutine[object, object, None]) -> None:
    """Run `work` to its end; a cancellation that comes meanwhile is raised once it is done.

    A capture may be stopped while it is already leaving: sockets and films would be left to the collector.
    """
    task = asyncio.ensure_future(work)
    stopped: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            stopped = error
    if stopped is not None:
        raise stopped
    await task
