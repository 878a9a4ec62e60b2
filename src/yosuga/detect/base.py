"""The values every recogniser gives and takes: kinds of personal data, candidates, findings, and views of a text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Kind(StrEnum):
    """A kind of personal data. The names are those of the development set's guideline and of `yosuga detect`."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    POSTAL_CODE = "POSTAL_CODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    SNS_ID = "SNS_ID"
    BIRTHDATE = "BIRTHDATE"
    MY_NUMBER = "MY_NUMBER"
    CREDIT_CARD = "CREDIT_CARD"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    LICENSE_PLATE = "LICENSE_PLATE"
    GEO = "GEO"
    SCHOOL = "SCHOOL"
    WORKPLACE = "WORKPLACE"
    STATION_HINT = "STATION_HINT"
    GOV_ID = "GOV_ID"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One stretch of the original text that is, or may be, personal data.

    `start` and `end` count code points of the text as it was given (end exclusive). `score` lies in 0..1: how sure the
    recogniser is, 0.5 being the line above which a finding is shown. `cue` is a short English code for what spoke for
    it ("phone-mobile", "label", "surname+given"); it never holds words of the text.
    """

    start: int
    end: int
    kind: Kind
    score: float
    cue: str

    def __post_init__(self) -> None:
        """Refuse an empty or backward stretch and a score outside 0..1: both would be mistakes of a recogniser."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a finding must hold at least one character: {self.start}..{self.end}")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies in 0..1: {self.score}")

    def surface(self, text: str) -> str:
        """Return the words of `text` that were found."""
        return text[self.start : self.end]


class View(Protocol):
    """A text read in another spelling (one width, digits as digits) that knows where each character came from."""

    @property
    def text(self) -> str:
        """The text in this spelling."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original (end exclusive) that the non-empty stretch of this view stands for."""


class Word(NamedTuple):
    """One word of the plain view: `start`..`end` count code points of that view, not of the original.

    `pos` is the part of speech as the dictionary gives it, six levels, "*" where it gives none; `reading` is in
    katakana, empty where unknown; `known` says that the dictionary has the word; `normal` is its usual spelling,
    uninflected (うまれ and 産まれ are 生まれる).
    """

    start: int
    end: int
    surface: str
    pos: tuple[str, ...]
    reading: str
    known: bool
    normal: str


class Compound(NamedTuple):
    """A long unit that is made of several words: `start`..`end` count code points of the plain view."""

    start: int
    end: int
    pos: tuple[str, ...]


class Concern(NamedTuple):
    """How likely a text of so many words tells of somebody private, 0 to 1."""

    likely: float
    words: int


class Document(Protocol):
    """One text with its views, each made once and only when a recogniser asks for it."""

    @property
    def text(self) -> str:
        """The text as it was given; findings count its code points."""

    @property
    def plain(self) -> View:
        """NFKC by character, keycaps and zero-width characters resolved: for words and labels."""

    @property
    def digits(self) -> View:
        """The plain view with every spelling of a digit (〇一二, ゼロハチ, O between digits) as 0-9, for numbers."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the plain view, in order."""

    @property
    def compounds(self) -> tuple[Compound, ...]:
        """The long units of the plain view (names of companies, works, schools) that are made of several words."""

    @property
    def concern(self) -> Concern:
        """How likely the text tells of somebody private at all."""


Recogniser = Callable[[Document], Iterator[Finding]]
