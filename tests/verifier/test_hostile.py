"""Hostile forms of a package: odd files, odd names, odd ZIPs. Never opened, never a traceback, always named."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.conftest import Check, World
from yosuga_verifier import cli, opening

TOP = "証拠一式"


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


# ZIPs. Each is the offline package with one thing wrong.

Change = Callable[[bytes], bytes]


def stored(top: Path, target: Path, *, extra: Callable[[zipfile.ZipFile], None] = lambda _archive: None) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(top.rglob("*")):
            if path.is_file():
                archive.write(path, f"{TOP}/{path.relative_to(top).as_posix()}")
        extra(archive)
    return target


def entry(name: str, *, data: bytes = b"x", mode: int = 0o100644) -> Callable[[zipfile.ZipFile], None]:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, data)

    return add


def compressed(archive: zipfile.ZipFile) -> None:
    archive.writestr(f"{TOP}/data/E0001_bomb.png", bytes(10_000_000), compress_type=zipfile.ZIP_DEFLATED)


def commented(archive: zipfile.ZipFile) -> None:
    archive.comment = b"a comment"


EXTRAS: list[tuple[str, str, Callable[[zipfile.ZipFile], None]]] = [
    ("zip-outside", "../evil.txt", entry("../evil.txt")),
    ("zip-outside", "/etc/passwd", entry("/etc/passwd")),
    ("zip-outside", "other/evil.txt", entry("other/evil.txt")),
    ("zip-outside", "evil.txt", entry("evil.txt")),
    ("bad-path", "../evil.txt", entry(f"{TOP}/../evil.txt")),
    ("bad-path", "a//b", entry(f"{TOP}/a//b")),
    ("bad-path", "./E0001_a", entry(f"{TOP}/./E0001_a")),
    ("bad-path", "a\\b", entry(f"{TOP}/a\\b")),
    ("twin-path", "bagit.txt/x", entry(f"{TOP}/bagit.txt/x")),
    ("special-file", "link", entry(f"{TOP}/link", mode=0o120777)),
    ("special-file", "pipe", entry(f"{TOP}/pipe", mode=0o010644)),
    ("special-file", f"{TOP}/folder/", entry(f"{TOP}/folder/", data=b"")),
    ("zip-packed", "data/E0001_bomb.png", compressed),
]


@pytest.mark.parametrize(("code", "named", "extra"), EXTRAS)
def test_a_bad_entry_of_a_zip_is_named(
    code: str, named: str, extra: Callable[[zipfile.ZipFile], None], world: World, check: Check, tmp_path: Path
) -> None:
    verdict = check(stored(world.offline, tmp_path / "a.zip", extra=extra))
    assert verdict.exit == 1
    assert any(named in str(one["subject"]) for one in verdict.findings if one["code"] == code), verdict.findings
    assert not (tmp_path / "evil.txt").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    path = stored(world.offline, tmp_path / "a.zip", extra=entry(f"{TOP}/bagit.txt"))
    assert "zip-twice" in check(path).codes()


def local_name(raw: bytes) -> bytes:
    """The local header says `bagit.txt` is another file; programs that read without the directory see that one."""
    return raw.replace(b"bagit.txt", b"bag1t.txt", 1)


def local_size(raw: bytes) -> bytes:
    at = raw.index(b"PK\3\4") + 18
    return raw[:at] + struct.pack("<LL", 1, 1) + raw[at + 8 :]


def shifted_directory(raw: bytes) -> bytes:
    end = raw.rindex(b"PK\5\6")
    count, size, begin = struct.unpack_from("<HLL", raw, end + 10)
    return raw[:end] + raw[end : end + 10] + struct.pack("<HLL", count, size, begin - 1) + raw[end + 20 :]


def fewer_counted(raw: bytes) -> bytes:
    end = raw.rindex(b"PK\5\6")
    count = struct.unpack_from("<H", raw, end + 10)[0] - 1
    return raw[: end + 8] + struct.pack("<HH", count, count) + raw[end + 12 :]


def overlapping(raw: bytes) -> bytes:
    """Two directory entries point to one place, as in a bomb."""
    second = raw.index(b"PK\1\2", raw.index(b"PK\1\2") + 4)
    return raw[: second + 42] + struct.pack("<L", 0) + raw[second + 46 :]


def flagged(bit: int) -> Change:
    def change(raw: bytes) -> bytes:
        data = bytearray(raw)
        for signature, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
            at = data.index(signature) + offset
            data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] ^ bit)
        return bytes(data)

    return change


def with_end(raw: bytes, *, directory: bytes, before: bytes = b"", after: bytes = b"", longer: int = 0) -> bytes:
    """The ZIP with other bytes around its directory and an end record that says `longer` bytes more."""
    end = raw.rindex(b"PK\5\6")
    begin = struct.unpack_from("<L", raw, end + 16)[0]
    place = struct.pack("<LL", end - begin + longer, begin + len(before))
    return raw[:begin] + before + directory + after + raw[end : end + 12] + place + raw[end + 20 :]


def directory_of(raw: bytes) -> bytes:
    end = raw.rindex(b"PK\5\6")
    return raw[struct.unpack_from("<L", raw, end + 16)[0] : end]


CHANGES: list[tuple[str, Change]] = [
    ("zip-disagrees", local_name),
    ("zip-disagrees", local_size),
    ("zip-packed", flagged(0x1)),
    ("zip-name", flagged(0x800)),
    ("zip-structure", shifted_directory),
    ("zip-structure", fewer_counted),
    ("zip-structure", overlapping),
    ("zip-structure", lambda raw: with_end(raw, directory=directory_of(raw), before=b"hidden")),
    ("zip-structure", lambda raw: with_end(raw, directory=directory_of(raw), after=b"hidden")),
    ("zip-structure", lambda raw: with_end(raw, directory=directory_of(raw) + b"hidden", longer=6)),
    ("zip-structure", lambda raw: b"MZ" + raw),
    ("zip-structure", lambda raw: raw[:-2] + b"\1\0"),
    ("zip-structure", lambda raw: raw + b"appended"),
    ("zip-structure", lambda raw: raw.replace(b"PK\1\2", b"PK\1\1", 1)),
    ("not-a-package", lambda raw: raw[:-100]),
    ("not-a-package", lambda _raw: b""),
    ("not-a-package", lambda _raw: b"PK\5\6" + bytes(17)),
]


@pytest.mark.parametrize(("code", "change"), CHANGES)
def test_a_changed_zip_is_broken(code: str, change: Change, world: World, check: Check, tmp_path: Path) -> None:
    path = stored(world.offline, tmp_path / "a.zip")
    path.write_bytes(change(path.read_bytes()))
    verdict = check(path)
    assert verdict.exit == 1
    assert code in verdict.codes()


def test_data_that_fails_the_check_value_of_the_zip_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    path = stored(world.offline, tmp_path / "a.zip")
    raw = path.read_bytes()
    path.write_bytes(raw.replace("verify.py を".encode(), "verify.py が".encode(), 1))
    assert "misfit" in check(path).codes()


def test_a_comment_in_a_zip_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    assert check(stored(world.offline, tmp_path / "a.zip", extra=commented)).codes() == {"zip-structure"}


def test_every_cut_of_a_zip_is_broken_and_none_raises(world: World, check: Check, tmp_path: Path) -> None:
    raw = stored(world.offline, tmp_path / "a.zip").read_bytes()
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
