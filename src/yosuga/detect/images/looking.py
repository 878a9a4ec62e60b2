"""Looks at one picture, animation or film and says what it gives away; a first answer comes before anything is read."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from yosuga.detect.images import codes, faces, opening, plates, sessions, told, writing
from yosuga.detect.images.base import Box, Code, Face, Found, Line, Looked
from yosuga.detect.images.opening import Facts, Frame

_FRAMES, _FRAMES_THOROUGH = 12, 32
_TINY = (64, 64)
_SAME_PICTURE = 12.0  # the largest difference of two tiny grey pictures, of 255: one other word makes twenty


@dataclass
class _Gathered:
    """What was seen so far, in pixels of the file's picture."""

    facts: Facts
    size: tuple[int, int]
    codes: list[Code] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def answer(self, *, complete: bool) -> Looked:
        facts = self.facts
        return Looked(
            width=self.size[0],
            height=self.size[1],
            metadata=facts.metadata,
            codes=tuple(self.codes),
            faces=tuple(self.faces),
            lines=tuple(self.lines),
            findings=(*told.in_metadata(facts.metadata), *told.in_codes(self.codes), *self.found),
            warnings=tuple(dict.fromkeys((*facts.warnings, *self.warnings))),
            complete=complete,
        )


def look(source: Path | bytes, *, thorough: bool = False, first: Callable[[Looked], None] | None = None) -> Looked:
    """Return what a picture or film gives away. `first` is given the answer that needs no reading, at once.

    Boxes are in pixels of the upright picture in its own size. `thorough` turns the picture four ways for faces, looks
    closer at small letters, and takes more frames of a film. Raises PictureRefused, OSError.
    """
    with opening.opened(source, most=_FRAMES_THOROUGH if thorough else _FRAMES) as opened:
        loading = threading.Thread(target=_load)  # the reader is loaded while the picture is being opened
        loading.start()
        try:
            return _looked(opened, thorough=thorough, first=first, loading=loading)
        finally:
            loading.join()


def _load() -> None:
    sessions.finder()
    sessions.reader()


def _looked(
    opened: opening.Opened, *, thorough: bool, first: Callable[[Looked], None] | None, loading: threading.Thread
) -> Looked:
    gathered = _Gathered(opened.facts, size=(opened.facts.width, opened.facts.height))
    before: list[npt.NDArray[np.float32]] = []
    for frame in opened.frames():
        if _seen_before(frame.picture, before):
            continue
        gathered.size = (round(frame.picture.width * frame.scale), round(frame.picture.height * frame.scale))
        _see(gathered, frame, thorough=thorough)
        if first and len(before) == 1:
            first(gathered.answer(complete=False))
        loading.join()
        _read(gathered, frame, thorough=thorough)
    gathered.warnings += opened.warnings
    return gathered.answer(complete=True)


def _seen_before(picture: Image.Image, before: list[npt.NDArray[np.float32]]) -> bool:
    tiny = np.asarray(picture.convert("L").resize(_TINY, Image.Resampling.BOX), dtype=np.float32)
    if any(float(np.abs(tiny - other).max()) < _SAME_PICTURE for other in before):
        return True
    before.append(tiny)
    return False


def _see(gathered: _Gathered, frame: Frame, *, thorough: bool) -> None:
    known = {code.text for code in gathered.codes}
    seen = [code for code in codes.codes(frame.picture) if code.text not in known]
    gathered.codes += [replace(code, box=_full(code.box, frame.scale)) for code in seen]
    see = faces.thorough if thorough else faces.quick
    gathered.faces += [replace(one, box=_full(one.box, frame.scale)) for one in see(frame.picture)]


def _read(gathered: _Gathered, frame: Frame, *, thorough: bool) -> None:
    lines, complete = writing.lines(frame.picture, thorough=thorough)
    lines = plates.read_again(frame.picture, lines)
    if not complete:
        gathered.warnings.append("first-part-only")
    known = {line.text for line in gathered.lines}
    new = (
        _in_full(lines, frame.scale)
        if not known
        else _in_full([one for one in lines if one.text not in known], frame.scale)
    )
    gathered.lines += new
    gathered.found += told.in_lines(new)


def _in_full(lines: Sequence[Line], scale: float) -> list[Line]:
    if scale == 1.0:
        return list(lines)
    return [
        replace(
            line,
            box=_full(line.box, scale),
            places=tuple(_full(place, scale) for place in line.places),
            thickness=line.thickness * scale,
        )
        for line in lines
    ]


def _full(box: Box, scale: float) -> Box:
    if scale == 1.0:
        return box
    return Box(*(round(value * scale) for value in box.as_list()))
