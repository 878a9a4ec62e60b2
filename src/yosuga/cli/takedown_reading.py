"""How numbers, moments and values are read from what was typed or from a file, for `yosuga takedown`."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from unicodedata import normalize

from yosuga.cli import answer_files, asking, show
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.clock import JST, SystemClock
from yosuga.errors import BadFile
from yosuga.rules import calendar

LARGEST_BYTES = 256 * 1024
COMMAND = "yosuga takedown"
_NUMBER = re.compile(r"[Tt]?([0-9]{1,6})")
_ITEM = re.compile(r"[Ee]?[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_FIELD = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def number(text: str) -> int:
    """Return the number of a target: T0001, t1 or 1, in any width. Raises WrongUse."""
    found = _NUMBER.fullmatch(normalize("NFKC", text).strip())
    if found is None or int(found[1]) == 0:
        raise WrongUse(_("This is no number of a post to be removed, such as T0001."), command=COMMAND)
    return int(found[1])


def given(address: str, *, items: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the address and the items of evidence: `--evidence E0001 https://…` takes the address for an item."""
    if address or not items or _ITEM.fullmatch(normalize("NFKC", items[-1]).strip()):
        return address, items
    return items[-1], items[:-1]


def moment(text: str) -> tuple[datetime | None, bool]:
    """Return the moment in Japan that was typed, None for now, and whether it is a whole day.

    Raises ImpossibleDate, DateTooFar.
    """
    plain = normalize("NFKC", text).strip()
    if not plain:
        return None, False
    if _DAY.fullmatch(plain):
        return datetime.combine(calendar.read_day(plain, field="--at"), time(), tzinfo=JST), True
    today = SystemClock().read().wall.astimezone(JST).date()
    try:
        found = datetime.fromisoformat(f"{today}T{plain.zfill(5)}" if _HOUR.fullmatch(plain) else plain)
        found = found.replace(tzinfo=JST) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise calendar.ImpossibleDate("--at") from error
    calendar.in_reach(found.date(), field="--at")
    return found, False


def typed(text: str, *, option: str) -> str:
    """Return what an option says; where it is `-`, what is typed here now, which stays out of the shell's history."""
    if text != "-":
        return text
    show.aside(_("{option}: please type it here.").format(option=option))
    try:
        return asking.line().strip()
    except asking.Stopped:
        return ""


def day(text: str) -> date | None:
    """Return a day that was typed, None where none was. Raises ImpossibleDate, DateTooFar."""
    return calendar.read_day(text, field="--today") if text else None


def pairs(given: Sequence[str], *, option: str) -> Mapping[str, str]:
    """Return `NAME=VALUE` by name. A value may hold further `=`. Raises WrongUse, which repeats no value."""
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not _FIELD.fullmatch(name.strip()):
            raise WrongUse(_("{option} is written NAME=VALUE.").format(option=option), command=COMMAND)
        found[name.strip()] = value
    return found


def from_file(name: str) -> Mapping[str, str]:
    """Return the values of a YAML file, by field; `-` reads the input. Raises NotFound, BadFile.

    Every value is taken as the text that stands there: 090-0000-0000 is no sum, 2026-11-22 no date.
    """
    import yaml

    raw = answer_files.content(name, most=LARGEST_BYTES)
    if len(raw) > LARGEST_BYTES:
        raise BadFile("too large")
    try:
        found = yaml.load(raw.decode("utf-8-sig"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - text only
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile("not a YAML file of fields") from error
    if found in (None, ""):
        return {}
    if not isinstance(found, dict) or not all(_is_field(key, value=value) for key, value in found.items()):
        raise BadFile("not a YAML file of fields")
    return {str(key): str(value) for key, value in found.items()}


def _is_field(key: object, *, value: object) -> bool:
    return isinstance(key, str) and isinstance(value, str) and bool(_FIELD.fullmatch(key))
