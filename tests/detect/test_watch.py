import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detect.watch.scoring import HERE, Span, cases, tally
from yosuga.detect.own.profile import BadProfile, Field, Name, Profile, read_profiles
from yosuga.detect.watch import match

PROFILES = read_profiles((HERE / "profiles.json").read_bytes())
YUTO = PROFILES[0]


def found(text: str, profiles: Sequence[Profile] = PROFILES) -> list[Span]:
    return [(hit.start, hit.end, str(hit.field), hit.owner) for hit in match(text, profiles)]


def searched(text: str) -> list[Span]:
    """What a search for the same values in NFKC finds: the usual way."""
    plain, spans = unicodedata.normalize("NFKC", text), []
    for profile in PROFILES:
        for name in profile.names:
            for value in (name.family + name.given, name.family_kana + name.given_kana, name.romaji):
                spans += _where(plain, value, "name", profile.id)
        for field, values in (
            ("nickname", profile.nicknames),
            ("phone", profile.phones),
            ("email", profile.emails),
            ("address", [profile.address]),
            ("handle", profile.handles),
            ("school", profile.schools),
            ("workplace", profile.workplaces),
        ):
            for value in values:
                spans += _where(plain, value, field, profile.id)
    return spans


def _where(plain: str, value: str, field: str, owner: str) -> list[Span]:
    value = unicodedata.normalize("NFKC", value)
    at = plain.find(value) if value else -1
    return [] if at < 0 else [(at, at + len(value), field, owner)]


def test_a_person_is_found_in_other_spellings_and_nobody_else_is() -> None:
    ours = tally(cases(), found)
    assert ours.recall >= 0.9
    assert ours.precision >= 0.95


def test_it_finds_several_times_what_a_search_finds() -> None:
    assert tally(cases(), found).right > 3 * tally(cases(), searched).right


def test_a_masked_number_that_fits_two_people_is_given_to_neither() -> None:
    both = [Profile(id="a", phones=("090-0000-1205",)), Profile(id="b", phones=("090-0000-1305",))]
    assert match("090-0000-1●05", both) == ()
    assert [hit.owner for hit in match("090-0000-12●5", both)] == ["a"]


def test_a_school_that_two_people_share_belongs_to_the_one_the_text_speaks_of() -> None:
    both = [
        Profile(id="a", names=(Name(family="白瀬", given="悠斗"),), schools=("星見台高校",)),
        Profile(id="b", names=(Name(family="楠田", given="朱里"),), schools=("星見台高校",)),
    ]
    assert {hit.owner for hit in match("白瀬悠斗は星見台高の2年", both)} == {"a"}
    assert {hit.owner for hit in match("星見台高校の文化祭", both)} == {"a", "b"}


def test_a_family_name_counts_only_where_something_else_of_the_same_person_stands_near() -> None:
    assert match("白瀬って知ってる?", PROFILES) == ()
    assert {hit.field for hit in match("星見台高の白瀬って知ってる?", PROFILES)} == {Field.SCHOOL, Field.NAME}
    assert {hit.field for hit in match("星見台高です。" + "。" * 300 + "白瀬", PROFILES)} == {Field.SCHOOL}


def test_another_person_of_the_same_family_name_is_not_them() -> None:
    assert {hit.field for hit in match("星見台高の白瀬健太です", PROFILES)} == {Field.SCHOOL}


@pytest.mark.parametrize("hidden", ["090-0000-****", "090-●●●●-●●05", "●●●-●●●●-1205"])
def test_a_number_with_too_little_left_of_it_is_nobodys(hidden: str) -> None:
    assert match(hidden, PROFILES) == ()


HALVED = Profile(
    id="h",
    names=(Name(family="高橋", given="健一", family_kana="たかはし", given_kana="けんいち"),),
    phones=("090-0000-1205",),
    emails=("ken.taka@example.com",),
    handles=("ken_taka88",),
)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("たか橋けん一の家", Field.NAME),
        ("高はし 健一", Field.NAME),
        ("zero nine zero, zero zero zero zero, one two oh five", Field.PHONE),
        ("k\u0435n.t\u0430k\u0430@example.com", Field.EMAIL),
        ("@k\u0435n_taka88", Field.HANDLE),
    ],
)
def test_halves_of_names_spoken_digits_and_letters_of_other_alphabets_are_seen_through(text: str, field: Field) -> None:
    assert {hit.field for hit in match(text, [HALVED])} == {field}


