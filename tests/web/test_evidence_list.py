"""What is kept, as a list and one by one: pages, search, veiled pictures, files, notes, checks, erasure."""

import json
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.vaults import Vault
from tests.web import many
from tests.web.person import Person, read
from yosuga.cases import access
from yosuga.evidence import erasing, history, looking, overview, paging, previews
from yosuga.evidence.previews import Size
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

ADDRESS = re.compile(r'(?:src|href)="(/f/[^"]+)"')


def the_case() -> str:
    return access.cases_for(actor=ACTOR, tools=holder.tools())[0].id


def fill(items: int, *, entries: int = 0, shown: bytes = b"") -> None:
    many.fill(the_case(), items=items, entries=entries, shown=shown, actor=ACTOR, tools=holder.tools())


@pytest.fixture
def keeper(owner: Person) -> Person:
    """Somebody with an open vault, in its only case, which holds one text file."""
    owner.chooses_case(the_case())
    return owner


@pytest.fixture
def with_pictures(keeper: Person) -> Person:
    fill(2, shown=many.picture(width=320, height=400))
    return keeper


def addresses(person: Person) -> list[str]:
    return ADDRESS.findall(person.page.html)


def test_the_list_shows_twenty_of_many_and_leads_to_the_older_ones(keeper: Person) -> None:
    fill(24)
    keeper.goes("evidence")
    assert keeper.page.text.count("投稿 ") == 20
    assert "投稿 24" in keeper.page.text
    assert "投稿 4 " not in keeper.page.text
    keeper.goes("evidence", first="20")
    assert "投稿 4 " in keeper.page.text
    assert "E0001" in keeper.page.text


def test_a_search_finds_title_site_and_number_in_full_or_half_width(keeper: Person) -> None:
    fill(12)
    keeper.goes("evidence")
    keeper.sends(search="\uff30\uff2f\uff33\uff34\uff0f\uff11\uff12")
    assert "E0013" in keeper.page.text
    assert "E0012" not in keeper.page.text
    keeper.sends(search="投稿　e0012")
    assert "E0012" in keeper.page.text
    assert "E0013" not in keeper.page.text
    keeper.sends(search="sns.example.com")
    assert "12件が見つかりました" in keeper.page.text
    keeper.sends(search="")
    assert "E0001" in keeper.page.text


def test_an_erased_item_keeps_its_number_in_the_list_and_says_nothing_else(keeper: Person) -> None:
    fill(2)
    erasing.erase_item("E0002", case=the_case(), actor=ACTOR, tools=holder.tools())
    keeper.goes("evidence")
    assert "E0002 消去済み" in keeper.page.text
    assert "投稿 1" not in keeper.page.text


def queries_of(person: Person, screen: str, **arguments: str) -> int:
    person.goes(screen, **arguments)
    with CaptureQueriesContext(connection) as seen:
        person.looks()
    return len(seen)


@pytest.mark.e2e
def test_a_page_asks_the_database_as_often_with_two_hundred_items_as_with_twenty(keeper: Person) -> None:
    fill(20, shown=b"picture")
    few = [queries_of(keeper, "evidence"), queries_of(keeper, "item", eid="E0003"), queries_of(keeper, "hand-items")]
    keeper.session.put("evidence-search", "投稿")
    searched = queries_of(keeper, "evidence")
    fill(180, entries=600, shown=b"picture")
    assert queries_of(keeper, "evidence") == searched
    keeper.session.put("evidence-search", None)
    assert few == [
        queries_of(keeper, "evidence"),
        queries_of(keeper, "item", eid="E0003"),
        queries_of(keeper, "hand-items"),
    ]


def test_pages_and_the_whole_list_tell_the_same(keeper: Person) -> None:
    fill(5, entries=20)
    erasing.erase_item("E0003", case=the_case(), actor=ACTOR, tools=holder.tools())
    whole = overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())
    page = paging.page(the_case(), first=0, most=50, search="", actor=ACTOR, tools=holder.tools())
    assert list(reversed(page.lines)) == list(whole)


