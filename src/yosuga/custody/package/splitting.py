"""A PDF in parts that a receiving system takes: 甲001-1.pdf, 甲001-2.pdf … at the borders of pages.

The one file of the product that knows `pypdf`. A part is a copy for filing: signature, tags and PDF/A mark stay with
the whole, which lies untouched in the package.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

from yosuga.errors import BadFile


def split_pdf(pdf: bytes, *, max_bytes: int, stem: str) -> Sequence[tuple[str, bytes]]:
    """Return file names and contents, in the order of the pages; `<stem>.pdf` unchanged when it fits or has one page.

    As few parts as page borders allow. A page that alone exceeds `max_bytes` becomes a part of its own, left as it is:
    `Profile.problems` then names it. Raises BadFile for what is no PDF, or one that needs a password.
    """
    if len(pdf) <= max_bytes:
        return [(f"{stem}.pdf", pdf)]
    parts = list(_parts(pdf, max_bytes=max_bytes))
    if len(parts) == 1:
        return [(f"{stem}.pdf", pdf)]
    return [(f"{stem}-{number}.pdf", part) for number, part in enumerate(parts, start=1)]


def _parts(pdf: bytes, *, max_bytes: int) -> Iterator[bytes]:
    pages, start = _count(pdf), 0
    while start < pages:
        end, part = _longest(pdf, start=start, pages=pages, max_bytes=max_bytes)
        yield part
        start = end


def _longest(pdf: bytes, *, start: int, pages: int, max_bytes: int) -> tuple[int, bytes]:
    """Return the end of the longest run of pages from `start` that fits, and its bytes; at least one page.

    Pages share fonts and pictures, so the size of a run is known only when it is written; halving keeps that rare.
    """
    best, part = start + 1, _pages(pdf, start=start, end=start + 1)
    low, high = start + 2, pages
    while low <= high:
        middle = (low + high) // 2
        tried = _pages(pdf, start=start, end=middle)
        if len(tried) <= max_bytes:
            best, part, low = middle, tried, middle + 1
        else:
            high = middle - 1
    return best, part


def _count(pdf: bytes) -> int:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(BytesIO(pdf)).pages)
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError) as error:  # what its parser lets through
        raise BadFile(f"PDF: {type(error).__name__}") from error


def _pages(pdf: bytes, *, start: int, end: int) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    target = BytesIO()
    try:
        writer = PdfWriter()
        for page in PdfReader(BytesIO(pdf)).pages[start:end]:
            writer.add_page(page)
        writer.write(target)
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise BadFile(f"PDF: {type(error).__name__}") from error
    return target.getvalue()
