import io
import zlib
from datetime import datetime

import pytest

from tests.imports import samples
from yosuga.imports import pdf
from yosuga.imports.base import Outcome
from yosuga.imports.findings import Findings, UnreadableError


def read(data: bytes) -> Findings:
    return pdf.read(io.BytesIO(data), "")


def object_stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Type /ObjStm /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def test_a_plain_pdf_says_its_title_pages_and_date() -> None:
    found = read(samples.pdf())
    assert found.facts["title"] == "診断書"
    assert found.facts["producer"] == "Example (1)"
    assert (found.facts["version"], found.facts["pages"], found.facts["revisions"]) == ("1.7", 1, 1)
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert found.warnings == []


@pytest.mark.parametrize(
    ("item", "warning"),
    [
        (b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", "pdf-javascript"),
        (b"<< /S /J#61vaScript >>", "pdf-javascript"),
        (b"<< /Names << /EmbeddedFiles 9 0 R >> >>", "pdf-embedded-files"),
        (b"<< /S /Launch /F (cmd.exe) >>", "pdf-launches"),
        (b"<< /OpenAction 9 0 R >>", "pdf-opens-action"),
        (b"<< /AcroForm 9 0 R >>", "pdf-form"),
        (b"<< /Encrypt 9 0 R >>", "pdf-encrypted"),
        (object_stream(b"<< /S /JavaScript >>"), "pdf-javascript"),
    ],
)
def test_what_a_pdf_can_do_is_a_warning(item: bytes, warning: str) -> None:
    assert warning in read(samples.pdf(item)).warnings


def test_names_inside_a_page_are_not_mistaken_for_actions() -> None:
    page = zlib.compress(b"(/JavaScript) Tj")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(page), page)
    assert read(samples.pdf(stream)).warnings == []


def test_a_signature_is_named_and_not_judged() -> None:
    (check,) = read(samples.pdf(b"<< /Type /Sig /ByteRange [0 1 2 3] >>")).checks
    assert (check.what, check.outcome) == ("pdf-signature", Outcome.NOT_CHECKED)


def test_a_pdf_that_was_saved_over_shows_its_revisions() -> None:
    assert read(samples.pdf() + samples.pdf()[9:]).facts["revisions"] == 2


def test_a_pdf_without_its_end_is_called_cut_off() -> None:
    assert "pdf-cut-off" in read(samples.pdf(end=b"")).warnings


def test_a_stream_that_unpacks_to_more_than_the_limit_is_read_in_part() -> None:
    assert "partly-read" in read(samples.pdf(object_stream(bytes(70 * 2**20)))).warnings


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read(b"%PDF-")