def test_the_history_of_an_item_is_what_the_whole_log_tells_of_it(keeper: Person) -> None:
    fill(4, entries=20)
    whole = history.of_case(the_case(), actor=ACTOR, tools=holder.tools())
    mine = [one for one in whole if one.event and one.event.eid == "E0003"]
    assert list(history.of_item("E0003", case=the_case(), actor=ACTOR, tools=holder.tools())) == mine


def test_pictures_are_veiled_until_somebody_asks_and_the_veil_is_made_here(with_pictures: Person) -> None:
    person = with_pictures
    person.goes("evidence")
    veiled = [person.client.get(one) for one in addresses(person)]
    assert len(veiled) == 2
    person.sends(pictures="list")
    shown = person.client.get(addresses(person)[0])
    colours = [len(set(_pixels(b"".join(one)))) for one in (veiled[0], shown)]
    assert colours[0] < colours[1] / 4
    assert shown.headers["Content-Type"] == "image/jpeg"
    person.sends(pictures="text")
    assert addresses(person) == []
    person.goes("item", eid="E0002")
    assert "<img" not in person.page.html
    person.goes("item", eid="E0002", picture="shown")
    assert "<img" in person.page.html


def _pixels(jpeg: bytes) -> list[tuple[int, int]]:
    """Return each pixel's place and whether it differs sharply from its neighbour: the edges of a picture."""
    picture = Image.open(BytesIO(jpeg)).convert("L")
    data = picture.tobytes()
    width = picture.width
    return [(place, data[place]) for place in range(width, len(data)) if abs(data[place] - data[place - width]) > 24]


def test_a_preview_carries_nothing_of_the_file_it_was_made_from(keeper: Person) -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    out = BytesIO()
    Image.new("RGB", (300, 300), "red").save(out, "JPEG", exif=exif)
    from yosuga.evidence import uploading
    from yosuga.evidence.uploading import Upload

    made = uploading.take_in(Upload("photo.jpg", out), kind=None, case=the_case(), actor=ACTOR, tools=holder.tools())
    for size in Size:
        drawn = previews.preview(made.item.eid, size=size, case=the_case(), actor=ACTOR, tools=holder.tools())
        assert drawn.startswith(b"\xff\xd8")
        assert b"SECRET" not in drawn


def test_an_item_is_told_in_words_with_its_address_as_text_and_no_link_to_it(keeper: Person) -> None:
    fill(1)
    keeper.goes("item", eid="E0002")
    assert "https://sns.example.com/post/1" in keeper.page.html
    assert 'href="http' not in keeper.page.html
    assert "保全しました" in keeper.page.text
    assert "日時は日本時間で、この端末の時計によるものです" in keeper.page.text


def test_files_come_as_attachments_under_a_name_that_says_only_the_number(keeper: Person) -> None:
    keeper.goes("item", eid="E0001")
    answers = [keeper.client.get(one) for one in addresses(keeper)]
    for answer in answers:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "E0001" in answer.headers["Content-Disposition"]
        assert "memo.txt" not in answer.headers["Content-Disposition"]
        assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "はじめのファイル\n" in [read(one).html for one in answers]


def test_a_file_that_never_leaves_the_vault_is_not_handed_out(keeper: Person) -> None:
    from tests.evidence.test_capturing import shot_of
    from yosuga.capture.base import Order
    from yosuga.evidence import capturing

    (job,) = capturing.order_captures(
        [Order("https://sns.example.com/")], case=the_case(), actor=ACTOR, tools=holder.tools()
    )
    capturing.keep_capture(
        shot_of("https://sns.example.com/"), job=job, case=the_case(), actor=ACTOR, tools=holder.tools()
    )
    keeper.goes("item", eid="E0002")
    assert "withheld-headers" not in keeper.page.html
    place = keeper.session.file_at(addresses(keeper)[-1].removeprefix("/f/"))
    assert place is not None
    from yosuga.web.sessions import Place

    key = keeper.session.file(Place("evidence-file", {**place.args, "name": "withheld-headers.json"}))
    assert keeper.client.get(f"/f/{key}").status_code == 404


