"""Facts of law and practice: what is so, since when, from where, and the period that follows from it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from yosuga.catalog.records import Id, NonNegative, Record, Sourced, Text, Words


class Topic(StrEnum):
    """What a fact is about; one data file each."""

    PERIOD_COMPUTATION = "period_computation"
    DEADLINE = "deadline"
    LOG_RETENTION = "log_retention"
    PLATFORM_LAW = "platform_law"
    PLATFORM_FORM = "platform_form"
    COURT_FEE = "court_fee"
    COURT_PROCEDURE = "court_procedure"
    LEGAL_BASIS = "legal_basis"
    POLICE = "police"
    EVIDENCE = "evidence"
    LICENCE = "licence"
    COST = "cost"
    CONTRACT = "contract"
    LEGAL_AID = "legal_aid"
    PER_DATUM = "per_datum"
    DOCUMENT = "document"
    OVERSEAS = "overseas"
    OPERATOR_RULE = "operator_rule"
    DESK = "desk"


class Kind(StrEnum):
    """What missing the date means. Every deadline shown carries it."""

    STATUTORY_LIMIT = "statutory_limit"
    PLATFORM_DUTY = "platform_duty"
    WAITING_PERIOD = "waiting_period"
    HEURISTIC = "heuristic"
    VALIDITY = "validity"
    OPERATOR_DUTY = "operator_duty"


class FirstDay(StrEnum):
    """Whether the day of the event counts. EARLIER: sources differ, so it is counted, which gives the earlier date."""

    EXCLUDED = "excluded"  # Civil Code 140; Code of Criminal Procedure 55(1)
    INCLUDED = "included"  # limitation periods: Code of Criminal Procedure 55(1) proviso
    EARLIER = "earlier"


class Roll(StrEnum):
    """What happens when the last day is a holiday."""

    NONE = "none"
    COURT = "court"  # CCP 95(3), Code of Criminal Procedure 55(3): to the next day that is no holiday


class Period(Record):
    """A period from an event. `event` is a word of the answers file (docs/formats/answers.md)."""

    event: Id
    amount: NonNegative
    unit: Literal["hour", "day", "week", "month", "year"]
    basis: Words
    basis_en: Words
    kind: Kind
    first_day: FirstDay
    roll: Roll
    note: Text | None = None

    @property
    def rests_on(self) -> Text:
        """Return the article, or the practice, it rests on."""
        return Text(ja=self.basis, en=self.basis_en)


class Fact(Sourced):
    """One fact. `statement` is written for people; `terms` are the field's words a search should find it by.

    `companion` is a second period that runs beside the first from another event (Civil Code 724: 3 and 20 years).
    `figures` are the fact's numbers as they stand in the source: yen, days, by name.
    """

    id: Id
    topic: Topic
    title: Text
    statement: Text
    applies_to: tuple[Words, ...] = ()
    period: Period | None = None
    companion: Period | None = None
    caveat: Text | None = None
    warning: Text | None = None
    figures: Mapping[str, int] = Field(default_factory=dict)
    terms: tuple[Words, ...] = ()