def test_half_a_name_alone_is_nobodys() -> None:
    assert match("T橋さんとけん一さん", [HALVED]) == ()


def test_stretches_count_code_points_of_the_text_as_given() -> None:
    text = "🎂㈱ か\u3099 白\u200b瀬悠\ufe0f斗 だよ"
    (hit,) = match(text, PROFILES)
    assert text[hit.start : hit.end].startswith("白")
    assert "斗" in text[hit.start : hit.end]


@given(
    st.text(alphabet=st.sampled_from("白瀬悠斗しらせ●・-@_yuto.09125\u3007\ud800\u3099\u200b 🎂架台3高\n"), max_size=60)
)
def test_whatever_the_text_stretches_lie_in_it_and_one_owners_do_not_overlap(text: str) -> None:
    hits = match(text, [YUTO])
    assert all(0 <= hit.start < hit.end <= len(text) and 0.5 <= hit.score <= 1 for hit in hits)
    assert all(first.end <= second.start for first, second in pairwise(hits))


_ODD = st.text(
    alphabet=st.sampled_from("架空県高台町市3-9番地の棟号室AB.*+?(){}[]\\^$|x・ー 😀"), min_size=1, max_size=20
).filter(str.strip)


@settings(max_examples=40)
@given(_ODD, _ODD)
def test_whatever_identifiers_a_person_has_can_be_watched_for(one: str, other: str) -> None:
    profile = Profile(
        id="p",
        names=(Name(family=one, given=other, family_kana=other, given_kana=one, romaji=other),),
        nicknames=(one,),
        phones=(other,),
        emails=(one,),
        address=other,
        postal_code=one,
        handles=(other,),
        schools=(one,),
        workplaces=(other,),
    )
    text = f"{one}と{other}。{other}{one}"
    assert all(0 <= hit.start < hit.end <= len(text) for hit in match(text, [profile]))


def test_the_same_text_gives_the_same_hits() -> None:
    text = "白瀬ゆうと 星見台高 090-0000-12●5"
    assert match(text, PROFILES) == match(text, tuple(reversed(PROFILES)))


@pytest.mark.parametrize("sign", ["●", "白●", "090-0000-", "yuto_", "架空台3-"])
def test_a_long_line_ends(sign: str) -> None:
    match(sign * (8_000 // len(sign)), PROFILES)


@pytest.mark.e2e
@pytest.mark.parametrize("sign", ["●x", "090-0000-", "a."])
def test_a_line_of_five_megabytes_ends(sign: str) -> None:
    match(sign * (5_000_000 // len(sign)), PROFILES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}}",
        b'{"id": "a", "phone": "090-0000-0000"}',
        b'[{"names": ["a b"]}]',
        b'[{"id": "a"}, {"id": "a"}]',
        b'{"birthday": "4/18"}',
        b'{"phones": [90]}',
        b'{"emails": ["a@example.com", "b@example.com", "c@example.com"]}',
        b'{"handles": ["a", "b", "c", "d", "e", "f"]}',
        b'{"nicknames": [" "]}',
        b'{"names": [{"first": "a"}]}',
        b"[" * 100_000,
    ],
)
def test_a_profile_that_holds_too_much_or_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(BadProfile) as caught:
        read_profiles(content)
    assert "example.com" not in str(caught.value)


def test_a_crowd_of_people_is_refused() -> None:
    with pytest.raises(BadProfile):
        read_profiles(json.dumps([{"id": str(n)} for n in range(21)]).encode())


def test_a_profile_is_read_as_it_is_documented() -> None:
    (one,) = read_profiles('{"names": ["白瀬 悠斗"], "birthday": "2009-04-18", "phones": ["090-0000-1205"]}'.encode())
    assert (one.id, one.names, one.birthday) == ("me", (Name(family="白瀬", given="悠斗"),), date(2009, 4, 18))
