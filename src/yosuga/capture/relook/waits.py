"""How long a host asks us to stay away (Retry-After, RFC 9110, 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST_S = 7 * 24 * 3600  # a site of the one who posted must not keep us away for ever


def retry_after(value: str, *, now: datetime) -> int | None:
    """Return the seconds to wait, at most a week; None where the header says nothing that can be read."""
    text = value.strip()[:60]
    if re.fullmatch(r"[0-9]{1,12}", text):
        return min(int(text), MOST_S)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()), MOST_S))
