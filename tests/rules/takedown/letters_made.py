"""Letters as tests make them: one fictional person and post, and every text of what comes out."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

from yosuga.catalog.letters import Letter
from yosuga.catalog.loader import ours
from yosuga.documents.letter import Letter as Paper
from yosuga.rules.takedown.composing import Composed, compose
from yosuga.rules.takedown.knowing import Exhibit
from yosuga.rules.takedown.request import Reason, Request
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Origin, Target, Time

TODAY = date(2026, 11, 22)
POSTED = Time(Origin.SHOWN, datetime(2026, 11, 1, 5, 5, 9, tzinfo=UTC))
POST = Target(
    Kind.POST,
    given="https://example.com/p/1?utm_source=share",
    address="https://example.com/p/1",
    platform="x",
    post="1",
    account="@nowhere_example",
    times=(POSTED,),
)
HANAKO = Sender(
    name="架空 花子",
    kana="かくう はなこ",
    postal_code="100-0000",
    address="東京都千代田区架空町1-2-3",
    phone="090-0000-1205",
    email="hanako.kaku@example.com",
)


def made(
    letter: str = "report",
    *,
    target: Target = POST,
    reason: Reason = Reason.PRIVACY,
    sender: Sender = HANAKO,
    route: str = "",
    language: str = "ja",
    evidence: tuple[Exhibit, ...] = (),
    typed_in: Mapping[str, str] = MappingProxyType({}),
    **values: str,
) -> Composed:
    request = Request(1, route or f"letter/{letter}", reason, sender.acting, letter=letter, language=language)
    return compose(
        letter,
        target=target,
        request=request,
        sender=sender,
        values={**typed_in, **{name.replace("_", "-"): value for name, value in values.items()}},
        today=TODAY,
        catalog=ours(),
        evidence=evidence,
    )


def strings(paper: Paper) -> Iterator[str]:
    """Every text of a paper, as a reader or a search would meet it."""
    yield from (paper.title, *paper.to, paper.opening, *paper.enclosed, paper.copy, paper.note, paper.case)
    yield from (text for row in paper.sender for text in (row.label, row.value))
    for part in paper.parts:
        yield from (part.heading, part.text, *(tick.label for tick in part.ticks))
        yield from (text for row in part.rows for text in (row.label, row.value))


def body(paper: Paper) -> str:
    return "\n".join(strings(paper))


def everything(composed: Composed) -> str:
    return "\n".join([composed.text, *map(body, composed.letters)])


def reason_of(letter: Letter) -> Reason:
    return Reason(letter.reasons[0])


def typed(letter: Letter, text: str) -> dict[str, str]:
    """The same text in every field that a person may write."""
    return {one.name: text for one in letter.questions if not one.choices}
