import random
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.custody import merkle

# The reference tree of Certificate Transparency: eight leaf inputs, and the root for each size from 0.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
B = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
C = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
D = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
E = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

LEAVES = [sha256(b"\x00" + bytes.fromhex(text)).digest() for text in INPUTS]
MANY = [sha256(number.to_bytes(4, "big")).digest() for number in range(70)]


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 2.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*naive_path(index, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(index - split, leaves[split:]), naive_root(leaves[:split])]


def hexes(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


@pytest.mark.parametrize("size", range(9))
def test_the_reference_tree_has_the_published_roots(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [(0, 1, []), (0, 8, [E, A, B]), (5, 8, [C, D, ROOTS[4]]), (2, 3, [ROOTS[2]]), (1, 5, [ROOTS[1], A, C])],
)
def test_inclusion_paths_are_the_published_ones(index: int, size: int, path: list[str]) -> None:
    assert hexes(merkle.inclusion(LEAVES[:size], index)) == path


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(1, 1, []), (1, 8, [E, A, B]), (6, 8, [F, D, ROOTS[4]]), (2, 5, [A, C])],
)
def test_consistency_proofs_are_the_published_ones(old: int, new: int, proof: list[str]) -> None:
    assert hexes(merkle.consistency(LEAVES, old=old, new=new)) == proof


@given(st.integers(0, 70))
def test_roots_agree_with_the_definition(size: int) -> None:
    leaves = MANY[:size]
    assert merkle.root(leaves) == naive_root(leaves)


def test_every_path_of_every_tree_is_that_of_the_definition_and_verifies() -> None:
    for size in range(1, 34):
        leaves = MANY[:size]
        tree = merkle.Tree(leaves)
        for index in range(size):
            path = tree.inclusion(index)
            assert path == naive_path(index, leaves)
            assert merkle.verify_inclusion(leaves[index], index=index, size=size, path=path, expected_root=tree.root)


def test_no_other_inclusion_verifies() -> None:
    for size in range(2, 20):
        leaves = MANY[:size]
        root = merkle.root(leaves)
        for index in range(size):
            path = merkle.inclusion(leaves, index)
            wrong = [
                merkle.verify_inclusion(MANY[-1], index=index, size=size, path=path, expected_root=root),
                merkle.verify_inclusion(leaves[index], index=index, size=size, path=path, expected_root=MANY[-1]),
                merkle.verify_inclusion(leaves[index], index=index, size=size, path=path[:-1], expected_root=root),
                merkle.verify_inclusion(leaves[index], index=index, size=size, path=[*path, root], expected_root=root),
                merkle.verify_inclusion(leaves[index], index=size, size=size, path=path, expected_root=root),
                merkle.verify_inclusion(leaves[index], index=-1, size=size, path=path, expected_root=root),
                *(
                    merkle.verify_inclusion(leaves[index], index=other, size=size, path=path, expected_root=root)
                    for other in range(size)
                    if other != index
                ),
            ]
            assert not any(wrong)


def test_every_consistency_proof_verifies_and_no_other_old_root_does() -> None:
    for new in range(34):
        for old in range(new + 1):
            proof = merkle.consistency(MANY, old=old, new=new)
            old_root, new_root = merkle.root(MANY[:old]), merkle.root(MANY[:new])
            assert merkle.verify_consistency(old=old, new=new, old_root=old_root, new_root=new_root, proof=proof)
            assert not merkle.verify_consistency(old=old, new=new, old_root=MANY[-1], new_root=new_root, proof=proof)
            if old:
                assert not merkle.verify_consistency(
                    old=old, new=new, old_root=old_root, new_root=MANY[-1], proof=proof
                )
            assert not merkle.verify_consistency(
                old=old, new=new, old_root=old_root, new_root=new_root, proof=[*proof, MANY[0]]
            )
            if proof:
                assert not merkle.verify_consistency(
                    old=old, new=new, old_root=old_root, new_root=new_root, proof=proof[:-1]
                )


def test_a_log_that_was_rewritten_is_not_consistent() -> None:
    rewritten = list(MANY)
    rewritten[3] = MANY[69]
    proof = merkle.consistency(rewritten, old=10, new=20)
    assert not merkle.verify_consistency(
        old=10, new=20, old_root=merkle.root(MANY[:10]), new_root=merkle.root(rewritten[:20]), proof=proof
    )


def test_a_growing_frontier_always_has_the_root_of_its_leaves() -> None:
    frontier = merkle.Frontier()
    for size in range(70):
        assert frontier.root == merkle.root(MANY[:size])
        assert frontier == merkle.Frontier.of(MANY[:size])
        assert merkle.Frontier.from_bytes(frontier.to_bytes()) == frontier
        frontier = frontier.append(MANY[size])


@given(st.integers(0, 70), st.randoms())
def test_a_cut_or_extended_frontier_is_refused(size: int, chance: random.Random) -> None:
    data = merkle.Frontier.of(MANY[:size]).to_bytes()
    cut = data[: chance.randrange(len(data))]
    with pytest.raises(ValueError, match="frontier"):
        merkle.Frontier.from_bytes(cut if len(cut) != 8 or any(cut) else b"")
    with pytest.raises(ValueError, match="frontier"):
        merkle.Frontier.from_bytes(data + b"\x00")


@pytest.mark.parametrize("index", [-1, 8, 100])
def test_there_is_no_path_for_a_leaf_outside_the_tree(index: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion(LEAVES, index)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (3, 9)])
def test_there_is_no_consistency_proof_between_trees_that_are_not(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no trees"):
        merkle.consistency(LEAVES, old=old, new=new)
