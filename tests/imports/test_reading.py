import io
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import yosuga
from tests.imports import samples
from yosuga.imports import words
from yosuga.imports.base import Kind, Outcome, Reading
from yosuga.imports.reading import read
from yosuga.imports.sandbox import Limits

ROOT = Path(yosuga.__file__).parent.parent


def of(data: bytes, *, name: str = "x", kind: Kind | None = None, limits: Limits | None = None) -> Reading:
    return read(io.BytesIO(data), name=name, kind=kind, limits=limits)


def test_a_screenshot_is_read_in_a_child_process() -> None:
    found = of(samples.jpeg(), name="IMG_0001.JPG")
    assert (found.kind, found.media_type) == (Kind.SCREENSHOT, "image/jpeg")
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.mp4(), Kind.RECORDING),
        (samples.pdf(), Kind.PDF),
        (samples.mail(), Kind.MAIL),
        (samples.TALK.encode(), Kind.TALK),
        (samples.CALLS_CSV.encode(), Kind.CALL_LOG),
        (samples.mhtml(), Kind.MHTML),
        (samples.warc(), Kind.WARC),
        (samples.wacz(), Kind.WACZ),
    ],
)
def test_every_reader_works_within_the_limits(data: bytes, kind: Kind) -> None:
    found = of(data)
    assert found.kind is kind
    assert found.facts
    assert "could-not-read" not in found.warnings


def test_the_persons_choice_of_kind_stands() -> None:
    found = of(samples.jpeg(), kind=Kind.MEDICAL_CERTIFICATE)
    assert found.kind is Kind.MEDICAL_CERTIFICATE
    assert found.facts["format"] == "JPEG"
    assert "kind-differs" not in found.warnings


def test_a_choice_that_does_not_fit_the_content_is_a_warning() -> None:
    found = of(samples.pdf(), kind=Kind.SCREENSHOT)
    assert found.kind is Kind.SCREENSHOT
    assert "kind-differs" in found.warnings


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("Screenshot_20250911-140509.png", "2025-09-11T14:05:09+09:00"),
        ("Screenshot_20250911_140509_X.jpg", "2025-09-11T14:05:09+09:00"),
        ("スクリーンショット 2025-09-11 14.05.09.png", "2025-09-11T14:05:09+09:00"),
        ("Screenshot 2025-09-11 at 14.05.09.png", "2025-09-11T14:05:09+09:00"),
        ("20250911_1405_SNS投稿.png", "2025-09-11T14:05:00+09:00"),
    ],
)
def test_a_screenshot_without_exif_takes_its_time_from_its_name(name: str, moment: str) -> None:
    found = of(samples.png(), name=name)
    assert found.taken_at == datetime.fromisoformat(moment)
    assert {"time-from-name", "zone-assumed"} <= set(found.warnings)


@pytest.mark.parametrize("name", ["20251399_140509.png", "IMG_0001.png", "12345678901234567890.png", "20250911.png"])
def test_digits_that_are_no_moment_are_left_alone(name: str) -> None:
    assert of(samples.png(), name=name).taken_at is None


def test_the_files_own_time_outranks_its_name() -> None:
    found = of(samples.jpeg(), name="20240101_000000.jpg")
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert found.facts["time_in_name"] == "2024-01-01T00:00:00+09:00"


@settings(max_examples=15)
@given(data=st.binary(max_size=200), name=st.text(max_size=30))
def test_arbitrary_bytes_and_names_never_stop_an_import(data: bytes, name: str) -> None:
    found = of(data, name=name)
    assert set(found.warnings) <= set(words.WARNINGS)


@pytest.mark.parametrize(
    "opening", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"\x00\x00\x00\x1cftypisom", b"WARC/1.0\r\n", b"PK\x03\x04"]
)
def test_a_broken_file_is_a_reading_with_a_warning(opening: bytes) -> None:
    found = of(opening + b"\xff" * 50, name="x.wacz")
    assert found.warnings
    assert found.taken_at is None


def test_an_empty_file_is_a_reading() -> None:
    assert of(b"", name="x.png").warnings == ("not-what-it-says",)


def test_the_position_of_the_body_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(samples.png())
    with path.open("rb") as on_disk, tempfile.TemporaryFile() as written, io.BytesIO(samples.png()) as memory:
        written.write(samples.png())
        for body in (on_disk, written, memory):
            body.seek(3)
            assert read(body, name="x.png").facts["width"] == 64
            assert body.tell() == 3
            assert body.read(3) == samples.png()[3:6]


def test_too_little_time_memory_or_answer_is_a_warning_and_no_error() -> None:
    for limits in (Limits(wall_s=0.01), Limits(memory=32 * 2**20), Limits(answer=10), Limits(cpu_s=0)):
        found = of(samples.png(), limits=limits)
        assert "could-not-read" in found.warnings
        assert found.kind is Kind.SCREENSHOT
        assert set(found.warnings) <= set(words.WARNINGS)


def test_a_store_that_fails_to_read_is_heard_of() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= 64 * 1024:
                raise OSError("the disk")
            return super().read(-1 if size is None else min(size, 64 * 1024))

    with pytest.raises(OSError, match="the disk"):
        read(Failing(samples.png() + bytes(300_000)), name="x.png")


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('written', 'w')",
        "bytearray(3 * 2**30)",
        "[open('/dev/null') for _ in range(64)]",
        "while True: pass",
    ],
)
def test_the_child_can_neither_write_nor_call_out_nor_take_all(attempt: str, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from yosuga.confining import confine\n"
        f"confine(cpu_s=1, memory=2**30)\n{attempt}\nprint('free')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, check=False, timeout=30
    )
    assert done.returncode != 0
    assert b"free" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_wacz_brings_its_checks_through_the_wall() -> None:
    found = of(samples.wacz(signature_flip=1), name="x.wacz")
    assert {check.what: check.outcome for check in found.checks}["wacz-signature"] is Outcome.FAILS
