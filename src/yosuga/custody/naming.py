"""What things are called: items, cases, files and package folders, in names that are legal everywhere."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final

from yosuga.clock import JST
from yosuga.custody.paths import fold
from yosuga.text import file_title

# A court's filing system takes names of at most 50 characters; in a package `E0001_` stands before them.
MOST_CHARACTERS: Final = 50
_PREFIX: Final = len("E99999_")
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def item_id(number: int) -> str:
    """Return the id of the case's item `number`, counted from 1: `E0001`, and `E10000` after `E9999`."""
    if number < 1:
        raise ValueError("items are counted from 1")
    return f"E{number:04d}"


def item_number(eid: str) -> int:
    """Return the number of an item id. Raises ValueError when it is none."""
    if not re.fullmatch(r"E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8})", eid):
        raise ValueError("not an item id")
    return int(eid[1:])


def case_id(random: bytes) -> str:
    """Return a case id of 5 random bytes: `C-` and 8 characters that are not mistaken for one another (Crockford)."""
    if len(random) != 5:
        raise ValueError("a case id is made of 5 random bytes")
    number = int.from_bytes(random, "big")
    return "C-" + "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(35, -5, -5))


def file_name(moment: datetime, *, words: str, extension: str, taken: Collection[str] = ()) -> str:
    """Return `20250911_1405_SNS投稿.png`: the minute in Japan Standard Time, words, and `_2` … when it is taken.

    At most 43 characters, so that the item id before it still leaves 50. `taken` are the case's names so far.
    """
    start = f"{moment.astimezone(JST):%Y%m%d_%H%M}_"
    end = f".{_extension(extension)}"
    used = {fold(name) for name in taken}
    number = 1
    while True:
        suffix = "" if number == 1 else f"_{number}"
        room = MOST_CHARACTERS - _PREFIX - len(start) - len(suffix) - len(end)
        name = f"{start}{file_title(_plain(words), most=room)}{suffix}{end}"
        if fold(name) not in used:
            return name
        number += 1


def _extension(given: str) -> str:
    kept = given.removeprefix(".").lower()
    return kept if re.fullmatch(r"[a-z0-9]{1,8}", kept) else "bin"


def original_path(eid: str, *, name: str) -> str:
    """Return where an imported file of an item lies in a package."""
    return f"data/originals/{eid}_{_plain(name)}"


def capture_path(eid: str, *, name: str) -> str:
    """Return where a file of a capture lies in a package."""
    return f"data/captures/{eid}/{_plain(name)}"


def _plain(name: str) -> str:
    return name.replace("%", "％")  # see `paths.PathBook.enter`


def package_name(case: str, *, moment: datetime, number: int) -> str:
    """Return the folder name of the case's export `number` (from 1), dated in Japan Standard Time."""
    return f"証拠一式_{case}_{moment.astimezone(JST):%Y%m%d}_第{number:02d}回"
