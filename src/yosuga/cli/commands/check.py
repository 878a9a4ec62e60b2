"""`yosuga check`: what a text or picture tells strangers, before it is posted or when it is out."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from yosuga.cli import checked, show
from yosuga.cli.examined import Picture, Text
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _, in_language
from yosuga.detect.base import Finding
from yosuga.detect.images.base import Looked
from yosuga.errors import BadInput

_COMMAND = "yosuga check"
_NONE, _PART = 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Show what a text or picture tells strangers, and what helps. Nothing is sent, and nothing is kept. "
        "Words typed here may stay in the shell's history; a file or the input (-) does not."
    )
    parser.add_argument(
        "given", nargs="*", metavar="TEXT|FILE", help=_("a text, or a file of text or a picture; - reads the input")
    )
    parser.add_argument("--leaked", action="store_true", help=_("what helps when others can read it already"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object, in both languages"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    words = arguments.given or ["-"]
    if not arguments.given and sys.stdin.isatty():
        raise WrongUse(_("Please give a text or a file; `-` reads the input."), command=_COMMAND)
    if arguments.json:
        return _as_json(words)
    now = checked.leaked if arguments.leaked else checked.before
    return _each(words, lambda word: _tell(word, now=now, many=len(words) > 1), _untold)


def _each(words: Sequence[str], look: Callable[[str], bool], missed: Callable[[str, BadInput], None]) -> int:
    """Look at each; where there are several, one that cannot be looked at does not stop the others.

    `look` says whether it could see all of it. Returns the exit code.
    """
    failed = part = 0
    for word in words:
        try:
            part += not look(word)
        except BadInput as error:
            if len(words) == 1:
                raise
            missed(word, error)
            failed += 1
    if failed:
        show.aside(_("Not looked at: {n} of {total}.").format(n=failed, total=len(words)))
    return _NONE if failed == len(words) else _PART if failed or part else 0


def _tell(word: str, *, now: checked.Now, many: bool) -> bool:
    from yosuga.cli import examined, seen
    from yosuga.detect.risk import explain

    one = examined.given(word)
    looked = _looked(one) if isinstance(one, Picture) else None
    if one.name and many:
        show.line(f"▼ {one.name}")
    if isinstance(one, Text):
        _print(checked.told(explain(_found(one.text), one.text), text=one.text, now=now), many=many)
    elif looked is not None:
        _print(seen.told(looked, now=now), many=many)
    return looked is None or not looked.warnings


def _print(rows: Iterable[str], *, many: bool) -> None:
    for row in rows:
        show.prose(row)
    if many:
        show.line()


def _found(text: str) -> tuple[Finding, ...]:
    """Return what stands in a text; while a long one is read, tell how far that is."""
    from yosuga.cli import progress
    from yosuga.detect.finding import find

    line = progress.Line()

    def watch(read: int, whole: int) -> None:
        if read < whole:
            line.tell(_("Text read: {n}%").format(n=100 * read // whole))

    try:
        return find(text, watch=watch)
    finally:
        line.clear()


def _looked(one: Picture) -> Looked:
    """Look at a picture, a film, or the pages of a PDF. Raises BadFile."""
    if one.paper:
        from yosuga.cli import redacting
        from yosuga.detect.redaction.leafing import leaf

        with redacting.watched() as progress:
            return leaf(redacting.content(Path(one.name)), progress=progress)
    from yosuga.detect.images.looking import look

    return look(Path(one.name))


def _untold(word: str, error: BadInput) -> None:
    show.line(f"▼ {word}")
    show.prose(_("This was not looked at."))
    show.prose(in_language(error.ja, en=error.en))
    show.line()


def _as_json(words: Sequence[str]) -> int:
    from yosuga.cli import checked_json

    rows: list[dict[str, object]] = []

    def look(word: str) -> bool:
        rows.append(_row(word))
        return not rows[-1].get("warnings")

    code = _each(words, look, lambda word, error: rows.append(checked_json.missed(word, error=error)))
    show.data({"rests_on": checked_json.rests_on(pictures=any("faces" in row for row in rows)), "examined": rows})
    return code


def _row(word: str) -> dict[str, object]:
    from yosuga.cli import checked_json, examined, seen
    from yosuga.detect.risk import explain

    one = examined.given(word)
    if isinstance(one, Picture):
        looked = _looked(one)
        return checked_json.picture(one.name, looked=looked, report=seen.weighed(looked)[0])
    findings = _found(one.text)
    return checked_json.source(one.name, findings=findings, report=explain(findings, one.text))
