import inspect
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.detect import overlaps, windows
from yosuga.detect.base import Finding, Kind
from yosuga.detect.document import read
from yosuga.detect.finding import find, find_each, find_in_thread
from yosuga.detect.images import sessions
from yosuga.detect.provenance import examined, of_pictures, provenance

FINDINGS = st.lists(
    st.builds(
        lambda start, length, kind, score: Finding(start, start + length, kind, score, "x"),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from(Kind),
        st.integers(0, 20).map(lambda part: part / 20),
    ),
    max_size=12,
)


def one(start: int, end: int, kind: Kind, score: float) -> Finding:
    return Finding(start, end, kind, score, "x")


def test_a_number_is_found_where_it_stands_in_the_original() -> None:
    number = "".join(chr(ord(char) + 0xFEE0) for char in "090-0000-1234")  # full-width
    text = f"新しい番号は{number} です"
    (found,) = find(text)
    assert (found.kind, found.surface(text)) == (Kind.PHONE, number)


def test_only_the_kinds_asked_for_are_told_but_all_decide() -> None:
    text = "電話 090-0000-1234 メール taro@example.com"
    assert {found.kind for found in find(text)} >= {Kind.PHONE, Kind.EMAIL}
    assert [found.kind for found in find(text, kinds={Kind.EMAIL})] == [Kind.EMAIL]
    assert find("メール taro@example.com", kinds={Kind.SNS_ID}) == ()


def test_whoever_asks_for_less_sure_ones_gets_more() -> None:
    assert find("予約番号 0312345678") == ()
    assert [found.kind for found in find("予約番号 0312345678", least=0.05)] == [Kind.PHONE]


@pytest.mark.parametrize("text", ["", " ", "\n", "\ud800", "\ud83d\ud800電話 090-0000-1234", "\u0301", "\u200b" * 20])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert all(found.surface(text) for found in find(text))


@pytest.mark.parametrize("least", [0.0, 0.5])
def test_of_many_texts_the_same_is_found_as_of_each(least: float) -> None:
    said = [
        "瀬戸口蓮 090-0000-1234",
        "",
        "\ud800",
        "何もない日",
        "最寄りは南千住です。みさきより",
        "a@example.com と @seto_zz",
    ]
    long = "電話は090-0000-1234です。" * 600  # in windows, amid a batch
    texts = [*said * 30, long, *said * 30]
    assert list(find_each(iter(texts), least=least)) == [find(text, least=least) for text in texts]


def test_the_same_text_gives_the_same_findings() -> None:
    text = "瀬戸口蓮 090-0000-1234 神奈川県横浜市青葉区みらい坂9-99 @seto_zz 1998/07/07生まれ"
    assert find(text) == find(text)


def test_findings_stand_in_order_and_do_not_overlap() -> None:
    found = find("瀬戸口蓮 090-0000-1234 横浜市青葉区みらい坂9-99 https://x.com/seto_zz 品川 300 あ 12-34")
    assert len(found) >= 4
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(FINDINGS, st.randoms())
def test_what_is_kept_does_not_depend_on_the_order_it_came_in(found: list[Finding], shuffler: object) -> None:
    kept = overlaps.resolved(found)
    assert kept == overlaps.resolved(reversed(found))
    assert all(before.end <= after.start for before, after in pairwise(kept))
    assert overlaps.resolved(kept) == kept
    assert set(kept) <= set(found)


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        ([one(0, 10, Kind.ADDRESS, 0.8), one(4, 6, Kind.PERSON, 0.95)], [0]),
        ([one(0, 10, Kind.ADDRESS, 0.5), one(4, 6, Kind.PERSON, 0.95)], [1]),
        ([one(0, 20, Kind.ADDRESS, 0.9), one(4, 16, Kind.PHONE, 0.9)], [1]),
        ([one(0, 20, Kind.SNS_ID, 0.9), one(8, 16, Kind.PHONE, 0.9)], [0]),
        ([one(0, 10, Kind.PHONE, 0.9), one(0, 10, Kind.GOV_ID, 0.6)], [0]),
        ([one(0, 10, Kind.PHONE, 0.4), one(0, 10, Kind.GOV_ID, 0.6)], [1]),
        ([one(0, 10, Kind.PHONE, 0.4), one(4, 6, Kind.PERSON, 0.6)], [1]),
        ([one(0, 4, Kind.PERSON, 0.9), one(4, 8, Kind.SCHOOL, 0.6)], [0, 1]),
        ([one(0, 8, Kind.EMAIL, 0.97), one(4, 8, Kind.SNS_ID, 0.7)], [0]),
    ],
)
def test_of_what_claims_the_same_characters_the_surer_or_the_whole_is_kept(
    candidates: list[Finding], kept: list[int]
) -> None:
    assert overlaps.resolved(candidates) == tuple(candidates[at] for at in kept)


@given(st.text(st.sampled_from("あ。 \n"), max_size=50), st.integers(1, 5))
def test_windows_cover_a_text_once(piece: str, times: int) -> None:
    text = piece * (times * 400)
    made = list(windows.of(text))
    assert "".join(text[window.start : window.end] for window in made) == text
    assert all(window.read_from <= window.start < window.end <= window.read_to for window in made)


def test_a_number_across_the_border_of_two_windows_is_found_once() -> None:
    for before in (7987, 7994, 8000):
        text = "x " * (before // 2) + "。" * (before % 2) + "090-0000-1234" + " x" * 200
        assert [found.surface(text) for found in find(text) if found.kind is Kind.PHONE] == ["090-0000-1234"]


def test_a_thread_is_read_as_one_and_answered_post_by_post() -> None:
    posts = ["電話 090-0000-1234", "", "メール taro@example.com 生年月日 1998/07/07"]
    found = find_in_thread(posts)
    assert [[one.surface(post) for one in of] for post, of in zip(posts, found, strict=True)] == [
        ["090-0000-1234"],
        [],
        ["taro@example.com", "1998/07/07"],
    ]


def test_views_and_words_are_made_once() -> None:
    document = read("品川に住んでいます")
    assert document.plain is document.plain
    assert document.digits is document.digits
    assert document.words is document.words


def test_a_set_of_findings_names_what_it_rests_on() -> None:
    made = examined("電話 090-0000-1234")
    assert [one.kind for one in made.findings] == [Kind.PHONE]
    assert made.provenance == provenance()
    assert {"sudachidict-core", "sudachipy"} <= dict(made.provenance.packages).keys()
    assert all(len(digest) == 64 for _, digest in made.provenance.gazetteers)
    assert any(name.startswith("names/") for name, _ in made.provenance.gazetteers)


def test_every_model_that_looks_at_pictures_is_named_by_its_hash() -> None:
    loaded = re.findall(r'_content\("(\w+)", "([^"]+)"\)', inspect.getsource(sessions))
    models = dict(of_pictures().models)
    assert set(models) == {f"{package}/{inside}" for package, inside in loaded}
    assert all(len(digest) == 64 for digest in models.values())


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("あ", 5_000_000),
        ("佐藤", 1_000_000),
        *(
            (unit, 200_000)
            for unit in ("0", "090-", "a@", "一", "/", "1/1", "https://x.com/", "LINE", "●", "ゼロ", " ")
        ),
    ],
)
def test_one_line_of_megabytes_is_answered(unit: str, size: int) -> None:
    line = unit * (size // len(unit.encode()))
    found = find(f"{line}\n電話 090-0000-1234")
    assert found[-1].kind is Kind.PHONE
