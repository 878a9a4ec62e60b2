"""Material for the tests of seals: a small certificate, a case's key, and an authority asked without the network."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import typst
from asn1crypto import cms, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfTimeStamper, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf.generic import NameObject, NumberObject

from tests.authority import LoopbackAuthority
from yosuga.documents.seal_check import check
from yosuga.documents.seals import SealFinding, SealKey, Stamp, seal_key
from yosuga.timestamps.messages import request

NOW = datetime.now(UTC)
OPENED = datetime(2025, 9, 11, 14, 5, tzinfo=UTC)
_SOURCE = b"""
#set document(title: "Seal", date: datetime(year: 2026, month: 11, day: 1))
= Certificate of the seal
Case C-01234567
#pagebreak()
The second page
"""


def certificate_page() -> bytes:
    """A PDF/A-3a of two pages, as the typesetter writes it."""
    pdf = typst.compile(_SOURCE, pdf_standards=["a-3a"])
    assert isinstance(pdf, bytes)
    return pdf


def a_key(*, seed: int = 1, case: str = "C-01234567") -> SealKey:
    return seal_key(bytes([seed]) * 32, case=case, opened=OPENED)


class Receiver:
    """Checks with what came on another way than the package: an authority's root, a printed fingerprint."""

    def __init__(self, roots: Sequence[bytes], *, fingerprint: str) -> None:
        self.roots = roots
        self.fingerprint = fingerprint

    def __call__(self, pdf: bytes) -> SealFinding:
        return check(pdf, roots=self.roots, fingerprint=self.fingerprint)


def stamp_of(authority: LoopbackAuthority) -> Stamp:
    """An authority asked directly; what the product's stamper checks is not in between."""
    return lambda digest: authority.reply(request(digest, nonce=0x1122334455667788))


def with_a_turned_page(pdf: bytes) -> bytes:
    """Append an update in which page one is turned on its head, by another library than ours."""
    writer = pypdf.PdfWriter(BytesIO(pdf), incremental=True)
    writer.pages[0][NameObject("/Rotate")] = NumberObject(180)
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def holes(pdf: bytes) -> list[tuple[int, int]]:
    """Where the signatures lie in the file, in its order: (offset of `<`, offset behind `>`)."""
    found = []
    at = 0
    while (at := pdf.find(b"/Contents <", at)) >= 0:
        start = at + len(b"/Contents ")
        at = pdf.index(b">", start) + 1
        found.append((start, at))
    return found


def revocation_lists(authority: LoopbackAuthority, *issuers: str, revoked: Sequence[int] = ()) -> list[bytes]:
    """Lists of revoked certificates by issuers of the authority (`root`, `middle`), with these serial numbers."""
    return [_list(authority.folder, issuer, revoked) for issuer in issuers]


def _list(folder: Path, issuer: str, revoked: Sequence[int]) -> bytes:
    certificate = x509.load_pem_x509_certificate((folder / f"{issuer}.pem").read_bytes())
    key = serialization.load_pem_private_key((folder / f"{issuer}.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    began = certificate.not_valid_before_utc - timedelta(minutes=1)
    builder = x509.CertificateRevocationListBuilder().issuer_name(certificate.subject)
    builder = builder.last_update(began).next_update(began + timedelta(days=30))
    builder = builder.add_extension(x509.CRLNumber(1), critical=False)
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(began).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def signed_by_approval(pdf: bytes, *, key: SealKey, field: str) -> bytes:
    """Sign as other programs do: an ordinary signature that allows more of them."""
    private = key.private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(key.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    out = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), PdfSignatureMetadata(field_name=field), signer)
    return bytes(out.getvalue())


def with_a_later_stamp(pdf: bytes, *, stamp: Stamp) -> bytes:
    """Append a document time-stamp as a third party would."""
    out = PdfTimeStamper(_Another(stamp)).timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", bytes_reserved=16_384
    )
    return bytes(out.getvalue())


class _Another(TimeStamper):
    def __init__(self, stamp: Stamp) -> None:
        super().__init__(include_nonce=False)  # type: ignore[no-untyped-call]
        self._stamp = stamp

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        return cms.ContentInfo.load(self._stamp(message_digest)[9:])
