"""How words are made comparable for a search: width, case, kana, long vowels, English endings."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

# Katakana becomes hiragana; the long vowel mark goes, since サーバー is written サーバ as well.
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {ord("ー"): None}
# The particle を belongs to no word.
_RUN = re.compile(r"(?P<word>[a-z0-9]+)(?:'s\b)?|(?P<japanese>[ぁ-ゑんゔゕゖ々一-龠㐀-䶿豈-\ufaff]+)")
_WORD = re.compile("[a-z0-9]+")
_WEAK = re.compile("[ぁ-ゖ]{2}|.[はがのにでともへや]|[はがのにでともへや].")
_ALONE = re.compile(r"(?<![々一-龠㐀-䶿])[一-龠㐀-䶿](?![々一-龠㐀-䶿])")
_CLUSTER = re.compile(r".[\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
LITTLE = 0.3  # how much a pair tells that is hiragana, mostly an ending, or a kanji with a particle after it
# Words without which a question still says what it asks.
_EMPTY_WORDS = (
    "a about after all am an and any are as at be been but by can could did do does for from get got had has have he "
    "her him his how i if in into is it its just me my not of on or our she should so some than that the their them "
    "then there they this to up us was we were what when where which who whom whose will with would you your"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_VOWEL = re.compile("[aeiouy]")


def folded(text: str) -> str:
    """Return `text` as a search compares it: NFKC, case folded, kana as hiragana, long vowel marks left out."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KANA)


def words(plain: str) -> list[str]:
    """Return the stems of the words in Latin letters and digits of a folded text."""
    return [stem(word) for word in _WORD.findall(plain) if word not in _EMPTY]


def asked(text: str) -> dict[str, float]:
    """Return what a question looks for, and how much of it each tells: stems of words, pairs of Japanese letters.

    A single kanji counts only where no other stands beside it (裸の写真: 裸, 写真).
    """
    plain, origin = _aligned(text)
    found: dict[str, float] = {}
    for run in _RUN.finditer(plain):
        word, japanese = run.groups()
        if word:
            found |= {} if word in _EMPTY else {stem(word): 1.0}
            continue
        for at, pair in enumerate(map("".join, pairwise(japanese)), start=run.start()):
            written = text[origin[at]] + text[origin[at + 1]]
            found[pair] = max(found.get(pair, 0.0), LITTLE if _WEAK.fullmatch(written) else 1.0)
        found |= dict.fromkeys(_ALONE.findall(japanese) or ([japanese] if len(japanese) == 1 else []), 1.0)
    return found


@cache
def stem(word: str) -> str:
    """Return an English word without the ending of a plural, -ing or -ed; both sides of a search go through this."""
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + rest
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWEL.search(base):
            return base[:-1] if base[-1] == base[-2] and base[-1] not in "sl" else base.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


def holds(text: str, *, term: str) -> bool:
    """Say whether a text holds a term that was asked for."""
    plain = folded(text)
    return term in words(plain) if term.isascii() else term in plain


def places(text: str, *, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Return where in `text` the wanted terms stand, as ranges of `text` itself that do not touch."""
    plain, origin = _aligned(text)
    found: list[tuple[int, int]] = []
    for start, end in _hits(plain, wanted=wanted):
        begin, close = origin[start], origin[end]
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(close, found[-1][1]))
        else:
            found.append((begin, close))
    return found


def _hits(plain: str, *, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(plain):
        word = run["word"]
        if word:
            if stem(word) in wanted:
                yield run.span("word")
            continue
        for at in range(run.start(), run.end()):
            if plain[at : at + 2] in wanted and at + 2 <= run.end():
                yield at, at + 2
            elif plain[at] in wanted:
                yield at, at + 1


def _aligned(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its letters where it began; one more for the end."""
    plain, origin = "", []
    for cluster in _CLUSTER.finditer(text):
        piece = folded(cluster[0])
        plain += piece
        origin += [cluster.start()] * len(piece)
    return plain, [*origin, len(text)]
