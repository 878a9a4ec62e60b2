"""Opens one picture, inside the child process: its facts first, then its pixels, upright, in plain RGB."""

import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from PIL import Image, ImageFile, ImageOps, ImageStat

from yosuga.detect.images import broken, metadata

# 1,280 x 60,000 pixels is the tallest page that is captured in one piece.
MOST_PIXELS = 80_000_000
_ENOUGH_PIXELS = 40_000_000  # a photograph of more is made smaller: what is written in it is read all the same
_BARELY = 8  # of 255: less opaque than this is not seen
_HIDDEN = 64  # of 255: so much light and dark where nothing is seen is a picture of its own
_PAGE = 4  # from this ratio of sides a picture is a page rather than a photograph

Record = tuple[dict[str, object], bytes]


def prepare(form: str) -> None:
    """Load what opens this format, before the doors are closed."""
    Image.MAX_IMAGE_PIXELS = None  # the limit above is ours, and a recorded fact
    warnings.simplefilter("ignore")
    Image.init()
    if form == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)


def records(body: BinaryIO, *, form: str, most: int) -> Iterator[Record]:
    """Yield the facts, then the picture, or up to `most` pictures of an animation."""
    try:
        image = Image.open(body, formats=[form])
    except broken.ERRORS:
        yield {"refused": "damaged"}, b""
        return
    width, height = image.size
    warned = [] if _made_to_fit(image) else ["too-many-pixels"]
    if not warned:
        with suppress(*broken.ERRORS):  # what is said behind the pixels is heard too; damage is noted below
            image.load()
    said = metadata.said(image)
    yield {"metadata": said, "width": width, "height": height, "warnings": warned}, b""
    if not warned:
        yield from _pictures(image, most=most, full=max(width, height))


def _made_to_fit(image: Image.Image) -> bool:
    """Let a JPEG be decoded at a half, a quarter or an eighth; say whether the picture is small enough to be opened."""
    pixels = image.width * image.height
    if pixels > _ENOUGH_PIXELS:
        share = (_ENOUGH_PIXELS / 2 / pixels) ** 0.5
        image.draft("RGB", (int(image.width * share), int(image.height * share)))
    return image.width * image.height <= MOST_PIXELS


def _pictures(image: Image.Image, *, most: int, full: int) -> Iterator[Record]:
    count = 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
    for at in _spread(count, most):
        try:
            if count > 1:
                image.seek(at)
            plain, warned = _plain(image)
        except broken.ERRORS:
            yield {"warnings": ["picture-damaged"]}, b""
            return
        smaller = _smaller(plain)
        scale = full / max(smaller.size)
        header = {"width": smaller.width, "height": smaller.height, "scale": scale, "at": at, "warnings": warned}
        yield header, smaller.tobytes()


def _spread(count: int, most: int) -> list[int]:
    taken = min(count, most)
    return sorted({at * (count - 1) // max(1, taken - 1) for at in range(taken)})


def _plain(image: Image.Image) -> tuple[Image.Image, list[str]]:
    warned: list[str] = []
    try:
        image.load()
    except broken.ERRORS:
        # Once more, with what is missing left grey: half a screenshot may hold an address.
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        warned.append("picture-damaged")
        image.load()
    upright = ImageOps.exif_transpose(image)
    warned += ["see-through"] if _hides_something(upright) else []
    return _on_paper(_eight_bits(upright)), warned


def _hides_something(image: Image.Image) -> bool:
    """Say whether something is drawn where nothing is seen: whoever takes the transparency away sees it."""
    if image.mode not in {"RGBA", "LA"}:
        return False
    alpha = image.getchannel("A")
    unseen = alpha.point(lambda value: 255 if value < _BARELY else 0)
    if unseen.getbbox() is None:
        return False
    drawn = image.convert("RGB").convert("L")  # as if it were opaque
    ((least, most),) = ImageStat.Stat(drawn, unseen).extrema
    return most - least > _HIDDEN


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode not in {"I", "F", "I;16", "I;16B", "I;16L", "I;16N"}:
        return image
    wide = image.convert("F")
    low, high = (float(value) for value in wide.getextrema())  # type: ignore[arg-type]
    factor = 255.0 / (high - low) if high > low else 1.0
    return wide.point(lambda value: value * factor - low * factor).convert("L")


def _on_paper(image: Image.Image) -> Image.Image:
    """Lay what is transparent on white, or on black where the visible is itself light."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    alpha = clear.getchannel("A")
    seen = alpha.point(lambda value: 255 if value > 127 else 0)
    light = ImageStat.Stat(clear.convert("L"), seen).mean[0] > 160 if seen.getbbox() else False
    paper = Image.new("RGB", clear.size, "black" if light and alpha.getextrema()[0] == 0 else "white")
    paper.paste(clear, mask=alpha)
    return paper


def _smaller(image: Image.Image) -> Image.Image:
    pixels = image.width * image.height
    if pixels <= _ENOUGH_PIXELS or max(image.size) > _PAGE * min(image.size):
        return image
    return image.reduce(2)
