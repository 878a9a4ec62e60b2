"""Letters of other alphabets, and of other kinds of letters, that look like those of a name: one for one.

Chosen by hand from what Unicode lists as confusable (UTS #39, confusables.txt) and what people write names with: whole
alphabets are not turned into another here, only the shapes that a reader takes for the Latin or Japanese letter.
"""

# Cyrillic: the capitals and small letters that are drawn as Latin ones, and ka, em, te, en as small capitals
_CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u04ba\u051a\u051c"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d\u043a\u043c\u0442\u043d"
)
_AS_CYRILLIC = "abekmhopctyxsijhqwaeopcyxsijhdqwkmth"
# Greek: the capitals that are drawn as Latin ones, and of the small letters those that are taken for one
_GREEK = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c3\u03c4\u03c5\u03c7\u03b3\u03c9"
)
_AS_GREEK = "abezhikmnoptyxaenikvopotuxyw"
# Armenian oh vo ho seh; Latin dotless i, alpha, script g, iota; then the small capitals from A to Z
_OTHERS = (
    "\u0585\u0578\u0570\u057d\u0131\u0251\u0261\u0269"
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731"
    "\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"
)
_AS_OTHERS = "onhuiagiabcdefghijklmnoprstuvwyz"
LATIN = {
    ord(strange): plain
    for strange, plain in zip(_CYRILLIC + _GREEK + _OTHERS, _AS_CYRILLIC + _AS_GREEK + _AS_OTHERS, strict=True)
}
"""What a letter of another alphabet is read as: a small Latin letter."""

# Katakana ka ni ro ta e ha to mi chi, the long vowel mark and ri, and the kanji that are drawn as they are
_KATAKANA = "\u30ab\u30cb\u30ed\u30bf\u30a8\u30cf\u30c8\u30df\u30c1\u30fc\u30ea"
_KANJI = "\u529b\u4e8c\u53e3\u5915\u5de5\u516b\u535c\u4e09\u5343\u4e00\u5202"
KANJI_AS_KANA = dict(zip(map(ord, _KANJI), _KATAKANA, strict=True))
KANA_AS_KANJI = dict(zip(map(ord, _KATAKANA), _KANJI, strict=True))

# Digits and signs that stand for a letter inside a Latin word; 1 is read as either of two.
SIGNS = tuple(str.maketrans("013457$", f"o{one}easts") for one in "il")
