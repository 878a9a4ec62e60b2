"""Hostile forms of a package: odd files, odd names, odd ZIPs. Never opened, never a traceback, always named."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packages.archives import with_zip64
from tests.verifier import build
from tests.verifier.conftest import Check
from tests.verifier.world import World
from yosuga_verifier import cli, opening, tokens, zipdir
from yosuga_verifier.findings import Findings


def test_a_link_a_pipe_and_a_socket_are_named_and_never_opened(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret of the reader")
    (top / "data/originals/E0001_link.png").symlink_to(secret)
    (top / "data/originals/folder").symlink_to(tmp_path)
    os.mkfifo(top / "data/originals/E0001_pipe.png")
    verdict = check(top)
    assert (verdict.exit, verdict.codes()) == (1, {"special-file"})
    named = {str(one["subject"]) for one in verdict.findings if one["code"] == "special-file"}
    assert named == {f"data/originals/{name}" for name in ("E0001_link.png", "folder", "E0001_pipe.png")}


def test_a_link_in_place_of_a_file_is_not_followed(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    path = top / "proof/events.jsonl"
    path.rename(tmp_path / "events.jsonl")
    path.symlink_to(tmp_path / "events.jsonl")
    assert {"special-file", "missing", "events"} <= check(top).codes()


@pytest.mark.parametrize(
    "name",
    [
        "a\nb",
        "a\\b",
        "a:b",
        "a?",
        'a"',
        "trailing.",
        "trailing ",
        "か\u3099",
        "\x1b[2J",
        "\udcff",
        "x" * 130,
        "a\u0085",
    ],
)
def test_a_bad_name_is_named_without_being_able_to_speak(
    name: str, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / "data/originals" / f"E0001_{name}").write_bytes(b"")
    assert cli.main([str(top)]) == 1
    text = capsys.readouterr().out
    assert "（1） [E0001]" in text
    assert "\x1b" not in text


def test_a_name_cannot_forge_a_line_of_the_report(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / "data/originals/E0001_\n判定 : Verdict: 一致").write_bytes(b"")
    (top / "data/originals/E0001_\u202egnp.exe").write_bytes(b"")
    assert cli.main([str(top)]) == 1
    lines = capsys.readouterr().out.split("\n")
    assert [line for line in lines if line.startswith("判定")] == ["判定 / Verdict: 不一致 / does not match"]
    assert not any("\u202e" in line for line in lines)


def test_two_names_that_differ_in_case_only_are_broken(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / "data/originals/E0001_A.png").write_bytes(b"")
    (top / "data/originals/E0001_a.png").write_bytes(b"")
    assert "twin-path" in check(top).codes()


@pytest.mark.e2e
@pytest.mark.parametrize(
    "path", ["proof/leaves.txt", "proof/checkpoint.txt", "bag-info.txt", "proof/records/E0001.json"]
)
def test_a_file_too_large_for_its_kind_is_not_read_into_memory(
    path: str, world: World, check: Check, tmp_path: Path
) -> None:
    top = build.copy(world.offline, tmp_path)
    os.truncate(top / path, 200_000_000)
    assert check(top).codes() & {"proof-file", "unlawful"}


@pytest.mark.parametrize("content", [b"[" * 200_000, b"1" * 2_000_000, b"NaN", b'{"v":1e999}', b"", b"\xff" * 10])
def test_a_record_that_is_no_json_of_ours_is_broken(content: bytes, world: World, check: Check, tmp_path: Path) -> None:
    case = build.Case()
    case.event("case_open")
    case.records["E0001"] = content
    case.event("import", eid="E0001", record=build.hash_of(content))
    verdict = check(build.write(case, tmp_path, seal=None))
    assert "record-form" in verdict.codes()


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"0\x80", b"0\x84\xff\xff\xff\xff", b"0" * 100_000, b"\x30\x03\x02\x01\x02"]
)
def test_a_token_that_is_none_is_broken(content: bytes, world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / "seal.tsa1.tsr").write_bytes(content)
    assert check(top, *world.trust).codes() == {"token-form"}


@pytest.mark.parametrize(("algorithm", "size"), [("sha512", 64), ("sha3-256", 32)])
def test_a_token_over_another_kind_of_hash_is_broken(
    algorithm: str, size: int, world: World, check: Check, tmp_path: Path
) -> None:
    top = build.copy(world.offline, tmp_path)
    digest = (build.digest_of(top / build.TAGMANIFEST) * 2)[:size]
    (top / "seal.tsa1.tsr").write_bytes(world.authority.stamp(digest, algorithm=algorithm))
    assert check(top, *world.trust).codes() == {"token-form"}


def test_no_single_flipped_bit_of_a_token_over_a_head_goes_unnoticed(
    world: World, check: Check, tmp_path: Path
) -> None:
    """Some bits of a token are not signed; the log has the token's own hash, so they are seen all the same."""
    top = build.copy(world.full, tmp_path)
    token = min((top / "proof/tokens").glob("*.tsr"))
    raw = token.read_bytes()
    for at in range(0, len(raw), 97):
        token.write_bytes(raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :])
        build.redo_tagmanifest(top)
        verdict = check(top)
        found = {str(one["code"]) for one in verdict.findings if one["step"] == 10 and one["severity"] == "broken"}
        assert found & {"token-name", "token-form"}, at


