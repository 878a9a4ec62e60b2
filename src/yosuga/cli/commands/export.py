"""`yosuga export`: write the package that anyone can verify."""

import argparse
from pathlib import Path

from yosuga.cli import door, progress, show
from yosuga.cli.words import _
from yosuga.custody.package.contents import Sealed, Unsealed


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("case", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=_("folder to write the package into")
    )
    parser.add_argument("--zip", action="store_true", help=_("write one ZIP file"))
    parser.add_argument(
        "--items", default="", metavar="LIST", help=_("only these items, such as E0001,E0003; gaps stay visible")
    )
    parser.add_argument("--purpose", default="", metavar="TEXT", help=_("what for; it is written into the log"))
    parser.add_argument("--recipient", default="", metavar="TEXT", help=_("for whom; it is written into the log"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import exporting

        with progress.Files(tools) as files:
            done = exporting.export(
                arguments.case,
                folder=arguments.output,
                zipped=arguments.zip,
                choice=exporting.Choice(
                    eids=[eid.strip() for eid in arguments.items.split(",") if eid.strip()],
                    purpose=arguments.purpose,
                    recipient=arguments.recipient,
                ),
                papers=exporting.NoPapers(),
                actor=door.ACTOR,
                tools=files.counted(tools),
            )
        key = exporting.verifier_key(arguments.case, actor=door.ACTOR, tools=tools)
    written = done.written
    if arguments.json:
        show.data(
            {
                "path": str(written.path),
                "items": list(done.items),
                "withheld": list(done.withheld),
                "tagmanifest_sha256": written.tagmanifest_sha256,
                "sealed_by": sorted(written.seal.tokens) if isinstance(written.seal, Sealed) else [],
                "key": key,
            }
        )
        return 0
    show.line(str(written.path))
    show.aside(
        _("Items in it: {items}. Held back: {withheld}.").format(items=len(done.items), withheld=len(done.withheld))
    )
    if isinstance(written.seal, Unsealed):
        show.aside(_("It carries no time-stamp. `yosuga timestamp --help` tells how to have one."))
        show.aside(f"  [{written.seal.reason}]")
    show.aside(
        _("Give the recipient this key by another way (telephone, paper). With it the package is fully verified:")
    )
    show.aside(f"  {key}")
    return 0
