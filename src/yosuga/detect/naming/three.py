"""What `Chain` does, written out for three labels: every post is asked about them, and it takes a third of the time."""

from collections.abc import Sequence
from math import exp

LABELS = 3
# Beyond this `exp` could be more than a number holds.
_MOST = 500.0
Three = tuple[float, float, float]


def probabilities(rows: Sequence[Sequence[Sequence[float]]], steps: Sequence[Sequence[float]]) -> list[Three]:
    """Return for each word how likely each of the labels is.

    `rows` are the scores of its groups of features, those of the first two labels as the third's are 0, of one word at
    least; `steps[i][j]` is the factor of label `j` behind label `i`.
    """
    words = [_factors(row) for row in rows]
    return _joined(words, _ahead(words, steps), steps)


def _factors(row: Sequence[Sequence[float]]) -> Three:
    a = b = 0.0
    for x, y in row:
        a += x
        b += y
    if a < _MOST > b:
        return exp(a), exp(b), 1.0
    most = max(a, b)
    return exp(a - most), exp(b - most), exp(-most)


def _ahead(words: Sequence[Three], steps: Sequence[Sequence[float]]) -> list[Three]:
    """Return the sums over all ways to label the words up to each."""
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = steps
    x, y, z = words[0]
    sums = [words[0]]
    for a, b, c in words[1:]:
        p, q, r = a * (x * aa + y * ba + z * ca), b * (x * ab + y * bb + z * cb), c * (x * ac + y * bc + z * cc)
        whole = p + q + r
        x, y, z = p / whole, q / whole, r / whole
        sums.append((x, y, z))
    return sums


def _joined(words: Sequence[Three], ahead: Sequence[Three], steps: Sequence[Sequence[float]]) -> list[Three]:
    """Return the shares of all ways to label the whole; x, y and z sum over the words behind."""
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = steps
    x = y = z = 1.0
    shares = []
    for (a, b, c), (p, q, r) in zip(reversed(words), reversed(ahead), strict=True):
        whole = p * x + q * y + r * z
        shares.append((p * x / whole, q * y / whole, r * z / whole))
        x, y, z = a * x / whole, b * y / whole, c * z / whole
        x, y, z = aa * x + ab * y + ac * z, ba * x + bb * y + bc * z, ca * x + cb * y + cc * z
    shares.reverse()
    return shares
