"""Words of the web door in the language of the request: English in the code, Japanese from `locale/ja`."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from yosuga.catalog.records import Text
from yosuga.clock import JST

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("ja", "en")
_WEEKDAYS = ("月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))

_language: ContextVar[str] = ContextVar("yosuga_web_language", default="ja")
_easily: ContextVar[bool] = ContextVar("yosuga_web_easily", default=False)


class InBoth(Protocol):
    """A text that stands in both languages, as the catalog's records and our errors have it."""

    @property
    def ja(self) -> str:
        """Return the Japanese."""
        ...

    @property
    def en(self) -> str:
        """Return the English."""
        ...


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("yosuga", LOCALE, languages=[language], fallback=True)


def language() -> str:
    """Return `ja` or `en`."""
    return _language.get()


def of_the_system() -> str:
    """Return what `YOSUGA_LANG` says, else `en` where the system is English, else `ja`."""
    given = os.environ.get("YOSUGA_LANG", "")
    system = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "en" if (given or system).lower().startswith("en") else "ja"


@contextmanager
def speaking(code: str, *, easily: bool = False) -> Iterator[None]:
    """Speak this language inside the block; `easily` is やさしい日本語, which other languages do not have."""
    token = _language.set(code if code in LANGUAGES else LANGUAGES[0])
    how = _easily.set(easily)
    try:
        yield
    finally:
        _easily.reset(how)
        _language.reset(token)


def easily() -> bool:
    """Say whether the person wants やさしい日本語 with furigana, and Japanese is spoken."""
    return _easily.get() and language() == "ja"


def say(message: str, **fields: object) -> str:
    """Return an interface text in the person's language; `{name}` in it is filled from the fields."""
    text = _translations(language()).gettext(message)
    return text.format(**fields) if fields else text


def pick(text: InBoth) -> str:
    """Return the one of two texts side by side, in やさしい日本語 where the person wants it and it is there."""
    if language() == "en":
        return text.en
    return (easily() and isinstance(text, Text) and text.easy) or text.ja


def day_words(day: date) -> str:
    """Return a day as people read it: `2026年11月22日(日)`, `Sun 22 Nov 2026`."""
    if language() == "en":
        return f"{_WEEKDAYS[1][day.weekday()]} {day.day} {day:%b} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日({_WEEKDAYS[0][day.weekday()]})"


def moment_words(moment: datetime) -> str:
    """Return an aware moment in Japan as people read it: `2026年11月22日(日) 14時05分`."""
    local = moment.astimezone(JST)
    if language() == "en":
        return f"{day_words(local)}, {local:%H:%M} (JST)"
    return f"{day_words(local)} {local:%H時%M分}"
