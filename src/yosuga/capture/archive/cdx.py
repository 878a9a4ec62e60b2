"""The index of a WARC: one CDXJ line a record, sorted, with request bodies folded into the key as replay tools do."""

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote_plus, urlencode

from yosuga.capture.archive.url_key import sort_key

# pywb, cdxj-indexer and wabac.js all cut the folded request body here; a longer key would not be found again.
_MOST_QUERY = 4096
_MOST_PARSED = 2**20
_MEDIA_TYPE = re.compile(r"[;\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one record lies in the WARC, and what it holds. `offset` and `length` count compressed bytes."""

    url: str
    moment: datetime
    media_type: str
    status: int
    digest: str
    offset: int
    length: int
    method: str = "GET"
    folded_body: str = ""


def index(entries: Iterable[Entry], *, warc: str) -> bytes:
    """Return the CDXJ of `entries`, sorted bytewise, naming the file `warc`."""
    return b"".join(sorted(_line(entry, warc=warc) for entry in entries))


def _line(entry: Entry, *, warc: str) -> bytes:
    fields = {"url": entry.url}
    media_type = _MEDIA_TYPE.split(entry.media_type.strip(), maxsplit=1)[0]
    if media_type:
        fields["mime"] = media_type
    if entry.status:
        fields["status"] = str(entry.status)
    fields |= {"digest": entry.digest, "length": str(entry.length), "offset": str(entry.offset), "filename": warc}
    key = entry.url
    if entry.method not in ("GET", ""):
        fields |= {"requestBody": entry.folded_body, "method": entry.method}
        key = folded_url(entry.url, method=entry.method, body=entry.folded_body)
    moment = entry.moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{sort_key(key)} {moment} {json.dumps(fields)}\n".encode("ascii", "replace")


def folded_url(url: str, *, method: str, body: str) -> str:
    """Return the URL under which replay finds a request that is not a GET: method and body become query parts."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}__wb_method={method}" + (f"&{body}" if body else "")


def folded_body(body: bytes, *, media_type: str) -> str:
    """Return a request body as query text, by the rules of pywb and wabac.js: at most 4096 characters."""
    if not body:
        return ""
    kind = media_type.strip().lower()
    if kind.startswith("application/x-www-form-urlencoded"):
        folded = _form(body)
    elif kind.startswith("multipart/"):
        folded = _multipart(body, media_type=media_type)
    elif kind.startswith("application/json"):
        folded = _json(body) or ""
    elif kind.startswith("text/plain"):
        folded = _json(body)
    else:
        folded = None
    return (_binary(body) if folded is None else folded)[:_MOST_QUERY]


def _binary(body: bytes) -> str:
    return "__wb_post_data=" + base64.b64encode(body[:_MOST_QUERY]).decode("ascii")


def _form(body: bytes) -> str | None:
    try:
        return unquote_plus(body[:_MOST_PARSED].decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _multipart(body: bytes, *, media_type: str) -> str | None:
    if "boundary=" not in media_type:
        return None
    from email import policy  # large, and few pages send a form with files
    from email.parser import BytesParser

    head = f"Content-Type: {' '.join(media_type.split())}\r\n\r\n".encode("utf-8", "replace")
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body[:_MOST_PARSED])
    fields = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            fields.append((name, content))
    return urlencode(fields)


def _json(body: bytes) -> str | None:
    """Return the leaves of a JSON text as query text, or None when it is not JSON (or nested beyond sense)."""
    if len(body) > _MOST_PARSED:
        return None
    leaves: dict[str, str] = {}
    repeats: dict[str, int] = {}
    try:
        _leaves(json.loads(body), name="", leaves=leaves, repeats=repeats)
    except (ValueError, RecursionError):
        return None
    return urlencode(leaves, errors="replace")


def _leaves(value: object, *, name: str, leaves: dict[str, str], repeats: dict[str, int]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _leaves(inner, name=key, leaves=leaves, repeats=repeats)
    elif isinstance(value, list):
        for inner in value:
            _leaves(inner, name=name, leaves=leaves, repeats=repeats)
    elif name:
        key = name
        if name in leaves:
            repeats[name] = repeats.get(name, 1) + 1
            key = f"{name}.{repeats[name]}_"
        # As JavaScript prints them, because replay computes the key in a browser.
        leaves[key] = value if isinstance(value, str) else json.dumps(value)
