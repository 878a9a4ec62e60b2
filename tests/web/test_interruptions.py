"""A breath before what cannot be taken back: stopping is the main choice, and nothing happens until one goes on."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.vaults import PASSPHRASE
from tests.web.keepers import the_case
from tests.web.person import Person
from tests.web.test_evidence_handing import finished, up_to_the_check
from yosuga.cases import access
from yosuga.catalog import wording
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.evidence import copying, elsewhere, overview
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.web import pausing
from yosuga.web.screen import ACTOR
from yosuga.web.screens.handing import _tells_of_publishing
from yosuga.web.vaults import holder
from yosuga.web.words import say, speaking

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

KNOWN: Mapping[str, Answer] = {
    "danger": (), "asker": "self", "age": "adult", "leaked": ("name",), "want": ("apology",), "platform": "x",
    "place": "public", "up": True, "request": "none", "offender": "known",
}  # fmt: skip


@pytest.fixture
def keeper(owner: Person) -> Person:
    owner.chooses_case(the_case())
    return owner


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def buttons(person: Person) -> list[str]:
    """The words on the buttons of the main part, in order."""
    main = re.search(r"<main.*</main>", person.page.html, re.DOTALL)
    assert main is not None
    return re.findall(r"<button[^>]*>(.*?)</button>", main[0])


def is_interrupted(person: Person) -> bool:
    found = buttons(person)
    return found[:1] == ["やめる"] and any(
        one in found for one in ("それでも続ける", "残してから消す", "先に法律の方法を見る")
    )


@pytest.mark.parametrize("name", pausing.PAUSES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_interruption_says_what_why_and_what_else_without_blame(name: str, language: str) -> None:
    with speaking(language):
        pause = pausing.PAUSES[name](ours())
    assert pause.title
    assert pause.what
    assert pause.why
    assert pause.instead
    for said in (pause.title, pause.what, *pause.why):
        text = Text(ja=said, en=said)
        assert [*wording.blame(text), *wording.promises(text)] == []


@pytest.mark.parametrize("name", ["poster", "contact", "own-post", "copyright"])
def test_acts_outside_of_the_app_have_a_breath_before_them(person: Person, name: str) -> None:
    person.goes("before")
    person.goes("pause", of=name)
    assert is_interrupted(person)
    person.sends(go="back")
    assert person.session.screen == "before"


def test_publishing_is_interrupted_and_then_covered(keeper: Person, place: Path) -> None:
    keeper.goes("hand-over")
    keeper.sends(profile="default", recipient="みんな", purpose="", public="yes")
    keeper.sends(which="all")
    keeper.sends(seal="none", folder="typed", path=str(place))
    assert is_interrupted(keeper)
    assert "さらし" in keeper.page.text or "名誉毀損" in keeper.page.text
    keeper.sends(make="yes")
    assert is_interrupted(keeper)
    assert list(place.iterdir()) == []
    keeper.goes("hand-check", on="yes")
    assert not is_interrupted(keeper)
    keeper.sends(make="yes")
    finished(keeper)
    assert len(list(place.iterdir())) == 1


def test_handing_to_the_police_is_not_interrupted(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place)
    assert not is_interrupted(keeper)


@pytest.mark.parametrize(
    "said", ["SNSにのせる", "犯人を晒す", "みんなに拡散", "ブログに書く", "to publish it", "post it on X"]
)
def test_words_that_tell_of_publishing_are_heard(said: str) -> None:
    assert _tells_of_publishing("", said)


@pytest.mark.parametrize(
    "said", ["投稿の削除を求めるため", "SNSの会社への申出", "発信者情報の開示請求", "公安委員会", "to delete the post"]
)
def test_words_of_ordinary_purposes_are_not(said: str) -> None:
    assert not _tells_of_publishing("", said)


def test_an_item_is_erased_only_after_a_breath_that_says_whether_a_copy_is_known(keeper: Person, place: Path) -> None:
    keeper.goes("item-erase", eid="E0001")
    assert is_interrupted(keeper)
    assert "控えも一式も見当たらない証拠: 1件" in keeper.page.text
    keeper.sends(typed="E0001")
    assert not overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[0].erased
    copying.copy_vault(place / "copy", actor=ACTOR, tools=holder.tools())
    keeper.goes("item-erase", eid="E0001")
    assert "記録では、控えか一式があります" in keeper.page.text


def test_what_came_in_after_the_last_copy_is_known_to_be_nowhere_else(keeper: Person, place: Path) -> None:
    copying.copy_vault(place / "copy", actor=ACTOR, tools=holder.tools())
    assert elsewhere.of_case(the_case(), actor=ACTOR, tools=holder.tools()) == elsewhere.Elsewhere(1, 0)
    keeper.goes("keep")
    keeper.sends(files=SimpleUploadedFile("a.txt", b"one"))
    assert elsewhere.of_case(the_case(), actor=ACTOR, tools=holder.tools()) == elsewhere.Elsewhere(2, 1)
    assert elsewhere.of_item("E0002", case=the_case(), actor=ACTOR, tools=holder.tools()).nowhere == 1
    up_to_the_check(keeper, place)
    keeper.sends(make="yes")
    finished(keeper)
    assert elsewhere.of_case(the_case(), actor=ACTOR, tools=holder.tools()) == elsewhere.Elsewhere(2, 0)


def test_a_case_is_erased_by_its_name_and_only_by_somebody_who_knows_that_it_is_gone(keeper: Person) -> None:
    keeper.goes("case-erase")
    assert is_interrupted(keeper)
    keeper.sends(typed="事件", alone="yes")
    keeper.goes("case-erase", on="yes")
    keeper.sends(typed="事件")
    assert "印を付けてください" in keeper.page.text
    keeper.sends(typed="別の名前", alone="yes")
    assert access.cases_for(actor=ACTOR, tools=holder.tools())
    keeper.sends(typed="事件", alone="yes")
    assert access.cases_for(actor=ACTOR, tools=holder.tools()) == []
    assert keeper.session.screen == "ways"
    assert keeper.session.case is None


def test_everything_is_erased_by_the_passphrase(keeper: Person) -> None:
    keeper.goes("erase-all")
    assert is_interrupted(keeper)
    keeper.goes("erase-all", on="yes")
    keeper.sends(passphrase="something else", alone="yes")
    assert access.cases_for(actor=ACTOR, tools=holder.tools())
    keeper.sends(passphrase=PASSPHRASE)
    assert access.cases_for(actor=ACTOR, tools=holder.tools())
    keeper.sends(passphrase=PASSPHRASE, alone="yes")
    assert access.cases_for(actor=ACTOR, tools=holder.tools()) == []
    assert keeper.goes("keep").status == 200


def test_a_letter_in_ones_own_name_comes_after_a_breath(keeper: Person) -> None:
    intake.keep_all(KNOWN, case=the_case(), actor=ACTOR, tools=holder.tools())
    keeper.goes("route", route="own-letter")
    assert is_interrupted(keeper)
    keeper.goes("route", route="own-letter", on="yes")
    assert "自分の名前で内容証明を送る" in keeper.page.heading


def test_a_step_that_writes_to_the_other_side_leads_to_the_breath_first(keeper: Person) -> None:
    intake.keep_all(KNOWN, case=the_case(), actor=ACTOR, tools=holder.tools())
    keeper.goes("step", step="claim-apology")
    assert "相手に連絡する前に" in buttons(keeper)


@pytest.mark.parametrize("change", [{"danger": ("stalking",)}, {"leaked": ("address",)}, {"offender": "unknown"}])
def test_where_it_would_carry_the_address_to_the_other_side_it_is_shut(
    keeper: Person, change: Mapping[str, Answer]
) -> None:
    intake.keep_all({**KNOWN, **change}, case=the_case(), actor=ACTOR, tools=holder.tools())
    keeper.goes("route", route="own-letter", on="yes")
    assert say("This way is not for this case:") in keeper.page.text
    assert not is_interrupted(keeper)
    assert "それでも続ける" not in keeper.page.text


def test_a_service_that_passes_names_on_leads_to_the_breath_before_its_copyright_form(person: Person) -> None:
    named = [one.id for one in ours().platforms.values() if "name_disclosed" in one.hazards]
    other = next(one.id for one in ours().platforms.values() if "name_disclosed" not in one.hazards)
    assert named
    for name in named:
        person.goes("platform", platform=name)
        assert "著作権の窓口を使う前に" in buttons(person)
    person.goes("platform", platform=other)
    assert "著作権の窓口を使う前に" not in buttons(person)
