"""A letter or form as a Word file: the same words as the PDF, editable, without anything of what is masked."""

from collections.abc import Iterator, Sequence

from yosuga.documents import docx_paper
from yosuga.documents.docx_paper import Bit, Cell, Grid, Line, Sheet
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.letter_limits import within_limits
from yosuga.documents.letter_words import Words, day_of, made_at, to_whom, words_of

_BAR = "■" * 8  # of one length, whatever it covers
_BLANK = "＿" * 18
_ENGLISH_DATE = "Date: " + "_" * 24
_TICKED, _OPEN = "\u2611", "\u2610"
_ROOM_MM = 165.0
_SENDER_MM = {"ja": (22.0, 66.0, 16.0), "en": (30.0, 90.0, 16.0)}
_FORM_MM = (42.0, 123.0)


def docx(letter: Letter) -> bytes:
    """Return the letter as DOCX (ISO/IEC 29500) on A4, without macros; the same letter gives the same bytes.

    A masked row is a bar of one length; an empty row leaves room to write. The author within the file is nobody.
    Raises LetterTooLong.
    """
    words = words_of(within_limits(letter))
    sheet = Sheet(
        title=letter.title,
        language=letter.language,
        made=made_at(letter),
        margins_mm=(24, 20, 24, 25),
        head=_band(letter),
        foot=tuple(_foot(letter, words)),
    )
    return docx_paper.written([*_head(letter, words), *_body(letter, words)], sheet=sheet)


def _band(letter: Letter) -> tuple[Line, ...]:
    band = Line(bits=(Bit(letter.copy, bold=True),), align="center", after=6, boxed=True)
    return (band,) if letter.copy else ()


def _head(letter: Letter, words: Words) -> Iterator[Line | Grid]:
    day = Line(bits=(Bit(day_of(letter) or _ENGLISH_DATE),), align="right" if letter.language == "ja" else "left")
    to = [Line(bits=(Bit(to_whom(line)),), after=0) for line in letter.to]
    sender = list(_sender(letter, words))
    blocks: list[Line | Grid] = [day, *to, _gap(), *sender]
    if letter.language == "en":
        blocks = [*sender, _gap(), day, _gap(), *to]
    yield from blocks
    if letter.title:
        align: docx_paper.Align = "center" if letter.language == "ja" else "left"
        yield Line(bits=(Bit(letter.title, 14, bold=True),), align=align, before=16, after=14, level=1)


def _gap() -> Line:
    return Line(after=6)


def _sender(letter: Letter, words: Words) -> Iterator[Grid]:
    """Yield who sends it, with room for the seal beside the last line; a masked sender is not to be sealed."""
    if not letter.sender:
        return
    sealed = letter.seal and letter.language == "ja" and not any(row.masked for row in letter.sender)
    last = len(letter.sender) - 1
    rows = tuple(
        (
            Cell(bits=(Bit(row.label),)),
            Cell(bits=_value(row, words) or (Bit(_BLANK),)),
            _seal(words, sealed and n == last),
        )
        for n, row in enumerate(letter.sender)
    )
    widths = _SENDER_MM[letter.language]
    yield Grid(
        rows=rows,
        widths_mm=widths,
        ruled=False,
        from_left_mm=_ROOM_MM - sum(widths) if letter.language == "ja" else 0.1,
    )


def _seal(words: Words, room: bool) -> Cell:  # noqa: FBT001 - a cell with or without it
    return Cell(bits=(Bit(f"({words.seal})", 9),) if room else (), align="center")


def _value(row: Row, words: Words) -> tuple[Bit, ...]:
    if row.masked:
        return (Bit(_BAR, bar=True), Bit(words.covered, 8))
    return (Bit(row.value.strip("\r\n")),) if row.value.strip() else ()


def _body(letter: Letter, words: Words) -> Iterator[Line | Grid]:
    yield from _running(letter.opening)
    for part in letter.parts:
        yield from _part(part, words)
    if any(map(str.strip, letter.enclosed)):
        yield _heading(words.enclosed)
        for number, one in enumerate(filter(str.strip, letter.enclosed), start=1):
            yield Line(bits=(Bit(f"{number}.　{one}" if letter.language == "ja" else f"{number}. {one}"),))
    if letter.seal and letter.language == "en":
        yield Line(bits=(Bit(f"{words.seal}: {'_' * 40}"),), before=30)


def _part(part: Part, words: Words) -> Iterator[Line | Grid]:
    if part.heading:
        yield _heading(part.heading)
    yield from _running(part.text)
    if part.rows:
        yield Grid(rows=tuple(_form_row(row, words) for row in part.rows), widths_mm=_FORM_MM, height_mm=8)
        yield Line(after=4)
    yield from map(_tick, part.ticks)


def _form_row(row: Row, words: Words) -> tuple[Cell, Cell]:
    return Cell(bits=(Bit(row.label, 10),), shaded=True), Cell(bits=_value(row, words))


def _tick(tick: Tick) -> Line:
    return Line(bits=(Bit(f"{_TICKED if tick.ticked else _OPEN} {tick.label}"),), indent_mm=2)


def _heading(text: str) -> Line:
    return Line(bits=(Bit(text, bold=True),), before=12, after=4, level=2)


def _running(text: str) -> Iterator[Line]:
    """Yield each line as a paragraph of its own, blank ones too, so that it can be edited as it reads."""
    if text.strip():
        for line in text.strip("\r\n").replace("\r\n", "\n").split("\n"):
            yield Line(bits=(Bit(line),) if line.strip() else ())


def _foot(letter: Letter, words: Words) -> Sequence[Line]:
    numbers = (Bit("", 9, counted="PAGE"), Bit("/", 9), Bit("", 9, counted="NUMPAGES"))
    lines = [Line(bits=numbers, align="right", after=0)]
    case = f"{words.reference} {letter.case}" if letter.case else ""
    return [*lines, *(Line(bits=(Bit(text, 6.5),), after=0) for text in (letter.note, case) if text)]
