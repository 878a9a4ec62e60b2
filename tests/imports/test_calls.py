import io
from datetime import datetime

import pytest

from tests.imports import samples
from yosuga.imports import calls
from yosuga.imports.findings import Findings, UnreadableError


def read(text: str, *, encoding: str = "utf-8") -> Findings:
    return calls.read(io.BytesIO(text.encode(encoding)), "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_table_is_read_row_by_row(encoding: str) -> None:
    found = read(samples.CALLS_CSV, encoding=encoding)
    assert found.facts["calls"] == [
        {
            "number": "090-0000-0001",
            "name": "花子",
            "direction": "incoming",
            "at": "2025-09-11T14:05:09+09:00",
            "duration_s": 83,
            "hidden": False,
        },
        {
            "number": "非通知",
            "name": "",
            "direction": "missed",
            "at": "2025-09-11T15:00:00+09:00",
            "duration_s": 0,
            "hidden": True,
        },
        {
            "number": "03-0000-0002",
            "name": "",
            "direction": "outgoing",
            "at": "2025-09-12T15:10:00+09:00",
            "duration_s": 125,
            "hidden": False,
        },
    ]
    assert found.taken_at == datetime.fromisoformat("2025-09-12T15:10:00+09:00")
    assert "zone-assumed" in found.warnings


def test_the_xml_of_a_phone_backup_is_read() -> None:
    found = read(samples.CALLS_XML)
    listed = found.facts["calls"]
    assert isinstance(listed, list)
    assert [(call["direction"], call["hidden"], call["duration_s"]) for call in listed] == [
        ("incoming", False, 83),
        ("missed", True, 0),
    ]
    assert found.facts["first"] == "2025-09-11T05:05:09+00:00"
    assert "zone-assumed" not in found.warnings


def test_a_json_list_is_read() -> None:
    found = read(samples.CALLS_JSON)
    assert found.facts["directions"] == {"missed": 1}
    assert found.facts["numbers"] == {"090-0000-0001": 1}


def test_date_and_time_in_two_columns_are_joined() -> None:
    found = read("Date,Time,Type,Number,Duration\n2025-09-11,14:05,Outgoing,090-0000-0001,01:23\n")
    assert found.facts["first"] == "2025-09-11T14:05:00+09:00"


def test_xml_that_declares_entities_is_refused() -> None:
    bomb = '<!DOCTYPE calls [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><calls><call number="&b;"/></calls>'
    with pytest.raises(UnreadableError, match="xml-unsafe"):
        read(bomb)


def test_a_row_without_a_time_is_a_warning() -> None:
    assert "rows-without-time" in read("日時,種別,電話番号\n昨日,着信,090-0000-0001\n").warnings


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "[]", "{}", "<calls/>", "<calls>", "[[[["])
def test_anything_else_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        read(text)
