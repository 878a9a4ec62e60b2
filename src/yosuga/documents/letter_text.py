"""A letter as plain text, for mail and for the one big field of a form: what the PDF says, and nothing of its frame."""

from collections.abc import Iterator

from yosuga.documents.court_text import visible
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.letter_words import Words, day_of, to_whom, words_of

_BAR = "■" * 8
_BLANK = "＿" * 10
_TICKED, _OPEN = "\u2611", "\u2610"
_ENGLISH_BLANK = "_" * 20


def text(letter: Letter) -> str:
    """Return the letter as lines parted by LF, ending with one. Hidden characters are shown as `[U+202E]`.

    The note at the foot and the case's number are of the paper and are left out: this text is handed in as it stands.
    A masked row says that it is withheld; an empty one is a blank.
    """
    words = words_of(letter)
    blocks = [
        "\n".join(line for line in (letter.copy, letter.title) if line),
        "\n".join(map(to_whom, letter.to)),
        day_of(letter) if letter.date else "",
        _rows(letter.sender, words, letter.language),
        letter.opening.strip("\r\n"),
        *(_part(part, words, letter.language) for part in letter.parts),
        _enclosed(letter, words),
    ]
    return visible("\n\n".join(block for block in blocks if block.strip())) + "\n"


def _enclosed(letter: Letter, words: Words) -> str:
    lines = [f"{number}. {one}" for number, one in enumerate(filter(str.strip, letter.enclosed), start=1)]
    return "\n".join([words.enclosed, *lines]) if lines else ""


def _part(part: Part, words: Words, language: str) -> str:
    return "\n".join(_lines(part, words, language))


def _lines(part: Part, words: Words, language: str) -> Iterator[str]:
    if part.heading:
        yield f"■ {part.heading}" if language == "ja" else part.heading
    if part.text.strip():
        yield part.text.strip("\r\n")
    if part.rows:
        yield _rows(part.rows, words, language)
    yield from map(_tick, part.ticks)


def _rows(rows: tuple[Row, ...], words: Words, language: str) -> str:
    blank = _BLANK if language == "ja" else _ENGLISH_BLANK
    return "\n".join(f"{row.label}{words.colon}{_value(row, words, blank)}" for row in rows)


def _value(row: Row, words: Words, blank: str) -> str:
    if row.masked:
        return f"{_BAR}{words.covered}"
    value = row.value.strip("\r\n")
    if not value.strip():
        return blank
    return f"\n{value}" if "\n" in value else value


def _tick(tick: Tick) -> str:
    return f"{_TICKED if tick.ticked else _OPEN} {tick.label}"
