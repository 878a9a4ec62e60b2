"""Text as lines for a page: each with its number, long ones wrapped, blank ones kept."""

import re
from collections.abc import Sequence

from yosuga.documents.wrapping import lines_of
from yosuga.text import nfc

TEXT_PT = 9.0
ROOM_MM = 164.0
MOST_CHARACTERS = 300_000
MOST_LINES = 12_000
_TAB = 8
# Forms of ideographs that NFC replaces by their usual ones (Unicode 16, 3.12): a name is printed as it was written.
_NOT_COMPATIBLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def numbered(text: str, *, most: int) -> tuple[Sequence[Sequence[str]], int]:
    """Return at most `most` printed lines, each with the number of its line or "" where it goes on, and what is left.

    Tabs are spaces up to the next multiple of eight. The rest is counted in characters.
    """
    whole = _composed(text.replace("\r\n", "\n").replace("\r", "\n")).removesuffix("\n")
    if not whole:
        return [], 0
    lines: list[tuple[str, str]] = []
    used = 0
    for number, line in enumerate(whole.split("\n"), start=1):
        shown = lines_of(line.expandtabs(_TAB), point=TEXT_PT, room_mm=ROOM_MM)
        for place, part in enumerate(shown):
            if len(lines) == most:
                return lines, max(1, len(whole) - used - sum(map(len, shown[:place])))
            lines.append(("" if place else str(number), part))
        used += len(line) + 1
    return lines, 0


def _composed(text: str) -> str:
    """Return the text with letters and their marks composed, for which fonts have better forms."""
    return _NOT_COMPATIBLE.sub(lambda run: nfc(run[0]), text)
