"""Signs the 封印証明書: a PAdES signature by the case's own key, with time-stamps where an authority answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import cms, core, crl, keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yosuga.documents.seal_trust import FAULTS, Revocation, certificates, pinned, revocation, signer_of, time_of
from yosuga.documents.seals import Level, SealKey, Signed, Stamp
from yosuga.errors import BadFile, TimestampInvalid, TimestampRefused

_FIELD = "Seal"
_ARCHIVE_FIELD = "SealArchive"
# Room for a token in the file, in bytes of DER: nearly every authority's fits the first; no longer answer is accepted
# than the second.
_ROOMS = (12 * 1024, 64 * 1024)
_SIGNATURE_ROOM = 4 * 1024
# PDF/A wants the print flag; PDF/UA wants a widget without a tag to lie outside of the page.
_INVISIBLE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def sign(
    pdf: bytes,
    *,
    key: SealKey,
    stamp: Stamp | None,
    moment: datetime,
    roots: Sequence[bytes] = (),
    revocations: Sequence[bytes] = (),
) -> Signed:
    """Return the PDF with a signature that forbids every later change, stamped twice when `stamp` is given.

    `moment` is the device's claim (aware). `stamp` is asked twice, over the signature and over the whole file (again
    when its tokens are unusually large). `roots` (PEM) are those of its authority, `revocations` its lists of revoked
    certificates (DER); nobody fetches them here, and the level is PAdES B-LTA only when they cover every certificate
    below a root. Not for use inside an event loop. Raises BadFile for a PDF that cannot be signed, TimestampInvalid,
    TimestampRefused, and whatever `stamp` raises.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be evidence")
    if stamp is None:
        signed = asyncio.run(_signature(pdf, key=key, moment=moment, stamper=None))
        return Signed(pdf=signed, level=Level.UNSTAMPED)
    authority = _Authority(roots=pinned(roots), revocations=[_list(each) for each in revocations])
    for room in _ROOMS:
        try:
            stamper = _Stamper(stamp, room=room)
            return asyncio.run(_stamped(pdf, key=key, moment=moment, stamper=stamper, authority=authority))
        except _TokenTooLargeError:
            continue
    raise TimestampInvalid(f"a token of more than {_ROOMS[-1]} bytes")


@dataclass(frozen=True, slots=True)
class _Authority:
    roots: Sequence[x509.Certificate]
    revocations: Sequence[crl.CertificateList]


def _list(der: bytes) -> crl.CertificateList:
    try:
        found = crl.CertificateList.load(der, strict=True)
        _ = found.native  # reads all of it
    except FAULTS as error:
        raise TimestampInvalid("a list of revoked certificates is not DER") from error
    return found


class _TokenTooLargeError(Exception):
    """The token does not fit the room that was kept for it in the file."""