def test_another_session_cannot_use_a_files_address(keeper: Person) -> None:
    keeper.goes("item", eid="E0001")
    (address, *_) = addresses(keeper)
    stranger = Person().enters()
    assert stranger.client.get(address).status_code == 404


def test_a_locked_vault_hands_out_no_file(keeper: Person) -> None:
    keeper.goes("item", eid="E0001")
    (address, *_) = addresses(keeper)
    keeper.goes("lock")
    assert keeper.client.get(address).status_code == 404


def test_a_note_stands_in_the_history_from_then_on(keeper: Person) -> None:
    keeper.goes("item", eid="E0001")
    keeper.sends(note="見つけたときのメモ")
    assert "見つけたときのメモ" in keeper.page.text
    told = history.of_item("E0001", case=the_case(), actor=ACTOR, tools=holder.tools())
    assert [one.event.note for one in told if one.event][-1] == "見つけたときのメモ"


def test_a_check_now_says_that_everything_is_as_it_was(keeper: Person) -> None:
    keeper.goes("item", eid="E0001")
    keeper.sends(check="yes")
    assert "すべて、保存したときのままです。" in keeper.page.text


def test_a_check_now_finds_an_altered_file_and_says_it(keeper: Person, vault: Vault) -> None:
    for blob in (vault.home / "blobs").rglob("*"):
        if blob.is_file():
            content = bytearray(blob.read_bytes())
            content[-1] ^= 1
            blob.chmod(0o600)
            blob.write_bytes(content)
    keeper.goes("item", eid="E0001")
    keeper.sends(check="yes")
    assert "書き換えられ" in keeper.page.text
    assert "すべて、保存したときのままです" not in keeper.page.text


def test_erasing_wants_the_number_typed_and_says_what_it_means(keeper: Person) -> None:
    fill(1)
    keeper.goes("item-erase", eid="E0002")
    assert "取り消せません" in keeper.page.text
    keeper.goes("item-erase", eid="E0002", on="yes")
    keeper.sends(typed="E0001")
    assert not overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[1].erased
    keeper.sends(typed="e0002")
    assert overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[1].erased
    keeper.goes("item", eid="E0002")
    assert "消去しました" in keeper.page.text


def test_where_an_image_of_somebody_under_18_is_in_question_no_picture_and_no_file_comes_out(
    with_pictures: Person,
) -> None:
    person = with_pictures
    person.goes("evidence")
    (before, *_) = addresses(person)
    said: dict[str, Answer] = {"leaked": ("sexual_image",), "image_age": "under_18"}
    intake.keep_all(said, case=the_case(), actor=ACTOR, tools=holder.tools())
    person.goes("evidence")
    assert addresses(person) == []
    person.goes("item", eid="E0002", picture="shown")
    assert "18歳未満" in person.page.text
    assert "<img" not in person.page.html
    assert read(person.client.get(before)).html == ""


def test_nothing_of_a_person_stands_in_address_header_or_title_and_nothing_runs_inline(keeper: Person) -> None:
    fill(3)
    for screen, arguments in (
        ("keep", {}),
        ("evidence", {}),
        ("item", {"eid": "E0002"}),
        ("item-erase", {"eid": "E0002"}),
        ("write-down", {}),
        ("hand-over", {}),
        ("hand-items", {}),
        ("copy", {}),
        ("verify", {}),
    ):
        page = keeper.goes(screen, **arguments)
        assert page.status == 200, screen
        assert page.title == "メモ"
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page.html), screen
        assert re.findall(r"<script(?![^>]*\ssrc=)", page.html) == []
        named = json.dumps(page.headers) + " ".join(re.findall(r'(?:src|href|action)="([^"]*)"', page.html))
        assert "post" not in named.lower().replace("x-", "")
        assert "投稿" not in named
        assert len(page.html.encode()) < 100_000, screen


def test_the_files_of_a_look_are_those_that_may_leave(keeper: Person) -> None:
    look = looking.look("1", case=the_case(), actor=ACTOR, tools=holder.tools())
    assert [one.name for one in look.files][-1] == "reading.json"
    assert look.read["provenance"] == "not captured by us"
