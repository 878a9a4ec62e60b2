"""What a person types at a question, understood: numbers of choices, words, days, names of services."""

import re
from datetime import date, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from yosuga.catalog.addresses import platform_of
from yosuga.catalog.asking import Asking
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.cli.periods import say
from yosuga.cli.words import _, in_language

Answer = bool | int | str | list[str]

UNKNOWN = Text(ja="わからない", en="I do not know")
LATER = Text(ja="あとで", en="Later")
NO_ANSWER = Text(ja="答えたくない", en="I would rather not say")
_UNSAID = {"unknown": UNKNOWN, "later": LATER, "no_answer": NO_ANSWER}
_BETWEEN = re.compile(r"[\s,、・.]+")
_WHOLE_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_NUMBER = re.compile(r"(\d{1,12})(万?)円?人?")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_AGO = {
    0: ("今日", "きょう", "today"),
    1: ("昨日", "きのう", "yesterday"),
    2: ("一昨日", "おととい", "the day before yesterday"),
}


class NotUnderstood(ValueError):
    """What was typed is no answer to this question. Its text is for the person, and repeats nothing of theirs."""


def options(question: Asking, *, catalog: Catalog) -> list[tuple[Answer, Text]]:
    """Return what can be chosen by number: the choices, none of them, and the ways to leave it.

    Where a number is the answer itself there is nothing; the ways to leave it are typed as words.
    """
    if question.kind == "number":
        return []
    found: list[tuple[Answer, Text]] = [(one.word, one.says(catalog.vocabulary)) for one in question.choices]
    if question.none is not None:
        found.append(([], question.none))
    left = [(word, text) for word, text in _UNSAID.items() if word != "no_answer"]
    return [*found, *((word, text) for word, text in left if word not in [answer for answer, _label in found])]


def understood(line: str, *, question: Asking, today: date, catalog: Catalog) -> Answer:
    """Return the answer that a line means. Raises NotUnderstood."""
    plain = normalize("NFKC", line).strip()
    if not plain:
        return "no_answer"
    listed = options(question, catalog=catalog)
    named = _named(plain, listed=listed)
    if named is not None:
        return named
    if question.kind == "number":
        return _number(plain)
    pieces = [piece for piece in _BETWEEN.split(plain) if piece]
    if all(piece.isdecimal() and len(piece) <= 2 for piece in pieces) and (question.kind != "day" or len(pieces) == 1):
        return _chosen([int(piece) for piece in pieces], question=question, listed=listed)
    if question.kind == "day":
        return _day(plain.casefold(), today=today).isoformat()
    if question.kind == "service":
        return _service(plain, catalog=catalog)
    raise NotUnderstood(_("Please type the number of an answer."))


def label(answer: Answer, *, question: Asking, catalog: Catalog) -> str:
    """Return an answer as it is read back."""
    labels = [(word, say(text)) for word, text in options(question, catalog=catalog)]
    if isinstance(answer, list) and answer:
        return in_language("、", en=", ").join(text for word, text in labels if word in answer)
    known = next((text for word, text in labels if word == answer and type(word) is type(answer)), None)
    if known is None and question.kind == "service" and answer in catalog.platforms:
        return say(catalog.platforms[str(answer)].name)
    return known or (say(_UNSAID[str(answer)]) if answer in _UNSAID else str(answer))


def _named(plain: str, *, listed: list[tuple[Answer, Text]]) -> Answer | None:
    """Return the answer whose label was typed instead of its number."""
    for answer, text in [*listed, *_UNSAID.items()]:
        if plain.casefold() in {text.ja.casefold(), text.en.casefold()}:
            return [answer] if isinstance(answer, str) and answer not in _UNSAID and _is_many(listed) else answer
    return None


def _is_many(listed: list[tuple[Answer, Text]]) -> bool:
    return any(answer == [] for answer, _text in listed)


def _chosen(numbers: list[int], *, question: Asking, listed: list[tuple[Answer, Text]]) -> Answer:
    if not all(1 <= number <= len(listed) for number in numbers):
        raise NotUnderstood(_("There are the numbers 1 to {n}.").format(n=len(listed)))
    answers = [listed[number - 1][0] for number in dict.fromkeys(numbers)]
    words = [answer for answer in answers if isinstance(answer, str) and answer not in _UNSAID]
    if question.kind == "many" and len(words) == len(answers):
        return words
    if len(answers) > 1:
        raise NotUnderstood(_("Only one of these can be chosen here."))
    return answers[0]


def _number(plain: str) -> int:
    """Return a number as people write it: 180000, 180,000円, 18万."""
    found = _NUMBER.fullmatch(re.sub(r"[\s,、]", "", plain))
    if found is None:
        raise NotUnderstood(_("Please type a number, such as 180000."))
    return int(found[1]) * (10_000 if found[2] else 1)


def _day(plain: str, *, today: date) -> date:
    for days, names in _AGO.items():
        if plain in names:
            return today - timedelta(days=days)
    whole, short = _WHOLE_DAY.fullmatch(plain), _DAY_OF_YEAR.fullmatch(plain)
    try:
        if whole:
            return date(*(int(part) for part in whole.groups()))
        if short:
            return _latest(int(short[1]), int(short[2]), today=today)
    except ValueError as error:
        raise NotUnderstood(_("This day is not in the calendar.")) from error
    raise NotUnderstood(_("A day is written 2026-11-22 or 11/22."))


def _latest(month: int, day: int, *, today: date) -> date:
    """Return the last time this day of the year was; a year without it (29 February) is refused."""
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _service(plain: str, *, catalog: Catalog) -> str:
    """Return the id of the service that a name, an alias or an address means. An address is not kept."""
    if "://" in plain:
        told = platform_of(plain, catalog_platforms=catalog.platforms)
        if told is not None:
            return told.platform
    names = {
        name.casefold(): one.id
        for one in catalog.platforms.values()
        for name in (one.id, one.name.ja, one.name.en, *one.aliases)
    }
    if plain.casefold() in names:
        return names[plain.casefold()]
    near = dict.fromkeys(names[name] for name in get_close_matches(plain.casefold(), names, n=3, cutoff=0.6))
    if near:
        listed = in_language("、", en=", ").join(say(catalog.platforms[name].name) for name in near)
        raise NotUnderstood(_("Is it one of these: {names}? Please type its name.").format(names=listed))
    raise NotUnderstood(_("This service is not known here. If it is not listed, choose the number of “I do not know”."))
