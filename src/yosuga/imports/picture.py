"""Pictures: size, what Exif and PNG text claim, where it was taken (marked personal), and whether it is whole."""

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from yosuga.imports import boxes, moments
from yosuga.imports.base import Check, Outcome
from yosuga.imports.findings import Findings, UnreadableError

_LARGEST = 512 * 2**20
# 1,280 × 60,000 pixels is the tallest page that is captured in one piece.
_MOST_PIXELS = 120_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "AVIF", "MPO")
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_MOST_TEXT = 2_000

# What Pillow raises on broken files, found by feeding it such files.
_BROKEN = (
    OSError, SyntaxError, ValueError, struct.error, KeyError, IndexError, TypeError, EOFError, OverflowError,
    ZeroDivisionError, AttributeError, zlib.error, RuntimeError, NotImplementedError, Image.DecompressionBombError,
)  # fmt: skip

_WANTED = {
    "Make": "make",
    "Model": "model",
    "Software": "software",
    "DateTime": "modified",
    "DateTimeOriginal": "taken",
    "DateTimeDigitized": "digitized",
    "OffsetTime": "modified_offset",
    "OffsetTimeOriginal": "taken_offset",
    "OffsetTimeDigitized": "digitized_offset",
    "SubsecTimeOriginal": "taken_subsecond",
    "Orientation": "orientation",
    "LensModel": "lens",
    "ImageDescription": "description",
    "Artist": "artist",
    "Copyright": "copyright",
    "UserComment": "comment",
}


def read(body: BinaryIO, name: str) -> Findings:
    """Read a picture. Raises UnreadableError."""
    _ = name
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    if data[4:8] == b"ftyp" and data[8:12] != b"avif":
        return _heif(data)
    Image.MAX_IMAGE_PIXELS = None  # the limit below is ours, and a recorded fact
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            return _raster(image, data=data)
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise UnreadableError("not-what-it-says") from error


def _raster(image: Image.Image, *, data: bytes) -> Findings:
    facts: dict[str, object] = {
        "format": image.format or "",
        "width": image.width,
        "height": image.height,
        "mode": image.mode,
        "frames": int(getattr(image, "n_frames", 1)),
    }
    exif, trouble = _exif_of(image)
    text = {str(key)[:80]: _plain(value) for key, value in image.info.items() if isinstance(value, str)}
    if text:
        facts["text"] = text
    whole = _wholeness(image)  # after the chunks are read, before the pixels are let go
    return _findings(facts, exif=exif, data=data, warned=[*trouble, *whole])


def _wholeness(image: Image.Image) -> list[str]:
    if image.width * image.height > _MOST_PIXELS:
        return ["too-many-pixels"]
    try:
        image.load()
    except _BROKEN:
        return ["picture-damaged"]
    return []


def _heif(data: bytes) -> Findings:
    size = boxes.heif_size(data)
    if size is None:
        raise UnreadableError("not-what-it-says")
    facts: dict[str, object] = {"format": "HEIF", "width": size[0], "height": size[1], "brand": _plain(data[8:12])}
    exif = Image.Exif()
    trouble: list[str] = []
    try:
        tiff = boxes.heif_exif(data)
        if tiff:
            exif.load(tiff)
    except _BROKEN:
        trouble.append("exif-damaged")
    return _findings(facts, exif=exif, data=data, warned=[*trouble, "pixels-not-checked"])


def _exif_of(image: Image.Image) -> tuple[Image.Exif, list[str]]:
    try:
        return image.getexif(), []
    except _BROKEN:
        return Image.Exif(), ["exif-damaged"]


def _findings(facts: dict[str, object], *, exif: Image.Exif, data: bytes, warned: list[str]) -> Findings:
    try:
        claims, location = dict(_claims(exif)), _location(exif)
    except _BROKEN:
        claims, location = {}, None
        warned.append("exif-damaged")
    if claims:
        facts["exif"] = claims
    if location:
        facts["location"] = location
        warned.append("location-inside")
    taken_at, zone_assumed = _taken(claims)
    if zone_assumed:
        warned.append("zone-assumed")
    if not claims:
        warned.append("no-exif")
    return Findings(facts=facts, taken_at=taken_at, checks=_credentials(data), warnings=warned)


def _claims(exif: Image.Exif) -> Iterator[tuple[str, object]]:
    for table in (exif, exif.get_ifd(_EXIF_IFD)):
        for tag, value in table.items():
            wanted = _WANTED.get(ExifTags.TAGS.get(tag, ""))
            if wanted:
                yield wanted, value if isinstance(value, int) else _plain(value)


def _taken(claims: Mapping[str, object]) -> tuple[datetime | None, bool]:
    for key in ("taken", "digitized", "modified"):
        written = claims.get(key)
        if not isinstance(written, str):
            continue
        offset = claims.get(f"{key}_offset")
        # Exif writes 2025:09:11 14:05:09, and the offset, since version 2.31, beside it.
        text = written.replace(":", "-", 2).replace(" ", "T", 1) + (offset if isinstance(offset, str) else "")
        moment, assumed = moments.from_iso(text)
        if moment:
            return moment, assumed
    return None, False


def _location(exif: Image.Exif) -> dict[str, object] | None:
    gps = exif.get_ifd(_GPS_IFD)
    if not gps:
        return None
    found: dict[str, object] = {"personal": True}
    for word, degrees, reference, negative in (("latitude", 2, 1, "S"), ("longitude", 4, 3, "W")):
        value = _degrees(gps.get(degrees))
        if value is not None:
            found[word] = -value if _plain(gps.get(reference)).startswith(negative) else value
    if 29 in gps:
        found["date"] = _plain(gps[29])
    return found


def _degrees(parts: object) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(value, 7) if math.isfinite(value) and abs(value) <= 180 else None


def _credentials(data: bytes) -> tuple[Check, ...]:
    # C2PA manifests are JUMBF boxes labelled c2pa, in APP11, caBX, or a uuid box. Checking needs trust lists.
    if b"jumb" in data and b"c2pa" in data:
        return (Check("c2pa", Outcome.NOT_CHECKED, "a C2PA manifest is inside; the file is kept unchanged"),)
    return ()


def _plain(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.strip("\x00 ")[:_MOST_TEXT]
