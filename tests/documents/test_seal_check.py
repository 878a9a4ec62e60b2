"""Checking a sealed PDF: what is fine, what stays open, and every way of tampering that we thought of."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.validation import DocumentSecurityStore
from pypdf.annotations import FreeText

from tests.authority import LoopbackAuthority
from tests.documents.sealed import (
    NOW,
    Receiver,
    a_key,
    holes,
    revocation_lists,
    signed_by_approval,
    stamp_of,
    with_a_later_stamp,
    with_a_turned_page,
)
from yosuga.documents.seal_check import check
from yosuga.documents.seals import Level, Severity
from yosuga.documents.signing import sign
from yosuga.errors import TimestampInvalid

KEY = a_key()


# -------------------------------------------------------------------------------------------------------------- fine


def test_a_seal_as_it_was_made_is_fine(found: Receiver, sealed: bytes) -> None:
    finding = found(sealed)
    assert finding.verdict is Severity.FINE
    assert finding.codes == {"seal-intact", "seal-key", "seal-time"}
    assert finding.fingerprint == KEY.fingerprint
    assert finding.level is Level.ARCHIVED_WITHOUT_REVOCATION
    assert [(each.trusted, each.archive) for each in finding.times] == [(True, False), (True, True)]
    assert finding.claimed == NOW.replace(microsecond=0)


def test_every_note_speaks_both_languages(found: Receiver, sealed: bytes) -> None:
    for note in found(sealed).notes:
        assert re.search("[぀-ヿ一-鿿]", note.ja)
        assert note.en.isascii()


def test_the_fingerprint_may_be_written_as_people_write_it(authority: LoopbackAuthority, sealed: bytes) -> None:
    pairs = re.findall("..", KEY.fingerprint.upper())
    for written in (":".join(pairs), " ".join(pairs)):
        assert "seal-key" in check(sealed, roots=[authority.root_pem], fingerprint=written).codes


def test_lists_of_revoked_certificates_in_the_file_make_it_b_lta(
    found: Receiver, authority: LoopbackAuthority, page: bytes
) -> None:
    lists = revocation_lists(authority, "root", "middle")
    pdf = sign(page, key=KEY, stamp=stamp_of(authority), moment=NOW, roots=found.roots, revocations=lists).pdf
    assert found(pdf).level is Level.ARCHIVED
    assert found(pdf).verdict is Severity.FINE


# -------------------------------------------------------------------------------------------------------------- open


def test_without_roots_the_times_stay_open(sealed: bytes) -> None:
    finding = check(sealed, fingerprint=KEY.fingerprint)
    assert finding.codes == {"seal-intact", "seal-key", "seal-roots-missing"}
    assert finding.verdict is Severity.OPEN
    assert not any(each.trusted for each in finding.times)


def test_without_a_fingerprint_the_key_stays_open(authority: LoopbackAuthority, sealed: bytes) -> None:
    finding = check(sealed, roots=[authority.root_pem])
    assert finding.codes == {"seal-intact", "seal-key-unchecked", "seal-time"}
    assert finding.verdict is Severity.OPEN


def test_without_a_stamp_the_date_is_a_claim(found: Receiver, page: bytes) -> None:
    finding = found(sign(page, key=KEY, stamp=None, moment=NOW).pdf)
    assert finding.codes == {"seal-intact", "seal-key", "seal-unstamped"}
    assert finding.level is Level.UNSTAMPED
    assert finding.verdict is Severity.OPEN


def test_an_authority_nobody_pinned_is_not_believed(found: Receiver, stranger: LoopbackAuthority, page: bytes) -> None:
    pdf = sign(page, key=KEY, stamp=stamp_of(stranger), moment=NOW, roots=[stranger.root_pem]).pdf
    finding = found(pdf)
    assert finding.codes == {"seal-intact", "seal-key", "seal-authority-unknown"}
    assert finding.verdict is Severity.OPEN


@pytest.mark.parametrize("away", [timedelta(days=-300), timedelta(hours=-2), timedelta(hours=2)])
def test_a_seal_obtained_later_than_it_claims_is_reported(
    found: Receiver, authority: LoopbackAuthority, page: bytes, away: timedelta
) -> None:
    pdf = sign(page, key=KEY, stamp=stamp_of(authority), moment=NOW + away, roots=found.roots).pdf
    finding = found(pdf)
    assert finding.codes == {"seal-intact", "seal-key", "seal-time", "seal-time-differs"}
    assert finding.verdict is Severity.OPEN


def test_a_cut_archive_stamp_is_missed(found: Receiver, sealed: bytes) -> None:
    first_revision_of_the_seal = sealed[: sealed.index(b"%%EOF", holes(sealed)[0][1]) + 6]
    finding = found(first_revision_of_the_seal)
    assert finding.codes == {"seal-intact", "seal-key", "seal-time", "seal-archive-missing"}
    assert finding.level is Level.STAMPED


def test_a_stamp_that_is_added_years_later_is_named(found: Receiver, authority: LoopbackAuthority, page: bytes) -> None:
    unstamped = sign(page, key=KEY, stamp=None, moment=NOW - timedelta(days=900)).pdf
    finding = found(with_a_later_stamp(unstamped, stamp=stamp_of(authority)))
    assert finding.verdict is Severity.OPEN
    assert "seal-time-differs" in finding.codes


def test_certificates_added_later_are_named_and_harmless(found: Receiver, sealed: bytes) -> None:
    out = BytesIO(sealed)
    DocumentSecurityStore.add_dss(out, None, certs=[asn1_x509.Certificate.load(a_key(seed=9).certificate_der)])
    finding = found(out.getvalue())
    assert finding.codes == {"seal-intact", "seal-key", "seal-time", "seal-extended"}
    assert finding.verdict is Severity.OPEN


def test_a_later_archive_stamp_prolongs_the_proof(found: Receiver, authority: LoopbackAuthority, sealed: bytes) -> None:
    finding = found(with_a_later_stamp(sealed, stamp=stamp_of(authority)))
    assert finding.verdict is Severity.FINE
    assert len(finding.times) == 3


def test_a_revoked_authority_is_not_believed(found: Receiver, authority: LoopbackAuthority, page: bytes) -> None:
    lists = [*revocation_lists(authority, "root"), *revocation_lists(authority, "middle", revoked=[3])]
    with pytest.raises(TimestampInvalid, match="revoked"):
        sign(page, key=KEY, stamp=stamp_of(authority), moment=NOW, roots=found.roots, revocations=lists)
    unaware = BytesIO(sign(page, key=KEY, stamp=stamp_of(authority), moment=NOW, roots=found.roots).pdf)
    DocumentSecurityStore.add_dss(unaware, None, crls=[asn1_crl.CertificateList.load(each) for each in lists])
    finding = found(unaware.getvalue())
    assert finding.codes == {"seal-intact", "seal-key", "seal-extended", "seal-authority-revoked"}
    assert not any(each.trusted for each in finding.times)


# ------------------------------------------------------------------------------------------------------------ broken


def test_a_tampered_page_is_broken(found: Receiver, sealed: bytes) -> None:
    pdf = bytearray(sealed)
    pdf[place_in_a_page(sealed)] ^= 1
    finding = found(bytes(pdf))
    assert finding.verdict is Severity.BROKEN
    assert {"seal-altered", "seal-time-broken"} <= finding.codes


def test_an_update_that_changes_a_page_is_refused(found: Receiver, sealed: bytes) -> None:
    finding = found(with_a_turned_page(sealed))
    assert finding.verdict is Severity.BROKEN
    assert "seal-changed-after" in finding.codes
    assert "seal-intact" not in finding.codes


def test_a_fresh_stamp_over_a_changed_page_heals_nothing(
    found: Receiver, authority: LoopbackAuthority, sealed: bytes
) -> None:
    finding = found(with_a_later_stamp(with_a_turned_page(sealed), stamp=stamp_of(authority)))
    assert finding.verdict is Severity.BROKEN
    assert "seal-changed-after" in finding.codes


def test_a_note_stuck_on_the_page_is_refused(found: Receiver, sealed: bytes) -> None:
    writer = pypdf.PdfWriter(BytesIO(sealed), incremental=True)
    writer.add_annotation(0, FreeText(text="genuine", rect=(50, 550, 200, 650)))
    out = BytesIO()
    writer.write(out)
    assert "seal-changed-after" in found(out.getvalue()).codes


def test_bytes_behind_the_end_are_refused(found: Receiver, sealed: bytes) -> None:
    for tail in (b"\n", b"% a comment\n", sealed):
        assert found(sealed + tail).verdict is Severity.BROKEN


def test_bytes_hidden_beside_a_signature_are_refused(found: Receiver, sealed: bytes) -> None:
    for _, end in holes(sealed):
        pdf = bytearray(sealed)
        pdf[end - 9 : end - 1] = b"DEADBEEF"
        assert found(bytes(pdf)).verdict is Severity.BROKEN


def test_a_seal_by_the_key_of_another_case_is_broken(
    found: Receiver, authority: LoopbackAuthority, page: bytes
) -> None:
    other = a_key(seed=2)
    finding = found(sign(page, key=other, stamp=stamp_of(authority), moment=NOW, roots=found.roots).pdf)
    assert finding.verdict is Severity.BROKEN
    assert finding.codes == {"seal-intact", "seal-other-key", "seal-time"}
    assert finding.fingerprint == other.fingerprint


def test_a_certificate_over_another_key_is_not_taken(found: Receiver, page: bytes) -> None:
    forged = replace(KEY, private=a_key(seed=2).private)
    finding = found(sign(page, key=forged, stamp=None, moment=NOW).pdf)
    assert finding.verdict is Severity.BROKEN
    assert "seal-altered" in finding.codes


def test_the_token_of_another_seal_does_not_fit(
    found: Receiver, authority: LoopbackAuthority, page: bytes, sealed: bytes
) -> None:
    other = sign(page, key=KEY, stamp=stamp_of(authority), moment=NOW, roots=found.roots).pdf
    assert len(other) == len(sealed)
    (start, end) = holes(sealed)[1]
    finding = found(sealed[:start] + other[start:end] + sealed[end:])
    assert finding.verdict is Severity.BROKEN
    assert "seal-time-broken" in finding.codes


def test_a_paper_without_a_signature_is_no_seal(found: Receiver, page: bytes) -> None:
    assert found(page).codes == {"seal-absent"}


def test_a_stamp_without_a_signature_is_no_seal(found: Receiver, authority: LoopbackAuthority, page: bytes) -> None:
    assert found(with_a_later_stamp(page, stamp=stamp_of(authority))).codes == {"seal-absent"}


def test_two_signatures_are_not_one_seal(found: Receiver, page: bytes) -> None:
    twice = signed_by_approval(signed_by_approval(page, key=KEY, field="One"), key=a_key(seed=2), field="Two")
    assert found(twice).codes == {"seal-several"}


def test_a_file_that_was_cut_off_is_reported_wherever_the_cut_is(found: Receiver, sealed: bytes) -> None:
    for size in [*range(0, len(sealed), 997), len(sealed) - 7, len(sealed) - 1]:
        assert found(sealed[:size]).verdict is Severity.BROKEN, size


def test_a_file_of_any_size_is_answered(found: Receiver) -> None:
    assert found(bytes(16 * 1024 * 1024 + 1)).codes == {"seal-too-large"}
    assert found(b"").codes == {"seal-unreadable"}


def test_a_root_that_is_no_certificate_is_the_callers_mistake(sealed: bytes) -> None:
    with pytest.raises(TimestampInvalid):
        check(sealed, roots=[b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])


def place_in_a_page(pdf: bytes) -> int:
    """Where the compressed text of page one lies."""
    number = pypdf.PdfReader(BytesIO(pdf)).pages[0].raw_get("/Contents").idnum
    return pdf.index(b"stream\n", pdf.index(b"\n%d 0 obj" % number)) + 20