def test_many_faults_are_counted_and_only_the_first_are_listed(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    for number in range(300):
        (top / f"data/{number}.bin").write_bytes(b"")
    verdict = check(top)
    assert verdict.report["unlisted"] == {"extra": 200, "unvouched": 200}
    assert len(verdict.findings) < 250


def test_a_reader_who_leaves_early_does_not_change_the_verdict(world: World) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(world.offline / "verify/verify.py"), str(world.offline)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_zip_with_a_true_64_bit_directory_is_read(world: World, check: Check, tmp_path: Path) -> None:
    path = build.zipped(world.full, tmp_path / "a.zip")
    path.write_bytes(with_zip64(path.read_bytes()))
    assert check(path, *world.trust).exit == 0


def test_every_cut_of_a_zip_is_broken_and_none_raises(world: World, check: Check, tmp_path: Path) -> None:
    raw = build.zipped(world.offline, tmp_path / "a.zip").read_bytes()
    path = tmp_path / "b.zip"
    for length in range(0, len(raw), len(raw) // 60):
        path.write_bytes(raw[:length])
        assert check(path).exit == 1
    for at in range(len(raw) - 3000, len(raw), 37):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        assert check(path).exit in {1, 2}


def test_a_file_that_cannot_be_read_is_named_and_not_called_altered(
    world: World, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a failing disk: root may read whatever its mode says, so the refusal comes from below."""
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(path).endswith("page.png"):
            raise OSError(5, "Input/output error")
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    verdict = check(world.offline)
    assert (verdict.exit, verdict.codes()) == (1, {"unreadable"})
    assert verdict.about("unreadable")["item"] == "E0001"
    assert verdict.codes("open") == {"self-claimed-key", "no-seal"}
    assert "That is not proof of tampering" in str(verdict.about("unreadable")["en"])


def test_a_folder_with_endless_files_is_given_up(world: World, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 10)
    assert check(world.offline).codes() == {"too-many-files"}


def test_a_zip_with_endless_files_is_given_up_before_its_directory_is_read(
    world: World, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = build.zipped(build.copy(world.offline, tmp_path), tmp_path / "package.zip")
    monkeypatch.setattr(zipdir, "MOST_FILES", 10)
    monkeypatch.setattr(zipdir, "_central", None)
    assert check(package).codes() == {"too-many-files"}


def test_a_directory_of_a_million_entries_is_read_once_and_not_once_for_each() -> None:
    read = 0

    class Counted(bytes):
        def __getitem__(self, place: object) -> bytes:  # type: ignore[override]
            nonlocal read
            piece = super().__getitem__(place)  # type: ignore[call-overload]
            read += len(piece)
            return bytes(piece)

    name = b"T/data/originals/E0001_x"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0x800, *(0,) * 6, len(name), *(0,) * 6) + name
    findings = Findings()
    entries = list(zipdir._central(Counted(entry * 500), count=500, findings=findings))
    assert len(entries) == 500
    assert read <= 500 * len(entry)


def test_a_token_that_fits_nothing_costs_no_process(
    world: World, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = build.copy(world.full, tmp_path)
    for path in (top / "proof/tokens").glob("*.tsr"):
        path.with_suffix(".note").write_bytes(b"of another log")
    build.redo_all(top)
    monkeypatch.setattr(tokens, "ask", None)
    assert check(top).codes() >= {"token-imprint", "seal-imprint"}


def test_a_huge_token_is_not_read(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / "seal.tsa1.tsr").write_bytes(b"")
    os.truncate(top / "seal.tsa1.tsr", 1 << 30)
    assert check(top).codes() == {"token-size"}


def test_a_link_planted_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="link"):
        opening.open_member(opening.Place(str(tmp_path / "link"), 0, 6))
