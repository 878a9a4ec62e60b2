"""The signed tree of an account (a Merkle search tree): walk to the one place where a key would be.

https://atproto.com/specs/repository ("MST structure"). The shape of the tree follows from its keys alone: each key has
one layer, each layer one order. So there is exactly one place for a key, and an empty place proves its absence.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yosuga.capture.atproto.cbor import Value, decode
from yosuga.capture.atproto.links import Link
from yosuga.capture.atproto.refusing import ProofRefused

_KEY = re.compile(rb"[a-zA-Z0-9_~.:-]+/[a-zA-Z0-9_~.:-]+")  # collection/record key
_LONGEST_KEY = 1_024
_ABOVE_ALL = b"\x7f"  # above every character that a key may have


@dataclass(frozen=True, slots=True)
class _Entry:
    key: bytes
    record: Link
    after: Link | None  # the keys between this one and the next, one layer down


@dataclass(frozen=True, slots=True)
class _Node:
    before: Link | None
    entries: Sequence[_Entry]


def layer_of(key: bytes) -> int:
    """Return the layer at which a key stands: pairs of zero bits at the start of its SHA-256."""
    digest = int.from_bytes(hashlib.sha256(key).digest(), "big")
    return (256 - digest.bit_length()) // 2


def find(key: bytes, *, root: Link, blocks: Mapping[Link, bytes]) -> Link | None:
    """Return the record that stands under `key`, or None where the tree provably has none.

    Goes on to the last layer even where the key's own is passed, so that a tree that breaks the rules of layers cannot
    hide a key from us that another reader would find. Raises ProofRefused for a missing block or a broken rule.
    """
    if not is_key(key):
        raise ProofRefused("record key")
    place: Link | None = root
    node = _node(root, blocks=blocks)
    if not node.entries and node.before is None:  # the root of an empty tree; no other root may be without entries
        return None
    if not node.entries:
        raise ProofRefused("tree root")
    layer = layer_of(node.entries[0].key)
    low, high = b"", _ABOVE_ALL
    while place is not None:
        node = _node(place, blocks=blocks)
        _check(node, layer=layer, low=low, high=high)
        here = next((entry for entry in node.entries if entry.key == key), None)
        if here is not None:
            return here.record
        place, low, high = _next(node, key=key, low=low, high=high)
        layer -= 1
    return None


def is_key(key: bytes) -> bool:
    """Whether `key` is a path of a repository: a collection, a slash and a record key."""
    return len(key) <= _LONGEST_KEY and _KEY.fullmatch(key) is not None


def _next(node: _Node, *, key: bytes, low: bytes, high: bytes) -> tuple[Link | None, bytes, bytes]:
    """Return where the walk goes down, and between which keys everything there must stand."""
    smaller = [entry for entry in node.entries if entry.key < key]
    larger = [entry for entry in node.entries if entry.key > key]
    down = smaller[-1].after if smaller else node.before
    return down, smaller[-1].key if smaller else low, larger[0].key if larger else high


def _check(node: _Node, *, layer: int, low: bytes, high: bytes) -> None:
    if not node.entries and node.before is None:  # only an empty tree has an empty node
        raise ProofRefused("tree node")
    last = low
    for entry in node.entries:
        if not is_key(entry.key) or not last < entry.key < high:
            raise ProofRefused("tree order")
        if layer_of(entry.key) != layer:
            raise ProofRefused("tree layer")
        last = entry.key


def _node(place: Link, *, blocks: Mapping[Link, bytes]) -> _Node:
    block = blocks.get(place)
    if block is None:
        raise ProofRefused("block missing")
    fields = decode(block)
    if not isinstance(fields, dict) or set(fields) != {"l", "e"} or not isinstance(fields["e"], tuple):
        raise ProofRefused("tree node")
    entries: list[_Entry] = []
    for given in fields["e"]:
        entries.append(_entry(given, last=entries[-1].key if entries else b""))
    return _Node(before=_down(fields["l"]), entries=entries)


def _entry(given: Value, *, last: bytes) -> _Entry:
    """Return one entry. Its key leaves out what it shares with the key before it, all of that and no more."""
    if not isinstance(given, dict) or set(given) != {"p", "k", "v", "t"}:
        raise ProofRefused("tree node")
    shared, rest, record = given["p"], given["k"], given["v"]
    if type(shared) is not int or not isinstance(rest, bytes) or not isinstance(record, Link):
        raise ProofRefused("tree node")
    key = last[:shared] + rest
    if shared != _shared(last, key) or not record.names_a_block:
        raise ProofRefused("tree node")
    return _Entry(key=key, record=record, after=_down(given["t"]))


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two keys have in common from their start."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _down(given: Value) -> Link | None:
    if given is None:
        return None
    if not isinstance(given, Link) or not given.names_a_block:
        raise ProofRefused("tree node")
    return given
