"""The Merkle tree over a case's events: roots, and proofs that an event is in it or that it only grew (RFC 6962)."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

EMPTY_ROOT: Final = sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of leaf hashes (RFC 6962 2.1)."""
    return Tree(leaves).root


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path of leaf `index`, from its sibling upwards (RFC 6962 2.1.1). For many, keep a `Tree`."""
    return Tree(leaves).inclusion(index)


def consistency(leaves: Sequence[bytes], *, old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of the first `new` leaves extends that of the first `old` (RFC 6962 2.1.2)."""
    if not 0 <= old <= new <= len(leaves):
        raise ValueError(f"no trees of {old} and {new} among {len(leaves)} leaves")
    if old in {0, new}:
        return []
    return _subproof(leaves[:new], old=old, whole=True)


def _subproof(leaves: Sequence[bytes], *, old: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 2.1.2; `whole` while the old tree is still this entire subtree's left edge."""
    size = len(leaves)
    if old == size:
        return [] if whole else [root(leaves)]
    split = _split(size)
    if old <= split:
        return [*_subproof(leaves[:split], old=old, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old=old - split, whole=False), root(leaves[:split])]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


class Tree:
    """All levels of a tree, so that many audit paths cost one pass of hashing."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        level = list(leaves)
        self._levels = [level]
        hash_of = sha256
        while len(level) > 1:
            above = [hash_of(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
            if len(level) % 2:
                above.append(level[-1])  # an odd one out moves up unchanged: the split of RFC 6962 falls the same way
            self._levels.append(above)
            level = above

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    @property
    def root(self) -> bytes:
        """The Merkle tree hash."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """Return the audit path of leaf `index`, from its sibling upwards."""
        if not 0 <= index < self.size:
            raise ValueError(f"no leaf {index} among {self.size}")
        path = []
        for level in self._levels[:-1]:
            if (sibling := index ^ 1) < len(level):
                path.append(level[sibling])
            index >>= 1
        return path


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a growing tree: enough to append and to know the root, in at most 64 hashes.

    `hashes` are the roots of the full subtrees whose sizes are the set bits of `size`, largest first.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one more leaf hash."""
        hashes, size, grown = list(self.hashes), self.size, leaf
        while size & 1:
            grown = node(hashes.pop(), grown)
            size >>= 1
        return Frontier(self.size + 1, (*hashes, grown))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash of all leaves so far."""
        if not self.hashes:
            return EMPTY_ROOT
        result = self.hashes[-1]
        for left in self.hashes[-2::-1]:
            result = node(left, result)
        return result

    def to_bytes(self) -> bytes:
        """Return size (8 bytes, big-endian) and hashes, for the head row."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote. Raises ValueError when size and hashes do not fit each other."""
        size = int.from_bytes(data[:8], "big")
        if len(data) != 8 + 32 * size.bit_count():
            raise ValueError("a frontier of another length than its size needs")
        return cls(size, tuple(data[at : at + 32] for at in range(8, len(data), 32)))

    @classmethod
    def of(cls, leaves: Sequence[bytes]) -> Self:
        """Return the frontier of leaf hashes."""
        hashes, at, size = [], 0, len(leaves)
        for bit in reversed(range(size.bit_length())):
            if size & (1 << bit):
                hashes.append(root(leaves[at : at + (1 << bit)]))
                at += 1 << bit
        return cls(size, tuple(hashes))


EMPTY: Final = Frontier()


def verify_inclusion(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], expected_root: bytes) -> bool:
    """Say whether `path` proves that `leaf` is number `index` of the `size` leaves under `expected_root`.

    The steps are those of RFC 9162 2.1.3.2, which gives the algorithm for the trees of RFC 6962.
    """
    if not 0 <= index < size:
        return False
    at, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            result = node(sibling, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = node(result, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and result == expected_root


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether `proof` shows that the tree of `new` leaves extends the tree of `old` (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in {0, new}:
        same = old_root == new_root if old == new else old_root == EMPTY_ROOT
        return same and not proof
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return _walk(steps, at=at, last=last) == (old_root, new_root)


def _walk(steps: Sequence[bytes], *, at: int, last: int) -> tuple[bytes, bytes] | None:
    """Return the old and the new root that a consistency proof leads to, or None when its length is wrong."""
    if not steps:
        return None
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            before, after = node(step, before), node(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, step)
        at, last = at >> 1, last >> 1
    return (before, after) if last == 0 else None
