"""One flipped bit anywhere in a closed vault is reported, and the item it belongs to is named."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.faults.scene import Scene, load
from tests.faults.stand import FULL, Stand

pytestmark = pytest.mark.faults

# How many flips fall on what: 1,000 in all.
SHARES = {"blobs": 320, "yosuga.sqlite3": 400, "heads": 120, "vault.json": 120, "database.sha256": 40}
PARTS = 8


@dataclass(frozen=True, slots=True)
class Flip:
    """One bit of one file."""

    path: Path
    place: int
    bit: int

    def turn(self) -> None:
        """Flip it; a second time puts it back."""
        with self.path.open("r+b") as file:
            file.seek(self.place)
            (byte,) = file.read(1)
            file.seek(self.place)
            file.write(bytes([byte ^ 1 << self.bit]))

    def __str__(self) -> str:
        return f"{self.path.name} byte {self.place} bit {self.bit}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_flipped_bit_is_reported_with_its_item(
    bench: Stand, part: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(part)
    scene = load(bench.template)
    bench.lay_out()
    bad, count = [], Counter[str]()
    for flip in [somewhere(scene.home / kind, chance=chance) for kind in SHARES for _ in range(share(kind))]:
        owner = owner_of(flip, scene=scene)
        flip.turn()
        said = bench.examine()
        bench.lay_out()
        count.update(["reported"] * bool(said) + ["of an item"] * bool(owner))
        if not said or (owner and owner not in {item for _, _, item in said}):
            bad.append(f"{flip} of {owner or 'no item'}: {said}")
    record_property("flips", dict(count))
    assert not bad, "\n".join(bad)


def share(kind: str) -> int:
    """Return how many flips of a kind one part makes."""
    return SHARES[kind] // PARTS if FULL else max(1, SHARES[kind] // PARTS // 5)


def somewhere(place: Path, *, chance: Random) -> Flip:
    """Return a random bit of a file, or of one of the files below a folder."""
    path = chance.choice(sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place])
    return Flip(path, chance.randrange(path.stat().st_size), chance.randrange(8))


def owner_of(flip: Flip, *, scene: Scene) -> str:
    """Return the id of the item that a byte belongs to, or nothing.

    In the database these are the stretches of keys and sealed texts that the scene remembers of each item.
    """
    for name, blobs in scene.blobs.items():
        if flip.path.name in blobs:
            return name.partition("/")[2]
    content = flip.path.read_bytes() if flip.path.suffix == ".sqlite3" else b""
    for name, secrets in scene.secrets.items():
        for secret in secrets:
            at = content.find(bytes.fromhex(secret))
            if 0 <= at <= flip.place < at + len(secret) // 2:
                return name.partition("/")[2]
    return ""
