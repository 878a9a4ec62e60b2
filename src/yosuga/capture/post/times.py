"""Reads times as pages in Japan show them; a relative time stays a text, because it says no moment by itself."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from yosuga.clock import JST, rfc3339

_MOST_SCANNED = 400_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A time as written on the page.

    `moment` is None when the text names none (relative, without a year, without a time of day, impossible);
    `precision` is `cs`, `s`, `min`, `day` or empty; `assumed_zone` says which zone was supposed, because pages hardly
    ever write one; `weekday_fits` is False when the weekday written beside the date is another one.
    """

    text: str
    moment: datetime | None
    precision: str
    assumed_zone: str
    weekday_fits: bool = True

    def as_json(self) -> dict[str, object]:
        """Return the time as `metadata.json` prints it."""
        return {
            "text": self.text,
            "moment": None if self.moment is None else rfc3339(self.moment),
            "precision": self.precision,
            "assumed_zone": self.assumed_zone,
            "weekday_fits": self.weekday_fits,
        }


# `@` stands for the side of the alternative: date before clock (`a_`) or clock before date (`b_`).
_DATE = (
    r"(?P<@year>(?:19|20)\d{2})\s?(?:年\s?|[/.-])(?P<@month>\d{1,2})(?:\s?月\s?|[/.-])(?P<@day>\d{1,2})(?:\s?日)?"
    r"(?:\s?[(（](?P<@weekday>[月火水木金土日])(?:曜日?)?[)）]|\s?(?P<@weekday2>[月火水木金土日])曜日?)?"
)
_CLOCK = (
    r"(?P<@half>午前|午後|AM |PM )?\s?(?P<@hour>\d{1,2})(?::|時)\s?(?P<@minute>\d{2})"
    r"(?:分|(?=\D|$)|(?=:))(?:\s?:?(?P<@second>\d{2})(?:秒|(?:\.(?P<@hundredths>\d{2})(?!\d))|(?=\D|$)))?"
    r"(?:\s?(?P<@half2>[AaPp]\.?[Mm]\.?))?"
)
_JOINT = r"(?:\s{0,3}|\s?[·・,、]\s?|T)"
_ABSOLUTE = re.compile(
    "(?<![0-9])(?:"
    + (_DATE + _JOINT + _CLOCK).replace("@", "a_")
    + "|"
    + (_CLOCK + _JOINT + _DATE).replace("@", "b_")
    + ")(?![0-9])"
)
_DAY = re.compile("(?<![0-9])" + _DATE.replace("@", "a_") + "(?![0-9])")
_RELATIVE = re.compile(
    r"\d{1,4}\s?(?:秒|分|時間|日|週間|か月|ヶ月|カ月|年)\s?前|たった今|今日|昨日|一昨日|おととい|さっき"
    r"|(?<![0-9A-Za-z])\d{1,3}[smhdw](?![0-9A-Za-z])|(?<![0-9/年])\d{1,2}(?:月|/)\d{1,2}日?(?:\s{1,2}\d{1,2}:\d{2})?(?![0-9/])"
)


def shown(text: str, *, zone: tzinfo = JST) -> Shown | None:
    """Return the first time written in a short `text`, or None when it has none. The zone is supposed, and said."""
    folded = _folded(text[:500])
    found = next(_absolutes(folded, zone=zone), None)
    if found is not None:
        return found
    day = _DAY.search(folded)
    if day is not None:
        return Shown(day.group().strip(), None, "day", "", _weekday_fits(day, "a_"))
    relative = _RELATIVE.search(folded)
    return None if relative is None else Shown(relative.group().strip(), None, "", "")


def scan(text: str, *, most: int, zone: tzinfo = JST) -> Iterator[Shown]:
    """Yield at most `most` absolute times written in a page's text, in order, each spelling once."""
    seen: set[str] = set()
    for found in _absolutes(_folded(text[:_MOST_SCANNED]), zone=zone):
        if found.text not in seen:
            seen.add(found.text)
            yield found
        if len(seen) >= most:
            return


def of_board_post(text: str, *, number: str, zone: tzinfo = JST) -> Shown | None:
    """Return the time in the head of post `number` of a 5ch-like thread: `123 … 2025/09/11(木) 14:05:09.12 ID:`."""
    if not number.isdecimal():
        return None
    folded = _folded(text[:_MOST_SCANNED])
    for head in re.finditer(
        rf"(?m)^[ \t]{{0,4}}0{{0,3}}{int(number)}(?![0-9])[^\n]{{0,200}}(?:\n[^\n]{{0,200}})?", folded
    ):
        found = next(_absolutes(head.group(), zone=zone), None)
        if found is not None:
            return found
    return None


def machine(text: str) -> datetime | None:
    """Return an ISO 8601 text (JSON-LD, `time datetime`) or Unix seconds as a moment; None without a zone."""
    cleaned = text.strip()[:40]
    if re.fullmatch(r"\d{9,10}", cleaned, re.ASCII):
        return datetime.fromtimestamp(int(cleaned), UTC)
    try:
        moment = datetime.fromisoformat(cleaned)
    except ValueError:
        return None
    return None if moment.tzinfo is None else _in_utc(moment)


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _folded(text: str) -> str:
    """Return full-width digits and signs as ASCII, and every kind of space but the line's end as one blank."""
    return re.sub(r"[^\S\n]", " ", unicodedata.normalize("NFKC", text))


def _absolutes(folded: str, *, zone: tzinfo) -> Iterator[Shown]:
    for found in _ABSOLUTE.finditer(folded):
        side = "a_" if found.group("a_year") else "b_"
        moment, precision = _read(found, side, zone=zone)
        zone_name = "" if moment is None else str(zone)
        yield Shown(found.group().strip(), moment, precision, zone_name, _weekday_fits(found, side))


def _read(found: re.Match[str], side: str, *, zone: tzinfo) -> tuple[datetime | None, str]:
    part = {name.removeprefix(side): value for name, value in found.groupdict().items() if name.startswith(side)}
    hour = _hour(int(part["hour"]), half=(part["half"] or part["half2"] or "").strip().lower())
    try:
        day = datetime(int(part["year"]), int(part["month"]), int(part["day"]), tzinfo=zone)
        local = day.replace(
            hour=hour,
            minute=int(part["minute"]),
            second=int(part["second"] or 0),
            microsecond=int(part["hundredths"] or 0) * 10_000,
        )
    except ValueError:
        return None, ""
    precision = "cs" if part["hundredths"] else "s" if part["second"] else "min"
    return local.astimezone(UTC), precision


def _hour(hour: int, *, half: str) -> int:
    """Return the hour of 24. 午前12時 is midnight and 午後12時 noon; 午後14時, which some pages write, stays 14."""
    if half in ("午後", "pm", "p.m", "p.m.") and hour < 12:
        return hour + 12
    if half in ("午前", "am", "a.m", "a.m.") and hour == 12:
        return 0
    return hour


def _weekday_fits(found: re.Match[str], side: str) -> bool:
    written = found.group(f"{side}weekday") or found.group(f"{side}weekday2")
    if not written:
        return True
    try:
        day = date(int(found.group(f"{side}year")), int(found.group(f"{side}month")), int(found.group(f"{side}day")))
    except ValueError:
        return False
    return "月火水木金土日"[day.weekday()] == written
