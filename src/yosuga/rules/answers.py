"""The answers a person gives about what happened: an open file with closed words, every question free to be left.

`unknown` (わからない), `no_answer` (答えたくない) and `later` (あとで) are valid everywhere. The format is written
down in docs/formats/answers.md; its JSON Schema is this model's.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from yosuga.errors import BadInput

FORMAT: Literal["yosuga-answers/1"] = "yosuga-answers/1"
_EARLIEST = date(1950, 1, 1)
_LATEST = date(2099, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Years = Annotated[int, Field(ge=0, le=120, strict=True)]
Band = Literal["under_13", "13_15", "16_17", "adult"]
Unsaid = Literal["unknown", "no_answer", "later"]
UNSAID = ("unknown", "no_answer", "later")
Said = bool | Unsaid

Leak = Literal[
    "name", "address", "phone", "email", "face", "workplace", "school", "family", "account", "card", "bank",
    "mynumber", "licence", "location", "sexual_image", "medical", "criminal_record", "private_message", "own_photo",
]  # fmt: skip
Harm = Literal[
    "defamation", "insult", "impersonation", "bullying", "business", "fraud", "voyeurism", "injury", "discrimination",
    "election",
]  # fmt: skip
Danger = Literal["visitor", "threat", "stalking", "dv", "blackmail", "self_harm", "child_abuse"]
Relation = Literal[
    "ex_partner", "partner", "school", "work", "employee", "company", "stranger", "acquaintance",
]  # fmt: skip
Cause = Literal["own_mistake", "takeover", "phishing", "company_breach"]
Want = Literal["safety", "removal", "identification", "damages", "apology", "punishment", "know"]
Place = Literal["public", "closed_group", "dm", "volatile", "search", "copies"]
Event = Literal[
    "posting_time", "posting_or_login_time", "victim_knows_offender_identity", "victim_knows_damage_and_offender",
    "end_of_criminal_act", "act", "demand_reaches_debtor", "sender_receives_inquiry", "notice_of_decision",
    "ap_identity_received", "request_received_by_platform", "order_served_on_applicant", "request_reaches_business",
    "business_learns_breach", "measure_start", "valid_request_received",
]  # fmt: skip


class BadAnswers(BadInput):
    """An answers file says something that cannot be so. `field` is its place; what stood there is not repeated."""

    code = "bad-answers"
    ja = "答えの一つを読み取れません。何も保存していません。その項目だけ直して、もう一度お試しください。"
    en = "One of the answers cannot be read. Nothing was stored. Please correct that one and try again."

    def __init__(self, field: str, *, why: str = "", near: tuple[str, ...] = ()) -> None:
        hint = f"{'/'.join(near)}?" if near else ""
        super().__init__(" ".join(part for part in (f"{field}:", why, hint) if part))
        self.field = field


def _written_out(day: object) -> object:
    """Refuse a number: 20261122 would be read as seconds since 1970."""
    if isinstance(day, date) or (isinstance(day, str) and _DAY.fullmatch(day)):
        return day
    raise ValueError("日付は 2026-11-22 の形です / a day is written 2026-11-22")


def _on_the_calendar(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError("1950年から2099年までの日付です / a day between 1950 and 2099")
    return day


Day = Annotated[date, BeforeValidator(_written_out), AfterValidator(_on_the_calendar)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Post(_Answer):
    """One place where it stands. `platform` is an id of the catalog; with a `url` alone the service is found from it.

    `request` says how the service answered a request to remove it; `request_received` is the day it confirmed.
    """

    platform: str | Unsaid = Field(default="unknown", max_length=40)
    url: str | Unsaid = Field(default="unknown", max_length=4096)
    place: Place | Unsaid = "unknown"
    posted: Day | Unsaid = "unknown"
    up: Said = "unknown"
    request: Literal["none", "waiting", "refused"] | Unsaid = "none"
    request_received: Day | Unsaid = "unknown"


class Household(_Answer):
    """For legal aid by means, in yen. `monthly_income` is take-home pay with a twelfth of the bonuses.

    `metro` says whether the place of living is one of the dearer ones; `rent` is what is paid for the home a month.
    """

    people: Annotated[int, Field(ge=1, le=30)] | Unsaid = "no_answer"
    monthly_income: Annotated[int, Field(ge=0, le=1_000_000_000)] | Unsaid = "no_answer"
    metro: Said = "unknown"
    rent: Annotated[int, Field(ge=0, le=100_000_000)] | Unsaid = "no_answer"
    assets: Annotated[int, Field(ge=0, le=1_000_000_000_000)] | Unsaid = "no_answer"


class Answers(_Answer):
    """What a person said about one leak. Nothing is required: an empty file gives the plan for nothing known.

    `age` is that of the person whose data leaked, in years or as a band; `image_age` is the age at which the person in
    a sexual image was pictured. `consent` is asked of a supporter. `dates` are days of events that start a period.
    """

    format: Literal["yosuga-answers/1"] = FORMAT
    asker: Literal["self", "guardian", "supporter", "third_party", "company"] | Unsaid = "no_answer"
    consent: Said = "no_answer"
    age: Annotated[int, Field(ge=0, le=120, strict=True)] | Literal["under_13", "13_15", "16_17", "adult"] | Unsaid = (
        "no_answer"
    )
    danger: tuple[Danger, ...] | Unsaid = "no_answer"
    leaked: tuple[Leak, ...] | Unsaid = "no_answer"
    image_age: Literal["under_18", "adult"] | Unsaid | None = None
    harm: tuple[Harm, ...] | Unsaid = "no_answer"
    posts: Annotated[tuple[Post, ...], Field(max_length=200)] | Unsaid = ()
    reposted: Said = "unknown"
    offender: Literal["known", "suspected", "unknown"] | Literal["no_answer", "later"] = "no_answer"
    offender_is: tuple[Relation, ...] | Unsaid = "no_answer"
    cause: tuple[Cause, ...] | Unsaid = "no_answer"
    evidence: Literal["kept", "not_kept"] | Unsaid = "no_answer"
    want: tuple[Want, ...] | Unsaid = "no_answer"
    device_watched: Said = "no_answer"
    tracked: Said = "no_answer"
    moving: Said = "no_answer"
    household: Household | Unsaid = "no_answer"
    dates: dict[Event, Day | Unsaid] = Field(default_factory=dict)

    @field_validator("image_age")
    @classmethod
    def _about_an_image(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and "sexual_image" not in listed(info.data.get("leaked")):
            raise ValueError("leaked に sexual_image があるときだけです / only where leaked names sexual_image")
        return value


def listed(value: object) -> tuple[str, ...]:
    """Return a many-valued answer as a tuple; a question that was left gives none."""
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def listed_posts(answers: Answers) -> tuple[Post, ...]:
    """Return the posts, none where the question was left."""
    return answers.posts if isinstance(answers.posts, tuple) else ()


def listed_dates(answers: Answers) -> Iterator[tuple[str, date]]:
    """Yield every day in the answers with the place it stands at."""
    for event, day in answers.dates.items():
        if isinstance(day, date):
            yield f"dates.{event}", day
    for number, post in enumerate(listed_posts(answers)):
        for field, day in (("posted", post.posted), ("request_received", post.request_received)):
            if isinstance(day, date):
                yield f"posts.{number}.{field}", day
