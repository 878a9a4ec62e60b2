"""WACZ: the zip's own soundness, every hash it states, its signature, and the archives inside it."""

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, BinaryIO

from yosuga.imports import digests, moments, seals, warc
from yosuga.imports.base import Check, Outcome
from yosuga.imports.digests import Tally
from yosuga.imports.findings import Findings, UnreadableError

_MOST_ENTRIES = 20_000
_MOST_JSON = 16 * 2**20
_MOST_PAGES = 50
_PIECE = 2**20
_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"
_BAD_NAME = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.?(/|$)|//|[\x00-\x1f\x7f]")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
)


def read(body: BinaryIO, name: str) -> Findings:
    """Read a WACZ. A zip that could mean two things to two programs is not read further. Raises UnreadableError."""
    _ = name
    try:
        with zipfile.ZipFile(body) as archive:
            fault = structure_fault(archive, body)
            if fault:
                facts = {"entries": len(archive.infolist())}
                return Findings(facts, checks=(Check("zip-structure", Outcome.FAILS, fault),), warnings=("zip-unsafe",))
            return _findings(archive)
    except _BROKEN as error:
        raise UnreadableError("not-what-it-says") from error


def structure_fault(archive: zipfile.ZipFile, body: BinaryIO) -> str:
    """Return why the zip must not be trusted as a container, or nothing."""
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        return "too many entries"
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or len({name.casefold() for name in names}) != len(names):
        return "two entries of one name"
    for entry in entries:
        if fault := _entry_fault(entry):
            return fault
    return _overlap(entries, body, directory=archive.start_dir)


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    if _BAD_NAME.search(entry.orig_filename):
        return "an entry that points outside"
    if entry.flag_bits & 1:
        return "an encrypted entry"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "an unusual compression"
    if entry.external_attr >> 28 == 0xA:  # the upper 16 bits are a Unix mode
        return "a symbolic link"
    return ""


def _overlap(entries: Sequence[zipfile.ZipInfo], body: BinaryIO, *, directory: int) -> str:
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        body.seek(entry.header_offset)
        header = body.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            return "an entry without its header"
        name_size, extra_size = struct.unpack_from("<HH", header, 26)
        if entry.header_offset < end:
            return "entries that overlap"
        end = entry.header_offset + 30 + name_size + extra_size + entry.compress_size
    return "entries that overlap" if end > directory else ""


def _findings(archive: zipfile.ZipFile) -> Findings:
    if _PACKAGE not in archive.NameToInfo:
        raise UnreadableError("not-what-it-says")
    raw = _bytes(archive, _PACKAGE)
    package = _object(raw)
    checks = [Check("zip-structure", Outcome.HOLDS), *_resources(archive, package)]
    checks += _package_digest(archive, raw)
    facts: dict[str, object] = {
        "wacz_version": _words(package.get("wacz_version")),
        "title": _words(package.get("title")),
        "software": _words(package.get("software")),
        "created": _words(package.get("created")),
        "main_page_url": _words(package.get("mainPageUrl") or package.get("mainPageURL")),
        "pages": list(_pages(archive)),
    }
    archives, more, warned = _archives(archive)
    facts["archives"] = archives
    return Findings(facts, taken_at=_moment(package, facts), checks=(*checks, *more), warnings=warned)


def _resources(archive: zipfile.ZipFile, package: Mapping[str, object]) -> Iterator[Check]:
    tally = Tally("wacz-resource-hash")
    listed: set[str] = set()
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        path = resource.get("path") if isinstance(resource, dict) else None
        if isinstance(path, str):
            listed.add(path)
            tally.add(path[:120], holds=_resource_holds(archive, path, resource))
    yield tally.check()
    own = {_PACKAGE, _DIGEST}
    extra = sorted(name for name in archive.NameToInfo if name not in listed | own and not name.endswith("/"))
    if extra:
        yield Check("wacz-unlisted-files", Outcome.FAILS, " ".join(extra[:20])[:400])


def _resource_holds(archive: zipfile.ZipFile, path: str, resource: Mapping[str, object]) -> bool | None:
    if path not in archive.NameToInfo:
        return False
    expected = digests.parse(str(resource.get("hash", "")))
    stated = resource.get("bytes")
    if isinstance(stated, int) and stated != archive.getinfo(path).file_size:
        return False
    if expected is None:
        return None
    running = hashlib.new(expected.algorithm, usedforsecurity=False)
    try:
        with archive.open(path) as file:
            for piece in _pieces(file):
                running.update(piece)
    except _BROKEN:
        return False
    return running.digest() == expected.value


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    left = warc.MOST_BYTES
    while piece := file.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise ValueError("a bomb")
        yield piece


def _package_digest(archive: zipfile.ZipFile, raw: bytes) -> Sequence[Check]:
    if _DIGEST not in archive.NameToInfo:
        return (Check("wacz-package-digest", Outcome.NOT_CHECKED, "there is none"),)
    document = _object(_bytes(archive, _DIGEST))
    claimed = _words(document.get("hash"))
    expected = digests.parse(claimed)
    if expected is None:
        outcome = Outcome.NOT_CHECKED
    else:
        actual = hashlib.new(expected.algorithm, raw, usedforsecurity=False).digest()
        outcome = Outcome.HOLDS if actual == expected.value else Outcome.FAILS
    signed = document.get("signedData")
    return (
        Check("wacz-package-digest", outcome, claimed[:100]),
        *(seals.checks(signed, package_hash=claimed) if isinstance(signed, dict) else ()),
    )


def _archives(archive: zipfile.ZipFile) -> tuple[list[object], Sequence[Check], Sequence[str]]:
    blocks, payloads = Tally("warc-block-digest"), Tally("warc-payload-digest")
    facts: list[object] = []
    warned: list[str] = []
    for name in sorted(archive.NameToInfo):
        if not re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", name):
            continue
        with archive.open(name) as file:
            found = warc.summary(file, compressed=name.endswith(".gz"))
        facts.append({"path": name, **found.facts()})
        warned += [found.trouble] if found.trouble else []
        for total, one in ((blocks, found.blocks), (payloads, found.payloads)):
            total.held += one.held
            total.unchecked += one.unchecked
            total.failed += one.failed
    return facts, (blocks.check(), payloads.check()), warned


def _pages(archive: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    if "pages/pages.jsonl" not in archive.NameToInfo:
        return
    with archive.open("pages/pages.jsonl") as file:
        for _ in range(_MOST_PAGES):
            line = file.readline(_MOST_JSON)
            page = _json(line) if line else None
            if page is None:
                return
            if isinstance(page, dict) and "url" in page:
                yield {key: _words(page.get(key)) for key in ("url", "title", "ts")}


def _moment(package: Mapping[str, object], facts: Mapping[str, object]) -> datetime | None:
    pages = facts.get("pages")
    first = pages[0]["ts"] if isinstance(pages, list) and pages else ""
    for text in (_words(package.get("mainPageDate")), first, _words(package.get("created"))):
        moment, assumed = moments.from_iso(text)
        if moment and not assumed:
            return moment
    return None


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        content = file.read(_MOST_JSON + 1)
    if len(content) > _MOST_JSON:
        raise UnreadableError("too-large-to-read")
    return content


def _object(raw: bytes) -> Mapping[str, object]:
    document = _json(raw)
    if not isinstance(document, dict):
        raise UnreadableError("not-what-it-says")
    return document


def _json(raw: bytes) -> object:
    try:
        document: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return document


def _words(value: object) -> str:
    return value[:2_000] if isinstance(value, str) else ""
