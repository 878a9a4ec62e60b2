"""Says which class a word belongs to: words of one class stand in like company (俳優 and 歌手; 鈴木 and 佐藤).

The model of names learns from a class what it has not seen of the single word. The table lies in `data/names`;
`classes_data` makes it. A word is looked up by its CRC-32 number.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from yosuga.detect.naming.lists import numbers_in, place_of

TABLE = Path(__file__).parents[1] / "data" / "names" / "classes.u32"
# Into how many classes the words are divided, three times over.
DIVISIONS = (64, 256, 1024)


def classes_of(word: str) -> tuple[int, int, int] | None:
    """Return the class of a word in each division, or nothing where the table does not have it."""
    words, classes = _table()
    at = place_of(word, words)
    return None if at is None else unpacked(classes[at])


def packed(wide: int, middle: int, fine: int) -> int:
    """Return the three classes of a word as one number."""
    return (wide << 8 | middle) << 10 | fine


def unpacked(number: int) -> tuple[int, int, int]:
    """Return the three classes that `packed` made one number of."""
    return number >> 18, number >> 10 & 0xFF, number & 0x3FF


@cache
def _table() -> tuple[Sequence[int], Sequence[int]]:
    """Return the words' numbers in order, and the classes of each."""
    numbers = numbers_in(TABLE)
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]
