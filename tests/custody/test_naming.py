from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.custody import naming
from yosuga.custody.paths import PathBook, check_path, fold

MOMENT = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(("number", "eid"), [(1, "E0001"), (9999, "E9999"), (10000, "E10000"), (123456, "E123456")])
def test_item_ids_have_four_digits_until_they_need_more(number: int, eid: str) -> None:
    assert naming.item_id(number) == eid
    assert naming.item_number(eid) == number


def test_there_is_no_item_zero() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        naming.item_id(0)


@pytest.mark.parametrize("text", ["", "E0000", "E001", "E00001", "e0001", "E\u0660\u0660\u0660\u0661", "E0001 "])
def test_what_is_no_item_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an item id"):
        naming.item_number(text)


def test_a_case_id_is_made_of_letters_that_are_not_confused() -> None:
    assert naming.case_id(bytes(5)) == "C-00000000"
    assert naming.case_id(b"\xff" * 5) == "C-ZZZZZZZZ"
    assert naming.case_id(bytes([0x00, 0x44, 0x32, 0x14, 0xC7])) == "C-01234567"


def test_a_file_is_named_by_the_minute_in_japan_and_its_words() -> None:
    assert naming.file_name(MOMENT, words="SNS投稿", extension=".PNG") == "20250911_1405_SNS投稿.png"


def test_a_name_that_is_taken_gets_a_number_even_when_only_its_case_differs() -> None:
    first = naming.file_name(MOMENT, words="Post", extension="png")
    second = naming.file_name(MOMENT, words="post", extension="png", taken={first})
    third = naming.file_name(MOMENT, words="POST", extension="png", taken={first, second})
    assert (second, third) == ("20250911_1405_post_2.png", "20250911_1405_POST_3.png")


@pytest.mark.parametrize("extension", ["", ".", "p/ng", "..\\x", "verylongextension", "日本"])
def test_an_extension_that_is_none_becomes_bin(extension: str) -> None:
    assert naming.file_name(MOMENT, words="x", extension=extension).endswith("_x.bin")


@given(words=st.text(max_size=200), extension=st.text(max_size=10), count=st.integers(1, 12))
def test_every_name_is_legal_everywhere_and_short_and_new(words: str, extension: str, count: int) -> None:
    taken: set[str] = set()
    book = PathBook()
    for _ in range(count):
        name = naming.file_name(MOMENT, words=words, extension=extension, taken=taken)
        check_path(name)
        path = naming.original_path("E99999", name=name)
        book.enter(path)
        assert len(path.rpartition("/")[2]) <= 50
        assert len(path.rpartition("/")[2].encode()) <= 255
        assert fold(name) not in {fold(each) for each in taken}
        taken.add(name)


def test_a_package_is_named_by_case_day_in_japan_and_number() -> None:
    late = datetime(2025, 9, 11, 15, 0, tzinfo=UTC)
    assert naming.package_name("C-ABCDEFGH", moment=late, number=3) == "証拠一式_C-ABCDEFGH_20250912_第03回"
