"""`yosuga export`: write the package that anyone can verify, with its papers, for whoever receives it."""

import argparse
from collections.abc import Sequence

from yosuga.cli import destinations, door, progress, show
from yosuga.cli.parsing import path
from yosuga.cli.words import _, in_language
from yosuga.custody.package.contents import Sealed, Unsealed
from yosuga.evidence.results import Choice
from yosuga.proceedings.results import HandedOver, HandOver


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("case", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument(
        "-o", "--output", type=path, required=True, metavar="DIR", help=_("folder to write the package into")
    )
    parser.add_argument("--zip", action="store_true", help=_("write one ZIP file"))
    parser.add_argument(
        "--items",
        type=_numbers,
        default=(),
        metavar="LIST",
        help=_("only these items, such as E0001,E0003; gaps stay visible"),
    )
    parser.add_argument("--purpose", default="", metavar="TEXT", help=_("what for; it is written into the log"))
    parser.add_argument("--recipient", default="", metavar="TEXT", help=_("for whom; it is written into the log"))
    parser.add_argument(
        "--no-papers", dest="papers", action="store_false", help=_("evidence and proof alone, without papers")
    )
    parser.add_argument(
        "--masked",
        action="store_true",
        help=_("cover what the exhibit plan says, and keep the files of those items here"),
    )
    parser.add_argument(
        "--profile", default="default", metavar="NAME", help=_("limits of the receiver: default, mints, police, …")
    )
    parser.add_argument(
        "--age", action="append", default=[], metavar="KEY", help=_("one sealed file for the holder of this age key")
    )
    parser.add_argument(
        "--age-passphrase",
        action="store_true",
        help=_("one sealed file that opens with a passphrase you choose"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _numbers(text: str) -> Sequence[str]:
    """Return the items that are named. A list that names none is a slip, never a wish for everything."""
    import re

    named = [one for one in re.split(r"[\s,、，]+", text) if one]
    if not named:
        raise argparse.ArgumentTypeError(_("No item is named. Leave --items out to hand over all of them."))
    return named


def _run(arguments: argparse.Namespace) -> int:
    destinations.folder(arguments.output)
    with door.open_vault() as tools:
        from yosuga.evidence import exporting as evidence
        from yosuga.proceedings import exporting

        wish = _wish(arguments)
        with progress.Files(tools) as files:
            done = exporting.hand_over(
                arguments.case, folder=arguments.output, wish=wish, actor=door.ACTOR, tools=files.counted(tools)
            )
        key = evidence.verifier_key(arguments.case, actor=door.ACTOR, tools=tools)
    if arguments.json:
        show.data(_as_json(done, key=key))
    else:
        _tell(done, key=key, masked=arguments.masked)
    return 0


def _wish(arguments: argparse.Namespace) -> HandOver:
    from yosuga.cli import unlocking

    return HandOver(
        choice=Choice(
            eids=arguments.items,
            purpose=arguments.purpose,
            recipient=arguments.recipient,
        ),
        zipped=arguments.zip,
        papers=arguments.papers,
        masked=arguments.masked,
        profile=arguments.profile,
        keys=arguments.age,
        passphrase=unlocking.hand_over_passphrase() if arguments.age_passphrase else "",
    )


def _as_json(done: HandedOver, *, key: str) -> dict[str, object]:
    written = done.exported.written
    return {
        "path": str(done.path),
        "items": list(done.exported.items),
        "withheld": list(done.exported.withheld),
        "tagmanifest_sha256": written.tagmanifest_sha256,
        "sealed_by": sorted(written.seal.tokens) if isinstance(written.seal, Sealed) else [],
        "key": key,
        "seal_certificate": done.seal_fingerprint,
        "without_exhibit": list(done.unnumbered),
        "problems": [{"file": name, "limit": one.limit, "verified": one.verified} for name, one in done.problems],
    }


def _tell(done: HandedOver, *, key: str, masked: bool) -> None:
    opened_by = f"age -d -o {done.path.stem} [-i KEY] {done.path.name}"
    exported = done.exported
    show.line(str(done.path))
    show.aside(
        _("Items in it: {items}. Held back: {withheld}.").format(
            items=len(exported.items), withheld=len(exported.withheld)
        )
    )
    if isinstance(exported.written.seal, Unsealed):
        show.aside(_("It carries no time-stamp. `yosuga timestamp --help` tells how to have one."))
        show.aside(f"  [{exported.written.seal.reason}]")
    if done.path.suffix == ".age":
        show.aside(_("Whoever receives it opens it with the free program `age`:"))
        show.aside(f"  {opened_by}")
    if masked:
        show.aside(_("Covered items: their titles, addresses and times still stand in the records. Please look first."))
    if done.unnumbered:
        show.aside(
            _("Without an exhibit: {items}. `yosuga exhibits` gives them a number.").format(
                items=", ".join(done.unnumbered)
            )
        )
    for name, one in done.problems:
        show.aside(f"{name}: {in_language(one.ja, en=one.en)}")
    show.aside(
        _("Give the recipient this key by another way (telephone, paper). With it the package is fully verified:")
    )
    show.aside(f"  {key}")
