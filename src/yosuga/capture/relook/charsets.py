"""From bytes to words: the character set that a page names or is written in, as browsers choose it."""

import codecs
import re

_LABELS = {  # WHATWG Encoding, 4.2, those that Japanese and Western pages use; UTF-7 is not among them on purpose
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8"),
    "cp932": ("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "ms932", "windows-31j", "csshiftjis", "cp932"),
    "euc_jis_2004": ("euc-jp", "x-euc-jp", "eucjp", "cseucpkdfmtjapanese"),
    "iso2022_jp_2004": ("iso-2022-jp", "csiso2022jp"),
    "cp1252": ("windows-1252", "iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii", "cp1252"),
    "utf-16-le": ("utf-16", "utf-16le"),
    "utf-16-be": ("utf-16be",),
    "gb18030": ("gb2312", "gbk", "gb18030", "x-gbk"),
    "big5": ("big5", "big5-hkscs"),
    "euc_kr": ("euc-kr", "ks_c_5601-1987", "windows-949"),
}
_CODEC = {label: codec for codec, labels in _LABELS.items() for label in labels}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096
_GUESSES = ("utf-8", "iso2022_jp_2004", "euc_jis_2004", "cp932")


def decoded(body: bytes, *, content_type: str = "") -> str:
    """Return the words of a body: by its mark, the header, the page's own word, else by what it can be read as.

    What cannot be read becomes U+FFFD.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    codec = _of(content_type) or _named(body) or _guessed(body)
    return body.decode(codec, "replace")


def _of(content_type: str) -> str:
    found = re.search(r"""charset\s{0,8}=\s{0,8}["']?([^"';\s]{2,40})""", content_type, re.IGNORECASE)
    return _CODEC.get(found[1].lower(), "") if found else ""


def _named(body: bytes) -> str:
    found = _NAMED.search(body[:_HEAD])
    codec = _CODEC.get(found[1].decode("ascii").lower(), "") if found else ""
    return "utf-8" if codec.startswith("utf-16") else codec  # it was read as ASCII just now, so it is not UTF-16


def _guessed(body: bytes) -> str:
    """Return the first character set in which the body makes sense. The end may be cut within a character."""
    if b"\x1b$" not in body[:_HEAD]:
        guesses = tuple(guess for guess in _GUESSES if guess != "iso2022_jp_2004")
    else:
        guesses = _GUESSES[1:]
    for codec in guesses:
        try:
            codecs.getincrementaldecoder(codec)().decode(body[:200_000])
        except UnicodeDecodeError:
            continue
        return codec
    return "utf-8"
