"""What a model of names has learnt, and how likely each label of each word is by it: a linear-chain CRF.

J. Lafferty, A. McCallum, F. Pereira, Conditional Random Fields, ICML 2001; the probabilities come from the sums over
all ways to label what stands before and behind a word (L. Rabiner, A Tutorial on Hidden Markov Models, Proc. IEEE 77,
1989). python-crfsuite learns the weights and would give the same numbers (a test asks it), but looks up each of a
word's forty features every time the word comes, where here their sum is kept (see `Features`).
"""

import json
from collections.abc import Mapping, Sequence
from math import exp
from operator import add, mul
from pathlib import Path

from yosuga.detect.naming import three
from yosuga.detect.naming.features import Feature, paired

# How much something speaks for each label but the last, more than for the last: only that difference counts.
Scores = Sequence[float]


class Chain:
    """The weights of a model: how much each feature, and each step from label to label, speaks for a label.

    It is a `Telling`: the groups of features that it makes are their scores.
    """

    def __init__(self, labels: Sequence[str], steps: Sequence[Sequence[float]], features: Mapping[str, Scores]) -> None:
        """`steps[i][j]` weighs label `j` behind label `i`; `features` have their scores, in the order of `labels`."""
        self.labels = tuple(labels)
        self._features = features
        # A method of ours would cost more than the look-up.
        self.one = features.get
        self._nothing = (0.0,) * (len(self.labels) - 1)
        self._onward = [[exp(weight) for weight in row] for row in steps]
        self._back = [list(column) for column in zip(*self._onward, strict=True)]
        self._pairs: dict[tuple[str, str], dict[str, Scores]] = {}
        for name, scores in features.items():
            if parts := paired(name):
                self._pairs.setdefault(parts[:2], {})[parts[2]] = scores

    @classmethod
    def read(cls, path: Path) -> "Chain":
        """Return the model that `training` wrote into a file."""
        learnt = json.loads(path.read_text(encoding="utf-8"))
        return cls(learnt["labels"], learnt["steps"], learnt["features"])

    def told(self, features: Sequence[Feature]) -> Scores:
        """Return how much these features together speak for each label."""
        weights = self._features.get
        known = [found for one in features if (found := weights(one))]
        return tuple(map(sum, zip(*known, strict=True))) if known else self._nothing

    def pair(self, kind: str, word: str) -> Mapping[str, Scores] | None:
        """Return how much a word speaks in pairs of a kind, by the other word."""
        return self._pairs.get((kind, word))

    def joined(self, first: Scores, second: Scores) -> Scores:
        """Return how much both together speak for each label."""
        return tuple(map(add, first, second))

    def probabilities(self, rows: Sequence[Sequence[Scores]]) -> Sequence[Scores]:
        """Return for each word how likely each label is, 0 to 1.

        `rows` are the scores of its groups of features, of one word at least and one group of each.
        """
        if len(self.labels) == three.LABELS:
            return three.probabilities(rows, self._onward)
        words = [_factors(row) for row in rows]
        ahead = _summed(words, self._back)
        behind = _summed(words[::-1], self._onward)
        return [_shares(*both) for both in zip(ahead, reversed(behind), words, strict=True)]


def _factors(row: Sequence[Scores]) -> Scores:
    """Return the word's factor for each label; only their ratios count, so the largest is 1."""
    scores = (*map(sum, zip(*row, strict=True)), 0.0)
    most = max(scores)
    return [exp(score - most) for score in scores]


def _summed(words: Sequence[Scores], steps: Sequence[Sequence[float]]) -> list[Scores]:
    """Return for each word and each of its labels the sum over all ways to label the words up to it.

    `steps[j][i]` is the factor of label `j` here where the word before has label `i`. Only ratios count: of each
    word's sums the whole is 1, so that none grows out of what a number can hold.
    """
    sums = [words[0]]
    for word in words[1:]:
        before = sums[-1]
        reached = [factor * sum(map(mul, before, row)) for factor, row in zip(word, steps, strict=True)]
        whole = sum(reached)
        sums.append([one / whole for one in reached])
    return sums


def _shares(ahead: Scores, behind: Scores, word: Scores) -> Scores:
    """Return how likely each label is; the word's own factor is in both sums."""
    joint = [one * other / factor if factor else 0.0 for one, other, factor in zip(ahead, behind, word, strict=True)]
    whole = sum(joint)
    return [one / whole for one in joint]
