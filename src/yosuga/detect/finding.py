"""What was found in a text: all recognisers run over it, and of findings that claim the same characters one is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from yosuga.detect import (
    accounts,
    cards,
    coordinates,
    dates,
    handles,
    links,
    mails,
    names,
    official,
    overlaps,
    phones,
    places,
    plates,
    schools,
    stations,
    windows,
    workplaces,
)
from yosuga.detect.base import Document, Finding, Kind, Recogniser
from yosuga.detect.concern import in_text
from yosuga.detect.document import read

# Is told how many characters have been read, and of how many.
Watch = Callable[[int, int], None]

_RECOGNISERS: tuple[Recogniser, ...] = (
    phones.recognise,
    mails.recognise,
    handles.recognise,
    links.recognise,
    cards.recognise,
    accounts.recognise,
    official.recognise,
    dates.recognise,
    plates.recognise,
    coordinates.recognise,
    places.recognise,
    schools.recognise,
    workplaces.recognise,
    stations.recognise,
    names.recognise,
)
# What is written as other things are, too, so that the whole text counts. Card numbers, coordinates and the like have a
# form or a label of their own; names ask the text themselves.
_IN_TEXT = frozenset(
    {
        Kind.ADDRESS,
        Kind.BIRTHDATE,
        Kind.LICENSE_PLATE,
        Kind.PHONE,
        Kind.SCHOOL,
        Kind.SNS_ID,
        Kind.STATION_HINT,
        Kind.WORKPLACE,
    }
)
# How many texts are read together, of how many characters in all, and which views of all of them are made first. The
# same code over many texts finds itself and its tables in the processor's cache: posts take a quarter less time so.
_TOGETHER, _TOGETHER_CHARACTERS = 256, 24_000
_VIEWS = (attrgetter("digits"), attrgetter("words"))


def _unwatched(_read: int, _whole: int, /) -> None:
    """Let nobody know how far the reading is."""


def find(
    text: str, *, kinds: Collection[Kind] | None = None, least: float = 0.5, watch: Watch = _unwatched
) -> tuple[Finding, ...]:
    """Return what was found in `text`, in order and without overlaps: of `kinds` (all where None), at `least` so sure.

    Every recogniser runs whatever is asked for, because one kind decides about another (佐藤 in コーポ佐藤).
    A long text is read in windows, so that time and memory stay bounded; `watch` is told after each.
    """
    found: list[Finding] = []
    for window in windows.of(text):
        inside = _in_window(text, window)
        found += (one for one in inside if one.score >= least and (kinds is None or one.kind in kinds))
        watch(window.end, len(text))
    return tuple(found)


def find_each(texts: Iterable[str], *, least: float = 0.5) -> Iterator[tuple[Finding, ...]]:
    """Yield what was found in each of many texts, in their order: what `find` finds, in less time."""
    for batch in _batches(texts):
        short = iter(_found_in([read(text) for text in batch if len(text) <= windows.MOST]))
        for text in batch:
            inside = next(short) if len(text) <= windows.MOST else find(text, least=least)
            yield tuple(one for one in inside if one.score >= least)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the texts in batches: what is kept of one while it is read must not depend on how many there are."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) == _TOGETHER or size >= _TOGETHER_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def find_in_thread(texts: Sequence[str], *, least: float = 0.5) -> tuple[tuple[Finding, ...], ...]:
    """Return what was found in each of several posts of one thread: a name given in one is known in the others."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    found = find("\n".join(texts), least=least)
    return tuple(
        tuple(_moved(one, by=-start) for one in found if start <= one.start and one.end <= start + len(text))
        for start, text in zip(starts, texts, strict=True)
    )


def _in_window(text: str, window: windows.Window) -> Iterator[Finding]:
    """Yield what begins inside the window; what lies before and behind it is read along but is others' to report."""
    (found,) = _found_in([read(text[window.read_from : window.read_to])])
    for one in found:
        moved = _moved(one, by=window.read_from)
        if window.start <= moved.start < window.end:
            yield moved


def _found_in(documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
    for view in _VIEWS:
        for document in documents:
            view(document)
    found: list[list[Finding]] = [[] for _ in documents]
    for recognise in _RECOGNISERS:
        for document, candidates in zip(documents, found, strict=True):
            candidates.extend(recognise(document))
    return [_settled(document, candidates) for document, candidates in zip(documents, found, strict=True)]


def _settled(document: Document, candidates: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the candidates that hold, and what only they show to be one: a date behind a name, a further account."""
    found = overlaps.resolved(candidates)
    further = (*dates.behind_names(document, found=found), *handles.beside(document, found=found))
    whole = overlaps.resolved((*found, *further)) if further else found
    return tuple(_in_text(document, one) for one in whole)


def _in_text(document: Document, one: Finding) -> Finding:
    """Return the finding as sure as it is in this text; for a name its recogniser has asked already."""
    if one.kind not in _IN_TEXT:
        return one
    score = round(in_text(document, one.score, one.kind), 3)
    return one if score == one.score else replace(one, score=score)


def _moved(one: Finding, *, by: int) -> Finding:
    return one if by == 0 else Finding(one.start + by, one.end + by, one.kind, one.score, one.cue)
