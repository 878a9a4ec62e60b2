"""Trains the models of names anew: `python -m yosuga.detect.naming.training article|talk FILE… TEST`.

For articles the files are `stanza/train.bio`, `dev.bio` and `test.bio` of megagonlabs' UD_Japanese-GSD (CC BY-SA 4.0):
a word and its label on each line, an empty line after each sentence. For talk they are our own, in `tests/detect/own`:
`.txt` with a text on each line and its names in ⟦⟧, `.jsonl` as the development set's. None is needed to use a model.
The last file is not learnt from: how well its names are found is printed. The same words give the same model: nothing
here is drawn by chance. What the model sees and how it is set was chosen for articles by training on two thirds of the
sentences and measuring on the last third, in turn, and for talk by texts of other hands.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

from yosuga.detect.base import Word
from yosuga.detect.document import read
from yosuga.detect.naming.features import Feature, Features, pair
from yosuga.detect.naming.manifest import record
from yosuga.detect.naming.model import Manner, model_of, modelled
from yosuga.detect.naming.public import topics
from yosuga.detect.words import cut

# What else has a name is learnt beside the people, so that a town or a band is told from them: in thirds .765 became
# .775.
_PLACES = ("GPE", "LOC", "FAC", "LANGUAGE")
_OTHERS = ("ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "PET_NAME", "MOVEMENT")
_KINDS = {"PERSON": "", **dict.fromkeys(_PLACES, "L"), **dict.fromkeys(_OTHERS, "N")}
_SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": True}

_MARKED = re.compile("(⟦[^⟧]+⟧)")
# How CRFsuite tells what it has learnt; the word of a feature may be a line break.
_STEP = re.compile(r"^  \(1\) (\S+) --> (\S+): (-?[0-9.]+)$", re.MULTILINE)
_FEATURE = re.compile(r"^  \(0\) (.+?) --> (\S+): (-?[0-9.]+)$", re.MULTILINE | re.DOTALL)
_PERSONS = ("B", "I")
# A feature that weighs less for every label is left out: a fifth of them, and no name of 600 documents changed.
_TELLING = 0.05

Named = tuple[int, int, str]  # from, to, and "" for a person, L for a place, N for anything else
Sentence = tuple[str, tuple[Named, ...]]
Weights = tuple[list[str], list[list[float]], dict[str, list[float]]]  # labels, steps, features: see `Chain`


Told = tuple[Feature, ...]


class Learner(Protocol):
    """What is used of a trainer of python-crfsuite."""

    def append(self, xseq: list[list[str]] | list[dict[str, float]], yseq: list[str]) -> None: ...
    def select(self, algorithm: str) -> object: ...
    def set_params(self, params: dict[str, float | bool]) -> object: ...
    def train(self, model: str) -> object: ...


class _Tagger(Protocol):
    """What is used of a tagger of python-crfsuite."""

    def open(self, name: str) -> object: ...
    def labels(self) -> list[str]: ...
    def dump(self, filename: str) -> object: ...


class _Pairs(NamedTuple):
    """The pairs of a word with any other: what they tell is still to be learnt."""

    kind: str
    word: str

    def get(self, other: str, /) -> Told:
        return (pair(self.kind, self.word, other),)


class _AsTheyAre:
    """A `Telling` of the features themselves."""

    def told(self, features: Sequence[Feature], /) -> Told:
        return tuple(features)

    def one(self, feature: Feature, /) -> Told:
        return (feature,)

    def pair(self, kind: str, word: str, /) -> _Pairs:
        return _Pairs(kind, word)

    def joined(self, first: Told, second: Told, /) -> Told:
        return first + second


def main(arguments: Sequence[str]) -> None:
    """Write the model from all files but the last, and print how well it finds the names of that one."""
    manner, files = Manner(arguments[0]), [Path(name) for name in arguments[1:]]
    train(manner, chain.from_iterable(map(sentences_of, files[:-1])))
    print(measured(manner, sentences_of(files[-1])))  # noqa: T201 (a command's answer)


def train(manner: Manner, sentences: Iterable[Sentence]) -> None:
    """Write the model that `sentences` give, and into the manifest what it was made from."""
    from pycrfsuite import Trainer

    trainer: Learner = Trainer(verbose=False)
    seen = Features(_AsTheyAre())
    for text, names in sentences:
        words, compounds = cut(text)
        about = topics(text) if manner is Manner.TALK else ()
        rows = seen.of(words, compounds, about)
        trainer.append([list(chain.from_iterable(row)) for row in rows], labels_of(words, names))
    trainer.select("lbfgs")
    trainer.set_params(dict(_SETTINGS))
    model = model_of(manner)
    with TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        write(telling(weights_of(Path(folder, "model"))), model)
    made_from = {name: version(name) for name in ("python-crfsuite", "sudachipy", "sudachidict_core")}
    record({model.name: hashlib.sha256(model.read_bytes()).hexdigest()}, made_from=made_from)


def weights_of(model: Path) -> Weights:
    """Return what is in a model file of CRFsuite; a person's labels come first."""
    from pycrfsuite import Tagger

    tagger: _Tagger = Tagger()
    tagger.open(str(model))
    told = model.with_suffix(".txt")
    tagger.dump(str(told))
    text = told.read_text(encoding="utf-8")
    labels = sorted(tagger.labels(), key=lambda label: (label not in _PERSONS, label))
    steps = {(before, label): float(weight) for before, label, weight in _STEP.findall(text)}
    features: dict[str, list[float]] = {}
    for name, label, weight in _FEATURE.findall(text):
        features.setdefault(name, [0] * len(labels))[labels.index(label)] = float(weight)
    return labels, [[steps.get((before, label), 0) for label in labels] for before in labels], features


