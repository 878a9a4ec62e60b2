"""`yosuga detect`: personal data in documents or pictures, for scripts: lines of JSON in, lines of JSON out."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast

from yosuga.cli import show, streams
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _

Row = dict[str, object]
Look = Callable[[Iterable[str]], Iterator[Iterable[Row]]]
_COMMAND = "yosuga detect"
_PART = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("Say where personal data stands, one line of JSON per finding. Nothing is sent or kept.")
    parser.add_argument(
        "--jsonl",
        nargs="?",
        const="-",
        default="",
        metavar="FILE",
        help=_("documents, one JSON object a line (doc_id, text); without FILE from the input"),
    )
    parser.add_argument(
        "--least", type=float, default=0.5, metavar="SCORE", help=_("leave out what is less sure (0 to 1; 0.5)")
    )
    parser.add_argument("--images", default="", metavar="FOLDER", help=_("the pictures of a folder, one line for each"))
    parser.add_argument("--thorough", action="store_true", help=_("look at pictures more closely; this takes longer"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--redact", action="store_true", help=_("what `yosuga redact` would cover: more, to be safe"))
    what.add_argument(
        "--profile", default="", metavar="FILE", help=_("only what belongs to the people in this file, and to whom")
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.images:
        return _pictures(arguments)
    if not arguments.jsonl:
        raise WrongUse(_("Please say what to look at: `--jsonl FILE` or `--images FOLDER`."), command=_COMMAND)
    if not 0.0 <= arguments.least <= 1.0:
        raise WrongUse(_("`--least` takes a number from 0 to 1."), command=_COMMAND)
    look = _look(arguments)
    with _opened(arguments.jsonl) as stream:
        return _texts(stream, look=look)


def _pictures(arguments: argparse.Namespace) -> int:
    """Write one row for each picture. Raises NotFound."""
    from pathlib import Path

    from yosuga.errors import NotFound

    if arguments.redact or arguments.profile or arguments.jsonl not in {"", "-"}:
        raise WrongUse(_("`--images` goes with `--jsonl` alone, or with `--thorough`."), command=_COMMAND)
    folder = Path(arguments.images)
    if not folder.is_dir():
        raise NotFound("--images")
    from yosuga.detect.images.folder import rows

    code = 0
    for row in rows(folder, thorough=arguments.thorough):
        code = _PART if "error" in row else code
        show.data(row)
    return code


def _look(arguments: argparse.Namespace) -> Look:
    """Return what gives the rows of each of many texts. Raises NotFound, BadProfile."""
    from yosuga.cli import detecting

    if arguments.redact:
        return detecting.covered
    if arguments.profile:
        with _opened(arguments.profile) as stream:
            return partial(detecting.owned, profiles=detecting.profiles(stream))
    return partial(detecting.found, least=arguments.least)


def _texts(stream: BinaryIO, *, look: Look) -> int:
    """Write the rows of every document; whoever sends one and waits gets its rows before sending the next."""
    from yosuga.cli.detecting import Arriving, Unfit, documents

    code = 0
    arriving = cast("Arriving", stream)  # the input can say what has come, too; only its type has no word for it
    for given in documents(arriving):
        rows = look(one.text for one in given if not isinstance(one, Unfit))
        for document in given:
            if isinstance(document, Unfit):
                show.aside(_("Line {n} was left out: {why}").format(n=document.line, why=_why(document.why)))
                code = _PART
                continue
            for row in next(rows):
                streams.result(json.dumps({"doc_id": document.doc_id, **row}))
        streams.finish()
    return code


def _why(code: str) -> str:
    return {
        "too-long": _("it is too long (more than 64 MB)"),
        "not-utf-8": _("it is not UTF-8"),
        "not-json": _("it is not JSON"),
        "not-an-object": _("it is not a JSON object"),
        "no-doc_id": _("`doc_id` is missing, or neither text nor a whole number"),
        "no-text": _("`text` is missing or not text"),
    }[code]


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Open the file, or the input where its name is `-`. Raises NotFound, BadFile."""
    if name == "-":
        yield sys.stdin.buffer
        return
    from pathlib import Path

    from yosuga.errors import NotFound

    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, so that errors of reading stay apart
    except FileNotFoundError as error:
        raise NotFound("--jsonl") from error
    with stream:
        yield stream
