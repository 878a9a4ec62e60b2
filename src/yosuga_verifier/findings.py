"""What the verifier found, in plain words and in bounded memory: broken (不一致), open (要確認) or fine (一致)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

BROKEN = "broken"
OPEN = "open"
FINE = "fine"

EXIT_CODES = {FINE: 0, BROKEN: 1, OPEN: 2}

# A hostile package can hold a million faults; a person reads the first ones and a number.
LISTED_PER_CODE = 100


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: the numbered step of the format document, how it ended, and about what."""

    step: int
    severity: str
    code: str
    ja: str
    en: str
    subject: str = ""
    item: str = ""


class Findings:
    """Collects findings; the first hundred of each code are kept, all are counted."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        self.items: dict[str, str] = {}

    def broken(self, step: int, code: str, *, ja: str, en: str, subject: str = "", item: str = "") -> None:
        """Something does not agree."""
        self._add(Finding(step, BROKEN, code, ja, en, subject, item))

    def open(self, step: int, code: str, *, ja: str, en: str, subject: str = "", item: str = "") -> None:
        """Something could not be decided from what was given."""
        self._add(Finding(step, OPEN, code, ja, en, subject, item))

    def fine(self, step: int, code: str, *, ja: str, en: str, subject: str = "", item: str = "") -> None:
        """Something was checked and agrees."""
        self._add(Finding(step, FINE, code, ja, en, subject, item))

    def _add(self, finding: Finding) -> None:
        self.counts[finding.severity, finding.code] += 1
        if finding.item:
            self.items[finding.item] = worst(self.items.get(finding.item, FINE), finding.severity)
        if self.counts[finding.severity, finding.code] <= LISTED_PER_CODE:
            self.listed.append(finding)

    def verdict(self) -> str:
        """The worst of all findings."""
        result = FINE
        for severity, _code in self.counts:
            result = worst(result, severity)
        return result

    def any_broken(self, *steps: int) -> bool:
        """Whether one of these steps found something that does not agree."""
        return any(finding.severity == BROKEN and finding.step in steps for finding in self.listed)

    def unlisted(self) -> dict[str, int]:
        """How many findings of each code were counted but not kept."""
        return {
            code: count - LISTED_PER_CODE for (_severity, code), count in self.counts.items() if count > LISTED_PER_CODE
        }


def worst(one: str, other: str) -> str:
    """The more serious of two severities."""
    order = (FINE, OPEN, BROKEN)
    return max(one, other, key=order.index)


def shown(text: str, *, most: int = 200) -> str:
    """Return text of a package so that it cannot pass for text of the verifier: no controls, no direction marks."""
    cut = text[:most]
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)
    return safe if len(text) <= most else f"{safe}…"
