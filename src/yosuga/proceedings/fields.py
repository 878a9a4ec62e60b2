"""Reads one field of an edited plan at a time, strictly: what is not as the format says is named and refused."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yosuga.clock import JST
from yosuga.custody import naming
from yosuga.documents.court import Mark
from yosuga.proceedings.troubles import BadPlan, Trouble
from yosuga.text import nfc

LINE, WORDS = 300, 4_000  # characters of a line, and of a text that may have several
_MOST = 10_000  # entries of a list
_MARK = re.compile(r"(?P<party>[甲乙丙疎]{1,2})(?P<number>[1-9][0-9]{0,3})(?:の(?P<branch>[1-9][0-9]{0,3}))?")
# Control characters, direction marks and lone surrogates; a line feed where a text may have several lines.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the JSON and where it stands."""

    value: object
    place: str = ""

    def refuse(self, trouble: Trouble) -> BadPlan:
        """Return the error that names this field."""
        return BadPlan(trouble, field=self.place)

    def inner(self, *, needed: Collection[str], known: Collection[str]) -> "Inner":
        """Return an object with exactly these keys. Raises BadPlan."""
        if not isinstance(self.value, dict):
            raise self.refuse(Trouble.NOT_AN_OBJECT)
        for key in self.value:
            if key not in known:
                raise self._at(key).refuse(Trouble.UNKNOWN)
        for key in needed:
            if key not in self.value:
                raise self._at(key).refuse(Trouble.MISSING)
        return Inner(self.value, self)

    def each(self) -> Iterator["Field"]:
        """Yield the fields of a list. Raises BadPlan."""
        if not isinstance(self.value, list):
            raise self.refuse(Trouble.NOT_A_LIST)
        if len(self.value) > _MOST:
            raise self.refuse(Trouble.TOO_LARGE)
        for place, value in enumerate(self.value, start=1):
            yield Field(value, self._named(str(place)))

    def line(self) -> str:
        """Return a text of one line. Raises BadPlan."""
        text = self.text(most=LINE)
        if "\n" in text:
            raise self.refuse(Trouble.UNPRINTABLE)
        return text

    def text(self, *, most: int = WORDS) -> str:
        """Return a text in NFC without white space at its ends. Raises BadPlan."""
        if not isinstance(self.value, str):
            raise self.refuse(Trouble.NOT_TEXT)
        text = nfc(self.value.replace("\r\n", "\n")).strip()
        if len(text) > most:
            raise self.refuse(Trouble.TOO_LONG)
        if _UNPRINTABLE.search(text):
            raise self.refuse(Trouble.UNPRINTABLE)
        return text

    def number(self, *, least: int, most: int) -> int:
        """Return a whole number. Raises BadPlan."""
        if type(self.value) is not int:  # True is no number here
            raise self.refuse(Trouble.NOT_A_NUMBER)
        if not least <= self.value <= most:
            raise self.refuse(Trouble.OUT_OF_RANGE)
        return self.value

    def choice(self, of: Sequence[str]) -> str:
        """Return one of some words. Raises BadPlan."""
        if self.value not in of:
            raise self.refuse(Trouble.NOT_A_CHOICE)
        return str(self.value)

    def item(self) -> str:
        """Return an item id. Raises BadPlan."""
        text = self.line()
        try:
            naming.item_number(text)
        except ValueError:
            raise self.refuse(Trouble.NOT_AN_ITEM_ID) from None
        return text

    def day(self) -> date | None:
        """Return a day, or None for null. Raises BadPlan."""
        if self.value is None:
            return None
        text = self.line()
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise self.refuse(Trouble.NOT_A_DAY)

    def moment(self) -> datetime | None:
        """Return an aware moment, or None for null; one written without a zone is in Japan's. Raises BadPlan."""
        if self.value is None:
            return None
        text = self.line()
        try:
            if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text, re.ASCII):
                found = datetime.fromisoformat(text)
                return (found if found.tzinfo else found.replace(tzinfo=JST)).astimezone(JST)
        except (ValueError, OverflowError):
            pass
        raise self.refuse(Trouble.NOT_A_MOMENT)

    def mark(self, *, of: Collection[Mark]) -> Mark | None:
        """Return one of some exhibits, or None for an empty text. Raises BadPlan."""
        text = self.line()
        if not text:
            return None
        found = _MARK.fullmatch(text)
        if found is not None:
            mark = Mark(party=found["party"], number=int(found["number"]), branch=int(found["branch"] or 0))
            if mark in of:
                return mark
        raise self.refuse(Trouble.NO_SUCH_EXHIBIT)

    def _at(self, key: str) -> "Field":
        return Field(None, self._named(key))

    def _named(self, key: str) -> str:
        return f"{self.place} > {key}" if self.place else key


@dataclass(frozen=True, slots=True)
class Inner:
    """The fields of an object by their keys; one that is not there has the value it is left out for."""

    values: Mapping[str, object]
    of: Field

    def at(self, key: str, *, otherwise: object = "") -> Field:
        """Return a field."""
        return Field(self.values.get(key, otherwise), self.of._named(key))
