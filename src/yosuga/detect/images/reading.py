"""Reads one written line after another: each is cut out, laid straight, and read sign by sign with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from yosuga.detect.images import sessions, signs
from yosuga.detect.images.blobs import Slant
from yosuga.detect.images.sessions import Floats

HEIGHT = 48  # the network reads lines of this height
_STRIDE = 8  # and answers once in so many columns
_BUCKET = 64
_NARROWEST, _WIDEST = 48, 3200
_MOST_COLUMNS = 2048  # of one batch: bounds memory (18,710 signs are weighed at each answer)
_NEARLY_LEVEL = 0.6  # degrees


@dataclass(frozen=True, slots=True)
class Strip:
    """One line laid straight, as a picture of HEIGHT pixels."""

    picture: Image.Image


@dataclass(frozen=True, slots=True)
class Read:
    """What one strip says: `at` holds for every sign its middle as a share of the strip's length; scores 0..1."""

    text: str
    at: tuple[float, ...]
    scores: tuple[float, ...]

    @property
    def score(self) -> float:
        """The mean over the signs; 0 where nothing was read."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


def straight(picture: Image.Image, slant: Slant) -> Image.Image:
    """Cut a slanted rectangle out and lay it level, HEIGHT pixels high."""
    width = int(np.clip(round(slant.length * HEIGHT / max(1.0, slant.thickness)), 8, _WIDEST))
    if abs(slant.angle) < _NEARLY_LEVEL:
        box = _inside(slant, picture)
        return picture.resize((width, HEIGHT), Image.Resampling.BICUBIC, box=box)
    corners = slant.corners()
    quad = tuple(float(v) for point in (corners[0], corners[3], corners[2], corners[1]) for v in point)
    size = (max(1, round(slant.length)), max(1, round(slant.thickness)))
    level = picture.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    return level.resize((width, HEIGHT), Image.Resampling.BICUBIC)


def _inside(slant: Slant, picture: Image.Image) -> tuple[float, float, float, float]:
    left, top = max(0.0, slant.x - slant.length / 2), max(0.0, slant.y - slant.thickness / 2)
    right = min(float(picture.width), slant.x + slant.length / 2)
    bottom = min(float(picture.height), slant.y + slant.thickness / 2)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def read(strips: Sequence[Image.Image], *, only: str = "") -> list[Read]:
    """Return what each strip says, in order. With `only`, no other signs are considered."""
    answers: list[Read | None] = [None] * len(strips)
    for batch in _batches(strips):
        for at, answer in zip(batch, _read_batch([strips[one] for one in batch], only=only), strict=True):
            answers[at] = answer
    return [answer for answer in answers if answer is not None]


def _batches(strips: Sequence[Image.Image]) -> Iterator[list[int]]:
    """Strips of like length go together: a short one would be filled up to the longest."""
    batch: list[int] = []
    for at in sorted(range(len(strips)), key=lambda one: strips[one].width):
        width = _filled(strips[at].width)
        if batch and (_filled(strips[batch[0]].width) * 1.15 < width or width * (len(batch) + 1) > _MOST_COLUMNS):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _filled(width: int) -> int:
    return max(_NARROWEST, -(-width // _BUCKET) * _BUCKET)


def _read_batch(strips: list[Image.Image], *, only: str) -> Iterator[Read]:
    width = max(_filled(strip.width) for strip in strips)
    given = np.zeros((len(strips), 3, HEIGHT, width), dtype=np.float32)
    for row, strip in enumerate(strips):
        values = np.asarray(strip, dtype=np.float32)[:, :, ::-1].transpose(2, 0, 1)
        given[row, :, :, : strip.width] = values / 127.5 - 1.0
    chances = sessions.reader().run(given)[0]
    for strip, answer in zip(strips, chances, strict=True):
        yield _decoded(answer, share=width / strip.width, only=only)


def _decoded(chances: Floats, *, share: float, only: str) -> Read:
    """Connectionist temporal classification, greedily: equal neighbours are one sign, class 0 is none."""
    allowed = _allowed(only)
    best = allowed[chances[:, allowed].argmax(axis=1)] if only else (chances * _likely()).argmax(axis=1)
    firsts = np.flatnonzero((best != 0) & (np.diff(best, prepend=0) != 0))
    known = _signs()
    text, at, scores = [], [], []
    for first in firsts.tolist():
        last = first
        while last + 1 < len(best) and best[last + 1] == best[first]:
            last += 1
        text.append(known[best[first]])
        at.append(min(1.0, ((first + last) / 2 + 0.5) / len(best) * share))
        scores.append(float(chances[first : last + 1, best[first]].max()))
    return _trimmed(Read("".join(text), tuple(at), tuple(scores)))


def _trimmed(line: Read) -> Read:
    start = len(line.text) - len(line.text.lstrip())
    end = len(line.text.rstrip())
    return Read(line.text[start:end], line.at[start:end], line.scores[start:end])


@cache
def _signs() -> list[str]:
    return ["", *sessions.reader().words("character"), " "]


@cache
def _likely() -> Floats:
    return signs.likelihoods(_signs())


@cache
def _allowed(only: str) -> npt.NDArray[np.int64]:
    known = {sign: at for at, sign in enumerate(_signs())}
    return np.array([0, *sorted({known[sign] for sign in only if sign in known})], dtype=np.int64)
