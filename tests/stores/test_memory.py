"""The memory store of the tests keeps the same promises as the real one."""

import pytest

from tests.fakes import MemoryStore
from tests.stores.contract import StoreContract
from yosuga.stores.base import Store


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()
