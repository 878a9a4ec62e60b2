"""Keys wrapped under keys and small texts sealed, each bound to the one place where it belongs.

Everything is AES-256-GCM under a key derived for that one purpose. A wrap that was moved to another row, item, case or
vault does not open there. The layout is written down in docs/formats/vault.md.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yosuga.errors import BadInput, BlobDamaged, VaultDamaged, YosugaError
from yosuga.text import nfc

KEY = 32
WRAPPED = 1 + 12 + KEY + 16  # version, nonce, key, tag
_VERSION = b"\x01"
_NONCE = 12
_TAG = 16
_LEAST_ENTROPY = 20  # bytes: the printed recovery code is the smallest secret anything is derived from


class Binding(Protocol):
    """What a wrap belongs to. `word` names the kind and separates the keys of kinds from each other."""

    word: ClassVar[str]
    damage: ClassVar[type[YosugaError]]

    def parts(self) -> Sequence[bytes]:
        """Return the parts in the order of the format document."""
        ...


@dataclass(frozen=True, slots=True)
class BlobBinding:
    """A blob key belongs to one revision of one item of one case, and to the content's SHA-256 and size in bytes."""

    word: ClassVar[str] = "blob"
    damage: ClassVar[type[YosugaError]] = BlobDamaged

    case: str
    item: str
    revision: int
    sha256: bytes
    size: int

    def parts(self) -> Sequence[bytes]:
        """Return case, item, revision, hash and size."""
        return (self.case.encode(), self.item.encode(), _number(self.revision), self.sha256, _number(self.size))


@dataclass(frozen=True, slots=True)
class CaseBinding:
    """A case key belongs to one case."""

    word: ClassVar[str] = "case"
    damage: ClassVar[type[YosugaError]] = VaultDamaged

    case: str

    def parts(self) -> Sequence[bytes]:
        """Return the case."""
        return (self.case.encode(),)


@dataclass(frozen=True, slots=True)
class SecretBinding:
    """Any other 32-byte secret (a signing key, say) belongs to an owner and has a purpose."""

    word: ClassVar[str] = "secret"
    damage: ClassVar[type[YosugaError]] = VaultDamaged

    owner: str
    purpose: str

    def parts(self) -> Sequence[bytes]:
        """Return owner and purpose."""
        return (self.owner.encode(), self.purpose.encode())


@dataclass(frozen=True, slots=True)
class Place:
    """A sealed text belongs to one field of one row of one table."""

    word: ClassVar[str] = "place"
    damage: ClassVar[type[YosugaError]] = VaultDamaged

    table: str
    row: str
    field: str

    def parts(self) -> Sequence[bytes]:
        """Return table, row and field."""
        return (self.table.encode(), self.row.encode(), self.field.encode())


def derive(key: bytes, *, label: str) -> bytes:
    """Return 32 bytes for one purpose (HKDF-SHA256, RFC 5869). Different labels give unrelated keys.

    `key` must be random, of at least 20 bytes; a passphrase goes through Argon2id first.
    """
    if len(key) < _LEAST_ENTROPY:
        raise ValueError("too short to be a key")
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"yosuga/v1/" + label.encode()).derive(key)


def wrap(secret: bytes, *, under: bytes, binding: Binding) -> bytes:
    """Encrypt a 32-byte secret under a key, bound to where it belongs. The result is 61 bytes and differs each time."""
    if len(secret) != KEY:
        raise ValueError("a wrapped secret is 32 bytes")
    return _lock(secret, under=under, binding=binding)


def unwrap(wrapped: bytes, *, under: bytes, binding: Binding) -> bytes:
    """Return the 32-byte secret. Raises BlobDamaged (blob keys) or VaultDamaged: altered, moved, or another key."""
    if len(wrapped) != WRAPPED:
        raise binding.damage(f"{binding.word} key: wrong length")
    return _unlock(wrapped, under=under, binding=binding)


def seal(plain: bytes, *, under: bytes, place: Place) -> bytes:
    """Encrypt a small text (an event's body, a personal field) for one place. 29 bytes longer than `plain`."""
    return _lock(plain, under=under, binding=place)


def open_sealed(sealed: bytes, *, under: bytes, place: Place) -> bytes:
    """Return a sealed text. Raises VaultDamaged when it was altered or moved, or when the key is another one."""
    return _unlock(sealed, under=under, binding=place)


def blind(key: bytes, text: str) -> bytes:
    """Return 32 bytes by which a name can be looked up without being stored (HMAC-SHA256 of the NFC text).

    Equal texts give equal results under one key, and only there. Raises BadInput for text that is not Unicode.
    """
    try:
        written = nfc(text).encode()
    except UnicodeEncodeError:
        raise BadInput("text is not valid Unicode") from None
    return hmac.digest(derive(key, label="blind"), written, hashlib.sha256)


def _lock(plain: bytes, *, under: bytes, binding: Binding) -> bytes:
    """Encrypt. The nonce is drawn here and nowhere else: a repeated one would break AES-GCM."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + _cipher(under, binding).encrypt(nonce, plain, _written(binding))


def _unlock(locked: bytes, *, under: bytes, binding: Binding) -> bytes:
    """Decrypt, or say in our own words that it cannot be."""
    if locked[:1] != _VERSION or len(locked) < len(_VERSION) + _NONCE + _TAG:
        raise binding.damage(f"{binding.word}: not in a form this version knows")
    nonce, body = locked[1 : 1 + _NONCE], locked[1 + _NONCE :]
    try:
        return _cipher(under, binding).decrypt(nonce, body, _written(binding))
    except InvalidTag:
        raise binding.damage(f"{binding.word}: does not open") from None


def _cipher(under: bytes, binding: Binding) -> AESGCM:
    return AESGCM(derive(under, label=f"wrap/{binding.word}"))


def _written(binding: Binding) -> bytes:
    """Return the binding as bytes that no other binding has: each part stands behind its length (4 bytes)."""
    parts = (b"yosuga wrap v1", binding.word.encode(), *binding.parts())
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big")
