"""A picture without what was seen in it: black burned into a fresh raster, encoded anew from its pixels, seen again."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Literal

from PIL import Image

from yosuga.detect import finding
from yosuga.detect.base import Kind
from yosuga.detect.images.base import Box, Looked
from yosuga.detect.redaction.covering import cover
from yosuga.detect.redaction.places import Find, boxes_of, covers, grown
from yosuga.detect.redaction.refusing import StillThere, TooLarge

ROUNDS = 6
_CLOSELY = 3  # rounds that cover around what is still seen; those after them cover its whole line
Form = Literal["PNG", "JPEG"]
Look = Callable[[bytes], Looked]
Progress = Callable[[int, int], None]  # pages done, and of how many
_BLACK = (0, 0, 0)
_LONG = "first-part-only"
_STRIP, _OVERLAP = 3000, 300  # pixels: what is read at once of a very long page, and what two strips share
_NEUTRAL = frozenset({"format"})  # what kind of file it is
DAMAGED, SMALLER, FIRST_ONLY = "picture-damaged", "made-smaller", "first-picture-only"
NOTES = (DAMAGED, SMALLER, FIRST_ONLY)  # what a copy is not the whole of
_UNREAD = frozenset({DAMAGED, "too-many-pixels", _LONG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is covered in a picture: text of `kinds` (all where None), faces, and codes that a camera reads."""

    kinds: frozenset[Kind] | None = None
    faces: bool = True
    codes: bool = True


@dataclass(frozen=True, slots=True)
class RedactedPicture:
    """The copy as a file of `form`, the rectangles that are black in it (pixels), and how often it was seen again.

    `notes` are of NOTES.
    """

    content: bytes
    form: Form
    boxes: tuple[Box, ...]
    rounds: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raster:
    """The upright pixels of a picture, and of what they are not the whole."""

    picture: Image.Image
    notes: tuple[str, ...]


def redact(content: bytes, *, wanted: Wanted, form: Form = "PNG", look: Look | None = None) -> RedactedPicture:
    """Return a copy of a picture without what is seen in it, and without anything its file says besides pixels.

    Of a moving picture the copy shows the first frame. Raises BadFile, TooLarge; StillThere where something can be
    seen after six rounds.
    """
    read = raster(content)
    return replace(burned(read.picture, wanted=wanted, form=form, look=look), notes=read.notes)


def raster(content: bytes) -> Raster:
    """Return the upright pixels of a picture and nothing else of it, read where a stranger's file can do no harm.

    A very large picture is made smaller; of a broken one the copy has what could be read. Raises BadFile, TooLarge.
    """
    from yosuga.detect.images.opening import opened
    from yosuga.detect.images.refusals import PictureDamaged

    with opened(content, most=2) as file:
        if "too-many-pixels" in file.facts.warnings:
            raise TooLarge("too-many-pixels")
        frames = file.frames()
        frame = next(frames, None)
        if frame is None:
            raise PictureDamaged
        further = next(frames, None) is not None
        held = {DAMAGED: DAMAGED in file.warnings, SMALLER: frame.scale > 1, FIRST_ONLY: further}
        return Raster(frame.picture, tuple(note for note in NOTES if held[note]))


def burned(
    picture: Image.Image,
    *,
    wanted: Wanted,
    form: Form = "PNG",
    also: Sequence[Box] = (),
    look: Look | None = None,
) -> RedactedPicture:
    """Cover what is seen in a raster, and `also`; see the encoded copy again and cover what is left, up to six times.

    `look` replaces the eyes: a thorough look and a quick one, for each sees a copy as the other does not.
    """
    eyes = [_Eyes(one, wanted) for one in ([look] if look else _looks())]
    black = [*also, *eyes[0].seen(picture, encoded(picture, form="PNG"), find=cover)]
    find: Find = cover
    for rounds in range(1, ROUNDS + 1):
        _burn(picture, black)
        content = encoded(picture, form=form)
        left = _left(eyes, content, black, find=find)
        if not left:
            return RedactedPicture(content, form, tuple(sorted(set(black))), rounds)
        black += [_wider(box, rounds, inside=picture.size) for box in left]
        # The wide net is cast twice; on what is left between the black, it would find new words at every reading.
        find = finding.find
    raise StillThere(f"rounds={ROUNDS}")


def _left(eyes: Sequence["_Eyes"], content: bytes, black: Sequence[Box], *, find: Find) -> list[Box]:
    """Return what the first of these eyes that sees anything still sees in a copy, outside of what is black."""
    picture = _as_read(content)
    for one in eyes:
        left = [box for box in one.seen(picture, content, find=find, bare=True) if not covers(black, box)]
        if left:
            return left
    return []


def _wider(box: Box, rounds: int, *, inside: tuple[int, int]) -> Box:
    """Return what is covered of something that is still seen: more at each round, at last its line to both ends.

    Its edges were what gave it away; where more of them does not help, it is read out of what stands beside it.
    """
    if rounds < _CLOSELY:
        return grown(box, by=box.height * rounds // 2, inside=inside)
    along = max(inside) if rounds > _CLOSELY else 2 * max(box.width, box.height)
    if box.width >= box.height:
        box = Box(box.left - along, box.top, box.right + along, box.bottom)
    else:
        box = Box(box.left, box.top - along, box.right, box.bottom + along)
    return grown(box, by=min(box.width, box.height) // 2, inside=inside)


def encoded(picture: Image.Image, *, form: Form) -> bytes:
    """Return the pixels as a file that says nothing else."""
    out = BytesIO()
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    if form == "JPEG":
        bare.save(out, "JPEG", quality=90, subsampling=0)
    else:
        bare.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _burn(picture: Image.Image, boxes: Collection[Box]) -> None:
    for box in boxes:
        picture.paste(_BLACK, (box.left, box.top, box.right, box.bottom))


@dataclass(frozen=True, slots=True)
class _Eyes:
    """What looks at a picture, and what it looks for."""

    look: Look
    wanted: Wanted

    def seen(self, picture: Image.Image, content: bytes, *, find: Find, bare: bool = False) -> Iterator[Box]:
        """Yield the boxes to cover, grown by a margin; of a very long picture strip by strip.

        Raises TooLarge where not all of the picture could be read; StillThere where a `bare` file says anything
        besides its pixels.
        """
        looked = self.look(content)
        if bare and not looked.metadata.keys() <= _NEUTRAL:
            raise StillThere("metadata")
        in_strips = _LONG in looked.warnings and picture.height > _STRIP
        unread = sorted(_UNREAD.intersection(looked.warnings))
        if not in_strips and (unread or not looked.complete):
            raise TooLarge(unread[0] if unread else "not read to the end")
        wanted = self.wanted
        yield from boxes_of(looked, kinds=wanted.kinds, faces=wanted.faces, codes=wanted.codes, find=find)
        if in_strips:
            yield from self._strips(picture, find=find)

    def _strips(self, picture: Image.Image, *, find: Find) -> Iterator[Box]:
        for top in range(0, picture.height, _STRIP - _OVERLAP):
            strip = picture.crop((0, top, picture.width, min(picture.height, top + _STRIP)))
            for box in self.seen(strip, encoded(strip, form="PNG"), find=find):
                yield Box(box.left, box.top + top, box.right, box.bottom + top)


def _as_read(content: bytes) -> Image.Image:
    """Return the pixels of a copy of ours as its receiver sees them."""
    with Image.open(BytesIO(content)) as copy:
        return copy.convert("RGB")


def _looks() -> list[Look]:
    from yosuga.detect.images.looking import look

    return [partial(look, thorough=True), look]
