"""Trains the model of names anew: `python -m yosuga.detect.naming.training TRAIN.bio… TEST.bio` writes and measures it.

The files are `stanza/train.bio`, `dev.bio` and `test.bio` of megagonlabs' UD_Japanese-GSD (CC BY-SA 4.0): a word and
its label on each line, an empty line after each sentence. None is needed to use the model. The same words give the same
model: nothing here is drawn by chance. What it sees and how it is set was chosen by training on two thirds of the first
two files and measuring on the last third, in turn.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Protocol

from yosuga.detect.base import Word
from yosuga.detect.document import read
from yosuga.detect.naming.features import features
from yosuga.detect.naming.manifest import record
from yosuga.detect.naming.model import MODEL, modelled
from yosuga.detect.words import compounds_of, words_of

# What else has a name is learnt beside the people, so that a town or a band is told from them: in thirds .765 became
# .775.
_PLACES = ("GPE", "LOC", "FAC", "LANGUAGE")
_OTHERS = ("ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "PET_NAME", "MOVEMENT")
_KINDS = {"PERSON": "", **dict.fromkeys(_PLACES, "L"), **dict.fromkeys(_OTHERS, "N")}
_SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": True}

Named = tuple[int, int, str]  # from, to, and "" for a person, L for a place, N for anything else
Sentence = tuple[str, tuple[Named, ...]]


class _Trainer(Protocol):
    """What is used of a trainer of python-crfsuite."""

    def append(self, xseq: list[list[str]], yseq: list[str]) -> None: ...
    def select(self, algorithm: str) -> object: ...
    def set_params(self, params: dict[str, float | bool]) -> object: ...
    def train(self, model: str) -> object: ...


def main(arguments: Sequence[str]) -> None:
    """Write the model from all files but the last, and print how well it finds the names of that one."""
    train(chain.from_iterable(sentences_of(Path(name)) for name in arguments[:-1]))
    print(measured(sentences_of(Path(arguments[-1]))))  # noqa: T201 (a command's answer)


def train(sentences: Iterable[Sentence]) -> None:
    """Write the model that `sentences` give, and beside it what it was made from."""
    from pycrfsuite import Trainer

    trainer: _Trainer = Trainer(verbose=False)
    for text, names in sentences:
        words = words_of(text)
        trainer.append(features(words, compounds_of(text)), labels_of(words, names))
    trainer.select("lbfgs")
    trainer.set_params(dict(_SETTINGS))
    trainer.train(str(MODEL))
    made_from = {name: version(name) for name in ("python-crfsuite", "sudachipy", "sudachidict_core")}
    record({MODEL.name: hashlib.sha256(MODEL.read_bytes()).hexdigest()}, made_from=made_from)


def sentences_of(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file in the plain spelling, with what is named in them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield _sentence([(row[0], row[1]) for row in rows])


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


def measured(sentences: Iterable[Sentence]) -> str:
    """Return precision, recall and F1 of the model's names, whole names only."""
    right = found = named = 0
    for text, names in sentences:
        mine = {(one.start, one.end) for one in modelled(words_of(text), compounds_of(text))}
        people = {(start, end) for start, end, kind in names if not kind}
        right, found, named = right + len(mine & people), found + len(mine), named + len(people)
    return (
        f"precision {right / found:.3f}  recall {right / named:.3f}  F1 {2 * right / (found + named):.3f}  of {named}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
