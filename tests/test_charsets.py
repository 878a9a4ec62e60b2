"""Bytes as words, in the order of WHATWG HTML, 13.2.3.2: mark, sender, page, looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.charsets import label_of, opening_text, page_text, plain_text, style_text, whole_text

WORDS = "架空町の①番地で撮った写真です。㈱髙、ｶﾅ～"
SIMPLE = "架空町の写真です"


def euc(text: str) -> bytes:
    """What Windows writes for EUC-JP: the rows of its own table, NEC's and IBM's among them, behind the high bit."""
    return b"".join(map(_euc_of, text))


def _euc_of(char: str) -> bytes:
    code = char.encode("cp932")
    if len(code) == 1:
        return code if code[0] < 0x80 else b"\x8e" + code
    row = (code[0] - (0x81 if code[0] < 0xA0 else 0xC1)) * 2 + (code[1] >= 0x9F)
    cell = code[1] - 0x9F if code[1] >= 0x9F else code[1] - 0x40 - (code[1] > 0x7F)
    return bytes((row + 0xA1, cell + 0xA1))


SJIS, EUC, UTF8 = WORDS.encode("cp932"), euc(WORDS), WORDS.encode()
JIS = SIMPLE.encode("iso2022_jp")
META = b'<!doctype html><meta charset="%s">'
HTTP_EQUIV = b'<META content="text/html; charset=%s" http-equiv=Content-Type>'
LATE = b"<!-- " + b"x" * 3_000 + b" -->"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        pytest.param(b"\xef\xbb\xbf" + UTF8, "shift_jis", id="a mark outranks the sender"),
        pytest.param(b"\xef\xbb\xbf" + META % b"euc-jp" + UTF8, "", id="a mark outranks the page"),
        pytest.param(b"\xff\xfe" + WORDS.encode("utf-16-le"), "", id="utf-16 by its mark"),
        pytest.param(b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-8", id="utf-16, the other end first"),
        pytest.param(WORDS.encode("utf-16-le"), "utf-16", id="utf-16 by the sender is little-endian"),
        pytest.param(META % b"utf-8" + SJIS, " Shift_JIS ", id="the sender outranks a wrong meta"),
        pytest.param(META % b"shift_jis" + UTF8, "utf8", id="the sender outranks a wrong meta, utf-8"),
        pytest.param(EUC, "x-euc-jp", id="euc-jp by the sender"),
        pytest.param(META % b"x-sjis" + SJIS, "", id="shift_jis by meta"),
        pytest.param(HTTP_EQUIV % b"EUC-JP" + EUC, "", id="euc-jp by http-equiv"),
        pytest.param(META % b"utf-16" + UTF8, "", id="a meta of utf-16 is utf-8"),
        pytest.param(META % b"no-such-set" + SJIS, "no-such-set", id="unknown labels count for nothing"),
        pytest.param(META % b"no-such-set" + META % b"utf-8" + UTF8, "", id="the first meta that is known"),
        pytest.param(LATE + META % b"euc-jp" + EUC, "", id="a late meta, beyond 1,024 and 4,096 bytes"),
        pytest.param(LATE * 2 + HTTP_EQUIV % b"shift_jis" + SJIS, "", id="a late http-equiv"),
        pytest.param(b"<!-- " + META % b"euc-jp" + b" -->" + UTF8, "", id="a meta in a comment is none"),
        pytest.param(b'<meta name=a content="charset=euc-jp">' + UTF8, "", id="words about sets are none"),
        pytest.param(b"<?xml version='1.0' encoding='euc-jp'?>" + EUC, "", id="a declaration of XML"),
        pytest.param(UTF8, "", id="utf-8 by its looks"),
        pytest.param(SJIS, "", id="shift_jis by its looks"),
        pytest.param(EUC, "", id="euc-jp by its looks"),
        pytest.param(UTF8[:10] + b"\xff" + UTF8, "", id="utf-8 with a broken byte"),
        pytest.param(b"\xe3\x81" + "あした架空町で会いましょう".encode() + UTF8, "", id="utf-8 with half a character"),
        pytest.param(SJIS * 3 + b"\x85 " + SJIS, "", id="shift_jis with a broken character"),
        pytest.param(EUC * 3 + b"\xff" + EUC, "", id="euc-jp with a broken byte"),
        pytest.param("ｶﾅﾀ".encode("cp932") * 4 + SJIS, "", id="kana of half width"),
    ],
)
def test_a_page_is_read_as_browsers_read_it(body: bytes, charset: str) -> None:
    assert page_text(body, charset=charset).endswith(WORDS)


@pytest.mark.parametrize("charset", ["", "iso-2022-jp", "csISO2022JP"])
def test_iso_2022_jp_is_told_by_its_escapes_and_holds_what_windows_added(charset: str) -> None:
    assert page_text(JIS, charset=charset) == SIMPLE
    assert page_text(b"\x1b$B\x2d\x21\x2d\x6a\x1b(I\x36\x45\x1b(B!", charset=charset) == "①㈱ｶﾅ!"


def test_kana_of_half_width_alone_are_no_kanji() -> None:
    assert plain_text("ｱｲｳｴ".encode("cp932")) == "ｱｲｳｴ"
    assert plain_text("東京都".encode("euc_jp")) == "東京都"


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_body_cut_within_a_character_is_read_in_its_set(cut: int) -> None:
    for body in (UTF8, SJIS, EUC):
        assert page_text((body * 2)[:-cut]).startswith(WORDS)


def test_western_pages_are_read_by_their_label_alone() -> None:
    assert page_text("café".encode("cp1252"), charset="ISO-8859-1") == "café"
    assert page_text("привет".encode("koi8-r"), charset="koi8-r") == "привет"
    assert page_text("架空".encode("gb18030"), charset="GB2312") == "架空"


def test_a_style_sheet_speaks_of_itself_by_its_first_bytes() -> None:
    said = b'@charset "shift_jis";' + f'a::before{{content:"{SIMPLE}"}}'.encode("cp932")
    assert SIMPLE in style_text(said)
    assert SIMPLE not in style_text(said, charset="utf-8")
    assert SIMPLE in style_text(f'@charset "utf-16";a{{content:"{SIMPLE}"}}'.encode())


def test_a_text_that_shows_a_meta_says_nothing_of_itself() -> None:
    assert plain_text(META % b"euc-jp" + UTF8).endswith(WORDS)


def test_utf_7_is_never_read_as_such() -> None:
    assert "<script>" not in page_text(b"+ADw-script+AD4-", charset="utf-7")
    assert "<script>" not in page_text(META % b"utf-7" + b"+ADw-script+AD4-")


@pytest.mark.parametrize(
    ("content_type", "label"),
    [("text/html; charset=EUC-JP", "EUC-JP"), ('text/html;charset="utf-8"; x=y', "utf-8"), ("text/html", "")],
)
def test_the_label_of_a_content_type_is_read(content_type: str, label: str) -> None:
    assert label_of(content_type) == label


@given(body=st.binary(max_size=300), charset=st.text(max_size=40))
def test_whatever_the_bytes_are_they_become_words(body: bytes, charset: str) -> None:
    for read in (page_text, plain_text, style_text):
        assert isinstance(read(body, charset=charset), str)


@pytest.mark.e2e
@pytest.mark.parametrize("piece", [b"<meta ", b"<!--", b"\x1b$B", b"<meta a='", b"\xff", b"<meta charset=x "])
def test_bytes_made_to_take_for_ever_are_read(piece: bytes) -> None:
    assert isinstance(page_text(piece * (300_000 // len(piece))), str)


@pytest.mark.parametrize("content", [UTF8, b"\xef\xbb\xbf" + UTF8, SJIS, EUC, b"\xff\xfe" + WORDS.encode("utf-16-le")])
def test_a_file_is_read_whole_or_not_at_all(content: bytes) -> None:
    assert whole_text(content) == WORDS
    assert (whole_text(content + b"\xff\x81 "), whole_text(content[:-1])) == (None, None)
    assert opening_text(content[:-1]) == WORDS[:-1]
    assert whole_text(f"{WORDS}\ufffd".encode()) == f"{WORDS}\ufffd"


def test_bytes_of_no_text_are_none() -> None:
    for content in (bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe0JFIF" + bytes(range(128, 256))):
        assert whole_text(content) is None
        assert opening_text(content) is None
