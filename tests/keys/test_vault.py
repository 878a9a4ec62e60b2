"""The ways into a vault: passphrase, recovery code, keyring, and what a change of one does to the others."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from yosuga.errors import VaultDamaged, WrongPassphrase
from yosuga.keys import vault
from yosuga.keys.cost import Cost
from yosuga.keys.header import Header
from yosuga.keys.passphrase import PassphraseTooShort
from yosuga.keys.recovery import CodeMistyped

PASSPHRASE = "青い 傘と 7つの 駅"


def stream(seed: str) -> Callable[[int], bytes]:
    """Give bytes that differ from call to call and are the same from run to run."""
    calls = iter(range(1000))
    return lambda size: hashlib.shake_256(f"{seed} {next(calls)}".encode()).digest(size)


@pytest.fixture(scope="module")
def made() -> tuple[Header, bytes, str]:
    return vault.create(passphrase=PASSPHRASE, random=stream("vault"))


def test_the_passphrase_opens_the_vault(made: tuple[Header, bytes, str]) -> None:
    header, master, _ = made
    assert vault.unlock(Header.from_bytes(header.to_bytes()), passphrase=PASSPHRASE) == master


def test_full_width_and_half_width_letters_are_the_same_passphrase(made: tuple[Header, bytes, str]) -> None:
    header, master, _ = made
    assert vault.unlock(header, passphrase="青い　傘と　７つの　駅") == master


def test_another_passphrase_is_refused(made: tuple[Header, bytes, str]) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unlock(made[0], passphrase=PASSPHRASE + "x")


def test_the_recovery_code_opens_the_vault_as_a_person_types_it(made: tuple[Header, bytes, str]) -> None:
    header, master, code = made
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert vault.unlock_with_recovery(header, code=typed) == master


def test_the_code_of_another_vault_is_refused(made: tuple[Header, bytes, str]) -> None:
    _, _, other = vault.create(passphrase=PASSPHRASE, random=stream("other"))
    with pytest.raises(WrongPassphrase):
        vault.unlock_with_recovery(made[0], code=other)


def test_a_slip_in_the_code_is_named_before_it_is_tried(made: tuple[Header, bytes, str]) -> None:
    header, _, code = made
    slip = ("Y" if code[0] != "Y" else "Z") + code[1:]
    with pytest.raises(CodeMistyped, match="group 1 of 8"):
        vault.unlock_with_recovery(header, code=slip)


def test_a_changed_passphrase_replaces_the_old_one_and_nothing_else(made: tuple[Header, bytes, str]) -> None:
    header, master, code = made
    changed = vault.change_passphrase(header, master=master, passphrase="あたらしい言葉四つ", random=stream("new"))
    assert vault.unlock(changed, passphrase="あたらしい言葉四つ") == master
    assert vault.unlock_with_recovery(changed, code=code) == master
    with pytest.raises(WrongPassphrase):
        vault.unlock(changed, passphrase=PASSPHRASE)


def test_a_renewed_code_replaces_the_old_one(made: tuple[Header, bytes, str]) -> None:
    header, master, code = made
    renewed, newer = vault.renew_recovery(header, master=master, random=stream("renew"))
    assert vault.unlock_with_recovery(renewed, code=newer) == master
    with pytest.raises(WrongPassphrase):
        vault.unlock_with_recovery(renewed, code=code)


def test_the_keyring_is_a_third_way_that_can_be_taken_back(made: tuple[Header, bytes, str]) -> None:
    header, master, _ = made
    with_keyring, device_key = vault.add_keyring(header, master=master, random=stream("device"))
    reread = Header.from_bytes(with_keyring.to_bytes())
    assert vault.unlock_with_keyring(reread, device_key=device_key) == master
    for refused in (header, vault.drop_keyring(reread)):
        with pytest.raises(WrongPassphrase):
            vault.unlock_with_keyring(refused, device_key=device_key)
    with pytest.raises(WrongPassphrase):
        vault.unlock_with_keyring(reread, device_key=device_key[:-1])


def test_the_ways_in_cannot_be_exchanged(made: tuple[Header, bytes, str]) -> None:
    header, master, _ = made
    with_keyring, device_key = vault.add_keyring(header, master=master, random=stream("device"))
    moved = replace(with_keyring, by_keyring=header.by_recovery)
    with pytest.raises(WrongPassphrase):
        vault.unlock_with_keyring(moved, device_key=device_key)


def test_a_header_is_never_wrapped_around_another_key(made: tuple[Header, bytes, str]) -> None:
    with pytest.raises(VaultDamaged):
        vault.change_passphrase(made[0], master=bytes(32), passphrase=PASSPHRASE, random=stream("x"))
    with pytest.raises(VaultDamaged):
        vault.renew_recovery(made[0], master=bytes(32), random=stream("x"))


@pytest.mark.parametrize("short", ["", "1234567", "あいうえお", "a      b", "　" * 20])
def test_a_passphrase_that_is_too_short_is_refused_kindly(short: str) -> None:
    with pytest.raises(PassphraseTooShort) as refusal:
        vault.create(passphrase=short, random=stream("short"))
    assert "8文字以上" in refusal.value.for_people()


def test_a_weaker_setting_written_into_the_header_does_not_open(made: tuple[Header, bytes, str]) -> None:
    header = made[0]
    weaker = replace(header, cost=Cost(memory_kib=65536, passes=4, lanes=4))
    with pytest.raises(WrongPassphrase):
        vault.unlock(weaker, passphrase=PASSPHRASE)


def test_a_case_key_opens_only_for_its_case_and_vault() -> None:
    key, master = bytes(range(32)), bytes(range(50, 82))
    wrapped = vault.wrap_case_key(key, master=master, case="c1")
    assert vault.unwrap_case_key(wrapped, master=master, case="c1") == key
    with pytest.raises(VaultDamaged):
        vault.unwrap_case_key(wrapped, master=master, case="c2")
    with pytest.raises(VaultDamaged):
        vault.unwrap_case_key(wrapped, master=bytes(32), case="c1")


def test_nothing_secret_is_in_the_header(made: tuple[Header, bytes, str]) -> None:
    header, master, code = made
    written = header.to_bytes()
    assert master.hex().encode() not in written
    assert code.encode() not in written
    assert master not in written
