import hashlib
import json
from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Shell
from yosuga.keys import age_passphrase

TEXT = "瀬戸口蓮の電話は090-0000-4412、住所は東京都杉並区架空町9-99-9です。\n"
COVERED = ("瀬戸口蓮", "090-0000-4412", "架空町")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell without a vault: this command opens none."""
    return Shell(tmp_path, capsys)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_copy_of_a_text_is_written_and_the_original_stays(shell: Shell, original: Path, tmp_path: Path) -> None:
    ran = shell("redact", str(original), "-o", str(tmp_path / "copy.txt"))
    assert ran.code == 0
    assert (tmp_path / "copy.txt").read_text("utf-8") == "【氏名1】の電話は【電話1】、住所は【住所1】です。\n"
    assert original.read_text("utf-8") == TEXT
    assert not any(word in ran.out + ran.err for word in COVERED)


def test_a_script_gets_both_hashes_and_counts(shell: Shell, original: Path, tmp_path: Path) -> None:
    ran = shell("redact", str(original), "-o", str(tmp_path / "copy.txt"), "--json")
    (said,) = ran.objects
    assert said["by_type"] == {"ADDRESS": 1, "PERSON": 1, "PHONE": 1}
    assert said["original_sha256"] == hashlib.sha256(original.read_bytes()).hexdigest()
    assert said["copy_sha256"] == hashlib.sha256((tmp_path / "copy.txt").read_bytes()).hexdigest()
    assert (said["types"], said["faces"], said["codes"], said["notes"]) == (None, True, True, [])
    assert said["map"] is False


def test_only_the_types_that_were_asked_for_are_covered(shell: Shell, original: Path, tmp_path: Path) -> None:
    assert shell("redact", str(original), "-o", str(tmp_path / "copy.txt"), "--types", "phone, person").code == 0
    assert "架空町" in (tmp_path / "copy.txt").read_text("utf-8")
    assert shell("redact", str(original), "-o", str(tmp_path / "other.txt"), "--types", "FACE").code == 64


def test_nothing_is_written_over(shell: Shell, original: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("じゃまをしない", "utf-8")
    for target in (there, original):
        assert shell("redact", str(original), "-o", str(target)).code == 1
    assert there.read_text("utf-8") == "じゃまをしない"
    assert original.read_text("utf-8") == TEXT


def test_the_map_is_written_only_when_asked_for_and_only_sealed(
    shell: Shell, original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "words"
    secret.write_text("correct horse battery staple violet\n", "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("YOSUGA_AGE_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 12)  # a second a guess is for guessers
    shell("redact", str(original), "-o", str(tmp_path / "one.txt"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt", "original.txt", "words"]
    assert shell("redact", str(original), "-o", str(tmp_path / "two.txt"), "--map", str(tmp_path / "map.age")).code == 0
    sealed = (tmp_path / "map.age").read_bytes()
    assert not any(word.encode() in sealed for word in COVERED)
    opened = json.loads(pyrage.passphrase.decrypt(sealed, "correct horse battery staple violet"))
    assert opened["【電話1】"] == ["090-0000-4412"]


def test_an_unfit_passphrase_leaves_nothing_behind(
    shell: Shell, original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "words"
    secret.write_text("1234\n", "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("YOSUGA_AGE_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 12)  # a second a guess is for guessers
    assert shell("redact", str(original), "-o", str(tmp_path / "two.txt"), "--map", str(tmp_path / "map.age")).code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["original.txt", "words"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\0\0\0", 1),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 1),
        (b"%PDF-1.7 broken", 64),
        (b"\x1aE\xdf\xa3 film", 1),
        (b"", 1),
        (b" \n", 1),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_left(
    shell: Shell, tmp_path: Path, content: bytes, code: int
) -> None:
    source = tmp_path / "source"
    source.write_bytes(content)
    ran = shell("redact", str(source), "-o", str(tmp_path / "copy.png"))
    assert ran.code == code
    assert ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_film_is_called_a_film_and_an_empty_file_empty(shell: Shell, tmp_path: Path) -> None:
    for content, said in ((b"\x1aE\xdf\xa3 film", "これは動画です"), (b"", "このファイルは空なので")):
        (tmp_path / "source").write_bytes(content)
        assert said in shell("redact", str(tmp_path / "source"), "-o", str(tmp_path / "copy.txt")).err


def test_a_copy_is_not_named_as_what_it_is_not(shell: Shell, original: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.write_bytes(b"%PDF-1.7 whatever stands in it")
    for source, name in ((original, "copy.png"), (original, "copy.pdf"), (paper, "copy.txt")):
        assert shell("redact", str(source), "-o", str(tmp_path / name)).code == 64
        assert not (tmp_path / name).exists()


def test_after_a_choice_nobody_is_told_that_nothing_is_left(shell: Shell, original: Path, tmp_path: Path) -> None:
    ran = shell("redact", str(original), "-o", str(tmp_path / "copy.txt"), "--types", "PHONE")
    assert "ほかには見つかりませんでした" not in ran.out
    assert "選んだものだけを隠しました" in ran.out
    (said,) = shell("redact", str(original), "-o", str(tmp_path / "two.txt"), "--types", "PHONE", "--json").objects
    assert said["types"] == ["PHONE"]


def test_a_page_of_the_web_with_a_drawing_in_it_is_a_text(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><html><body><svg></svg><p>{TEXT}</p></body></html>", "utf-8")
    assert shell("redact", str(page), "-o", str(tmp_path / "copy.html")).code == 0
    assert "090-0000" not in (tmp_path / "copy.html").read_text("utf-8")


@pytest.mark.e2e
def test_whoever_hands_out_a_copy_knows_what_it_is_not_the_whole_of(shell: Shell, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    pages = [Image.new("RGB", (400, 200), "white") for _ in range(2)]
    ImageDraw.Draw(pages[1]).rectangle((50, 50, 300, 150), fill="red")
    pages[0].save(tmp_path / "two.tiff", save_all=True, append_images=pages[1:])
    pages[1].save(tmp_path / "whole.jpg", quality=100)
    (tmp_path / "half.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:-700])
    for name, note, said in (
        ("two.tiff", "first-picture-only", "はじめの1つだけです"),
        ("half.jpg", "picture-damaged", "壊れています"),
    ):
        ran = shell("redact", str(tmp_path / name), "-o", str(tmp_path / f"{name}.png"))
        assert said in ran.out
        (told,) = shell("redact", str(tmp_path / name), "-o", str(tmp_path / f"{name}.2.png"), "--json").objects
        assert told["notes"] == [note]


def test_a_file_that_is_not_there_is_said_so(shell: Shell, tmp_path: Path) -> None:
    assert shell("redact", str(tmp_path / "none"), "-o", str(tmp_path / "copy")).code == 1


@pytest.mark.usefixtures("english")
def test_the_result_is_told_in_the_persons_language(shell: Shell, original: Path, tmp_path: Path) -> None:
    ran = shell("redact", str(original), "-o", str(tmp_path / "copy.txt"))
    assert "examined again" in ran.out
