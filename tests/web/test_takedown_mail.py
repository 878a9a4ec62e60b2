"""A letter for content-certified mail on the web: the person chooses how its lines are set, and sees it so."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.web.keepers import the_case
from tests.web.person import Person
from tests.web.takedown_steps import at, drafted, filled, followed
from yosuga.documents import naiyo
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.takedown import asking
from yosuga.takedown.previews import Preview
from yosuga.web import takedown_mail
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

PLACE = {"number": "1", "request": "1"}
LAYOUTS = frozenset(naiyo.LAYOUTS)


@pytest.fixture
def writer(owner: Person) -> Person:
    """Somebody with a letter for content-certified mail, filled in."""
    at(owner)
    said: dict[str, Answer] = {"asker": "self", "age": "adult", "offender": "known"}
    intake.keep_all(said, case=the_case(), actor=ACTOR, tools=holder.tools())
    filled(followed(), drafted(1, route="letter/certified"))
    return owner


def as_it_stands() -> Preview:
    return asking.preview(1, request=1, case=the_case(), actor=ACTOR, tools=holder.tools())


def chosen(html: str) -> list[str]:
    return re.findall(r'name="layout" value="([\w-]+)" checked', html)


def test_the_usual_layout_is_chosen_before_anybody_chooses_and_another_stays(writer: Person) -> None:
    page = writer.goes("removal-fields", **PLACE)
    assert set(re.findall(r'name="layout" value="([\w-]+)"', page.html)) == LAYOUTS
    assert chosen(page.html) == ["horizontal-20x26"]
    writer.sends(layout="vertical-20x26", later="yes")
    assert chosen(writer.goes("removal-fields", **PLACE).html) == ["vertical-20x26"]
    assert "縦書き 20字×26行" in writer.goes("removal-paper", **PLACE).text


@pytest.mark.e2e
def test_a_latin_name_is_taken_by_the_post_office_once_it_is_named(writer: Person) -> None:
    asking.fill(1, request=1, values={"where": "架空掲示板 BBS"}, case=the_case(), actor=ACTOR, tools=holder.tools())
    assert "英字" in writer.goes("removal-paper", **PLACE).text
    assert "決まりの字数で組んだ紙" in writer.goes("removal-pages", **PLACE).text
    writer.goes("removal-fields", **PLACE)
    writer.sends(names="BBS", later="yes")
    assert as_it_stands().refusals == ()


@pytest.mark.e2e
def test_how_it_looks_on_paper_is_how_it_is_set(writer: Person) -> None:
    looks: set[bytes] = set()
    for layout in LAYOUTS:
        writer.goes("removal-fields", **PLACE)
        writer.sends(layout=layout, later="yes")
        grid = takedown_mail.grid(as_it_stands())
        assert grid is not None
        (address,) = re.findall(r'src="(/f/[^"]+)"', writer.goes("removal-pages", **PLACE).html)
        picture = b"".join(writer.client.get(address))
        drawn = Image.open(BytesIO(picture))
        sheets = 1 + 3 * len(naiyo.set_out(grid).pages)  # a page that explains, then the three copies
        assert drawn.height / drawn.width == pytest.approx(sheets * 297 / 210, rel=0.01)
        looks.add(picture)
    assert len(looks) == len(LAYOUTS)
