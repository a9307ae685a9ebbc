"""Merkle hashing and proofs against the Certificate Transparency reference tree and a second, naive implementation.

The eight leaves, their roots and the six proofs are the public reference values of Certificate Transparency (Google's
``merkle_verifier_test``, repeated by transparency-dev/merkle); everything else is computed here by the RFC's own
recursive definition, which shares no code with ``ecase.ledger.merkle``.
"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecase.ledger import merkle
from ecase.ledger.merkle import InvalidProof

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # (leaf index, tree size): proof
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {  # (first size, second size): proof
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
OTHER = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")


# --- the RFC's definitions, written down once more, naively ---
def H(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def k_of(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: list[bytes]) -> bytes:
    if not d:
        return H(b"")
    if len(d) == 1:
        return H(b"\0" + d[0])
    k = k_of(len(d))
    return H(b"\1" + mth(d[:k]) + mth(d[k:]))


def path(m: int, d: list[bytes]) -> list[bytes]:
    if len(d) == 1:
        return []
    k = k_of(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: list[bytes], b: bool) -> list[bytes]:
    if m == len(d):
        return [] if b else [mth(d)]
    k = k_of(len(d))
    if m <= k:
        return [*subproof(m, d[:k], b), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


def test_hashes_of_the_reference() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == ROOTS[0]
    assert merkle.leaf_hash(b"L123456").hex().startswith("395aa064")
    assert merkle.node_hash(b"N123", b"N456").hex().startswith("aa217fe8")


def test_roots_of_the_reference() -> None:
    assert [merkle.root(LEAVES[: size + 1]).hex() for size in range(8)] == ROOTS
    assert [mth(LEAVES[: size + 1]).hex() for size in range(8)] == ROOTS  # the naive one is right as well


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_of_the_reference(index: int, size: int) -> None:
    proof = [bytes.fromhex(node) for node in INCLUSION[index, size]]
    assert merkle.inclusion_proof(LEAVES[:size], index) == proof
    merkle.verify_inclusion(merkle.leaf_hash(LEAVES[index]), index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "size"), CONSISTENCY)
def test_consistency_proofs_of_the_reference(first: int, size: int) -> None:
    proof = [bytes.fromhex(node) for node in CONSISTENCY[first, size]]
    assert merkle.consistency_proof(LEAVES[:size], first) == proof
    merkle.verify_consistency(first, size, bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[size - 1]), proof)


def test_every_small_tree_agrees_with_the_naive_one() -> None:
    for size in range(1, 34):
        leaves = [bytes([number]) for number in range(size)]
        root = merkle.root(leaves)
        assert root == mth(leaves)
        for index in range(size):
            proof = merkle.inclusion_proof(leaves, index)
            assert proof == path(index, leaves)
            merkle.verify_inclusion(merkle.leaf_hash(leaves[index]), index, size, proof, root)
            first = index + 1
            proof = merkle.consistency_proof(leaves, first)
            assert proof == subproof(first, leaves, True)
            merkle.verify_consistency(first, size, merkle.root(leaves[:first]), root, proof)


def refused(check, *arguments) -> None:
    with pytest.raises(InvalidProof):
        check(*arguments)


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_wrong_inclusion_is_refused(index: int, size: int) -> None:
    proof = [bytes.fromhex(node) for node in INCLUSION[index, size]]
    root, leaf = bytes.fromhex(ROOTS[size - 1]), merkle.leaf_hash(LEAVES[index])
    for wrong in (index - 1, index + 1, index ^ 2):
        refused(merkle.verify_inclusion, leaf, wrong, size, proof, root)
    for wrong in (size * 2, size // 2):
        refused(merkle.verify_inclusion, leaf, index, wrong, proof, root)
    refused(merkle.verify_inclusion, b"WrongLeaf", index, size, proof, root)
    refused(merkle.verify_inclusion, b"", index, size, proof, root)
    for wrong_root in (merkle.EMPTY, OTHER, b""):
        refused(merkle.verify_inclusion, leaf, index, size, proof, wrong_root)
    for wrong_proof in ([*proof, b""], [*proof, root], [b"", *proof], [root, *proof]):
        refused(merkle.verify_inclusion, leaf, index, size, wrong_proof, root)
    if proof:
        refused(merkle.verify_inclusion, leaf, index, size, proof[:-1], root)
        refused(merkle.verify_inclusion, leaf, index, size, [proof[0], OTHER, *proof[1:]], root)


@pytest.mark.parametrize(("first", "size"), [pair for pair, proof in CONSISTENCY.items() if proof])
def test_wrong_consistency_is_refused(first: int, size: int) -> None:
    proof = [bytes.fromhex(node) for node in CONSISTENCY[first, size]]
    one, two = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[size - 1])
    for wrong in (first - 1, first + 1, first ^ 2):
        refused(merkle.verify_consistency, wrong, size, one, two, proof)
    for wrong in (size * 2, size // 2):
        refused(merkle.verify_consistency, first, wrong, one, two, proof)
    refused(merkle.verify_consistency, first, size, b"WrongRoot", two, proof)
    refused(merkle.verify_consistency, first, size, one, b"WrongRoot", proof)
    refused(merkle.verify_consistency, first, size, two, one, proof)
    for wrong_proof in (
        [], [*proof, b""], [*proof, one], [*proof, two], [b"", *proof], [one, *proof], [two, *proof],
        [proof[0], *proof], proof[:-1],
    ):  # fmt: skip
        refused(merkle.verify_consistency, first, size, one, two, wrong_proof)


def test_empty_and_equal_trees() -> None:
    any_root, other = b"don't care 1", b"don't care 2"
    for size in (0, 1):
        merkle.verify_consistency(size, size, any_root, any_root, [])
        refused(merkle.verify_consistency, size, size, any_root, other, [])
        refused(merkle.verify_consistency, size, size, any_root, any_root, [merkle.EMPTY])
    # Nothing grows out of the empty tree: the three cases a verifier straight from the RFC lets pass.
    refused(merkle.verify_consistency, 0, 1, any_root, other, [])
    refused(merkle.verify_consistency, 0, 1, merkle.EMPTY, merkle.EMPTY, [merkle.EMPTY])
    refused(merkle.verify_consistency, 0, 8, merkle.EMPTY, bytes.fromhex(ROOTS[7]), [])
    for first, second in ((1, 0), (2, 1), (-1, 1)):
        refused(merkle.verify_consistency, first, second, any_root, other, [])
    refused(merkle.verify_inclusion, OTHER, 0, 0, [], merkle.EMPTY)
    with pytest.raises(IndexError):
        merkle.inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError):
        merkle.consistency_proof(LEAVES, 0)


trees = st.lists(st.binary(max_size=9), min_size=1, max_size=80)


@settings(max_examples=60, deadline=None)
@given(trees, st.data())
def test_a_flipped_bit_is_refused(leaves: list[bytes], data: st.DataObject) -> None:
    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    root, leaf = merkle.root(leaves), merkle.leaf_hash(leaves[index])
    proof = merkle.inclusion_proof(leaves, index)
    merkle.verify_inclusion(leaf, index, size, proof, root)
    assert root == mth(leaves)
    if proof:
        place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
        flipped = bytearray(proof[place])
        flipped[bit // 8] ^= 1 << bit % 8
        refused(merkle.verify_inclusion, leaf, index, size, [*proof[:place], bytes(flipped), *proof[place + 1 :]], root)
    first = data.draw(st.integers(1, size))
    grown = merkle.consistency_proof(leaves, first)
    old = merkle.root(leaves[:first])
    merkle.verify_consistency(first, size, old, root, grown)
    if grown:
        place = data.draw(st.integers(0, len(grown) - 1))
        refused(merkle.verify_consistency, first, size, old, root, [*grown[:place], OTHER, *grown[place + 1 :]])
    if first < size:
        changed = [*leaves[: first - 1], leaves[first - 1] + b"!"]
        refused(merkle.verify_consistency, first, size, merkle.root(changed), root, grown)
