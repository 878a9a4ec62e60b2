"""The verifier of signed trees: what it accepts, and everything that it must refuse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture import signed_tree
from tests.capture.signed_tree import Author, Blocks, archive, author, keep, place, verified
from yosuga.capture.atproto import car, cbor, proof, tree
from yosuga.capture.atproto.links import Link, link_of
from yosuga.capture.atproto.refusing import ProofRefused

POSTS = {f"3l{letter}aaaaaaaaaa2": f"架空の投稿 {letter}" for letter in "abcdefghijklmnop"}
HERE, GONE = "3lcaaaaaaaaaa2", "3lcbaaaaaaaaa2"


@pytest.fixture(name="someone")
def _someone() -> Author:
    return author()


def refused(content: bytes, *, of: Author, name: str = HERE) -> str:
    with pytest.raises(ProofRefused) as raised:
        verified(content, of=of, name=name)
    return raised.value.detail


@pytest.mark.parametrize("curve", [ec.SECP256K1, ec.SECP256R1])
def test_a_record_in_the_signed_tree_is_present_with_its_name_and_words(curve: type[ec.EllipticCurve]) -> None:
    someone = author(curve=curve)
    found = verified(archive(*someone.repository(POSTS)), of=someone, name=HERE)
    assert found.record is not None
    assert found.record.value == {"$type": "app.bsky.feed.post", "text": POSTS[HERE]}
    assert found.record.cid == str(link_of(cbor.encode(found.record.value)))
    assert (found.did, found.rev, found.key_text) == (someone.did, signed_tree.REV, someone.multibase)


def test_a_record_that_the_signed_tree_lacks_is_absent(someone: Author) -> None:
    assert verified(archive(*someone.repository(POSTS)), of=someone, name=GONE).record is None


def test_an_empty_tree_proves_the_absence_of_every_record(someone: Author) -> None:
    assert verified(archive(*someone.repository({})), of=someone, name=HERE).record is None


@pytest.mark.parametrize("name", [HERE, GONE])
def test_no_single_bit_of_a_proof_can_be_flipped(someone: Author, name: str) -> None:
    whole = archive(*_path(someone, name))
    verified(whole, of=someone, name=name)
    for place_in_file in range(len(whole)):
        bad = bytearray(whole)
        bad[place_in_file] ^= 1 << place_in_file % 8
        refused(bytes(bad), of=someone, name=name)


@pytest.mark.parametrize("name", [HERE, GONE])
def test_no_block_of_a_proof_can_be_left_out(someone: Author, name: str) -> None:
    root, blocks = _path(someone, name)
    assert len(blocks) >= 3
    for left_out in blocks:
        rest = {link: block for link, block in blocks.items() if link != left_out}
        assert refused(archive(root, rest), of=someone, name=name) in {"block missing", "commit"}


def test_a_block_that_was_changed_and_named_anew_is_not_in_the_signed_tree(someone: Author) -> None:
    root, blocks = _path(someone, HERE)
    for link, block in blocks.items():
        changed = block[:-1] + bytes([block[-1] ^ 1])
        other = {name: content for name, content in blocks.items() if name != link} | {link_of(changed): changed}
        refused(archive(root, other), of=someone)
        refused(archive(link_of(changed), other), of=someone)


def test_the_commit_of_another_account_is_refused(someone: Author) -> None:
    other = replace(author(seed=8), did="did:plc:" + "b" * 24)
    assert refused(archive(*other.repository(POSTS)), of=someone) == "another account"
    posing = replace(other, did=someone.did)
    assert refused(archive(*posing.repository(POSTS)), of=someone) == "signature"


def test_a_key_of_the_other_curve_is_refused(someone: Author) -> None:
    assert refused(archive(*someone.repository(POSTS)), of=author(curve=ec.SECP256R1)) == "signature"


def test_the_higher_of_the_two_signatures_is_refused(someone: Author) -> None:
    root, blocks = someone.repository(POSTS)
    commit = cbor.decode(blocks[root])
    assert isinstance(commit, dict)
    signature = commit["sig"]
    assert isinstance(signature, bytes)
    high = signed_tree.ORDERS["secp256k1"] - int.from_bytes(signature[32:], "big")
    root = keep({**commit, "sig": signature[:32] + high.to_bytes(32, "big")}, blocks=blocks)
    assert refused(archive(root, blocks), of=someone) == "signature form"


def test_an_absence_from_before_the_record_was_seen_proves_nothing(someone: Author) -> None:
    content, who = archive(*someone.repository(POSTS)), someone.identity
    signed = proof.time_of(signed_tree.REV)
    assert proof.verify(content, place=place("self"), identity=who, since=signed).record is None
    with pytest.raises(ProofRefused, match="older than the record"):
        proof.verify(content, place=place("self"), identity=who, since=signed + timedelta(microseconds=1))
    with pytest.raises(ProofRefused, match="older than the record"):  # the record's own key says when it was made
        proof.verify(content, place=place("3mzzzzzzzzzzz"), identity=who)
    assert proof.verify(content, place=place(HERE), identity=who, since=signed + timedelta(days=1)).record is not None


def test_a_revision_before_the_last_one_seen_or_from_the_future_is_refused(someone: Author) -> None:
    content, who = archive(*someone.repository(POSTS)), someone.identity
    signed = proof.time_of(signed_tree.REV)
    assert proof.verify(content, place=place(HERE), identity=who, at_least=signed_tree.REV, moment=signed).record
    with pytest.raises(ProofRefused, match="revision"):
        proof.verify(content, place=place(HERE), identity=who, at_least="3mabcdefghi2l")
    with pytest.raises(ProofRefused, match="revision"):
        proof.verify(content, place=place(HERE), identity=who, moment=signed - timedelta(hours=2))


def test_the_time_in_a_revision_is_read_as_the_protocol_says() -> None:
    # As the protocol's own server wrote it at that moment.
    assert proof.time_of("3n2wbri7u322n") == datetime(2026, 11, 22, 18, 49, 12, 20_000, tzinfo=UTC)
    for bad in ["", "3jzfcijpj2z2", "zzzzzzzzzzzzz", "3jzfcijpj2z21", "3JZFCIJPJ2Z2A"]:
        with pytest.raises(ProofRefused):
            proof.time_of(bad)


def test_a_commit_of_another_form_is_refused(someone: Author) -> None:
    bad: list[dict[str, cbor.Value]] = [
        {"version": 2},
        {"version": 3.0},
        {"more": 1},
        {"prev": "x"},
        {"rev": 5},
        {"rev": "x"},
        {"data": "x"},
    ]
    for over in bad:
        blocks: Blocks = {}
        root = someone.commit(signed_tree.tree({}, blocks=blocks), blocks=blocks, over=over)
        assert refused(archive(root, blocks), of=someone) in {"commit", "revision"}


def test_a_tree_that_breaks_its_rules_is_refused(someone: Author) -> None:
    record = link_of(b"\xf6")
    names = [b"a.b.c/%03d" % n for n in range(999)]
    low = next(key for key in names if tree.layer_of(key) == 0)
    high = next(key for key in names if tree.layer_of(key) == 1 and key > low)
    shared = next(n for n in range(len(low), 0, -1) if high.startswith(low[:n]))
    other = next(
        key for n in range(99) if tree.layer_of(key := b"aa.b.c/%d" % n) == 0
    )  # one letter in common with `low`
    entry: dict[str, cbor.Value] = {"p": 0, "k": low, "v": record, "t": None}
    empty: dict[str, cbor.Value] = {"l": None, "e": []}
    below: dict[str, cbor.Value] = {"l": None, "e": [{**entry, "k": b"a.b.b/1"}]}
    well = {"l": None, "e": [entry, {**entry, "p": 1, "k": other[1:]}]}
    bad: list[cbor.Value] = [
        {"l": record, "e": []},  # a root without keys
        {"l": None, "e": [entry, {**entry, "p": len(low), "k": b""}]},  # a key twice
        {"l": None, "e": [entry, {**entry, "k": other}]},  # a beginning in common that is written again
        {"l": None, "e": [entry, {**entry, "p": True, "k": other[1:]}]},
        {"l": None, "e": [{**entry, "p": 1}]},  # a beginning in common with nothing
        {"l": None, "e": [{**entry, "p": -1}]},
        {"l": None, "e": [entry, {**entry, "p": shared, "k": high[shared:]}]},  # two layers in one node
        {"l": None, "e": [{**entry, "k": b"no slash"}]},
        {"l": None, "e": [{**entry, "k": "a.b.c/a"}]},
        {"l": None, "e": [{**entry, "v": None}]},
        {"l": None, "e": [{**entry, "v": Link(b"\x01\x55\x12\x20" + bytes(32))}]},
        {"l": None, "e": [{**entry, "more": 1}]},
        {"l": None, "e": "x"},
        {"l": 1, "e": []},
        {"e": []},
        [],
        {"l": link_of(cbor.encode(empty)), "e": [{**entry, "k": high}]},  # an empty node below another
        {"l": link_of(cbor.encode(below)), "e": [entry]},  # a node below the lowest layer
    ]

    def absent(node: cbor.Value) -> bool:
        blocks: Blocks = {}
        keep(empty, blocks=blocks)
        keep(below, blocks=blocks)
        content = archive(someone.commit(keep(node, blocks=blocks), blocks=blocks), blocks)
        sought = replace(place("0"), collection="a.b.b")
        return proof.verify(content, place=sought, identity=someone.identity).record is None

    assert absent(well)
    for node in bad:
        with pytest.raises(ProofRefused):
            absent(node)


def test_a_key_outside_of_the_borders_of_its_node_is_refused(someone: Author) -> None:
    """A tree in which a key stands where the walk to it never comes would prove an absence that is none."""
    blocks: Blocks = {}
    record = keep(None, blocks=blocks)
    keys = [b"a.b.c/%d" % n for n in range(200)]
    top = sorted(key for key in keys if tree.layer_of(key) == 1)[3]
    misplaced = next(key for key in sorted(keys) if tree.layer_of(key) == 0 and key > top)
    left = keep({"l": None, "e": [{"p": 0, "k": misplaced, "v": record, "t": None}]}, blocks=blocks)
    root = keep({"l": left, "e": [{"p": 0, "k": top, "v": record, "t": None}]}, blocks=blocks)
    assert tree.find(misplaced, root=root, blocks=blocks) is None  # the walk goes right of `top`, where nothing is
    before = b"a.b.c/."
    with pytest.raises(ProofRefused, match="tree order"):
        tree.find(before, root=root, blocks=blocks)


def test_an_archive_of_another_form_or_size_is_refused() -> None:
    block = b"\xf6"
    whole = archive(link_of(block), {link_of(block): block})
    assert car.read(whole).blocks == {link_of(block): block}
    headers: list[cbor.Value] = [
        {"roots": [], "version": 1},
        {"roots": [None], "version": 1},
        {"roots": [link_of(block)], "version": 2},
        {"roots": [link_of(block)], "version": True},
        {"roots": [link_of(block)], "version": 1, "more": 1},
        [],
    ]
    header = cbor.encode({"roots": [link_of(block)], "version": 1})
    assert whole.startswith(bytes([len(header)]) + header)
    pages = [bytes([n]) * 2**20 for n in range(5)]
    for bad in [
        bytes([len(header) | 128, 0]) + whole[1:],  # the length written longer than it need be
        archive(link_of(block), {link_of(page): page for page in pages}),
        b"",
        whole[:-1],
        whole + b"\0",
        whole + b"\x80",
        b"\x80\x00" + whole,
        bytes(car.MOST_BYTES + 1),
        archive(link_of(block), {Link(b"\x01\x55\x12\x20" + link_of(block).raw[4:]): block}),
        *(signed_tree.varint(len(content)) + content for content in map(cbor.encode, headers)),
    ]:
        with pytest.raises(ProofRefused):
            car.read(bad)


def test_layers_of_keys_are_those_of_the_protocol() -> None:
    """Values of the repository specification ("MST structure")."""
    known = {b"2653ae71": 0, b"blue": 1, b"app.bsky.feed.post/454397e440ec": 4, b"app.bsky.feed.post/9adeb165882c": 8}
    assert {key: tree.layer_of(key) for key in known} == known


def test_trees_have_the_names_that_other_programs_give_them() -> None:
    """Two well-known roots that the protocol's own implementations agree on: the empty tree, and one of five keys."""
    record = Link(
        b"\x01\x71\x12\x20" + bytes.fromhex("9d156bc3f3a520066252c708a9361fd3d089223842500e3713d404fdccb33cef")
    )
    assert str(record) == "bafyreie5cvv4h45feadgeuwhbcutmh6t2ceseocckahdoe6uat64zmz454"
    names = ["3jqfcqzm3fp2j", "3jqfcqzm3fr2j", "3jqfcqzm3fs2j", "3jqfcqzm3ft2j", "3jqfcqzm4fc2j"]
    five = {b"com.example.record/" + name.encode(): record for name in names}
    assert str(signed_tree.tree({}, blocks={})) == "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm"
    assert str(signed_tree.tree(five, blocks={})) == "bafyreicmahysq4n6wfuxo522m6dpiy7z7qzym3dzs756t5n7nfdgccwq7m"


_NAMES = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)


@given(names=st.sets(_NAMES, max_size=40), sought=_NAMES)
@settings(max_examples=30)
def test_whatever_the_tree_holds_is_found_and_nothing_else(names: set[str], sought: str) -> None:
    blocks: Blocks = {}
    records = {b"a.b.c/" + name.encode(): link_of(name.encode()) for name in names}
    root = signed_tree.tree(records, blocks=blocks)
    key = b"a.b.c/" + sought.encode()
    assert tree.find(key, root=root, blocks=blocks) == records.get(key)
    for there, link in records.items():
        assert tree.find(there, root=root, blocks=blocks) == link


def _path(someone: Author, name: str) -> tuple[Link, Blocks]:
    """Return only the blocks that a proof of `name` needs."""
    root, blocks = someone.repository(POSTS)
    needed = {
        left_out: block
        for left_out, block in blocks.items()
        if not _holds(someone, name, root, {link: b for link, b in blocks.items() if link != left_out})
    }
    return root, needed


def _holds(someone: Author, name: str, root: Link, blocks: Blocks) -> bool:
    try:
        verified(archive(root, blocks), of=someone, name=name)
    except ProofRefused:
        return False
    return True
