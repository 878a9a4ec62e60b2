"""Bytes of strangers as text: by the few encodings that pages are in, never by a name that a stranger chose."""

import re

_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "windows-1252": "cp1252", "iso-8859-2": "iso8859_2", "iso-8859-15": "iso8859_15",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "koi8-r": "koi8_r",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "ms932": "cp932", "cp932": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp_ext",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_AT = re.compile(rb'@charset "([A-Za-z0-9._:-]{1,40})"')
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def page_text(content: bytes, *, charset: str) -> str:
    """Return a page's text: by its mark, by what its sender said, by what it says of itself, else by what fits."""
    return _text(content, charset or _said(_META, content[:4096]))


def style_text(content: bytes, *, charset: str) -> str:
    """Return a style sheet's text in the same way."""
    return _text(content, charset or _said(_AT, content[:64]))


def _said(pattern: re.Pattern[bytes], opening: bytes) -> str:
    found = pattern.search(opening)
    return found[1].decode("ascii").lower() if found else ""


def _text(content: bytes, charset: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    encoding = _ENCODINGS.get(charset.lower(), "")
    return content.decode(encoding, "replace") if encoding else _guessed(content)


def _guessed(content: bytes) -> str:
    for encoding in ("utf-8", "iso2022_jp_ext", "cp932", "euc_jp"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")
