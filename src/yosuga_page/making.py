"""Makes `00_はじめにお読みください.html`: one file that holds its styles, its scripts and what it says of a package."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

NAME = "00_はじめにお読みください.html"
_HERE = Path(__file__).resolve().parent
_JST = timezone(timedelta(hours=9))
# In this order they are one script: a value is made before the next file uses it.
_SCRIPTS = (
    "findings",
    "sha256",
    "paths",
    "opening",
    "zipdir",
    "hashing",
    "bag",
    "canonical",
    "ed25519",
    "notes",
    "log",
    "times",
    "events",
    "items",
    "papers",
    "der",
    "tokens",
    "since",
    "verification",
    "taking",
    "summary",
    "result",
    "page",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One disclosed item: `captured` is aware or None; `thumbnail` is a JPEG or WebP file, or empty."""

    eid: str
    title: str
    url: str = ""
    captured: datetime | None = None
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the page says of its package: `number` is the how-manieth export, `key` a C2SP verifier key,
    `manifest_sha256` the hash of manifest-sha256.txt in hex, `withheld` how many items are not disclosed.
    """

    case: str
    number: int
    made: datetime
    key: str
    key_fingerprint: str
    items: Sequence[Entry]
    withheld: int
    authorities: Sequence[str] = ()
    manifest_sha256: str = ""
    recipient: str = ""


def page(summary: Summary) -> bytes:
    """Return the page, UTF-8, the same bytes for the same summary.

    Raises ValueError for a time without a zone, and for a thumbnail that is neither JPEG nor WebP.
    """
    style = _read("page.css")
    script = _script()
    parts = {
        "@POLICY@": _policy(script=script, style=style),
        "@CASE@": html.escape(summary.case),
        "@STYLE@": style,
        "@SUMMARY@": _json(summary),
        "@SCRIPT@": script,
    }
    # In one pass: what was put in is never looked at again.
    return re.sub("|".join(parts), lambda mark: parts[mark.group()], _read("page.html")).encode(
        errors="xmlcharrefreplace"
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _script() -> str:
    """All scripts as one, in a scope of its own: a page opened from a disk can load neither modules nor siblings."""
    whole = "".join(_read(f"verifier/{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{whole}}})();\n'


def _policy(*, script: str, style: str) -> str:
    """Content Security Policy 3: exactly this script and this style, pictures from the page itself, and no network."""
    return (
        f"default-src 'none'; script-src '{_source(script)}'; style-src '{_source(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _json(summary: Summary) -> str:
    """The summary as JSON that cannot leave its element: ASCII alone, and no `<`, `>` or `&`."""
    value = {
        "case": summary.case,
        "number": summary.number,
        "made": _shown(summary.made),
        "key": summary.key,
        "fingerprint": summary.key_fingerprint,
        "withheld": summary.withheld,
        "authorities": list(summary.authorities),
        "manifest": summary.manifest_sha256,
        "recipient": summary.recipient,
        "items": [_item(entry) for entry in summary.items],
    }
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _item(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.eid,
        "title": entry.title,
        "url": entry.url,
        "captured": _shown(entry.captured) if entry.captured else "",
        "thumbnail": _data_url(entry.thumbnail) if entry.thumbnail else "",
    }


def _shown(time: datetime) -> str:
    """Both zones, as courts ask for. Raises ValueError for a time without a zone."""
    if time.utcoffset() is None:
        raise ValueError("a time without a zone")
    return f"{time.astimezone(_JST):%Y-%m-%d %H:%M:%S} JST ({time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"


def _data_url(picture: bytes) -> str:
    if picture[:3] == b"\xff\xd8\xff":
        kind = "jpeg"
    elif picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        kind = "webp"
    else:
        raise ValueError("a thumbnail that is neither JPEG nor WebP")
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"
