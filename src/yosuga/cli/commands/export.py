"""`yosuga export`: write the package that anyone can verify."""

import argparse
from pathlib import Path

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.custody.package.contents import Sealed


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help=_("write a package that anyone can verify"))
    parser.add_argument("case", help=_("name or id of the case"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=_("folder to write it into"))
    parser.add_argument("--zip", action="store_true", help=_("write one ZIP file"))
    parser.add_argument("--items", default="", help=_("only these items, such as E0001,E0003; gaps stay visible"))
    parser.add_argument("--purpose", default="", help=_("what for; it is written into the log"))
    parser.add_argument("--recipient", default="", help=_("for whom; it is written into the log"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import exporting

        done = exporting.export(
            arguments.case,
            folder=arguments.output,
            zipped=arguments.zip,
            eids=[eid for eid in arguments.items.split(",") if eid],
            purpose=arguments.purpose,
            recipient=arguments.recipient,
            actor=door.ACTOR,
            tools=tools,
        )
        key = exporting.verifier_key(arguments.case, actor=door.ACTOR, tools=tools)
    sealed = sorted(done.written.seal.tokens) if isinstance(done.written.seal, Sealed) else []
    if arguments.json:
        show.data(
            {
                "path": str(done.written.path),
                "items": list(done.items),
                "withheld": list(done.withheld),
                "tagmanifest_sha256": done.written.tagmanifest_sha256,
                "sealed_by": sealed,
                "key": key,
            }
        )
        return 0
    show.line(str(done.written.path))
    show.aside(_("Items: {items}. Held back: {withheld}.").format(items=len(done.items), withheld=len(done.withheld)))
    if not sealed:
        show.aside(_("No time-stamp: {why}").format(why=getattr(done.written.seal, "reason", "")))
    show.aside(_("Give this key to the recipient by another way; with it the package is fully verified:"))
    show.aside(f"  {key}")
    return 0
