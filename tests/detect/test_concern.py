"""How likely a text is about somebody private: as python-crfsuite gives it, and what that does to a finding."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrfsuite import Tagger

from yosuga.detect.base import Concern, Kind
from yosuga.detect.concern import concern, in_text, looked_at
from yosuga.detect.concern_training import Sample, learnt, valued
from yosuga.detect.document import Read, read
from yosuga.detect.finding import find

PRIVATE = "隣の桜さんの家、塾の送り迎えの車がうるさいって回覧板に書かれてて泣きそう。"
OTHER = "公園の桜、満開まであと三日だそうです。屋台は十時から、雨なら中止だそうです。"


class Told(Read):
    """A document of which only is known how likely it tells of somebody private."""

    def __init__(self, likely: float, words: int) -> None:
        super().__init__("")
        self.concern = Concern(likely, words)


@pytest.mark.parametrize("likely", [0.01, 0.5, 0.99])
def test_a_text_too_short_to_tell_anything_leaves_a_finding_as_it_is(likely: float) -> None:
    assert in_text(Told(likely, 16), 0.6, Kind.PERSON) == pytest.approx(0.6)


@given(st.sampled_from(Kind), st.floats(0.31, 0.99), st.floats(0, 1), st.integers(0, 500))
def test_a_finding_is_never_the_less_sure_the_more_private_the_text(
    kind: Kind, score: float, likely: float, words: int
) -> None:
    less, more = (in_text(Told(one, words), score, kind) for one in (likely / 2, likely))
    assert 0 < less <= more < 1


def test_only_a_name_and_a_station_are_surer_in_a_private_text() -> None:
    surer = {kind for kind in Kind if in_text(Told(0.99, 40), 0.45, kind) > 0.45}
    assert surer == {Kind.PERSON, Kind.STATION_HINT}


def test_the_same_word_is_a_name_in_gossip_and_a_tree_in_a_notice() -> None:
    assert concern(read(PRIVATE).words).likely > 0.5 > concern(read(OTHER).words).likely
    assert [one.surface(PRIVATE) for one in find(PRIVATE)] == ["桜"]
    assert find(OTHER) == ()


def test_what_is_learnt_is_read_as_the_library_that_learnt_it_reads_it(tmp_path: Path) -> None:
    texts = [
        (PRIVATE, True),
        (OTHER, False),
        ("山の上の店、味は最高だったけど、行列が長すぎてもう行かないと思う", False),
    ]
    texts += [("あいつの名前を書いた紙が靴箱の上に貼ってあったって先生から電話が来た", True)]
    samples = [Sample(text, private=private, counts=5) for text, private in texts * 2]
    weights = learnt(samples, keep=tmp_path / "model")
    tagger = Tagger()
    tagger.open(str(tmp_path / "model"))
    for text, _ in texts:
        tagger.set([valued(looked_at(read(text).words))])
        assert concern(read(text).words, weights).likely == pytest.approx(tagger.marginal("B", 0), abs=0.01)
