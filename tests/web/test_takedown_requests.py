"""Requests for removal through the web door: kept first, written down, looked at; and files that say nothing."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.keepers import the_case
from tests.web.person import Person
from tests.web.takedown_steps import ADDRESS, ROUTE, at, drafted, followed, signs
from yosuga.rules.takedown.request import Reason
from yosuga.takedown import boards
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # seconds each


@pytest.fixture
def asker(owner: Person) -> Person:
    """Somebody in the only case, which holds one item."""
    return at(owner)


def test_keeping_proof_first_leads_back_to_what_was_begun(asker: Person) -> None:
    asker.goes("removal-add")
    asker.sends(address=ADDRESS)
    page = asker.sends(keep="yes")
    assert asker.session.screen == "keep"
    assert ADDRESS in page.html
    assert "削除の依頼に戻る" in asker.goes("keeping").text
    assert "1541815603606036480" in asker.goes("removal-read").text


def test_a_talk_needs_no_address_but_a_place(asker: Person) -> None:
    asker.goes("removal-add", no="address")
    assert "どこで見られるか" in asker.sends(kind="talk", told="", platform="").text
    asker.sends(kind="talk", told="架空クラスのグループ", platform="line")
    assert asker.session.screen == "removal-read"
    asker.sends(item="E0001")
    assert "架空クラスのグループ" in asker.goes("removals").text


def test_a_copyright_form_is_behind_a_page_to_think(asker: Person) -> None:
    followed()
    page = asker.goes("removal-ways", number="1", reason="copyright")
    assert "著作権の窓口を使う前に" in page.text
    assert "この方法を見る" not in page.text
    asker.goes("removal-way", number="1", reason="copyright", route=ROUTE)
    asker.sends(begin="yes")
    assert not boards.detail(1, case=the_case(), actor=ACTOR, tools=holder.tools()).requests


def test_a_moment_to_come_a_wrong_time_and_no_such_proof_are_refused_and_stay_typed(asker: Person) -> None:
    followed()
    drafted(1)
    asker.goes("removal-record", number="1", request="1", what="sent")
    to_come = (boards.day(holder.tools()) + timedelta(days=3)).isoformat()
    for given, said in (
        ({"day": to_come}, "これからの日時です。"),
        ({"day": "2026-11-01", "time": "25:00"}, "14:05"),
        ({"item": "E0999"}, "その番号の証拠は"),
    ):
        page = asker.sends(**{"by": "self", "day": "", "time": "", "item": "", "note": "あの件", **given})
        assert said in page.text
        assert "あの件" in page.html
    asker.sends(by="self", day="", time="", item="E0001", note="")
    assert "送信済" in asker.page.text
    asker.sends(take__back="yes")
    assert "下書き" in asker.page.text


def test_who_signs_is_asked_only_where_a_paper_has_a_place_and_said_to_whom_it_goes(asker: Person) -> None:
    followed()
    signs()
    drafted(1)
    assert "氏名の欄はありません" in asker.goes("removal-sender", number="1", request="1").text
    drafted(1, route="letter/sendstop")
    page = asker.goes("removal-sender", number="1", request="2")
    assert 'name="name"' in page.html
    page = asker.goes("removal-reach", number="1", request="2")
    poster, _, service = page.text.partition("送り先だけに伝わります")
    assert "例山 架子" not in poster
    assert "例山 架子" in service


def test_not_shown_once_is_never_said_as_removed(asker: Person) -> None:
    followed()
    asker.goes("removal-look", number="1")
    page = asker.sends(saw="says-gone", other="yes", item="E0001", day="", time="")
    assert "1回・1経路で表示されないことを確認" in page.text
    assert "削除確認" not in page.text
    assert "見つからない" in asker.goes("removals").text


def test_the_calendar_file_and_every_address_say_nothing(asker: Person) -> None:
    followed()
    drafted(1)
    asker.goes("removal-record", number="1", request="1", what="sent")
    asker.sends(by="self", day="", time="", item="", note="")
    asker.goes("removal-record", number="1", request="1", what="received")
    asker.sends(day="", time="", item="", note="")
    page = asker.goes("removals")
    assert page.title == "メモ"
    (address, *_) = re.findall(r'href="(/f/[^"]+)"', page.html)
    body = b"".join(asker.client.get(address)).decode()
    assert "SUMMARY:予定 1" in body
    assert not re.search("x.com|削除|投稿|example", body)


def test_no_page_of_a_childs_image_asks_to_keep_a_picture_and_none_is_taken(asker: Person) -> None:
    followed(evidence=(), without="画像は保存しません")
    drafted(1, route="wide/takeitdown", reason=Reason.CHILD_IMAGE)
    for screen, more in (("removal-proof", {}), ("removal-look", {}), ("removal-record", {"request": "1"})):
        page = asker.goes(screen, number="1", **more)
        assert (screen, 'type="file"' in page.html, 'name="keep"' in page.html) == (screen, False, False)
    asker.sends(by="self", day="", time="", item="", note="", files=SimpleUploadedFile("a.png", b"\x89PNG\r\n"))
    asker.goes("removal-proof", number="1")
    asker.sends(keep="yes")
    assert asker.session.screen == "removal-proof"
    asker.goes("evidence")
    assert "E0001" in asker.page.text
    assert "E0002" not in asker.page.text
