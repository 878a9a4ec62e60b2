"""Signing the certificate of a seal: what is in the file afterwards, and what other programs make of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pypdf.generic import StreamObject

from tests.authority import LoopbackAuthority, Mood
from tests.documents.sealed import NOW, OPENED, a_key, holes, revocation_lists, stamp_of
from yosuga.documents.seals import Level, seal_key
from yosuga.documents.signing import sign
from yosuga.errors import BadFile, TimestampInvalid, TimestampRefused, TimestampUnreachable
from yosuga.timestamps.rfc3161 import Rfc3161Stamper


def pdfsig(pdf: bytes, *, folder: Path) -> str:
    """What the tool of poppler says, without the certificates of whoever runs the tests."""
    (folder / "sealed.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", str(folder / "sealed.pdf")],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"},
        capture_output=True,
        check=False,
        timeout=30,
    )
    return done.stdout.decode()


def picture(pdf: bytes, *, folder: Path) -> bytes:
    (folder / "page.pdf").write_bytes(pdf)
    asked = [
        "pdftoppm",
        "-r",
        "60",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        str(folder / "page.pdf"),
        str(folder / "page"),
    ]
    subprocess.run(asked, check=True, timeout=30)
    return (folder / "page.ppm").read_bytes()


# ---------------------------------------------------------------------------------------------------------- the key


def test_the_same_secret_makes_the_same_key_and_certificate_on_any_day() -> None:
    one = seal_key(bytes(32), case="C-01234567", opened=OPENED)
    other = seal_key(bytes(32), case="C-01234567", opened=OPENED + timedelta(hours=9))
    assert one.certificate_der == other.certificate_der
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint == "7955b50df5b92cfab8583131ab979779e7b62d59589f79bbb4999436891d5e76"  # printed on papers


def test_another_secret_makes_another_key() -> None:
    one, other = a_key(seed=1), a_key(seed=2)
    assert one.private.private_numbers() != other.private.private_numbers()
    assert one.certificate.serial_number != other.certificate.serial_number


def test_the_certificate_names_the_case_and_nobody() -> None:
    certificate = a_key().certificate
    assert certificate.subject.rfc4514_string() == certificate.issuer.rfc4514_string() == "CN=Yosuga C-01234567"
    assert certificate.not_valid_before_utc == datetime(2025, 9, 11, tzinfo=UTC)
    assert certificate.not_valid_after_utc.date().isoformat() == "2055-09-11"
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    certificate.verify_directly_issued_by(certificate)
    public = certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert public.curve.name == "secp256r1"


def test_a_key_never_shows_in_a_log() -> None:
    assert repr(a_key()) == "SealKey(case='C-01234567')"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_secret_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_key(bytes(size), case="C-01234567", opened=OPENED)


# ----------------------------------------------------------------------------------------------------- the signature


def test_a_stamped_seal_carries_two_tokens_of_the_authority(authority: LoopbackAuthority, page: bytes) -> None:
    stamper = Rfc3161Stamper()
    configured = authority.configured()
    signed = sign(
        page,
        key=a_key(),
        stamp=lambda digest: stamper.stamp(digest, authority=configured).response,
        moment=NOW,
        roots=configured.roots,
    )
    assert len(authority.requests) == len(signed.times) == 2
    assert signed.times[0] <= signed.times[1]
    assert signed.authority == "Yosuga Test signer"
    assert signed.level is Level.ARCHIVED_WITHOUT_REVOCATION
    assert signed.pdf.startswith(page)
    assert len(holes(signed.pdf)) == 2


def test_without_an_authority_the_level_says_so(page: bytes) -> None:
    signed = sign(page, key=a_key(), stamp=None, moment=NOW)
    assert signed.level is Level.UNSTAMPED
    assert signed.authority == ""
    assert signed.times == ()
    assert signed.pdf.startswith(page)


def test_the_level_is_b_lta_only_when_the_lists_of_revoked_certificates_cover_the_chain(
    authority: LoopbackAuthority, page: bytes
) -> None:
    def level(*issuers: str) -> Level:
        lists = revocation_lists(authority, *issuers)
        return sign(
            page, key=a_key(), stamp=stamp_of(authority), moment=NOW, roots=[authority.root_pem], revocations=lists
        ).level

    assert level("root", "middle") is Level.ARCHIVED
    assert level("root") is Level.ARCHIVED_WITHOUT_REVOCATION
    assert level("middle") is Level.ARCHIVED_WITHOUT_REVOCATION
    assert level() is Level.ARCHIVED_WITHOUT_REVOCATION


def test_the_paper_still_opens_and_looks_the_same(authority: LoopbackAuthority, page: bytes, tmp_path: Path) -> None:
    sealed = sign(page, key=a_key(), stamp=stamp_of(authority), moment=NOW, roots=[authority.root_pem]).pdf
    before, after = pypdf.PdfReader(BytesIO(page)), pypdf.PdfReader(BytesIO(sealed))
    assert [each.extract_text() for each in after.pages] == [each.extract_text() for each in before.pages]
    assert picture(sealed, folder=tmp_path) == picture(page, folder=tmp_path)


def test_the_archive_promises_of_the_file_are_kept(authority: LoopbackAuthority, page: bytes) -> None:
    sealed = sign(page, key=a_key(), stamp=stamp_of(authority), moment=NOW, roots=[authority.root_pem]).pdf
    before, after = pypdf.PdfReader(BytesIO(page)), pypdf.PdfReader(BytesIO(sealed))
    assert after.metadata == before.metadata
    assert after.xmp_metadata is not None
    assert described(after) == described(before)
    assert "/Version" not in after.root_object  # PDF/A-3 is PDF 1.7
    widgets = [annotation.get_object() for annotation in after.pages[0].annotations or ()]
    assert len(widgets) == 2
    for widget in widgets:
        assert widget["/F"] == 132  # PDF/A: printed, not hidden; and locked


def described(reader: pypdf.PdfReader) -> bytes:
    stream = reader.root_object["/Metadata"].get_object()
    assert isinstance(stream, StreamObject)
    return stream.get_data()


def test_no_byte_of_the_device_zone_is_written(page: bytes) -> None:
    moment = datetime(2026, 11, 1, 12, 0, tzinfo=UTC).astimezone(timezone_of_japan())
    added = sign(page, key=a_key(), stamp=None, moment=moment).pdf[len(page) :]
    assert b"20261101120000Z" in added
    assert b"+09'00'" not in added


def timezone_of_japan() -> timezone:
    return timezone(timedelta(hours=9))


def test_pdfsig_finds_the_signature_valid_and_the_whole_document_signed(
    authority: LoopbackAuthority, page: bytes, tmp_path: Path
) -> None:
    said = pdfsig(sign(page, key=a_key(), stamp=None, moment=NOW).pdf, folder=tmp_path)
    assert "Signature Validation: Signature is Valid." in said
    assert "Signer Certificate Common Name: Yosuga C-01234567" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    stamped = sign(page, key=a_key(), stamp=stamp_of(authority), moment=NOW, roots=[authority.root_pem]).pdf
    said = pdfsig(stamped, folder=tmp_path)
    first, _, second = said.partition("Signature #2:")
    assert "Signature Validation: Signature is Valid." in first
    assert "Total document signed" in second  # it cannot judge a document time-stamp, and says only what that covers


def test_pdfsig_sees_a_changed_byte(page: bytes, tmp_path: Path) -> None:
    sealed = bytearray(sign(page, key=a_key(), stamp=None, moment=NOW).pdf)
    sealed[sealed.index(b"stream\n") + 20] ^= 1
    assert "Signature Validation: Digest Mismatch." in pdfsig(bytes(sealed), folder=tmp_path)


# -------------------------------------------------------------------------------------------------------- what fails


def test_an_authority_out_of_reach_is_told_to_the_caller(page: bytes) -> None:
    def unreachable(_digest: bytes) -> bytes:
        raise TimestampUnreachable("offline")

    with pytest.raises(TimestampUnreachable):
        sign(page, key=a_key(), stamp=unreachable, moment=NOW)


@pytest.mark.parametrize(("mood", "error"), [(Mood.OTHER_IMPRINT, TimestampInvalid), (Mood.REFUSING, TimestampRefused)])
def test_an_answer_that_is_no_token_over_this_digest_is_refused(
    authority: LoopbackAuthority, page: bytes, mood: Mood, error: type[Exception]
) -> None:
    authority.mood = mood
    with pytest.raises(error):
        sign(page, key=a_key(), stamp=stamp_of(authority), moment=NOW, roots=[authority.root_pem])


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x03\x02\x01\x00", bytes(1000), b"\x30\x80" * 500])
def test_garbage_in_place_of_a_token_is_refused(page: bytes, answer: bytes) -> None:
    with pytest.raises(TimestampInvalid):
        sign(page, key=a_key(), stamp=lambda _digest: answer, moment=NOW)


def test_a_token_with_many_certificates_finds_room(authority: LoopbackAuthority, page: bytes) -> None:
    signed = sign(page, key=a_key(), stamp=padded(authority, count=40), moment=NOW, roots=[authority.root_pem])
    assert len(signed.pdf) > 2 * 64 * 1024
    assert len(signed.times) == 2


def test_a_token_beyond_all_measure_is_refused(authority: LoopbackAuthority, page: bytes) -> None:
    with pytest.raises(TimestampInvalid, match="65536 bytes"):
        sign(page, key=a_key(), stamp=padded(authority, count=200), moment=NOW, roots=[authority.root_pem])


def padded(authority: LoopbackAuthority, *, count: int) -> Callable[[bytes], bytes]:
    """An authority that puts further certificates beside its own; they are outside of its signature."""
    more = [a_key(seed=seed).certificate_der for seed in range(count)]

    def stamp(digest: bytes) -> bytes:
        answer = tsp.TimeStampResp.load(stamp_of(authority)(digest))
        held = answer["time_stamp_token"]["content"]["certificates"]
        for der in more:
            held.append(cms.CertificateChoices({"certificate": asn1_x509.Certificate.load(der)}))
        return bytes(answer.dump(force=True))

    return stamp


def test_a_list_of_revoked_certificates_that_is_none_is_refused(authority: LoopbackAuthority, page: bytes) -> None:
    with pytest.raises(TimestampInvalid, match="not DER"):
        sign(page, key=a_key(), stamp=stamp_of(authority), moment=NOW, revocations=[b"<html>"])


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"GIF89a", bytes(5000)])
def test_what_is_no_pdf_is_not_signed(pdf: bytes) -> None:
    with pytest.raises(BadFile):
        sign(pdf, key=a_key(), stamp=None, moment=NOW)


def test_a_paper_is_sealed_once(page: bytes) -> None:
    sealed = sign(page, key=a_key(), stamp=None, moment=NOW).pdf
    with pytest.raises(BadFile):
        sign(sealed, key=a_key(), stamp=None, moment=NOW)


def test_a_moment_without_a_zone_is_refused(page: bytes) -> None:
    with pytest.raises(ValueError, match="zone"):
        sign(page, key=a_key(), stamp=None, moment=datetime(2026, 11, 1))  # noqa: DTZ001  the point of the test


def test_the_library_is_loaded_only_by_who_seals() -> None:
    asked = "import sys, yosuga.documents.seals, yosuga.cli.main; print('pyhanko' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"False"
