from datetime import UTC, datetime

import pytest

from yosuga.errors import TimestampUnreachable
from yosuga.timestamps.base import Authority, Token
from yosuga.timestamps.pacing import PacedStamper


class Day:
    """A clock that moves only when somebody sleeps, and a stamper that notes when it was asked."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked: list[tuple[str, float]] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def stamp(self, digest: bytes, *, authority: Authority) -> Token:
        self.asked.append((authority.name, self.now))
        return Token(authority.name, b"", digest, datetime(2026, 1, 1, tzinfo=UTC), None, 1)

    def verify(self, response: bytes, *, digest: bytes, authority: Authority) -> Token:
        del response
        return self.stamp(digest, authority=authority)


def paced(day: Day) -> PacedStamper:
    return PacedStamper(day, now=lambda: day.now, sleep=day.sleep)


def authority(name: str, interval: float) -> Authority:
    return Authority(name=name, url="http://tsa.example.com/", roots=(), least_interval_s=interval)


def test_the_second_request_waits_for_the_interval_and_another_authority_does_not() -> None:
    day = Day()
    stamper = paced(day)
    for name in ("one", "one", "two"):
        stamper.stamp(bytes(32), authority=authority(name, 15))
    assert day.asked == [("one", 1000.0), ("one", 1015.0), ("two", 1015.0)]


def test_a_wait_of_more_than_a_minute_leaves_the_request_for_later() -> None:
    day = Day()
    stamper = paced(day)
    stamper.stamp(bytes(32), authority=authority("slow", 3600))
    with pytest.raises(TimestampUnreachable):
        stamper.stamp(bytes(32), authority=authority("slow", 3600))
    assert day.now == 1000.0
