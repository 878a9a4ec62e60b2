from pathlib import Path

import pytest

from yosuga.documents.fonts import FontMissing, choose, japanese_font


def test_this_system_has_a_japanese_font() -> None:
    assert japanese_font().path.is_file()


def test_noto_is_preferred_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "meiryo.ttc").touch()
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "b" / "deep" / "NotoSansCJK-Regular.ttc").touch()
    assert choose([tmp_path]).family == "Noto Sans CJK JP"
    assert choose([tmp_path / "a"]).family == "Meiryo"


def test_without_a_font_the_person_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontMissing) as caught:
        choose([tmp_path, tmp_path / "absent"])
    assert "fonts-noto-cjk" in caught.value.for_people()
