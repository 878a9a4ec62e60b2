import hashlib
from pathlib import Path

import pytest

from tests.vaults import ACTOR, Vault
from yosuga.cases import actions as cases
from yosuga.custody.events import EventType
from yosuga.detect.redaction.pictures import Wanted
from yosuga.errors import AlreadyExists, NotFound
from yosuga.evidence import actions, checking, history, looking
from yosuga.evidence.redacting import is_copy, redact_file, redactable
from yosuga.tools import Tools

TEXT = "瀬戸口蓮の電話は090-0000-4412、住所は東京都杉並区架空町9-99-9です。\n"


@pytest.fixture
def kept(vault: Vault, tmp_path: Path) -> Vault:
    """A vault with one text as item E0001."""
    path = tmp_path / "書き込み.txt"
    path.write_text(TEXT, "utf-8")
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        actions.import_file(path, kind=None, case="事件", actor=ACTOR, tools=tools)
    return vault


def words(name: str, tools: Tools) -> str:
    _, body = looking.open_file("E0001", name, case="事件", actor=ACTOR, tools=tools)
    with body:
        return body.read().decode("utf-8")


def test_the_copy_is_kept_beside_the_original_and_the_log_has_both_hashes(kept: Vault) -> None:
    with kept.opened() as tools:
        copy = redact_file("E0001", "", wanted=Wanted(), case="事件", actor=ACTOR, tools=tools).entry
        assert words(copy.name, tools) == "【氏名1】の電話は【電話1】、住所は【住所1】です。\n"
        told = [one.event for one in history.of_item("E0001", case="事件", actor=ACTOR, tools=tools)]
        (event,) = [one for one in told if one is not None and one.type is EventType.DERIVE]
        whole = checking.check(actor=ACTOR, tools=tools)
        files = looking.look("E0001", case="事件", actor=ACTOR, tools=tools).files
    assert [file for file in files if is_copy(file)] == [copy]
    assert redactable(files) == ()
    assert (event.method, event.sha256) == ("redact", copy.sha256)
    assert event.parent == hashlib.sha256(TEXT.encode()).hexdigest()
    assert whole.findings == []


def test_a_second_copy_and_a_file_that_is_not_there_are_refused_and_nothing_is_logged(kept: Vault) -> None:
    with kept.opened() as tools:
        redact_file("E0001", "", wanted=Wanted(), case="事件", actor=ACTOR, tools=tools)
        before = len(history.of_item("E0001", case="事件", actor=ACTOR, tools=tools))
        for name, error in (("", AlreadyExists), ("ない.txt", NotFound)):
            with pytest.raises(error):
                redact_file("E0001", name, wanted=Wanted(), case="事件", actor=ACTOR, tools=tools)
        assert len(history.of_item("E0001", case="事件", actor=ACTOR, tools=tools)) == before
