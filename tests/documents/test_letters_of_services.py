"""Every service × every letter that applies to it can be set, and says where the post is wherever the letter asks."""

from itertools import product

import pytest

from tests.documents.letters import DAY, SENDERS, WORDS
from yosuga.catalog.letters import Letter as Template
from yosuga.catalog.loader import Catalog, ours
from yosuga.documents.letter import Letter
from yosuga.documents.letter_paper import pdf
from yosuga.documents.letter_text import text
from yosuga.rules.takedown.composing import applies, compose
from yosuga.rules.takedown.request import Reason, Request
from yosuga.rules.takedown.target import Kind, Target

PARTS = 9
ADDRESS = "https://www.example.com/thread/" + "a1b2_" * 30 + "?q=1#frag"


def papers(template: Template, platform: str, *, catalog: Catalog) -> tuple[Letter, ...]:
    """Return the copies of the first kind and reason for which the letter applies, none where it never does."""
    for kind in Kind:
        for reason in map(Reason, template.reasons):
            target = Target(kind, given=ADDRESS, address=ADDRESS, platform=platform, post="123")
            if applies(template, target=target, reason=reason, platform=catalog.platforms[platform]):
                return compose(
                    template.id,
                    target=target,
                    request=Request(1, f"letter/{template.id}", reason, SENDERS["short"].acting, template.id),
                    sender=SENDERS["short"],
                    values={one.name: WORDS["short"] for one in template.questions if not one.choices},
                    today=DAY,
                    catalog=catalog,
                ).letters
    return ()


@pytest.mark.e2e
@pytest.mark.parametrize("part", range(PARTS))
def test_every_letter_that_applies_to_a_service_is_made(part: int) -> None:
    catalog = ours()
    made = 0
    services = [platform for number, platform in enumerate(catalog.platforms) if number % PARTS == part]
    for platform, template in product(services, catalog.letters.values()):
        for letter in papers(template, platform, catalog=catalog):
            made += 1
            asked = any(one.source == "target.address" for one in template.questions)
            assert (ADDRESS in text(letter)) == asked, (platform, template.id)
            assert pdf(letter).startswith(b"%PDF-1.7")
    assert made >= 8 * len(services)
