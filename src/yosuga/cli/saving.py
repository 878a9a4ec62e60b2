"""Keeps the answers of a person in a file, where they ask for it: for them alone, and over nothing unasked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from unicodedata import normalize

from yosuga.cli import answer_files, destinations, failing, show
from yosuga.cli.words import _
from yosuga.errors import BadFile, NotFound, YosugaError
from yosuga.rules.reading import refuse_numbers

Line = Callable[[], str]

_YES = {"y", "yes", "はい"}


def checked(name: str) -> Path:
    """Return the file that answers are to be kept in. Raises NotFound (its folder), BadFile, PlaceUnfit."""
    for part in Path(name).parts:
        refuse_numbers(part, field="--save")
    try:
        path = Path(name).expanduser()
        path.exists()  # a name that is too long fails here, before the first question
    except RuntimeError:  # ~somebody, who is not here
        raise NotFound("--save") from None
    except OSError as error:
        raise BadFile(error.strerror or "--save") from None
    if "\0" in name or path.is_dir():
        raise BadFile("--save")
    if not path.parent.is_dir():
        raise NotFound("--save")
    destinations.writable(path.parent)
    return path


def kept(raw: Mapping[str, object], *, path: Path, line: Line) -> bool:
    """Keep the answers, and say so; return whether they are kept. Nothing is written over without asking."""
    replace = path.exists() or path.is_symlink()
    if replace and not _agreed(line):
        show.aside(_("Your answers were not kept. The file is as it was."))
        return False
    try:
        answer_files.keep(_written(raw), path=path, replace=replace)
    except (OSError, YosugaError) as error:
        show.trouble(error if isinstance(error, YosugaError) else failing.of_the_system(error))
        show.aside(_("Your answers were not kept."))
        return False
    show.aside(_("Your answers are kept in the file, readable for you alone. They are not encrypted."))
    return True


def offered(raw: Mapping[str, object], *, save: str, line: Line) -> bool:
    """Offer to keep the answers: in the file that was named, or in one that is typed now."""
    name = save
    if not name:
        show.aside(_("To go on another time, type a name for a file. Enter alone: keep nothing."))
        name = line().strip()
    elif not _said_yes(_("Keep your answers so far in the file?"), line=line):
        return False
    while name:
        try:
            return kept(raw, path=checked(name), line=line)
        except YosugaError as error:
            show.trouble(error)
            name = line().strip()
    return False


def _agreed(line: Line) -> bool:
    return _said_yes(_("A file of that name is already there. Write over it?"), line=line)


def _said_yes(question: str, *, line: Line) -> bool:
    show.aside(f"{question} {_('(y: yes, Enter: no)')}")
    return normalize("NFKC", line()).strip().casefold() in _YES


def _written(raw: Mapping[str, object]) -> str:
    """Return the answers as an answers file (docs/formats/answers.md)."""
    import yaml

    return yaml.safe_dump(dict(raw), allow_unicode=True, sort_keys=False)
