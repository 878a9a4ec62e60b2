"""One page and one browser for each file of tests, and the packages the page is given."""

from collections.abc import Iterator

import pytest

from tests.page.browsing import Opened, opened
from tests.page.summaries import summary
from tests.verifier.world import World, make_world
from yosuga_page import making


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The packages most tests start from; never written to, only copied."""
    return make_world(tmp_path_factory.mktemp("packages"))


# Not for the session: while a browser is driven, nothing else in the process can run an event loop of its own.
@pytest.fixture(scope="module")
def browsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page, opened from a disk."""
    file = tmp_path_factory.mktemp("page") / making.NAME
    file.write_bytes(making.page(summary()))
    with opened(file) as page:
        yield page
