"""What a person says is theirs, within fixed bounds (PEOPLE.md, M-1): nobody can be looked up who did not say so."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from yosuga.errors import BadInput


class BadProfile(BadInput):
    """A profile holds more than one person's own identifiers, or is not written as it should be."""

    code: ClassVar[str] = "bad-profile"
    ja: ClassVar[str] = (
        "自分の情報のファイルを読み取れません。書き方と数を確かめてください。"
        "名前は3つ、電話とメールは2つ、住所は1つ、IDは5つまでです。何も調べていません。"
    )
    en: ClassVar[str] = (
        "The file of your own data cannot be read. Please check how it is written and how much it holds: at most 3 "
        "names, 2 phone numbers, 2 mail addresses, 1 address and 5 IDs. Nothing was examined."
    )


class Field(StrEnum):
    """What of a profile a stretch of text stands for."""

    NAME = "name"
    NICKNAME = "nickname"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    HANDLE = "handle"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name as its owner writes it. `family` may be empty; `romaji` is both parts with a space, in either order."""

    family: str = ""
    given: str = ""
    family_kana: str = ""
    given_kana: str = ""
    romaji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person's own identifiers. Raises BadProfile for more of a kind than one person needs.

    `id` is what the caller calls the person; it is given back with each hit and is not searched for. `address` is
    written in one line, with or without prefecture, building and room.
    """

    id: str
    names: tuple[Name, ...] = ()
    nicknames: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: str = ""
    postal_code: str = ""
    handles: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    birthday: date | None = None

    def __post_init__(self) -> None:
        """Hold the bounds of M-1."""
        for name, most in MOST.items():
            if len(getattr(self, name)) > most:
                raise BadProfile(f"{name}: at most {most}")
        for one in self._texts():
            if len(one) > _LONGEST or not one.strip():
                raise BadProfile(f"a value is empty or longer than {_LONGEST} characters")

    def _texts(self) -> Iterator[str]:
        for several in (self.nicknames, self.phones, self.emails, self.handles, self.schools, self.workplaces):
            yield from several
        yield from (one for one in (self.address, self.postal_code) if one)
        for name in self.names:
            yield name.family + name.given
            yield from (one for one in (name.family_kana, name.given_kana, name.romaji) if one)


MOST: Mapping[str, int] = {
    "names": 3,
    "nicknames": 3,
    "phones": 2,
    "emails": 2,
    "handles": 5,
    "schools": 2,
    "workplaces": 2,
}
_MOST_PROFILES = 20  # a desk's open cases of one day; a directory of people is not what this is for
_LONGEST = 120
_NAME_KEYS = tuple(field.name for field in fields(Name))


def read_profiles(content: bytes) -> tuple[Profile, ...]:
    """Return the profiles of a JSON document: one object, or a list of them, each then with its own "id".

    A name is a text ("白瀬 悠斗", parts apart) or an object with the keys of `Name`; a birthday is YYYY-MM-DD. Unknown
    keys are refused. Raises BadProfile, which names a key and never a value.
    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadProfile("not JSON") from error
    rows = raw if isinstance(raw, list) else [raw]
    if not 1 <= len(rows) <= _MOST_PROFILES:
        raise BadProfile(f"1 to {_MOST_PROFILES} profiles")
    read = tuple(_profile(row, alone=not isinstance(raw, list)) for row in rows)
    if len({one.id for one in read}) < len(read):
        raise BadProfile("two profiles of one id")
    return read


def _profile(raw: object, *, alone: bool) -> Profile:
    row = _object(raw, "profile", keys=[field.name for field in fields(Profile)])
    given = _text(row, "id")
    if not given and not alone:
        raise BadProfile("id: each profile of a list needs one")
    return Profile(
        id=given or "me",
        names=tuple(_name(one) for one in _list(row, "names")),
        nicknames=_texts(row, "nicknames"),
        phones=_texts(row, "phones"),
        emails=_texts(row, "emails"),
        address=_text(row, "address"),
        postal_code=_text(row, "postal_code"),
        handles=_texts(row, "handles"),
        schools=_texts(row, "schools"),
        workplaces=_texts(row, "workplaces"),
        birthday=_day(_text(row, "birthday")),
    )


def _name(raw: object) -> Name:
    if isinstance(raw, str):
        family, _, given = raw.replace("\u3000", " ").strip().partition(" ")
        return Name(family=family, given=given.strip()) if given else Name(given=family)
    row = _object(raw, "names", keys=_NAME_KEYS)
    return Name(**{key: _text(row, key).strip() for key in _NAME_KEYS})


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise BadProfile("birthday: YYYY-MM-DD") from error


def _object(raw: object, where: str, *, keys: Sequence[str]) -> Mapping[str, object]:
    if not isinstance(raw, dict) or not set(raw) <= set(keys):
        raise BadProfile(f"{where}: an object with some of {', '.join(keys)}")
    return raw


def _list(row: Mapping[str, object], key: str) -> Sequence[object]:
    raw = row.get(key) or []
    if not isinstance(raw, list):
        raise BadProfile(f"{key}: a list")
    return raw


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = tuple(one for one in _list(row, key) if isinstance(one, str))
    if len(found) < len(_list(row, key)):
        raise BadProfile(f"{key}: a list of texts")
    return found


def _text(row: Mapping[str, object], key: str) -> str:
    raw = row.get(key)
    if raw is not None and not isinstance(raw, str):
        raise BadProfile(f"{key}: a text")
    return raw or ""
