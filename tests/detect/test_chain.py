"""The probabilities of labels: as python-crfsuite gives them, from the weights that it learnt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrfsuite import Tagger, Trainer

from yosuga.detect.naming.chain import Chain
from yosuga.detect.naming.features import pair, paired
from yosuga.detect.naming.training import weights_of, write

WORDS = ("山田", "さん", "が", "駅", "で", "会った", "\n", " --> B: 1")
LABELS = {"three": "BIO", "seven": "BIOabcd"}


@pytest.fixture(scope="module", params=LABELS)
def learnt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tagger, Chain]:
    """A small model: every word has each label somewhere, so that each step and feature weighs something."""
    folder, labels = tmp_path_factory.mktemp("model"), LABELS[request.param]
    trainer = Trainer(verbose=False)
    for at in range(40):
        words = [WORDS[(at * step + 1) % len(WORDS)] for step in range(1, 8)]
        trainer.append(
            [[f"w={word}", f"l={len(word)}"] for word in words], [labels[(at + len(w)) % len(labels)] for w in words]
        )
    trainer.set_params({"c1": 0.01, "c2": 0.01, "feature.possible_transitions": True})
    trainer.train(str(folder / "model"))
    tagger = Tagger()
    tagger.open(str(folder / "model"))
    write(weights_of(folder / "model"), folder / "model.json")
    return tagger, Chain.read(folder / "model.json")


@given(st.lists(st.sampled_from((*WORDS, "never seen")), min_size=1, max_size=60))
def test_the_probabilities_are_those_of_the_library(learnt: tuple[Tagger, Chain], words: list[str]) -> None:
    tagger, chain = learnt
    rows = [[f"w={word}", f"l={len(word)}"] for word in words]
    tagger.set(rows)
    asked = chain.probabilities([[chain.told(()), *filter(None, map(chain.one, row))] for row in rows])
    for at, shares in enumerate(asked):
        assert shares == pytest.approx([tagger.marginal(label, at) for label in chain.labels], abs=1e-4)
        assert sum(shares) == pytest.approx(1)


def test_a_persons_labels_come_first(learnt: tuple[Tagger, Chain]) -> None:
    assert learnt[1].labels[:2] == ("B", "I")


def test_groups_of_features_are_summed_as_single_ones(learnt: tuple[Tagger, Chain]) -> None:
    chain = learnt[1]
    (apart,) = chain.probabilities([[chain.told(["w=山田"]), chain.told(["l=2"]), chain.told(())]])
    (together,) = chain.probabilities([[chain.joined(chain.told(("w=山田", "l=2", "unknown")), chain.told(()))]])
    assert together == pytest.approx(apart)


def test_what_speaks_against_every_label_but_one_is_borne(learnt: tuple[Tagger, Chain], tmp_path: Path) -> None:
    write((["B", "I", "O"], [[0, 9, 0], [0, 9, 0], [0, -900, 9]], {"x": [-800, -700, 900]}), tmp_path / "hard.json")
    chain = Chain.read(tmp_path / "hard.json")
    assert chain.probabilities([[chain.told(["x"])]] * 500)[250] == pytest.approx((0, 0, 1))


@pytest.mark.parametrize("kind", ["wp", "wn", "jn", "jw", "nj", "wj"])
def test_a_pair_is_told_apart_again_whatever_signs_its_words_are(kind: str) -> None:
    particle, code = ("は" if "j" in kind else "|"), "NCg"  # a particle and a code hold no bar, any other word may
    for other in ("|", "||", "a|b") if kind in {"jw", "wj"} else (code,):
        assert paired(pair(kind, particle, other)) == (kind, particle, other)
    assert paired("w=wp=|") is None
