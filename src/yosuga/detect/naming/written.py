"""Finds names that are not in kanji: kana, foreign names in katakana, Latin letters, initials."""

import re
from collections.abc import Iterator

from yosuga.detect.address import reads_as_name
from yosuga.detect.naming import lists, vocabulary
from yosuga.detect.naming.shapes import KANJI, Candidate, Shape, kana_given
from yosuga.detect.naming.sound import sound

_H, _K = "\u3041-\u3096\u30fc", "\u30a1-\u30fa\u30fc"
_KANA_PAIR = re.compile(
    f"(?<![{_K}])(?:(?=[{_K}]{{2,8}}[ ]{{1,2}}[{_K}])|(?=[{_H}]{{2,8}}[ ]{{1,2}}[{_H}]))"
    f"([{_H}{_K}]{{2,8}})[ ]{{1,2}}([{_H}{_K}]{{2,9}})"
)
_ONE_SCRIPT = re.compile(f"[{_K}]+|[{_H}]+")
_FOREIGN = re.compile(
    f"(?<![{_K}・=])(?:[\u30a1-\u30fa][{_K}]+[・=]|[\u30a1-\u30fa][・=](?=[{_K}]+[・=]))"
    f"[\u30a1-\u30fa][{_K}]*(?:[・=][\u30a1-\u30fa][{_K}]*){{0,3}}(?![{_K}])"
)
_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_CAPITAL = f"[A-Z\u00c0-\u00de\u0110][{_LETTER}'\\-]+"
_LATIN = re.compile(
    rf"(?<![{_LETTER}0-9_@./\-'])(?:(?:From|To|By|Hi|Dear|Hello) )?({_CAPITAL})[ ]+({_CAPITAL}|[A-Z]\.)"
    rf"(?: ({_CAPITAL}))?(?![{_LETTER}0-9_@]|\.[a-z])"
)
_KANA_RUN = re.compile(f"(?<![{_H}{KANJI}])[{_H}]{{4,12}}|(?<![{_K}])[{_K}]{{4,10}}(?![{_K}])")
_NO_NAME = frozenset(
    ["From", "To", "By", "Hi", "Dear", "Hello", "Sent", "Cc", "Re", "The", "This", "My", "New", "Mr", "Ms", "Dr"]
)
_PARTICLES = frozenset("がはのもをにで")
# What says in English that a name is coming, and what only a person does.
_INTRODUCED = re.compile(r"(?:[Nn]ame is|[Nn]amed|[Cc]alled|[Tt]his is|I'm|I am|(?:guy|girl|man|woman) is) $")
_DOES = re.compile(
    r"(?:'s (?:phone|address|house|number|home)| (?:lives|works|goes to|attends|studies|was born)(?![a-z]))"
)
_INITIALS = re.compile(r"(?<![A-Za-z0-9.&/\-@])([A-Z])[.・]\s?([A-Z])(?![A-Za-z0-9&])\.?")
# How sure two words are of which one is known as a name.
_ONE_KNOWN = 0.3
_NO_INITIALS = "US UK UN NY LA PS AI TV CD PC IT VR QA BL GL DM OK NG SE PR AM PM BC AD EU DC NO OL LO"


def kana_pairs(text: str) -> Iterator[Candidate]:
    """Yield surname and given name in kana with a space between, as on a bank account: at least one must be known."""
    for found in _KANA_PAIR.finditer(text):
        surname = _surname_at_end(found[1])
        run = _ONE_SCRIPT.findall(found[2])[0]
        given = run if lists.kana_given(run) else kana_given(text, found.start(2), run) or run
        known = lists.is_kana_surname(surname), lists.kana_given(given) > 0
        start, end = found.end(1) - len(surname), found.start(2) + len(given)
        if all(known):
            yield Candidate(start, end, Shape.KANA, 0.62, surname, given)
        elif known[1] and reads_as_name(surname):
            yield Candidate(start, end, Shape.KANA, 0.4, surname, given)
        elif lists.is_kana_surname(given) and lists.kana_given(surname):
            yield Candidate(start, end, Shape.KANA, 0.45, given, surname)


def _surname_at_end(run: str) -> str:
    """Return the common surname that a run in kana ends with (昨日のいわせ), or the run."""
    if lists.is_kana_surname(run) or run[0] > "\u3096":
        return run
    if run[0] in _PARTICLES and lists.is_kana_surname(run[1:]):
        return run[1:]  # 本名がわたらい しゅうへい
    tails = (run[at:] for at in range(1, len(run) - 1))
    return next((tail for tail in tails if tail in lists.common_readings()), run)


def foreign(text: str) -> Iterator[Candidate]:
    """Yield parts in katakana joined by ・ or ＝: names from abroad, and houses, works and goods."""
    for found in _FOREIGN.finditer(text):
        parts = re.split("[・=]", found[0])
        heard = sum(sound(part) for part in parts) / len(parts)
        yield Candidate(found.start(), found.end(), Shape.FOREIGN, 0.47 if heard > 1 else 0.4 if heard > -1 else 0.3)


def latin(text: str) -> Iterator[Candidate]:
    """Yield two or three capitalised words of which one is a Japanese name, in either order."""
    for found in _LATIN.finditer(text):
        if found[1] in _NO_NAME:
            continue
        words = [word for word in found.groups() if word]
        score = _latin_score(words[0], words[1])
        if score >= _ONE_KNOWN and (_INTRODUCED.search(text, 0, found.start(1)) or _DOES.match(text, found.end(2))):
            score = max(score, 0.65)
        if len(words) == 3 and set(words) <= vocabulary.words("latin_foreign"):
            yield Candidate(found.start(1), found.end(), Shape.LATIN, 0.6, words[0], words[2])
        elif len(words) == 3 and score < 0.6:
            yield Candidate(found.start(1), found.end(), Shape.LATIN, 0.02, words[1], words[0])
        elif len(words) == 3:  # a third word is no part of a Japanese name
            yield Candidate(found.start(1), found.end(2), Shape.LATIN, score, words[1], words[0])
        else:
            yield Candidate(found.start(1), found.end(), Shape.LATIN, score, words[1], words[0])


