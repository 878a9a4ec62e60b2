"""`yosuga seal`: check the signed 封印証明書 of a package; no vault is needed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from yosuga.cli import show
from yosuga.cli.parsing import path
from yosuga.cli.words import _, in_language
from yosuga.clock import jst_words, rfc3339
from yosuga.documents.seals import SealFinding, Severity
from yosuga.errors import BadFile, NotFound

_NAME = "02_封印証明書.pdf"
_LARGEST = 16 * 2**20  # as the check itself takes
_EXIT = {Severity.FINE: 0, Severity.OPEN: 2, Severity.BROKEN: 1}


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = _("Exit code: 0 it holds, 2 something is left open, 1 it does not hold.")
    parser.add_argument("path", type=path, metavar="PATH", help=_("a package folder, or the PDF itself"))
    parser.add_argument(
        "--root",
        action="append",
        type=path,
        default=[],
        metavar="CERT",
        help=_("root certificate (PEM) of a time-stamping authority you trust; may be repeated"),
    )
    parser.add_argument(
        "--certificate", metavar="SHA256", help=_("fingerprint of the seal, as its maker told you by another way")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from yosuga.documents import seal_check

    paper = arguments.path / _NAME if arguments.path.is_dir() else arguments.path
    found = seal_check.check(_read(paper), roots=_roots(arguments.root), fingerprint=_given(arguments.certificate))
    if arguments.json:
        show.data(_as_json(found))
    else:
        _tell(found)
    return _EXIT[found.verdict]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFound("no 封印証明書 there") from error
    except OSError as error:
        raise BadFile(type(error).__name__) from error


def _roots(paths: Sequence[Path]) -> list[bytes]:
    return [_read(path) for path in paths]


def _given(fingerprint: str | None) -> str | None:
    return None if fingerprint is None else fingerprint.replace(":", "").replace(" ", "").lower()


def _tell(found: SealFinding) -> None:
    verdicts = {
        Severity.FINE: _("The seal holds."),
        Severity.OPEN: _("The seal holds as far as it could be checked; see below."),
        Severity.BROKEN: _("The seal does not hold."),
    }
    show.line(verdicts[found.verdict])
    for one in found.notes:
        show.line(f"  {in_language(one.ja, en=one.en)}")
    for time in found.times:
        trusted = _("trusted") if time.trusted else _("not checked against a root")
        show.line(f"  {jst_words(time.time)} JST / {rfc3339(time.time)} ({trusted})")
    if found.fingerprint:
        show.line("  " + _("Fingerprint of the seal: {sha256}").format(sha256=found.fingerprint))


def _as_json(found: SealFinding) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "level": None if found.level is None else found.level.value,
        "fingerprint": found.fingerprint,
        "notes": [{"code": one.code, "severity": one.severity.value, "detail": one.detail} for one in found.notes],
        "times": [
            {"time": rfc3339(one.time), "trusted": one.trusted, "over_whole_file": one.archive} for one in found.times
        ],
    }
