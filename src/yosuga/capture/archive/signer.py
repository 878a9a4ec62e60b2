"""The anonymous signature of a WACZ: proves that one key signed, not whose it is nor when; the seal says those."""

from dataclasses import dataclass
from typing import Self

_BYTES = 48
# A P-384 public key as DER SubjectPublicKeyInfo is this and the point's two coordinates (RFC 5480 2.2). Written here
# because the library's own writer brings every other form of key with it: 10 ms of each capture.
_SPKI = bytes.fromhex("3076301006072a8648ce3d020106052b8104002203620004")


@dataclass(frozen=True, slots=True, repr=False)
class AnonymousSigner:
    """An ECDSA P-384 private key, by its number, used as ArchiveWeb.page uses its own (WACZ signing 0.1.0)."""

    secret: int

    @classmethod
    def fresh(cls) -> Self:
        """Return a signer with a new key."""
        from cryptography.hazmat.primitives.asymmetric import ec

        return cls(ec.generate_private_key(ec.SECP384R1()).private_numbers().private_value)

    def sign(self, text: str) -> tuple[bytes, bytes]:
        """Return signature and public key over ASCII `text`, in the forms WebCrypto takes.

        The signature is r ‖ s of 48 bytes each over SHA-256; the public key is DER SubjectPublicKeyInfo.
        """
        from cryptography.hazmat.primitives.asymmetric import ec, utils
        from cryptography.hazmat.primitives.hashes import SHA256

        key = ec.derive_private_key(self.secret, ec.SECP384R1())
        r, s = utils.decode_dss_signature(key.sign(text.encode("ascii"), ec.ECDSA(SHA256())))
        point = key.public_key().public_numbers()
        return _wide(r) + _wide(s), _SPKI + _wide(point.x) + _wide(point.y)


def _wide(number: int) -> bytes:
    return number.to_bytes(_BYTES, "big")
