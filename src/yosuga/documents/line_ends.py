"""Which marks may not begin a line, and which may not end one: JIS X 4051 (禁則), by the classes of W3C JLREQ."""

_OPENING = "「『（［｛【〈《〝\u2018\u201c\u3014\u3016\u3018\uff5f«"  # cl-01
_CLOSING = "」』）］｝】〉》〟\u2019\u201d\u3015\u3017\u3019\uff60»"  # cl-02
_HYPHENS = "〜～\u2010\u2013\u30a0"  # cl-03; U+FF5E is what Windows writes for U+301C
_DIVIDING = "！？\u203c\u2047\u2048\u2049"  # cl-04
_MIDDLE_DOTS = "・：；"  # cl-05
_STOPS = "。．、，"  # cl-06, cl-07
_REPEATING = "々〻ゝゞヽヾー"  # cl-09, cl-10
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎ\u3095\u3096ァィゥェォッャュョヮヵヶ" + "".join(
    map(chr, range(0x31F0, 0x3200))
)  # cl-11
# cl-08 may begin a line, but two of them may not be parted (……, ――): none begins a line, so that no two are.
_INSEPARABLE = "…‥\u2014\u2015"

NOT_FIRST = frozenset(_CLOSING + _HYPHENS + _DIVIDING + _MIDDLE_DOTS + _STOPS + _REPEATING + _SMALL_KANA + _INSEPARABLE)
NOT_LAST = frozenset(_OPENING)
HALF_NOT_FIRST = frozenset(")]}>,.!?")
"""The same in half width, where Latin letters and Japanese stand side by side."""
HALF_NOT_LAST = frozenset("([{<")
