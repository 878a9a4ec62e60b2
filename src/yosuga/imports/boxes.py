"""The boxes of ISO base media files (ISO/IEC 14496-12), as far as a HEIC picture needs: size and Exif."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_BOXES = 5_000


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its four-letter kind and its content."""

    kind: bytes
    content: bytes


def boxes(data: bytes) -> Iterator[Box]:
    """Yield the boxes that lie one after another in `data`; stop quietly where they stop making sense."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(data):
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        header = 8
        if size == 1 and at + 16 <= len(data):
            size, header = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif size == 0:
            size = len(data) - at
        if size < header or at + size > len(data):
            return
        yield Box(kind=kind, content=data[at + header : at + size])
        at += size


def heif_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of the largest picture in a HEIF file (`ispe`), or None."""
    sizes = [
        struct.unpack_from(">II", box.content, 4)
        for box in _inside(data, b"meta", b"iprp", b"ipco")
        if box.kind == b"ispe" and len(box.content) >= 12
    ]
    return max(sizes, key=lambda size: size[0] * size[1]) if sizes else None


def heif_exif(data: bytes) -> bytes | None:
    """Return the TIFF structure of a HEIF file's Exif item, or None."""
    inside = {box.kind: box.content for box in _inside(data, b"meta")}
    item = _exif_item(inside.get(b"iinf", b""))
    place = _places(inside.get(b"iloc", b"")).get(item) if item is not None else None
    if place is None:
        return None
    offset, length = place
    content = data[offset : offset + length]
    if len(content) < 8:
        return None
    skip = 4 + struct.unpack_from(">I", content)[0]  # exif_tiff_header_offset
    return content[skip:]


def _inside(data: bytes, *path: bytes) -> Iterator[Box]:
    if not path:
        yield from boxes(data)
        return
    for box in boxes(data):
        if box.kind == path[0]:
            yield from _inside(box.content[4 if box.kind == b"meta" else 0 :], *path[1:])
            return


def _exif_item(iinf: bytes) -> int | None:
    if len(iinf) < 6:
        return None
    for box in boxes(iinf[6 if iinf[0] == 0 else 8 :]):
        # infe: version(1) flags(3) item_ID(2 or 4) protection(2) item_type(4)
        wide = box.content[:1] == b"\x03"
        if box.kind == b"infe" and box.content[10 if wide else 8 :][:4] == b"Exif":
            return int.from_bytes(box.content[4 : 8 if wide else 6], "big")
    return None


def _places(iloc: bytes) -> dict[int, tuple[int, int]]:
    """Return item → (offset, length) for items of one extent that lie in the file itself."""
    if len(iloc) < 8:
        return {}
    version = iloc[0]
    cursor = _Cursor(iloc, at=4)
    sizes = cursor.take(2)
    offset_size, length_size, base_size, index_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    found: dict[int, tuple[int, int]] = {}
    for _ in range(min(cursor.take(2 if version < 2 else 4), _MOST_BOXES)):
        item = cursor.take(2 if version < 2 else 4)
        method = cursor.take(2) & 15 if version else 0
        cursor.take(2)
        base = cursor.take(base_size)
        for extent in range(min(cursor.take(2), _MOST_BOXES)):
            cursor.take(index_size if version else 0)
            offset, length = cursor.take(offset_size), cursor.take(length_size)
            if extent == 0 and method == 0:
                found[item] = (base + offset, length)
        if cursor.at > len(iloc):
            break
    return found


class _Cursor:
    def __init__(self, data: bytes, *, at: int) -> None:
        self._data = data
        self.at = at

    def take(self, size: int) -> int:
        """Return the next `size` bytes as a number; past the end it is 0."""
        number = int.from_bytes(self._data[self.at : self.at + size], "big")
        self.at += size
        return number
