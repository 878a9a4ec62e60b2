"""内容証明: counted by hand from the fact `doc-naiyo` and the page of Japan Post it names, against what we count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.letters import DAY, certified
from yosuga.documents import naiyo_counting
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.naiyo import LAYOUTS, Naiyo, Party, Place, of_letter, set_out

PLAIN = Naiyo(
    title="通知書",
    body="削除を求めます。",
    sender=Party("架空県架空市架空町一丁目二番三号", "架空　花子"),
    to=Party("架空県架空市架空町四丁目", "架空　太郎　様"),
    date=DAY,
)


def count(text: str) -> int:
    units = naiyo_counting.units(naiyo_counting.widened(text))
    return sum(naiyo_counting.cost(unit, start=0) for unit in units)


def lines(naiyo: Naiyo) -> list[str]:
    return [line.text for page in set_out(naiyo).pages for line in page]


# What the page shows: a symbol 1, m2 and kg 2, a pair of brackets 1, a frame 1 besides what it holds.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%", 1),
        ("m2", 2),
        ("kg", 2),
        ("㎡", 2),
        ("㎏", 2),
        ("英字（固有名詞に限ります。）", 13),
        ("1行20字（記号は、1個を1字とします。以下", 22),
        ("（）", 1),
        ("「」『』【】\u3014\u3015〈〉《》", 6),
        ("（「あ」）", 3),
        ("①", 2),
        ("⑩", 3),
        ("㊞", 2),
        ("㋐", 2),
        ("⑴", 2),
        ("㈱", 2),
        ("㍿", 4),
        ("、。", 2),
        ("…", 1),
        ("ｶﾞｷﾞ", 2),
        ("か\u3099", 1),
        ("𠮷", 1),
        ("葛\U000e0100", 1),
        ("11月15日", 6),
        ("（", 1),
        ("1）", 2),
        ("」「", 2),
    ],
)
def test_characters_are_counted_as_the_post_office_counts_them(text: str, expected: int) -> None:
    assert count(text) == expected


def test_a_pair_parted_by_the_end_of_a_line_counts_on_both_lines_to_be_safe() -> None:
    first, second = lines(replace(PLAIN, title="", body="（" + "あ" * 19 + "い" * 18 + "）" + "う" * 5))[:2]
    assert first == "（" + "あ" * 19
    assert second == "い" * 18 + "）" + "う"


@pytest.mark.parametrize(
    ("place", "letters", "per_page"),
    [
        ("vertical-20x26", 20, 26),
        ("horizontal-20x26", 20, 26),
        ("horizontal-13x40", 13, 40),
        ("horizontal-26x20", 26, 20),
    ],
)
def test_each_layout_holds_its_lines_and_characters(place: Place, letters: int, per_page: int) -> None:
    setting = set_out(replace(PLAIN, title="", body="あ" * letters * per_page, layout=place))
    assert len(setting.pages[0]) == per_page
    assert {line.count for line in setting.pages[0]} == {letters}
    assert len(setting.pages) == 2


def test_a_mark_does_not_begin_a_line_and_no_line_holds_more_than_it_may() -> None:
    told = lines(replace(PLAIN, title="", body="あ" * 20 + "。" + "い" * 18 + "「う」"))
    assert told[0] == "あ" * 19
    assert told[1] == "あ。" + "い" * 18
    assert told[2] == "「う」"


def test_a_row_of_marks_that_fits_no_rule_is_cut_where_the_line_ends() -> None:
    assert lines(replace(PLAIN, title="", body="。" * 45))[:3] == ["。" * 20, "。" * 20, "。" * 5]


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(sorted(LAYOUTS)))
def test_whatever_is_written_no_line_and_no_page_is_too_long_and_nothing_is_lost(body: str, place: Place) -> None:
    naiyo = replace(PLAIN, title="", body=body, layout=place)
    setting, layout = set_out(naiyo), LAYOUTS[place]
    assert all(len(page) <= layout.lines for page in setting.pages)
    told = [line for page in setting.pages for line in page]
    assert all(line.count <= layout.letters or len(line.units) == 1 for line in told)
    whole = "".join(line.text for line in told)
    assert whole.startswith("".join(naiyo_counting.widened(body.strip("\r\n")).split("\n")))


@pytest.mark.parametrize(
    ("body", "why", "line", "column", "letters"),
    [
        ("あ\nいABCう", "latin", 2, 2, "ABC"),
        ("https://example.com/ を消す", "latin", 1, 1, "https"),
        ("\uff21\uff22", "latin", 1, 1, "\uff21\uff22"),
        ("あ🦄い", "emoji", 1, 2, "🦄"),
        ("あéい", "latin", 1, 2, "é"),
        ("안녕", "script", 1, 1, "안녕"),
        ("ア\u202eイ", "hidden", 1, 2, "\u202e"),
        ("あ\u0301", "script", 1, 2, "\u0301"),
        ("あ\ue000", "hidden", 1, 2, "\ue000"),
        ("∀", "symbol", 1, 1, "∀"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_place(body: str, why: str, line: int, column: int, letters: str) -> None:
    found = set_out(replace(PLAIN, body=body)).refusals[0]
    assert (found.field, found.why, found.line, found.column, found.letters) == ("body", why, line, column, letters)
    assert f"本文の{line}行目{column}文字目" in found.ja
    assert f"line {line}, character {column}" in found.en
    assert "\u202e" not in found.ja


def test_latin_letters_are_taken_in_listed_names_in_addresses_and_in_units() -> None:
    body = "EXAMPLE社の広さ10m2、重さ5kg、10％、①と※。"
    assert not set_out(replace(PLAIN, body=body, names=("EXAMPLE",))).refusals
    assert set_out(replace(PLAIN, body=body)).refusals
    assert set_out(replace(PLAIN, sender=Party("架空町1-2-3 A棟", "架空 Hanako"))).allowed


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sender": Party("", "架空　花子")}, "sender.address"),
        ({"sender": Party("架空県", " ")}, "sender.name"),
        ({"to": Party("", "中　様")}, "to.address"),
        ({"to": Party("架空県", "")}, "to.name"),
        ({"to": Party("架空県", "＿＿＿＿ 様")}, "to.name"),
        ({"date": None}, "date"),
        ({"body": "\n"}, "body"),
        ({"body": "あ" * 70_000}, "body"),
    ],
)
def test_what_is_missing_or_too_long_is_refused_by_name(given: dict[str, object], field: str) -> None:
    setting = set_out(replace(PLAIN, **given))  # type: ignore[arg-type]
    assert [found.field for found in setting.refusals] == [field]
    assert not setting.allowed


def test_title_date_sender_and_addressee_stand_on_the_pages() -> None:
    told = "\n".join(lines(PLAIN))
    for words in ("通知書", "令和８年１１月２２日", "差出人", "架空　花子", "受取人", "架空　太郎　様", "四丁目"):
        assert words in told.replace("\n", "") or words in told
    vertical = "\n".join(lines(replace(PLAIN, layout="vertical-20x26")))
    assert "令和八年十一月二十二日" in vertical


def test_a_letter_becomes_one_document() -> None:
    letter = Letter(
        title="通知書",
        to=("架空県架空市架空町", "架空　太郎　様"),
        sender=(Row("住所", "架空県"), Row("氏名", "架空　花子（母）"), Row("本人の氏名", "架空　次郎")),
        date=DAY,
        opening="一。",
        parts=(Part(heading="二", text="三", rows=(Row("番号", "123"),), ticks=(Tick("はい", True), Tick("いいえ"))),),
    )
    made = of_letter(letter, layout="vertical-20x26")
    assert made.body == "一。\n\n二\n三\n番号　123\nはい"
    assert made.sender == Party("架空県", "架空　花子（母）", ("本人の氏名　架空　次郎",))
    assert made.to == Party("架空県架空市架空町", "架空　太郎　様")
    assert "　本人の氏名　架空　次郎" in lines(made)
    assert set_out(made).allowed


def test_the_examples_that_are_looked_at_are_allowed() -> None:
    assert [name for name, naiyo in certified() if not set_out(naiyo).allowed] == []
