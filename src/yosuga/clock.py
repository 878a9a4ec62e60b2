"""The only place that asks the time: aware, in UTC; Japan Standard Time is for the doors."""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Instant:
    """One reading of the device: wall clock (a claim), monotonic clock and boot (to see the wall clock jump).

    `monotonic_ns` counts nanoseconds since an arbitrary point of this boot; readings of two boots do not compare.
    """

    wall: datetime
    monotonic_ns: int
    boot: str
    source: str
    zone: str


class Clock(Protocol):
    """Where time comes from; a test passes its own."""

    def read(self) -> Instant:
        """Return wall clock, monotonic clock and boot, read together."""
        ...


class SystemClock:
    """The operating system's clocks."""

    def read(self) -> Instant:
        """Return the device's clocks, read together."""
        return Instant(
            wall=datetime.now(UTC),
            monotonic_ns=time.monotonic_ns(),
            boot=boot_id(),
            source="system",
            zone=local_zone(),
        )


@cache
def boot_id() -> str:
    """Return 16 hex digits that differ from boot to boot (process to process where the system has no boot id)."""
    try:
        raw = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    except OSError:
        raw = uuid4().hex
    return hashlib.sha256(b"yosuga boot\n" + raw.strip().encode()).hexdigest()[:16]


@cache
def local_zone() -> str:
    """Return the device's zone as an offset such as `+09:00`; a zone *name* could tell where a person is."""
    offset = datetime.now(UTC).astimezone().strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}"


def rfc3339(moment: datetime) -> str:
    """Return an aware moment as RFC 3339 in UTC with microseconds: `2025-09-11T05:05:09.120000Z`."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be evidence")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def jst_words(moment: datetime) -> str:
    """Return an aware moment as people in Japan read it: `2025年9月11日(木) 14時05分09秒`."""
    local = moment.astimezone(JST)
    weekday = "月火水木金土日"[local.weekday()]
    return f"{local.year}年{local.month}月{local.day}日({weekday}) {local:%H時%M分%S秒}"
