import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import vaults
from tests.vaults import PASSPHRASE, Vault
from yosuga import settings
from yosuga.cli import words
from yosuga.cli.main import main
from yosuga.keys import vault as master_key
from yosuga.keys.cost import stretch


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> Sequence[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Shell:
    """Types commands into this process, on a vault of its own."""

    home: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words_: str) -> Ran:
        self.capsys.readouterr()
        try:
            code = main(words_)
        except SystemExit as left:  # argparse leaves by itself after --help
            code = int(str(left.code or 0))
        taken = self.capsys.readouterr()
        return Ran(code, taken.out, taken.err)


once = cache(stretch)


@pytest.fixture(autouse=True)
def one_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id takes its time on purpose; the same passphrase of the same vault is stretched once a session."""
    monkeypatch.setattr(master_key, "stretch", once)


@pytest.fixture(autouse=True)
def japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with language("ja", monkeypatch):
        yield


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with language("en", monkeypatch):
        yield


@contextmanager
def language(code: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YOSUGA_LANG", code)
    words.forget()
    yield
    words.forget()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """A vault with one case and one item."""
    folder = tmp_path_factory.mktemp("template")
    with django_db_blocker.unblock():
        made = vaults.make(folder / "vault")
        from yosuga.cases import actions as cases
        from yosuga.evidence import actions

        (folder / "memo.txt").write_text("はじめのファイル\n", "utf-8")
        with made.opened() as tools:
            cases.open_case("事件", actor=vaults.ACTOR, tools=tools)
            actions.import_file(folder / "memo.txt", kind=None, case="事件", actor=vaults.ACTOR, tools=tools)
    return made


@pytest.fixture
def database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        yield
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("YOSUGA_PASSPHRASE_FILE", str(path))
    return path


@pytest.fixture
def no_vault(
    tmp_path: Path,
    database: None,
    passphrase_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """A shell where no vault is yet."""
    home = tmp_path / "vault"
    monkeypatch.setattr(settings, "HOME", home)
    vaults.point_at(home)
    return Shell(home, capsys)


@pytest.fixture
def yosuga(template: Vault, no_vault: Shell) -> Shell:
    """A shell with a vault that holds one item of the case 事件."""
    template.copied_to(no_vault.home)
    return no_vault
