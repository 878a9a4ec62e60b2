"""`yosuga import`: take in files the person already has."""

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from yosuga.cli import door, labels, progress, show, streams
from yosuga.cli.words import _, in_language
from yosuga.errors import BadFile, NotFound, YosugaError
from yosuga.evidence.results import Imported
from yosuga.imports.base import Kind, Outcome
from yosuga.tools import Tools

_FOLDER = "a folder"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    kinds = [kind.value for kind in Kind]
    parser.epilog = _("Exit code: 0 all taken in, 1 one was not.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("files; the originals are never changed"))
    parser.add_argument("--case", default="default", metavar="NAME", help=_("name of the case; made when it is new"))
    parser.add_argument(
        "--kind",
        choices=kinds,
        metavar="KIND",
        help=_("what the files are: {kinds}").format(kinds=", ".join(kinds)),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a file"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    kind = Kind(arguments.kind) if arguments.kind else None
    troubles = [(path, _trouble(path)) for path in arguments.files]
    if all(error for _path, error in troubles):  # a slip in a name makes no vault and no case
        for path, error in troubles:
            _refuse(path, error or NotFound("file"), json=arguments.json)
        return 1
    with door.open_vault(create=True) as tools:
        case = door.case_or_new(arguments.case, tools=tools)
        return _take_all(arguments.files, kind=kind, case=case, json=arguments.json, tools=tools)


def _take_all(files: Sequence[Path], *, kind: Kind | None, case: str, json: bool, tools: Tools) -> int:
    """Take in one file after the other, and say of each how it went; return the exit code."""
    from yosuga.evidence import actions

    line, known, failed = progress.Line(), _known(case, tools=tools), 0
    for place, path in enumerate(files, start=1):
        line.tell(f"[{place}/{len(files)}] {path.name}")
        try:
            if error := _trouble(path):
                raise error
            taken = actions.import_file(path, kind=kind, case=case, actor=door.ACTOR, tools=tools)
        except (BadFile, NotFound) as error:
            line.clear()
            failed += 1
            _refuse(path, error, json=json)
            continue
        line.clear()
        first = known().setdefault(taken.item.sha256, taken.item.eid)
        with streams.outlived():
            (_as_json if json else _tell)(path, taken, same_as="" if first == taken.item.eid else first)
    return 1 if failed else 0


def _known(case: str, *, tools: Tools) -> Callable[[], dict[str, str]]:
    """Return what gives the first item of the case by its file's SHA-256. It is asked once a file is safely kept."""

    @cache
    def known() -> dict[str, str]:
        from yosuga.evidence import paging

        try:
            return dict(paging.by_hash(case, actor=door.ACTOR, tools=tools))
        except YosugaError:
            show.aside(
                _("Whether a file was there before cannot be said. It is kept. Please run `yosuga vault check`.")
            )
            return {}

    return known


def _trouble(path: Path) -> BadFile | NotFound | None:
    """Return why a path is no file that can be taken in, if it is none."""
    try:
        if path.is_file():
            return None
        if path.is_dir():
            return BadFile(_FOLDER)
        return BadFile("not a regular file") if path.exists() else NotFound("file")
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        return BadFile(error.strerror or "")


def _refuse(path: Path, error: BadFile | NotFound, *, json: bool) -> None:
    show.aside(f"{path}:")
    if error.detail == _FOLDER:
        show.aside(_("A folder cannot be taken in. Please name the files in it."))
    show.trouble(error)
    if json:
        told = {"item": None, "file": str(path), "error": error.code, "detail": error.detail}
        with streams.outlived():
            show.data({**told, "ja": error.ja, "en": error.en, "exit": error.exit_code})


def _as_json(path: Path, taken: Imported, *, same_as: str) -> None:
    show.data(
        {
            "item": taken.item.eid,
            "file": str(path),
            "kind": taken.reading.kind.value,
            "sha256": taken.item.sha256,
            "same_as": same_as or None,
            "checks": [
                {"what": one.what, "outcome": one.outcome.value, "detail": one.detail} for one in taken.reading.checks
            ],
            "warnings": list(taken.reading.warnings),
        }
    )


def _tell(path: Path, taken: Imported, *, same_as: str) -> None:
    from yosuga.imports import words

    show.line(f"✓ {taken.item.eid}  {labels.kind(taken.reading.kind.value)}  {path.name}")
    if same_as:
        show.prose(f"    · {_('The same file was already there, as {item}. Both are kept.').format(item=same_as)}")
    show.prose(f"    {in_language(words.ORIGIN.ja, en=words.ORIGIN.en)}")
    for check in taken.reading.checks:
        what, outcome = words.CHECKS[check.what], words.OUTCOMES[check.outcome]
        mark = {Outcome.HOLDS: "✓", Outcome.FAILS: "✗", Outcome.NOT_CHECKED: "·"}[check.outcome]
        said = in_language(f"{what.ja}: {outcome.ja}", en=f"{what.en}: {outcome.en}")
        show.prose(f"    {mark} {said} {check.detail}".rstrip())
    for code in taken.reading.warnings:
        show.prose(f"    · {in_language(words.WARNINGS[code].ja, en=words.WARNINGS[code].en)}")
    show.line("    SHA-256")
    show.line(f"    {taken.item.sha256}")
