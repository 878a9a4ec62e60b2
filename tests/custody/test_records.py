from dataclasses import replace

import pytest

from yosuga.custody import records
from yosuga.custody.records import FileEntry, FileRole, ItemRecord, Source
from yosuga.errors import BadEvent

FILE = FileEntry(media_type="image/png", name="b.png", role=FileRole.RAW, sha256="ab" * 32, size=12)
RECORD = ItemRecord(
    case="C-ABCDEFGH",
    eid="E0001",
    files=(FILE, replace(FILE, name="a/投稿.txt", role=FileRole.VAULT, media_type="text/plain;charset=utf-8")),
    kind="page",
    source=Source.CAPTURED,
    title="投稿",
)
DATA = (
    '{"case":"C-ABCDEFGH","eid":"E0001","files":['
    '{"media_type":"text/plain;charset=utf-8","name":"a/投稿.txt","role":"vault","sha256":"'
    + "ab"
    * 32
    + '","size":12},'
    '{"media_type":"image/png","name":"b.png","role":"raw","sha256":"' + "ab" * 32 + '","size":12}'
    '],"kind":"page","source":"captured","title":"投稿","v":1}'
).encode()


def test_a_record_is_exactly_these_bytes_whatever_the_order_of_its_files() -> None:
    assert records.encode(RECORD) == DATA
    assert records.encode(replace(RECORD, files=RECORD.files[::-1])) == DATA


def test_a_record_comes_back_with_its_files_in_order_of_name() -> None:
    assert records.decode(DATA) == replace(RECORD, files=RECORD.files[::-1])


@pytest.mark.parametrize(
    "record",
    [
        replace(RECORD, case="x"),
        replace(RECORD, eid="E1"),
        replace(RECORD, kind="Ordinary page"),
        replace(RECORD, title="か\u3099"),
        replace(RECORD, title="\ud800"),
        replace(RECORD, files=(FILE, FILE)),
        replace(RECORD, files=(FILE, replace(FILE, name="B.png"))),
        replace(RECORD, files=(replace(FILE, name="../b.png"),)),
        replace(RECORD, files=(replace(FILE, name="x" * 101),)),  # 121 characters in a package
        replace(RECORD, files=(replace(FILE, sha256="AB" * 32),)),
        replace(RECORD, files=(replace(FILE, size=-1),)),
        replace(RECORD, files=(replace(FILE, size=True),)),
        replace(RECORD, files=(replace(FILE, media_type=""),)),
    ],
)
def test_a_record_outside_the_format_is_not_written(record: ItemRecord) -> None:
    with pytest.raises(BadEvent):
        records.encode(record)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        DATA + b"\n",
        DATA.replace(b'"v":1', b'"v":2'),
        DATA.replace(b'"v":1', b'"v":1.0'),
        DATA.replace(b'"v":1', b'"v":true'),
        DATA.replace(b'"size":12', b'"size":12.0', 1),
        DATA.replace(b'"role":"raw"', b'"role":"copy"'),
        DATA.replace(b'"role":"raw"', b'"role":"raw","more":1'),
        DATA.replace(b'"role":"raw",', b""),
        DATA.replace(b'"title"', b'"name":"x","title"'),
        DATA.replace("投稿".encode(), b"\\u6295\\u7a3f"),
        DATA.replace(b"b.png", b"0.png"),
        DATA.replace(b'"files":[', b'"files":[1,'),
        b"[" * 100_000,
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadEvent):
        records.decode(data)
