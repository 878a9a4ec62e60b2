"""What a receiver without any of this software finds in `verify/`: the form of the texts, and what PowerShell needs."""

import re
from importlib.resources import files

import pytest

from yosuga.custody.package.receiving import verify_files

VERIFIER = files("yosuga_verifier")
FILES = dict(verify_files())
SCRIPT = FILES["verify/verify.ps1"].decode("utf-8-sig")
# What Windows PowerShell 5.1 has without a module or a newer version.
KNOWN = {
    "Get-ChildItem", "Get-Content", "Get-FileHash", "Join-Path", "New-Object", "Resolve-Path", "Sort-Object",
    "Split-Path", "Test-Path", "Where-Object", "Write-Host",
}  # fmt: skip


def code() -> str:
    """The script without comments and what stands between quotes."""
    lines = (re.sub(r"'[^']*'", "''", line) for line in SCRIPT.split("\r\n"))
    return "\n".join(line.partition("#")[0] for line in lines)


@pytest.mark.parametrize("path", ["verify/HOWTO_ja.txt", "verify/HOWTO_en.txt", "verify/verify.ps1"])
def test_what_windows_opens_has_a_byte_order_mark_and_its_line_ends(path: str) -> None:
    content = FILES[path]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert content.endswith(b"\r\n")
    content.decode("utf-8")


def test_the_shell_script_has_neither() -> None:
    content = FILES["verify/verify.sh"]
    assert content.startswith(b"#!/bin/sh\n")
    assert b"\r" not in content


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_texts_name_only_files_that_a_package_holds(language: str) -> None:
    text = FILES[f"verify/HOWTO_{language}.txt"].decode()
    named = {name.replace("\\", "/") for name in re.findall(r"verify[/\\][A-Za-z_]+\.[a-z0-9]+", text)}
    assert named == {"verify/verify.sh", "verify/verify.ps1", "verify/verify.py"}
    assert named - {"verify/verify.py"} <= set(FILES)
    assert (VERIFIER / "verify.py").is_file()


def test_both_languages_have_the_same_sections() -> None:
    shapes = [
        [len(part.split("\r\n    ")) for part in re.split(r"\r\n-{5,}\r\n", FILES[f"verify/HOWTO_{one}.txt"].decode())]
        for one in ("ja", "en")
    ]
    assert len(shapes[0]) == len(shapes[1]) == 7


def test_powershell_finds_no_curly_quote_that_it_would_take_for_a_straight_one() -> None:
    assert not re.findall("[\u2018-\u201f]", SCRIPT)


def test_powershell_finds_every_bracket_and_quote_closed() -> None:
    text = code()
    for opening, closing in ("()", "{}", "[]"):
        assert text.count(opening) == text.count(closing)
    assert all(line.count("'") % 2 == 0 for line in text.split("\n"))


def test_powershell_finds_nothing_after_a_backtick_at_the_end_of_a_line() -> None:
    assert not re.findall(r"`[ \t]+\r\n", SCRIPT)
    assert not re.findall(r"[ \t]+\r\n", SCRIPT)


def test_powershell_5_1_has_every_command_that_is_used() -> None:
    own = set(re.findall(r"^function ([A-Z][A-Za-z]+-[A-Za-z]+)", SCRIPT, re.MULTILINE))
    used = set(re.findall(r"\b[A-Z][a-z]+-[A-Z][A-Za-z]+\b", code()))
    assert used - own <= KNOWN
    assert own <= used
    assert not re.findall(r"\?\?|\?\.|&&|\|\|", code())  # newer than 5.1


def test_powershell_compares_names_letter_by_letter() -> None:
    """-ceq and -clike overlook invisible characters, so an added file could pass for one that is in no list."""
    assert not re.findall(r"-c(?:eq|ne|like|notlike)\b", code())


def test_powershell_speaks_both_languages_and_has_the_exit_codes_of_the_verdicts() -> None:
    assert {"1", "2", "64"} == set(re.findall(r"\bexit (\d+)", SCRIPT))
    for word in ("一致", "要確認", "不一致", "does not match", "to be confirmed"):
        assert word in SCRIPT
