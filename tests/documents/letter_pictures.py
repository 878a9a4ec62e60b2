"""Takes a picture of every page of every letter, for people to look at: `make letters TO=FOLDER [ONLY=PART]`.

Nothing of it belongs into the repository. All that stands in them is fictional.
"""

import io
import sys
from pathlib import Path

from tests.documents import letters
from yosuga.catalog.loader import Catalog, ours
from yosuga.documents import letter_docx, letter_paper, letter_text, naiyo_paper
from yosuga.documents.paper_pictures import drawn

_MOST_PAGES = 60


def main(to: Path, *, only: str = "") -> int:
    """Write the PDF, DOCX, text and pictures of each letter whose name holds `only` into `to`, and return how many."""
    to.mkdir(parents=True, exist_ok=True)
    catalog: Catalog = ours()
    count = 0
    for named in (*letters.our_own(), *letters.of_catalog(catalog)):
        if only in named.name:
            count += 1
            _write(to, named.name, letter_paper.pdf(named.letter))
            (to / f"{named.name}.docx").write_bytes(letter_docx.docx(named.letter))
            (to / f"{named.name}.txt").write_text(letter_text.text(named.letter), encoding="utf-8")
    for name, one in letters.certified():
        if only in name:
            count += 1
            _write(to, name, naiyo_paper.pdf(one))
    return count


def _write(to: Path, name: str, paper: bytes) -> None:
    (to / f"{name}.pdf").write_bytes(paper)
    for number, picture in enumerate(drawn(io.BytesIO(paper), first=1, most=_MOST_PAGES), start=1):
        (to / f"{name}-{number:02}.png").write_bytes(picture)


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), only=sys.argv[2] if len(sys.argv) > 2 else '')} letters\n")
