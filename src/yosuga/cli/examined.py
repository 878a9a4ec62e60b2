"""What `yosuga check` was given: words typed, a text of any usual encoding, a picture, the input; within limits."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yosuga.charsets import whole_text
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import BadFile, NotFound

LARGEST_TEXT_BYTES = 20 << 20
# One word that ends as files do, or begins as paths do. An address on the web is a text.
_LIKE_A_FILE = re.compile(
    r"(?!https?:)(?:(?:~|\.{1,2})?[/\\]\S+"
    r"|\S+\.(?:txt|md|csv|json|html?|eml|pdf|docx?|xlsx?|png|jpe?g|gif|webp|heic|bmp|tiff?|mp4|mov|webm|zip))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text to look at; `name` is the file's, empty where the words were typed or came through the input."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture or film to look at, by its content, whatever its name says."""

    name: str


def given(words: Sequence[str]) -> Iterator[Text | Picture]:
    """Yield what each of `words` stands for: `-` the input, a file where there is one of that name, else a text itself.

    Raises BadFile for a file that is too large or no text, NotFound for the name of a file that is not there.
    """
    for word in words or ["-"]:
        if word == "-":
            yield _input()
        elif is_file(word):
            yield _file(word)
        elif _means_a_file(word):
            raise NotFound("file")
        else:
            yield Text("", word)


def _input() -> Text:
    """Return the text that comes through the input; "nothing was found" in none at all would be untrue."""
    text = decoded(sys.stdin.buffer.read(LARGEST_TEXT_BYTES + 1))
    if not text.strip():
        raise WrongUse(_("The input is empty, so nothing was looked at."), command="yosuga check")
    return Text("", text)


def _means_a_file(word: str) -> bool:
    """Say whether a word that names no file was meant to: "nothing was found" in a slip of the name would be untrue."""
    return bool(_LIKE_A_FILE.fullmatch(word)) or _is_there(word)


def is_file(word: str) -> bool:
    """Say whether a word on the command line names a file; a text may be far longer than any name."""
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        return False


def _is_there(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _file(name: str) -> Text | Picture:
    from yosuga.detect.images import kinds

    with Path(name).open("rb") as file:
        head = file.read(kinds.HEAD)
        if kinds.picture_of(head) or kinds.film_of(head):
            return Picture(name)
        return Text(name, decoded(head + file.read(LARGEST_TEXT_BYTES + 1 - len(head))))


def decoded(content: bytes) -> str:
    """Return the text that a file of at most 20 MB holds. Raises BadFile."""
    if len(content) > LARGEST_TEXT_BYTES:
        raise BadFile("> 20 MB")
    text = whole_text(content)
    if text is None:
        raise BadFile("文章ではないか、文字コードが分かりません / not a text, or of an unknown encoding")
    return text
