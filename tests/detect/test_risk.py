import re
from importlib.resources import files

import pytest

from yosuga.detect.base import Finding, Kind
from yosuga.detect.risk import explain
from yosuga.detect.risk_words import Shade, ours, read

CONTENT = (files("yosuga.detect") / "data" / "risk.yaml").read_bytes()
ADVICE = [*ours().shades.values(), *(rule.advice for rule in ours().rules)]
SENTENCES = [words for one in ADVICE for words in (one.tells, one.before, one.leaked)]


def findings(text: str, **kinds: str) -> list[Finding]:
    return [
        Finding(text.index(surface), text.index(surface) + len(surface), Kind(kind), 0.9, "test")
        for kind, surface in kinds.items()
    ]


def test_nothing_found_weighs_nothing() -> None:
    assert explain([], "こんにちは").level is None


def test_things_together_weigh_more_than_each_alone() -> None:
    text = "ひまりは星見台高校、最寄りは辻堂駅"
    report = explain(findings(text, PERSON="ひまり", SCHOOL="星見台高校", STATION_HINT="辻堂駅"), text)
    assert report.level is not None
    assert report.level.id == "urgent"
    assert report.together[0].id == "child-on-the-way"
    assert max(one.level.order for one in report.told) < report.level.order


def test_what_a_heavier_combination_says_is_not_said_twice() -> None:
    text = "ひまりは星見台高校、最寄りは辻堂駅"
    report = explain(findings(text, PERSON="ひまり", SCHOOL="星見台高校", STATION_HINT="辻堂駅"), text)
    assert [one.id for one in report.together] == ["child-on-the-way"]


@pytest.mark.parametrize(
    ("kinds", "rule"),
    [
        ({"PERSON": "白瀬", "ADDRESS": "架空町9-99"}, "home"),
        ({"PERSON": "白瀬", "BIRTHDATE": "2001年1月2日", "PHONE": "090-0000-0000"}, "impersonation"),
        ({"LICENSE_PLATE": "品川 300 あ 12-34", "STATION_HINT": "辻堂駅"}, "car-and-home"),
        ({"SNS_ID": "@zz_0000", "WORKPLACE": "青葉フーズ"}, "accounts-tied"),
    ],
)
def test_combinations_that_people_know_are_named(kinds: dict[str, str], rule: str) -> None:
    text = "、".join(kinds.values())
    assert rule in {one.id for one in explain(findings(text, **kinds), text).together}


@pytest.mark.parametrize(
    ("kind", "surface", "shade"),
    [
        ("ADDRESS", "大阪府堺市", Shade.AREA),
        ("ADDRESS", "東京都三鷹市", Shade.AREA),
        ("ADDRESS", "架空町九丁目", Shade.ADDRESS),
        ("BIRTHDATE", "8月24日", Shade.BIRTHDAY),
        ("BIRTHDATE", "12/24", Shade.BIRTHDAY),
        ("BIRTHDATE", "2001/8/24", Shade.BIRTHDATE),
        ("BIRTHDATE", "平成元年八月二日", Shade.BIRTHDATE),
        ("BIRTHDATE", "H13.8.24", Shade.BIRTHDATE),
    ],
)
def test_half_an_address_and_half_a_date_weigh_less(kind: str, surface: str, shade: Shade) -> None:
    assert explain(findings(surface, **{kind: surface}), surface).told[0].shade is shade


def test_a_face_beside_a_name_or_a_place_weighs_more_than_alone() -> None:
    alone = explain([], "", faces=1)
    assert [one.shade for one in alone.told] == [Shade.FACE]
    text = "星見台高校"
    beside = explain(findings(text, SCHOOL=text), text, faces=2)
    assert alone.level is not None
    assert beside.level is not None
    assert beside.level.order > alone.level.order
    assert [one.id for one in beside.together] == ["face-and-day"]
    assert next(one for one in beside.told if one.shade is Shade.FACE).surfaces == 2


def test_the_same_thing_twice_is_one_thing() -> None:
    text = "090-0000-0000 090-0000-0000"
    both = [Finding(0, 13, Kind.PHONE, 0.9, "test"), Finding(14, 27, Kind.PHONE, 0.9, "test")]
    (told,) = explain(both, text).told
    assert (len(told.findings), told.surfaces) == (2, 1)


def test_levels_are_told_by_words_and_order() -> None:
    levels = ours().levels
    assert [level.order for level in levels] == list(range(len(levels)))
    assert len({level.words.ja for level in levels} | {level.words.en for level in levels}) == 2 * len(levels)


def test_japanese_sentences_are_short_and_polite() -> None:
    parts = [part for words in SENTENCES for part in words.ja.split("。") if part]
    assert [part for part in parts if len(part) > 40 or not re.search(r"(ます|です|ません)$", part)] == []


def test_no_sentence_blames_or_promises() -> None:
    unwanted = re.compile(
        r"なぜ|自己責任|不用心|すればよかった|必ず|危険|絶対|してしまった|should have|must|always|never"
    )
    said = [text for words in SENTENCES for text in (words.ja, words.en)]
    assert [text for text in said if unwanted.search(text)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"    level: care", b"    level: carefree"),
        (b"  GOV_ID:", b"  GOV_IDS:"),
        (b"  - id: payment", b"  - id: home"),
        (b"    tells:", b"    told:"),
        (b"needs: [[PERSON], [SCHOOL]]", b"needs: [[PERSON]]"),
        (b"needs: [[PERSON], [SCHOOL]]", b"needs: [[PERSON], [SKOOL]]"),
    ],
)
def test_a_faulty_file_is_refused(before: bytes, after: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(CONTENT.replace(before, after, 1))
