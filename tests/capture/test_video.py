import io
from fractions import Fraction

import av
import pytest
from PIL import Image

from yosuga.capture.video import encode


def jpeg(shade: int, *, size: tuple[int, int] = (1281, 801)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, shade, 255)).save(out, "JPEG")
    return out.getvalue()


def shown(frames: list[tuple[float, bytes]], *, most_s: float = 30.0) -> tuple[str, tuple[int, int], list[float]]:
    video = encode(frames, most_s=most_s)
    assert video is not None
    with video, av.open(video, "r") as container:
        stream = container.streams.video[0]
        times = [float((frame.pts or 0) * (frame.time_base or Fraction(1))) for frame in container.decode(stream)]
        return stream.codec_context.name, (stream.width, stream.height), times


def test_frames_become_an_h264_video_of_even_size() -> None:
    codec, size, times = shown([(100 + number / 4, jpeg(number * 10)) for number in range(8)])
    assert codec == "h264"
    assert size == (960, 600)
    assert times[0] == 0
    assert times == sorted(set(times))


def test_fast_frames_are_thinned_and_the_last_one_stays() -> None:
    _, _, times = shown([(50 + number / 100, jpeg(number)) for number in range(150)])
    assert len(times) <= 10
    assert times[-1] == pytest.approx(1.49 + 0.2, abs=0.05)


def test_the_video_ends_at_its_budget() -> None:
    _, _, times = shown([(float(number), jpeg(number)) for number in range(20)], most_s=5)
    assert times[-1] <= 5.5


def test_no_frames_are_no_video() -> None:
    assert encode([], most_s=10) is None
    assert encode([(0.0, b"not a picture")], most_s=10) is None


def test_a_damaged_frame_is_left_out_and_a_change_of_size_is_fitted() -> None:
    _, size, times = shown([(0.0, jpeg(1)), (1.0, b"\xff\xd8broken"), (2.0, jpeg(2, size=(390, 844))), (3.0, jpeg(3))])
    assert size == (960, 600)
    assert len(times) == 4
