"""What a receiving system takes, as dated data with its source: file size, length of names, formats.

A limit that nobody could verify is either absent (null) or named as unverified; it is never shown as a fact.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Final

from yosuga.errors import NotFound

_IDS: Final = ("default", "mints", "police", "platform-form")
_LIMITS: Final = ("max_file_bytes", "max_name_chars", "formats", "no_password")
_SEALED: Final = (".age",)


class Confidence(StrEnum):
    """Who says so: the operator's own page, somebody who explains it, nobody we could check, our own format."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a receiving system may refuse: which limit, in words, and whether that limit was verified."""

    limit: str
    ja: str
    en: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The limits of one receiving system. None, or an empty `formats`, is a limit that is not known to exist.

    `verified_on` is the day `source` was read. `unverified` names the limits that rest on nothing we could check.
    `max_name_chars` counts the extension. `split` says that a PDF may be handed in in numbered parts.
    """

    id: str
    name_ja: str
    name_en: str
    verified_on: date | None
    source: str
    confidence: Confidence
    max_file_bytes: int | None
    max_name_chars: int | None
    formats: tuple[str, ...]
    split: bool
    no_password: bool
    unverified: tuple[str, ...]
    note_ja: str
    note_en: str

    def problems(self, name: str, size: int) -> Sequence[Problem]:
        """Return what may be refused about a file of `size` bytes, called `name` (the last part of its path)."""
        return [self._problem(limit, ja, en) for limit, ja, en in self._found(name, size)]

    def _found(self, name: str, size: int) -> Iterator[tuple[str, str, str]]:
        characters = _characters(name)
        if self.max_name_chars is not None and characters > self.max_name_chars:
            yield (
                "max_name_chars",
                f"ファイル名が{characters}文字です。{self.name_ja}では{self.max_name_chars}文字以内にします。",
                f"The file name has {characters} characters; {self.name_en} takes at most {self.max_name_chars}.",
            )
        if self.max_file_bytes is not None and size > self.max_file_bytes:
            yield (
                "max_file_bytes",
                f"ファイルが{_megabytes(size)}あります。{self.name_ja}では{_megabytes(self.max_file_bytes)}までです。",
                f"The file has {_megabytes(size)}; {self.name_en} takes at most {_megabytes(self.max_file_bytes)}.",
            )
        ending = name.rpartition(".")[2].lower() if "." in name else ""
        if self.formats and ending not in self.formats:
            formats = "・".join(one.upper() for one in self.formats)
            yield (
                "formats",
                f"この形式（{ending or '拡張子なし'}）では渡せないことがあります。{self.name_ja}は{formats}です。",
                f"This format ({ending or 'no extension'}) may be refused; {self.name_en} takes {formats}.",
            )
        if self.no_password and name.lower().endswith(_SEALED):
            yield (
                "no_password",
                f"暗号化したファイルです。{self.name_ja}では、パスワードの付いたファイルは受け付けられません。",
                f"The file is encrypted; {self.name_en} takes no file that needs a password.",
            )

    def _problem(self, limit: str, ja: str, en: str) -> Problem:
        if limit not in self.unverified:
            return Problem(limit=limit, ja=ja, en=en, verified=True)
        return Problem(
            limit=limit,
            ja=f"{ja}（この決まりは未確認です。渡す前に確かめてください。）",
            en=f"{en} (This limit is unverified. Please check before handing over.)",
            verified=False,
        )


def read(raw: str) -> Profile:
    """Return the profile that a JSON text holds. Raises ValueError for anything that is not by the schema."""
    values: object = json.loads(raw, object_pairs_hook=_once)
    if not isinstance(values, dict) or set(values) != set(Profile.__dataclass_fields__):
        raise ValueError("a profile has exactly the keys of its schema")
    profile = Profile(
        id=_text(values["id"]),
        name_ja=_text(values["name_ja"]),
        name_en=_text(values["name_en"]),
        verified_on=None if values["verified_on"] is None else date.fromisoformat(_text(values["verified_on"])),
        source=_text(values["source"]),
        confidence=Confidence(_text(values["confidence"])),
        max_file_bytes=_limit(values["max_file_bytes"]),
        max_name_chars=_limit(values["max_name_chars"]),
        formats=_words(values["formats"]),
        split=_truth(values["split"]),
        no_password=_truth(values["no_password"]),
        unverified=_words(values["unverified"]),
        note_ja=_text(values["note_ja"]),
        note_en=_text(values["note_en"]),
    )
    _check(profile)
    return profile


def load(id: str) -> Profile:  # noqa: A002 - the profile's own word
    """Return a profile by its id: `mints`, `police`, `platform-form`, `default`. Raises NotFound."""
    if id not in _IDS:
        raise NotFound("profile")
    folder = files("yosuga.custody.package") / "profiles"
    return read((folder / f"{id}.json").read_text(encoding="utf-8"))


def all_profiles() -> Sequence[Profile]:
    """Return every profile, `default` first."""
    return [load(one) for one in _IDS]


def _check(profile: Profile) -> None:
    if not re.fullmatch(r"[a-z][a-z-]{0,30}", profile.id) or not (profile.name_ja and profile.name_en):
        raise ValueError("a profile has an id and names")
    if not set(profile.unverified) <= set(_LIMITS):
        raise ValueError("unverified names limits")
    vouched = profile.confidence is not Confidence.UNVERIFIED
    if vouched != bool(profile.source) or vouched != (profile.verified_on is not None):
        raise ValueError("a source goes with the day it was read, and their absence with `unverified`")
    if not vouched and set(profile.unverified) != set(_LIMITS):
        raise ValueError("without a source every limit is unverified")
    if profile.split and "pdf" not in profile.formats:
        raise ValueError("only PDF is split")


def _once(pairs: Sequence[tuple[str, object]]) -> Mapping[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")  # noqa: TRY004 - one error for all that is wrong with data
    return value


def _limit(value: object) -> int | None:
    if value is not None and (type(value) is not int or value < 1):
        raise ValueError(f"neither null nor a number from 1: {value!r}")
    return value if type(value) is int else None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"neither true nor false: {value!r}")  # noqa: TRY004
    return value


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(one, str) and re.fullmatch("[a-z0-9_]+", one) for one in value
    ):
        raise ValueError(f"not a list of words: {value!r}")
    return tuple(value)


def _characters(name: str) -> int:
    """Count in UTF-16, where a rare kanji such as 𠮷 is two: no system counts more than that."""
    return len(name.encode("utf-16-le")) // 2


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
