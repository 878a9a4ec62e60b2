"""The brake: where a request might silence truthful or public words it goes slower, with questions and reasons.

Nothing here judges a right. It asks what a service would ask too, and where the answers or the place speak of reviews,
news, officials, companies or public interest, it explains, lets the person think, and suggests a lawyer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.takedown import BrakeQuestion
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.ways import Way, way

# Reasons that are weighed against what others may say. Images without consent and threats are not.
WEIGHED = frozenset(
    {Reason.PRIVACY, Reason.DEFAMATION, Reason.INSULT, Reason.PORTRAIT, Reason.HARASSMENT, Reason.COPYRIGHT}
)
_OF_CATEGORY = {"review": "brake-review", "news_comment": "brake-news"}


class Speed(StrEnum):
    """How fast a request may go."""

    STRAIGHT = "straight"
    SLOWER = "slower"


@dataclass(frozen=True, slots=True)
class Brake:
    """What the brake says. `reasons` are ids of gates, each once; `missing` the questions without an answer."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def speed(self) -> Speed:
        """Slower where there is a reason to think first."""
        return Speed.SLOWER if self.reasons else Speed.STRAIGHT


def questions(request: Request, *, catalog: Catalog) -> tuple[BrakeQuestion, ...]:
    """Return what is asked before this request, in order. The answers are values of the request, by question."""
    taken = way(request.route, catalog=catalog)
    if taken is None or not taken.questioned:
        return ()
    return tuple(one for one in catalog.brake_questions.values() if request.reason.value in one.reasons)


def brake(target: Target, request: Request, *, signs: Signs, catalog: Catalog) -> Brake:
    """Return whether this request goes slower, from its answers, its target, its sender and the signs of the case."""
    taken = way(request.route, catalog=catalog)
    if taken is None or not taken.questioned:
        return Brake(reasons=(), missing=())
    asked = questions(request, catalog=catalog)
    values = request.values
    chosen = (answer for one in asked for answer in one.choices if answer.id == _said(values, question=one))
    found = [
        *_of_itself(target, request, taken=taken, signs=signs, catalog=catalog),
        *(answer.gates for answer in chosen if answer.gates),
    ]
    return Brake(
        reasons=tuple(dict.fromkeys(found)),
        missing=tuple(one.id for one in asked if not _is_answered(values, question=one)),
    )


def _of_itself(target: Target, request: Request, *, taken: Way, signs: Signs, catalog: Catalog) -> Iterator[str]:
    """Yield what needs no question: the place, the account, the sender."""
    if request.reason in WEIGHED:
        service = catalog.platforms.get(target.platform)
        if service is not None and service.category in _OF_CATEGORY:
            yield _OF_CATEGORY[service.category]
        if request.sender is Requester.COMPANY or "asker-company" in signs:
            yield "brake-company"
        if "harm-election" in signs:
            yield "brake-public-figure"
    if target.kind is Kind.ACCOUNT and _is_more_than_the_form(request, taken=taken):
        yield "brake-account"


def _is_more_than_the_form(request: Request, *, taken: Way) -> bool:
    """Whether a whole account is asked for by another way than the service's own form for impersonation."""
    weighed = request.reason in WEIGHED or request.reason is Reason.IMPERSONATION
    return weighed and taken.kind not in {"impersonation", "hacked"}


def _said(values: Mapping[str, str], *, question: BrakeQuestion) -> str:
    return values.get(question.id, "").strip()


def _is_answered(values: Mapping[str, str], *, question: BrakeQuestion) -> bool:
    said = _said(values, question=question)
    return said in {answer.id for answer in question.choices} if question.choices else bool(said)
