"""`yosuga-verify PATH`: exit 0 一致, 2 要確認, 1 不一致; 64 when it was called wrongly, which is no verdict."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from yosuga_verifier.findings import Findings
from yosuga_verifier.hashing import Hashing
from yosuga_verifier.opening import open_package
from yosuga_verifier.paths import is_seal
from yosuga_verifier.usage import USAGE, WrongUseError

_OUT_OF_MEMORY = 71  # EX_OSERR
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUseError(f"引数が正しくありません / wrong arguments: {message}")


def main(argv: Sequence[str] | None = None) -> int:
    """Verify the package named by the arguments, print the report and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console without Japanese still gets the verdict
    try:
        given = _parser().parse_args(argv)
        path = _package(given.path)
        text, code = _verified(path, given)
    except WrongUseError as wrong:
        print(f"yosuga-verify: {wrong}", file=sys.stderr)
        return USAGE
    except MemoryError:
        print("yosuga-verify: メモリーが足りず、判定できません / out of memory, no verdict", file=sys.stderr)
        return _OUT_OF_MEMORY
    except KeyboardInterrupt:
        print("yosuga-verify: 中断しました。判定はありません / interrupted, no verdict", file=sys.stderr)
        return _INTERRUPTED
    _print(text)
    return code


def _verified(path: str, given: argparse.Namespace) -> tuple[str, int]:
    """Verify; return the report and the exit code. Raises WrongUseError."""
    findings = Findings()
    package = open_package(path, findings=findings)  # 1
    places = {} if package is None else {name: place for name, place in package.places.items() if not is_seal(name)}
    with Hashing(places) as hashing:
        # Loaded while every core hashes: it takes as long as hashing 100 MB.
        from yosuga_verifier import report, trust, verification

        trusted = trust.given(roots=given.root, key=given.key, since=given.since)
        result = verification.Result(findings)
        if package is not None:
            result = verification.verify(package, hashing, trust=trusted, findings=findings)
    if given.json:
        return report.as_json(result), report.exit_code(result)
    text = report.as_text(result)
    return (_for_screen(text) if sys.stdout.isatty() else text), report.exit_code(result)


def _for_screen(text: str) -> str:
    import shutil

    from yosuga_verifier.screen import fitted

    return fitted(text, columns=shutil.get_terminal_size().columns)


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
        raise WrongUseError(f"フォルダーもZIPも見つかりません / there is no such folder or ZIP: {path!r}")
    return path


def _print(text: str) -> None:
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe left early; the exit code still tells
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
