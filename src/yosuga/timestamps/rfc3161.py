"""RFC 3161: asks an authority for a token and believes it only against the roots pinned for that authority."""

import hmac
import secrets
from collections.abc import Callable, Sequence

from cryptography import x509
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from yosuga.errors import TimestampInvalid, TimestampRefused
from yosuga.timestamps import messages, openssl, transport
from yosuga.timestamps.base import Authority, Token
from yosuga.timestamps.der import DerError
from yosuga.timestamps.messages import Answer, Stamp

_STATUS_WORDS = {2: "rejection", 3: "waiting", 4: "revocationWarning", 5: "revocationNotification"}


def fresh_nonce() -> int:
    """Return 64 random bits, never zero, that tie an answer to its request."""
    return secrets.randbits(64) | 1


class Rfc3161Stamper:
    """Stamper over HTTP(S). `timeout_s` bounds one whole request in seconds."""

    def __init__(self, *, timeout_s: float = 15.0, nonce: Callable[[], int] = fresh_nonce) -> None:
        self._timeout_s = timeout_s
        self._nonce = nonce

    def stamp(self, digest: bytes, *, authority: Authority) -> Token:
        """Return a verified token over a 32-byte SHA-256 digest.

        Raises TimestampUnreachable (try later), TimestampRefused (with the authority's words), TimestampInvalid.
        """
        nonce = self._nonce()
        body = messages.request(digest, nonce=nonce)
        response = transport.post(authority.url, body=body, timeout_s=self._timeout_s)
        answer = _read(response)
        if answer.stamp is None:
            word = _STATUS_WORDS.get(answer.status, str(answer.status))
            raise TimestampRefused(f"{word}: {answer.text}" if answer.text else word)
        if answer.stamp.nonce != nonce:
            raise TimestampInvalid("the answer is not to this request (nonce)")
        return self.verify(response, digest=digest, authority=authority)

    def verify(self, response: bytes, *, digest: bytes, authority: Authority) -> Token:
        """Check stored response bytes against the digest and the pinned roots. Raises TimestampInvalid.

        A few bits of a response are outside every signature (text beside the status, the order of the set of
        certificates …), so keep its own SHA-256 too: a changed byte there does not make the time untrue.
        """
        answer = _read(response)
        stamp = answer.stamp
        if stamp is None:
            raise TimestampInvalid(f"no token, status {answer.status}")
        if not hmac.compare_digest(stamp.digest, digest):
            raise TimestampInvalid("the token is over another digest")
        _verify_signature(response, answer=answer, stamp=stamp, roots=authority.roots)
        return Token(
            authority=authority.name,
            response=response,
            digest=digest,
            time=stamp.time,
            accuracy_s=stamp.accuracy_s,
            serial=stamp.serial,
        )


def _read(response: bytes) -> Answer:
    try:
        return messages.read(response)
    except DerError as error:
        raise TimestampInvalid(str(error)) from error


def _verify_signature(response: bytes, *, answer: Answer, stamp: Stamp, roots: Sequence[bytes]) -> None:
    decoded = _decode(response)
    # rfc3161-client knows "granted" only; "granted with modifications" is as good (RFC 3161, 2.4.2).
    if decoded is None or answer.status != 0:
        openssl.verify(response, digest=stamp.digest, roots=roots, moment=stamp.time)
        return
    builder = VerifierBuilder()
    for certificate in _certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        holds = builder.build().verify(decoded, stamp.digest)
    except (VerificationError, ValueError) as error:
        raise TimestampInvalid(_short(error)) from error
    if not holds or decoded.tst_info.serial_number != stamp.serial:
        raise TimestampInvalid("the token does not verify")


def _decode(response: bytes) -> TimeStampResponse | None:
    # Many authorities do not sort the set of certificates, and this reader refuses them; their order is not signed.
    try:
        return decode_timestamp_response(messages.with_certificates_in_order(response))
    except (ValueError, DerError):
        return None


def _certificates(roots: Sequence[bytes]) -> list[x509.Certificate]:
    try:
        found = dict.fromkeys(each for pem in roots for each in x509.load_pem_x509_certificates(pem))
    except ValueError as error:
        raise TimestampInvalid("a pinned root is not a PEM certificate") from error
    if not found:
        raise TimestampInvalid("no root is pinned for this authority")
    return list(found)


def _short(error: Exception) -> str:
    words = str(error)
    reason = words.rpartition("Verify error:")[2] if "Verify error:" in words else words
    return reason.split('"')[0][:120]
