"""Where a sexual image of somebody under 18 may be in question nothing is copied, by no way in and by no way out."""

from pathlib import Path

import pytest

from tests.web.person import Person, read
from tests.web.test_evidence_handing import finished, place, the_case, up_to_the_check
from tests.web.test_evidence_keeping import under_18
from tests.web.test_replay import takes_in
from yosuga.evidence.looking import of_words_alone
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

__all__ = ["place"]
PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(40)
NOTE = "18歳未満の性的な画像は"


@pytest.fixture
def keeper(owner: Person) -> Person:
    """Somebody with a written note (E0001) and a picture (E0002)."""
    owner.chooses_case(the_case())
    assert takes_in(owner, "a.png", PNG) == "E0002"
    return owner


def test_the_way_out_is_open_for_words_alone(keeper: Person, place: Path) -> None:
    under_18(keeper)
    keeper.goes("hand-over")
    keeper.sends(profile="police", recipient="○○警察署", purpose="相談")
    assert NOTE in keeper.page.text
    assert 'value="E0001"' in keeper.page.html
    assert 'value="E0002"' not in keeper.page.html
    keeper.sends(which="all", here=["E0001"], item=["E0001"])
    keeper.sends(seal="none", zipped="yes", masked="yes", folder="typed", path=str(place))
    keeper.sends(make="yes")
    finished(keeper)
    (made,) = place.glob("*.zip")
    assert made.stat().st_size > 0
    assert b"E0002" not in made.read_bytes()


def test_a_wish_from_before_that_answer_is_not_carried_out(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place)
    under_18(keeper)
    keeper.sends(make="yes")
    finished(keeper)
    assert list(place.iterdir()) == []
    assert keeper.session.screen == "hand-items"


def test_a_package_made_before_that_answer_is_not_handed_out(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place)
    keeper.sends(make="yes")
    finished(keeper)
    address = keeper.page.html.partition('href="/f/')[2].partition('"')[0]
    assert address
    under_18(keeper)
    assert read(keeper.client.get(f"/f/{address}")).status == 404


def test_ticking_a_picture_by_hand_does_not_let_it_out(keeper: Person, place: Path) -> None:
    under_18(keeper)
    keeper.goes("hand-items")
    keeper.sends(which="some", here=["E0001", "E0002"], item=["E0002"])
    assert keeper.session.screen == "hand-items"
    assert list(place.iterdir()) == []


def test_what_somebody_wrote_down_is_words_alone_and_a_picture_is_not(keeper: Person) -> None:
    found = of_words_alone(case=the_case(), actor=ACTOR, tools=holder.tools())
    assert list(found) == ["E0001"]
    under_18(keeper)
    assert "/f/" in keeper.goes("item", eid="E0001").html
    assert "/f/" not in keeper.goes("item", eid="E0002").html
