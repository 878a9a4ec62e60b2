"""Trains anew what tells private texts from others: `python -m yosuga.detect.concern_training FILE… TEST…`.

The files are our own, as `training` reads those of talk, and in the same order; what stands behind `--` is not learnt
from: how well its private texts are told from the others is printed. A text is private where anything personal is
marked in it. One that was written for names alone (`.txt`) counts a fifth: they are many, and chosen to be hard.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from yosuga.detect.concern import ANY, MODEL, concern, features
from yosuga.detect.document import read
from yosuga.detect.naming.manifest import record
from yosuga.detect.naming.training import Learner, sentences_of, weights_of

# Chosen by posts of other hands, which were not learnt from.
_SETTINGS = {"c1": 0.25, "c2": 0.0, "max_iterations": 400}
# How often a text of posts counts where one that was written for names counts once, and in how many texts a feature
# must be to be learnt.
_COUNTS, _SEEN = 5, 3
_TELLING = 0.02
_PRIVATE, _OTHER = "B", "O"


class Sample(NamedTuple):
    """A text to learn from."""

    text: str
    private: bool
    counts: int


def main(arguments: Sequence[str]) -> None:
    """Write the model from the files before `--`, and print how well it tells the texts of those behind it."""
    at = arguments.index("--")
    with TemporaryDirectory() as folder:
        write(learnt((one for name in arguments[:at] for one in samples_of(Path(name))), keep=Path(folder, "model")))
    print(measured([sample for name in arguments[at + 1 :] for sample in samples_of(Path(name))]))  # noqa: T201


def samples_of(path: Path) -> Iterator[Sample]:
    """Yield the texts of a file and whether each is private."""
    if path.suffix == ".jsonl":
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            yield Sample(one["text"], private=bool(one["entities"]), counts=_COUNTS)
    else:
        yield from (Sample(text, private=bool(names), counts=1) for text, names in sentences_of(path))


def learnt(samples: Iterable[Sample], *, keep: Path) -> dict[str, float]:
    """Return how much each feature speaks for a private text, by the samples; `keep` is where CRFsuite writes it."""
    from pycrfsuite import Trainer

    trainer: Learner = Trainer(verbose=False)
    seen = [(features(read(one.text).words), one) for one in samples]
    often = Counter(chain.from_iterable(those for those, _ in seen))
    for those, one in seen:
        weight = 1 / sqrt(len(those))
        row = {name: weight for name in sorted(those) if often[name] >= _SEEN} | {ANY: 1.0}
        for _ in range(one.counts):
            trainer.append([row], [_PRIVATE if one.private else _OTHER])
    trainer.select("lbfgs")
    trainer.set_params(dict(_SETTINGS))
    trainer.train(str(keep))
    labels, _, told = weights_of(keep)
    private, other = labels.index(_PRIVATE), labels.index(_OTHER)
    weights = {name: round(those[private] - those[other], 3) for name, those in told.items()}
    return {name: weight for name, weight in weights.items() if abs(weight) >= _TELLING}


def write(weights: dict[str, float]) -> None:
    """Write the model as JSON, a feature on each line, and into the manifest what its bytes are."""
    lines = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{weight}" for name, weight in sorted(weights.items()))
    MODEL.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    record({MODEL.name: hashlib.sha256(MODEL.read_bytes()).hexdigest()}, made_from={})


def measured(samples: Sequence[Sample]) -> str:
    """Return how many texts are told right, and how often a private one is the likelier of two of different kind."""
    likely = [(concern(read(one.text).words).likely, one.private) for one in samples]
    right = sum((one >= 0.5) is private for one, private in likely)
    private, other = ([one for one, is_so in likely if is_so is wanted] for wanted in (True, False))
    above = sum((one > its) + (one == its) / 2 for one in private for its in other)
    return f"right {right / len(likely):.3f} of {len(likely)}  AUC {above / len(private) / len(other):.4f}"


if __name__ == "__main__":
    main(sys.argv[1:])
