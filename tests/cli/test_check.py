import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

POST = "県立星見台高校2年 最寄り辻堂駅\n電話 090-0000-1234"


def test_a_person_reads_what_stands_together_and_what_helps(no_vault: Shell) -> None:
    ran = no_vault("check", POST)
    assert ran.code == 0
    assert "■ 組み合わせ" in ran.out
    assert "「090-0000-1234」 2行目" in ran.out
    assert ran.out.index("組み合わせ") < ran.out.index("電話番号")
    assert "→ 番号は、相手だけに別の方法で伝えます。" in ran.out
    assert ran.err == ""


def test_what_helps_once_it_is_out_is_something_else(no_vault: Shell) -> None:
    assert "着信拒否" in no_vault("check", "--leaked", POST).out


def test_nothing_found_is_no_promise(no_vault: Shell) -> None:
    ran = no_vault("check", "今日は天気がいいですね")
    assert ran.code == 0
    assert "見落とすことがあります" in ran.out


def test_it_speaks_english_to_those_who_read_english(english: None, no_vault: Shell) -> None:
    ran = no_vault("check", POST)
    assert "telephone number" in ran.out
    assert "「090-0000-1234」 line 2" in ran.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_a_file_is_read_in_the_usual_encodings(encoding: str, no_vault: Shell, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_text(POST, encoding=encoding)
    assert "「090-0000-1234」 2行目" in no_vault("check", str(file)).out


def test_several_files_are_told_apart(no_vault: Shell, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("メール taro@example.com")
    ran = no_vault("check", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert [line for line in ran.out.splitlines() if line.startswith("▼")] == [
        f"▼ {tmp_path / 'a.txt'}",
        f"▼ {tmp_path / 'b.txt'}",
    ]


def test_the_input_is_read(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(POST.encode())))
    assert "090-0000-1234" in no_vault("check", "-").out


def test_a_script_gets_places_and_words_but_not_the_data(no_vault: Shell) -> None:
    ran = no_vault("check", "--json", POST)
    made = json.loads(ran.out)
    (source,) = made["examined"]
    at = POST.index("090")
    assert {"start": at, "end": at + 13, "type": "PHONE"}.items() <= source["findings"][-1].items()
    assert source["together"]
    assert source["told"][0]["tells"].keys() == {"ja", "en"}
    assert made["rests_on"]["gazetteers"]
    assert "090-0000-1234" not in json.dumps(made)


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\x81\x01\xff"])
def test_what_is_no_text_is_refused(content: bytes, no_vault: Shell, tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(content)
    ran = no_vault("check", str(file))
    assert (ran.code, ran.out) == (1, "")


def test_a_text_longer_than_any_name_of_a_file_is_a_text(no_vault: Shell) -> None:
    assert "taro@example.com" in no_vault("check", "あ" * 5000 + " taro@example.com").out


def test_what_a_text_says_cannot_move_the_cursor(no_vault: Shell) -> None:
    assert "\x1b" not in no_vault("check", "taro@example.com\x1b[2J 090-0000-1234").out


@pytest.mark.e2e
def test_a_picture_is_looked_at_whatever_its_name_says(no_vault: Shell, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "photo.txt"
    Image.new("RGB", (200, 120), "white").save(picture, format="PNG")
    ran = no_vault("check", str(picture))
    assert (ran.code, ran.err) == (0, "")
    assert "見落とすことがあります" in ran.out
    (source,) = json.loads(no_vault("check", "--json", str(picture)).out)["examined"]
    assert (source["findings"], source["faces"]) == ([], [])
