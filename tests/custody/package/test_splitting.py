"""PDF in parts: every page once, in order, each part within the limit where a page border allows it."""

import random
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from yosuga.custody.package.profiles import load
from yosuga.custody.package.splitting import split_pdf
from yosuga.errors import BadFile


def pdf(*sides: int) -> bytes:
    """One page for each number: a noise picture of so many pixels a side, so that its size cannot be compressed."""
    noise = random.Random(3)
    writer = PdfWriter()
    for side in sides:
        page = BytesIO()
        Image.frombytes("L", (side, side), noise.randbytes(side * side)).save(page, "PDF", quality=95)
        writer.append(page)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def widths(part: bytes) -> list[int]:
    return [int(page.mediabox.width) for page in PdfReader(BytesIO(part)).pages]


def test_a_file_that_fits_is_left_as_it_is() -> None:
    whole = pdf(100, 110)
    assert split_pdf(whole, max_bytes=len(whole), stem="甲001") == [("甲001.pdf", whole)]


def test_parts_are_numbered_hold_every_page_in_order_and_fit() -> None:
    sides = [200 + number for number in range(12)]
    whole = pdf(*sides)
    parts = split_pdf(whole, max_bytes=len(whole) // 3, stem="甲001")
    assert [name for name, _ in parts] == [f"甲001-{number}.pdf" for number in range(1, len(parts) + 1)]
    assert [width for _, part in parts for width in widths(part)] == widths(whole)
    assert all(len(part) <= len(whole) // 3 for _, part in parts)
    assert 3 <= len(parts) <= 4
    assert all(load("mints").problems(name, len(part)) == [] for name, part in parts)


def test_a_page_that_is_too_large_stands_alone_and_is_seen_by_its_size() -> None:
    whole = pdf(100, 100, 500, 100)
    parts = split_pdf(whole, max_bytes=100_000, stem="甲002の1")
    assert [len(widths(part)) for _, part in parts] == [2, 1, 1]
    assert [len(part) > 100_000 for _, part in parts] == [False, True, False]


def test_one_page_alone_is_never_rewritten() -> None:
    whole = pdf(300)
    assert split_pdf(whole, max_bytes=10, stem="甲003") == [("甲003.pdf", whole)]


def test_the_same_file_gives_the_same_parts() -> None:
    whole = pdf(200, 200, 200)
    assert split_pdf(whole, max_bytes=60_000, stem="甲") == split_pdf(whole, max_bytes=60_000, stem="甲")


def test_what_is_no_pdf_or_needs_a_password_is_refused() -> None:
    locked = PdfWriter()
    locked.append(BytesIO(pdf(50, 50)))
    locked.encrypt("secret", algorithm="AES-256")
    target = BytesIO()
    locked.write(target)
    for content in (b"", b"%PDF-1.7 nothing more" * 3, b"\x89PNG" * 10, target.getvalue()):
        with pytest.raises(BadFile):
            split_pdf(content, max_bytes=-1, stem="甲001")
