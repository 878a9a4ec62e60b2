"""What another app shares waits in memory until the person says what to do; nothing happens by itself."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.evidence.test_capturing import Engine
from tests.web.keepers import URL, finished, the_case, use, waiting
from tests.web.person import Person, read
from tests.web.test_evidence_keeping import PNG, under_18
from yosuga.evidence import overview
from yosuga.web import files, parking
from yosuga.web.parking import parking as place
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

SYSTEM = {"Sec-Fetch-Site": "none"}  # what a browser says of a request that no page made


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    place.clear()
    yield
    place.clear()


def shares(person: Person, *, headers: dict[str, str] | None = None, **given: object) -> int:
    """Share something with the app, as the system does, and look at what comes of it."""
    answer = person.client.post("/n", given, headers=SYSTEM if headers is None else headers)
    person.page = read(answer)
    if answer.status_code == 303:
        assert answer.headers["Location"] == "/m"
        person.looks()
    return int(answer.status_code)


def items() -> int:
    return len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools()))


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("写真.png", PNG)


def test_what_was_shared_is_shown_and_not_kept(owner: Person) -> None:
    shares(owner, title="見て", text=f"これ {URL}", files=picture())
    assert owner.session.screen == "shared"
    assert "まだ保存していません" in owner.page.text
    assert "写真.png" in owner.page.text
    assert URL in owner.page.text
    assert items() == 1
    assert waiting() == []


def test_the_person_says_where_and_it_is_kept(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.sends(go="lock")
    use(Engine(), monkeypatch)
    owner.unlocks()
    case = the_case()
    shares(owner, text=f"これ {URL}", files=picture())
    owner.sends(keep="yes", case=case)
    assert owner.session.screen == "keeping"
    finished(owner)
    assert items() == 3  # one was there, a picture, a page
    assert place.waiting() == []


def test_words_without_an_address_are_kept_as_a_note(owner: Person) -> None:
    case = the_case()
    shares(owner, text="おまえの家を知っている")
    owner.sends(keep="yes", case=case, words="yes")
    assert items() == 2
    assert "E0002" in owner.page.text


def test_a_new_case_can_be_made_for_it(owner: Person) -> None:
    from yosuga.cases import access

    shares(owner, text="別の話")
    owner.sends(keep="yes", case="new", words="yes")
    assert len(access.cases_for(actor=ACTOR, tools=holder.tools())) == 2


def test_forgetting_leaves_nothing(owner: Person) -> None:
    shares(owner, text=URL, files=picture())
    owner.sends(forget="yes")
    assert place.waiting() == []
    assert (items(), waiting()) == (1, [])


def test_with_the_vault_locked_it_waits_and_the_page_says_so(owner: Person) -> None:
    owner.sends(go="lock")
    shares(owner, text=URL, files=picture())
    assert owner.session.screen == "unlock"
    assert "まだ保存していません" in owner.page.text
    owner.unlocks()
    assert owner.session.screen == "shared"
    assert "写真.png" in owner.page.text


def test_without_a_session_a_neutral_page_says_that_it_waits(vault: object) -> None:
    stranger = Person()
    assert shares(stranger, text=URL) == 200
    assert stranger.page.title == "メモ"
    assert "まだ保存していません" in stranger.page.text
    assert URL not in stranger.page.html
    owner = Person().enters()
    owner.unlocks()
    owner.goes("shared")
    assert URL in owner.page.text
    assert vault is not None


def test_leaving_forgets_it(owner: Person) -> None:
    shares(owner, text=URL, files=picture())
    (thing,) = place.waiting()
    owner.client.get("/z")
    assert place.waiting() == []
    assert thing.files[0].body.closed


def test_the_owner_is_told_once(owner: Person) -> None:
    shares(owner, text=URL)
    assert owner.page.text.count("まだ保存していません") == 1


def test_a_lock_does_not_forget_it(owner: Person) -> None:
    shares(owner, text=URL)
    owner.sends(go="lock")
    assert len(place.waiting()) == 1


def test_after_an_hour_nothing_waits() -> None:
    clock = [0.0]
    lot = parking.Parking(now=lambda: clock[0])
    assert lot.put("words", [])
    clock[0] = parking.WAITS_S + 1
    assert lot.waiting() == []


def test_no_more_waits_than_there_is_room_for(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parking, "MOST_BYTES", 1000)
    shares(owner, files=SimpleUploadedFile("a.bin", bytes(2000)))
    assert "受け取れませんでした" in owner.page.text
    assert place.waiting() == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_another_sites_page_cannot_hand_anything_over(owner: Person, site: str | None) -> None:
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    assert shares(owner, headers=headers, text=URL) == 403
    assert place.waiting() == []


def test_looking_at_the_address_changes_nothing(owner: Person) -> None:
    assert owner.client.get("/n").status_code == 303
    assert read(Person().client.get("/n")).text == "メモ メモはありません。"


def test_under_eighteen_files_and_pages_are_not_kept_and_words_are(owner: Person) -> None:
    case = the_case()
    under_18(owner)
    shares(owner, text=f"見た {URL}", files=picture())
    assert "18歳未満" in owner.page.text
    owner.sends(keep="yes", case=case, closed="yes", words="yes")
    assert items() == 2
    assert waiting() == []
    assert place.waiting() == []


def test_a_form_from_before_that_answer_keeps_no_file(owner: Person) -> None:
    case = the_case()
    shares(owner, text=URL, files=picture())
    under_18(owner)
    owner.sends(keep="yes", case=case)
    assert "18歳未満" in owner.page.text
    assert (items(), waiting()) == (1, [])


def test_the_manifest_says_memo_and_nothing_else(person: Person) -> None:
    person.goes("phone")
    address = person.page.html.partition('rel="manifest" href="')[2].partition('"')[0]
    answer = person.client.get(address)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert (said["name"], said["short_name"]) == ("メモ", "メモ")
    target = said["share_target"]
    assert (target["action"], target["method"], target["enctype"]) == ("/n", "POST", "multipart/form-data")
    for icon in said["icons"]:
        assert person.client.get(icon["src"]).headers["Content-Type"] == "image/png"
    assert files.address("memo.svg").endswith(".svg")


def test_only_the_page_about_phones_offers_to_be_installed(owner: Person) -> None:
    for screen in ("ways", "keep", "evidence", "case"):
        assert "manifest" not in owner.goes(screen).html


def test_the_page_for_keeping_has_a_camera(owner: Person) -> None:
    page = owner.goes("keep")
    assert 'accept="image/*" capture="environment"' in page.html
    photo = BytesIO(PNG)
    photo.name = "IMG_0001.png"
    owner.sends(photo=photo)
    assert items() == 2


def test_under_eighteen_the_camera_is_gone(owner: Person) -> None:
    under_18(owner)
    assert "capture=" not in owner.goes("keep").html
