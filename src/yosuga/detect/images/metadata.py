"""What a picture's file says of itself: where, when, with which device and by whom it was taken, and further text.

Runs inside the child process. Exif 2.32, the XMP namespaces exif, dc, photoshop, aux and mwg-rs, and IPTC IIM 4.2.
"""

import math
import re
from collections.abc import Iterator, Mapping

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from yosuga.detect.images import broken

_MOST_TEXT, _MOST_TEXTS = 2_000, 40
_DRAWER = {
    "Make": ("device", "make"),
    "Model": ("device", "model"),
    "LensModel": ("device", "lens"),
    "HostComputer": ("device", "computer"),
    "Software": ("device", "software"),
    "Artist": ("owner", "artist"),
    "XPAuthor": ("owner", "author"),
    "Copyright": ("owner", "copyright"),
    "CameraOwnerName": ("owner", "camera"),
    "BodySerialNumber": ("serial", "body"),
    "LensSerialNumber": ("serial", "lens"),
    "ImageUniqueID": ("serial", "picture"),
    "DateTimeOriginal": ("taken", "original"),
    "DateTimeDigitized": ("taken", "digitized"),
    "DateTime": ("taken", "changed"),
    "OffsetTimeOriginal": ("taken", "offset"),
    "ImageDescription": ("text", "description"),
    "UserComment": ("text", "comment"),
    "XPComment": ("text", "comment"),
    "XPTitle": ("text", "title"),
    "XPSubject": ("text", "subject"),
    "XPKeywords": ("text", "keywords"),
}
_IN_XMP = {
    "dc:creator": ("owner", "creator"),
    "dc:rights": ("owner", "rights"),
    "dc:title": ("text", "title"),
    "dc:description": ("text", "description"),
    "dc:subject": ("text", "keywords"),
    "photoshop:City": ("location", "city"),
    "photoshop:State": ("location", "state"),
    "Iptc4xmpCore:Location": ("location", "place"),
    "exif:GPSLatitude": ("location", "latitude_written"),
    "exif:GPSLongitude": ("location", "longitude_written"),
    "aux:SerialNumber": ("serial", "body"),
    "aux:LensSerialNumber": ("serial", "lens"),
    "aux:OwnerName": ("owner", "camera"),
    "xmp:CreatorTool": ("device", "software"),
    "xmp:CreateDate": ("taken", "created"),
    "mwg-rs:Name": ("people", "named"),
    "tiff:Make": ("device", "make"),
    "tiff:Model": ("device", "model"),
}
_IN_IPTC = {
    (2, 80): ("owner", "by_line"),
    (2, 116): ("owner", "copyright"),
    (2, 90): ("location", "city"),
    (2, 92): ("location", "place"),
    (2, 95): ("location", "state"),
    (2, 120): ("text", "caption"),
    (2, 25): ("text", "keywords"),
    (2, 105): ("text", "headline"),
}
_XMP = re.compile(
    r"""<?([A-Za-z0-9-]{1,20}:[A-Za-z]{1,40})(?:\s*=\s*["']([^"']{1,2000})["']|[^<>]{0,200}>([^<]{1,2000})<)"""
)
_XMP_LIST = re.compile(
    r"<([A-Za-z0-9-]{1,20}:[A-Za-z]{1,40})[^<>]{0,200}>\s{0,200}<rdf:(?:Seq|Bag|Alt)[^<>]{0,50}>\s{0,200}"
    r"<rdf:li[^<>]{0,100}>([^<]{1,2000})<"
)
_OWNERS = frozenset({"author", "artist", "creator", "owner", "copyright"})  # keywords of PNG texts
_LARGEST_XMP = 512 * 1024
_GPS = (("latitude", 2, 1, "S"), ("longitude", 4, 3, "W"))

Said = dict[str, object]


