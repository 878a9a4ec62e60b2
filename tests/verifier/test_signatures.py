"""Ed25519, signed notes, verifier keys, proofs and trees against the examples of their own standards."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.verifier import build
from yosuga_verifier import ed25519, merkle, notes

# RFC 8032 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
ORDER_OF_FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032_verify_and_no_flipped_bit_does(public: str, message: str, signature: str) -> None:
    key, text, good = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert ed25519.verify(good, message=text, public=key)
    assert not ed25519.verify(good, message=text + b"x", public=key)
    for bit in range(0, 512, 7):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not ed25519.verify(bytes(flipped), message=text, public=key)


def test_signatures_agree_with_another_implementation() -> None:
    for number in range(40):
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"%d" % number).digest())
        message = b"message" * number
        public = key.public_key().public_bytes_raw()
        assert ed25519.verify(key.sign(message), message=message, public=public)


def test_a_second_spelling_of_a_signature_is_refused() -> None:
    """S + L is the same number on the curve; RFC 8032 8.4 wants it refused."""
    public, message, signature = (bytes.fromhex(one) for one in VECTORS[1])
    number = int.from_bytes(signature[32:], "little") + ORDER
    assert not ed25519.verify(signature[:32] + number.to_bytes(32, "little"), message=message, public=public)


@pytest.mark.parametrize(
    "public",
    [
        "01" + "00" * 31,  # the neutral point
        "00" * 32,  # order 4
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # order 2
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",  # order 8
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p + 1, a second spelling
        "01" + "00" * 30 + "80",  # x = 0 with a sign
        "02" + "00" * 31,  # no point at all
    ],
)
def test_a_weak_or_second_spelling_of_a_key_is_refused(public: str) -> None:
    """Under such a key R = S·B, S = 0 would verify for anything."""
    neutral = b"\1" + bytes(31)
    assert not ed25519.verify(neutral + bytes(32), message=b"anything", public=bytes.fromhex(public))


@pytest.mark.parametrize("y", [ORDER_OF_FIELD, ORDER_OF_FIELD + 3, 1 + (1 << 255)])
def test_a_point_has_one_encoding(y: int) -> None:
    """Nobody can sign under such a key, so only the reader of points itself can show that it refuses them."""
    assert ed25519._decode(y.to_bytes(32, "little")) is None


EXAMPLE = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaq"
    "P3ZekRwNtIc=\n"
).encode()


def test_the_example_of_the_signed_note_standard_is_read() -> None:
    """c2sp.org/signed-note; the text keeps its inner empty line."""
    note = notes.parse_note(EXAMPLE)
    assert note.text.decode().endswith("\n\ned è subito sera.\n")
    assert [(name, id_.hex(), len(signature)) for name, id_, signature in note.signatures] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]


# The example of golang.org/x/mod/sumdb/note: a key, a text and its signature by that key.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def test_a_note_signed_by_another_implementation_verifies() -> None:
    key = notes.parse_key(PETER)
    assert str(key) == PETER
    assert notes.is_signed(notes.parse_note(PETER_NOTE), key=key)
    assert not notes.is_signed(notes.parse_note(PETER_NOTE.replace(b"answer", b"Answer")), key=key)


def test_a_bad_signature_of_the_known_key_beside_a_good_one_is_refused_and_a_stranger_is_ignored() -> None:
    key = build.SigningKey(seed=b"a")
    known = notes.parse_key(key.vkey)
    good = key.note("text\n")
    stranger = build.SigningKey(seed=b"b", name="stranger").note("text\n").partition(b"\n\n")[2]
    bad = key.note("other\n").partition(b"\n\n")[2]
    assert notes.is_signed(notes.parse_note(good + stranger), key=known)
    assert not notes.is_signed(notes.parse_note(good + bad), key=known)
    assert not notes.is_signed(notes.parse_note(b"text\n\n" + stranger), key=known)


@pytest.mark.parametrize(
    "text",
    [
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("ARpc", "AhpC"),
        PETER + "\n",
        PETER.replace("Peter", "Peter "),
        "a+b",
        "",
        PETER[:-4] + "10TX",
    ],
)
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(notes.BadNoteError):
        notes.parse_key(text)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        PETER_NOTE[:-1],
        PETER_NOTE.replace("—".encode(), b"-"),
        PETER_NOTE.replace(b"x08go", b"x08 go"),
        PETER_NOTE.replace(b"answer", b"ans\rwer"),
        PETER_NOTE.replace(b"answer", b"ans\xffwer"),
        PETER_NOTE + b"\n",
        b"x" * 100_000 + PETER_NOTE,
    ],
)
def test_a_malformed_note_is_refused(raw: bytes) -> None:
    with pytest.raises(notes.BadNoteError):
        notes.parse_note(raw)


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "o\n1\n",
        f"o\n01\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n1\n{ROOT[:-4]}\n",
        f"o\n1\n{ROOT[:-2]}B=\n",
        f"o\n\n{ROOT}\n",
        f"o\n\uff11\n{ROOT}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(notes.BadNoteError):
        notes.checkpoint_of(notes.Note(text.encode(), ()))


def test_a_tlog_proof_with_extra_data_is_read() -> None:
    raw = f"c2sp.org/tlog-proof@v1\nextra YQ==\nindex 7\n{ROOT}\n\nthe checkpoint\n".encode()
    assert notes.parse_proof(raw) == notes.Proof(7, (bytes(32),), b"the checkpoint\n")


def test_trees_and_proofs_agree_with_the_definition_of_rfc_6962() -> None:
    leaves = [build.leaf_hash(b"%d" % number) for number in range(40)]
    tree = merkle.Tree(b"".join(leaves))
    for size in range(41):
        assert tree.root(size) == build.root_of(leaves[:size])
        for index in range(size):
            path = build.path_to(index, leaves[:size])
            good = {"index": index, "size": size, "path": path, "root": tree.root(size)}
            assert merkle.is_included(leaves[index], **good)  # type: ignore[arg-type]
            assert not merkle.is_included(leaves[index - 1], **good) or size == 1  # type: ignore[arg-type]
            assert not merkle.is_included(leaves[index], **{**good, "path": [*path, bytes(32)]})  # type: ignore[arg-type]
            assert not merkle.is_included(leaves[index], **{**good, "size": index})  # type: ignore[arg-type]


def test_a_proof_that_stops_below_the_root_proves_nothing() -> None:
    leaf = build.leaf_hash(b"leaf")
    assert not merkle.is_included(leaf, index=0, size=2, path=[], root=leaf)
