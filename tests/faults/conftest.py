import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stand import Stand, stand

_MEMORY = Path("/dev/shm")  # noqa: S108  # what is made below has a random name


@pytest.fixture(scope="session")
def bench() -> Iterator[Stand]:
    """A stand in memory where the system has such a place: thousands of syncs are made, and none is put to the test."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder, stand(Path(folder)) as made:
        yield made
