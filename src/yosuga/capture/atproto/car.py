"""A CAR file (version 1): blocks beside their names. Every block is hashed again; none is believed by its name alone.

https://ipld.io/specs/transport/car/carv1/
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yosuga.capture.atproto.cbor import decode
from yosuga.capture.atproto.links import Link, link_of
from yosuga.capture.atproto.refusing import ProofRefused

MOST_BYTES = 4 * 2**20  # a path of some twenty nodes and one record of at most a megabyte
MOST_BLOCKS = 4_096
_NAME = 36  # bytes of a CIDv1 with SHA-256
_HEADER_BYTES = 1_024


@dataclass(frozen=True, slots=True)
class Archive:
    """What a CAR file holds: the one block that it is about, and all blocks by name."""

    root: Link
    blocks: Mapping[Link, bytes]


def read(data: bytes) -> Archive:
    """Return the blocks of `data`, each hashed again. Raises ProofRefused: too large, cut off, bad form or hash."""
    if len(data) > MOST_BYTES:
        raise ProofRefused("more than 4 MiB")
    header, place = _piece(data, 0)
    root = _root(header)
    blocks: dict[Link, bytes] = {}
    while place < len(data):
        piece, place = _piece(data, place)
        name, block = Link(piece[:_NAME]), piece[_NAME:]
        if not name.names_a_block:
            raise ProofRefused("block name")
        if link_of(block) != name:
            raise ProofRefused("block hash")
        blocks[name] = block
        if len(blocks) > MOST_BLOCKS:
            raise ProofRefused("too many blocks")
    return Archive(root=root, blocks=blocks)


def _root(header: bytes) -> Link:
    read_header = decode(header) if len(header) <= _HEADER_BYTES else None
    if not isinstance(read_header, dict) or set(read_header) != {"roots", "version"}:
        raise ProofRefused("archive header")
    roots, version = read_header["roots"], read_header["version"]
    if type(version) is not int or version != 1:
        raise ProofRefused("archive header")
    if not isinstance(roots, tuple) or len(roots) != 1 or not isinstance(roots[0], Link):
        raise ProofRefused("archive header")
    return roots[0]


def _piece(data: bytes, place: int) -> tuple[bytes, int]:
    """Return the next length-prefixed piece and where it ends."""
    size, place = _varint(data, place)
    if size == 0 or size > len(data) - place:
        raise ProofRefused("archive cut off")
    return data[place : place + size], place + size


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return an unsigned varint and where it ends; four bytes are enough for what we read."""
    number = 0
    for count, byte in enumerate(data[place : place + 4]):
        number |= (byte & 127) << 7 * count
        if byte < 128:
            if byte == 0 and count:
                break  # a longer spelling of a shorter number
            return number, place + count + 1
    raise ProofRefused("archive cut off")
