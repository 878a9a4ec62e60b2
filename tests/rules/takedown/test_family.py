"""Whom to ask first: what goes away by itself, the host, the copies, archives, and last the searches."""

from hypothesis import given, settings
from hypothesis import strategies as st

from yosuga.catalog.loader import ours
from yosuga.rules.takedown.addressing import read
from yosuga.rules.takedown.family import copies_to_look_for, in_order, root
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Kind, Target

RES = "https://egg.5ch.io/test/read.cgi/software/1684812738/123"


def one(number: int, kind: Kind = Kind.POST, *, copies: int = 0) -> Followed:
    return Followed(number, Target(kind=kind, address=f"https://example.com/{number}", copies=copies))


def test_a_board_post_comes_before_its_copies_its_archive_and_its_search_result() -> None:
    family = [
        one(1, Kind.SEARCH, copies=5),
        one(2, Kind.ARCHIVE, copies=3),
        one(3, Kind.PAGE, copies=4),
        one(4, copies=5),
        one(5),
        one(6, Kind.STORY),
        one(7, Kind.CACHE, copies=3),
        one(8, Kind.MEDIA, copies=5),
    ]
    assert in_order(family) == (6, 5, 8, 4, 3, 2, 1, 7)


def test_what_goes_away_by_itself_comes_first_also_as_a_copy() -> None:
    assert in_order([one(1), one(2, Kind.STORY, copies=1)]) == (2, 1)


def test_originals_of_all_families_come_before_any_copy() -> None:
    assert in_order([one(1), one(2, copies=1), one(3), one(4, copies=3)]) == (1, 3, 2, 4)


def test_a_copy_of_something_unknown_or_of_itself_counts_as_an_original() -> None:
    assert in_order([one(2, copies=9), one(3, copies=3), one(4, copies=5), one(5, copies=4)])[:2] == (2, 3)


def test_the_root_is_found_through_every_copy_between() -> None:
    family = [one(1), one(2, copies=1), one(3, Kind.ARCHIVE, copies=2)]
    assert [root(number, followed=family) for number in (1, 2, 3)] == [1, 1, 1]


FAMILIES = st.lists(st.tuples(st.sampled_from(list(Kind)), st.integers(0, 12)), max_size=12).map(
    lambda rows: [one(number, kind, copies=copies) for number, (kind, copies) in enumerate(rows, start=1)]
)


@settings(max_examples=50)
@given(FAMILIES)
def test_every_target_is_there_once_and_no_copy_before_what_it_copies(family: list[Followed]) -> None:
    order = in_order(family)
    assert sorted(order) == [one_.number for one_ in family]
    place = {number: at for at, number in enumerate(order)}
    for one_ in family:
        parent = one_.target.copies
        in_circle = root(one_.number, followed=family) == one_.number
        if parent in place and parent < one_.number and not one_.target.kind.volatile and not in_circle:
            grandparents = {other.number for other in family if other.target.copies == one_.number}
            assert place[parent] < place[one_.number] or parent in grandparents or _circles(one_, family=family)


def _circles(one_: Followed, *, family: list[Followed]) -> bool:
    by_number = {other.number: other for other in family}
    seen, at = set(), one_.number
    while at in by_number and at not in seen:
        seen.add(at)
        at = by_number[at].target.copies
    return at in seen


def test_copies_of_a_board_post_are_looked_for_on_its_mirror_in_digests_archives_and_searches() -> None:
    likely = copies_to_look_for(read(RES, catalog=ours()), catalog=ours())
    assert [(copy.platform, copy.kind) for copy in likely[:3]] == [
        ("2chsc", Kind.POST),
        ("livedoor_blog", Kind.PAGE),
        ("matome_generic", Kind.PAGE),
    ]
    kinds = [copy.kind for copy in likely]
    assert kinds.index(Kind.ARCHIVE) < kinds.index(Kind.SEARCH)
    assert {copy.platform for copy in likely} <= set(ours().platforms)


def test_an_archive_is_only_looked_for_in_searches_and_a_search_or_a_talk_nowhere() -> None:
    snapshot = read("https://web.archive.org/web/20250911140500/https://example.com/", catalog=ours())
    assert {copy.kind for copy in copies_to_look_for(snapshot, catalog=ours())} == {Kind.SEARCH}
    search = read("https://www.google.com/search?q=a", catalog=ours())
    assert copies_to_look_for(search, catalog=ours()) == ()
    assert copies_to_look_for(Target(kind=Kind.TALK, told="トーク"), catalog=ours()) == ()
