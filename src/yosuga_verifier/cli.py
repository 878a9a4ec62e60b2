"""`yosuga-verify PATH`: exit 0 一致, 2 要確認, 1 不一致; 64 when it was called wrongly, which is no verdict."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from yosuga_verifier import streams
from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.hashing import Hashing
from yosuga_verifier.opening import open_package
from yosuga_verifier.paths import is_seal
from yosuga_verifier.usage import INTERRUPTED, NOT_WRITTEN, OUT_OF_MEMORY, NoVerdictError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise NoVerdictError(ja="引数が正しくありません", en="wrong arguments", detail=message)


def main(argv: Sequence[str] | None = None) -> int:
    """Verify the package named by the arguments, print the report and return the exit code."""
    streams.prepare()
    if argv is None:
        sys.excepthook = streams.unforeseen
    asked = list(sys.argv[1:] if argv is None else argv)
    try:
        text, code = _judged(asked)
    except NoVerdictError as why:
        return _no_verdict(why, json_too=_wants_json(asked))
    except KeyboardInterrupt:
        streams.aside("中断しました。判定はありません / interrupted, no verdict")
        return INTERRUPTED
    if streams.result(text):
        return code
    streams.aside("結果を書き出せず、判定を伝えられません / the report could not be written, no verdict")
    return NOT_WRITTEN


def _judged(asked: Sequence[str]) -> tuple[str, int]:
    """Return the report and the exit code. Raises NoVerdictError."""
    given = _parser().parse_args(asked)
    path = _package(given.path)
    try:
        return _verified(path, given)
    except MemoryError:
        raise NoVerdictError(
            "out-of-memory", ja="メモリーが足りず、判定できません", en="out of memory, no verdict", code=OUT_OF_MEMORY
        ) from None


def _no_verdict(why: NoVerdictError, *, json_too: bool) -> int:
    """Say why the package was not judged: to a script in one object, to a person in words."""
    if json_too:
        streams.result(json.dumps({"error": why.error, **why.said, "exit": why.code}))
    streams.aside(str(why))
    return why.code


def _wants_json(asked: Sequence[str]) -> bool:
    """Say whether the words ask for JSON, also where they could not be understood; what follows `--` is a path."""
    return "--json" in (asked[: asked.index("--")] if "--" in asked else asked)


def _verified(path: str, given: argparse.Namespace) -> tuple[str, int]:
    """Verify; return the report and the exit code. Raises NoVerdictError."""
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
        allow_abbrev=False,
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
    try:
        there = path != "" and (Path(path).is_dir() or Path(path).is_file())
    except OSError:  # a name that is too long, a folder that may not be looked into
        there = False
    if there:
        return path
    raise NoVerdictError(
        "not-found", ja="フォルダーもZIPも見つかりません", en="there is no such folder or ZIP", about=shown(repr(path))
    )
