"""What a picture gives away, as a page shows it: written words, faces, codes, and what the file says of itself."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from yosuga.detect.base import Finding
from yosuga.detect.images.base import Looked
from yosuga.detect.risk import Report, explain
from yosuga.detect.risk_words import Shade
from yosuga.web.examining import Piece, Row, alone, scale, shade, together
from yosuga.web.looking_over import MOST_PAGES
from yosuga.web.words import say

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
        """Return what could not be looked at, one sentence each: it comes first."""
        said = {
            "picture-damaged": say("The file is damaged. Only a part of it could be read."),
            "too-many-pixels": say(
                "The picture is very large. Its words, faces and codes were not looked at. "
                "Please make it smaller first."
            ),
            "first-part-only": say("The picture is very long. Only its first part was read."),
            "see-through": say(
                "Parts are transparent, and something is drawn under them that others can make visible."
            ),
        }
        if self.paper:
            said["first-part-only"] = say("Of a long PDF all words were read, but only the first pages were looked at.")
        found = [said[code] for code in self.looked.warnings if code in said]
        return found if not self.film else [_about_films(), *(one for one in found if one != said["first-part-only"])]

    @property
    def film(self) -> bool:
        """Whether it is a film, of which no copy can be made."""
        return "length_s" in self.looked.metadata

    @property
    def paper(self) -> bool:
        """Whether it is a PDF, whose copy is made on the page of a kept item: it takes longer than a page may."""
        return self.looked.metadata.get("format") == "PDF"

    @property
    def unseen(self) -> bool:
        """Whether nothing but what the file says was looked at: then nothing can be called harmless."""
        return "too-many-pixels" in self.looked.warnings

    @property
    def level(self) -> str:
        """Return how much it weighs in all; empty where no personal data was found."""
        return scale(self.report)

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
    return SeenPicture(name, content, looked, _report(looked))


def leafed(content: bytes, *, name: str) -> SeenPicture:
    """Look through a PDF; it takes a second or two for a page. Raises BadFile, Locked."""
    from yosuga.detect.redaction.leafing import leaf

    looked = leaf(content, most=MOST_PAGES)
    return SeenPicture(name, content, looked, _report(looked))


def without(picture: SeenPicture) -> io.BytesIO:
    """Return a copy as PNG in which what was seen is black; it takes some seconds. Raises StillThere."""
    from yosuga.detect.redaction.pictures import Wanted, redact

    return io.BytesIO(redact(picture.content, wanted=Wanted()).content)


def _about_films() -> str:
    return say("Of a film single moments are looked at. What lies between them and its sound were not.")


def _report(looked: Looked) -> Report:
    """Explain what was found as if it stood in one text, a line each, with the faces beside it."""
    text, findings = "", []
    for one in looked.findings:
        start = len(text)
        text += one.text + "\n"
        if one.text:
            findings.append(Finding(start, start + len(one.text), one.kind, one.score, one.cue))
    return explain(findings, text, faces=len(looked.faces))


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
        "text": say("The file itself holds words or notes."),
        "thumbnail": say("The file holds a small copy that may show more."),
    }
    if "length_s" in looked.metadata:
        del said["text"]  # names of its parts
    yield from (words for key, words in said.items() if looked.metadata.get(key))
