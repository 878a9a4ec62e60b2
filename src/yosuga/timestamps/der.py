"""Just enough DER (X.690) to read a time-stamp response and to write a request: strict, bounded, no guessing."""

from dataclasses import dataclass

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OBJECT_ID = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
UTF8_STRING, GENERALIZED_TIME, SEQUENCE, SET = 0x0C, 0x18, 0x30, 0x31


class DerError(ValueError):
    """The bytes are not the DER that was expected here."""


@dataclass(frozen=True, slots=True)
class Element:
    """One tag-length-value. `start` and `end` are offsets of the whole element in the bytes it was read from."""

    tag: int
    content: bytes
    start: int
    end: int


def only(data: bytes, *, tag: int) -> Element:
    """Return the single element that `data` consists of. Raises DerError for another tag or bytes after it."""
    element = _at(data, start=0, end=len(data))
    if element.end != len(data):
        raise DerError("bytes after the element")
    return expect(element, tag=tag)


def children(element: Element) -> list[Element]:
    """Return the elements inside a constructed element; their offsets are those of the outer bytes."""
    found: list[Element] = []
    base = element.end - len(element.content)
    at = 0
    while at < len(element.content):
        child = _at(element.content, start=at, end=len(element.content))
        found.append(Element(tag=child.tag, content=child.content, start=base + child.start, end=base + child.end))
        at = child.end
    return found


def expect(element: Element, *, tag: int) -> Element:
    """Return the element when it has this tag. Raises DerError otherwise."""
    if element.tag != tag:
        raise DerError(f"tag 0x{element.tag:02x} where 0x{tag:02x} belongs")
    return element


def integer(element: Element, *, tag: int = INTEGER) -> int:
    """Return a DER INTEGER (or an IMPLICIT one under another tag) as a number."""
    content = expect(element, tag=tag).content
    if not content or (len(content) > 1 and content[0] in {0x00, 0xFF} and (content[0] ^ content[1]) < 0x80):
        raise DerError("an integer that is not minimal")
    return int.from_bytes(content, "big", signed=True)


def encode(tag: int, content: bytes) -> bytes:
    """Return one element with a minimal length."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def encode_integer(number: int) -> bytes:
    """Return a non-negative number as a DER INTEGER."""
    return encode(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _at(data: bytes, *, start: int, end: int) -> Element:
    if end - start < 2:
        raise DerError("cut off")
    tag, size, at = data[start], data[start + 1], start + 2
    if tag & 0x1F == 0x1F:
        raise DerError("a multi-byte tag")
    if size >= 0x80:
        width = size & 0x7F
        if not 1 <= width <= 4 or at + width > end:  # 0 is BER's indefinite length; 4 bytes reach 4 GiB
            raise DerError("a length that is not DER")
        size = int.from_bytes(data[at : at + width], "big")
        at += width
        if size < 0x80 or size >> (8 * (width - 1)) == 0:
            raise DerError("a length that is not minimal")
    if at + size > end:
        raise DerError("cut off")
    return Element(tag=tag, content=data[at : at + size], start=start, end=at + size)
