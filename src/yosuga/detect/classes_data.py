"""Makes the table of word classes: `python -m yosuga.detect.classes_data` writes it anew.

Needs `ja_ginza` (PyPI, MIT), whose vectors of words are those of chiVe (Works Applications, Apache-2.0), and what it
needs. Nothing of it is needed to read the table. Each vector is drawn to one of 1,024 centres (spherical k-means from a
fixed seed), to one of 256 and to one of 64: the same vectors give the same table.
"""

import hashlib
from array import array
from importlib.metadata import version
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from yosuga.detect.naming.classes import DIVISIONS, TABLE, packed
from yosuga.detect.naming.manifest import record

Vectors = NDArray[np.float32]
# The words of the vectors are in the order of how often they are said; the rarest have too little company to tell.
_WORDS = 200_000
_ROUNDS, _SEED = 25, 1


def main() -> None:
    """Write the table, and into the manifest what it was made from."""
    words, vectors = _vectors()
    wide, middle, fine = (_divided(vectors, many) for many in DIVISIONS)
    # Of two words with one number, the commoner one stands.
    classes = {crc32(word.encode()): packed(wide[row], middle[row], fine[row]) for word, row in reversed(words)}
    numbers = sorted(classes)
    table = array("I", [*numbers, *(classes[number] for number in numbers)])
    TABLE.write_bytes(table.tobytes())
    record({TABLE.name: hashlib.sha256(TABLE.read_bytes()).hexdigest()}, made_from={"ja_ginza": version("ja_ginza")})


def _vectors() -> tuple[list[tuple[str, int]], Vectors]:
    """Return the commonest words with the row of each, and the vectors, all of length one."""
    from spacy import load

    vocabulary = load("ja_ginza").vocab
    rows = [(vocabulary.strings[key], int(row)) for key, row in vocabulary.vectors.key2row.items()][:_WORDS]
    return rows, _of_one_length(np.asarray(vocabulary.vectors.data, dtype=np.float32))


def _divided(vectors: Vectors, many: int) -> list[int]:
    """Return to which of `many` centres each vector is nearest."""
    centres = _begun(vectors, many)
    for _ in range(_ROUNDS):
        nearest = (vectors @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        centres = np.where((np.bincount(nearest, minlength=many) > 0)[:, None], _of_one_length(sums), centres)
    return [int(one) for one in (vectors @ centres.T).argmax(1)]


def _begun(vectors: Vectors, many: int) -> Vectors:
    """Return first centres: vectors drawn with a chance that grows with their distance to those drawn before."""
    chance = np.random.default_rng(_SEED)
    drawn = [int(chance.integers(len(vectors)))]
    far = np.full(len(vectors), 4.0)
    while len(drawn) < many:
        far = np.clip(np.minimum(far, 2 - 2 * (vectors @ vectors[drawn[-1]])), 0, None)
        drawn.append(int(chance.choice(len(vectors), p=far / far.sum())))
    return vectors[drawn]


def _of_one_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


if __name__ == "__main__":
    main()
