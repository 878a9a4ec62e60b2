"""Reads values out of JSON that tells what a page or file said: what is not of the expected shape was not said."""

from collections.abc import Mapping, Sequence
from datetime import datetime

# Times of a change, and of anything else on the page, are not when the post was made.
_NOT_POSTED = ("dateModified", "updated_time")


class Claims:
    """A JSON object, with a reader for each shape its values may have."""

    def __init__(self, content: Mapping[str, object]) -> None:
        self._content = content

    def word(self, key: str) -> str:
        """Return a text, or an empty one."""
        value = self._content.get(key)
        return value if isinstance(value, str) else ""

    def words(self, key: str) -> Sequence[str]:
        """Return the texts of a list."""
        return [value for value in self._list(key) if isinstance(value, str)]

    def inner(self, key: str) -> Mapping[str, object]:
        """Return an object inside, or an empty one."""
        value = self._content.get(key)
        return value if isinstance(value, dict) else {}

    def moment(self, key: str) -> datetime | None:
        """Return an aware moment written as ISO 8601, or None."""
        try:
            found = datetime.fromisoformat(self.word(key))
        except ValueError:
            return None
        return found if found.tzinfo is not None else None

    def rows(self, key: str) -> Sequence["Claims"]:
        """Return the objects of a list."""
        return [Claims(value) for value in self._list(key) if isinstance(value, dict)]

    def first(self, key: str) -> str:
        """Return the first value of a list of `{value, source}`."""
        return next((row.word("value") for row in self.rows(key)), "")

    def account(self) -> str:
        """Return the account's id as the page says it: a name rather than an address of its page."""
        found = [row.word("value") for row in self.rows("author_account")]
        return next((value for value in found if "://" not in value), found[0] if found else "")

    def machine_time(self) -> tuple[datetime | None, str]:
        """Return the first time of publication that the page's data gives, and where it stands."""
        for row in Claims(self.inner("times")).rows("machine"):
            source, moment = row.word("source"), row.moment("moment")
            if moment is not None and not source.endswith(_NOT_POSTED):
                return moment, source
        return None, ""

    def shown_time(self) -> tuple[str, datetime | None]:
        """Return the time a reader sees at the post, and its moment where it names one.

        Running text may name many times: one found only there counts when it is the only one.
        """
        rows = Claims(self.inner("times")).rows("shown")
        marked = [row for row in rows if row.word("source") != "dom:text"]
        chosen = marked or (rows if len(rows) == 1 else [])
        return (chosen[0].word("text"), chosen[0].moment("moment")) if chosen else ("", None)

    def _list(self, key: str) -> Sequence[object]:
        value = self._content.get(key)
        return value if isinstance(value, list) else []
