"""The system's keyring: helpful when it is there, never in the way when it is not."""

import sys
from types import ModuleType

import pytest

from yosuga.keys import keyring_
from yosuga.keys.keyring_ import KeyringAbsent

KEY = bytes(range(32))


class KeyringError(Exception):
    """As `keyring.errors` names it."""


class PasswordDeleteError(KeyringError):
    """As `keyring.errors` names it."""


class Ring:
    """A keyring that keeps, loses or refuses."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.forgetful = False

    def check(self) -> None:
        if self.locked:
            raise KeyringError("locked")

    def set_password(self, service: str, name: str, value: str) -> None:
        self.check()
        if not self.forgetful:
            self.kept[service, name] = value

    def get_password(self, service: str, name: str) -> str | None:
        self.check()
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        self.check()
        if self.kept.pop((service, name), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring, module, errors = Ring(), ModuleType("keyring"), ModuleType("keyring.errors")
    for name in ("set_password", "get_password", "delete_password"):
        setattr(module, name, getattr(ring, name))
    vars(errors).update(KeyringError=KeyringError, PasswordDeleteError=PasswordDeleteError)
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return ring


def test_a_key_is_kept_recalled_and_forgotten(ring: Ring) -> None:
    keyring_.remember("v1", key=KEY)
    assert keyring_.recall("v1") == KEY
    assert keyring_.recall("v2") is None
    keyring_.forget("v1")
    keyring_.forget("v1")
    assert keyring_.recall("v1") is None
    assert not ring.kept


def test_a_keyring_that_does_not_keep_is_not_believed(ring: Ring) -> None:
    ring.forgetful = True
    with pytest.raises(KeyringAbsent):
        keyring_.remember("v1", key=KEY)


def test_a_locked_keyring_is_no_way_in_and_no_crash(ring: Ring) -> None:
    ring.locked = True
    assert keyring_.recall("v1") is None
    with pytest.raises(KeyringAbsent):
        keyring_.remember("v1", key=KEY)
    with pytest.raises(KeyringAbsent):
        keyring_.forget("v1")


def test_rubbish_in_the_keyring_is_no_key(ring: Ring) -> None:
    ring.kept["yosuga", "v1"] = "not hexadecimal"
    assert keyring_.recall("v1") is None


def test_without_the_extra_there_is_simply_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert keyring_.recall("v1") is None
    keyring_.forget("v1")
    with pytest.raises(KeyringAbsent, match="not installed"):
        keyring_.remember("v1", key=KEY)
