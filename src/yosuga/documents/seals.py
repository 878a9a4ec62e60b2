"""What a seal is in values: the key of a case, how far a signature reaches in time, and what a check found."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# From a SHA-256 digest (32 bytes) to a DER TimeStampResp (RFC 3161) that the caller has already verified, or an error.
Stamp = Callable[[bytes], bytes]

# Thirty Julian years. The key proves "the same hand as this case", nobody's identity, so nobody would renew it.
_VALIDITY = timedelta(days=10_957)
# The order of P-256 (SEC 2, 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class SealKey:
    """A case's own signing key and its self-signed certificate. It names the case and claims nobody's identity."""

    case: str
    private: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: x509.Certificate = field(repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the DER certificate, 64 lower-case hex digits: what is printed, and what a check compares."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def certificate_der(self) -> bytes:
        """The certificate as X.509 DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


def seal_key(secret: bytes, *, case: str, opened: datetime) -> SealKey:
    """Return the key that 32 secret bytes of a case make, always the same one, with a certificate of 30 years.

    `secret` is derived from the case key by the caller; `opened` is when the case was opened (aware), of which the day
    in UTC is used. Raises ValueError for another length or a moment without a zone.
    """
    if len(secret) != 32:
        raise ValueError("a seal key is made from 32 bytes")
    if opened.tzinfo is None:
        raise ValueError("a moment without a zone cannot be evidence")
    # 128 bits more than the order, so that the remainder is even (FIPS 186-5, A.2.1 wants 64).
    wide = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"yosuga seal key P-256").derive(secret)
    private = ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
    start = opened.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return SealKey(case=case, private=private, certificate=_certificate(private, case=case, start=start))


def _certificate(private: ec.EllipticCurvePrivateKey, *, case: str, start: datetime) -> x509.Certificate:
    public = private.public_key()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Yosuga {case}")])
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    serial = int.from_bytes(hashlib.sha256(b"yosuga seal serial\n" + point).digest()[:16], "big") >> 1 | 1
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(start)
        .not_valid_after(start + _VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256(), ecdsa_deterministic=True)  # RFC 6979: the same certificate every time
    )


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


class Level(StrEnum):
    """How far a signature reaches in time (ETSI EN 319 142-1, 5.2 to 5.5)."""

    UNSTAMPED = "PAdES B-B"
    STAMPED = "PAdES B-T"
    # Signature time-stamp, certificates (DSS) and archive time-stamp are there; lists of revoked certificates are not.
    ARCHIVED_WITHOUT_REVOCATION = "PAdES B-T + DSS + archive time-stamp (no revocation data)"
    ARCHIVED = "PAdES B-LTA"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed PDF, the level that was reached, and who stamped it as its certificate says (empty for B-B)."""

    pdf: bytes
    level: Level
    authority: str = ""
    times: Sequence[datetime] = ()


class Severity(StrEnum):
    """How a check ended; the words are those of the evidence package."""

    FINE = "fine"
    OPEN = "open"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was checked. `code` is fixed; `detail` is a short technical fact, never text of the file."""

    code: str
    severity: Severity
    ja: str
    en: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SealTime:
    """One time-stamp in the file: what it says, whether it is trusted under the pinned roots, and what it covers."""

    time: datetime
    trusted: bool
    archive: bool  # over the whole file up to it; otherwise over the signature alone


