"""RFC 6962 Merkle trees over leaf hashes: the root of any earlier size, and proofs that a leaf is in a tree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(line: bytes) -> bytes:
    """SHA-256(0x00 ‖ line), RFC 6962 2.1."""
    return hashlib.sha256(b"\0" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right), RFC 6962 2.1."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """All complete subtrees over the leaves, so that the root of each earlier head costs a few hashes."""

    def __init__(self, leaves: bytes) -> None:
        """`leaves` is the leaf hashes one after the other, 32 bytes each."""
        self.size = len(leaves) // 32
        self.leaves = leaves
        self._levels = [leaves]
        sha256 = hashlib.sha256
        while len(self._levels[-1]) >= 64:
            below = self._levels[-1]
            self._levels.append(
                b"".join([sha256(b"\1" + below[at : at + 64]).digest() for at in range(0, len(below) - 63, 64)])
            )

    def leaf(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self.leaves[32 * index : 32 * index + 32]

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves, 0 ≤ size ≤ self.size."""
        peaks = []
        begin = 0
        for level in range(size.bit_length() - 1, -1, -1):
            if size >> level & 1:
                at = 32 * (begin >> level)
                peaks.append(self._levels[level][at : at + 32])
                begin += 1 << level
        if not peaks:
            return hashlib.sha256(b"").digest()
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


def is_included(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether an inclusion proof leads from a leaf to the root (RFC 9162 2.1.3.2, the same tree as RFC 6962)."""
    if not 0 <= index < size:
        return False
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            result = node_hash(result, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and result == root
