import json
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.custody import events
from yosuga.custody.events import Event, EventType
from yosuga.errors import BadEvent

EVENT = Event(
    actor="local",
    anchor="none",
    at_device="2025-09-11T05:05:09.120000Z",
    boot="0123456789abcdef",
    case="C-ABCDEFGH",
    clock_src="system",
    method="file",
    mono_us=123,
    prev="0" * 64,
    role="owner",
    salt="ab" * 16,
    seq=0,
    tool="yosuga/0.1.0",
    type=EventType.IMPORT,
    tz="+09:00",
)
LINE = (
    b'{"actor":"local","anchor":"none","at_device":"2025-09-11T05:05:09.120000Z","boot":"0123456789abcdef",'
    b'"case":"C-ABCDEFGH","clock_src":"system","method":"file","mono_us":123,"prev":"' + b"0" * 64 + b'",'
    b'"role":"owner","salt":"' + b"ab" * 16 + b'","seq":0,"tool":"yosuga/0.1.0","type":"import","tz":"+09:00","v":1}'
)
FULL = replace(
    EVENT,
    authority="first",
    eid="E0001",
    head="cd" * 32,
    items="E0001,E0002,E10000",
    note='メモ\n二行目 "引用" \\ \x00\x1f\x7f',
    parent="ef" * 32,
    purpose="相談",
    recipient="弁護士",
    record="01" * 32,
    sha256="23" * 32,
    size=12,
    time="2025-09-11T05:05:10.000000Z",
    total=3,
    url="https://example.com/投稿?a=1",
    verdict="COMPLETE",
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(
    lambda text: unicodedata.normalize("NFC", text)
)


def test_an_event_is_exactly_this_line() -> None:
    assert events.encode(EVENT) == LINE


def test_every_key_of_the_format_comes_back() -> None:
    line = events.encode(FULL)
    assert events.decode(line) == FULL
    assert set(json.loads(line)) == {field.name for field in fields(Event)}


def test_keys_stand_in_the_order_of_their_code_points() -> None:
    keys = list(json.loads(events.encode(FULL)))
    assert keys == sorted(keys)


@given(note=texts, url=texts, purpose=texts)
def test_any_text_comes_back_and_is_what_a_json_reader_reads(note: str, url: str, purpose: str) -> None:
    event = replace(EVENT, note=note, url=url, purpose=purpose)
    line = events.encode(event)
    assert events.decode(line) == event
    assert json.loads(line)["note"] == note
    assert b"\n" not in line


def test_a_combining_mark_after_an_escape_is_not_taken_for_an_accented_letter() -> None:
    event = replace(EVENT, note="\n\u0301")
    assert events.decode(events.encode(event)) == event


def canonical(**changes: object) -> bytes:
    values = {key: value for key, value in (json.loads(LINE) | changes).items() if value is not None}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(errors="surrogatepass")


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": "1"},
        {"unknown": 1},
        {"actor": None},
        {"salt": None},
        {"type": "delete"},
        {"seq": -1},
        {"seq": "0"},
        {"seq": 1.0},
        {"seq": True},
        {"seq": 10**15},
        {"size": -1},
        {"case": "C-ABCDEFGI"},
        {"case": "ABCDEFGH"},
        {"prev": "0" * 63},
        {"prev": "A" * 64},
        {"anchor": "None"},
        {"boot": "0123"},
        {"salt": "ab" * 15},
        {"tz": "JST"},
        {"at_device": "2025-09-11T05:05:09Z"},
        {"at_device": "2025-09-11T05:05:09.120000+00:00"},
        {"at_device": "2025-09-31T05:05:09.120000Z"},
        {"at_device": "2025-13-01T05:05:09.120000Z"},
        {"at_device": "2025-09-11T24:05:09.120000Z"},
        {"time": "now"},
        {"eid": "E001"},
        {"eid": "E0000"},
        {"eid": "E00001"},
        {"items": ""},
        {"items": "E0001,"},
        {"verdict": "OK"},
        {"note": 1},
        {"note": ["list"]},
        {"note": "か\u3099"},  # not NFC
        {"note": "\ud800"},  # half a character
        {"actor": ""},
        {"actor": 'a"b'},
        {"role": "a\nb"},
    ],
)
def test_a_value_outside_the_format_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadEvent):
        events.decode(canonical(**changes))


@pytest.mark.parametrize(
    "changes",
    [{"seq": -1}, {"note": "か\u3099"}, {"note": "\ud800"}, {"case": "x"}, {"mono_us": 10**15}, {"seq": True}],
)
def test_such_a_value_is_never_written_either(changes: dict[str, object]) -> None:
    with pytest.raises(BadEvent):
        events.encode(replace(EVENT, **changes))  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        LINE + b"\n",
        b" " + LINE,
        LINE[:-1],
        LINE.replace(b",", b", ", 1),
        LINE.replace(b'"seq":0', b'"seq":00'),
        LINE.replace(b'"seq":0', b'"seq":-0'),
        LINE.replace(b'"seq":0', b'"seq":0e0'),
        LINE.replace(b'"seq":0', b'"seq":0,"seq":0'),
        LINE.replace(b'"local"', b'"l\\u006fcal"'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\\/",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\\u000a",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\\u001F",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\\u3042",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\n",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\xff",'),
        LINE.replace(b'"mono_us":123,', b'"mono_us":123,"note":"\xed\xa0\x80",'),
        LINE.replace(b'{"actor":"local",', b"{").replace(b',"anchor"', b',"actor":"local","anchor"'),
        LINE.replace(b'"actor":"local","anchor":"none"', b'"anchor":"none","actor":"local"'),
        b"\xef\xbb\xbf" + LINE,
        b'{"a":' * 100_000,
    ],
)
def test_another_spelling_of_an_event_is_refused(line: bytes) -> None:
    assert not events.is_canonical(line)
    with pytest.raises(BadEvent):
        events.decode(line)


def test_whatever_is_decoded_encodes_to_the_same_bytes_after_any_one_byte_change() -> None:
    line = events.encode(FULL)
    for position in range(len(line)):
        for byte in (0x22, 0x5C, 0x30, 0x41, 0x61, 0xE3):
            altered = line[:position] + bytes([byte]) + line[position + 1 :]
            if events.is_canonical(altered):
                assert events.encode(events.decode(altered)) == altered


def test_a_leaf_is_the_leaf_hash_of_rfc_6962() -> None:
    assert events.leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