@dataclass(frozen=True, slots=True)
class SealFinding:
    """What a check of a sealed PDF found. `times` are in the order of the file; `fingerprint` is the signer's."""

    notes: Sequence[Note]
    level: Level | None = None
    fingerprint: str = ""
    claimed: datetime | None = None
    times: Sequence[SealTime] = ()

    @property
    def verdict(self) -> Severity:
        """The worst of all notes."""
        order = (Severity.FINE, Severity.OPEN, Severity.BROKEN)
        return max((note.severity for note in self.notes), key=order.index)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all notes."""
        return frozenset(note.code for note in self.notes)


def note(code: str, *, detail: str = "") -> Note:
    """Return the note of a fixed code. Raises KeyError for a code that has no words."""
    severity, ja, en = _WORDS[code]
    return Note(code=code, severity=severity, ja=ja, en=en, detail=detail)


_WORDS: dict[str, tuple[Severity, str, str]] = {
    "seal-intact": (
        Severity.FINE,
        "封印証明書は、署名された時から1文字も変わっていません。",
        "The certificate of the seal has not changed since it was signed.",
    ),
    "seal-key": (
        Severity.FINE,
        "署名した鍵は、示された指紋の鍵です。",
        "The key that signed is the one whose fingerprint was given.",
    ),
    "seal-time": (
        Severity.FINE,
        "時刻認証局が、この時刻より前にこの内容があったことを証明しています。",
        "A time-stamping authority vouches that this content existed before this time.",
    ),
    "seal-key-unchecked": (
        Severity.OPEN,
        "鍵の指紋が示されていないため、誰の鍵による署名かは確かめていません。印刷された指紋と見比べてください。",
        "No fingerprint was given, so whose key signed was not checked. Compare it with the printed one.",
    ),
    "seal-unstamped": (
        Severity.OPEN,
        "時刻認証局のタイムスタンプがありません。書かれている日時は、作成した機器の申告です。",
        "There is no time-stamp of an authority. The date in it is a claim of the device.",
    ),
    "seal-roots-missing": (
        Severity.OPEN,
        "時刻認証局の証明書が示されていないため、タイムスタンプの時刻は確かめていません。",
        "No authority's root was given, so the times of the time-stamps were not checked.",
    ),
    "seal-authority-unknown": (
        Severity.OPEN,
        "タイムスタンプは、示された時刻認証局のものではありません。",
        "A time-stamp is not by an authority under the roots that were given.",
    ),
    "seal-authority-revoked": (
        Severity.OPEN,
        "タイムスタンプの時点で、時刻認証局の証明書は失効していました。その時刻は証明になりません。",
        "When it stamped, the authority's certificate had been revoked. Its time proves nothing.",
    ),
    "seal-time-differs": (
        Severity.OPEN,
        "作成日時として書かれた時刻と、最初のタイムスタンプの時刻が1時間を超えて離れています。証明されるのは後者だけです。",
        "The time written as time of signing lies more than an hour from the first time-stamp. Only the stamp proves.",
    ),
    "seal-archive-missing": (
        Severity.OPEN,
        "長期保存用のタイムスタンプがありません。封印の時に付けたものが切り取られた可能性があります。署名の時刻は有効です。",
        "The archive time-stamp is not there; it may have been cut off. The time-stamp of the signature still holds.",
    ),
    "seal-extended": (
        Severity.OPEN,
        "署名のあとに、検証用の情報（証明書・タイムスタンプ）だけが追加されています。内容は変わっていません。",
        "After signing, only material for validation (certificates, time-stamps) was added. The content is the same.",
    ),
    "seal-altered": (
        Severity.BROKEN,
        "封印証明書は、署名されたものと一致しません。書き換えられています。",
        "The certificate of the seal does not agree with what was signed. It was altered.",
    ),
    "seal-changed-after": (
        Severity.BROKEN,
        "署名のあとに、内容に触れる変更が追加されています。",
        "Something that touches the content was added after signing.",
    ),
    "seal-uncovered": (
        Severity.BROKEN,
        "署名がファイルの全体を覆っていません。",
        "The signature does not cover the whole file.",
    ),
    "seal-other-key": (
        Severity.BROKEN,
        "署名した鍵は、示された指紋の鍵ではありません。",
        "The key that signed is not the one whose fingerprint was given.",
    ),
    "seal-certificate": (
        Severity.BROKEN,
        "署名に付いた証明書は、封印に使えるものではありません。",
        "The certificate beside the signature is not one that can seal.",
    ),
    "seal-time-broken": (
        Severity.BROKEN,
        "タイムスタンプが、この内容のものではないか、壊れています。",
        "A time-stamp is not over this content, or is damaged.",
    ),
    "seal-absent": (
        Severity.BROKEN,
        "このPDFには署名がありません。",
        "This PDF carries no signature.",
    ),
    "seal-several": (
        Severity.BROKEN,
        "このPDFには署名が2つ以上あります。封印証明書の署名は1つです。",
        "This PDF carries more than one signature. A certificate of a seal has exactly one.",
    ),
    "seal-unreadable": (
        Severity.BROKEN,
        "このファイルは、PDFとして読み取れません。途中で切れているか、壊れています。",
        "This file cannot be read as a PDF. It is cut off or damaged.",
    ),
    "seal-too-large": (
        Severity.BROKEN,
        "このファイルは大きすぎます。封印証明書ではありません。",
        "This file is too large to be the certificate of a seal.",
    ),
}
