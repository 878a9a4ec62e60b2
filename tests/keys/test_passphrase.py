"""Where a passphrase comes from, and that it is never shown on the way."""

import getpass
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from yosuga.errors import BadFile, BadInput
from yosuga.keys.passphrase import (
    NoHiddenPrompt,
    PassphrasesDiffer,
    PassphraseTooShort,
    Warn,
    ask,
    ask_new,
    from_file,
    to_bytes,
)


def typed(*answers: str) -> Callable[[str], str]:
    waiting = iter(answers)
    return lambda _prompt: next(waiting)


def private(path: Path, content: bytes) -> Path:
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_one_line_end_does_not_belong_to_the_passphrase(tmp_path: Path, ending: bytes) -> None:
    found = from_file(private(tmp_path / "p", "四つの 言葉 ".encode() + ending))
    assert found.passphrase == "四つの 言葉 "
    assert found.warnings == ()


def test_only_one_line_end_is_taken_away(tmp_path: Path) -> None:
    assert from_file(private(tmp_path / "p", b"a\n\n")).passphrase == "a\n"


def test_the_mark_some_editors_write_is_not_part_of_it(tmp_path: Path) -> None:
    assert from_file(private(tmp_path / "p", b"\xef\xbb\xbfabc\r\n")).passphrase == "abc"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_works_with_a_warning(tmp_path: Path, mode: int) -> None:
    path = private(tmp_path / "p", b"abc")
    path.chmod(mode)
    assert from_file(path).warnings == (Warn.READABLE_BY_OTHERS,)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadFile):
        from_file(tmp_path / "pipe")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"x" * 5000])
def test_a_file_without_a_usable_passphrase_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadFile):
        from_file(private(tmp_path / "p", content))


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(BadFile):
            from_file(path)


def test_what_was_found_does_not_show_in_a_traceback(tmp_path: Path) -> None:
    assert "secret" not in repr(from_file(private(tmp_path / "p", b"secret words")))


def test_a_new_passphrase_is_asked_twice() -> None:
    assert (
        ask_new("?", again="??", read=typed("ＡＢＣ言葉四つです", "ABC言葉四つです")).passphrase == "ＡＢＣ言葉四つです"
    )
    with pytest.raises(PassphrasesDiffer):
        ask_new("?", again="??", read=typed("言葉を四つ並べる", "言葉を五つ並べる"))
    with pytest.raises(PassphraseTooShort):
        ask_new("?", again="??", read=typed("short"))


def test_a_prompt_that_would_echo_is_refused() -> None:
    def echoing(_prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=1)
        return "shown"

    def ended(_prompt: str) -> str:
        raise EOFError

    for read in (echoing, ended):
        with pytest.raises(NoHiddenPrompt):
            ask("?", read=read)


def test_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(BadInput):
        to_bytes("abc\udc80")
