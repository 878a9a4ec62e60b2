"""Content identifiers: the name of a block is the hash of its bytes, so what was fetched by name can be checked.

https://atproto.com/specs/data-model ("link and CID formats"); CIDv1 of https://github.com/multiformats/cid.
"""

import hashlib
from base64 import b32encode
from dataclasses import dataclass

_NODE = bytes.fromhex("01711220")  # version 1, DAG-CBOR, SHA-256, 32 bytes: the only form that names a block of a tree


@dataclass(frozen=True, slots=True)
class Link:
    """A CIDv1 as its bytes. Links inside records may name other things (pictures); these are not looked into."""

    raw: bytes

    def __str__(self) -> str:
        return "b" + b32encode(self.raw).decode("ascii").rstrip("=").lower()

    @property
    def names_a_block(self) -> bool:
        """Whether it has the one form in which the protocol names commits, nodes of the tree and records."""
        return len(self.raw) == 36 and self.raw.startswith(_NODE)


def link_of(block: bytes) -> Link:
    """Return the name that the bytes of a block have."""
    return Link(_NODE + hashlib.sha256(block).digest())
