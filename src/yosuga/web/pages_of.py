"""Where a page of a long list begins and ends, and where its two arrows lead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list, counted from 0. `before` and `after` are where the arrows lead, or None."""

    first: int
    most: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last one shown, counted from 1."""
        return min(self.first + self.most, self.total)

    @property
    def begins(self) -> int:
        """The number of the first one shown, counted from 1."""
        return self.first + 1 if self.total else 0

    @property
    def before(self) -> int | None:
        """Where the page before begins."""
        return max(0, self.first - self.most) if self.first else None

    @property
    def after(self) -> int | None:
        """Where the next page begins."""
        return self.first + self.most if self.first + self.most < self.total else None

    @property
    def several(self) -> bool:
        """Whether the list is longer than this page."""
        return self.total > self.most


def first_of(text: str, *, total: int, most: int) -> int:
    """Return the place a form names as one that is there: whole pages, at the latest the last one."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    latest = max(0, total - 1) // most * most
    return min(number // most * most, latest)
