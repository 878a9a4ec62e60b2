"""`sh verify/verify.sh`, as a receiver types it, on packages by an author that knows only the format document."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.authority import OpensslAuthority
from yosuga.custody.package.receiving import verify_files

SHELLS = ["dash", "bash"]
PICTURE = "data/originals/E0001_20250911_1405_SNS投稿.png"
SEAL = "seal.tsa1.tsr"
MATCHES, UNSURE, BROKEN, WRONG_USE = 0, 2, 1, 64


@dataclass(frozen=True)
class World:
    """A sealed package in a folder with a space and Japanese in its name, and the authorities around it."""

    top: Path
    authority: OpensslAuthority
    stranger: OpensslAuthority
    expired: OpensslAuthority

    def reseal(self, top: Path) -> None:
        build.redo_all(top)
        (top / SEAL).write_bytes(self.authority.stamp(build.digest_of(top / build.TAGMANIFEST)))


@dataclass(frozen=True)
class Answer:
    """What the script said."""

    code: int
    text: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    base = tmp_path_factory.mktemp("verify sh 証拠")
    made = {name: OpensslAuthority(base / name, name="tsa1") for name in ("tsa", "stranger")}
    expired = OpensslAuthority(base / "expired", name="tsa1", years=(2000, 2010))
    case = build.Case()
    case.event("case_open")
    case.item("E0001", {PICTURE: ("a.png", "raw", b"\x89PNG one" * 500)})
    case.item("E0002", {"data/originals/-n E0002 (1) [x].txt": ("b.txt", "raw", "通話 履歴".encode())})
    top = build.write(case, base / "受け取った 証拠", seal=None)
    (top / "seal.none.txt").unlink()
    (top / "verify/verify.sh").write_bytes(dict(verify_files())["verify/verify.sh"])
    world = World(top, made["tsa"], made["stranger"], expired)
    world.reseal(top)
    return world


@pytest.fixture
def top(world: World, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return build.copy(world.top, tmp_path / "複製 先")


def run(
    top: Path,
    *arguments: str,
    shell: str = "dash",
    environment: dict[str, str] | None = None,
    place: Path | None = None,
) -> Answer:
    command = [str(shutil.which(shell)), "verify/verify.sh", *arguments]
    done = subprocess.run(
        command,
        cwd=place or top,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        timeout=50,
        check=False,
    )
    assert done.stderr == b"", done.stderr.decode()
    return Answer(done.returncode, done.stdout.decode())


def trusting(world: World) -> list[str]:
    return ["--root", str(world.authority.root)]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "language", [{"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LANG": "ja_JP.UTF-8", "LANGUAGE": "ja"}]
)
def test_an_untouched_package_matches_under_its_root(world: World, shell: str, language: dict[str, str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in world.top.rglob("*")}
    answer = run(world.top, *trusting(world), shell=shell, environment=language)
    assert answer.code == MATCHES, answer.text
    assert "結果: 一致" in answer.text
    assert "Result: matches" in answer.text
    assert "existed unchanged at" in answer.text
    assert before == {path: path.stat().st_mtime_ns for path in world.top.rglob("*")}


@pytest.mark.parametrize("shell", SHELLS)
def test_without_a_root_the_seal_is_to_be_confirmed(world: World, shell: str) -> None:
    answer = run(world.top, shell=shell)
    assert answer.code == UNSURE, answer.text
    assert "--root" in answer.text
    assert "不一致（" not in answer.text


def test_it_says_what_it_does_not_check_and_how(world: World) -> None:
    answer = run(world.top, *trusting(world))
    assert "Not checked here" in answer.text
    assert "verify/verify.py" in answer.text


def alter(top: Path) -> None:
    (top / PICTURE).write_bytes(b"other")


def remove(top: Path) -> None:
    (top / PICTURE).unlink()


def rename(top: Path) -> None:
    (top / PICTURE).rename(top / PICTURE.replace("2025", "2024"))


def add(top: Path) -> None:
    (top / "data/originals/-c").write_bytes(b"added")


def add_hidden(top: Path) -> None:
    (top / "proof/.hidden").write_bytes(b"added")


def add_below_a_folder_like_a_seal(top: Path) -> None:
    (top / "seal.x").mkdir()
    (top / "seal.x/y.tsr").write_bytes(b"added")


def alter_the_checker(top: Path) -> None:
    (top / "verify/verify.py").write_bytes(b"print('OK')")


def alter_a_manifest(top: Path) -> None:
    (top / build.MANIFEST).write_bytes((top / build.MANIFEST).read_bytes().replace(b"E0001", b"E0009"))


def remove_a_manifest(top: Path) -> None:
    (top / build.MANIFEST).unlink()


def remove_the_list_of_lists(top: Path) -> None:
    (top / build.TAGMANIFEST).unlink()


def empty_both_lists(top: Path) -> None:
    for name in (build.MANIFEST, build.TAGMANIFEST):
        (top / name).write_bytes(b"")


def list_a_file_twice(top: Path) -> None:
    (top / build.MANIFEST).write_bytes((top / build.MANIFEST).read_bytes() * 2)
    build.redo_tagmanifest(top)


def list_with_capitals(top: Path) -> None:
    lines = (top / build.MANIFEST).read_text(encoding="utf-8").splitlines()
    text = "".join(f"{line[:64].upper()}{line[64:]}\n" for line in lines)
    (top / build.MANIFEST).write_text(text, encoding="utf-8")
    build.redo_tagmanifest(top)


def list_with_carriage_returns(top: Path) -> None:
    (top / build.MANIFEST).write_bytes((top / build.MANIFEST).read_bytes().replace(b"\n", b"\r\n"))
    build.redo_tagmanifest(top)


def list_a_path_that_climbs_out(top: Path) -> None:
    with (top / build.MANIFEST).open("a", encoding="utf-8") as file:
        file.write(f"{build.hash_of(b'x')}  data/../../outside.txt\n")
    (top.parent / "outside.txt").write_bytes(b"x")
    build.redo_tagmanifest(top)


def list_the_payload_among_the_tags(top: Path) -> None:
    moved = (top / build.MANIFEST).read_bytes()
    (top / build.MANIFEST).write_bytes(b"")
    build.redo_tagmanifest(top)
    with (top / build.TAGMANIFEST).open("ab") as file:
        file.write(moved)


def put_a_link_in_place(top: Path) -> None:
    content = (top / PICTURE).read_bytes()
    (top.parent / "elsewhere.png").write_bytes(content)
    (top / PICTURE).unlink()
    (top / PICTURE).symlink_to(top.parent / "elsewhere.png")


def name_a_file_with_a_line_break(top: Path) -> None:
    (top / "data/a\n[一致] b").write_bytes(b"added")


def name_a_file_with_a_control_character(top: Path) -> None:
    (top / "data/\x1b[2Jx").write_bytes(b"added")
    build.redo_all(top)


def name_a_file_with_a_backslash(top: Path) -> None:
    (top / "data/a\\b").write_bytes(b"added")
    build.redo_all(top)


def change_the_declaration(top: Path) -> None:
    (top / "bagit.txt").write_bytes(b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    build.redo_manifests(top)


def cut_the_last_line_of_a_list(top: Path) -> None:
    (top / build.MANIFEST).write_bytes((top / build.MANIFEST).read_bytes()[:-1])
    build.redo_tagmanifest(top)


def redo_both_lists_after_a_change(top: Path) -> None:
    alter(top)
    build.redo_all(top)


def cut_the_seal(top: Path) -> None:
    (top / SEAL).write_bytes((top / SEAL).read_bytes()[:200])


def change_the_time_in_the_seal(top: Path) -> None:
    token = (top / SEAL).read_bytes()
    place = token.index(b"\x18\x0f20") + 4
    (top / SEAL).write_bytes(token[:place] + b"1" + token[place + 1 :])


def remove_the_seal(top: Path) -> None:
    (top / SEAL).unlink()


def add_a_stray_seal(top: Path) -> None:
    (top / "seal.note.txt").write_bytes(b"trust me")


TAMPERING: list[Callable[[Path], None]] = [
    alter, remove, rename, add, add_hidden, add_below_a_folder_like_a_seal, alter_the_checker, alter_a_manifest,
    remove_a_manifest, remove_the_list_of_lists, empty_both_lists, list_a_file_twice, list_with_capitals,
    list_with_carriage_returns, list_a_path_that_climbs_out, list_the_payload_among_the_tags, put_a_link_in_place,
    name_a_file_with_a_line_break, name_a_file_with_a_control_character, name_a_file_with_a_backslash,
    change_the_declaration, cut_the_last_line_of_a_list,
    redo_both_lists_after_a_change, cut_the_seal, change_the_time_in_the_seal, remove_the_seal,
    add_a_stray_seal,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda tamper: tamper.__name__)
def test_every_tampering_is_seen(world: World, top: Path, tamper: Callable[[Path], None]) -> None:
    tamper(top)
    answer = run(top, *trusting(world), shell=SHELLS[TAMPERING.index(tamper) % 2])
    assert answer.code == BROKEN, answer.text
    assert answer.text.splitlines()[-2].startswith("結果: 不一致")
    assert not set(answer.text) & {"\x1b", "\r"}


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (alter, ["E0001_20250911_1405_SNS投稿.png", "Its content has changed."]),
        (remove, ["E0001_20250911_1405_SNS投稿.png", "It is missing"]),
        (add, ["data/originals/-c", "a file was added"]),
        (list_a_file_twice, ["It is listed twice."]),
        (redo_both_lists_after_a_change, [SEAL, "it seals another content"]),
        (change_the_time_in_the_seal, [SEAL, "the seal's signature does not hold"]),
    ],
)
def test_what_changed_is_named_in_words(
    world: World, top: Path, tamper: Callable[[Path], None], words: list[str]
) -> None:
    tamper(top)
    answer = run(top, *trusting(world))
    assert all(word in answer.text for word in words), answer.text


def test_withheld_records_are_counted_and_to_be_confirmed(world: World, top: Path) -> None:
    events = (top / "proof/events.jsonl").read_bytes().splitlines(keepends=True)
    (top / "proof/events.jsonl").write_bytes(b"".join(events[:-1]))
    world.reseal(top)
    answer = run(top, *trusting(world))
    assert answer.code == UNSURE, answer.text
    assert "1 of 3 records were withheld" in answer.text


@pytest.mark.parametrize("times", [0, 2])
def test_records_that_do_not_fit_their_leaves_are_seen_under_any_seal(world: World, top: Path, times: int) -> None:
    lines = (top / "proof/events.jsonl").read_bytes()
    (top / "proof/events.jsonl").write_bytes(lines * times)
    world.reseal(top)
    assert run(top, *trusting(world)).code == BROKEN


def test_a_package_made_offline_is_to_be_confirmed(top: Path) -> None:
    (top / SEAL).unlink()
    (top / "seal.none.txt").write_bytes(b"offline\n")
    answer = run(top)
    assert answer.code == UNSURE
    assert "There is no seal" in answer.text


@pytest.mark.parametrize("who", ["stranger", "expired"])
def test_a_seal_by_someone_else_or_long_ago_is_to_be_confirmed(world: World, top: Path, who: str) -> None:
    authority: OpensslAuthority = getattr(world, who)
    (top / SEAL).write_bytes(authority.stamp(build.digest_of(top / build.TAGMANIFEST)))
    root = world.authority.root if who == "stranger" else authority.root
    answer = run(top, "--root", str(root))
    assert answer.code == UNSURE, answer.text
    assert "existed unchanged" not in answer.text


def test_a_root_that_lies_in_the_package_is_not_trusted_by_itself(world: World, top: Path) -> None:
    (top / "proof/tsa-certs").mkdir()
    shutil.copy(world.stranger.root, top / "proof/tsa-certs/tsa1.pem")
    build.redo_all(top)
    (top / SEAL).write_bytes(world.stranger.stamp(build.digest_of(top / build.TAGMANIFEST)))
    assert run(top, *trusting(world)).code == UNSURE
    assert run(top).code == UNSURE


def test_one_of_several_roots_is_enough(world: World) -> None:
    roots = ["--root", str(world.stranger.root), f"--root={world.authority.root}"]
    assert run(world.top, *roots).code == MATCHES


def test_a_copy_of_the_script_from_elsewhere_checks_a_folder_that_is_named(world: World, tmp_path: Path) -> None:
    place = tmp_path / "道具 箱"
    place.mkdir()
    (place / "verify").mkdir()
    shutil.copy(world.top / "verify/verify.sh", place / "verify")
    shutil.copy(world.authority.root, place / "-root.pem")
    assert run(world.top, "--root", "-root.pem", str(world.top), place=place).code == MATCHES
    assert run(world.top, place=place).code == WRONG_USE


@pytest.mark.parametrize(
    "arguments", [["--root"], ["--root", "no such file"], ["--root", "verify/verify.sh"], ["--key", "x"], ["a", "b"]]
)
def test_wrong_use_is_explained_and_is_no_verdict(world: World, arguments: list[str]) -> None:
    answer = run(world.top, *arguments)
    assert answer.code == WRONG_USE
    assert "usage" in answer.text


def only(tmp_path: Path, *tools: str) -> dict[str, str]:
    """A system that has these tools and no others."""
    place = tmp_path / "bin"
    place.mkdir()
    for tool in ("awk", "cat", "cut", "dirname", "find", "grep", "tail", "tr", *tools):
        (place / tool).symlink_to(str(shutil.which(tool)))
    return {"PATH": str(place)}


def test_shasum_stands_in_for_sha256sum(world: World, top: Path, tmp_path: Path) -> None:
    environment = only(tmp_path, "shasum", "openssl", "perl")
    assert run(top, *trusting(world), environment=environment).code == MATCHES
    alter(top)
    assert run(top, *trusting(world), environment=environment).code == BROKEN


def test_without_openssl_the_seal_is_to_be_confirmed(world: World, tmp_path: Path) -> None:
    answer = run(world.top, *trusting(world), environment=only(tmp_path, "sha256sum"))
    assert answer.code == UNSURE
    assert "openssl" in answer.text


def test_without_a_tool_that_hashes_nothing_is_called_checked(world: World, tmp_path: Path) -> None:
    answer = run(world.top, *trusting(world), environment=only(tmp_path, "openssl"))
    assert answer.code == UNSURE
    assert "sha256sum" in answer.text
    assert "一致（" not in answer.text.replace("不一致（", "")


def test_a_tool_that_fails_is_never_called_a_match(world: World, tmp_path: Path) -> None:
    environment = only(tmp_path, "openssl")
    (tmp_path / "bin/sha256sum").symlink_to(str(shutil.which("false")))
    assert run(world.top, *trusting(world), environment=environment).code == BROKEN


def test_shellcheck_has_nothing_to_say(world: World) -> None:
    """Debian's package `shellcheck`; without it this test fails, as it should."""
    done = subprocess.run(
        ["shellcheck", "--shell=sh", "--severity=style", "verify/verify.sh"],
        cwd=world.top, capture_output=True, text=True, check=False, timeout=50,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
