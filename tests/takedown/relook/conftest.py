from collections.abc import Iterator

import pytest

from tests.takedown import relook_site as sites
from tests.takedown.following import opened
from tests.takedown.relook_site import Site, Watch
from yosuga.tools import Tools


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with sites.running() as site:
        yield site


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    before, otherwise = dict(running.pages), running.otherwise
    running.asked.clear()
    yield running
    running.pages, running.otherwise = before, otherwise


@pytest.fixture
def watch(tools: Tools) -> Watch:
    return Watch(opened(tools), tools)
