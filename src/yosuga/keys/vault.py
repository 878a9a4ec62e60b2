"""A local vault's master key: made once, opened by passphrase, recovery code or keyring; case keys under it.

Nothing here is kept between calls: whoever asks for a key holds it, and closing the vault is letting go of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from yosuga.errors import VaultDamaged, WrongPassphrase, YosugaError
from yosuga.keys import passphrase as passphrases
from yosuga.keys import recovery
from yosuga.keys.cost import SALT, Cost, stretch
from yosuga.keys.header import Header
from yosuga.keys.wrap import KEY, CaseBinding, derive, unwrap, wrap

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way into a vault; for the passphrase, the settings of Argon2id belong to it."""

    word: ClassVar[str] = "master"
    damage: ClassVar[type[YosugaError]] = WrongPassphrase

    vault: str
    name: str
    settings: bytes = b""

    def parts(self) -> tuple[bytes, ...]:
        """Return vault, way and settings."""
        return (self.vault.encode(), self.name.encode(), self.settings)


def create(*, passphrase: str, random: Random, cost: Cost | None = None) -> tuple[Header, bytes, str]:
    """Make a vault: its header, its master key (32 bytes) and the recovery code to print. All three are new.

    `random` is `os.urandom` or a test's own; `cost` is the floor unless `calibrate` found more. Raises
    PassphraseTooShort. Nothing is stored here: the header must be durable before the code is shown.
    """
    passphrases.check_new(passphrase)
    master, code = random(KEY), random(recovery.ENTROPY)
    vault, salt = random(16).hex(), random(SALT)
    cost = cost or Cost.floor()
    header = Header(
        vault=vault,
        mark=_mark(master),
        cost=cost,
        salt=salt,
        by_passphrase=_under_passphrase(master, vault=vault, passphrase=passphrase, salt=salt, cost=cost),
        by_recovery=wrap(master, under=code, binding=_Way(vault, "recovery")),
    )
    return header, master, recovery.written(code)


def unlock(header: Header, *, passphrase: str) -> bytes:
    """Return the master key. Takes about as long as `cost` says. Raises WrongPassphrase."""
    under = stretch(passphrases.to_bytes(passphrase), salt=header.salt, cost=header.cost)
    way = _passphrase_way(header.vault, salt=header.salt, cost=header.cost)
    return _proven(unwrap(header.by_passphrase, under=under, binding=way), header=header)


def unlock_with_recovery(header: Header, *, code: str) -> bytes:
    """Return the master key by the printed code. Raises CodeMistyped (a slip) or WrongPassphrase (another code)."""
    way = _Way(header.vault, "recovery")
    return _proven(unwrap(header.by_recovery, under=recovery.read(code), binding=way), header=header)


def unlock_with_keyring(header: Header, *, device_key: bytes) -> bytes:
    """Return the master key by the keyring's 32 bytes. Raises WrongPassphrase when they are not for this header."""
    if header.by_keyring is None or len(device_key) != KEY:
        raise WrongPassphrase("keyring")
    way = _Way(header.vault, "keyring")
    return _proven(unwrap(header.by_keyring, under=device_key, binding=way), header=header)


def change_passphrase(
    header: Header, *, master: bytes, passphrase: str, random: Random, cost: Cost | None = None
) -> Header:
    """Return a header that opens by the new passphrase; recovery code and keyring stay as they are.

    Copies of the old header still open by the old passphrase: they are destroyed, not only replaced. Raises
    PassphraseTooShort, VaultDamaged when `master` is not this vault's.
    """
    _proven(master, header=header)
    passphrases.check_new(passphrase)
    cost, salt = cost or header.cost, random(SALT)
    wrapped = _under_passphrase(master, vault=header.vault, passphrase=passphrase, salt=salt, cost=cost)
    return replace(header, cost=cost, salt=salt, by_passphrase=wrapped)


def renew_recovery(header: Header, *, master: bytes, random: Random) -> tuple[Header, str]:
    """Return a header and the new recovery code to print; the old code does not open the new header."""
    _proven(master, header=header)
    code = random(recovery.ENTROPY)
    way = _Way(header.vault, "recovery")
    return replace(header, by_recovery=wrap(master, under=code, binding=way)), recovery.written(code)


def add_keyring(header: Header, *, master: bytes, random: Random) -> tuple[Header, bytes]:
    """Return a header with a third way in, and the 32 bytes for the keyring."""
    _proven(master, header=header)
    device_key = random(KEY)
    way = _Way(header.vault, "keyring")
    return replace(header, by_keyring=wrap(master, under=device_key, binding=way)), device_key


def drop_keyring(header: Header) -> Header:
    """Return a header that the keyring does not open."""
    return replace(header, by_keyring=None)


def wrap_case_key(key: bytes, *, master: bytes, case: str) -> bytes:
    """Wrap a case key for the vault's database, bound to the case's id."""
    return wrap(key, under=master, binding=CaseBinding(case))


def unwrap_case_key(wrapped: bytes, *, master: bytes, case: str) -> bytes:
    """Return a case key. Raises VaultDamaged: altered, from another case, or from another vault."""
    return unwrap(wrapped, under=master, binding=CaseBinding(case))


def _under_passphrase(master: bytes, *, vault: str, passphrase: str, salt: bytes, cost: Cost) -> bytes:
    under = stretch(passphrases.to_bytes(passphrase), salt=salt, cost=cost)
    return wrap(master, under=under, binding=_passphrase_way(vault, salt=salt, cost=cost))


def _passphrase_way(vault: str, *, salt: bytes, cost: Cost) -> _Way:
    settings = f"argon2id m={cost.memory_kib} t={cost.passes} p={cost.lanes} s={salt.hex()}"
    return _Way(vault, "passphrase", settings.encode())


def _mark(master: bytes) -> bytes:
    """Return 16 bytes that tell whether a key is this vault's master key, and nothing else about it."""
    return derive(master, label="mark")[:16]


def _proven(master: bytes, *, header: Header) -> bytes:
    """Return the key if it is this vault's: a header must never be wrapped around another key."""
    if _mark(master) != header.mark:
        raise VaultDamaged("header: its parts do not belong together")
    return master
