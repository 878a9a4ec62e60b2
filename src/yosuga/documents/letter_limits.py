"""How long a letter may be: what no person writes is refused before anything is set."""

from collections.abc import Iterator

from yosuga.documents.letter import Letter
from yosuga.errors import BadInput

MOST_CHARACTERS = 120_000  # a hundred full pages; the worst text of that length took 3 s and 500 MB
MOST_LINES = 20_000


class LetterTooLong(BadInput):
    """The letter is longer than can be set."""

    code = "letter-too-long"
    ja = (
        "文が長すぎて、書類にできません（目安は100ページまで）。書いた文はそのまま残っています。"
        "短くするか、一部を別紙に分けてください。"
    )
    en = (
        "The text is too long for a paper (about 100 pages at most). What was written is kept as it was. "
        "Please shorten it, or move a part into an annex."
    )


def within_limits(letter: Letter) -> Letter:
    """Return the letter itself. Raises LetterTooLong."""
    characters = lines = 0
    for text in _texts(letter):
        characters += len(text)
        lines += 1 + text.count("\n")
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise LetterTooLong(f"{characters}")
    return letter


def _texts(letter: Letter) -> Iterator[str]:
    yield from (letter.title, letter.opening, letter.copy, letter.note, letter.case)
    yield from (*letter.to, *letter.enclosed)
    rows = [*letter.sender, *(row for part in letter.parts for row in part.rows)]
    yield from (text for row in rows for text in (row.label, row.value))
    for part in letter.parts:
        yield from (part.heading, part.text, *(tick.label for tick in part.ticks))
