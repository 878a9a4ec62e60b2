"""The header of a local vault: everything that is kept in the clear so that the right person can open it.

`vault.json`, described in docs/formats/vault.md. Reading is exact: what would not be written byte for byte the same is
refused, so nothing unknown, doubled or out of bounds gets through.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Self

from yosuga.errors import VaultDamaged
from yosuga.keys.cost import SALT, Cost
from yosuga.keys.wrap import WRAPPED

_FORMAT = "yosuga-vault"
_VERSION = 1
_MOST_BYTES = 16 * 1024
_ID = 16
_MARK = 16


@dataclass(frozen=True, slots=True)
class Header:
    """The master key of one vault, wrapped two or three times.

    `vault` is 32 random hex digits; `mark` is derived from the master key and tells whether a key is that key.
    `by_keyring` is None unless the person asked for it: the keyring is never the only way in.
    """

    vault: str
    mark: bytes
    cost: Cost
    salt: bytes
    by_passphrase: bytes
    by_recovery: bytes
    by_keyring: bytes | None = None

    def to_bytes(self) -> bytes:
        """Return the file, the same bytes for the same header: UTF-8 JSON, sorted keys, its own SHA-256 included."""
        body = self._body()
        return _json({**body, "sha256": _digest(body)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the file. Raises VaultDamaged when a single byte is not as this version writes it."""
        if len(data) > _MOST_BYTES:
            raise VaultDamaged("header: too long")
        header = cls._read(_object(data))
        if header.to_bytes() != data:
            raise VaultDamaged("header: altered, or not in a form this version knows")
        return header

    @classmethod
    def _read(cls, body: dict[str, object]) -> Self:
        """Build the header from parsed JSON; `from_bytes` compares the result with what was read."""
        argon2 = body.get("argon2id")
        if not isinstance(argon2, dict):
            raise VaultDamaged("header: no argon2id")
        keyring = body.get("by_keyring")
        return cls(
            vault=_hex(body.get("vault"), size=_ID).hex(),
            mark=_hex(body.get("mark"), size=_MARK),
            cost=Cost(
                memory_kib=_integer(argon2.get("memory_kib")),
                passes=_integer(argon2.get("passes")),
                lanes=_integer(argon2.get("lanes")),
            ),
            salt=_hex(argon2.get("salt"), size=SALT),
            by_passphrase=_hex(body.get("by_passphrase"), size=WRAPPED),
            by_recovery=_hex(body.get("by_recovery"), size=WRAPPED),
            by_keyring=None if keyring is None else _hex(keyring, size=WRAPPED),
        )

    def _body(self) -> dict[str, object]:
        return {
            "format": _FORMAT,
            "version": _VERSION,
            "vault": self.vault,
            "mark": self.mark.hex(),
            "argon2id": {
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
                "salt": self.salt.hex(),
            },
            "by_passphrase": self.by_passphrase.hex(),
            "by_recovery": self.by_recovery.hex(),
            "by_keyring": None if self.by_keyring is None else self.by_keyring.hex(),
        }


def _json(body: dict[str, object]) -> bytes:
    return json.dumps(body, sort_keys=True, indent=1).encode() + b"\n"


def _digest(body: dict[str, object]) -> str:
    """Return a plain hash: it tells a damaged header from a wrong passphrase, and is no defence against an attacker."""
    return hashlib.sha256(_json(body)).hexdigest()


def _object(data: bytes) -> dict[str, object]:
    try:
        body: object = json.loads(data)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, a number of a million digits, a deep nest
        raise VaultDamaged("header: not JSON") from None
    if not isinstance(body, dict):
        raise VaultDamaged("header: not an object")
    return body


def _hex(value: object, *, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size:
        raise VaultDamaged("header: a field has the wrong form")
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise VaultDamaged("header: a field is not hexadecimal") from None


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise VaultDamaged("header: a field is not a number")
    return value
