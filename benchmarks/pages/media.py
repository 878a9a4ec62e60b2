"""Pictures, sound-free video and fonts of the benchmark pages, made on the spot so that nothing foreign is shipped."""

import io
import random
from fractions import Fraction

_GLYPHLESS = 40_000  # bytes of a font that a browser fetches, weighs and then refuses; its cost is the transfer


def photo(number: int, *, width: int, height: int) -> bytes:
    """Return a JPEG that compresses like a photograph: gradients, blots and a little noise."""
    from PIL import Image, ImageDraw, ImageFilter

    dice = random.Random(number)  # noqa: S311  (seeded: the same picture in every run)
    picture = Image.new("RGB", (width, height), tuple(dice.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = dice.randrange(width), dice.randrange(height)
        size = dice.randrange(10, max(11, width // 3))
        draw.ellipse((left, top, left + size, top + size), fill=tuple(dice.randrange(256) for _ in range(3)))
    noise = Image.effect_noise((width, height), 24).convert("RGB")
    out = io.BytesIO()
    Image.blend(picture.filter(ImageFilter.GaussianBlur(3)), noise, 0.15).save(out, "JPEG", quality=80)
    return out.getvalue()


def film(*, seconds: int, width: int = 320, height: int = 180) -> bytes:
    """Return a WebM (VP8) of moving blots."""
    import av
    from PIL import Image

    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=Fraction(15))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate = 400_000
        still = Image.open(io.BytesIO(photo(0, width=width, height=height)))
        for frame in range(15 * seconds):
            moved = still.transform((width, height), Image.Transform.AFFINE, (1, 0, frame % width, 0, 1, 0))
            container.mux(stream.encode(av.VideoFrame.from_image(moved)))  # type: ignore[no-untyped-call]
        container.mux(stream.encode(None))
    return out.getvalue()


def font(number: int) -> bytes:
    """Return bytes that travel like a font."""
    return b"wOF2" + random.Random(number).randbytes(_GLYPHLESS)  # noqa: S311  (the same)
