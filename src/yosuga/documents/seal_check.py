"""Checks a sealed PDF: unchanged and whole, by the key whose fingerprint was given, stamped under the pinned roots."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import cms, parser, x509
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker, validate_tst_signed_data
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    ModificationInfo,
    PdfSignatureStatus,
    TimestampSignatureStatus,
)

from yosuga.documents.seal_trust import FAULTS, Revocation, certificates, context, pinned, revocation, time_of
from yosuga.documents.seals import Level, Note, SealFinding, SealTime, note

_MIB = 1024 * 1024
_LARGEST = 16 * _MIB
_MOST_SIGNATURES = 16  # each is a pass over the whole file
# All streams of the document together, unpacked.
_LIMITS = DecodeLimits(document_budget=DocumentDecodeBudget(base_allowance=64 * _MIB, max_ratio=4))
# A device's clock may be wrong by minutes; a certificate that was made later and dated back differs by more.
_DRIFT = timedelta(hours=1)


def check(pdf: bytes, *, roots: Sequence[bytes] = (), fingerprint: str | None = None) -> SealFinding:
    """Return what holds of a sealed PDF; nothing inside the file is trusted, and nothing in it raises.

    `roots` (PEM) are those of the authorities to believe, each token at the time it states; `fingerprint` is SHA-256
    of the signer's certificate in hex, as printed. Not for use inside an event loop. Raises TimestampInvalid for a
    root that is not PEM.
    """
    trusted = pinned(roots)
    if len(pdf) > _LARGEST:
        return SealFinding(notes=(note("seal-too-large", detail=f"{len(pdf)} bytes"),))
    try:
        return asyncio.run(_checked(pdf, roots=trusted, fingerprint=fingerprint))
    except FAULTS as error:
        return SealFinding(notes=(note("seal-unreadable", detail=type(error).__name__),))


async def _checked(pdf: bytes, *, roots: Sequence[x509.Certificate], fingerprint: str | None) -> SealFinding:
    reader = PdfFileReader(BytesIO(pdf), decode_limits=_LIMITS)
    embedded = list(reader.embedded_signatures)
    seals = [each for each in embedded if each.sig_object_type == "/Sig"]
    if len(embedded) != sum(1 for _ in enumerate_sig_fields(reader, filled_status=True)):  # those it would pass over
        return SealFinding(notes=(note("seal-unreadable", detail="a signature of an unknown kind"),))
    if not seals:
        return SealFinding(notes=(note("seal-absent"),))
    if len(seals) > 1 or len(embedded) > _MOST_SIGNATURES:
        return SealFinding(notes=(note("seal-several", detail=str(len(embedded))),))
    if not all(_hole_is_the_signature(pdf, each) for each in embedded):
        return SealFinding(notes=(note("seal-uncovered"),))
    sealed = _Sealed(pdf, reader, seals[0], embedded)
    if len(sealed.tokens) > _MOST_SIGNATURES:
        return SealFinding(notes=(note("seal-several", detail=str(len(sealed.tokens))),))
    return await _judged(sealed, roots=roots, fingerprint=fingerprint)


@dataclass(frozen=True, slots=True)
class _Sealed:
    pdf: bytes
    reader: PdfFileReader
    seal: EmbeddedPdfSignature
    embedded: Sequence[EmbeddedPdfSignature]

    @property
    def archives(self) -> list[EmbeddedPdfSignature]:
        return [each for each in self.embedded if each is not self.seal]

    @property
    def tokens(self) -> list[cms.SignedData]:
        return list(extract_tst_data_iter(self.seal.signer_info, signed=False))


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A time-stamp as the library judges it, and what lists of revoked certificates in the file add."""

    status: TimestampSignatureStatus
    revocation: Revocation

    @property
    def time(self) -> SealTime:
        trusted = self.status.trusted and self.revocation is not Revocation.REVOKED
        archive = isinstance(self.status, DocumentTimestampStatus)
        return SealTime(time=self.status.timestamp, trusted=trusted, archive=archive)


async def _judged(sealed: _Sealed, *, roots: Sequence[x509.Certificate], fingerprint: str | None) -> SealFinding:
    seal = sealed.seal
    lists = _lists(sealed.reader)
    signed = await _signature_status(seal)
    stamps = [
        *[await _over_signature(token, seal=seal, roots=roots, lists=lists or ()) for token in sealed.tokens],
        *[await _over_file(each, roots=roots, lists=lists or ()) for each in sealed.archives],
    ]
    level = _level(stamps, has_store=lists is not None)
    notes = [
        *_signature_notes(signed),
        *_coverage_notes(sealed, statuses=[signed, *_archived(stamps)]),
        _key_note(seal.signer_cert, fingerprint=fingerprint),
        *_time_notes(stamps, roots=roots, claimed=seal.self_reported_timestamp),
        *([note("seal-archive-missing")] if level is Level.STAMPED else []),
    ]
    return SealFinding(
        notes=tuple({(each.code, each.detail): each for each in notes}.values()),
        level=level,
        fingerprint=seal.signer_cert.sha256.hex(),
        claimed=seal.self_reported_timestamp,
        times=tuple(each.time for each in stamps),
    )


