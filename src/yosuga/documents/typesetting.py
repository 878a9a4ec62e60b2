"""Sets a paper: a template of ours and values of others become a PDF, the same bytes wherever it is made."""

import ctypes
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from typst import Compiler, Fonts, TypstError

from yosuga.documents.fonts import FAMILIES, VENDORED, japanese_font, system_font, uncovered
from yosuga.errors import YosugaError
from yosuga.text import one_line

_ROUNDS = 8
_FORGETS_AFTER = 10  # papers; comemo, as the typesetter uses it
_MOST_LISTED = 40
_GETA = "〓"  # the printer's own sign for a character that is not at hand
# Characters that are no letters (controls, halves, private use), and the overrides that make text read backwards.
_NO_LETTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U000e001f"
    "\U000f0000-\U0010ffff]"
)
# What shapes its neighbours and has no form of its own: no reason to look for another font.
_SILENT = re.compile("[\n\t\u200b-\u200f\u2028-\u202c\u2060-\u2069\ufe00-\ufe0f\U000e0020-\U000e01ef]")
_NAMED = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesettingFailed(YosugaError):
    """The paper could not be typeset."""

    code = "typesetting-failed"
    ja = "書類を作れませんでした。証拠と記録は無事です。"
    en = "The paper could not be made. The evidence and the records are safe."


def typeset(template: str, data: Mapping[str, object], *, title: str, made: datetime) -> bytes:
    """Return a PDF/A-3a and PDF/UA-1 of `template`, a file of this folder that follows `house.typ`.

    The template finds `data` as `d`, and it is never evaluated; `house.typ` says what else it finds. A character that
    no font has is printed 〓 and named by `missing-note`, which ends the paper unless the template places it itself.
    The same arguments give the same bytes: `made` is the date within the file. Raises FontMissing, TypesettingFailed.
    """
    japanese_font()
    letters = set().union(*(set(text) for text in _texts([title, data])))
    gone = {letter for letter in letters if _NO_LETTER.match(letter)}
    rare = uncovered(letter for letter in letters - gone if not _SILENT.match(letter))
    moment = list(made.astimezone(UTC).timetuple()[:6])
    for _ in range(_ROUNDS):
        try:
            return _compiled(template, data, title=title, made=moment, gone=gone, rare=rare)
        except TypstError as error:
            culprits = _culprits(_named(str(error)), letters=letters - gone, rare=rare)
            if not culprits:
                break
            gone |= culprits
    try:
        return _compiled(template, data, title=title, made=moment, gone=gone | rare | _marks(letters), rare=rare)
    except TypstError as error:
        raise TypesettingFailed(template) from error


def let_go() -> None:
    """Give back the memory of papers set before: a table of 1,000 rows leaves 150 MB that nothing asks for again.

    The typesetter forgets what ten papers in a row did not need; the C library returns freed memory when it is told to.
    """
    for _ in range(_FORGETS_AFTER + 1):
        typeset("blank.typ", {}, title="-", made=datetime.fromtimestamp(0, UTC))
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None  # glibc alone has it
    if trim is not None:
        trim(0)


def _compiled(
    template: str, data: Mapping[str, object], *, title: str, made: list[int], gone: set[str], rare: frozenset[str]
) -> bytes:
    further = system_font() if rare - gone else None
    families = [FAMILIES[0], *([further.family] if further else []), *FAMILIES[1:]]
    swap = dict.fromkeys(map(ord, gone), _GETA)
    shown = one_line(title.translate(swap)) or template
    house = {"fonts": families, "missing": _listed(gone), "title": shown, "made": made}
    compiler = Compiler(
        input=_source(template),
        root=str(VENDORED.parent),  # what a template may import: our own files
        font_paths=_faces(further.path.parent if further else None),
        ignore_system_fonts=True,
    )
    inputs = {"data": json.dumps(_swapped(data, swap) if swap else data), "house": json.dumps(house)}
    # PDF/A-3 takes any attachment, its level a is tagged; UA is what a screen reader needs.
    paper = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"])
    if not isinstance(paper, bytes):
        raise TypesettingFailed(template)
    return paper


@cache
def _source(template: str) -> bytes:
    here = VENDORED.parent
    body = (here / template).read_bytes()
    last = b"" if b"missing-note" in body else b"\n#text(size: 8pt, missing-note)\n"
    return b"\n".join([(here / "house.typ").read_bytes(), body, last])


@cache
def _faces(further: Path | None) -> Fonts:
    """Return the typesetter's view of our fonts and those of a folder; reading them takes longer than a paper."""
    folders = [str(VENDORED), *([str(further)] if further else [])]
    return Fonts(include_system_fonts=False, font_paths=folders)


def _named(message: str) -> str:
    """Return the character the typesetter says it cannot show, or nothing."""
    named = _NAMED.search(message)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), named[1]) if named else ""


def _culprits(named: str, *, letters: set[str], rare: frozenset[str]) -> set[str]:
    """Return what to give up so that `named` can be shown: itself, or the marks that no font can put on a letter.

    Of a letter with a mark the typesetter names the letter, and there would be none like it left in the paper.
    """
    if not named or named in rare & letters:
        return {named} & letters
    marks = _marks(letters)
    return marks & rare or marks or {named} & letters


def _marks(letters: set[str]) -> set[str]:
    return {one for one in letters if unicodedata.category(one) in {"Mn", "Me", "Mc", "Cf"}}


def _listed(gone: set[str]) -> str:
    points = [f"U+{point:04X}" for point in sorted(map(ord, gone))]
    more = len(points) - _MOST_LISTED
    return " ".join(points[:_MOST_LISTED]) + (f" ほか{more}字" if more > 0 else "")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _swapped(value: object, swap: Mapping[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(swap)
    if isinstance(value, Mapping):
        return {name: _swapped(one, swap) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_swapped(one, swap) for one in value]
    return value
