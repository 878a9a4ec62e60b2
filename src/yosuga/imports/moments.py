"""Moments that files claim: with a zone where they state one, else taken as Japan's and marked as such."""

import re
from datetime import UTC, datetime

from yosuga.clock import JST

# Names that phones and computers give to screenshots and photos: Screenshot_20250911-140509.png,
# スクリーンショット 2025-09-11 14.05.09.png, Screenshot 2025-09-11 140509.png, IMG_20250911_140509.jpg, PXL_…
_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)[-_.年]?(\d\d)[-_.月]?(\d\d)日?(?:[-_ T]|\sat\s){1,2}"
    r"(\d\d)[-_.:時]?(\d\d)(?:[-_.:分]?(\d\d))?(?!\d{4})"
)


def plausible(moment: datetime | None) -> datetime | None:
    """Return an aware moment between 1980 and 2200, or None; what lies outside is no memory of a device."""
    if moment is None or moment.tzinfo is None or not 1980 <= moment.year <= 2200:
        return None
    return moment


def in_japan(naive: datetime) -> datetime | None:
    """Return a naive moment as Japan Standard Time; whoever uses this adds the warning `zone-assumed`."""
    return plausible(naive.replace(tzinfo=JST))


def from_parts(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime | None:
    """Return the parts of a wall clock as a moment in Japan, or None where no such moment exists."""
    try:
        return plausible(datetime(year, month, day, hour, minute, second, tzinfo=JST))
    except (ValueError, OverflowError):
        return None


def from_unix(seconds: float) -> datetime | None:
    """Return seconds since 1970 as a moment, or None where it is not plausible."""
    try:
        return plausible(datetime.fromtimestamp(seconds, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def from_iso(text: str) -> tuple[datetime | None, bool]:
    """Return an ISO 8601 moment, and whether its zone had to be assumed."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None, False
    return (in_japan(moment), True) if moment.tzinfo is None else (plausible(moment), False)


def in_name(name: str) -> datetime | None:
    """Return the moment that a file's name spells out, taken as Japan's, or None."""
    match = _IN_NAME.search(name)
    return from_parts(*(int(group) for group in match.groups() if group)) if match else None
