"""Which marks may not begin a line, and which may not end one (JIS X 4051, 禁則)."""

CLOSING = frozenset("、。，．・：；？！」』）］｝】〉》\u3015”’〟")
SMALL = frozenset("ー〜～…‥々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
NOT_FIRST = CLOSING | SMALL
NOT_LAST = frozenset("「『（［｛【〈《\u3014“\u2018〝")
