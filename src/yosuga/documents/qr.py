"""A head as a QR code: a picture of lines, sharp at every size, that a telephone reads back to the same text."""

from io import BytesIO

from yosuga.errors import BadCheckpoint

_MOST_BYTES = 1_500  # a head has about 200; denser codes cannot be read from paper


def qr_svg(text: str) -> str:
    """Return the QR code (ISO/IEC 18004, level M) of `text` as SVG. Raises BadCheckpoint for more than 1,500 bytes."""
    import segno

    raw = text.encode()
    if not raw or len(raw) > _MOST_BYTES:
        raise BadCheckpoint(f"a head of {len(raw)} bytes")
    out = BytesIO()
    code = segno.make(raw, micro=False, error="m", boost_error=False, mode="byte")
    code.save(out, kind="svg", border=4, xmldecl=False, nl=False)
    return out.getvalue().decode()