def telling(weights: Weights) -> Weights:
    """Return the weights, rounded, without those of features that tell hardly anything."""
    labels, steps, features = weights
    rounded = {name: [round(one, 3) or 0 for one in those] for name, those in features.items()}
    return labels, steps, {name: those for name, those in rounded.items() if max(map(abs, those)) >= _TELLING}


def write(weights: Weights, file: Path) -> None:
    """Write a model as JSON, a feature on each line, so that two models can be compared; see `Chain` for the scores."""
    labels, steps, features = weights
    more = {name: [round(one - those[-1], 6) or 0 for one in those[:-1]] for name, those in features.items()}
    lines = ",\n".join(f"{_compact(name)}:{_compact(those)}" for name, those in sorted(more.items()))
    head = f'"labels":{_compact(labels)},\n"steps":{_compact(steps)},\n"features":'
    file.write_text(f"{{{head}{{\n{lines}\n}}}}\n", encoding="utf-8")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sentences_of(path: Path) -> Iterator[Sentence]:
    """Yield the sentences or texts of a file in the plain spelling, with what is named in them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".bio":
        blocks = ([line.split("\t") for line in block.splitlines() if "\t" in line] for block in text.split("\n\n"))
        yield from (_sentence([(row[0], row[1]) for row in rows]) for rows in blocks if rows)
    elif path.suffix == ".jsonl":
        for one in map(json.loads, text.splitlines()):
            people = [(it["start"], it["end"]) for it in one["entities"] if it["type"] == "PERSON"]
            yield _plain(one["text"], people)
    else:
        yield from map(_marked, text.splitlines())


def _marked(line: str) -> Sentence:
    """Return the text of a line of ours and its names; a line break is written as a backslash and an n."""
    text, people = "", []
    for part in _MARKED.split(line.replace("\\n", "\n")):
        name = part.strip("⟦⟧")
        if name != part:
            people.append((len(text), len(text) + len(name)))
        text += name
    return _plain(text, people)


def _plain(text: str, people: Iterable[tuple[int, int]]) -> Sentence:
    """Return `text` in the plain spelling, with where `people` of the given one stand in it."""
    view = read(text).plain
    origins = [view.origin(at, at + 1) for at in range(len(view.text))]
    names: list[Named] = []
    for first, last in people:
        inside = [at for at, (start, end) in enumerate(origins) if start < last and first < end]
        names.append((inside[0], inside[-1] + 1, ""))
    return view.text, tuple(names)


def _sentence(rows: Sequence[tuple[str, str]]) -> Sentence:
    text = ""
    names: list[Named] = []
    for word, label in rows:
        plain = read(word).plain.text
        if text and text[-1:].isascii() and plain.isascii() and text[-1:].isalnum() and plain[:1].isalnum():
            text += " "  # the file has lost the spaces between Latin words
        start, text = len(text), text + plain
        place, _, kind = label.partition("-")
        if kind in _KINDS and place == "B":
            names.append((start, len(text), _KINDS[kind]))
        elif kind in _KINDS and names:
            names[-1] = names[-1][0], len(text), names[-1][2]
    return text, tuple(names)


def labels_of(words: Sequence[Word], names: Iterable[Named]) -> list[str]:
    """Return B, I or O for each word, with the kind behind; one that a name only touches is its own when half of it is.

    People have the bare letters: `model` asks for these alone.
    """
    labels = ["O"] * len(words)
    for start, end, kind in names:
        inside = [at for at, word in enumerate(words) if _shared(word, start, end) * 2 >= word.end - word.start]
        for at in inside:
            labels[at] = ("B" if at == inside[0] else "I") + kind
    return labels


def _shared(word: Word, start: int, end: int) -> int:
    return min(word.end, end) - max(word.start, start)


def measured(manner: Manner, sentences: Iterable[Sentence]) -> str:
    """Return precision, recall and F1 of the model's names, whole names only."""
    right = found = named = 0
    for text, names in sentences:
        about = topics(text) if manner is Manner.TALK else ()
        modelled_names = modelled(*cut(text), manner, least=0.5, topics=about)
        mine = {(one.start, one.end) for one in modelled_names}
        people = {(start, end) for start, end, kind in names if not kind}
        right, found, named = right + len(mine & people), found + len(mine), named + len(people)
    return (
        f"precision {right / found:.3f}  recall {right / named:.3f}  F1 {2 * right / (found + named):.3f}  of {named}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
