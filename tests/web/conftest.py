"""A vault of its own for each test of the web door, and people who come to it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import vaults
from tests.vaults import Vault
from tests.web.person import Person
from yosuga import settings
from yosuga.keys import slot
from yosuga.keys import vault as master_key
from yosuga.keys.cost import stretch
from yosuga.web.sessions import sessions
from yosuga.web.vaults import holder

once = cache(stretch)


@pytest.fixture(autouse=True)
def one_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id takes its time on purpose; the same passphrase of the same vault is stretched once a session."""
    monkeypatch.setattr(master_key, "stretch", once)
    monkeypatch.setattr(slot, "stretch", once)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """A vault with one case and one item."""
    folder = tmp_path_factory.mktemp("template")
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        made = vaults.make(folder / "vault")
        from yosuga.cases import actions as cases
        from yosuga.evidence import actions

        (folder / "memo.txt").write_text("はじめのファイル\n", "utf-8")
        with made.opened() as tools:
            cases.open_case("事件", actor=vaults.ACTOR, tools=tools)
            actions.import_file(folder / "memo.txt", kind=None, case="事件", actor=vaults.ACTOR, tools=tools)
        connection.close()
        connection.settings_dict.update(before)
    return made


@pytest.fixture
def home(tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder without a vault."""
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        place = tmp_path / "vault"
        monkeypatch.setattr(settings, "HOME", place)
        vaults.point_at(place)
        holder.pace.passed()
        yield place
        holder.close()
        for session in sessions.alive():
            sessions.end(session.id)
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture
def person(home: Path) -> Person:
    """Somebody who just came in; there is no vault yet."""
    return Person().enters()


@pytest.fixture
def vault(template: Vault, home: Path) -> Vault:
    """A vault with the case 事件 and one item, locked."""
    return template.copied_to(home)


@pytest.fixture
def owner(vault: Vault) -> Person:
    """Somebody who came in and unlocked that vault. No case is chosen yet."""
    person = Person().enters()
    person.unlocks()
    return person
