"""The written lines as one text, which knows for each of its characters where in the picture it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.detect.images import geometry
from yosuga.detect.images.base import Box, Line
from yosuga.detect.images.geometry import Joint

# What reading confuses, mended only where a number or an address is being read; one sign for one sign.
_MENDINGS = (
    (re.compile(r"(?<![A-Za-z])[T\uff34テデ下千干](?=[ ]?[0-9]{3}[-ー一\u2010−][0-9]{4}(?![0-9]))"), "〒"),
    (re.compile(r"(?<=[0-9])[Oo\uff2f○](?=[0-9]{2})|(?<=[0-9]{2})[Oo\uff2f○](?=[0-9\-])"), "0"),
    (re.compile(r"(?<=[0-9\-])[lI|](?=[0-9]{2})|(?<=[0-9]{2})[lI|](?=[0-9\-]|$)"), "1"),
    (re.compile(r"(?<=[0-9])[ー一―—–−_](?=[0-9])"), "-"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """`text` is as it was read; `mended` is as long and differs only where numbers are confused with letters."""

    text: str
    mended: str
    places: tuple[Box | None, ...]
    owners: tuple[int, ...]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes around a stretch of the text, one for each line it stands on."""
        held: dict[int, list[Box]] = {}
        for place, owner in zip(self.places[start:end], self.owners[start:end], strict=True):
            if place is not None:
                held.setdefault(owner, []).append(place)
        return tuple(geometry.around(places) for places in held.values())

    def surface(self, start: int, end: int) -> str:
        """Return what was read there, on one line."""
        return " ".join(self.text[start:end].split())


def of(lines: Sequence[Line], joints: Sequence[Joint]) -> Text:
    """Return the text of `lines`, with what stands behind each line."""
    signs: list[str] = []
    places: list[Box | None] = []
    owners: list[int] = []
    for number, (line, joint) in enumerate(zip(lines, joints, strict=True)):
        signs += [line.text, joint.value]
        places += [*line.places, *([None] * len(joint.value))]
        owners += [number] * (len(line.text) + len(joint.value))
    text = "".join(signs)
    return Text(text, mended(text), tuple(places), tuple(owners))


def mended(text: str) -> str:
    """Return the text with the signs set right that are numbers by what stands around them."""
    for pattern, sign in _MENDINGS:
        text = pattern.sub(sign, text)
    return text


def labelled(lines: Sequence[tuple[str, Line]]) -> Text:
    """Return lines each behind a label that the picture does not say in words; labels have no place."""
    signs = "".join(f"{label}{line.text}\n" for label, line in lines)
    places: list[Box | None] = []
    owners: list[int] = []
    for number, (label, line) in enumerate(lines):
        places += [*([None] * len(label)), *line.places, None]
        owners += [number] * (len(label) + len(line.text) + 1)
    return Text(signs, mended(signs), tuple(places), tuple(owners))
