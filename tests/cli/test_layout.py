import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.cli import layout

PARAGRAPH = st.text("あいうえお、。「」ーッ漢字 abc`/-:x", min_size=1, max_size=120).map(str.strip).filter(bool)


@given(PARAGRAPH, st.integers(30, 80))
def test_nothing_is_lost_by_wrapping(text: str, columns: int) -> None:
    joined = "".join(layout.wrapped(text, columns=columns))
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(PARAGRAPH, st.integers(30, 80))
def test_a_line_is_too_wide_only_where_it_cannot_be_broken(text: str, columns: int) -> None:
    for line in layout.wrapped(text, columns=columns):
        assert layout.width(line) <= columns or len(layout._pieces(line.strip())) == 1


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "保管庫（よすが）を、`yosuga vault check` で確かめます。「控え」と照らし合わせてください。"
    for columns in range(20, 60):
        for line in layout.wrapped(text, columns=columns):
            assert line.strip()[0] not in "、。）」ーっ"
            assert line.strip()[-1] not in "（「"


@pytest.mark.parametrize("whole", ["https://example.com/" + "a" * 60, "`yosuga vault check --json`"])
def test_what_will_be_copied_stays_whole(whole: str) -> None:
    assert any(whole in line for line in layout.wrapped(f"次を見てください: {whole} です。", columns=30))


def test_further_lines_stand_as_far_in_as_the_first() -> None:
    lines = layout.wrapped("    " + "ながい文です。" * 9, columns=30)
    assert len(lines) > 1
    assert all(line.startswith("    ") and line[4] != " " for line in lines)


def test_full_width_letters_take_two_columns() -> None:
    assert layout.width("aあｱ：") == 1 + 2 + 1 + 2
