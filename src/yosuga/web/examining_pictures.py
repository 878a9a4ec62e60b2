"""What a picture gives away, as a page shows it: written words, faces, codes, and what the file says of itself."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.detect.base import Finding
from yosuga.detect.images.base import Found, Looked
from yosuga.detect.risk import Report, explain
from yosuga.detect.risk_words import Shade
from yosuga.web.examining import Piece, Row, alone, shade, together
from yosuga.web.words import pick, say

MOST_BYTES = 20_000_000
MOST_PICTURES = 3


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture with all that was seen in it; `content` is the file as it came, in memory alone."""

    name: str
    content: bytes
    looked: Looked
    report: Report

    @property
    def pieces(self) -> list[Piece]:
        """Return each thing that was found, with what it is."""
        return [Piece(one.text, shade(Shade(one.kind.value))) for one in self.looked.findings]

    @property
    def facts(self) -> list[str]:
        """Return what else is seen, one sentence each."""
        return list(_facts(self.looked))

    @property
    def doubts(self) -> list[str]:
        """Return what could not be looked at, one sentence each."""
        said = {
            "picture-damaged": say("The file is damaged. Only a part of it could be read."),
            "too-many-pixels": say("The picture is very large. Its words were not read."),
            "first-part-only": say("The picture is very long. Only its first part was read."),
        }
        return [said[code] for code in self.looked.warnings if code in said]

    @property
    def level(self) -> str:
        """Return how much it weighs in all; empty where no personal data was found."""
        return "" if self.report.level is None else pick(self.report.level.words)

    def together(self, *, leaked: bool) -> list[Row]:
        """Return what several things tell that stand together, the heaviest first."""
        return together(self.report, leaked=leaked)

    def alone(self, *, leaked: bool) -> list[Row]:
        """Return what each kind tells by itself, the heaviest first."""
        return alone(self.report, leaked=leaked)


def see(content: bytes, *, name: str) -> SeenPicture:
    """Look at a picture; it takes a second or two. Raises BadFile for what is no picture."""
    from yosuga.detect.images.looking import look

    looked = look(content)
    return SeenPicture(name, content, looked, _report(looked.findings))


def without(picture: SeenPicture) -> io.BytesIO:
    """Return a copy as PNG in which what was seen is black; it takes some seconds. Raises StillThere."""
    from yosuga.detect.redaction.pictures import Wanted, redact

    return io.BytesIO(redact(picture.content, wanted=Wanted()).content)


def _report(found: Sequence[Found]) -> Report:
    """Explain what was found as if it stood in one text, a line each."""
    text, findings = "", []
    for one in found:
        start = len(text)
        text += one.text + "\n"
        if one.text:
            findings.append(Finding(start, start + len(one.text), one.kind, one.score, one.cue))
    return explain(findings, text)


def _facts(looked: Looked) -> Iterator[str]:
    if looked.faces:
        yield say("Faces that can be seen: {n}.", n=len(looked.faces))
    if looked.codes:
        yield say("QR codes or barcodes that can be read: {n}.", n=len(looked.codes))
    said = {
        "location": say("The file itself says where the picture was taken."),
        "taken": say("The file itself says when the picture was taken."),
        "device": say("The file itself says with what it was made."),
        "serial": say("The file itself holds the number of a device."),
        "owner": say("The file itself names a person."),
        "thumbnail": say("The file holds a small copy that may show more."),
    }
    yield from (words for key, words in said.items() if looked.metadata.get(key))
