"""Brings a name in Latin letters and a reading in kana to one key, whatever the romanisation: Ryota, Ryouta, RYŌTA."""

import re
import unicodedata

# Consonants with their kana; the irregular ones (shi, chi, tsu, ji) come out of the spellings below.
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひ　へほ",
    "m": "まみむめも", "y": "や　ゆ　よ", "r": "らりるれろ", "w": "わ　　　　", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "f": "　　ふ　　", "~": "ぁぃぅぇぉ", "~y": "ゃ　ゅ　ょ",
}  # fmt: skip
_SYLLABLES = {kana: row + vowel for row, line in _ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)}
_SYLLABLES |= {"ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu", "っ": "", "ー": ""}
# A small kana takes the vowel's place: きゃ kya, しぇ sye, ふぁ fa.
_SMALL = ((re.compile("i~y"), "y"), (re.compile("i~"), "y"), (re.compile("[ue]~"), ""))
# Other romanisations of the same kana, in the order in which they must be undone.
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("[^a-z]", ""),
        ("sy", "sh"),
        ("ty|cy", "ch"),
        ("zy|jy", "j"),
        ("(?<![cs])hu", "fu"),
        ("si", "shi"),
        ("(?<![sc])ti", "chi"),
        ("(?<!t)tu", "tsu"),
        ("zi|di", "ji"),
        ("du|dzu", "zu"),
        ("m(?=[bp])", "n"),
        ("oh(?![aiueoy])", "o"),
        ("o[uo]", "o"),
        ("uu", "u"),
        ("tch", "cch"),
        ("([bcdfghjkpqrstvwyz])\\1", "\\1"),
        ("n+", "n"),
    )
)


def key_of_kana(reading: str) -> str:
    """Return the key of a reading in hiragana; nothing where it holds another character."""
    if any(kana not in _SYLLABLES for kana in reading):
        return ""
    latin = "".join(_SYLLABLES[kana] for kana in reading)
    for small, to in _SMALL:
        latin = small.sub(to, latin)
    return key_of_latin(latin)


def key_of_latin(name: str) -> str:
    """Return the key of a name in Latin letters, accents and case aside."""
    key = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))
    for pattern, to in _SPELLINGS:
        key = pattern.sub(to, key)
    return key
