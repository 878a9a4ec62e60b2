"""The anonymous signature of a WACZ: proves that one key signed, not whose it is nor when; the seal says those."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class AnonymousSigner:
    """An ECDSA P-384 key as DER PKCS#8, used as ArchiveWeb.page uses its own (WACZ signing 0.1.0, anonymous)."""

    private_key: bytes

    @classmethod
    def fresh(cls) -> Self:
        """Return a signer with a new key."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = ec.generate_private_key(ec.SECP384R1())
        return cls(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))

    def sign(self, text: str) -> tuple[bytes, bytes]:
        """Return signature and public key over ASCII `text`, in the forms WebCrypto takes.

        The signature is r ‖ s of 48 bytes each over SHA-256; the public key is DER SubjectPublicKeyInfo.
        """
        from cryptography.hazmat.primitives.asymmetric import ec, utils
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

        key = load_der_private_key(self.private_key, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("an anonymous WACZ signature needs an elliptic curve key")
        r, s = utils.decode_dss_signature(key.sign(text.encode("ascii"), ec.ECDSA(SHA256())))
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return r.to_bytes(48, "big") + s.to_bytes(48, "big"), public
