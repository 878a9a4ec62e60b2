import hashlib
import json
from pathlib import Path

import pytest

from yosuga.documents import fonts
from yosuga.documents.cmap import reach_of
from yosuga.documents.fonts import VENDORED, FontMissing, choose, japanese_font, uncovered


def test_the_fonts_are_the_bytes_their_record_says_and_nothing_else_lies_beside_them() -> None:
    record = json.loads((VENDORED / "vendor.json").read_bytes())
    named = {}
    for one in record:
        assert one["licence"] == "OFL-1.1"
        assert one["folder"].endswith("-" + one["version"])
        assert "OFL.txt" in one["files"]
        named.update({f"{one['folder']}/{name}": digest for name, digest in one["files"].items()})
    there = {path.relative_to(VENDORED).as_posix(): path for path in VENDORED.rglob("*") if path.is_file()}
    assert set(there) == set(named) | {"vendor.json"}
    for name, digest in named.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest, name
    assert sum(path.stat().st_size for path in there.values()) < 16 * 2**20


def test_the_licence_lies_beside_each_font() -> None:
    for licence in VENDORED.glob("*/OFL.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_our_fonts_have_the_letters_of_names_and_emoji() -> None:
    assert uncovered("𠮷髙﨑塚凜あアｱ漢Aé①㈱〜～…〓🦄😭🔥👨👩👧🏠☎❤") == frozenset()
    assert uncovered("한汉\U00013000") == frozenset("한汉\U00013000")


def test_the_bold_face_has_what_the_regular_one_has() -> None:
    folder = VENDORED / "noto-sans-jp-0.4.3"
    assert reach_of(folder / "NotoSansJP_400Regular.ttf") == reach_of(folder / "NotoSansJP_700Bold.ttf")


def test_the_reach_of_a_font_agrees_with_another_reader() -> None:
    from PIL import ImageFont

    face = ImageFont.truetype(str(japanese_font().path), 20)
    box = face.getbbox("\U0010fffd")  # what this face draws for a character it has not
    for letter in "𠮷髙﨑Aあ":
        assert face.getmask(letter).getbbox() is not None
        assert not uncovered(letter)
    assert box == face.getbbox("한")
    assert uncovered("한")


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "no.ttf"
    file.write_bytes(b"\0\1\0\0" + bytes(60))
    with pytest.raises(ValueError, match="cmap"):
        reach_of(file)


def test_a_system_font_is_only_for_what_ours_lack_and_noto_is_preferred_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "malgun.ttf").touch()
    (tmp_path / "a" / "NotoSansJP-Regular.otf").touch()  # of our own family: would make papers differ
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "b" / "deep" / "NotoSansCJK-Regular.ttc").touch()
    best, other = choose([tmp_path]), choose([tmp_path / "a"])
    assert best is not None
    assert best.family == "Noto Sans CJK JP"
    assert other is not None
    assert other.family == "Malgun Gothic"
    assert choose([tmp_path / "absent"]) is None


def test_without_its_own_fonts_the_software_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_EMOJI", tmp_path / "absent.ttf")
    japanese_font.cache_clear()
    try:
        with pytest.raises(FontMissing) as caught:
            japanese_font()
        assert "インストールし直してください" in caught.value.for_people()
    finally:
        japanese_font.cache_clear()