def said(image: Image.Image) -> Said:
    """Return what the file says, by drawer ("location", "device", "owner", "serial", "taken", "people", "text", …)."""
    found: dict[str, dict[str, object]] = {}
    for drawer, word, value in _all(image):
        if len(held := found.setdefault(drawer, {})) < _MOST_TEXTS and value:
            held.setdefault(word, value)
    thumbnail = _thumbnail(image)
    return {
        "format": image.format or "",
        **{drawer: held for drawer, held in found.items() if held},
        **({"thumbnail": thumbnail} if thumbnail else {}),
    }


def _all(image: Image.Image) -> Iterator[tuple[str, str, object]]:
    for source in (_exif, _iptc, _xmp, _texts):
        try:
            yield from list(source(image))
        except broken.ERRORS:
            yield "unread", source.__name__.strip("_"), "damaged"


def _exif(image: Image.Image) -> Iterator[tuple[str, str, object]]:
    exif = _exif_table(image)
    for table in (exif, exif.get_ifd(ExifTags.IFD.Exif)):
        for tag, value in table.items():
            if place := _DRAWER.get(ExifTags.TAGS.get(tag, "")):
                yield *place, _plain(value, wide=0x9C9B <= tag <= 0x9C9F)
    yield from _position(exif.get_ifd(ExifTags.IFD.GPSInfo))
    if exif.get_ifd(ExifTags.IFD.Exif).get(0x927C):
        yield "device", "maker_note", "present"


def _exif_table(image: Image.Image) -> Image.Exif:
    # PNG may carry it behind the pixels, and Pillow would decode them all to get there: the caller decides on that.
    return Image.Image.getexif(image) if image.format == "PNG" else image.getexif()


def _position(gps: Mapping[int, object]) -> Iterator[tuple[str, str, object]]:
    for word, degrees, reference, negative in _GPS:
        value = _degrees(gps.get(degrees))
        if value is not None:
            yield "location", word, -value if _plain(gps.get(reference)).startswith(negative) else value
    if gps.get(29):
        yield "location", "date", _plain(gps[29])


def _degrees(parts: object) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(value, 7) if math.isfinite(value) and abs(value) <= 180 else None


def _iptc(image: Image.Image) -> Iterator[tuple[str, str, object]]:
    if not isinstance(image, ImageFile.ImageFile):
        return
    for key, value in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        if place := _IN_IPTC.get(key):
            first = value[0] if isinstance(value, list) and value else value
            yield *place, _plain(first)


def _xmp(image: Image.Image) -> Iterator[tuple[str, str, object]]:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    # Read by pattern, not by an XML parser: entities and nesting cannot be used against us.
    text = (raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw))[:_LARGEST_XMP]
    for match in _XMP_LIST.finditer(text):
        if place := _IN_XMP.get(match[1]):
            yield *place, _plain(match[2].strip())
    for match in _XMP.finditer(text):
        if place := _IN_XMP.get(match[1]):
            yield *place, _plain((match[2] or match[3] or "").strip())


def _texts(image: Image.Image) -> Iterator[tuple[str, str, object]]:
    for key, value in list(image.info.items()):
        if key == "comment" or (isinstance(value, str) and key != "XML:com.adobe.xmp"):
            drawer = "owner" if str(key).lower() in _OWNERS else "text"
            yield drawer, str(key)[:80], _plain(value)


def _thumbnail(image: Image.Image) -> Said:
    """A thumbnail may still show what was cut off or painted over later."""
    try:
        table = _exif_table(image).get_ifd(ExifTags.IFD.IFD1)
        size = int(table.get(0x0202, 0))
    except broken.ERRORS:
        return {}
    return {"size_bytes": size} if size else {}


def _plain(value: object, *, wide: bool = False) -> str:
    if isinstance(value, tuple):
        value = bytes(value) if value and all(isinstance(one, int) and 0 <= one < 256 for one in value) else value
    if isinstance(value, bytes):
        code = value[:8]  # Exif's own mark of the encoding of a comment
        body = value[8:] if code in {b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0"} else value
        value = body.decode("utf-16-le" if wide else "utf-16" if code == b"UNICODE\0" else "utf-8", "replace")
    return str(value).strip("\x00 ")[:_MOST_TEXT]
