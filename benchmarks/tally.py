"""What an archive holds of the benchmark page: which of its resources, how many of its replies."""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_REPLY = re.compile("返信者[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Held:
    """How much of the page an archive holds, and what it lacks."""

    resources: int
    replies: int
    missing: tuple[str, ...]


def held(package: Path, *, paths: frozenset[str]) -> Held:
    """Count the resources `paths` and the replies in a WACZ."""
    found: set[str] = set()
    replies: set[str] = set()
    with zipfile.ZipFile(package) as members:
        for name in members.namelist():
            if name.endswith((".warc.gz", ".warc")):
                for url, body in responses(io.BytesIO(members.read(name)), packed=name.endswith(".gz")):
                    path = urlsplit(url).path
                    found |= {path} & paths
                    if path.startswith("/api/replies/"):
                        replies |= set(_REPLY.findall(_text(body)))
    return Held(resources=len(found), replies=len(replies), missing=tuple(sorted(paths - found)))


def responses(stream: io.BytesIO, *, packed: bool) -> Iterator[tuple[str, bytes]]:
    """Yield URL and HTTP message of each response record (ISO 28500)."""
    records = gzip.GzipFile(fileobj=stream) if packed else stream
    while line := records.readline():
        if not line.startswith(b"WARC/"):
            continue
        fields: dict[str, str] = {}
        while header := records.readline().strip():
            name, _, value = header.decode("utf-8", "replace").partition(":")
            fields[name.lower()] = value.strip()
        body = records.read(int(fields.get("content-length", "0")))
        if fields.get("warc-type") == "response" and b" 404 " not in body[:20]:
            yield fields.get("warc-target-uri", "").strip("<>"), body


def _text(message: bytes) -> str:
    """Return the replies' names as text, however the JSON spells them."""
    body = message.partition(b"\r\n\r\n")[2]
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:
        return body.decode("utf-8", "replace")
