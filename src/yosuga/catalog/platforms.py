"""Services: who runs them, whether the seven-day duty is theirs, where to report, and what a report gives away."""

from datetime import date
from typing import Literal

from yosuga.catalog.records import Confidence, Id, Link, Record, Sourced, Text, Words

Hazard = Literal[
    "public_request",
    "forwarded_to_poster",
    "name_disclosed",
    "id_document",
    "misuse_penalty",
    "original_remains",
    "repost_risk",
    "no_bulk",
    "english_only",
]
RouteKind = Literal[
    "statutory_jp",
    "privacy",
    "impersonation",
    "harassment",
    "ncii",
    "defamation",
    "general",
    "hacked",
    "legal",
    "search_privacy",
    "outdated_cache",
    "archive",
]


class Designation(Record):
    """Whether the operator was designated under the Act, art. 20(1), for this service. Only `yes` starts a clock."""

    status: Literal["yes", "no", "unknown"]
    since: date | None = None
    listed_as: Words | None = None
    note: Text | None = None
    sources: tuple[Words, ...] = ()


class Route(Record):
    """A way to report. `url` is absent where no address was found in a source: then the in-app path is all there is."""

    kind: RouteKind
    url: Link | None = None
    login: Words = "unknown"
    needs: tuple[Text, ...] = ()
    who: tuple[Literal["victim", "guardian", "agent", "lawyer", "anyone", "account_holder", "unknown"], ...] = ()
    expected: Text | None = None
    warning: Text | None = None
    source: Words
    confidence: Confidence

    @property
    def link(self) -> str | None:
        """Return the address where it may be shown, else nothing."""
        return self.url if self.confidence.shown else None


class UrlPattern(Record):
    """What an address of this service looks like. An `unsourced` pattern tells addresses apart; it shows nothing."""

    kind: Words
    regex: Words
    example: Words
    confidence: Confidence


class IdScheme(Record):
    """What an id tells about time. See the service's record for what is known and from where."""

    type: Words
    epoch_ms: int | None = None
    shift: int | None = None
    time: Words | None = None
    precision: Words | None = None
    valid_if: Words | None = None
    note: Words | None = None
    source: Words
    confidence: Confidence


class Platform(Sourced):
    """One service."""

    id: Id
    name: Text
    aliases: tuple[Words, ...]
    category: Words
    operator: Text
    designated: Designation
    overseas: bool
    routes: tuple[Route, ...]
    in_app: Text | None = None
    in_app_confidence: Confidence | None = None
    in_app_source: Words | None = None
    hazards: tuple[Hazard, ...] = ()
    hazard_notes: Text | None = None
    evidence: tuple[Text, ...] = ()
    notes: Text | None = None
    expected: Text | None = None
    rules: tuple[Words, ...] = ()
    domain_aliases: tuple[Words, ...] = ()
    encoding: Words | None = None
    url_patterns: tuple[UrlPattern, ...] = ()
    id_scheme: IdScheme | None = None
