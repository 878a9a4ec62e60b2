"""The packages that are attacked, made once a session."""

import pytest

from tests.verifier.world import World, make_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The packages the attacks start from; never written to, only copied."""
    return make_world(tmp_path_factory.mktemp("packages"))
