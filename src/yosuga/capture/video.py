"""The screen video of a capture: JPEG frames of the browser's screencast as one small H.264 MP4."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from itertools import chain
from typing import BinaryIO

from av import open as open_container
from av.codec import CodecContext
from av.error import FFmpegError
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from yosuga.capture.scratch import scratch

# What was shown is to be seen, not enjoyed: a few pictures a second, 960 pixels across, and the cost is near nothing.
_GAP_S = 0.2
_MOST_WIDTH = 960
_MOST_HEIGHT = 2160
_TICKS = 1000
_OPTIONS = {"preset": "ultrafast", "crf": "32"}


def encode(frames: Sequence[tuple[float, bytes]], *, most_s: float) -> BinaryIO | None:
    """Return an MP4 of at most `most_s` seconds of screen time, or None when no frame can be shown.

    `frames` are (monotonic seconds, JPEG) in order. Each is shown until the next; the size is that of the first,
    scaled to at most 960 pixels across and made even (H.264 wants that). What is not a JPEG is left out.
    """
    pictures = _pictures(_thinned(frames, most_s=most_s))
    first = next(pictures, None)
    if first is None:
        return None
    with ExitStack() as cleanup:
        out = cleanup.enter_context(scratch())
        _write(out, first=first, others=pictures)
        out.seek(0)
        cleanup.pop_all()
        return out


def _write(out: BinaryIO, *, first: tuple[float, VideoFrame], others: Iterator[tuple[float, VideoFrame]]) -> None:
    with open_container(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=round(1 / _GAP_S), options=_OPTIONS)
        stream.width, stream.height = _size(first[1])
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS)
        stream.codec_context.thread_count = 2
        last = first
        for moment, picture in chain((first,), others):
            last = (moment, picture)
            container.mux(stream.encode(_fitted(picture, stream=stream, moment=moment)))
        # The last picture once more, so that it is seen for a moment and not for no time at all.
        container.mux(stream.encode(_fitted(last[1], stream=stream, moment=last[0] + _GAP_S)))
        container.mux(stream.encode(None))


def _thinned(frames: Sequence[tuple[float, bytes]], *, most_s: float) -> Iterator[tuple[float, bytes]]:
    """Yield frames at least 0.2 s apart, from the start to `most_s`, and always the last one within it."""
    if not frames:
        return
    start = frames[0][0]
    shown = -_GAP_S
    waiting: tuple[float, bytes] | None = None
    for moment, jpeg in frames:
        at = moment - start
        if at > most_s:
            break
        waiting = (max(at, shown + 1 / _TICKS), jpeg)
        if at - shown >= _GAP_S - 1 / _TICKS:
            yield waiting
            shown, waiting = at, None
    if waiting is not None:
        yield waiting


def _pictures(frames: Iterator[tuple[float, bytes]]) -> Iterator[tuple[float, VideoFrame]]:
    decoder = CodecContext.create("mjpeg", "r")
    assert isinstance(decoder, VideoCodecContext)  # noqa: S101 - narrows the type for the checker
    for moment, jpeg in frames:
        try:
            decoded = decoder.decode(Packet(jpeg))
        except FFmpegError:
            continue
        if decoded and decoded[0].width >= 2 and decoded[0].height >= 2:
            yield moment, decoded[0]


def _size(picture: VideoFrame) -> tuple[int, int]:
    scale = min(1.0, _MOST_WIDTH / picture.width, _MOST_HEIGHT / picture.height)
    return max(2, int(picture.width * scale) // 2 * 2), max(2, int(picture.height * scale) // 2 * 2)


def _fitted(picture: VideoFrame, *, stream: VideoStream, moment: float) -> VideoFrame:
    fitted = picture.reformat(
        width=stream.width, height=stream.height, format="yuv420p", interpolation=Interpolation.FAST_BILINEAR
    )
    fitted.pts = round(moment * _TICKS)
    fitted.time_base = Fraction(1, _TICKS)
    return fitted
