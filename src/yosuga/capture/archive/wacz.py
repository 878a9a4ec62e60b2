"""The WACZ 1.1.1 of a capture: WARC, index and pages in one zip, each file hashed, the list of hashes signed."""

import json
from base64 import b64encode
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from yosuga.capture.archive.cdx import Entry, index
from yosuga.capture.archive.signer import AnonymousSigner
from yosuga.capture.archive.warc import WarcWriter
from yosuga.capture.exchange import Exchange, Frames, PageText
from yosuga.capture.scratch import scratch

# `wacz validate` 0.6 and replayweb.page refuse 1.2.0 as of November 2026.
WACZ_VERSION = "1.1.1"


def write_wacz(
    *,
    exchanges: Sequence[Exchange],
    sockets: Sequence[Frames],
    pages: Sequence[PageText],
    extra: Sequence[Exchange],
    software: str,
    created: datetime,
    signer: AnonymousSigner | None,
) -> BinaryIO:
    """Return a WACZ in anonymous memory, at its start. Except for the signature it depends on the arguments alone.

    `extra` are bodies without HTTP around them, by `urn:` URL (`urn:view:<page>`, `urn:fullPage:<page>` as
    browsertrix names its screenshots); their type is in the response headers.
    """
    with ExitStack() as cleanup:
        out = cleanup.enter_context(scratch())
        with ZipFile(out, "w") as archive:
            writer = _Members(archive, created=created)
            entries = _write_warc(
                writer, exchanges=exchanges, sockets=sockets, extra=extra, software=software, created=created
            )
            writer.small("indexes/index.cdx", index(entries, warc="data.warc.gz"))
            writer.small("pages/pages.jsonl", _page_lines(pages))
            package = _datapackage(writer.members, pages=pages, software=software, created=created)
            writer.small("datapackage.json", package)
            digest = _digest(package, software=software, created=created, signer=signer)
            writer.small("datapackage-digest.json", digest)
        out.seek(0)
        cleanup.pop_all()
        return out


@dataclass(frozen=True, slots=True)
class _Member:
    path: str
    sha256: str
    size: int


class _Hashing:
    """A zip member being written: counts and hashes what passes."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._hash = sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        self.size += len(data)
        return self._out.write(data)

    def member(self, path: str) -> _Member:
        return _Member(path, self._hash.hexdigest(), self.size)


class _Members:
    """The files of the zip in order, all with the same moment."""

    def __init__(self, archive: ZipFile, *, created: datetime) -> None:
        self._archive = archive
        self._moment = created.astimezone(UTC).timetuple()[:6]
        self.members: list[_Member] = []

    def entry(self, path: str, *, compression: int) -> ZipInfo:
        info = ZipInfo(path, self._moment)
        info.compress_type = compression
        info.create_system = 3
        info.external_attr = 0o644 << 16
        return info

    def small(self, path: str, content: bytes) -> None:
        self._archive.writestr(self.entry(path, compression=ZIP_DEFLATED), content, compresslevel=6)
        self.members.append(_Member(path, sha256(content).hexdigest(), len(content)))

    def open(self, path: str) -> IO[bytes]:
        # STORED: replay tools read records by range straight out of the zip.
        return self._archive.open(self.entry(path, compression=ZIP_STORED), "w", force_zip64=False)


def _write_warc(
    members: _Members,
    *,
    exchanges: Sequence[Exchange],
    sockets: Sequence[Frames],
    extra: Sequence[Exchange],
    software: str,
    created: datetime,
) -> Sequence[Entry]:
    path = "archive/data.warc.gz"
    with members.open(path) as out:
        counted = _Hashing(out)
        warc = WarcWriter(counted)
        warc.warcinfo(software=software, created=created)
        for exchange in exchanges:
            warc.exchange(exchange)
        for frames in sockets:
            warc.frames(frames)
        for resource in extra:
            warc.resource(resource)
    members.members.append(counted.member(path))
    return warc.entries


def _page_lines(pages: Sequence[PageText]) -> bytes:
    lines: list[dict[str, object]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True}
    ]
    for number, page in enumerate(pages):
        seed = f"{number}\n{page.url}\n{_second(page.moment)}".encode("utf-8", "replace")
        lines.append(
            {
                "id": sha256(seed).hexdigest()[:22],
                "url": page.url,
                "title": page.title or page.url,
                "ts": page.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
                "text": page.text,
            }
        )
    return b"".join(_sound(json.dumps(line, ensure_ascii=False)) + b"\n" for line in lines)


def _datapackage(members: Sequence[_Member], *, pages: Sequence[PageText], software: str, created: datetime) -> bytes:
    package: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "software": software,
        "created": _second(created),
        "resources": [
            {
                "name": one.path.rpartition("/")[2],
                "path": one.path,
                "hash": f"sha256:{one.sha256}",
                "bytes": one.size,
            }
            for one in members
        ],
    }
    if pages:
        package |= {
            "title": pages[0].title or pages[0].url,
            "mainPageUrl": pages[0].url,
            "mainPageDate": _second(pages[0].moment),
        }
    return _sound(json.dumps(package, ensure_ascii=False, indent=2)) + b"\n"


def _digest(package: bytes, *, software: str, created: datetime, signer: AnonymousSigner | None) -> bytes:
    stated = f"sha256:{sha256(package).hexdigest()}"
    digest: dict[str, object] = {"path": "datapackage.json", "hash": stated}
    if signer is not None:
        signature, public_key = signer.sign(stated)
        digest["signedData"] = {
            "hash": stated,
            "signature": b64encode(signature).decode("ascii"),
            "publicKey": b64encode(public_key).decode("ascii"),
            "created": _second(created),
            "software": software,
        }
    return json.dumps(digest, indent=2).encode("ascii") + b"\n"


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sound(text: str) -> bytes:
    """Return UTF-8; half of a surrogate pair, which a page may put anywhere, becomes a question mark."""
    return text.encode("utf-8", "replace")
