"""Call logs: tables (CSV, tab-separated), JSON lists, and the XML of "SMS Backup & Restore"; each row a claim."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import BinaryIO
from xml.parsers import expat  # document types and entities are refused below

from yosuga.imports import moments
from yosuga.imports.findings import Findings, UnreadableError
from yosuga.imports.sniff import text_of

_LARGEST = 64 * 2**20
_MOST_ROWS = 20_000

_COLUMNS = {
    "number": (
        "番号",
        "電話番号",
        "相手番号",
        "相手",
        "number",
        "phone number",
        "phone",
        "caller",
        "to/from",
        "formatted number",
    ),
    "name": ("名前", "氏名", "連絡先", "name", "contact", "contact name", "contact_name"),
    "direction": ("種別", "種類", "発着信", "発信/着信", "区分", "type", "call type", "call_type", "direction"),
    "when": (
        "日時",
        "通話日時",
        "開始日時",
        "発着信日時",
        "date/time",
        "datetime",
        "date time",
        "timestamp",
        "start time",
    ),
    "day": ("日付", "通話日", "date"),
    "clock": ("時刻", "開始時刻", "通話開始時刻", "time"),
    "duration": (
        "通話時間",
        "時間",
        "通話秒数",
        "通話時間(秒)",
        "duration",
        "duration (s)",
        "call duration",
        "seconds",
        "talk time",
    ),
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
# android.provider.CallLog.Calls.TYPE
_ANDROID = {"1": "incoming", "2": "outgoing", "3": "missed", "4": "voicemail", "5": "rejected", "6": "blocked"}
_DIRECTIONS = (
    ("missed", r"不在|missed|no answer"),
    ("rejected", r"拒否|rejected|declined"),
    ("outgoing", r"発信|outgoing|dialed|placed|outbound"),
    ("incoming", r"着信|incoming|received|inbound"),
)

Row = Mapping[str, str]


def read(body: BinaryIO, name: str) -> Findings:
    """Read a call log. Raises UnreadableError."""
    _ = name
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    warned: list[str] = []
    calls: list[dict[str, object]] = []
    for row in _rows(data):
        if len(calls) >= _MOST_ROWS:
            warned.append("rows-left-out")
            break
        call, assumed = _call(row)
        calls.append(call)
        warned += ["zone-assumed"] if assumed else []
    if not any(call["number"] or call["at"] for call in calls):
        raise UnreadableError("not-what-it-says")
    times = sorted(at for call in calls if isinstance(at := call["at"], str))
    if len(times) < len(calls):
        warned.append("rows-without-time")
    facts: dict[str, object] = {
        "count": len(calls),
        "directions": dict(Counter(str(call["direction"]) for call in calls)),
        "numbers": dict(Counter(str(call["number"]) for call in calls if call["number"]).most_common(200)),
        "first": min(times, key=datetime.fromisoformat) if times else None,
        "last": max(times, key=datetime.fromisoformat) if times else None,
        "calls": calls,
    }
    last = facts["last"]
    return Findings(facts, taken_at=datetime.fromisoformat(last) if isinstance(last, str) else None, warnings=warned)


def _rows(data: bytes) -> Iterable[Row]:
    text = text_of(data)
    start = (text or "").lstrip("\ufeff \r\n\t")
    if start.startswith("<"):
        return _xml_rows(data)
    if text is None:
        raise UnreadableError("not-what-it-says")
    return _json_rows(start) if start[:1] in {"[", "{"} else _table_rows(start)


def _table_rows(text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in table:
            yield {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
    except csv.Error as error:
        raise UnreadableError("not-what-it-says") from error


def _json_rows(text: str) -> Iterator[Row]:
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not-what-it-says") from error
    if isinstance(document, dict):  # {"calls": [...]}
        document = next((value for value in document.values() if isinstance(value, list)), [])
    for row in document if isinstance(document, list) else []:
        if isinstance(row, dict):
            yield {str(key): str(value) for key, value in row.items() if isinstance(value, str | int | float)}


def _xml_rows(data: bytes) -> Iterable[Row]:
    rows: list[Row] = []
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableError("xml-unsafe")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "call" and len(rows) <= _MOST_ROWS:
            rows.append({**attributes, "xml": "call"})

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableError("not-what-it-says") from error
    return rows


def _call(row: Row) -> tuple[dict[str, object], bool]:
    columns = _columns(row)
    at, assumed = _when(columns)
    number = columns.get("number", "")
    return {
        "number": number[:60],
        "name": columns.get("name", "")[:200],
        "direction": _direction(columns.get("direction", "")),
        "at": at.isoformat() if at else None,
        "duration_s": _seconds(columns.get("duration", "")),
        "hidden": not number or bool(re.search(r"非通知|unknown|private|withheld|^-\d$", number, re.IGNORECASE)),
    }, assumed


def _columns(row: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in row.items():
        column = _COLUMN_OF.get(re.sub(r"（秒）$", "(秒)", key.strip().strip("\ufeff").lower()))
        if column and value.strip():
            found.setdefault(column, value.strip())
    return found


def _when(columns: Row) -> tuple[datetime | None, bool]:
    written = columns.get("when") or " ".join(filter(None, (columns.get("day"), columns.get("clock"))))
    if re.fullmatch(r"\d{10}(\.\d+)?|\d{13}", written):
        return moments.from_unix(
            int(written) / 1000 if written.isdigit() and len(written) == 13 else float(written)
        ), False
    moment, assumed = moments.from_iso(written)
    if moment:
        return moment, assumed
    match = re.match(
        r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(?:\(.\)|（.）)?\s*(午前|午後)?(\d{1,2})[:時](\d{2})(?:[:分](\d{2}))?",
        written,
    )
    if match is None:
        return None, False
    hour = int(match[5]) if match[4] is None else int(match[5]) % 12 + (12 if match[4] == "午後" else 0)
    return moments.from_parts(
        int(match[1]), int(match[2]), int(match[3]), hour, int(match[6]), int(match[7] or 0)
    ), True


def _direction(word: str) -> str:
    if word in _ANDROID:
        return _ANDROID[word]
    return next((name for name, pattern in _DIRECTIONS if re.search(pattern, word, re.IGNORECASE)), "unknown")


def _seconds(written: str) -> int | None:
    if re.fullmatch(r"\d{1,7}(\.\d+)?", written):
        return int(float(written))
    if match := re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})", written):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    if match := re.fullmatch(
        r"(?:(\d{1,3})\s*(?:時間|h))?\s*(?:(\d{1,3})\s*(?:分|m(?:in)?))?\s*(?:(\d{1,3})\s*(?:秒|s(?:ec)?))?", written
    ):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds if written else None
    return None
