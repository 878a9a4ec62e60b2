"""What is found in posts whose errors nobody has read (own/README.md): counts alone, against what was promised."""

import json
from pathlib import Path

import pytest

from yosuga.detect.finding import find

POSTS = [json.loads(line) for line in (Path(__file__).parent / "own/unread.jsonl").read_text("utf-8").splitlines()]
# Kinds that have a form of their own; the others are names of people, places, schools and firms.
FORMED = frozenset(
    (
        "PHONE", "EMAIL", "SNS_ID", "POSTAL_CODE", "BIRTHDATE", "MY_NUMBER", "CREDIT_CARD", "BANK_ACCOUNT",
        "LICENSE_PLATE", "GEO", "GOV_ID",
    )
)  # fmt: skip
Span = tuple[str, int, int]


@pytest.fixture(scope="module")
def both() -> list[tuple[set[Span], set[Span]]]:
    """Return for each post what is in it and what was found."""
    return [
        (
            {(one["type"], one["start"], one["end"]) for one in post["entities"]},
            {(one.kind.value, one.start, one.end) for one in find(post["text"])},
        )
        for post in POSTS
    ]


def f1(both: list[tuple[set[Span], set[Span]]], *, exact: bool, kinds: frozenset[str] | None = None) -> float:
    hits = given = 0
    for of_post in both:
        wanted, found = ({one for one in those if kinds is None or one[0] in kinds} for those in of_post)
        given += len(wanted) + len(found)
        hits += sum(any(_same(one, other, exact=exact) for other in found) for one in wanted)
    return 2 * hits / given


def _same(one: Span, other: Span, *, exact: bool) -> bool:
    return one == other if exact else one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def test_as_much_is_found_as_promised(both: list[tuple[set[Span], set[Span]]]) -> None:
    assert f1(both, exact=False) >= 0.93
    assert f1(both, exact=True) >= 0.89
    assert f1(both, exact=False, kinds=FORMED) >= 0.99
    assert f1(both, exact=False, kinds=frozenset({"PERSON"})) >= 0.85


def test_harmless_posts_are_left_alone(both: list[tuple[set[Span], set[Span]]]) -> None:
    harmless = [found for wanted, found in both if not wanted]
    assert len(harmless) >= 90
    assert sum(map(bool, harmless)) * 30 <= len(harmless)
