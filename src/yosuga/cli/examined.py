"""What `yosuga check` was given: words typed, a text of any usual encoding, a picture, the input; within limits."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yosuga.errors import BadFile

LARGEST_TEXT_BYTES = 20 << 20
_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")


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

    Raises BadFile for a file that is too large or no text.
    """
    if not words:
        yield Text("", decoded(sys.stdin.buffer.read(LARGEST_TEXT_BYTES + 1)))
    for word in words:
        if word == "-":
            yield Text("", decoded(sys.stdin.buffer.read(LARGEST_TEXT_BYTES + 1)))
        elif is_file(word):
            yield _file(word)
        else:
            yield Text("", word)


def is_file(word: str) -> bool:
    """Say whether a word on the command line names a file; a text may be far longer than any name."""
    try:
        return Path(word).is_file()
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
    if b"\0" in content[:4096]:
        raise BadFile("文章ではありません / not a text")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("文字コードが分かりません / unknown encoding")
