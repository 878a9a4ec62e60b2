"""Takes sample frames out of a film, inside the child process: however long it is, the number of frames is bounded."""

from collections.abc import Iterator
from typing import BinaryIO

import av
import av.error
from PIL import Image

_MOST_TAGS = 60
_LONGEST_SIDE = 1920
_BROKEN = (av.error.FFmpegError, OSError, ValueError, EOFError)
# Between two key frames at most so many are decoded to reach the wanted moment; the key frame itself is near enough.
_MOST_DECODED = 3
_MOST_PIXELS = 40_000_000

Record = tuple[dict[str, object], bytes]


def records(body: BinaryIO, *, container: str, most: int) -> Iterator[Record]:
    """Yield what the film says of itself, then up to `most` frames, evenly spread over its length."""
    try:
        with av.open(body, mode="r", format=container, metadata_errors="replace") as film:
            yield from _of(film, most=most)
    except _BROKEN:
        yield {"refused": "damaged"}, b""


def _of(film: "av.container.InputContainer", *, most: int) -> Iterator[Record]:
    streams = film.streams.video
    if not streams:
        yield {"refused": "no-picture"}, b""
        return
    stream = streams[0]
    stream.thread_type = "AUTO"
    seconds = float(film.duration or 0) / av.time_base
    said = {**_said(film.metadata), "format": container_name(film), "length_s": round(seconds, 3)}
    size = {"width": stream.width, "height": stream.height}
    warned = ["too-many-pixels"] if stream.width * stream.height > _MOST_PIXELS else []
    yield (
        {
            "metadata": said,
            **size,
            "warnings": [*warned, "first-part-only"] if not warned and seconds > most else warned,
        },
        b"",
    )
    if not warned:
        yield from _sampled(film, stream, seconds=seconds, most=most)


def container_name(film: "av.container.InputContainer") -> str:
    """Return the container's short name."""
    return str(film.format.name).split(",")[0]


def _said(tags: dict[str, str]) -> dict[str, object]:
    kept = {str(key)[:100]: str(value)[:1_000] for key, value in list(tags.items())[:_MOST_TAGS]}
    place = next((value for key, value in kept.items() if "location" in key.lower()), "")
    said: dict[str, object] = {"text": kept}
    if place:
        said["location"] = {"written": place}
    return said


def _sampled(
    film: "av.container.InputContainer", stream: "av.VideoStream", *, seconds: float, most: int
) -> Iterator[Record]:
    last = -1.0
    for wanted in _moments(seconds, most):
        frame = _near(film, stream, wanted)
        if frame is None or float(frame.time or 0) == last:
            continue
        last = float(frame.time or 0)
        picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
        full = max(picture.size)
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        header: dict[str, object] = {
            "width": picture.width,
            "height": picture.height,
            "scale": full / max(picture.size),
            "at": round(last, 3),
        }
        yield header, picture.convert("RGB").tobytes()


def _moments(seconds: float, most: int) -> list[float]:
    count = max(1, min(most, int(seconds) + 1))
    return [seconds * (2 * at + 1) / (2 * count) for at in range(count)]


def _near(film: "av.container.InputContainer", stream: "av.VideoStream", wanted: float) -> "av.VideoFrame | None":
    try:
        film.seek(int(wanted * av.time_base), backward=True)
        found = None
        for count, frame in enumerate(film.decode(stream)):
            found = frame
            if float(frame.time or 0) >= wanted or count >= _MOST_DECODED:
                break
        return found
    except _BROKEN:
        return None
