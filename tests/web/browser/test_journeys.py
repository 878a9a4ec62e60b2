"""Journeys: somebody comes with a trouble, before a real browser, and goes with what they came for."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.web.browser import crawl, world
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.square import Square, open_square
from tests.web.browser.visitor import DESK, PHONE, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

BLAME = re.compile("自己責任|不用心|すればよかった|べきでした|早く忘れ|まだマシ|落ち度|なぜ[^。]*(した|なかった)の?か")
MOST_SCREENS = 12
USUAL: Mapping[str, str | Sequence[str]] = {
    "asker": "self", "age": "adult", "leaked": ("name", "address"), "want": ("removal", "identification"),
    "platform": "x", "place": "public", "up": "yes", "request": "none", "offender": "unknown", "evidence": "not_kept",
}  # fmt: skip


@pytest.fixture
def square() -> Iterator[Square]:
    with open_square() as running:
        yield running


def is_safe(person: Visitor, *, answer: str = "no") -> None:
    """Answer the first screen."""
    assert person.sees("Are you in danger right now?")
    person.presses_value("danger", answer)
    if person.sees("Go on from here"):
        person.presses("Go on from here")


def to_the_plan(person: Visitor, said: Mapping[str, str | Sequence[str]]) -> list[str]:
    """Go from the first screen through the questions to the plan; return which questions were asked."""
    is_safe(person, answer="yes" if said.get("danger") else "no")
    person.presses("It is happening now")
    asked = person.answers_all(said)
    assert person.sees("Is this right?")
    person.presses("Look at the plan")
    assert person.sees("What to do now")
    return asked


def every_page(person: Visitor, *starts: str) -> Iterator[tuple[str, Visitor]]:
    """Yield every screen that buttons lead to from these on."""
    for start in starts:
        for way in crawl.ways(person, first=start):
            yield way.name, person


def test_panic_at_night_on_a_phone_leads_to_proof_that_a_letter_can_name(
    server: Server, comes: Comes, square: Square
) -> None:
    person = comes(server, scheme="dark")
    is_safe(person)
    person.presses("Keep proof")
    person.makes_vault()
    person.fills("urls", square.post)
    person.page.get_by_text(person.says("More choices")).click()
    person.page.locator("[name='own-machines']").check()
    person.presses("Keep it")
    person.waits_for("It is kept")
    assert "E0001" in person.text
    assert square.post in person.text
    person.presses("Look at it")
    for wanted in (square.post, "SHA-256", "E0001"):
        assert wanted in person.page.content()
    person.presses("My case")
    person.presses_value("go", "plan")
    assert person.sees("What to do now")
    assert len(person.seen) <= MOST_SCREENS, person.seen


def test_nobody_is_asked_about_danger_twice(server: Server, comes: Comes) -> None:
    person = comes(server)
    asked = to_the_plan(person, USUAL)
    assert "danger" not in asked
    assert len(asked) == len(set(asked)) <= MOST_SCREENS
    assert person.page.locator("ol.steps.next > li").count() <= 3


# A choice of files that says it wants something else (a list of authorities, words to look over) takes no picture.
_TAKES_PICTURES = (
    "main input[type=file]:not([accept]), main input[type=file][accept*=image], main input[type=file][accept*='*/*'],"
    "main textarea[name=urls], main [name=pictures]"
)


def test_a_guardian_of_a_fourteen_year_old_is_never_offered_to_save_the_picture(
    server: Server, comes: Comes, tmp_path: Path
) -> None:
    person = comes(server)
    is_safe(person)
    person.presses("It is happening now")
    person.answers_all(
        {"asker": "guardian", "age": "13_15", "leaked": ("sexual_image",), "want": ("removal", "safety")}
    )
    person.presses("Keep them in a vault")
    person.makes_vault()
    person.presses("Look at my answers")
    person.presses("Look at the plan")
    offers = {}
    for name, at in every_page(person, "ways", "plan", "evidence"):
        found = at.page.locator(_TAKES_PICTURES).count()
        if found and not name.startswith(("verify", "verified")):
            offers[name] = found
        assert not re.search("スクリーンショットを(撮|と)(り|って)", at.text), name
    assert offers == {}
    person.goes("keep")
    assert person.sees("Write it down in words")
    picture = tmp_path / "photo.png"
    picture.write_bytes(world.screenshot())
    # Not even when an old page is still open that had the form.
    person.page.context.request.post(
        f"{server.origin}/m",
        multipart={
            **person.hidden(),
            "files": {"name": "photo.png", "mimeType": "image/png", "buffer": picture.read_bytes()},
        },
        max_redirects=0,
    )
    person.goes("evidence")
    assert person.sees("Nothing is kept yet.")


def test_a_talk_without_an_address_is_kept_from_a_screenshot_and_its_text(
    server: Server, comes: Comes, tmp_path: Path
) -> None:
    person = comes(server)
    is_safe(person)
    person.presses("Keep proof")
    person.makes_vault()
    paths = []
    for name, content in world.files().items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    person.gives("files", *paths)
    person.presses("Keep it")
    person.waits_for("It is kept")
    for path in paths:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in person.text
    person.presses("What is kept so far")
    assert person.sees("Kept: {n}.", n=2)
    assert "[LINE]花子 本田.txt" in person.text


def test_a_third_party_is_told_what_one_can_do_without_speaking_for_the_other(server: Server, comes: Comes) -> None:
    person = comes(server)
    asked = to_the_plan(person, {**USUAL, "asker": "third_party"})
    assert not {"consent", "offender", "request"} & set(asked)
    first = person.page.locator("ol.steps.next").inner_text()
    assert not re.search("発信者情報開示|訴え|慰謝料|損害賠償", first), first


def test_somebody_without_javascript_reads_decides_keeps_and_leaves(
    server: Server, comes: Comes, square: Square, tmp_path: Path
) -> None:
    person = comes(server, scripts=False)
    to_the_plan(person, USUAL)
    for title in ("Whom to turn to", "Handbook"):
        person.presses(title)
        assert person.page.locator("h1").count() == 1
        person.presses("Back")
        assert person.sees("What to do now")
    person.presses("More, and done")
    person.presses("Keep proof")
    person.makes_vault()
    path = tmp_path / "talk.txt"
    path.write_text("9:05\t花子\tこんにちは\n", "utf-8")
    person.gives("files", path)
    person.fills("urls", square.post)
    person.page.get_by_text(person.says("More choices")).click()
    person.page.locator("[name='own-machines']").check()
    person.presses("Keep it")
    person.waits_for("It is kept")  # the page asks again by itself
    assert "E0002" in person.text
    person.exits()
    assert person.page.url == f"{server.origin}/w"
    assert person.page.context.cookies() == []


def test_the_keyboard_alone_is_enough_from_the_first_screen_to_the_plan(server: Server, comes: Comes) -> None:
    person = comes(server, size=DESK)
    person.types_key_to("No")
    person.types_key_to("It is happening now")
    for _question in range(30):
        if not person.question:
            break
        person.types_key_to("あとで")
    person.types_key_to("Look at the plan")
    assert person.sees("What to do now")


def test_somebody_who_has_known_the_other_for_seven_months_hears_which_days_are_over_and_which_are_not(
    server: Server, comes: Comes
) -> None:
    person = comes(server)
    known = "2026-04-20"
    to_the_plan(
        person,
        {**USUAL, "want": ("punishment", "damages"), "offender": "known", "offender_is": ("acquaintance",),
         "victim_knows_offender_identity": known, "harm": ("defamation",), "posted": "2026-04-18"},
    )  # fmt: skip
    person.presses("How they are counted, and a file for your calendar")
    assert re.search("過ぎ", person.text), person.text
    assert re.search("終わりとは限りません", person.text)
    assert re.search("残り", person.text), "damages can still be asked for"
    assert not BLAME.search(person.text)


def test_somebody_who_posted_it_by_mistake_reads_no_word_of_blame(server: Server, comes: Comes) -> None:
    person = comes(server)
    to_the_plan(
        person, {**USUAL, "leaked": ("own_photo", "location"), "cause": ("own_mistake",), "offender": "unknown"}
    )
    blamed = {
        name: found[0]
        for name, at in every_page(person, "plan", "care", "handbook")
        if (found := BLAME.search(at.page.locator("body").inner_text()))
    }
    assert blamed == {}


def test_a_company_is_not_asked_how_old_it_is(server: Server, comes: Comes) -> None:
    person = comes(server, size=DESK)
    asked = to_the_plan(person, {**USUAL, "asker": "company", "cause": ("company_breach",), "harm": ("business",)})
    assert not {"age", "consent", "image_age", "device_watched"} & set(asked)
    assert person.page.locator("ol.steps.next > li").count() >= 1


def test_a_supporter_without_consent_hears_of_consent_first(server: Server, comes: Comes) -> None:
    person = comes(server)
    asked = to_the_plan(person, {**USUAL, "asker": "supporter", "consent": "no"})
    assert "consent" in asked
    assert "同意" in person.page.locator("main").inner_text()


def test_somebody_in_danger_sees_the_number_first_on_the_plan_and_among_the_desks(server: Server, comes: Comes) -> None:
    person = comes(server)
    to_the_plan(person, {**USUAL, "danger": ("threat",)})
    for name in ("plan", "desks"):
        person.goes(name)
        numbers = person.page.locator("main a[href='tel:110']")
        assert numbers.count(), f"no number on {name}: {person.text[:200]}"
        box = numbers.first.bounding_box()
        assert box is not None, name
        assert box["y"] < PHONE[1], (name, box)


def test_a_wrong_passphrase_says_what_is_safe_and_the_sheet_opens_the_vault(server: Server, comes: Comes) -> None:
    person = comes(server)
    is_safe(person)
    person.presses("Make a vault")
    person.fills("passphrase", "夜の駅で三匹の猫がまどろむ")
    person.fills("passphrase-again", "夜の駅で三匹の猫がまどろむ")
    person.presses("Make the vault")
    code = "-".join(one.strip() for one in person.page.locator("main .number").all_inner_texts())
    person.presses("I wrote it down")
    person.fills("group", code.split("-")[2])
    person.presses("Confirm")
    person.presses("Lock")
    person.goes("unlock")
    person.fills("passphrase", "ちがうもの ちがうもの")
    person.presses("Unlock")
    assert person.page.get_by_role("alert").count() == 1
    person.presses("I do not remember the passphrase")
    person.fills("code", code)
    person.presses("Unlock")
    person.goes("evidence")
    assert not person.sees("Passphrase")
