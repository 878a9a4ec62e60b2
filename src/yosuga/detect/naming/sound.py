"""Says how much a word in katakana sounds like a name from abroad rather than like a place or a thing.

A logistic regression over its runs of two to four characters, learnt from the words of the Sudachi dictionary by
`names_data`; each run is looked up by its checksum in a table of 65,536 weights, one byte each.
"""

from array import array
from functools import cache
from pathlib import Path
from zlib import crc32

TABLE = Path(__file__).parents[1] / "data" / "names" / "katakana.i8"
SIZE = 1 << 16
STEPS = 16  # a weight of 1 is kept as 16


def sound(word: str) -> float:
    """Return the log-odds that `word`, in katakana, is a person's name: above 0 it sounds like one."""
    weights = _weights()
    return sum(weights[place] for place in places(word)) / STEPS


def places(word: str) -> list[int]:
    """Return where in the table the runs of `word` are; the first place holds what every word has."""
    edged = f"^{word}$"
    runs = (edged[at : at + size] for size in (2, 3, 4) for at in range(len(edged) - size + 1))
    return [0, *(crc32(run.encode()) % SIZE for run in runs)]


@cache
def _weights() -> tuple[int, ...]:
    return tuple(array("b", TABLE.read_bytes()))
