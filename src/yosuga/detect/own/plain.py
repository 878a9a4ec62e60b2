"""A watcher for one pattern of a name that may be masked in part, and does not begin inside a longer name."""

import re
from collections.abc import Iterator

from yosuga.detect.own.folding import Sheet, Trace, Watcher, masked
from yosuga.detect.own.profile import Field


def plain(pattern: str, *, field: Field, sure: float, least: int) -> Watcher:
    """Return what finds `pattern`; its group "c", a name of `least` characters, may be masked by a third."""
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            hidden = masked(found["c"]) if least and "c" in found.groupdict() else 0
            if hidden and (hidden * 3 > least or least < 3):
                continue
            if _begins_inside(sheet, found.start()):
                continue
            yield Trace(found.start(), found.end(), field, sure - 0.12 * bool(hidden), whole=not hidden)

    return watch


def _begins_inside(sheet: Sheet, start: int) -> bool:
    """Say whether the stretch is the end of a longer name: another school, another company."""
    first, before = sheet.text[start], sheet.before(start)
    if not before or not (first.isalpha() and before.isalpha()) or first.isascii():
        return False
    same = ("ぁ" <= first <= "ゖ" or first == "ー") == ("ぁ" <= before <= "ゖ" or before == "ー")
    return same and start not in sheet.borders
