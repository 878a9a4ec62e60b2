"""What a letter withholds where others read: left out, covered, or told to the person, who decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yosuga.catalog.letters import Copy, Question
from yosuga.rules.takedown import placing
from yosuga.rules.takedown.found import Found, joined
from yosuga.rules.takedown.identifying import find_own
from yosuga.rules.takedown.leaking import Leak, covered
from yosuga.rules.takedown.owning import Own
from yosuga.rules.takedown.scattering import doubtful, scattered

_QUOTED = frozenset({"exact-words", "image", "search-words"})  # what stands there already
_FIXED = frozenset({"reason.name", "reason.right"})  # the catalog's own words
_WHERE = frozenset({"target.address", "target.given", "target.post", "target.site", "target.operator"})


@dataclass(frozen=True, slots=True)
class Given:
    """A question with its answer."""

    question: Question
    value: str
    known: bool


def tells(given: Sequence[Given], *, own: Own, public: bool) -> tuple[Leak, ...]:
    """Return where the sender's own data stands that the poster may read, or in public the address of the post itself.

    What the person wrote into a public letter is a leak; what the case knows cannot be written otherwise: it is told.
    So are, anywhere, four digits alone that may be the last of the person's number.
    """
    words = {one.question.name: one.value for one in given if _is_own_words(one)}
    about = {one.question.name: one.value for one in given if one.known and one.question.about == "target"}
    pieces = {} if public else scattered(_free(given), own=own)
    spots = {name: find_own(text, own=own) for name, text in (about if public else words).items()}
    told = {name: joined([*found, *pieces.get(name, ())]) for name, found in spots.items()}
    unsure = {name: doubtful(text, own=own) for name, text in words.items()}
    return tuple(
        Leak("", name, spot.kind, spot.start, spot.end)
        for found in (told, unsure)
        for name, several in found.items()
        for spot in several
    )


def _free(given: Sequence[Given]) -> Mapping[str, str]:
    """Return the free text that others may read, by field: in it a number may be told piece by piece."""
    free = (one for one in given if one.question.about != "sender" and not (one.known or one.question.choices))
    return {one.question.name: one.value for one in free}


def _is_own_words(given: Given) -> bool:
    """Say whether the person wrote it; what is copied from the post stands there already."""
    question = given.question
    return question.about == "reason" and not (given.known or question.choices) and question.name not in _QUOTED


def withheld(
    copies: Sequence[Copy | None], given: Sequence[Given], *, own: Own, public: bool
) -> tuple[tuple[dict[str, str], tuple[Leak, ...]], ...]:
    """Return for each copy the values as it may show them, and what had to be covered in a public one."""
    pieces = scattered(_free(given), own=own)
    return tuple(_withheld(copy, given, own=own, public=public, pieces=pieces) for copy in copies)


def _withheld(
    copy: Copy | None, given: Sequence[Given], *, own: Own, public: bool, pieces: Mapping[str, Sequence[Found]]
) -> tuple[dict[str, str], tuple[Leak, ...]]:
    hides = public or (copy is not None and copy.covers_found)
    texts: dict[str, str] = {}
    leaks: list[Leak] = []
    for one in given:
        name = one.question.name
        texts[name] = one.value
        if stays(one, public=public):
            texts[name] = ""
        elif copy is not None and name in copy.covered:
            texts[name] = placing.BAR if one.value else ""
        elif hides and not one.question.choices and not _stands(one, public=public):
            everything = one.question.about == "reason"
            texts[name], found = covered(one.value, own=own, everything=everything, pieces=pieces.get(name, ()))
            leaks += [Leak("", name, spot.kind, spot.start, spot.end) for spot in found if public and not one.known]
    return texts, tuple(leaks)


def _stands(given: Given, *, public: bool) -> bool:
    """Say whether a known value is left as it is: the catalog's words, and in public where the post is to be found.

    A request without its address cannot be acted on, and that address is public already.
    """
    return given.known and given.question.source in (_FIXED | _WHERE if public else _FIXED)


def stays(given: Given, *, public: bool) -> bool:
    """Say whether a value is left out wherever everybody reads."""
    return public and given.question.about == "sender"
