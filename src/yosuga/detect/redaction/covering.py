"""What a copy covers: everything that was found or may be, wherever it stands again, grown until nothing is left."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from yosuga.detect import finding, windows
from yosuga.detect.base import Finding, Kind
from yosuga.detect.document import Read, read
from yosuga.detect.redaction.wide import wide

LEAST = 0.1
_LEAST_OF = {Kind.WORKPLACE: 0.3}  # below that it may be any word (住所, 番組)
_SHOWN = 0.5
_HIRAGANA = re.compile("[ぁ-んー]+")
_OF_TALK = frozenset({"助詞", "助動詞", "動詞", "副詞", "代名詞", "形容詞", "接続詞", "感動詞", "連体詞"})
_SHORTEST = 2  # a surface of one character is not looked for elsewhere: it would shred the text
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212ー・.,、_/()|]+")


def cover(text: str, *, kinds: Collection[Kind] | None = None) -> tuple[Finding, ...]:
    """Return what a redacted copy of `text` covers, in order and without overlaps: of `kinds`, or of all.

    This is find() at a lower threshold, a wider net, and every further place of what was found, in any width.
    """
    found = [*(one for one in finding.find(text, least=LEAST) if _counts(one, text)), *_wide(text)]
    wanted = [one for one in found if kinds is None or one.kind in kinds]
    return joined([*wanted, *again(read(text), wanted)])


def _counts(one: Finding, text: str) -> bool:
    """Say whether a finding is sure enough to be covered; covering every weak one would leave half a text."""
    if one.score < _LEAST_OF.get(one.kind, LEAST):
        return False
    return one.kind is not Kind.PERSON or one.score >= _SHOWN or not _is_talk(one.surface(text))


def _is_talk(surface: str) -> bool:
    """Say whether a name in hiragana also reads as words of talk: きのうの, うちの."""
    if not _HIRAGANA.fullmatch(surface):
        return False
    words = read(surface).words
    return all(word.known for word in words) and any(word.pos[0] in _OF_TALK for word in words)


def _wide(text: str) -> Iterator[Finding]:
    """Yield what the wide net holds, window by window as `find` reads: words of a long text need not all fit."""
    for window in windows.of(text):
        by = window.read_from
        for one in wide(read(text[by : window.read_to])):
            if window.start <= one.start + by < window.end:
                yield Finding(one.start + by, one.end + by, one.kind, one.score, one.cue)


def again(document: Read, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield every place where a surface that was found stands, whatever its width and case."""
    text = _key(document.plain.text)
    surfaces: dict[str, Finding] = {}
    for one in found:
        key = _key(read(one.surface(document.text)).plain.text)
        if len(key.strip()) >= _SHORTEST:
            surfaces.setdefault(key, one)
    for start, end, one in _places(text, surfaces):
        first, last = document.plain.origin(start, end)
        yield Finding(first, last, one.kind, one.score, "again")


def _places(text: str, surfaces: Mapping[str, Finding]) -> Iterator[tuple[int, int, Finding]]:
    """Yield every place of every surface, the longest at each; one pass, however many begin alike."""
    lengths: dict[str, set[int]] = {}
    for surface in surfaces:
        lengths.setdefault(surface[:_SHORTEST], set()).add(len(surface))
    by_head = {head: sorted(found, reverse=True) for head, found in lengths.items()}
    for at in range(len(text) - 1) if by_head else ():
        for length in by_head.get(text[at : at + _SHORTEST], ()):
            word = text[at : at + length]  # shorter at the end of the text
            if word in surfaces:
                yield at, at + len(word), surfaces[word]
                break


def joined(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return stretches without overlaps that cover all of `found`; one that grew keeps the kind of the surest in it."""
    groups: list[list[Finding]] = []
    end = 0
    for one in sorted(found):
        if groups and one.start < end:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, one.end) if len(groups[-1]) > 1 else one.end
    return tuple(map(_one_of, groups))


def _one_of(group: Sequence[Finding]) -> Finding:
    surest = max(group, key=lambda one: (one.score, one.end - one.start, -one.start))
    return Finding(group[0].start, max(one.end for one in group), surest.kind, surest.score, surest.cue)


def _key(plain: str) -> str:
    """Return a plain view as surfaces are compared; the length stays."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in plain)


def identity(surface: str, kind: Kind) -> str:
    """Return what makes a surface the same thing as another: digits of a number, letters of a name in one width."""
    document = read(surface)
    if kind in {Kind.PHONE, Kind.CREDIT_CARD, Kind.MY_NUMBER, Kind.BANK_ACCOUNT, Kind.POSTAL_CODE}:
        return re.sub(r"[^\d*]", "", document.digits.text) or document.plain.text
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", document.plain.text)).casefold()
