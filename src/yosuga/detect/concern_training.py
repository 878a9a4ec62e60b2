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
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from yosuga.detect.concern import MODEL, Seen, Weights, concern, looked_at, weight_of
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
# What is said of every text, and what stands between the two of a pair.
_ANYWAY, _BETWEEN = "-", "\x1f"


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


def learnt(samples: Iterable[Sample], *, keep: Path) -> Weights:
    """Return what the samples teach; `keep` is the file CRFsuite writes."""
    from pycrfsuite import Trainer

    trainer: Learner = Trainer(verbose=False)
    seen = [(looked_at(read(one.text).words), one) for one in samples]
    often = Counter(chain.from_iterable(named(those) for those, _ in seen))
    for those, one in seen:
        row = {name: weight for name, weight in valued(those).items() if often[name] >= _SEEN or name == _ANYWAY}
        for _ in range(one.counts):
            trainer.append([row], [_PRIVATE if one.private else _OTHER])
    trainer.select("lbfgs")
    trainer.set_params(dict(_SETTINGS))
    trainer.train(str(keep))
    return _parted(keep)


def valued(seen: Seen) -> dict[str, float]:
    """Return what CRFsuite is told of a text: each thing's name and how much it counts."""
    return dict.fromkeys(sorted(named(seen)), weight_of(seen)) | {_ANYWAY: 1.0}


def named(seen: Seen) -> Iterator[str]:
    """Yield a name for each thing seen."""
    yield from (f"k{one}" for one in seen.kinds)
    yield from (f"p{one}{_BETWEEN}{other}" for one, other in seen.pairs)
    yield from (f"s{one}" for one in seen.surfaces)


def _parted(model: Path) -> Weights:
    """Return the weights that CRFsuite wrote, without those that tell hardly anything."""
    labels, _, told = weights_of(model)
    private, other = labels.index(_PRIVATE), labels.index(_OTHER)
    weights = {name: round(those[private] - those[other], 3) for name, those in sorted(told.items())}
    telling = {name: weight for name, weight in weights.items() if abs(weight) >= _TELLING}
    pairs: dict[str, dict[str, float]] = {}
    for name, weight in telling.items():
        if name[0] == "p":
            one, _, behind = name[1:].partition(_BETWEEN)
            pairs.setdefault(one, {})[behind] = weight
    kinds, surfaces = ({name[1:]: one for name, one in telling.items() if name[0] == sort} for sort in "ks")
    return Weights(weights.get(_ANYWAY, 0.0), kinds, pairs, surfaces)


def write(weights: Weights) -> None:
    """Write the model as JSON, and into the manifest what its bytes are."""
    told = json.dumps(weights._asdict(), ensure_ascii=False, indent=0, separators=(",", ":"))
    MODEL.write_text(f"{told}\n", encoding="utf-8")
    record({MODEL.name: hashlib.sha256(MODEL.read_bytes()).hexdigest()}, made_from={})


def measured(samples: Sequence[Sample]) -> str:
    """Return how many texts are told right, and how often a private one is the likelier of two of different kind.

    Those too short to tell count as half right.
    """
    likely = [(concern(read(one.text).words).likely, one.private) for one in samples]
    right = sum(0.5 if one == 0.5 else (one > 0.5) is private for one, private in likely)
    private, other = ([one for one, is_so in likely if is_so is wanted] for wanted in (True, False))
    above = sum((one > its) + (one == its) / 2 for one in private for its in other)
    return f"right {right / len(likely):.3f} of {len(likely)}  AUC {above / len(private) / len(other):.4f}"


if __name__ == "__main__":
    main(sys.argv[1:])
