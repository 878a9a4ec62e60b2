"""What was found in a text: all recognisers run over it, and of findings that claim the same characters one is kept."""

from collections.abc import Callable, Collection, Iterator, Sequence

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
    document = read(text[window.read_from : window.read_to])
    for one in _found(document):
        moved = _moved(one, by=window.read_from)
        if window.start <= moved.start < window.end:
            yield moved


def _found(document: Document) -> tuple[Finding, ...]:
    found = overlaps.resolved(one for recognise in _RECOGNISERS for one in recognise(document))
    further = (*dates.behind_names(document, found=found), *handles.beside(document, found=found))
    return overlaps.resolved((*found, *further)) if further else found


def _moved(one: Finding, *, by: int) -> Finding:
    return one if by == 0 else Finding(one.start + by, one.end + by, one.kind, one.score, one.cue)
