"""Sound and video: container, codecs, length and what the file says of its making. Nothing is decoded."""

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

import av
import av.error

from yosuga.imports import moments
from yosuga.imports.findings import Findings, UnreadableError

# Only containers that cannot name other files or addresses: FFmpeg's playlists (HLS, concat, DASH) are followed.
_CONTAINERS = {
    b"\x1aE\xdf\xa3": "matroska",
    b"fLaC": "flac",
    b"OggS": "ogg",
    b"#!AM": "amr",
    b"RIFF": "wav",
}
_MOST_STREAMS = 50
_MOST_TAGS = 60


def read(body: BinaryIO, name: str) -> Findings:
    """Read a recording. Raises UnreadableError."""
    _ = name
    head = body.read(16)
    body.seek(0)
    container = "mov" if head[4:8] == b"ftyp" else _CONTAINERS.get(head[:4], "")
    container = container or (
        "aac" if head[:1] == b"\xff" and head[1:2] in {b"\xf0", b"\xf1", b"\xf8", b"\xf9"} else "mp3"
    )
    try:
        with av.open(body, mode="r", format=container, metadata_errors="replace") as opened:
            return _findings(opened, container=container)
    except (av.error.FFmpegError, OSError, ValueError, EOFError) as error:
        raise UnreadableError("recording-damaged") from error


def _findings(opened: "av.container.InputContainer", *, container: str) -> Findings:
    tags = _tags(opened.metadata)
    facts: dict[str, object] = {
        "container": container,
        "streams": [_stream(stream) for stream in list(opened.streams)[:_MOST_STREAMS]],
        "tags": {key: value for key, value in tags.items() if "location" not in key.lower()},
    }
    warned: list[str] = []
    if opened.duration is not None:
        facts["duration_s"] = round(opened.duration / av.time_base, 3)
    else:
        warned.append("length-unknown")
    places = {key: value for key, value in tags.items() if "location" in key.lower()}
    if places:
        facts["location"] = {"personal": True, **places}
        warned.append("location-inside")
    made, assumed = _made(tags)
    if assumed:
        warned.append("zone-assumed")
    if not any(stream.type in {"video", "audio"} and _codec(stream) for stream in opened.streams):
        warned.append("recording-damaged")
    return Findings(facts=facts, taken_at=made, warnings=warned)


def _stream(stream: "av.stream.Stream") -> dict[str, object]:
    found: dict[str, object] = {"type": stream.type, "codec": _codec(stream)}
    if isinstance(stream, av.VideoStream) and _codec(stream):
        rate = stream.average_rate
        found |= {"width": stream.width, "height": stream.height, "frames_per_s": round(float(rate), 3) if rate else 0}
    if isinstance(stream, av.AudioStream) and _codec(stream):
        found |= {"samples_per_s": stream.rate, "channels": stream.channels}
    if stream.metadata.get("creation_time"):
        found["creation_time"] = stream.metadata["creation_time"][:100]
    return found


def _codec(stream: "av.stream.Stream") -> str:
    # Data tracks, and tracks whose description is cut off, have no codec.
    return str(getattr(getattr(stream, "codec_context", None), "name", ""))


def _tags(metadata: Mapping[str, str]) -> dict[str, str]:
    return {str(key)[:100]: str(value)[:1_000] for key, value in list(metadata.items())[:_MOST_TAGS]}


def _made(tags: Mapping[str, str]) -> tuple[datetime | None, bool]:
    # Apple writes the local time with its offset; the container's own creation_time is UTC.
    for key in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        moment, assumed = moments.from_iso(tags.get(key, ""))
        if moment:
            return moment, assumed
    return None, False
