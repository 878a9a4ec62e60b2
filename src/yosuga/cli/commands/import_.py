"""`yosuga import`: take in files the person already has."""

import argparse
from pathlib import Path

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _, language
from yosuga.errors import BadFile
from yosuga.evidence.results import Imported
from yosuga.imports import words
from yosuga.imports.base import Kind, Outcome
from yosuga.imports.words import Words


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help=_("take in files you already have: screenshots, mail, LINE talks …"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("files; the originals are never changed"))
    parser.add_argument("--case", default="default", help=_("name of the case; made when it is new"))
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help=_("what the files are"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a file"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    kind = Kind(arguments.kind) if arguments.kind else None
    failed = 0
    with door.open_vault(create=True) as tools:
        case = door.case_or_new(arguments.case, tools=tools)
        from yosuga.evidence import actions

        for path in arguments.files:
            try:
                taken = actions.import_file(path, kind=kind, case=case, actor=door.ACTOR, tools=tools)
            except BadFile as error:
                failed += 1
                show.aside(f"{path}:")
                show.trouble(error)
                if arguments.json:
                    show.data({"item": None, "file": str(path), "error": error.code})
                continue
            (_as_json if arguments.json else _tell)(path, taken)
    return 1 if failed else 0


def _as_json(path: Path, taken: Imported) -> None:
    show.data(
        {
            "item": taken.item.eid,
            "file": str(path),
            "kind": taken.reading.kind.value,
            "sha256": taken.item.sha256,
            "checks": [{"what": one.what, "outcome": one.outcome.value} for one in taken.reading.checks],
            "warnings": list(taken.reading.warnings),
        }
    )


def _tell(path: Path, taken: Imported) -> None:
    show.line(f"{taken.item.eid}  {path.name}")
    show.line(f"      {_('not captured by us')} · {taken.reading.kind.value} · SHA-256 {taken.item.sha256}")
    for check in taken.reading.checks:
        mark = {Outcome.HOLDS: "✓", Outcome.FAILS: "✗", Outcome.NOT_CHECKED: "·"}[check.outcome]
        said = f"{_in(words.CHECKS[check.what])}: {_in(words.OUTCOMES[check.outcome])} {check.detail}"
        show.line(f"      {mark} {said}".rstrip())
    for code in taken.reading.warnings:
        show.line(f"      ! {_in(words.WARNINGS[code])}")


def _in(text: Words) -> str:
    return text.en if language() == "en" else text.ja
