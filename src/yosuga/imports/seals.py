"""The signature of a WACZ ("WACZ Signing and Verification"): whether the key it brings made it, and whose key it is."""

import base64
from collections.abc import Mapping, Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from yosuga.imports.base import Check, Outcome

_Key = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


def checks(signed: Mapping[str, object], *, package_hash: str) -> Sequence[Check]:
    """Return the checks of `signedData`. What is signed is the ASCII text `sha256:<hex>` of the package's digest."""
    text = signed.get("hash")
    if not isinstance(text, str) or text != package_hash:
        return (Check("wacz-signature", Outcome.FAILS, "it signs another hash"),)
    domain = signed.get("domain")
    key = _domain_key(signed) if domain else _anonymous_key(signed)
    signature = _decoded(signed.get("signature"))
    if key is None or not signature:
        return (Check("wacz-signature", Outcome.NOT_CHECKED, "no key or signature that can be read"),)
    outcome = Outcome.HOLDS if _holds(key, signature, text.encode("utf-8", "replace")) else Outcome.FAILS
    if domain:
        whose = Check("wacz-signer", Outcome.NOT_CHECKED, f"says it is {str(domain)[:200]}; certificate not traced")
    else:
        whose = Check("wacz-signer", Outcome.NOT_CHECKED, "an anonymous key that came with the file")
    stamp = (Check("wacz-time-signature", Outcome.NOT_CHECKED, ""),) if signed.get("timeSignature") else ()
    return (Check("wacz-signature", outcome), whose, *stamp)


def _holds(key: _Key, signature: bytes, message: bytes) -> bool:
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, PKCS1v15(), hashes.SHA256())
        else:
            key.verify(_der(signature, key), message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _der(signature: bytes, key: ec.EllipticCurvePublicKey) -> bytes:
    """Return an ECDSA signature as DER; browsers write r and s side by side (IEEE P1363)."""
    size = (key.curve.key_size + 7) // 8
    if len(signature) != 2 * size:
        return signature
    return encode_dss_signature(int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big"))


def _anonymous_key(signed: Mapping[str, object]) -> _Key | None:
    raw = _decoded(signed.get("publicKey"))
    try:
        key = serialization.load_der_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, _Key) else None


def _domain_key(signed: Mapping[str, object]) -> _Key | None:
    pem = signed.get("domainCert")
    try:
        chain = x509.load_pem_x509_certificates(pem.encode()) if isinstance(pem, str) else []
        key = chain[0].public_key() if chain else None
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, _Key) else None


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        return b""
