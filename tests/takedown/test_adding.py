"""What is to be removed is added once, takes over what its evidence says, and says kindly what is missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.takedown.following import ACTOR, opened
from yosuga.cases.access import OpenCase
from yosuga.errors import BadInput, NotFound
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Origin
from yosuga.takedown import adding, boards, sealing
from yosuga.takedown.models import KeptTarget
from yosuga.takedown.troubles import AlreadyFollowed, NoSuchEvidence, NotATarget, TooLong
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/1541815603606036480"


def test_the_same_post_under_another_address_is_refused_with_the_number_it_has(shared: Tools) -> None:
    case = opened(shared).id
    first = adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared)
    with pytest.raises(AlreadyFollowed) as refused:
        adding.add(ADDRESS.replace("x.com", "mobile.twitter.com") + "?s=20", case=case, actor=ACTOR, tools=shared)
    assert refused.value.number == first.number
    assert "T0001" in refused.value.for_people()


def test_two_searches_of_one_engine_are_two_and_the_same_words_are_one(shared: Tools) -> None:
    case = opened(shared).id
    engine = "https://www.google.com/search?q=example"
    for words in ("架空 太郎", "架空 花子"):
        adding.add(engine, words=words, case=case, actor=ACTOR, tools=shared)
    with pytest.raises(AlreadyFollowed) as refused:
        adding.add(engine, words="架空 花子", case=case, actor=ACTOR, tools=shared)
    assert refused.value.number == 2


def test_adding_opens_no_other_target_and_leaves_nothing_to_find_a_forgotten_one_by(
    shared: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(shared).id
    adding.add("https://board.example.com/1", case=case, actor=ACTOR, tools=shared)
    adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared)
    adding.drop(2, case=case, actor=ACTOR, tools=shared)
    assert bytes(KeptTarget.objects.get(case_id=case, number=2).blinded) == b""
    seen: list[int] = []
    opening = sealing.open_target

    def counted(sealed: bytes, *, number: int, case: OpenCase) -> Followed:
        seen.append(number)
        return opening(sealed, number=number, case=case)

    monkeypatch.setattr(sealing, "open_target", counted)
    assert adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared).number == 3
    assert seen == []


def test_what_has_no_address_is_followed_by_what_was_told_of_it(shared: Tools) -> None:
    case = opened(shared).id
    told = adding.add("", kind=Kind.TALK, told="3月のグループ", platform="line", case=case, actor=ACTOR, tools=shared)
    assert (told.target.platform, told.target.address, told.target.kind) == ("line", "", Kind.TALK)
    with pytest.raises(AlreadyFollowed):
        adding.add(" ", kind=Kind.TALK, told=" 3月のグループ ", platform="line", case=case, actor=ACTOR, tools=shared)
    with pytest.raises(NotATarget):
        adding.add("", kind=Kind.TALK, case=case, actor=ACTOR, tools=shared)
    with pytest.raises(NotATarget):
        adding.add("", told="どこか", case=case, actor=ACTOR, tools=shared)


def test_a_copy_names_a_target_that_is_there(shared: Tools) -> None:
    case = opened(shared).id
    adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared)
    copy = adding.add("https://matome.example.com/1", copies=1, case=case, actor=ACTOR, tools=shared)
    assert copy.target.copies == 1
    with pytest.raises(NotFound):
        adding.add("https://matome.example.com/2", copies=9, case=case, actor=ACTOR, tools=shared)


def test_evidence_that_is_not_in_the_case_is_refused_and_nothing_is_kept(shared: Tools) -> None:
    case = opened(shared).id
    with pytest.raises(NoSuchEvidence):
        adding.add(ADDRESS, evidence=["E0001"], case=case, actor=ACTOR, tools=shared)
    assert adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared).number == 1


def test_the_reason_why_there_is_no_evidence_is_kept(shared: Tools) -> None:
    case = opened(shared).id
    adding.add(ADDRESS, without="見る前に消えた", case=case, actor=ACTOR, tools=shared)
    assert adding.link_evidence(1, case=case, actor=ACTOR, tools=shared).without == "見る前に消えた"
    with pytest.raises(TooLong):
        adding.link_evidence(1, without="あ" * 5000, case=case, actor=ACTOR, tools=shared)


def test_the_time_of_the_id_comes_with_the_address(shared: Tools) -> None:
    case = opened(shared).id
    (time,) = adding.add(ADDRESS, case=case, actor=ACTOR, tools=shared).target.times
    assert (time.origin, time.trust) == (Origin.ID, "server")


def test_who_signs_is_tidied_and_kept(shared: Tools) -> None:
    case = opened(shared).id
    kept = adding.keep_sender(Sender(name=" 例山\n架子 "), case=case, actor=ACTOR, tools=shared)
    assert kept.name == "例山 架子"
    assert adding.sender(case=case, actor=ACTOR, tools=shared) == kept


ANYTHING = st.text(st.characters(codec=None), max_size=40)
ADDRESSES = ANYTHING | st.builds("https://{}/{}?{}#{}".format, ANYTHING, ANYTHING, ANYTHING, ANYTHING)
AWKWARD = [
    "https://x.com/" + "a" * 4_100,
    "https://x.com/\ud800/status/1",
    "https://x.com/👩‍👩‍👧/status/12",
    "https://[::1",
]


@settings(max_examples=15, deadline=None)
@given(address=ADDRESSES | st.sampled_from(AWKWARD), told=ANYTHING)
def test_whatever_is_pasted_is_kept_whole_or_refused_in_words(address: str, told: str, shared: Tools) -> None:
    case = opened(shared)
    try:
        kept = [adding.add(address, kind=Kind.STORY, told=told, without=told, case=case.id, actor=ACTOR, tools=shared)]
    except BadInput:
        kept = []
    assert [row.followed for row in boards.board(cases=[case.id], actor=ACTOR, tools=shared).rows] == kept