_MISTER = re.compile(rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Prof)[.]? ?({_CAPITAL})(?![A-Za-z0-9_@])")
_POINTED = re.compile(rf"(?<![A-Za-z0-9_@.])[A-Z]\.[ ]?({_CAPITAL})(?![A-Za-z0-9_@]|[.][a-z])")
_TRAILED = re.compile(rf"(?<![A-Za-z0-9_@.])({_CAPITAL})[.][A-Z](?![A-Za-z0-9_@.])")
_CAPITALS = re.compile(r"(?<![A-Za-z0-9_@./\-])([A-Z]{2,12})(?: ?[/,] ?|<{1,2})([A-Z]{2,12})(?![A-Za-z0-9_@])")
_NEE = re.compile(rf"(?:[Nn][eé]e|NEE|旧姓) ({_CAPITAL})")
_SMALL = re.compile(r"(?<![A-Za-z0-9_@./\-])([a-z]{3,10}) ([a-z]{3,10})(?![A-Za-z0-9_@./\-])")
_FEWEST_LETTERS = 10


def latin_otherwise(text: str) -> Iterator[Candidate]:
    """Yield Mr. Suzuki, K. Tanabe, and kenji yamamoto where both words are long enough to be no chance."""
    for found in _MISTER.finditer(text):
        yield Candidate(found.start(1), found.end(1), Shape.LATIN, 0.6 if lists.is_latin_surname(found[1]) else 0.4)
    for found in _POINTED.finditer(text):
        if lists.is_latin_surname(found[1]):
            yield Candidate(found.start(), found.end(), Shape.LATIN, 0.5)
    for found in _TRAILED.finditer(text):
        if lists.is_latin_given(found[1]):
            yield Candidate(found.start(), found.end(), Shape.LATIN, 0.5)
    for found in _SMALL.finditer(text):
        if len(found[0]) > _FEWEST_LETTERS and _latin_score(found[1], found[2]) >= 0.7:
            yield Candidate(found.start(), found.end(), Shape.LATIN, 0.35)


def latin_on_papers(text: str) -> Iterator[Candidate]:
    """Yield names as cards and passports write them, TANABE / YUKA, and a birth name after née."""
    for found in _CAPITALS.finditer(text):
        known = _latin_score(found[1], found[2])
        yield Candidate(found.start(), found.end(), Shape.LATIN, 0.6 if known >= 0.7 else known)
    for found in _NEE.finditer(text):
        yield Candidate(found.start(1), found.end(1), Shape.LATIN, 0.6)


def joined_kana(text: str) -> Iterator[Candidate]:
    """Yield surname and given name in one run of kana, the surname being a common one: さとうゆき, サトウユキ."""
    for found in _KANA_RUN.finditer(text):
        run = found[0]
        if run[0] == "の" and text[found.start() - 1 : found.start()].isalnum():
            continue  # 高2のまりな
        for size in range(2, min(len(run) - 1, 6)) if not run.startswith("うちの") else ():
            if lists.hiragana(run[:size]) not in lists.common_readings():
                continue
            given = kana_given(text, found.start() + size, run[size:])
            if len(given) > 1 and size + len(given) > 3:
                end = found.start() + size + len(given)
                yield Candidate(found.start(), end, Shape.KANA, 0.4, run[:size], given)


def _latin_score(first: str, second: str) -> float:
    western = lists.is_latin_given(first), lists.is_latin_surname(second)
    eastern = lists.is_latin_surname(first), lists.is_latin_given(second)
    if len(second) == 2 and second[1] == ".":
        return 0.55 if lists.is_latin_given(first) else 0.2
    if {first.title(), second.title()} <= vocabulary.words("latin_foreign"):
        return 0.45
    if all(western) or all(eastern):
        return 0.7
    return 0.3 if any(western + eastern) else 0.15


_ALONE = re.compile(
    r"(?<![A-Za-z0-9_@./\-'])([A-Z][a-z]{2,8}|[A-Z]{3,8}|[a-z]{3,8}(?=さん|ちゃん|くん))"
    r"(?=-(?:san|kun|chan|sama)|(?![A-Za-z0-9_@'\-]|[.:][A-Za-z]| [A-Z]))"
)


def latin_alone(text: str) -> Iterator[Candidate]:
    """Yield a given name in Latin letters alone; only what surrounds it can make it somebody's name."""
    for found in _ALONE.finditer(text):
        if lists.is_latin_given(found[1]) or (_POLITE.match(text, found.end()) and lists.is_latin_surname(found[1])):
            base = 0.28 if found[1].istitle() else 0.2 if found[1].isupper() else 0.12
            yield Candidate(found.start(), found.end(), Shape.LATIN, base)


_POLITE = re.compile("-(?:san|kun|chan|sama)|さん|様|くん|ちゃん")


def initials(text: str) -> Iterator[Candidate]:
    """Yield two capital letters with points: T.S., K・M."""
    for found in _INITIALS.finditer(text):
        if found[1] + found[2] not in _NO_INITIALS.split():
            yield Candidate(found.start(), found.end(), Shape.INITIALS, 0.42)
