"""A letter or form as a PDF: what was written stands there whole, and what is masked is not in the file at all."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from yosuga.documents.court_text import Piece, is_short, pieces, visible
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.letter_limits import within_limits
from yosuga.documents.letter_words import day_of, made_at, to_whom, words_of
from yosuga.documents.line_ends import HALF_NOT_FIRST, HALF_NOT_LAST, NOT_FIRST, NOT_LAST
from yosuga.documents.typesetting import typeset
from yosuga.documents.wrapping import lines_of

_NOTE_PT, _NOTE_MM = 6.5, 140.0  # of a column of 148 mm; the page number stands beside it
_BAND_PT, _BAND_MM = 10.5, 155.0
_MOST_CLINGING = 4
_NO_BOX = {0x2610: "\u25a1"}  # the empty ballot box is in none of our fonts; the square is how forms print it

# How a line is set: ["text", words] flows; ["run", before, letters, after] breaks after any of its letters, and what
# stands before and after it stays beside it (JIS X 4051: no line begins with a closing mark or ends with an opening).
_Set = list[str]


def pdf(letter: Letter) -> bytes:
    """Return the letter as PDF/A-3a and PDF/UA-1 on A4; the same letter gives the same bytes.

    A masked row is a bar of one length, whatever its value was. An empty row, and a date that is None, is a blank to
    be filled in by hand. A URL is broken at the end of a line and copied out whole. A character that no font has is
    printed 〓 and named at the end. Raises LetterTooLong, FontMissing, TypesettingFailed.
    """
    return typeset("letter.typ", _data(within_limits(letter)), title=letter.title, made=made_at(letter))


def _data(letter: Letter) -> dict[str, object]:
    words = words_of(letter)
    foot = " ".join(filter(None, (letter.note, words.reference if letter.case else "", letter.case)))
    return {
        "language": letter.language,
        "title": _line(letter.title),
        "to": [_line(to_whom(line)) for line in letter.to],
        "sender": [_row(row) for row in letter.sender],
        "date": day_of(letter),
        "opening": _lines(letter.opening),
        "parts": [_part(part) for part in letter.parts],
        "enclosed": [_line(one) for one in letter.enclosed if one.strip()],
        "copy": list(lines_of(_one_line(letter.copy), point=_BAND_PT, room_mm=_BAND_MM)) if letter.copy else [],
        "note": _line(letter.note),
        "case": _line(letter.case),
        "foot_lines": len(lines_of(_one_line(foot), point=_NOTE_PT, room_mm=_NOTE_MM)) + 1,
        "seal": letter.seal and not any(row.masked for row in letter.sender),  # a seal would undo the bar
        "words": {
            "enclosed": words.enclosed,
            "covered": words.covered,
            "reference": words.reference,
            "seal": words.seal,
            "missing": words.missing,
        },
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "heading": _line(part.heading),
        "text": _lines(part.text),
        "rows": [_row(row) for row in part.rows],
        "ticks": [_tick(tick) for tick in part.ticks],
    }


def _row(row: Row) -> dict[str, object]:
    value = "" if row.masked else row.value
    return {"label": _line(row.label), "value": _lines(value), "masked": row.masked, "short": is_short(value)}


def _tick(tick: Tick) -> dict[str, object]:
    return {"label": _line(tick.label), "ticked": tick.ticked}


def _one_line(text: str) -> str:
    return visible(text).replace("\n", " ").strip()


def _line(text: str) -> list[_Set]:
    return _clinging(pieces(visible(text.translate(_NO_BOX)).replace("\n", " ").rstrip()))


def _lines(text: str) -> list[list[_Set]]:
    """Return each line of a text; none for an empty one. Spaces at its beginning are kept, as Japanese indents."""
    whole = pieces(text.strip("\r\n").translate(_NO_BOX) if text.strip() else "")
    parted = groupby(whole, key=lambda piece: piece[0] == "line")
    lines: list[list[_Set]] = []
    for is_break, group in parted:
        if is_break:
            lines.extend([] for _ in range(sum(1 for _ in group) - bool(lines)))
        else:
            lines.append(_clinging(list(group)))
    return lines


def _clinging(line: Sequence[Piece]) -> list[_Set]:
    """Return the pieces with each mark that may not be parted from a run beside it."""
    out: list[_Set] = []
    for kind, words in line:
        if kind == "run":
            out.append(["run", _taken_from(out), words, ""])
            continue
        tail, rest = _tail(words) if out and out[-1][0] == "run" else ("", words)
        if tail:
            out[-1][3] = tail
        if rest:
            out.append(["text", rest])
    return out


def _taken_from(out: list[_Set]) -> str:
    """Take opening brackets off the end of the text before a run and return them."""
    if not out or out[-1][0] != "text":
        return ""
    words = out[-1][1]
    count = _leading(reversed(words), among=NOT_LAST | HALF_NOT_LAST)
    if not count:
        return ""
    out[-1][1] = words[:-count]
    if not out[-1][1]:
        out.pop()
    return words[-count:]


def _tail(words: str) -> tuple[str, str]:
    count = _leading(words, among=NOT_FIRST | HALF_NOT_FIRST)
    return words[:count], words[count:]


def _leading(letters: Iterable[str], *, among: frozenset[str]) -> int:
    """Return how many of the first letters are such marks, at most four: a row of them must still fit a line."""
    return sum(1 for _ in _while_among(letters, among=among))


def _while_among(letters: Iterable[str], *, among: frozenset[str]) -> Iterator[str]:
    for count, letter in enumerate(letters):
        if letter not in among or count >= _MOST_CLINGING:
            return
        yield letter
