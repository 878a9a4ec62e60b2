"""Services: who runs them, whether the seven-day duty is theirs, where to report, and what a report gives away."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from yosuga.catalog.records import Confidence, Id, Link, Record, Sourced, Text, Words

Category = Literal[
    "sns",
    "video",
    "messenger",
    "qa",
    "news_comment",
    "image",
    "blog",
    "bbs",
    "matome",
    "live",
    "review",
    "search",
    "archive",
]
Who = Literal["victim", "guardian", "agent", "lawyer", "school", "anyone", "account_holder", "unknown"]
_ADDRESS = re.compile(r"^(?:https?://[^\s()]+|mailto:[^\s()@]+@[^\s()@]+)$")


def _address(url: str) -> str:
    if not _ADDRESS.match(url):
        raise ValueError("not a web or mail address")
    return url


Address = Annotated[str, AfterValidator(_address)]

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
    """Whether the operator was designated under the Act, art. 20(1), for this service. Only `yes` starts a clock.

    `not_for` says which part of the service the designation leaves out (LINE: one-to-one talk); no clock starts there.
    """

    status: Literal["yes", "no", "unknown"]
    since: date | None = None
    listed_as: Words | None = None
    note: Text | None = None
    not_for: Text | None = None
    sources: tuple[Link, ...] = ()

    @property
    def starts_clock(self) -> bool:
        """Say whether the duty to answer within seven days is certain here. What is unknown starts nothing."""
        return self.status == "yes"

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.status == "yes" and not (self.since and self.listed_as and self.sources):
            raise ValueError("a designation needs its day, its name in the list and its source")
        return self


class Days(Record):
    """How long an answer takes by the service's own figure or the source's: from `least` to `most` days.

    `open_days` are days on which offices are open. There is none where a source gives no figure ("some days").
    """

    least: Annotated[int, Field(ge=0, le=365)]
    most: Annotated[int, Field(ge=1, le=365)]
    open_days: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            raise ValueError("the least is more than the most")
        return self


class Route(Record):
    """A way to report. `url` is absent where no address was found in a source: then `path` or the in-app path is all.

    `url` may be a mail address (`mailto:`). An empty `who` means the default of the rule `who-may-ask`.
    `expected_days` is the figure in `expected`, where its source gives one.
    """

    kind: RouteKind
    url: Address | None = None
    path: Text | None = None
    login: Literal["no", "yes", "either", "account_name_asked", "unknown"] = "unknown"
    needs: tuple[Text, ...] = ()
    who: tuple[Who, ...] = ()
    expected: Text | None = None
    expected_days: Days | None = None
    warning: Text | None = None
    source: Words
    confidence: Confidence

    @property
    def link(self) -> str | None:
        """Return the address where it may be shown, else nothing."""
        return self.url if self.confidence.shown else None

    @property
    def way(self) -> Text | None:
        """Return how to find the form on the screen, where that may be shown."""
        return self.path if self.confidence.shown else None


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


class UrlPattern(Record):
    """What an address of this service looks like. An `unsourced` pattern tells addresses apart; it shows nothing.

    `any_host`: the service runs on everybody's own host, so the pattern is asked last. `talk_when`: a named group and
    the value that makes the address one of a direct message.
    """

    kind: Words
    regex: Annotated[str, AfterValidator(_regex)]
    example: Link
    confidence: Confidence
    any_host: bool = False
    talk_when: tuple[Words, Words] | None = None

    @model_validator(mode="after")
    def _matches_its_example(self) -> Self:
        if not re.match(self.regex, self.example):
            raise ValueError("the example does not match")
        return self


class IdScheme(Record):
    """What an id tells about time. `time` says whose clock it was and whether it can be forged.

    `epoch_ms` is in milliseconds since 1970; `shift` is in bits; `applies_to` names the part of the address meant.
    """

    type: Words
    time: Words | None = None
    precision: Words | None = None
    epoch_ms: int | None = None
    shift: int | None = None
    unit: Words | None = None
    base: int | None = None
    digits: int | None = None
    alphabet: Words | None = None
    format: Words | None = None
    tz: Words | None = None
    applies_to: Words | None = None
    thread: Words | None = None
    post: Words | None = None
    post_time: Text | None = None
    valid_if: Words | None = None
    invalid_if: Words | None = None
    note: Words | None = None
    source: Words | None = None
    confidence: Confidence = Confidence.UNSOURCED


class Platform(Sourced):
    """One service.

    `overseas` is true only where the operator's name makes it plain; false also stands for "not known".
    `wide` names the wide routes that stand in where the service's own address is not known; `copied_to` the services
    that usually hold copies of what is posted here. Whatever stands under a domain alias is this service's.
    """

    id: Id
    name: Text
    aliases: tuple[Words, ...]
    category: Category
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
    expected_days: Days | None = None
    rules: tuple[Link, ...] = ()
    wide: tuple[Id, ...] = ()
    domain_aliases: tuple[Words, ...] = ()
    copied_to: tuple[Id, ...] = ()
    encoding: Words | None = None
    url_patterns: tuple[UrlPattern, ...] = ()
    id_scheme: IdScheme | None = None

    @property
    def in_app_shown(self) -> Text | None:
        """Return the path in the app where a source names it, else nothing."""
        return self.in_app if self.in_app_confidence is not None and self.in_app_confidence.shown else None

    @property
    def sign(self) -> str:
        """Return the sign that says that something is on this service."""
        return sign_of(self.id)

    def route(self, name: str) -> Route | None:
        """Return one of its routes: `privacy` is the first of its kind, `privacy-2` the second."""
        kind, _, place = name.partition("-")
        of_kind = [route for route in self.routes if route.kind == kind]
        if place and not (place.isdecimal() and place.isascii() and len(place) < 3):
            return None
        number = int(place) if place else 1
        return of_kind[number - 1] if 1 <= number <= len(of_kind) else None


def sign_of(platform: str) -> str:
    """Return the sign that belongs to the id of a service."""
    return "on-" + platform.replace("_", "-")


class WideRoute(Sourced):
    """A way that is not a service's own: image hashes, a letter for sites without a form, desks that can help."""

    id: Id
    kind: Literal["image_hash", "letter", "desk"]
    name: Text
    url: Link | None = None
    purpose: Text
    limits: Text | None = None
    who: tuple[Who, ...]

    @property
    def link(self) -> str | None:
        """Return the address where it may be shown, else nothing."""
        return self.url if self.shown else None


class WideRule(Sourced):
    """What holds for requests to every service. `facts` names the records of law that say more."""

    id: Id
    says: Text
    who: tuple[Who, ...] = ()
    facts: tuple[Id, ...] = ()
