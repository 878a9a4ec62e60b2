"""Public keys as identity documents write them, and signatures as the protocol allows them.

https://atproto.com/specs/cryptography: secp256k1 or P-256, SHA-256, 64 bytes r and s, s in its lower half.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from yosuga.capture.atproto.refusing import ProofRefused

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST = 200  # characters of a key; a point of either curve takes fewer than 100
_PREFIXES: dict[bytes, type[ec.EllipticCurve]] = {b"\xe7\x01": ec.SECP256K1, b"\x80\x24": ec.SECP256R1}
_OLD_KINDS: dict[str, type[ec.EllipticCurve]] = {
    "EcdsaSecp256k1VerificationKey2019": ec.SECP256K1,
    "EcdsaSecp256r1VerificationKey2019": ec.SECP256R1,
}
_ORDERS = {  # SEC 2, 2.4.1 and 2.4.2
    "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    "secp256r1": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
}


def public_key(multibase: str, *, kind: str = "Multikey") -> ec.EllipticCurvePublicKey:
    """Return the key that `multibase` spells: with its curve named inside (Multikey, did:key), or by an older `kind`.

    Raises ProofRefused for another curve, another alphabet, a point that is not on the curve.
    """
    if not multibase.startswith("z"):
        raise ProofRefused("key")
    raw = base58(multibase[1:])
    curve = _OLD_KINDS.get(kind) if kind in _OLD_KINDS else _PREFIXES.get(raw[:2])
    point = raw if kind in _OLD_KINDS else raw[2:]
    if curve is None or kind not in {"Multikey", *_OLD_KINDS} or point[:1] not in {b"\x02", b"\x03", b"\x04"}:
        raise ProofRefused("key")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve(), point)
    except ValueError as error:
        raise ProofRefused("key") from error


def check(signature: bytes, *, over: bytes, key: ec.EllipticCurvePublicKey) -> None:
    """Return when `signature` is the one that `key` gives for `over`. Raises ProofRefused, also for the higher s."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    order = _ORDERS[key.curve.name]
    if len(signature) != 64 or not 0 < r < order or not 0 < s <= order // 2:
        raise ProofRefused("signature form")
    try:
        key.verify(encode_dss_signature(r, s), over, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise ProofRefused("signature") from error


def base58(text: str) -> bytes:
    """Return what base 58 (Bitcoin's alphabet) spells. Raises ProofRefused."""
    if not 0 < len(text) <= _LONGEST or not set(text) <= set(_DIGITS):
        raise ProofRefused("key")
    number = 0
    for character in text:
        number = number * 58 + _DIGITS.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
