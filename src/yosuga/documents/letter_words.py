"""The few words a letter has of its own, in its language: all else in it was given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from yosuga.clock import JST
from yosuga.documents.court_text import day_words
from yosuga.documents.letter import Letter

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NOBODY_YET = re.compile(r"[＿\s]*(御中|様|殿)")
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # a file wants a date; a letter whose date is left blank gets this one


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the paper besides the letter: `blank_day` is to be filled in by hand."""

    enclosed: str
    covered: str
    reference: str
    seal: str
    missing: str
    blank_day: str
    colon: str


WORDS: Mapping[str, Words] = {
    "ja": Words(
        enclosed="添付書類",
        covered="（伏せています）",
        reference="整理番号",
        seal="印",
        missing="〓は、書体にない文字です。元の文面で確かめてください。",
        blank_day="　　　　年　　月　　日",
        colon="：",
    ),
    "en": Words(
        enclosed="Enclosures",
        covered="(withheld)",
        reference="Reference",
        seal="Signature",
        missing="〓 stands for a character that no font here has. Please check the text it was made from.",
        blank_day="",
        colon=": ",
    ),
}


def words_of(letter: Letter) -> Words:
    """Return the words in the letter's language."""
    return WORDS[letter.language]


def day_of(letter: Letter) -> str:
    """Return the letter's date in words, or a blank (in English nothing: the paper draws a line)."""
    if letter.date is None:
        return words_of(letter).blank_day
    return day_words(letter.date) if letter.language == "ja" else _english(letter.date)


def to_whom(line: str) -> str:
    """Return a line of the addressee; where nobody stands before 御中 or 様, with room to write a name."""
    blank = _NOBODY_YET.fullmatch(line.strip())
    return f"{'＿' * 14}　{blank[1]}" if blank else line


def made_at(letter: Letter) -> datetime:
    """Return the moment a file of this letter carries: its day, in Japan."""
    return datetime.combine(letter.date, time(), tzinfo=JST) if letter.date else _NO_DATE


def _english(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
