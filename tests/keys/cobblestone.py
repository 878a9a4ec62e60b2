"""Cobblestone-256 a second time, slowly, straight from the text of c2sp.org/chunked-encryption: the tests' oracle.

Nothing is shared with the product but AES on one block: HKDF-Expand is RFC 5869 over `hmac`, GCM is SP 800-38D in
integers.
"""

import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(message: bytes, *, key: bytes, context: bytes, salt: bytes) -> bytes:
    info = b"c2sp.org/chunked-encryption@v1+" + b"AEAD_AES_256_GCM" + b"\x00" + salt + context
    derived = hkdf_expand(key, info, 32 + 12 + 32)
    aead_key, base_nonce, commitment = derived[:32], derived[32:44], derived[44:]
    sealed = salt + commitment
    for number in range(len(message) // 16384 + 1):
        chunk = message[16384 * number : 16384 * (number + 1)]
        counter = number.to_bytes(12, "big")
        nonce = bytes(a ^ b for a, b in zip(base_nonce, counter, strict=True))
        sealed += gcm(aead_key, nonce, chunk)
    return sealed


def hkdf_expand(prk: bytes, info: bytes, length: int) -> bytes:
    output, block = b"", b""
    while len(output) < length:
        block = hmac.digest(prk, block + info + bytes([len(output) // 64 + 1]), "sha512")
        output += block
    return output[:length]


def gcm(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    counters = b"".join(nonce + number.to_bytes(4, "big") for number in range(1, 2 + (len(plain) + 15) // 16))
    stream = aes(key, counters)
    cipher = bytes(a ^ b for a, b in zip(plain, stream[16:], strict=False))
    padded = cipher + bytes(-len(cipher) % 16) + bytes(8) + (8 * len(cipher)).to_bytes(8, "big")
    subkey = int.from_bytes(aes(key, bytes(16)), "big")
    total = 0
    for start in range(0, len(padded), 16):
        total = times(total ^ int.from_bytes(padded[start : start + 16], "big"), subkey)
    return cipher + (total ^ int.from_bytes(stream[:16], "big")).to_bytes(16, "big")


def times(x: int, y: int) -> int:
    """Multiply in GF(2^128) as SP 800-38D, algorithm 1, does."""
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ (0xE1 << 120 if y & 1 else 0)
    return product


def aes(key: bytes, blocks: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(blocks)  # noqa: S305  # one block at a time