class _Stamper(TimeStamper):
    """Brings tokens from the caller's `stamp`, which has checked nonce and signature, and keeps them."""

    def __init__(self, stamp: Stamp, *, room: int) -> None:
        super().__init__(include_nonce=False)  # type: ignore[no-untyped-call]
        self._stamp = stamp
        self.room = room
        self.tokens: list[cms.SignedData] = []

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return the token over a SHA-256 digest. Raises TimestampInvalid, TimestampRefused."""
        if md_algorithm != "sha256":
            raise ValueError("a stamp is over a SHA-256 digest")
        token = _token(self._stamp(message_digest), digest=message_digest)
        if len(token.dump()) > self.room:
            raise _TokenTooLargeError
        self.tokens.append(token["content"])
        return token

    async def async_dummy_response(self, md_algorithm: str) -> cms.ContentInfo:
        """Refuse: room is kept without asking an authority to stamp nothing."""
        raise NotImplementedError


def _token(response: bytes, *, digest: bytes) -> cms.ContentInfo:
    try:
        # Not as tsp.TimeStampResp, which cannot be without a token: an answer that refuses carries none.
        parts = core.SequenceOf.load(response, strict=True, spec=core.Any)
        status = parts[0].parse(spec=tsp.PKIStatusInfo)["status"].native
        if status not in {"granted", "granted_with_mods"}:
            raise TimestampRefused(str(status))
        token = parts[1].parse(spec=cms.ContentInfo)
        stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"].native
        time_of(token["content"])
    except FAULTS as error:
        raise TimestampInvalid("not a TimeStampResp") from error
    if stamped != digest:
        raise TimestampInvalid("the token is over another digest")
    return token


async def _stamped(pdf: bytes, *, key: SealKey, moment: datetime, stamper: _Stamper, authority: _Authority) -> Signed:
    signed = await _signature(pdf, key=key, moment=moment, stamper=stamper)
    # The certificates in one update with the archive time-stamp: it covers them and is the last word of the file.
    writer = _Writer(BytesIO(signed))
    beside = [each for token in stamper.tokens for each in certificates(token)]
    certs = [_certificate(key), *beside, *authority.roots]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certs, crls=authority.revocations)
    archive = PdfTimeStamper(stamper, _ARCHIVE_FIELD, _INVISIBLE, "時刻の封印 / Archive time-stamp")
    out = await archive.async_timestamp_pdf(writer, "sha256", bytes_reserved=2 * stamper.room)
    lists = [each.dump() for each in authority.revocations]
    states = [await revocation(token, roots=authority.roots, lists=lists) for token in stamper.tokens]
    if Revocation.REVOKED in states:
        raise TimestampInvalid("the authority's certificate is on a list of revoked ones")
    covered = all(state is Revocation.GOOD for state in states)
    return Signed(
        pdf=bytes(out.getvalue()),
        level=Level.ARCHIVED if covered else Level.ARCHIVED_WITHOUT_REVOCATION,
        authority=_name(stamper.tokens[-1]),
        times=tuple(time_of(token) for token in stamper.tokens),
    )


def _name(token: cms.SignedData) -> str:
    signer = signer_of(token)
    return str(signer.subject.native.get("common_name", "")) if signer is not None else ""


async def _signature(pdf: bytes, *, key: SealKey, moment: datetime, stamper: _Stamper | None) -> bytes:
    meta = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=f"Yosuga {key.case}",
        reason="証拠一式の封印 / Seal of an evidence package",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    room = _SIGNATURE_ROOM + (stamper.room if stamper else 0)
    signer = _SignerAt(moment, meta, _signer(key), stamper=stamper)
    out = await signer.async_sign_pdf(_writer(pdf), bytes_reserved=2 * room)
    return bytes(out.getvalue())


class _SignerAt(PdfSigner):
    """Signs at a moment that it is told, in place of asking the device's clock and zone."""

    def __init__(
        self, moment: datetime, meta: PdfSignatureMetadata, signer: SimpleSigner, *, stamper: TimeStamper | None
    ) -> None:
        spec = SigFieldSpec(_FIELD, invis_sig_settings=_INVISIBLE, readable_field_name="封印 / Seal")
        super().__init__(meta, signer, timestamper=stamper, new_field_spec=spec)
        self._moment = moment.astimezone(UTC)

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        """Name the extension that PAdES wants; the library would call the file PDF 2.0, which PDF/A-3 is not."""
        pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  the library's own signature
    ) -> PdfSigningSession:
        """Return the session with the moment in it."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._moment
        return session


class _Writer(IncrementalPdfFileWriter):
    """Leaves the document's dates alone: the library would write the device's time, with its zone, over them."""

    def _update_meta(self) -> None:
        return


def _writer(pdf: bytes) -> _Writer:
    try:
        writer = _Writer(BytesIO(pdf))
        has_fields = "/AcroForm" in writer.root
        writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]  # the field will hang there
    except FAULTS as error:
        raise BadFile("not a PDF that can be signed") from error
    if has_fields:
        raise BadFile("a PDF that has form fields or a signature already")
    return writer


def _signer(key: SealKey) -> SimpleSigner:
    private = key.private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=_certificate(key),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )


def _certificate(key: SealKey) -> x509.Certificate:
    return x509.Certificate.load(key.certificate_der)
