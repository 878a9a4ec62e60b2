import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from yosuga.cli.detecting import Given, Unfit, documents

ROOT = Path(__file__).resolve().parents[2]


def document(name: object, text: object) -> str:
    return json.dumps({"doc_id": name, "text": text}) + "\n"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    return stream


def put(stream: io.BytesIO, content: str | bytes) -> None:
    stream.write(content if isinstance(content, bytes) else content.encode())
    stream.seek(0)


def test_each_finding_is_one_line_in_code_points(no_vault: Shell, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(document("a", "😀電話 090-0000-1234") + document(7, "何もなし") + document("b", "a@example.com"))
    ran = no_vault("detect", "--jsonl", str(file))
    assert ran.code == 0
    assert ran.objects == [
        {"doc_id": "a", "start": 4, "end": 17, "type": "PHONE", "score": 0.98},
        {"doc_id": "b", "start": 0, "end": 13, "type": "EMAIL", "score": 0.97},
    ]


@pytest.mark.parametrize("words", [("--jsonl",), ("--jsonl", "-")])
def test_the_input_is_read_without_a_file(words: tuple[str, ...], given: io.BytesIO, no_vault: Shell) -> None:
    put(given, "\ufeff" + document("a", "a@example.com") + "\n  \n")
    ran = no_vault("detect", *words)
    assert [one["type"] for one in ran.objects] == ["EMAIL"]
    assert (ran.code, ran.err) == (0, "")


def test_a_bad_line_is_named_and_the_others_go_on(given: io.BytesIO, no_vault: Shell) -> None:
    lines = ["nonsense 090-0000-1234\n", "[1]\n", '{"doc_id": 1}\n', '{"text": "a@example.com"}\n']
    put(given, "".join(lines).encode() + b"\xff\xfe\n" + document(True, "").encode() + b"[" * 100_000 + b"\n")
    given.seek(0, io.SEEK_END)
    given.write(document("last", "a@example.com").encode())
    given.seek(0)
    ran = no_vault("detect", "--jsonl")
    assert ran.code == 2
    assert [one["doc_id"] for one in ran.objects] == ["last"]
    assert [line.split("行目")[0] for line in ran.err.splitlines()] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "090" not in ran.err


def test_halves_of_characters_are_no_trouble(given: io.BytesIO, no_vault: Shell) -> None:
    put(given, '{"doc_id": "\\ud800", "text": "\\udfff 090-0000-1234 \\ud83d"}\n')
    ran = no_vault("detect", "--jsonl")
    assert [(one["doc_id"], one["start"], one["end"]) for one in ran.objects] == [("\ud800", 2, 15)]


def test_a_line_beyond_all_measure_is_left_out(
    given: io.BytesIO, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yosuga.cli.detecting.LONGEST_LINE_BYTES", 100)
    put(given, document("a", "あ" * 300) + document("b", "a@example.com"))
    ran = no_vault("detect", "--jsonl")
    assert ([one["doc_id"] for one in ran.objects], ran.code) == (["b"], 2)
    assert ran.err.startswith("1行目")


class Pieces(io.BytesIO):
    """A stream that gives a few bytes at a time, as a slow sender's does."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        return super().read1(7)


def test_a_document_is_whole_however_its_bytes_come(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = (document("a", "あ" * 9) + "\n" + "[1]\n" + document("b", "い" * 300) + document("c", "う")).encode()
    monkeypatch.setattr("yosuga.cli.detecting.LONGEST_LINE_BYTES", 1_000)
    for stream in (io.BytesIO(sent[:-1]), Pieces(sent), Pieces(sent.removesuffix(b"\n"))):
        come = [one for together in documents(stream) for one in together]
        assert come == [Given("a", "あ" * 9), Unfit(3, "not-an-object"), Unfit(4, "too-long"), Given("c", "う")]


@pytest.mark.e2e
def test_whoever_sends_one_document_and_waits_is_answered(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "yosuga", "detect", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)},
    ) as ran:
        assert ran.stdin is not None
        assert ran.stdout is not None
        for name in ("a", "b"):
            ran.stdin.write(document(name, "a@example.com").encode())
            ran.stdin.flush()
            assert json.loads(ran.stdout.readline())["doc_id"] == name
        ran.stdin.close()


def test_less_sure_ones_are_told_when_asked_for(given: io.BytesIO, no_vault: Shell) -> None:
    put(given, document("a", "予約番号 0312345678"))
    assert no_vault("detect", "--jsonl").objects == []
    given.seek(0)
    assert [one["type"] for one in no_vault("detect", "--jsonl", "--least", "0.05").objects] == ["PHONE"]


def test_what_a_copy_would_cover_comes_as_the_same_lines(given: io.BytesIO, no_vault: Shell) -> None:
    put(given, document("a", "電話 090-0000-1234"))
    (row,) = no_vault("detect", "--jsonl", "--redact").objects
    assert (row["doc_id"], row["start"], row["end"], row["type"]) == ("a", 3, 16, "PHONE")


def test_with_a_profile_only_what_is_theirs_is_told(given: io.BytesIO, no_vault: Shell, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text('[{"id": "p1", "phones": ["090-0000-1234"]}]')
    put(given, document("a", "090 0000 1234 と 080-0000-9999"))
    (row,) = no_vault("detect", "--jsonl", "--profile", str(own)).objects
    assert {"doc_id": "a", "start": 0, "end": 13, "field": "phone", "owner": "p1"}.items() <= row.items()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 64),
        (("--jsonl", "/nowhere/at.jsonl"), 1),
        (("--jsonl", "--least", "2"), 64),
        (("--jsonl", "--profile", "/nowhere/p.json"), 1),
        (("--jsonl", "--redact", "--profile", "p"), 64),
    ],
)
def test_words_that_are_off_are_explained(words: tuple[str, ...], code: int, no_vault: Shell) -> None:
    ran = no_vault("detect", *words)
    assert ran.code == code
    assert ran.out == ""
    assert ran.err


def test_neither_command_touches_the_database() -> None:
    program = (
        "import sys; from yosuga.cli.main import main\n"
        "main(['detect', '--jsonl']); main(['check', '--json', '電話 090-0000-1234'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "src", input="", capture_output=True, text=True, check=True
    )
    loaded = set(ran.stderr.split())
    assert "yosuga.detect.finding" in loaded
    assert not {one for one in loaded if one.split(".")[0] in {"django", "onnxruntime", "PIL", "asyncio"}}


@pytest.mark.e2e
def test_a_folder_of_pictures_is_one_line_each_and_a_bad_one_is_named(no_vault: Shell, tmp_path: Path) -> None:
    from PIL import Image

    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (200, 120), "white").save(folder / "a.png")
    (folder / "b.png").write_bytes(b"no picture")
    ran = no_vault("detect", "--images", str(folder), "--jsonl")
    assert [one["file"] for one in ran.objects] == ["a.png", "b.png"]
    assert ran.objects[0]["findings"] == []
    assert ran.objects[1]["error"] == "no-picture"
    assert ran.code == 2


def test_a_folder_that_is_none_is_explained(no_vault: Shell, tmp_path: Path) -> None:
    assert no_vault("detect", "--images", str(tmp_path / "none")).code == 1
    assert no_vault("detect", "--images", str(tmp_path), "--redact").code == 64
