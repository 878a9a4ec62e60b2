"""The one Playwright of a test process: a second beside it is refused, whoever started the first."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Playwright, sync_playwright

_running: list[Playwright] = []
_users: list[object] = []


@contextmanager
def driven() -> Iterator[Playwright]:
    """Share Playwright: the first to come starts it, the last to leave stops it, in whatever order they leave."""
    me = object()
    if not _users:
        _running.append(sync_playwright().start())
    _users.append(me)
    try:
        yield _running[0]
    finally:
        _users.remove(me)
        if not _users:
            _running.pop().stop()
