"""What `yosuga check` was given: words typed, a text of any usual encoding, a picture, the input; within limits."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import BadFile, BadInput, NotFound

LARGEST_TEXT_BYTES = 20 << 20
# One word that ends as files do, or begins as paths do. An address on the web is a text.
_LIKE_A_FILE = re.compile(
    r"(?!https?:)(?:(?:~|\.{1,2})?[/\\]\S+"
    r"|\S+\.(?:txt|md|csv|json|html?|eml|pdf|docx?|xlsx?|png|jpe?g|gif|webp|heic|bmp|tiff?|mp4|mov|webm|zip))",
    re.IGNORECASE,
)


class FolderGiven(BadInput):
    """A folder stands where a file is wanted."""

    code = "a-folder"
    ja = "これはフォルダーです。何も調べていません。中のファイルの名前を書いてください（例: フォルダー/*）。"
    en = "This is a folder; nothing was looked at. Please name the files in it, such as folder/*."


@dataclass(frozen=True, slots=True)
class Text:
    """One text to look at; `name` is the file's, empty where the words were typed or came through the input."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture or film, or with `paper` a PDF, to look at, by its content, whatever its name says."""

    name: str
    paper: bool = False


def given(word: str) -> Text | Picture:
    """Return what `word` stands for: `-` the input, a file where there is one of that name, else a text itself.

    Raises BadFile for a file that is empty, too large or no text, NotFound for the name of a file that is not there,
    FolderGiven, and WrongUse for no words at all.
    """
    if word == "-":
        return _input()
    if is_file(word):
        return _file(word)
    if _is_folder(word):
        raise FolderGiven
    if _means_a_file(word):
        raise NotFound("file")
    if not word.strip():
        raise WrongUse(_("There are no words in it, so nothing was looked at."), command="yosuga check")
    return Text("", word)


def _input() -> Text:
    """Return the text that comes through the input; "nothing was found" in none at all would be untrue."""
    content = sys.stdin.buffer.read(LARGEST_TEXT_BYTES + 1)
    if not content.strip():
        raise WrongUse(_("The input is empty, so nothing was looked at."), command="yosuga check")
    return Text("", decoded(content))


def _means_a_file(word: str) -> bool:
    """Say whether a word that names no file was meant to: "nothing was found" in a slip of the name would be untrue."""
    return bool(_LIKE_A_FILE.fullmatch(word)) or _is_there(word)


def is_file(word: str) -> bool:
    """Say whether a word on the command line names a file; a text may be far longer than any name."""
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        return False


def _is_folder(word: str) -> bool:
    try:
        return Path(word).is_dir()
    except (OSError, ValueError):
        return False


def _is_there(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _file(name: str) -> Text | Picture:
    from yosuga.detect.images import kinds
    from yosuga.detect.images.refusals import DrawingGiven
    from yosuga.detect.redaction import whole

    with _opened(name) as file:
        head = file.read(kinds.HEAD)
        if kinds.picture_of(head) or kinds.film_of(head):
            return Picture(name)
        if kinds.refusal_of(head) == "a-pdf":
            return Picture(name, paper=True)
        if whole.is_drawing(head):
            raise DrawingGiven
        return Text(name, decoded(head + file.read(LARGEST_TEXT_BYTES + 1 - len(head))))


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except PermissionError as error:
        raise BadFile(error.strerror or "") from error


def decoded(content: bytes) -> str:
    """Return the text that a file of at most 20 MB holds. Raises BadFile."""
    from yosuga.detect.redaction import whole

    if len(content) > LARGEST_TEXT_BYTES:
        raise BadFile("> 20 MB")
    return whole.words_of(content)
