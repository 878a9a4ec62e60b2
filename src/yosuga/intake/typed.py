"""What a person chose or typed on a page, understood as an answer, or refused in words they can use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from yosuga.catalog.addresses import platform_of
from yosuga.catalog.loader import Catalog
from yosuga.detect.numbers import number_in
from yosuga.intake.pages import LONGEST, Page, Word
from yosuga.intake.troubles import Trouble, Unclear
from yosuga.rules.answers import UNSAID
from yosuga.text import nfc, one_line

Answer = bool | int | str | tuple[str, ...]
_MOST = 1_000_000_000_000  # as the answers file has it
_LONGEST_LINE = 4096  # characters: the longest address
_NONE = "none-of-these"
_WHOLE_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_AGO = {"今日": 0, "きょう": 0, "today": 0, "昨日": 1, "きのう": 1, "yesterday": 1, "一昨日": 2, "おととい": 2}
_NUMBER = re.compile(r"(\d{1,12})(万?)[円人]?")
# What a form sends for a word that is no text.
_WORDS: Mapping[str, Word] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Given:
    """What a form gave: the words that were chosen, and the text that was typed; either may be empty."""

    chosen: Sequence[str] = ()
    text: str = ""


def form_word(word: Word) -> str:
    """Return how a form says the word of a choice."""
    return word if isinstance(word, str) else ("yes" if word else "no")


def none_word() -> str:
    """Return how a form says that none of several choices is so."""
    return _NONE


def understood(given: Given, *, page: Page, today: date, catalog: Catalog) -> Answer:
    """Return the answer that a form means. `today` is a day in Japan. Raises Unclear, which repeats nothing."""
    chosen, text = [_WORDS.get(word, word) if page.kind == "one" else word for word in given.chosen], given.text
    _refuse_numbers(text, page=page)
    if len(text) > LONGEST.get(page.kind, _LONGEST_LINE):
        raise Unclear(Trouble.TOO_LONG, page=page.id)
    if len(chosen) == 1 and chosen[0] in UNSAID:
        return chosen[0]
    if page.kind == "many":
        return _several([str(word) for word in chosen], page=page)
    if page.kind == "service" and text.strip():
        return _service(normalize("NFKC", text).strip(), page=page, catalog=catalog)
    if page.kind in {"one", "service"}:
        return admitted(_only(chosen, page=page), page=page, today=today, catalog=catalog)
    if not text.strip():
        raise Unclear(Trouble.NOTHING, page=page.id)
    return admitted(_written(text, page=page, today=today), page=page, today=today, catalog=catalog)


def admitted(answer: Answer, *, page: Page, today: date, catalog: Catalog) -> Answer:
    """Return an answer that fits its page, in the form in which it is kept: NFC. Raises Unclear."""
    if isinstance(answer, str) and answer in UNSAID:
        return answer
    if page.kind == "many":
        return _several(answer if isinstance(answer, tuple) else (), page=page, none=answer == ())
    if page.kind == "number":
        return _in_range(answer, page=page)
    if page.kind == "one":
        return _one(answer, page=page)
    if not isinstance(answer, str):
        raise Unclear(Trouble.NOT_A_CHOICE, page=page.id)
    return _written_down(answer, page=page, today=today, catalog=catalog)


def _written_down(answer: str, *, page: Page, today: date, catalog: Catalog) -> str:
    _refuse_numbers(answer, page=page)
    if page.kind == "service":
        return _known(answer, page=page, catalog=catalog)
    if page.kind == "day":
        return _not_to_come(answer, page=page, today=today)
    return _short_enough(answer, page=page)


def _only(chosen: Sequence[Word], *, page: Page) -> Word:
    if len(chosen) != 1:
        raise Unclear(Trouble.NOT_A_CHOICE if chosen else Trouble.NOTHING, page=page.id)
    return chosen[0]


def _one(answer: Answer, *, page: Page) -> Word:
    for word in page.words:
        if word == answer and type(word) is type(answer):
            return word
    raise Unclear(Trouble.NOT_A_CHOICE, page=page.id)


def _several(chosen: Sequence[str], *, page: Page, none: bool = False) -> tuple[str, ...]:
    """Return the words in the order of the page. Whoever ticks a box and "none of these" means the box."""
    if not set(chosen) <= {*map(str, page.words), _NONE}:
        raise Unclear(Trouble.NOT_A_CHOICE, page=page.id)
    if not chosen and not none:
        raise Unclear(Trouble.NOTHING, page=page.id)
    return tuple(str(word) for word, _label in page.choices if word in chosen)


def _known(answer: str, *, page: Page, catalog: Catalog) -> str:
    if answer not in catalog.platforms:
        raise Unclear(Trouble.NO_SUCH_SERVICE, page=page.id)
    return answer


def _short_enough(answer: str, *, page: Page) -> str:
    text = nfc(answer).strip() if page.kind == "story" else one_line(answer)
    if not text:
        raise Unclear(Trouble.NOTHING, page=page.id)
    if len(text) > LONGEST[page.kind]:
        raise Unclear(Trouble.TOO_LONG, page=page.id)
    return text


def _written(text: str, *, page: Page, today: date) -> Answer:
    plain = normalize("NFKC", text).strip()
    if page.kind == "day":
        return _day(plain.casefold(), page=page, today=today).isoformat()
    if page.kind == "number":
        return _number(plain, page=page)
    return text


def _number(plain: str, *, page: Page) -> int:
    found = _NUMBER.fullmatch(re.sub(r"[\s,]", "", plain))
    if found is None:
        raise Unclear(Trouble.NOT_A_NUMBER, page=page.id)
    return int(found[1]) * (10_000 if found[2] else 1)


def _in_range(answer: Answer, *, page: Page) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int) or not 0 <= answer <= _MOST:
        raise Unclear(Trouble.NOT_A_NUMBER, page=page.id)
    return answer


def _day(plain: str, *, page: Page, today: date) -> date:
    if plain in _AGO:
        return today - timedelta(days=_AGO[plain])
    whole, short = _WHOLE_DAY.fullmatch(plain), _DAY_OF_YEAR.fullmatch(plain)
    try:
        if whole:
            return date(*(int(part) for part in whole.groups()))
        if short:
            this_year = date(today.year, int(short[1]), int(short[2]))
            return this_year if this_year <= today else date(today.year - 1, this_year.month, this_year.day)
    except ValueError as error:
        raise Unclear(Trouble.NOT_A_DAY, page=page.id) from error
    raise Unclear(Trouble.NOT_A_DAY, page=page.id)


def _not_to_come(answer: str, *, page: Page, today: date) -> str:
    try:
        day = date.fromisoformat(answer)
    except ValueError as error:
        raise Unclear(Trouble.NOT_A_DAY, page=page.id) from error
    if day > today:
        raise Unclear(Trouble.STILL_TO_COME, page=page.id)
    if day.year < 1950:  # as the answers file has it
        raise Unclear(Trouble.NOT_A_DAY, page=page.id)
    return answer


def _service(plain: str, *, page: Page, catalog: Catalog) -> str:
    """Return the id of the service that a name, an alias or an address means. An address is not kept."""
    told = platform_of(plain, catalog_platforms=catalog.platforms) if "." in plain else None
    if told is not None:
        return told.platform
    names = {
        normalize("NFKC", name).casefold(): one.id
        for one in catalog.platforms.values()
        for name in (one.id, one.name.ja, one.name.en, *one.aliases)
    }
    if plain.casefold() in names:
        return names[plain.casefold()]
    near = dict.fromkeys(names[name] for name in get_close_matches(plain.casefold(), names, n=3, cutoff=0.6))
    raise Unclear(Trouble.NO_SUCH_SERVICE, page=page.id, near=tuple(near))


def _refuse_numbers(text: str, *, page: Page) -> None:
    """Refuse a text with a card number or a My Number. An address of a post may have such digits: it is not kept."""
    number = None if page.kind == "service" and "://" in text else number_in(text)
    if number is not None:
        raise Unclear(Trouble.CARD if number == "card" else Trouble.MY_NUMBER, page=page.id)
