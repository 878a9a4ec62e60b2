"""What a text gives away, as a page shows it: the words marked where they stand, what they tell, and a safe copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.detect.base import Finding
from yosuga.detect.finding import find
from yosuga.detect.redaction.numbering import Numbering
from yosuga.detect.redaction.refusing import StillThere
from yosuga.detect.redaction.text import redact
from yosuga.detect.risk import Report, explain, shade_of
from yosuga.detect.risk_words import Advice, Shade, ours
from yosuga.web.words import pick, say

MOST_LETTERS = 8_000  # a page that shows them twice, marked, stays under 100 KB


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `called` says what was found there, and is empty for the rest."""

    text: str
    called: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was found, alone or together: what it is called, how much it weighs, what it tells, what helps."""

    called: str
    level: str
    tells: str
    helps: str
    count: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A text with all that was found in it. `copy` is the text without it; None where none could be made."""

    name: str
    text: str
    findings: tuple[Finding, ...]
    report: Report
    copy: str | None

    @property
    def pieces(self) -> list[Piece]:
        """Return the text in stretches, the found ones with what they are."""
        return list(_pieces(self.text, self.findings))

    def together(self, *, leaked: bool) -> list[Row]:
        """Return what several things tell that stand together, the heaviest first."""
        return together(self.report, leaked=leaked)

    def alone(self, *, leaked: bool) -> list[Row]:
        """Return what each kind tells by itself, the heaviest first."""
        return alone(self.report, leaked=leaked)

    @property
    def level(self) -> str:
        """Return how much it weighs in all; empty where nothing was found."""
        return scale(self.report)


@dataclass(frozen=True, slots=True)
class Missed:
    """A file that could not be looked over among others that could, and why."""

    name: str
    why: str


def scale(report: Report) -> str:
    """Return how much all of it weighs, with the level's place among all; empty where nothing was found."""
    if report.level is None:
        return ""
    most = len(ours().levels)
    return say(
        "{level} ({n} of {most}; {most} is the heaviest)",
        level=pick(report.level.words),
        n=report.level.order + 1,
        most=most,
    )


def examine(text: str, *, name: str = "") -> Examined:
    """Examine a text. It is held by whoever asked, and nowhere else."""
    findings = find(text)
    return Examined(name, text, findings, explain(findings, text), _copy(text) if findings else None)


def _copy(text: str) -> str | None:
    try:
        return redact(text, numbering=Numbering()).text
    except StillThere:
        return None


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    at = 0
    for one in findings:
        if one.start > at:
            yield Piece(text[at : one.start], "")
        yield Piece(one.surface(text), shade(shade_of(one, text)))
        at = one.end
    if at < len(text):
        yield Piece(text[at:], "")


def together(report: Report, *, leaked: bool) -> list[Row]:
    """Return what several things tell that stand together, the heaviest first."""
    return [_row(" + ".join(shade(part) for part in one.shades), one.advice, leaked=leaked) for one in report.together]


def alone(report: Report, *, leaked: bool) -> list[Row]:
    """Return what each kind tells by itself, the heaviest first."""
    return [_row(shade(one.shade), one.advice, leaked=leaked, count=one.surfaces) for one in report.told]


def _row(called: str, advice: Advice, *, leaked: bool, count: int = 1) -> Row:
    helps = advice.leaked if leaked else advice.before
    return Row(called, pick(advice.level.words), pick(advice.tells), pick(helps), count)


def shade(one: Shade) -> str:
    """Return what a kind of personal data, or the half of one, is called."""
    return {
        Shade.PERSON: say("name of a person"),
        Shade.ADDRESS: say("address"),
        Shade.AREA: say("area"),
        Shade.POSTAL_CODE: say("postal code"),
        Shade.PHONE: say("telephone number"),
        Shade.EMAIL: say("e-mail address"),
        Shade.SNS_ID: say("account name"),
        Shade.BIRTHDATE: say("date of birth"),
        Shade.BIRTHDAY: say("birthday"),
        Shade.MY_NUMBER: say("My Number"),
        Shade.CREDIT_CARD: say("card number"),
        Shade.BANK_ACCOUNT: say("bank account"),
        Shade.LICENSE_PLATE: say("licence plate"),
        Shade.GEO: say("place on a map"),
        Shade.SCHOOL: say("school"),
        Shade.WORKPLACE: say("workplace"),
        Shade.STATION_HINT: say("station"),
        Shade.GOV_ID: say("number of a paper or card"),
        Shade.FACE: say("face"),
    }[one]
