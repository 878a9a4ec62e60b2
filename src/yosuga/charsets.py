"""From bytes of strangers to words: which character set they are in, in the order in which browsers look.

WHATWG HTML, 13.2.3.2 (determining the character encoding): a byte order mark, what the sender said, what the page says
of itself, and then what its bytes look like. WHATWG Encoding, 4.2 gives the labels; no other name is ever taken, so
that a stranger chooses among a few codecs and never UTF-7. What cannot be read becomes U+FFFD.
"""

import codecs
import re
from collections.abc import Iterator

_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "shift_jis": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932",
    "euc-jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "iso-2022-jp": "iso-2022-jp csiso2022jp",
    "cp1252": "windows-1252 iso-8859-1 iso8859-1 latin1 l1 us-ascii ascii cp1252 x-user-defined",
    "utf-16-le": "utf-16 utf-16le unicode ucs-2",
    "utf-16-be": "utf-16be",
    "gb18030": "gb2312 gbk gb18030 x-gbk chinese",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp949": "euc-kr ks_c_5601-1987 korean windows-949",
    "iso8859_2": "iso-8859-2 latin2",
    "iso8859_15": "iso-8859-15 latin9",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "koi8_r": "koi8-r koi8",
}
_CODEC = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
# A browser looks into the first 1,024 bytes before it begins, and begins anew where a later meta names another set
# (13.2.3.4). Both come to this: the first meta counts, wherever it stands. Behind this many bytes none is looked for.
_FAR = 200_000
_STYLE_FAR = 1_024  # CSS Syntax 3, 3.2
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/]([^>]{0,2000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""([^\s"'<>/=]{1,40})[\s]{0,8}=[\s]{0,8}(?:"([^"]{0,300})"|'([^']{0,300})'|([^\s"'>]{1,300}))"""
)
_XML = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s{0,8}=\s{0,8}["']([^"'>]{1,40})""")
_XML_WIDE = ((b"<\0?\0x\0", "utf-16-le"), (b"\0<\0?\0x", "utf-16-be"))
_IN_CONTENT = re.compile(r"""charset\s{0,8}=\s{0,8}["']?([^"';\s]{1,40})""", re.IGNORECASE)
_AT = re.compile(rb'@charset "([^"]{1,40})";')
_GUESSED_BY = 200_000  # bytes
_LONGEST_CHARACTER = 4  # bytes
_MOST_LOST = 10  # one in so many characters may be lost, or the guess is none
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([BJI])")
_FULL_KANA = re.compile("[\u3001\u3002\u3041-\u3096\u30a1-\u30fc]")


def page_text(content: bytes, *, charset: str = "") -> str:
    """Return a page's words; `charset` is the label its sender gave it, or nothing."""
    return _decoded(content, _codec(charset) or _named_by_page(content))


def plain_text(content: bytes, *, charset: str = "") -> str:
    """Return the words of a text that says nothing of itself."""
    return _decoded(content, _codec(charset))


def style_text(content: bytes, *, charset: str = "") -> str:
    """Return a style sheet's words in the same order; it speaks of itself by @charset."""
    found = _AT.match(content[:_STYLE_FAR])
    return _decoded(content, _codec(charset) or _as_read(found[1] if found else b""))


def whole_text(content: bytes) -> str | None:
    """Return the words of a file by its mark or its looks where not one character is lost, else None."""
    mark, codec = next((one for one in _MARKS if content.startswith(one[0])), (b"", guess(content) or "utf-8"))
    if codec.startswith("utf"):  # U+FFFD may stand in these as such
        try:
            text = content[len(mark) :].decode(codec)
        except UnicodeDecodeError:
            return None
    else:
        text = read_as(content, codec)
        if "\ufffd" in text:
            return None
    return None if "\0" in text else text


def opening_text(opening: bytes) -> str | None:
    """Return the words of the beginning of a file in the same way; its end may be cut within a character."""
    if "\0" in plain_text(opening):
        return None
    cuts = (whole_text(opening[: len(opening) - cut]) for cut in range(_LONGEST_CHARACTER))
    return next((text for text in cuts if text is not None), None)


def label_of(content_type: str) -> str:
    """Return the label of a Content-Type (`text/html; charset=…`), or nothing."""
    found = _IN_CONTENT.search(content_type)
    return found[1] if found else ""


def _decoded(content: bytes, codec: str) -> str:
    for mark, of_mark in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(of_mark, "replace")
    return read_as(content, codec or guess(content) or "utf-8")


def _codec(label: str) -> str:
    return _CODEC.get(label.strip("\t\n\x0c\r \"'").lower(), "")


def _as_read(label: bytes) -> str:
    """Return what a page may be in that names this label: not UTF-16, for it was read as ASCII just now."""
    codec = _codec(label.decode("ascii", "replace"))
    return "utf-8" if codec.startswith("utf-16") else codec


