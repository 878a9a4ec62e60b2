import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosuga.detect import views
from yosuga.detect.document import read

# What people and machines hide words with, beside everything else there is in Unicode.
ODD = (
    "ｶﾞﾟ゙㈱㍻①⓪❶0️⃣9\u200b\u200d\ufeff\u0301\u3099が\ud800\udfff\U0001d7d8"
    "🇯🇵👨‍👩‍👧\u3007九ー−ゼロハチきゅう●*・ 0123456789OolI-() "
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(), st.integers(0, sys.maxunicode).map(chr)), max_size=60)


def wide(text: str) -> str:
    """Return ASCII in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def plain_of(text: str) -> str:
    return views.plain(text).text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_words_found_stand_where_the_view_says(text: str) -> None:
    view = views.plain(text)
    for at in range(len(view.text)):
        start, end = view.origin(at, at + 1)
        assert view.text[at] in plain_of(text[start:end])


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_a_stretch_of_the_view_is_read_again_from_its_stretch_of_the_original(text: str, data: st.DataObject) -> None:
    view = views.plain(text)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.origin(start, end)
    assert 0 <= first < last <= len(text)
    assert view.text[start:end] in plain_of(text[first:last])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_digits_stand_on_the_plain_view_and_know_the_original(text: str) -> None:
    document = read(text)
    reached = 0
    for at in range(len(document.digits.text)):
        first, last = document.digits.origin(at, at + 1)
        assert reached <= last <= len(text)
        assert first < last
        reached = first
        if document.digits.text[at] not in "0123456789-*":
            assert document.digits.text[at] in plain_of(text[first:last])


@pytest.mark.parametrize("step", [101, pytest.param(1, marks=pytest.mark.e2e)])
def test_every_character_of_unicode_keeps_its_place(step: int) -> None:
    for code in range(0, sys.maxunicode + 1, step):
        char = chr(code)
        view = views.plain(f"あ{char}い")
        assert view.origin(0, 1)[0] == 0
        assert view.origin(len(view.text) - 1, len(view.text)) == (2, 3)
        assert not any(0xD800 <= ord(one) <= 0xDFFF for one in view.text)


def test_decimal_digits_of_every_script_are_ascii_digits() -> None:
    decimals = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd"]
    assert {plain_of(char) for char in decimals} == set("0123456789")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (wide("090-ABC"), "090-ABC"),
        ("ｶﾞｯｺｳ ﾊﾟﾝ", "ガッコウ パン"),
        ("か\u3099 は\u309a e\u0301", "が ぱ é"),
        ("0️⃣9️⃣", "09"),
        ("㈱ミナト ㍻元年 ㌔", "(株)ミナト 平成元年 キロ"),
        ("①❷⓪🄁", "1200,"),
        ("ta\u200bro\u00ad\ufeff", "taro"),
        ("0\u03369\u0336", "09"),
        ("㊙️", "秘"),
        ("\ud800x", "\ufffdx"),
        ("ﾞ゛", "゛゛"),
        ("", ""),
        ("…½", "…½"),
    ],
)
def test_one_spelling_of_each_character(text: str, plain: str) -> None:
    assert plain_of(text) == plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("\u3007九\u3007ー\u3007\u3007\u3007\u3007ー八八三一", "090-0000-8831"),
        ("零八零・\u3007\u3007\u3007\u3007・三三九七", "080-0000-3397"),
        ("ゼロハチゼロ ゼロゼロゼロゼロ イチニーサンヨン", "080 0000 1234"),
        ("ぜろきゅうぜろのぜろぜろぜろぜろのいちにいさんよんに電話", "090の0000の1234に電話"),
        ("O9O-OOOO-l2l4", "090-0000-1214"),
        ("080一0000一5521", "080-0000-5521"),
        ("090\u20150000\u20101234", "090-0000-1234"),
        (wide("090") + "ー○○○○ー" + wide("12●4"), "090-****-12*4"),
        ("090・0000・1234", "090-0000-1234"),
        ("0⑧0ー0000ー1①5⑨", "080-0000-1159"),
        ("ナインワンワン", "ナインワンワン"),
        ("三四郎と五六さん、ここに二人", "三四郎と五六さん、ここに二人"),
        ("コーヒー 10-8", "コーヒー 10-8"),
        ("rio.00OO00oo11@example.com", "rio.00OO00oo11@example.com"),
    ],
)
def test_a_digit_is_a_digit_however_it_is_spelt(text: str, number: str) -> None:
    assert read(text).digits.text == number


def test_a_keycap_belongs_to_its_digit() -> None:
    text = "→0️⃣9️⃣0️⃣"
    assert read(text).digits.origin(1, 4) == (1, len(text))


def test_a_number_of_syllables_gives_back_its_syllables() -> None:
    text = "番号ゼロハチゼロゼロゼロゼロゼロイチニーサンヨンです"
    view = read(text).digits
    start = view.text.index("0")
    first, last = view.origin(start, start + 11)
    assert text[first:last] == "ゼロハチゼロゼロゼロゼロゼロイチニーサンヨン"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (0, 4), (-1, 1)])
def test_a_stretch_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        views.plain("㈱").origin(start, end)
