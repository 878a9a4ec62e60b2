import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from yosuga.cli.checked import before
from yosuga.cli.seen import told
from yosuga.detect.images.base import Box, Face, Looked

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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "このファイルは空なので"),
        (b" \r\n", "このファイルは空なので"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>", "これは SVG です"),
        (b"%PDF-1.7 and more", "このファイルを読み取れません"),
    ],
)
def test_what_was_not_looked_at_is_never_called_harmless(
    content: bytes, said: str, no_vault: Shell, tmp_path: Path
) -> None:
    (tmp_path / "given").write_bytes(content)
    ran = no_vault("check", str(tmp_path / "given"))
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert no_vault("check", str(tmp_path)).code == 1
    assert no_vault("check", "  ").code == 64


def test_one_file_that_cannot_be_read_does_not_keep_the_others_from_being_looked_at(
    no_vault: Shell, tmp_path: Path
) -> None:
    names = [str(tmp_path / name) for name in ("none.txt", "bad.bin", "post.txt")]
    Path(names[1]).write_bytes(b"\0\1\2")
    Path(names[2]).write_text(POST, "utf-8")
    ran = no_vault("check", *names)
    assert ran.code == 2
    assert "090-0000-1234" in ran.out
    assert [line for line in ran.out.splitlines() if line.startswith("▼")] == [f"▼ {name}" for name in names]
    assert "3件のうち2件" in ran.err
    made = json.loads(no_vault("check", "--json", *names).out)
    assert [one.get("error") for one in made["examined"]] == ["not-found", "unknown-file", None]
    assert no_vault("check", *names[:2]).code == 1


def test_a_level_is_told_with_its_place_among_all(no_vault: Shell) -> None:
    assert "4段階の" in no_vault("check", POST).out


def test_where_it_is_out_already_proof_comes_first(no_vault: Shell) -> None:
    ran = no_vault("check", "--leaked", POST)
    assert ran.out.index("証拠を残せます") < ran.out.index("■")
    assert "証拠を残せます" not in no_vault("check", POST).out


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


def looked(**seen: object) -> Looked:
    return Looked(100, 100, complete=True, **seen)  # type: ignore[arg-type]  # passed on as it was written


def test_what_could_not_be_looked_at_comes_first_and_is_not_called_harmless() -> None:
    bomb = list(told(looked(warnings=("too-many-pixels",)), now=before))
    film = list(told(looked(metadata={"length_s": 3600.0}, warnings=("first-part-only",)), now=before))
    assert not any("見つかりませんでした" in row for row in bomb)
    assert "調べていません" in bomb[0]
    assert "音は、調べていません" in film[0]
    assert not any("はじめの部分だけ" in row for row in film)


def test_what_the_file_says_of_itself_is_told_where_nothing_is_written_in_the_picture() -> None:
    rows = list(told(looked(metadata={"thumbnail": {"size_bytes": 9}, "format": "JPEG"}), now=before))
    assert any("小さな写し" in row for row in rows)
    assert not any("見つかりませんでした" in row for row in rows)


def test_a_face_is_told_like_anything_else_that_was_found() -> None:
    rows = list(told(looked(faces=(Face(Box(0, 0, 9, 9), 0.9), Face(Box(9, 9, 20, 20), 0.9))), now=before))
    assert any(row.startswith("・顔 ×2 — ") for row in rows)
    assert any("一色で塗ります" in row for row in rows)


@pytest.mark.e2e
def test_a_pdf_is_read_and_its_pages_are_looked_at(no_vault: Shell, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (900, 400), "white")
    ImageDraw.Draw(page).text((40, 40), "TEL 090-0000-1234", font=ImageFont.load_default(40), fill="black")
    page.save(tmp_path / "scanned.pdf")
    ran = no_vault("check", str(tmp_path / "scanned.pdf"))
    assert ran.code == 0
    assert "「090-0000-1234」" in ran.out
    (paper,) = json.loads(no_vault("check", "--json", str(tmp_path / "scanned.pdf")).out)["examined"]
    assert [one["type"] for one in paper["findings"]] == ["PHONE"]