def _hole_is_the_signature(pdf: bytes, embedded: EmbeddedPdfSignature) -> bool:
    """Whether all bytes are signed but the one string that holds this signature, padded with nothing but zeros."""
    start, first, second, last = (int(each) for each in embedded.byte_range)
    content = bytes(embedded.pkcs7_content)
    if start != 0 or not 0 < first < second <= second + last <= len(pdf):
        return False
    if pdf[first : first + 1] != b"<" or pdf[second - 1 : second] != b">":
        return False
    return bytes.fromhex(pdf[first + 1 : second - 1].decode("ascii")) == content and not any(
        content[parser.peek(content) :]
    )


async def _signature_status(seal: EmbeddedPdfSignature) -> PdfSignatureStatus:
    # Its own certificate is the anchor here: whose it is, the fingerprint alone decides.
    signer = seal.signer_cert
    judge = context([signer], moment=seal.self_reported_timestamp or signer.not_valid_before)
    return await async_validate_pdf_signature(seal, signer_validation_context=judge)


async def _over_signature(
    token: cms.SignedData,
    *,
    seal: EmbeddedPdfSignature,
    roots: Sequence[x509.Certificate],
    lists: Sequence[bytes],
) -> _Stamp:
    judge = context(roots, moment=time_of(token), beside=certificates(token))
    over = message_imprint_checker(seal.signer_info)
    status = TimestampSignatureStatus(**await validate_tst_signed_data(token, judge, over))
    return _Stamp(status, await revocation(token, roots=roots, lists=lists))


async def _over_file(
    archive: EmbeddedPdfSignature, *, roots: Sequence[x509.Certificate], lists: Sequence[bytes]
) -> _Stamp:
    token = archive.signed_data
    judge = context(roots, moment=time_of(token), beside=certificates(token))
    status = await async_validate_pdf_timestamp(archive, validation_context=judge)
    return _Stamp(status, await revocation(token, roots=roots, lists=lists))


def _archived(stamps: Sequence[_Stamp]) -> list[DocumentTimestampStatus]:
    return [each.status for each in stamps if isinstance(each.status, DocumentTimestampStatus)]


def _lists(reader: PdfFileReader) -> list[bytes] | None:
    """Return the lists of revoked certificates in the file (DER), or None when it has no place for them (DSS)."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None
    return [each.get_object().data for each in store.crls]


def _signature_notes(status: PdfSignatureStatus) -> list[Note]:
    if not (status.intact and status.valid):
        return [note("seal-altered")]
    found = [] if status.trusted else [note("seal-certificate")]
    if not (status.docmdp_ok and status.seed_value_ok):
        found.append(note("seal-changed-after"))
    return found or [note("seal-intact")]


def _coverage_notes(sealed: _Sealed, *, statuses: Sequence[ModificationInfo]) -> list[Note]:
    """Each covers its whole revision, what comes after serves validation alone, and nothing lies behind the last.

    The library calls a file intact that was edited after signing: whether it was is a separate answer, taken here.
    """
    if any(each.coverage < SignatureCoverageLevel.ENTIRE_REVISION for each in statuses):
        return [note("seal-uncovered")]
    if any(each.modification_level > ModificationLevel.LTA_UPDATES for each in statuses):
        return [note("seal-changed-after")]
    if any(each.coverage is SignatureCoverageLevel.ENTIRE_FILE for each in statuses):
        return []
    # Unsigned bytes at the end: either a revision that was judged above, or something that no reader of ours looked at.
    last = max(each.signed_revision for each in sealed.embedded)
    is_revision = sealed.reader.xrefs.total_revisions - 1 > last and sealed.pdf.rstrip(b"\r\n").endswith(b"%%EOF")
    return [note("seal-extended" if is_revision else "seal-uncovered")]


def _key_note(signer: x509.Certificate, *, fingerprint: str | None) -> Note:
    if fingerprint is None:
        return note("seal-key-unchecked")
    given = fingerprint.replace(":", "").replace(" ", "").lower()
    return note("seal-key" if signer.sha256.hex() == given else "seal-other-key")


def _time_notes(stamps: Sequence[_Stamp], *, roots: Sequence[x509.Certificate], claimed: datetime | None) -> list[Note]:
    if not stamps:
        return [note("seal-unstamped")]
    found = [_time_note(each, roots=roots) for each in stamps]
    if claimed is None or abs(stamps[0].time.time - claimed) > _DRIFT:
        found.append(note("seal-time-differs"))
    return found


def _time_note(stamp: _Stamp, *, roots: Sequence[x509.Certificate]) -> Note:
    if not (stamp.status.intact and stamp.status.valid):
        return note("seal-time-broken")
    if stamp.revocation is Revocation.REVOKED:
        return note("seal-authority-revoked")
    if stamp.time.trusted:
        return note("seal-time", detail=stamp.time.time.isoformat())
    return note("seal-authority-unknown" if roots else "seal-roots-missing")


def _level(stamps: Sequence[_Stamp], *, has_store: bool) -> Level:
    """Return the level as it lies in the file; whether it holds is said by the notes."""
    if not stamps:
        return Level.UNSTAMPED
    if not has_store or not stamps[-1].time.archive or stamps[0].time.archive:
        return Level.STAMPED
    whole = all(each.revocation is Revocation.GOOD for each in stamps)
    return Level.ARCHIVED if whole else Level.ARCHIVED_WITHOUT_REVOCATION
