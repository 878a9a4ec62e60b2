"""Removal through the web door: what is understood, refused kindly, shown to whom; and nothing sent by anybody."""

import re

import pytest

from tests.web.keepers import the_case
from tests.web.person import Person
from tests.web.takedown_steps import ADDRESS, at, drafted, followed, signs
from yosuga.takedown import boards
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder


@pytest.fixture
def asker(owner: Person) -> Person:
    """Somebody in the only case, which holds one item."""
    return at(owner)


def test_an_empty_list_says_what_it_is_for_and_that_nothing_is_sent(asker: Person) -> None:
    page = asker.goes("removals")
    assert "まだ何も登録していません。" in page.text
    assert "このアプリは送信しません。" in page.text
    assert "削除の依頼" in asker.goes("ways").text
    assert "削除を求める" in asker.goes("item", eid="E0001").text


def test_what_is_no_address_is_refused_kindly_and_stays_typed(asker: Person) -> None:
    asker.goes("removal-add")
    for typed in ("これは何ですか", "https://example.com/" + "a" * 20_000, "javascript:alert(1)", "\u202ehttp"):
        page = asker.sends(address=typed)
        assert (page.status, asker.session.screen) == (200, "removal-add")
        assert 'role="alert"' in page.html
        assert 'aria-invalid="true"' in page.html
    assert not boards.board(cases=[the_case()], actor=ACTOR, tools=holder.tools()).rows


def test_what_was_understood_is_shown_before_it_is_kept_and_the_same_thing_is_named(asker: Person) -> None:
    asker.goes("removal-add")
    page = asker.sends(address=f"見て {ADDRESS.replace('x.com', 'twitter.com')}?s=20")
    for understood in ("X(旧Twitter)", "example", "1541815603606036480", "投稿の番号から計算"):
        assert understood in page.text
    asker.sends(proof="E0001")
    assert asker.session.screen == "removal"
    asker.goes("removal-add")
    assert "同じものが登録されています。T0001" in asker.sends(address=ADDRESS).text


def test_an_office_is_never_among_those_who_sent_it(asker: Person) -> None:
    followed()
    asker.goes("removal-who")
    asker.sends(who="counsellor")
    drafted(1)
    page = asker.goes("removal-record", number="1", request="1", what="sent")
    assert set(re.findall(r'name="by" value="([\w-]+)"', page.html)) == {"self", "guardian", "bereaved"}
    asker.sends(by="counsellor", day="", time="", item="", note="")
    assert "弁護士法72条" in asker.page.text
    assert "送信済" not in asker.goes("removals").text


def test_a_public_request_has_no_field_for_who_asks(asker: Person) -> None:
    followed("https://5ch.net/test/read.cgi/example/1700000000/12")
    signs()
    drafted(1, route="5ch/general")
    page = asker.goes("removal-fields", number="1", request="1")
    assert "だれでも読めます" in page.text
    for own in ("例山", "架空町", "090-0000-1234", "kako@example.com"):
        assert own not in page.text
        assert own not in asker.goes("removal-paper", number="1", request="1").text
