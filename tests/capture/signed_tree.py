"""Accounts of the AT Protocol for tests: signed trees built by another road than the one that reads them."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yosuga.capture.atproto import cbor, identity, proof
from yosuga.capture.atproto.address import Place
from yosuga.capture.atproto.cbor import Value
from yosuga.capture.atproto.found import Proof
from yosuga.capture.atproto.links import Link, link_of
from yosuga.capture.atproto.tree import layer_of

ORDERS = {
    "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    "secp256r1": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
}
_PREFIXES = {"secp256k1": b"\xe7\x01", "secp256r1": b"\x80\x24"}
_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
POSTS = "app.bsky.feed.post"
REV = "3mabcdefghi2k"
Blocks = dict[Link, bytes]
Entry = dict[str, Value]


def keep(value: Value, *, blocks: Blocks) -> Link:
    """Put a value among the blocks and return its name."""
    block = cbor.encode(value)
    blocks[link_of(block)] = block
    return link_of(block)


def tree(records: Mapping[bytes, Link], *, blocks: Blocks) -> Link:
    """Build the tree of `records` from the top: the keys of a layer part those below it."""
    keys = sorted(records)
    return _node(keys, max(map(layer_of, keys), default=0), records=records, blocks=blocks)


def _node(keys: list[bytes], layer: int, *, records: Mapping[bytes, Link], blocks: Blocks) -> Link:
    here = [key for key in keys if layer_of(key) == layer]
    borders = [b"", *here, b"\xff"]
    down: list[Link | None] = []
    for low, high in pairwise(borders):
        between = [key for key in keys if low < key < high]
        down.append(_node(between, layer - 1, records=records, blocks=blocks) if between else None)
    entries: list[Value] = []
    last = b""
    for key, after in zip(here, down[1:], strict=True):
        shared = next((n for n in range(len(last), 0, -1) if key.startswith(last[:n])), 0)
        entries.append({"p": shared, "k": key[shared:], "v": records[key], "t": after})
        last = key
    return keep({"l": down[0], "e": entries}, blocks=blocks)


def varint(number: int) -> bytes:
    """Write an unsigned varint."""
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def archive(root: Link, blocks: Mapping[Link, bytes]) -> bytes:
    """Write a CAR file."""
    header = cbor.encode({"roots": [root], "version": 1})
    pieces = [header, *(name.raw + block for name, block in blocks.items())]
    return b"".join(varint(len(piece)) + piece for piece in pieces)


def base58(raw: bytes) -> str:
    """Spell bytes in base 58."""
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _DIGITS[digit] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


@dataclass(frozen=True)
class Author:
    """Someone who signs. `did` is not derived from a ledger: the verifier of trees takes the document as it is."""

    key: ec.EllipticCurvePrivateKey
    did: str = "did:plc:" + "a" * 24

    @property
    def multibase(self) -> str:
        """The public key as documents spell it."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return "z" + base58(_PREFIXES[self.key.curve.name] + point)

    @property
    def document(self) -> bytes:
        """The identity document."""
        method = {
            "id": f"{self.did}#atproto",
            "type": "Multikey",
            "controller": self.did,
            "publicKeyMultibase": self.multibase,
        }
        server = {
            "id": "#atproto_pds",
            "type": "AtprotoPersonalDataServer",
            "serviceEndpoint": "https://pds.example.com",
        }
        fields = {
            "id": self.did,
            "alsoKnownAs": ["at://someone.example.com"],
            "verificationMethod": [method],
            "service": [server],
        }
        return json.dumps(fields).encode()

    @property
    def identity(self) -> identity.Identity:
        """What the verifier reads from the document."""
        return identity.read(self.document, did=self.did)

    def sign(self, content: bytes) -> bytes:
        """Sign as the protocol does: r and s in 32 bytes each, s in its lower half."""
        r, s = decode_dss_signature(self.key.sign(content, ec.ECDSA(SHA256())))
        order = ORDERS[self.key.curve.name]
        return r.to_bytes(32, "big") + min(s, order - s).to_bytes(32, "big")

    def commit(self, data: Link, *, blocks: Blocks, rev: str = REV, over: Mapping[str, Value] | None = None) -> Link:
        """Put a signed commit among the blocks; `over` says what in it is not as it should be."""
        fields: dict[str, Value] = {"did": self.did, "version": 3, "data": data, "rev": rev, "prev": None}
        fields |= over or {}
        return keep({**fields, "sig": self.sign(cbor.encode(fields))}, blocks=blocks)

    def repository(self, posts: Mapping[str, str], *, rev: str = REV) -> tuple[Link, Blocks]:
        """Sign a tree of posts, by record key and text; return the commit and all blocks."""
        blocks: Blocks = {}
        records = {
            f"{POSTS}/{name}".encode(): keep({"$type": POSTS, "text": text}, blocks=blocks)
            for name, text in posts.items()
        }
        return self.commit(tree(records, blocks=blocks), blocks=blocks, rev=rev), blocks

    def entry(self, fields: Mapping[str, Value]) -> dict[str, Value]:
        """Sign an entry of the public ledger."""
        signature = urlsafe_b64encode(self.sign(cbor.encode(dict(fields)))).decode().rstrip("=")
        return {**fields, "sig": signature}


def author(*, curve: type[ec.EllipticCurve] = ec.SECP256K1, seed: int = 7) -> Author:
    """Return the author whose private key is `seed`."""
    return Author(key=ec.derive_private_key(seed, curve()))


def place(name: str) -> Place:
    """Return the place of a post."""
    return Place(account="someone.example.com", collection=POSTS, record=name)


def verified(content: bytes, *, of: Author, name: str) -> Proof:
    """Verify an archive for one post of an author."""
    return proof.verify(content, place=place(name), identity=of.identity)


def ledger(someone: Author, *others: Author, server: str = "https://pds.example.com/") -> tuple[str, list[Entry]]:
    """Sign a ledger: each entry hands the account to the next author, signed by the one before. Return the DID too."""
    entries: list[Entry] = []
    signer = someone
    for owner in (someone, *others):
        fields: Entry = {
            "type": "plc_operation",
            "rotationKeys": ["did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc", "did:key:" + owner.multibase],
            "verificationMethods": {"atproto": "did:key:" + owner.multibase},
            "alsoKnownAs": [],
            "services": {"atproto_pds": {"type": "AtprotoPersonalDataServer", "endpoint": server}},
            "prev": str(link_of(cbor.encode(entries[-1]))) if entries else None,
        }
        entries.append(signer.entry(fields))
        signer = owner
    name = str(Link(link_of(cbor.encode(entries[0])).raw[4:]))[1:25]
    return f"did:plc:{name}", entries
