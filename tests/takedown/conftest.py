from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import vaults
from tests.vaults import Vault
from yosuga.tools import Tools


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    with django_db_blocker.unblock():
        return vaults.make(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture
def vault(template: Vault, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Vault]:
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        yield template.copied_to(tmp_path / "vault")
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def tools(vault: Vault) -> Iterator[Tools]:
    with vault.opened() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(
    template: Vault, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Tools]:
    """One vault for a file of tests, each with a case of its own: opening one costs more than most tests."""
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        with template.copied_to(tmp_path_factory.mktemp("shared") / "vault").opened() as opened:
            yield opened
        connection.close()
        connection.settings_dict["NAME"] = before
