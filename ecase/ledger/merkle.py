"""Merkle trees and proofs of RFC 9162 (2.1), byte for byte. Leaves are raw leaf data; only standard library.

Not here: storage of nodes, checkpoints and signatures (the sequencer's), and what a leaf says (``leaf``).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


class InvalidProof(ValueError):
    """The proof does not show what it was handed over to show."""


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below ``size`` (size >= 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def _root(hashes: Sequence[bytes], start: int, end: int) -> bytes:
    size = end - start
    if size == 1:
        return hashes[start]
    middle = start + _split(size)
    return node_hash(_root(hashes, start, middle), _root(hashes, middle, end))


def root(leaves: Sequence[bytes]) -> bytes:
    """Root of the tree over ``leaves``; of no leaves, the hash of nothing."""
    if not leaves:
        return EMPTY
    return _root([leaf_hash(leaf) for leaf in leaves], 0, len(leaves))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The nodes that lead from leaf ``index`` to the root, nearest first. IndexError outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of a tree of {len(leaves)}")
    hashes = [leaf_hash(leaf) for leaf in leaves]
    path: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_root(hashes, middle, end))
            end = middle
        else:
            path.append(_root(hashes, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The nodes that show the tree of the ``first`` leaves to be the beginning of the tree of all of them."""
    if not 0 < first <= len(leaves):
        raise IndexError(f"no proof from a tree of {first} to one of {len(leaves)}")
    hashes = [leaf_hash(leaf) for leaf in leaves]
    path: list[bytes] = []
    start, end, whole = 0, len(leaves), True  # whole: the old tree is exactly a tree the verifier's root1 names
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_root(hashes, middle, end))
            end = middle
        else:
            path.append(_root(hashes, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_root(hashes, start, end))
    return path[::-1]


def _same(computed: bytes, claimed: bytes, what: str) -> None:
    if not hmac.compare_digest(computed, claimed):
        raise InvalidProof(f"the proof leads to another {what}")


def _hashes(values: Sequence[bytes]) -> None:
    """Roots are not asked: they are compared with hashes, and whatever is no hash cannot be equal to one."""
    if any(len(value) != 32 for value in values):
        raise InvalidProof("a hash is 32 bytes")


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """The tree of ``size`` leaves and this root has this leaf at ``index``, or InvalidProof (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        raise InvalidProof(f"leaf {index} cannot be in a tree of {size}")
    _hashes([leaf_hash, *proof])
    node, last, computed = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            raise InvalidProof("the proof is too long")
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise InvalidProof("the proof is too short")
    _same(computed, root, "root")


def verify_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """The tree of ``size1`` leaves is the beginning of that of ``size2``, or InvalidProof (RFC 9162 2.1.4.2).

    Nothing can be shown to grow out of an empty tree, so ``size1`` 0 with a larger ``size2`` is refused.
    """
    if size1 < 0 or size2 < size1:
        raise InvalidProof(f"a tree of {size1} is not the beginning of one of {size2}")
    _hashes(proof)
    if size1 == size2:
        if proof:
            raise InvalidProof("a tree needs no proof against itself")
        return _same(root1, root2, "root")
    if size1 == 0:
        raise InvalidProof("an empty tree proves nothing")
    if not proof:
        raise InvalidProof("the proof is empty")
    path = list(proof)
    if size1 & (size1 - 1) == 0:  # the old tree is a whole subtree: its root is known, not sent
        path.insert(0, root1)
    node, last = size1 - 1, size2 - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for value in path[1:]:
        if last == 0:
            raise InvalidProof("the proof is too long")
        if node & 1 or node == last:
            first, second = node_hash(value, first), node_hash(value, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, value)
        node, last = node >> 1, last >> 1
    if last:
        raise InvalidProof("the proof is too short")
    _same(first, root1, "old root")
    _same(second, root2, "new root")
