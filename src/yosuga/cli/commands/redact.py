"""`yosuga redact`: a copy to hand out, without the personal data that was found; the original stays as it is."""

import argparse
from pathlib import Path

from yosuga.cli import show
from yosuga.cli.parsing import WrongUse, path
from yosuga.cli.words import _

_COMMAND = "yosuga redact"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Make a copy of a text, picture or PDF in which personal data is covered, to hand to others. "
        "The copy is examined again; one in which something is still found is not handed out. Nothing is sent."
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="",
        metavar="FILE",
        help=_("a text, a picture or a PDF; it stays as it is. With --item, the name of one of its files"),
    )
    parser.add_argument("-o", "--output", type=path, metavar="FILE", help=_("the copy, a new file"))
    parser.add_argument(
        "--item", default="", metavar="ITEM", help=_("a kept item, such as E0001: its copy is kept beside it")
    )
    parser.add_argument("--case", default="", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument(
        "--types", default="", metavar="TYPES", help=_("cover only these, such as PERSON,PHONE (else: all)")
    )
    parser.add_argument(
        "--faces",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=_("cover faces in pictures (else: yes)"),
    )
    parser.add_argument(
        "--codes",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=_("cover QR codes in pictures (else: yes)"),
    )
    parser.add_argument(
        "--map",
        type=path,
        metavar="FILE",
        help=_("write what each mark of a text stands for, sealed with a passphrase (age), into a new file"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from yosuga.cli import redacting

    if arguments.item:
        return _in_the_vault(arguments)
    wanted = redacting.wanted(_kinds(arguments.types), faces=arguments.faces, codes=arguments.codes)
    if not arguments.file or arguments.output is None:
        raise WrongUse(_("Please name a file and, with -o, its copy; or an item with --item."), command=_COMMAND)
    done = redacting.redacted(Path(arguments.file), arguments.output, wanted=wanted, secret=arguments.map)
    if arguments.json:
        show.data(redacting.as_json(done))
        return 0
    for line in redacting.told(done):
        show.prose(line)
    return 0


def _in_the_vault(arguments: argparse.Namespace) -> int:
    from yosuga.cli import door, redacting

    if arguments.output is not None or arguments.map is not None:
        said = _("The copy of an item is kept in the vault; -o and --map are for files outside it.")
        raise WrongUse(said, command=_COMMAND)
    wanted = redacting.wanted(_kinds(arguments.types), faces=arguments.faces, codes=arguments.codes)
    with door.open_vault() as tools:
        from yosuga.evidence.redacting import redact_file

        case = door.the_case(arguments.case, tools=tools)
        with redacting.watched() as progress:
            made = redact_file(
                arguments.item,
                arguments.file,
                wanted=wanted,
                case=case,
                actor=door.ACTOR,
                tools=tools,
                progress=progress,
            )
    copy = made.entry
    if arguments.json:
        row = {"item": arguments.item, "copy": copy.name, "copy_sha256": copy.sha256, "size": copy.size}
        show.data({**row, "covered": made.covered, "notes": list(made.notes)})
        return 0
    show.prose(_("The copy is kept beside the original, and the log names both. The original is as it was."))
    for line in redacting.notes(made.notes):
        show.prose(line)
    return 0


def _kinds(given: str) -> list[str]:
    from yosuga.detect.base import Kind

    names = [name.strip().upper() for name in given.split(",") if name.strip()]
    if not Kind.__members__.keys() >= set(names):
        said = _("There is no such type. There are: {names}").format(names=", ".join(Kind.__members__))
        raise WrongUse(said, command=_COMMAND)
    return names
