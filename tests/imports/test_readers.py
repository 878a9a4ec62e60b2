import io
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.imports import samples
from yosuga.imports import findings, words
from yosuga.imports.base import Kind, Outcome
from yosuga.imports.findings import UnreadableError
from yosuga.imports.sniff import sniff
from yosuga.imports.titles import title
from yosuga.imports.worker import READERS, reader_named

SAMPLES: dict[str, list[Callable[[], bytes]]] = {
    "picture": [samples.png, lambda: samples.jpeg(located=True), samples.heic],
    "recording": [samples.mp4, samples.wav],
    "pdf": [samples.pdf],
    "mail": [samples.mail, lambda: samples.old_mail(charset="iso-2022-jp")],
    "talk": [samples.TALK.encode, samples.TALK_EN.encode, samples.TALK_PC.encode],
    "calls": [samples.CALLS_CSV.encode, samples.CALLS_XML.encode, samples.CALLS_JSON.encode],
    "mhtml": [samples.mhtml],
    "warc": [samples.warc, lambda: samples.warc(gzip=False, chunked=True)],
    "wacz": [samples.wacz],
}


def survive(reader: str, data: bytes) -> None:
    """A reader gives findings that cross the wall, or says that it cannot read: nothing else."""
    found = attempt(reader, data)
    if isinstance(found, str):
        assert found in words.WARNINGS
        return
    crossed = findings.from_json(findings.to_json(found))
    assert set(crossed.warnings) <= set(words.WARNINGS)
    assert {check.what for check in crossed.checks} <= set(words.CHECKS)
    assert crossed.taken_at is None or crossed.taken_at.tzinfo


def attempt(reader: str, data: bytes) -> findings.Findings | str:
    try:
        return reader_named(reader)(io.BytesIO(data), "x")
    except UnreadableError as error:
        return str(error.args[0])


def test_every_reader_has_samples() -> None:
    assert set(SAMPLES) == set(READERS)


@pytest.mark.parametrize("reader", sorted(READERS))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400))
@example(data=b"")
def test_arbitrary_bytes_end_in_findings_or_unreadable(reader: str, data: bytes) -> None:
    survive(reader, data)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_spoilt_files_end_in_findings_or_unreadable(reader: str) -> None:
    chance = random.Random(f"spoilt {reader}")
    for make in SAMPLES[reader]:
        whole = make()
        survive(reader, whole)
        for _ in range(60):
            survive(reader, spoilt(whole, chance))


def spoilt(whole: bytes, chance: random.Random) -> bytes:
    """Change a few bytes, cut, double or splice: what transfers, editors and attackers do."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                data[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff"])
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 64)]
            case _:
                del data[at : at + chance.randint(1, 64)]
        if not data:
            return b""
    return bytes(data[: chance.randint(1, len(data))]) if chance.random() < 0.2 else bytes(data)


@pytest.mark.parametrize(
    ("data", "name", "kind", "reader"),
    [
        (samples.png(), "x", Kind.SCREENSHOT, "picture"),
        (samples.png(), "x.pdf", Kind.SCREENSHOT, "picture"),
        (samples.jpeg(), "x", Kind.SCREENSHOT, "picture"),
        (samples.heic(), "x", Kind.SCREENSHOT, "picture"),
        (samples.mp4(), "x", Kind.RECORDING, "recording"),
        (samples.wav(), "x", Kind.RECORDING, "recording"),
        (samples.pdf(), "x", Kind.PDF, "pdf"),
        (samples.mail(), "x", Kind.MAIL, "mail"),
        (samples.old_mail(charset=""), "x", Kind.MAIL, "mail"),
        (samples.TALK.encode(), "x", Kind.TALK, "talk"),
        (samples.TALK.encode("utf-16"), "x", Kind.TALK, "talk"),
        (samples.TALK_EN.encode(), "x", Kind.TALK, "talk"),
        (samples.TALK_PC.encode("utf-8-sig"), "x", Kind.TALK, "talk"),
        (samples.CALLS_CSV.encode("cp932"), "x", Kind.CALL_LOG, "calls"),
        (samples.CALLS_XML.encode(), "x", Kind.CALL_LOG, "calls"),
        (samples.CALLS_JSON.encode(), "x", Kind.CALL_LOG, "calls"),
        (samples.mhtml(), "x", Kind.MHTML, "mhtml"),
        (samples.warc(), "x", Kind.WARC, "warc"),
        (samples.warc(gzip=False), "x", Kind.WARC, "warc"),
        (samples.wacz(), "x", Kind.WACZ, "wacz"),
        (b"diary", "x.txt", Kind.OTHER, ""),
        (b"", "x.png", Kind.SCREENSHOT, ""),
        (b"\x00\x01\x02", "x", Kind.OTHER, ""),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, name: str, kind: Kind, reader: str) -> None:
    guess = sniff(data[: 64 * 1024], name=name)
    assert (guess.kind, guess.reader) == (kind, reader)


def test_every_kind_has_a_title_and_every_outcome_its_words() -> None:
    assert title(Kind.TALK) == "LINEトーク"
    assert title(Kind.RECORDING, media_type="audio/mp4") == "録音"
    assert all(title(kind) for kind in Kind)
    assert set(words.OUTCOMES) == set(Outcome)
