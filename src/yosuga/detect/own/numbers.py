"""Telephone numbers and birthdays in any spelling: of every width, in kanji, as they are said, with digits left out."""

import re
from collections.abc import Iterator
from datetime import date

from yosuga.detect.own.figures import rows
from yosuga.detect.own.folding import MASK, Sheet, Trace, Watcher, alternatives, masked
from yosuga.detect.own.profile import Field

# How each digit is written or said, in the folded text; letters that look like a digit stand for it inside a number.
_SPELT = {
    "0": "0|o|\u3007|零|ぜろ|まる|れい|おー",
    "1": "1|l|i|一|壱|いち|いー|わん",
    "2": "2|二|弐|にー|にい|に|つー",
    "3": "3|三|参|さん|すりー",
    "4": "4|四|よん|よー|し",
    "5": "5|五|伍|ごー|ごお|ご",
    "6": "6|六|ろく",
    "7": "7|七|なな|しち",
    "8": "8|八|はち",
    "9": "9|九|きゅう|きゅー|く",
}
_BETWEEN = r"(?:(?![*])[^\w*]|[ーの_一]){0,3}?"
_ASKED_FOR = re.compile(r"(?:電話|番号|tel|携帯|けーたい|けいたい|すまほ|下|末尾|後半|連絡)[^\n]{0,12}$")
_LAST_FOUR = re.compile(r"(?:下|末尾|最後|後ろ)(?:の)?(?:4|四)?(?:桁|けた|つ)?[^\n0-9]{0,4}$")
_BORN = re.compile(r"誕生|生まれ|うまれ|生れ|生年月日|ばーす|birth|bday|b-day|生誕|誕|おめでと|🎂|🎉|お祝い")
_IN_ENGLISH = re.compile("zero|nine|eight|seven|five")
_KANJI = "\u3007一二三四五六七八九"
_ERAS = (("令和", "r", 2019), ("平成", "h", 1989), ("昭和", "s", 1926), ("大正", "t", 1912))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def phones(numbers: tuple[str, ...]) -> Iterator[Watcher]:
    """Yield what finds these telephone numbers, given in any usual spelling (+81 too)."""
    for number in numbers:
        digits = national(number)
        if len(digits) >= 9:
            yield _phone(digits)
            yield _tail(digits)
            yield _told(digits)


def national(number: str) -> str:
    """Return the digits of a Japanese number from its leading 0."""
    import unicodedata

    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number).replace("(0)", ""))
    return re.sub(r"^(?:0?10|00)?81(?=[1-9])", "0", digits) if len(digits) > 10 else digits


def digit(value: str) -> str:
    """Return a pattern for one digit in any spelling, or a mask."""
    return f"(?:{_SPELT[value]}|{MASK})"


def _phone(digits: str) -> Watcher:
    rest = _BETWEEN.join(digit(one) for one in digits[1:])
    pattern = re.compile(
        rf"(?<![0-9])\(?(?:\+?(?:81|八一){_BETWEEN}(?:0{_BETWEEN})?|{digit('0')}{_BETWEEN}){rest}(?![0-9])"
    )

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            sure = _phone_sure(found[0], digits)
            if sure:
                yield Trace(found.start(), found.end(), Field.PHONE, sure, sure > 0.9)

    return watch


def _phone_sure(found: str, digits: str) -> float:
    """Return how sure a stretch is: of the last eight digits four must be there, of the last four two."""
    hidden, last = _hidden(found), _hidden(_last_part(found))
    if not hidden:
        return 0.97
    shown = len(digits) - hidden
    if shown < 6 or 8 - last < 4 or _hidden(_last_part(found, of=4)) > 2:
        return 0.0
    return 0.8 if hidden <= 2 else 0.66 if hidden <= 4 else 0.58


def _last_part(found: str, *, of: int = 8) -> str:
    """Return what is left of a spelling after its area or carrier code, which says little."""
    units = re.findall(rf"{alternatives('|'.join(_SPELT.values()).split('|'))}|{MASK}", found)
    return "".join(units[-of:])


def _hidden(found: str) -> int:
    """Count masks; U+3007 is a zero in a number of kanji digits, where no other mask stands."""
    marks = masked(found)
    zeros = found.count("\u3007")
    others = marks - zeros
    kanji = len(re.findall("[一二三四五六七八九]", found))
    return others if kanji and zeros else marks


