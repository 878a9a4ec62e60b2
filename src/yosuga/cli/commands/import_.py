"""`yosuga import`: take in files the person already has."""

import argparse
from pathlib import Path

from yosuga.cli import door, labels, progress, show
from yosuga.cli.words import _, in_language
from yosuga.errors import BadFile, NotFound
from yosuga.evidence.results import Imported
from yosuga.imports.base import Kind, Outcome


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
    if not any(path.is_file() for path in arguments.files):  # a slip in a name makes no vault and no case
        for path in arguments.files:
            _refuse(path, _why_not(path), json=arguments.json)
        return 1
    failed = 0
    with door.open_vault(create=True) as tools:
        case = door.case_or_new(arguments.case, tools=tools)
        from yosuga.evidence import actions

        line = progress.Line()
        for place, path in enumerate(arguments.files, start=1):
            line.tell(f"[{place}/{len(arguments.files)}] {path.name}")
            try:
                _look_for(path)
                taken = actions.import_file(path, kind=kind, case=case, actor=door.ACTOR, tools=tools)
            except (BadFile, NotFound) as error:
                line.clear()
                failed += 1
                _refuse(path, error, json=arguments.json)
                continue
            line.clear()
            (_as_json if arguments.json else _tell)(path, taken)
    return 1 if failed else 0


def _look_for(path: Path) -> None:
    if not path.is_file():
        raise _why_not(path)


def _why_not(path: Path) -> BadFile | NotFound:
    return BadFile("not a regular file") if path.exists() else NotFound("file")


def _refuse(path: Path, error: BadFile | NotFound, *, json: bool) -> None:
    show.aside(f"{path}:")
    if path.is_dir():
        show.aside(_("A folder cannot be taken in. Please name the files in it."))
    show.trouble(error)
    if json:
        show.data({"item": None, "file": str(path), "error": error.code})


def _as_json(path: Path, taken: Imported) -> None:
    show.data(
        {
            "item": taken.item.eid,
            "file": str(path),
            "kind": taken.reading.kind.value,
            "sha256": taken.item.sha256,
            "checks": [
                {"what": one.what, "outcome": one.outcome.value, "detail": one.detail} for one in taken.reading.checks
            ],
            "warnings": list(taken.reading.warnings),
        }
    )


def _tell(path: Path, taken: Imported) -> None:
    from yosuga.imports import words

    show.line(f"✓ {taken.item.eid}  {labels.kind(taken.reading.kind.value)}  {path.name}")
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
