"""How tests read a paper: its words without white space, its glyphs, its pictures."""

import io
from collections.abc import Iterator

from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, TextStringObject


def read(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper))


def words(page: PageObject) -> str:
    return "".join(page.extract_text().split())


def picture_of(page: PageObject) -> Image.Image:
    (only,) = list(page.images)
    assert only.image is not None
    return only.image.convert("RGB")


def glyphs(reader: PdfReader) -> Iterator[int]:
    """Yield the number of every glyph that is shown; all our fonts are coded with two bytes (Identity-H)."""
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        for operands, operator in ContentStream(content, reader).operations:
            if operator in {b"Tj", b"TJ"}:
                shown = operands[0] if operator == b"TJ" else operands
                for one in shown:
                    if isinstance(one, bytes | TextStringObject):
                        raw = one if isinstance(one, bytes) else one.original_bytes
                        yield from (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))
