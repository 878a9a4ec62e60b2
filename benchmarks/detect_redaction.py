"""Copies scanned again, of our own layouts: `PYTHONPATH=src python -m benchmarks.detect_redaction`.

The pages are those of `tests/detect/layouts.py` (dark and light talk, tables, columns, labels, tilted, turned, very
long), each as a picture and as a one-page PDF, and their words as a text. A copy is clean when a new look finds no
personal data, face or code outside the black, and its file says nothing of itself. A line says whether its figure
holds; the exit code is 1 when one does not. `--of-each N` draws more of each layout.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from benchmarks.detect import Table
from yosuga.detect.redaction.pictures import Wanted
from yosuga.detect.redaction.refusing import StillThere


@dataclass(slots=True)
class Sums:
    """Counts of copies of one form."""

    asked: int = 0
    at_first: int = 0
    refused: int = 0
    left: int = 0
    said: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A copy after `rounds` looks; whether a new look finds something in it, and whether its file says anything."""

    rounds: int
    left: bool
    said: bool


def main() -> int:
    """Draw, redact, look again, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--of-each", type=int, default=2)
    given = parser.parse_args()
    from tests.detect.layouts import pages

    table = Table()
    for form, way in {"pictures": picture, "papers": paper, "texts": text}.items():
        sums = Sums()
        for name, page, words in pages(given.of_each):
            _count(sums, f"{form}: {name}", way, page, words)
        clean = sums.asked - sums.refused
        print(f"{form}: {sums.asked}, clean at first {sums.at_first}, after covering again {clean - sums.at_first}")
        table.row(f"{form} refused (of {sums.asked})", sums.refused, None, most=0)
        table.row(f"{form} with something left", sums.left, None, most=0)
        table.row(f"{form} with metadata left", sums.said, None, most=0)
    return 1 if table.broken else 0


def _count(sums: Sums, name: str, way: Callable[[Image.Image, str], Done], page: Image.Image, words: str) -> None:
    sums.asked += 1
    try:
        done = way(page, words)
    except StillThere:
        sums.refused += 1
        print(f"  refused: {name}", file=sys.stderr)
        return
    sums.at_first += done.rounds == 1
    sums.left, sums.said = sums.left + done.left, sums.said + done.said


def picture(page: Image.Image, _: str) -> Done:
    """Redact a photograph of the page that says where it was taken, and look at the copy as a check does."""
    from yosuga.detect.images.looking import look
    from yosuga.detect.redaction.pictures import redact
    from yosuga.detect.redaction.places import covers

    exif = page.getexif()
    exif[0x010F], exif.get_ifd(0x8825)[1] = "Fictional Phones", "N"
    out = BytesIO()
    page.save(out, "PNG", exif=exif)
    done = redact(out.getvalue(), wanted=Wanted())
    again = look(done.content)
    boxes = [box for one in again.findings for box in one.boxes]
    boxes += [*(one.box for one in again.faces), *(one.box for one in again.codes)]
    left = any(not covers(done.boxes, box) for box in boxes)
    return Done(done.rounds, left, said=bool(again.metadata.keys() - {"format"}))


def paper(page: Image.Image, _: str) -> Done:
    """Redact a PDF of the page, and look at the copy as it is rendered."""
    import pypdfium2

    from yosuga.detect.images.looking import look
    from yosuga.detect.redaction.papers import redact
    from yosuga.detect.redaction.places import covers

    out = BytesIO()
    page.convert("RGB").save(out, "PDF", resolution=200, title="Fictional title", author="Fictional author")
    done = redact(out.getvalue(), wanted=Wanted())
    copy = pypdfium2.PdfDocument(done.content)
    shown = BytesIO()
    copy[0].render(scale=200 / 72).to_pil().convert("RGB").save(shown, "PNG")
    again = look(shown.getvalue())
    left = any(not covers(done.pages[0], box) for one in again.findings for box in one.boxes)
    said = any(copy.get_metadata_dict(skip_empty=True)) or copy[0].get_textpage().count_chars() > 0
    copy.close()
    return Done(done.rounds, left, said=bool(said))


def text(_: Image.Image, words: str) -> Done:
    """Redact the words, and read the copy as a check does; a mark is nothing that was left."""
    import re

    from yosuga.detect.finding import find
    from yosuga.detect.redaction.numbering import Numbering
    from yosuga.detect.redaction.text import redact

    done = redact(words, numbering=Numbering())
    marks = {at for mark in re.finditer("【[^】]+】", done.text) for at in range(*mark.span())}
    left = any(not marks.issuperset(range(one.start, one.end)) for one in find(done.text))
    return Done(done.rounds, left, said=False)


if __name__ == "__main__":
    sys.exit(main())
