"""The record of one item: its files, named and hashed, as the event that brought it in vouches for them.

The form is section C of docs/formats/evidence-package.md.
"""

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from yosuga.custody.naming import capture_path
from yosuga.custody.paths import check_path, fold, is_composed
from yosuga.errors import BadEvent, PackageError

_SHAPES: Final = {
    "case": re.compile(r"C-[0-9A-HJKMNP-TV-Z]{8}"),
    "eid": re.compile(r"E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8})"),
    "kind": re.compile(r"[a-z][a-z0-9-]*"),
    "media_type": re.compile(r"[\x21-\x7e][\x20-\x7e]*"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
}
_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class FileRole(StrEnum):
    """What a file of an item is: as it came, made from it, or never to leave the vault."""

    RAW = "raw"
    DERIVED = "derived"
    VAULT = "vault"


class Source(StrEnum):
    """Who took it: Yosuga itself, or somebody before us."""

    CAPTURED = "captured"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One file. `name` is its path within the item, `size` is in bytes, `sha256` is of the plain bytes."""

    media_type: str
    name: str
    role: FileRole
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """One item. `files` are sorted by name when encoded; `title` is for people."""

    case: str
    eid: str
    files: tuple[FileEntry, ...]
    kind: str
    source: Source
    title: str


def encode(record: ItemRecord) -> bytes:
    """Return the record's exact bytes. Raises BadEvent when a value is not of the format."""
    _check(record)
    values = asdict(record)
    values["files"] = sorted(values["files"], key=lambda file: str(file["name"]))
    return _dump(values | {"v": 1}).encode()


def decode(data: bytes) -> ItemRecord:
    """Return the record of exact bytes. Raises BadEvent when one byte is other than `encode` writes."""
    try:
        values = json.loads(data)
        if values.pop("v") != 1:
            raise BadEvent("a record of another version")
        files = tuple(FileEntry(**each | {"role": FileRole(each["role"])}) for each in values.pop("files"))
        record = ItemRecord(files=files, source=Source(values.pop("source")), **values)
        same = encode(record) == data
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise BadEvent("not an item record") from wrong
    if not same:
        raise BadEvent("a record that is not canonical")
    return record


def digest(data: bytes) -> str:
    """Return what the item's event carries as `record`: SHA-256 of the exact bytes, in hex."""
    return sha256(data).hexdigest()


def _check(record: ItemRecord) -> None:
    for key in ("case", "eid", "kind"):
        _check_shape(key, getattr(record, key))
    _check_text(record.title)
    for file in record.files:
        _check_file(file, eid=record.eid)
    if len({fold(file.name) for file in record.files}) != len(record.files):
        raise BadEvent("two files of one name")


def _check_file(file: FileEntry, *, eid: str) -> None:
    _check_shape("media_type", file.media_type)
    _check_shape("sha256", file.sha256)
    if type(file.size) is not int or not 0 <= file.size < 2**53:
        raise BadEvent("a size that is none")
    try:
        check_path(capture_path(eid, name=file.name))  # a name that no package could hold is refused at once
    except PackageError as wrong:
        raise BadEvent(wrong.detail) from wrong


def _check_shape(key: str, value: object) -> None:
    if not isinstance(value, str) or not _SHAPES[key].fullmatch(value):
        raise BadEvent(f"a malformed {key}")


def _check_text(value: object) -> None:
    if not isinstance(value, str) or not is_composed(value) or re.search("[\ud800-\udfff]", value):
        raise BadEvent("text is not in normalisation form C")
