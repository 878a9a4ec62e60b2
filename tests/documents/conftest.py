from collections.abc import Iterator

import pytest

from tests.authority import LoopbackAuthority, Mood
from tests.documents.sealed import NOW, Receiver, a_key, certificate_page, stamp_of
from yosuga.documents.signing import sign


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
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackAuthority]:
    """An authority of the same names that nobody pinned, whose root is in its tokens."""
    with LoopbackAuthority(tmp_path_factory.mktemp("stranger"), embeds_root=True) as stranger:
        yield stranger


@pytest.fixture(scope="session")
def page() -> bytes:
    """The certificate of a seal before it is signed."""
    return certificate_page()


@pytest.fixture(scope="session")
def sealed(_running: LoopbackAuthority, page: bytes) -> bytes:
    """The same, signed with the key of the case and stamped twice."""
    return sign(page, key=a_key(), stamp=stamp_of(_running), moment=NOW, roots=[_running.root_pem]).pdf


@pytest.fixture
def found(authority: LoopbackAuthority) -> Receiver:
    """What a receiver finds who holds the authority's root and the printed fingerprint."""
    return Receiver([authority.root_pem], fingerprint=a_key().fingerprint)
