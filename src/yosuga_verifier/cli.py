"""`yosuga-verify PATH`: exit 0 一致, 2 要確認, 1 不一致; 64 when it was called wrongly, which is no verdict."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from yosuga_verifier import report
from yosuga_verifier.notes import BadNoteError, Key, parse_key
from yosuga_verifier.since import CannotReadOlderError, Older, read_older
from yosuga_verifier.verification import Trust, verify

USAGE = 64  # EX_USAGE of sysexits.h: argparse's own 2 would read as 要確認
_OUT_OF_MEMORY = 71  # EX_OSERR
_INTERRUPTED = 130
_LARGEST_ROOT = 4 * 1024 * 1024


class _WrongUseError(Exception):
    """The command was called wrongly; the text says how, in both languages."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _WrongUseError(f"引数が正しくありません / wrong arguments: {message}")


def main(argv: Sequence[str] | None = None) -> int:
    """Verify the package named by the arguments, print the report and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console without Japanese still gets the verdict
    try:
        given = _parser().parse_args(argv)
        path = _package(given.path)
        trust = Trust(roots=[_root(one) for one in given.root], key=_key(given.key), since=_since(given.since))
        result = verify(path, trust=trust)
    except _WrongUseError as wrong:
        print(f"yosuga-verify: {wrong}", file=sys.stderr)
        return USAGE
    except MemoryError:
        print("yosuga-verify: メモリーが足りず、判定できません / out of memory, no verdict", file=sys.stderr)
        return _OUT_OF_MEMORY
    except KeyboardInterrupt:
        print("yosuga-verify: 中断しました。判定はありません / interrupted, no verdict", file=sys.stderr)
        return _INTERRUPTED
    _print(report.as_json(result) if given.json else report.as_text(result))
    return report.exit_code(result)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="yosuga-verify",
        description="証拠一式が作成時から変わっていないかを確かめます。Checks that an evidence package is unaltered. "
        "Exit 0: 一致 matches; 2: 要確認 needs review; 1: 不一致 does not match; 64: called wrongly.",
    )
    parser.add_argument("path", metavar="PATH", help="証拠一式のフォルダーかZIP / the package, a folder or a ZIP")
    parser.add_argument(
        "--root",
        metavar="CERT",
        action="append",
        default=[],
        help="信頼する時刻認証局の証明書（PEM） / root of a time-stamping authority you trust; may be repeated",
    )
    parser.add_argument("--key", metavar="VKEY", help="作成者から別に受け取った鍵 / the key you got from the maker")
    parser.add_argument(
        "--since", metavar="OLDER", help="以前に受け取った証拠一式か先頭値 / an older package or checkpoint of the case"
    )
    parser.add_argument("--json", action="store_true", help="結果をJSONで出す / print the report as JSON")
    return parser


def _package(path: str) -> str:
    if not Path(path).is_dir() and not Path(path).is_file():
        raise _WrongUseError(f"フォルダーもZIPも見つかりません / there is no such folder or ZIP: {path!r}")
    return path


def _root(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            pem = file.read(_LARGEST_ROOT)
    except OSError as wrong:
        raise _WrongUseError(f"--root を読めません / cannot be read: {path!r} ({wrong.strerror})") from wrong
    if b"-----BEGIN CERTIFICATE-----" not in pem:
        raise _WrongUseError(f"--root はPEM形式の証明書ではありません / is no certificate in PEM form: {path!r}")
    return pem


def _key(text: str | None) -> Key | None:
    try:
        return None if text is None else parse_key(text.strip())
    except BadNoteError as wrong:
        raise _WrongUseError(f"--key が正しくありません / is malformed: {wrong}") from wrong


def _since(path: str | None) -> Older | None:
    try:
        return None if path is None else read_older(path)
    except CannotReadOlderError as wrong:
        raise _WrongUseError(f"--since を読めません / cannot be read: {wrong}") from wrong


def _print(text: str) -> None:
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe left early; the exit code still tells
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