def _named_by_page(content: bytes) -> str:
    """Return the first known set that a meta names, as `charset` or in the content of `http-equiv`; not in comments.

    Where none does, the declaration of XML counts, of which two are told by their very bytes.
    """
    wide = next((codec for start, codec in _XML_WIDE if content.startswith(start)), "")
    opening = b"" if wide else _COMMENT.sub(b"", content[:_FAR])
    named = next((codec for meta in _META.finditer(opening) for codec in _in_meta(meta[1])), "")
    declared = _XML.match(opening)
    return wide or named or (_as_read(declared[1]) if declared else "")


def _in_meta(attributes: bytes) -> Iterator[str]:
    said: dict[bytes, bytes] = {}
    for one in _ATTRIBUTE.finditer(attributes):
        said.setdefault(one[1].lower(), one[2] or one[3] or one[4] or b"")
    if b"charset" in said:
        codec = _as_read(said[b"charset"])
    elif said.get(b"http-equiv", b"").lower() == b"content-type":
        codec = _as_read(label_of(said.get(b"content", b"").decode("ascii", "replace")).encode("ascii", "replace"))
    else:
        codec = ""
    if codec:
        yield codec


def guess(content: bytes) -> str:
    """Return the codec that bytes without a word about themselves look like, for `read_as`; nothing where none fits.

    A few broken characters speak against none: a page of an old board has some, and a body may be cut within one.
    """
    seen = content[:_GUESSED_BY]
    if _ESCAPE.search(seen) and not _HIGH.search(seen):
        return "iso-2022-jp"
    read = {codec: _read_so_far(seen, codec) for codec in ("utf-8", "euc-jp", "shift_jis")}
    if _fits(read["utf-8"]):  # hardly any other text is UTF-8 by chance
        return "utf-8"
    lost = {codec: text.count("\ufffd") for codec, text in read.items()}
    # Kana of half width look like kanji of EUC-JP.
    is_euc = lost["euc-jp"] <= lost["shift_jis"] and (
        lost["euc-jp"] < lost["shift_jis"] or _FULL_KANA.search(read["euc-jp"]) is not None
    )
    best = "euc-jp" if is_euc else "shift_jis"
    return best if _fits(read[best]) else ""


def _fits(text: str) -> bool:
    return text.count("\ufffd") * _MOST_LOST <= sum(not char.isascii() for char in text)


def _read_so_far(content: bytes, codec: str) -> str:
    """Return the words of bytes whose end may be cut within a character, which is then left out."""
    if codec == "euc-jp":
        return read_as(content, codec).removesuffix("\ufffd")
    return codecs.getincrementaldecoder("cp932" if codec == "shift_jis" else codec)("replace").decode(content)


def read_as(content: bytes, codec: str) -> str:
    """Return bytes as words by one of our codecs; those of Japan also hold what Windows added (①, ㈱, 髙)."""
    if codec == "shift_jis":
        return content.decode("cp932", "replace")
    if codec == "iso-2022-jp":
        return read_as(b"".join(_as_euc(content)), "euc-jp")
    if codec == "euc-jp":
        return content.decode("euc_jp", _WITH_WINDOWS).translate(_AS_WINDOWS)
    return content.decode(codec, "replace")


def _as_euc(content: bytes) -> Iterator[bytes]:
    """Yield ISO-2022-JP as EUC-JP: the same rows of the same table, told by escapes there and by the high bit here."""
    at, escape = 0, b"\x1b(B"
    for found in [*_ESCAPE.finditer(content), None]:
        run = content[at : found.start() if found else len(content)]
        yield _raised(run, escape) if escape not in {b"\x1b(B", b"\x1b(J"} else run
        if found:
            at, escape = found.end(), found[0]


def _raised(run: bytes, escape: bytes) -> bytes:
    high = bytes(byte | 0x80 if 0x20 < byte < 0x7F else byte for byte in run)
    if escape == b"\x1b(I":
        return re.sub(rb"[\xa1-\xdf]", b"\x8e\\g<0>", high)
    return re.sub(rb"[\xa1-\xfe]{2}", b"\x8f\\g<0>", high) if escape == b"\x1b$(D" else high


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    """Read two bytes that JIS X 0208 leaves empty as the set of Windows does, in which they are ① or ㈱."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) == 2 and min(pair) >= 0xA1 and max(pair) <= 0xFE:
        row, cell = pair[0] - 0xA1, pair[1] - 0xA1
        first = row // 2 + (0x81 if row < 62 else 0xC1)
        second = (0x9F if row % 2 else 0x40 + (cell >= 63)) + cell
        return bytes((first, second)).decode("cp932", "replace"), error.start + 2
    return "\ufffd", error.start + 1


# Six signs for which Python's table of JIS X 0208 has another character than that of browsers and Windows.
_AS_WINDOWS = str.maketrans("\u301c\u2016\u2212\u00a2\u00a3\u00ac", "\uff5e\u2225\uff0d\uffe0\uffe1\uffe2")
_WITH_WINDOWS = "yosuga-euc-jp-with-windows"
codecs.register_error(_WITH_WINDOWS, _from_windows)
