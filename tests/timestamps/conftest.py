from collections.abc import Iterator

import pytest

from tests.authority import LoopbackAuthority, Mood


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackAuthority]:
    with LoopbackAuthority(tmp_path_factory.mktemp("authority")) as authority:
        yield authority


@pytest.fixture
def authority(_running: LoopbackAuthority) -> Iterator[LoopbackAuthority]:
    """The honest authority of this test process; a test may change its mood, the next finds it honest."""
    _running.requests.clear()
    yield _running
    _running.mood = Mood.HONEST


@pytest.fixture(scope="session")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackAuthority]:
    """A self-made authority with the same names as the honest one, whose root is embedded in its tokens."""
    with LoopbackAuthority(tmp_path_factory.mktemp("forger"), embeds_root=True) as forger:
        yield forger
