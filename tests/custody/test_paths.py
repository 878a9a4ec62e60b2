import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.custody.paths import PathBook, check_path, fold
from yosuga.errors import PackageError


@pytest.mark.parametrize(
    "path",
    [
        "data/originals/E0001_20250911_1405_SNS投稿.png",
        "a",
        ".hidden/b",
        "con_/console.txt",
        "comet.txt",
        "data/か゛.png",
        "data/\U0001d15e\u0897\u0323.png",  # what an older or newer Unicode composes otherwise
        "x" * 120,
        "投" * 120,
    ],
)
def test_an_ordinary_path_is_taken(path: str) -> None:
    check_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "./a",
        "a/../b",
        "..",
        "a\\b",
        "c:a",
        "a\x00b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
        "a<b",
        "a|b",
        "a?b",
        "a*b",
        'a"b',
        "a.",
        "a ",
        "a./b",
        "a /b",
        "か\u3099",
        "\ud800",
        "x" * 121,
        "CON",
        "data/con",
        "nul.txt",
        "data/Aux.tar.gz",
        "COM1/a",
        "lpt9.png",
        "com¹.txt",
        "nul .txt",
        "conin$",
    ],
)
def test_a_path_that_is_not_legal_everywhere_is_refused(path: str) -> None:
    with pytest.raises(PackageError):
        check_path(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data/a.png", "data/a.png"),
        ("data/a.png", "data/A.PNG"),
        ("data/straße", "data/STRASSE"),
        ("data/\uff4b", "data/\uff2b"),
        ("data/\u03c3", "data/\u03c2"),
        ("data/a", "data/a/b"),
        ("data/a/b", "data/A"),
    ],
)
def test_two_paths_that_some_system_takes_for_one_are_refused(one: str, other: str) -> None:
    book = PathBook()
    book.enter(one)
    with pytest.raises(PackageError):
        book.enter(other)


def test_twins_in_different_normal_forms_have_one_key() -> None:
    assert fold("data/か\u3099") == fold("data/が")
    assert fold("data/ﾎﾞ") != fold("data/ボ")


def test_neighbours_in_one_folder_are_taken() -> None:
    book = PathBook()
    for path in ("data/a", "data/b/c", "data/b/d", "data2/a"):
        book.enter(path)


@given(st.text(st.sampled_from("ab./\\: ~\x00が"), max_size=12))
def test_whatever_is_taken_stays_inside_the_package(path: str) -> None:
    try:
        check_path(path)
    except PackageError:
        return
    assert not path.startswith("/")
    assert not set(path.split("/")) & {"", ".", ".."}
    assert not set(path) & set("\\:\x00")


def test_a_refusal_names_the_item_and_not_the_title_which_may_name_a_person() -> None:
    with pytest.raises(PackageError) as refused:
        check_path("data/originals/E0012_山田?.png")
    assert "E0012" in str(refused.value)
    assert "山田" not in str(refused.value)
