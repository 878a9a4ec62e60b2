"""Untouched packages: everything shown is 一致, what is withheld or unstamped is 要確認."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO

import pytest

from tests.verifier import build
from tests.verifier.authority import OpensslAuthority
from tests.verifier.conftest import Check, public_tools_pass
from tests.verifier.world import World
from yosuga_verifier import cli, screen
from yosuga_verifier.screen import fitted


class Pipe:
    """A file that can only be written, as a pipe is."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()

    def close(self) -> None:
        """The file is closed by whoever opened it."""


def test_an_untouched_package_matches(world: World, check: Check) -> None:
    verdict = check(world.full, *world.trust)
    assert (verdict.exit, verdict.codes("broken"), verdict.codes("open")) == (0, set(), set())
    assert verdict.report["verdict_ja"] == "一致"
    stamped = [one for one in verdict.findings if one["code"] == "stamped"]
    assert [one["step"] for one in stamped] == [10, 10, 11]
    assert all("existed unchanged at 20" in str(one["en"]) for one in stamped)


def test_public_tools_accept_an_untouched_package(world: World) -> None:
    assert public_tools_pass(world.full, root=world.authority.root)


def test_an_untouched_zip_matches(world: World, check: Check, tmp_path: Path) -> None:
    verdict = check(build.zipped(world.full, tmp_path / "a.zip"), *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (0, set())


def test_a_zip_written_to_a_pipe_matches(world: World, check: Check, tmp_path: Path) -> None:
    """Such a ZIP states sizes after the data (data descriptors)."""

    with (tmp_path / "a.zip").open("wb") as file:
        pipe = Pipe(file)
        with zipfile.ZipFile(pipe, "w") as archive:
            for path in sorted(world.full.rglob("*")):
                if path.is_file():
                    name = f"top/{path.relative_to(world.full).as_posix()}"
                    with archive.open(name, "w", force_zip64=True) as entry:
                        entry.write(path.read_bytes())
    assert check(tmp_path / "a.zip", *world.trust).exit == 0


def test_each_item_shows_after_and_before_which_token_it_was_recorded(world: World, check: Check) -> None:
    items = check(world.full, *world.trust).report["items"]
    assert isinstance(items, list)
    assert [item["id"] for item in items] == ["E0001", "E0002", "E0003"]
    for item in items:
        assert item["verdict"] == "fine"
        assert item["after"]["trusted"]
        assert item["before"]["trusted"]
        assert item["after"]["time"] <= item["before"]["time"]
        assert item["after"]["path"] != item["before"]["path"]


def test_a_withheld_item_is_shown_as_withheld_and_the_rest_holds(world: World, check: Check) -> None:
    verdict = check(world.withheld, *world.trust)
    assert (verdict.exit, verdict.codes("broken")) == (2, set())
    assert verdict.codes("open") == {"withheld-items", "withheld-events"}
    assert "E0002" in str(verdict.about("withheld-items")["en"])
    assert verdict.about("withheld-events")["en"] == (
        "2 events are withheld (numbers 3, 8). That they exist is proven; what they say is not shown."
    )


def test_a_package_made_offline_says_that_it_has_no_time(world: World, check: Check) -> None:
    verdict = check(world.offline, "--key", world.case.key.vkey)
    assert (verdict.exit, verdict.codes("broken"), verdict.codes("open")) == (2, set(), {"no-seal"})


def test_without_anything_to_trust_nothing_is_called_proven(world: World, check: Check) -> None:
    verdict = check(world.full)
    assert (verdict.exit, verdict.codes("broken")) == (2, set())
    assert verdict.codes("open") == {"self-claimed-key", "time-unknown"}
    assert [one["step"] for one in verdict.findings if one["code"] == "time-unknown"] == [10, 10, 11]


def test_without_openssl_times_are_open_and_it_is_said_why(
    world: World, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    verdict = check(world.full, *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (2, {"time-undecided"})
    assert "openssl" in str(verdict.about("time-undecided")["en"])


def test_a_seal_whose_certificate_has_expired_since_is_open(world: World, check: Check, tmp_path: Path) -> None:
    authority = OpensslAuthority(tmp_path / "old", name="old", years=(2000, 2002))
    top = build.copy(world.full, tmp_path)
    digest = build.digest_of(top / build.TAGMANIFEST)
    (top / "seal.tsa1.tsr").write_bytes(authority.stamp_in(2001, digest))
    verdict = check(top, *world.trust, "--root", str(authority.root))
    assert (verdict.exit, verdict.codes("open")) == (2, {"time-expired"})
    assert "2001-" in str(verdict.about("time-expired")["en"])


def test_the_report_reads_in_both_languages_and_promises_no_more_than_it_knows(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([str(world.full), *world.trust]) == 0
    text = capsys.readouterr().out
    assert text.startswith("判定 / Verdict: 一致 / matches\n")
    assert "existed unchanged" in text
    assert "投稿の内容が事実かどうかは示しません" in text


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--no-such-option"],
        ["/nowhere/at/all"],
        ["{full}", "--key", "nonsense"],
        ["{full}", "--root", "/nowhere.pem"],
        ["{full}", "--root", "{full}/bagit.txt"],
        ["{full}", "--since", "{full}/bagit.txt"],
    ],
)
def test_a_wrong_call_is_never_a_verdict(
    world: World, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([argument.format(full=world.full) for argument in arguments]) == 64
    said = capsys.readouterr()
    assert said.out == ""
    assert "yosuga-verify:" in said.err


def test_the_package_verifies_itself_with_nothing_installed_and_stays_as_it_was(world: World, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    before = sorted(top.rglob("*"))
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-S", "-E", str(top / "verify/verify.py"), str(top), *world.trust],
            cwd=tmp_path, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert sorted(top.rglob("*")) == before


def test_the_verifier_is_written_for_python_3_9_and_knows_only_the_standard_library() -> None:
    for path in build.SOURCE.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top == "yosuga_verifier" or top in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_a_report_on_a_terminal_breaks_lines_between_words_and_keeps_hashes_whole() -> None:
    digest = "ab" * 32
    text = (
        f"  不一致（3） data/a.txt: 内容が変わっています。目録に残る元のSHA-256は {digest} です。\n      one two three"
    )
    lines = fitted(text, columns=41).split("\n")
    assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert any(line.strip() == digest for line in lines)
    assert all(line.startswith("  ") and not line.strip().startswith(("。", "、", "）")) for line in lines)
    short = [line for line in lines if digest not in line]
    assert max(screen._width(line) for line in short) <= 40
