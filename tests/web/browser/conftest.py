"""Servers, a browser, and people before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tests.vaults import Vault
from tests.web.browser import visitor, world
from tests.web.browser.server import Server
from tests.web.browser.visitor import Visitor

Comes = Callable[..., Visitor]


# Not for the session: while a browser is driven, nothing else in the process can run an event loop of its own.
# The vault is made first, for the same reason.
@pytest.fixture(scope="module")
def browser(filled: Vault) -> Iterator[Browser]:
    with visitor.browsers() as running:
        yield running


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """The vault in which every screen has something to show."""
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        made = world.make(tmp_path_factory.mktemp("filled"))
        connection.close()
        connection.settings_dict.update(before)
    return made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a device where nobody made a vault yet."""
    running = Server(tmp_path).start()
    yield running
    running.kill()


@pytest.fixture
def kept(filled: Vault, tmp_path: Path) -> Iterator[Server]:
    """A server on a device with the filled vault, locked."""
    filled.copied_to(tmp_path / "vault")
    running = Server(tmp_path).start()
    yield running
    running.kill()


@pytest.fixture
def comes(browser: Browser) -> Iterator[Comes]:
    """Let somebody sit down before a window of their own: `comes(server, size=DESK, scripts=False)`."""
    here: list[Visitor] = []

    def come(server: Server, **manner: object) -> Visitor:
        here.append(Visitor.at(browser, server, **manner))  # type: ignore[arg-type]  # passed on as it was written
        return here[-1].enters()

    yield come
    for one in here:
        one.leaves()
