"""The age format with a passphrase, in a stream: `pyrage` would hold the whole file in memory.

Standard: https://c2sp.org/age (version line, one scrypt stanza, header MAC, then STREAM: ChaCha20-Poly1305 in chunks
of 64 KiB). Only sealing is written here; the tests open what it writes with the `age` tool and with `pyrage`.
"""

import os
import string
from base64 import b64encode
from typing import BinaryIO, ClassVar, Final

from yosuga.errors import BadInput
from yosuga.keys.strength import Verdict, strength

_CHUNK: Final = 64 * 1024
_LOG_COST: Final = 18  # the age tool's own choice: about a second and 256 MiB for each guess
_LEAST: Final = 8
_TYPEABLE: Final = frozenset(string.ascii_letters + string.digits + string.punctuation + " ")
_SYMBOLS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i, which are mistaken for one another
_GROUPS: Final = 5


class PassphraseUnfit(BadInput):
    """A passphrase for a file that leaves the house is easily guessed, or cannot be typed everywhere."""

    code: ClassVar[str] = "passphrase-unfit"
    ja: ClassVar[str] = (
        "渡すファイルには、このパスフレーズを使えません。受け取る人がどの端末でも打てるように半角の英数字と記号だけにし、"
        "関係のない単語を5つほど並べるなど、推測されにくいものにしてください。何も書き出していません。"
    )
    en: ClassVar[str] = (
        "This passphrase cannot be used for a file that is handed over. So that the receiver can type it on any "
        "device, please use only ASCII letters, digits and signs, and make it hard to guess: five unrelated words, "
        "say. "
        "Nothing was written."
    )


def made_from(secret: bytes) -> str:
    """Return a passphrase of five groups of five symbols, easy to read aloud, made from 16 or more random bytes."""
    if len(secret) < 16:
        raise ValueError("a passphrase is made from at least 16 random bytes")
    number, symbols = int.from_bytes(secret, "big"), []
    for _ in range(_GROUPS * _GROUPS):
        number, place = divmod(number, len(_SYMBOLS))
        symbols.append(_SYMBOLS[place])
    return "-".join("".join(symbols[start : start + _GROUPS]) for start in range(0, len(symbols), _GROUPS))


def check(passphrase: str) -> None:
    """Raise PassphraseUnfit unless it can be typed on any device and is not easily guessed.

    Whoever comes by the file may try as long as they like, so a passphrase that `strength` calls weak is refused.
    """
    if not set(passphrase) <= _TYPEABLE or passphrase != passphrase.strip():
        raise PassphraseUnfit("not ASCII, or a space at an end")
    if len(passphrase) < _LEAST or strength(passphrase).verdict is Verdict.WEAK:
        raise PassphraseUnfit("easily guessed")


def seal(plain: BinaryIO, sealed: BinaryIO, *, passphrase: str) -> None:
    """Write what `plain` holds to `sealed`, so that the passphrase opens it. Raises what the files raise."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    sealed.write(_header(file_key, passphrase=passphrase))
    sealed.write(nonce)
    _write_payload(plain, sealed, key=_derived(file_key, salt=nonce, info=b"payload"))


def _header(file_key: bytes, *, passphrase: str) -> bytes:
    """Return the header: the file key wrapped under the passphrase, and a MAC by the file key over all of it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.hmac import HMAC
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt = os.urandom(16)
    scrypt = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << _LOG_COST, r=8, p=1)
    # A nonce of zeros: the wrapping key is new with every salt (C2SP age, "scrypt recipient stanza").
    body = ChaCha20Poly1305(scrypt.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    lines = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), _LOG_COST, _base64(body))
    mac = HMAC(_derived(file_key, salt=None, info=b"header"), SHA256())
    mac.update(lines)
    return b"%s %s\n" % (lines, _base64(mac.finalize()))


def _write_payload(plain: BinaryIO, sealed: BinaryIO, *, key: bytes) -> None:
    """Write the chunks. The nonce is a counter and a last byte that marks the final chunk, so a cut is noticed."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher, number = ChaCha20Poly1305(key), 0
    chunk = plain.read(_CHUNK)
    while following := plain.read(_CHUNK):
        sealed.write(cipher.encrypt(number.to_bytes(11, "big") + b"\x00", chunk, None))
        number, chunk = number + 1, following
    sealed.write(cipher.encrypt(number.to_bytes(11, "big") + b"\x01", chunk, None))


def _derived(file_key: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(file_key)


def _base64(raw: bytes) -> bytes:
    """Return base64 without padding. A line holds 64 characters at most; nothing here is longer than 43."""
    return b64encode(raw).rstrip(b"=")
