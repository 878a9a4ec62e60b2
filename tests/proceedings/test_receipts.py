"""The printed list of items, of one case or of many."""

from pathlib import Path

import pytest

from tests.proceedings.conftest import take_in
from tests.vaults import ACTOR
from yosuga.cases import actions as cases
from yosuga.cases.models import Head
from yosuga.errors import NotFound
from yosuga.evidence import erasing
from yosuga.proceedings import receipts
from yosuga.tools import Tools


def test_every_case_is_listed_with_its_own_head_when_none_is_named(tools: Tools) -> None:
    other = cases.open_case("別件", actor=ACTOR, tools=tools)
    found = receipts.listed([], recipient="架空法律事務所", actor=ACTOR, tools=tools)
    assert sorted(len(one.items) for one in found) == [0, 6]
    assert {one.case for one in found if not one.items} == {other.id}
    assert {one.recipient for one in found} == {"架空法律事務所"}
    assert [one.head for one in found] == [bytes(Head.objects.get(case_id=one.case).note).decode() for one in found]


def test_a_case_named_twice_is_listed_once_and_an_unknown_one_stops_it(tools: Tools) -> None:
    assert len(receipts.listed(["事件", "事件"], recipient="", actor=ACTOR, tools=tools)) == 1
    with pytest.raises(NotFound):
        receipts.listed(["事件", "どこにもない"], recipient="", actor=ACTOR, tools=tools)


def test_an_erased_item_is_listed_by_its_number_alone(tools: Tools, tmp_path: Path) -> None:
    eid = take_in(tools, tmp_path / "later.txt", b"later")
    erasing.erase_item(eid, case="事件", actor=ACTOR, tools=tools)
    (found,) = receipts.listed(["事件"], recipient="", actor=ACTOR, tools=tools)
    last = found.items[-1]
    assert (last.item, last.title, last.captured, last.sha256, last.state) == (eid, "", None, "", "消去済み")
    assert all(len(one.sha256) == 64 and one.captured and one.title for one in found.items[:-1])
