import io
from datetime import datetime

import pytest

from tests.imports import samples
from yosuga.imports import recording
from yosuga.imports.findings import Findings, UnreadableError
from yosuga.imports.sniff import sniff


def read(data: bytes) -> Findings:
    return recording.read(io.BytesIO(data), "")


def test_a_video_says_how_long_and_how_large_it_is_and_when_it_was_made() -> None:
    found = read(samples.mp4(tags={"creation_time": "2025-09-11T05:05:09.000000Z"}))
    assert found.taken_at == datetime.fromisoformat("2025-09-11T05:05:09+00:00")
    assert found.facts["duration_s"] == pytest.approx(0.5)
    streams = found.facts["streams"]
    assert isinstance(streams, list)
    assert (streams[0]["type"], streams[0]["codec"], streams[0]["width"]) == ("video", "mpeg4", 64)


def test_apples_local_time_is_preferred_and_its_location_marked() -> None:
    tags = {
        "creation_time": "2025-09-11T05:05:10Z",
        "com.apple.quicktime.creationdate": "2025-09-11T14:05:09+0900",
        "com.apple.quicktime.location.ISO6709": "+35.0000+139.0000/",
    }
    found = read(samples.mp4(tags=tags, container="mov"))
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert found.facts["location"] == {"personal": True, "com.apple.quicktime.location.ISO6709": "+35.0000+139.0000/"}
    assert "location-inside" in found.warnings
    tagged = found.facts["tags"]
    assert isinstance(tagged, dict)
    assert not any("location" in key for key in tagged)


def test_a_webm_is_read() -> None:
    found = read(samples.mp4(container="webm"))
    assert found.facts["container"] == "matroska"


def test_a_sound_recording_is_read() -> None:
    found = read(samples.wav())
    assert found.facts["duration_s"] == pytest.approx(0.5)
    assert found.facts["streams"] == [{"type": "audio", "codec": "pcm_s16le", "samples_per_s": 8000, "channels": 1}]


@pytest.mark.parametrize(
    "data", [b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1:9/x.ts\n", b"ffconcat version 1.0\nfile x\n"]
)
def test_a_playlist_that_points_elsewhere_is_not_followed(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data)


def test_a_video_that_is_cut_off_before_its_index_is_called_damaged() -> None:
    data = samples.mp4()
    with pytest.raises(UnreadableError, match="recording-damaged"):  # a recording that ended with the battery
        read(data[: data.index(b"moov") - 4])


def test_a_video_that_is_cut_off_within_its_index_is_called_damaged() -> None:
    data = samples.mp4()
    assert "recording-damaged" in read(data[: data.index(b"moov") + 200]).warnings


@pytest.mark.parametrize(("container", "codec"), [("adts", "aac"), ("mp3", "mp3"), ("ipod", "aac")])
def test_the_sound_files_of_phones_are_known_and_read(container: str, codec: str) -> None:
    data = samples.sound(container)
    assert sniff(data, name="x").media_type in {"audio/aac", "audio/mpeg", "audio/mp4"}
    streams = read(data).facts["streams"]
    assert isinstance(streams, list)
    assert codec in streams[0]["codec"]


def test_what_is_no_recording_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read(b"ID3 and then nothing")