def _tail(digits: str) -> Watcher:
    """Find the last eight or four digits where the text says that they belong to a telephone."""
    eight = _BETWEEN.join(digit(one) for one in digits[-8:])
    four = _BETWEEN.join(digit(one) for one in digits[-4:])
    pattern = re.compile(rf"(?<![0-9])(?<![0-9]-)(?:(?P<e>{eight})|(?P<f>{four}))(?![0-9]|-[0-9])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            before = sheet.text[max(0, found.start() - 16) : found.start()]
            said = _ASKED_FOR.search(before) if found["e"] else _LAST_FOUR.search(before)
            if said and not _hidden(found[0]):
                yield Trace(found.start(), found.end(), Field.PHONE, 0.6 if found["e"] else 0.55, whole=False)

    return watch


def _told(digits: str) -> Watcher:
    """Find the whole number where its digits are told in English words (zero nine zero, double five)."""
    told = (digits, "81" + digits[1:])

    def watch(sheet: Sheet) -> Iterator[Trace]:
        if not _IN_ENGLISH.search(sheet.text):
            return
        for row in rows(sheet):
            if row.digits in told:
                yield Trace(row.start, row.end, Field.PHONE, 0.9, whole=False)

    return watch


def birthday(day: date) -> Iterator[Watcher]:
    """Yield what finds this day of birth: with its year anywhere, without it where the text speaks of a birthday."""
    month, of_month = _number(day.month), _number(day.day)
    year = alternatives([str(day.year), _kanji_digits(day.year), *_eras(day)])
    gap = r"[\s年./\-\u2010−–,、月]{1,3}"
    named = f"{_MONTHS[day.month - 1]}[a-z]*\\.?"
    with_year = [
        rf"(?:{year}){gap}{month}{gap}{of_month}日?",
        rf"(?<![0-9]){day.year}{day.month:02}{day.day:02}",
        rf"{named} ?{day.day}(?:st|nd|rd|th)?,? ?{day.year}|(?<![0-9]){day.day}(?:st|nd|rd|th)? {named},? ?{day.year}",
        rf"(?<![0-9])(?:{day.day:02}[./]{day.month:02}|{day.month:02}[./]{day.day:02})[./]{day.year}",
        rf"(?<![0-9]){day.year % 100:02}[./]{day.month:02}[./]{day.day:02}",
        rf"['’]{day.year % 100:02}[./]{month}[./]{of_month}",
    ]
    yield _date(alternatives(with_year), sure=0.8)
    short = rf"{named} ?{day.day}(?:st|nd|rd|th)?|(?<![0-9]){day.month:02}{day.day:02}"
    yield _birthday_without_year(rf"(?:{month}(?:月|[/.\-]){of_month}日?|{short})")


def _number(value: int) -> str:
    return f"(?:0?{value}|{_kanji_number(value)})"


def _kanji_number(value: int) -> str:
    tens, ones = divmod(value, 10)
    digits = _KANJI
    ten = "" if not tens else "十" if tens == 1 else digits[tens] + "十"
    return ten + (digits[ones] if ones else "")


def kanji_numbers(value: int) -> tuple[str, ...]:
    """Return a number below 10,000 as kanji: with its places, and digit by digit."""
    return tuple({_kanji_places(value), _kanji_digits(value)})


def _kanji_places(value: int) -> str:
    digits, parts = _KANJI, ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        count, value = divmod(value, unit)
        if count:
            parts += (digits[count] if count > 1 or not sign else "") + sign
    return parts or digits[0]


def _kanji_digits(value: int) -> str:
    return "".join(_KANJI[int(one)] for one in str(value))


def _eras(day: date) -> Iterator[str]:
    for name, letter, first in _ERAS:
        of_era = day.year - first + 1
        if 1 <= of_era <= 64:
            said = "|".join(["元", "0?1", "一"] if of_era == 1 else [f"0?{of_era}", _kanji_number(of_era)])
            yield rf"(?:{name}|(?<![a-z]){letter}\.?) ?(?:{said})"


def _date(pattern: str, *, sure: float) -> Watcher:
    compiled = re.compile(f"(?<![0-9])(?:{pattern})(?![0-9])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            yield Trace(found.start(), found.end(), Field.BIRTHDAY, sure, whole=True)

    return watch


def _birthday_without_year(pattern: str) -> Watcher:
    compiled = re.compile(f"(?<![0-9./年-])(?:{pattern})(?![0-9])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            near = sheet.text[max(0, found.start() - 20) : found.end() + 10]
            yield Trace(found.start(), found.end(), Field.BIRTHDAY, 0.62 if _BORN.search(near) else 0.3, whole=False)

    return watch
