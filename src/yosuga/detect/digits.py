"""The digits view: the plain view with every way to write a digit inside a number as 0-9, and its masks as "*".

People who spread a number spell it so that a search misses it: 〇九〇, O9O, ゼロキュウゼロ, 0●0, hyphens of every
kind. Outside numbers nothing changes: a kanji digit in a name stays a kanji.
"""

import re
from collections.abc import Iterator

from yosuga.detect.base import View
from yosuga.detect.spelling import Spelling

_KANJI = "〇零一二三四五六七八九壱弐参"
_KANJI_DIGITS = str.maketrans(_KANJI, "00123456789123")
# What stands for a hyphen between digits: long vowel mark, minus, dashes, box lines, wave dash.
_HYPHENS = "\\-ー\u2010-\u2015\u2212\u2500\u2501\u2043\u30a0\u301c~\u2796"
# What stands for a digit that was left out.
_MASKS = "*●◯○□■◻◼△▲☆★×✕✖✗❌⚫⚪⬛⬜・xX?_#※\u2022\u25ef\u2b55\u2217\u204e"
_LETTERS = "OoQIl"
_LETTER_DIGITS = str.maketrans(_LETTERS, "00011")

_RUN = re.compile(f"[0-9{_KANJI}{_MASKS}{_LETTERS}{_HYPHENS} .()]{{2,}}")
_KANJI_RUN = re.compile(f"[0-9{_KANJI}](?>(?:[{_HYPHENS} .()*・、の/_\n]{{0,2}}[0-9{_KANJI}])+)")
_ONE_AS_HYPHEN = re.compile(r"(?<=[0-9])一(?=[0-9])")
_OTHER_KANJI = re.compile("[〇零二三四五六七八九]")
# Behind a number in figures one or two kanji digits begin a name or a town: 341-0018 三郷市, …4321五十嵐.
_NAME_BEHIND = re.compile(f"[^{_KANJI}]*+[{_KANJI}]{{1,2}}")
_NAME_GOES_ON = re.compile(f"(?![{_KANJI}番号])[㐀-鿿ヶノツ]")
# Circles for noughts among kanji: ○八○ー○○○○ー六五四三.
_CIRCLES = re.compile(f"○[七八九]○[{_HYPHENS}]?[○{_KANJI}]{{4}}[{_HYPHENS}]?[○{_KANJI}]{{4}}(?![○{_KANJI}])")
_LETTER_RUN = re.compile(
    f"(?<![A-Za-z0-9@_./])[0-9{_LETTERS}](?>(?:[{_HYPHENS}() ]?[0-9{_LETTERS}]){{8,18}})(?![A-Za-z0-9@_])"
)
# Any one sign between the groups of a mobile number parts them as well.
_PARTED = re.compile(f"(?<![0-9])(0[5-9]0)[{_MASKS}|]([0-9]{{4}})[{_MASKS}|]([0-9]{{4}})(?![0-9])")
_LETTER_BESIDE = re.compile(f"[0-9][{_HYPHENS}]?[{_LETTERS}]|[{_LETTERS}][0-9]")
# A single dot or low line between two groups of digits parts them; more of them, or one beside a hyphen, hide digits.
_PARTING = re.compile(r"(?<=[0-9]{2})[・_](?=[0-9]{2})")
_AFTER = re.compile(f"(?<=[0-9])(?>(?:[{_HYPHENS}]?(?:(?!・)[{_MASKS}]|・(?=[0-9{_MASKS}])))+)")
_BEFORE = re.compile(f"(?>(?:[{_MASKS}][{_HYPHENS}]?){{1,12}})(?=[0-9])")
_APART = re.compile(
    f"(?<=[0-9*] )[{_MASKS}]{{2,4}}(?= [0-9*])|[{_MASKS}]{{3,4}}(?:[ \\-][{_MASKS}]{{3,4}}){{0,4}}(?=[ \\-][0-9])"
)
# What a machine says went wrong: 0x80070643.
_HEX = re.compile("(?<![0-9])0[xX][1-9][0-9]{6,8}(?![0-9-])")
# One mark behind a word ends a question; it hides no digit: 番号はこれ?3530….
_ASKS = re.compile(r"\?[0-9]")
_HYPHEN = re.compile(f"(?<=[0-9*])[{_HYPHENS}](?=[0-9*])|(?<=[0-9*] )[{_HYPHENS}](?= [0-9*])")
_MASK = re.compile(f"[{_MASKS}]")
_DIGIT = re.compile("[0-9]")
_LEAST_KANJI = 4
_LEAST_REAL = 3

# How a digit is read aloud, in hiragana; of two readings the longer comes first.
_READINGS = (
    ("0", "ぜろ|まる|れい|おー"),
    ("1", "いち|いー|わん"),
    ("2", "にい(?!ち)|にー|に|つー"),
    ("3", "さん|すりー"),
    ("4", "よん|よー|ふぉー|し(?!ち)"),
    ("5", "ごお|ごー|ご|ふぁいぶ|ふぁいゔ"),
    ("6", "ろく|しっくす"),
    ("7", "なな|しち|せぶん"),
    ("8", "はち|えいと"),
    ("9", "きゅう|きゅー|く|ないん"),
)
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}
_VALUES = {said.replace("(?!ち)", ""): digit for digit, all_said in _READINGS for said in all_said.split("|")}
_PART = f"(?:{'|'.join(said for _, said in _READINGS)}|[0-9{_KANJI}])"
_SPOKEN = re.compile(_PART)
_SPOKEN_RUN = re.compile(f"(?>{_PART}(?:[{_HYPHENS} の、,.・()]{{0,3}}{_PART}){{8,}})")
# A run long enough to hold nine readings; most texts have none, and are spared the look at each syllable.
_SYLLABLES = re.compile(
    f"[0-9{_KANJI}{_HYPHENS} のノ、,.・()"
    "ぜろまるれいおちわんにつさすりよふぉしごぁぶゔくしなせはえときゅうっゼロマルレイオチワンニツサスリヨフォ"
    "シゴァブヴクシナセハエトキュウッ]{12,}"
)
_MOBILE = re.compile(r"0[5-9]0")


def view(plain: View) -> Spelling:
    """Return the digits view of a plain view."""
    text = _CIRCLES.sub(lambda run: run[0].replace("○", "\u3007"), plain.text) if "○" in plain.text else plain.text
    if _LETTER_BESIDE.search(text):
        text = _LETTER_RUN.sub(_letters, text)
    return Spelling(_pieces(_RUN.sub(_run, _KANJI_RUN.sub(_kanji, text))), under=plain)


def _run(run: re.Match[str]) -> str:
    """Return a run in which every sign of a number is written as such; the length stays."""
    text = run[0]
    if not _DIGIT.search(text) or _HEX.search(text):
        return text
    if _ASKS.match(text) and run.string[run.start() - 1 : run.start()].isalpha():
        return text[0] + _signs(text[1:])
    return _signs(text)


def _signs(text: str) -> str:
    text = _PARTED.sub(r"\1-\2-\3", _PARTING.sub("-", text))
    if _MASK.search(text):
        text = _BEFORE.sub(_masked, _AFTER.sub(_masked, text))
        text = _APART.sub(_masked, text)
    return _HYPHEN.sub("-", text)


def _kanji(run: re.Match[str]) -> str:
    text = run[0]
    if sum(char in _KANJI or char.isdigit() for char in text) < _LEAST_KANJI:
        return text
    if _NAME_GOES_ON.match(run.string, run.end()) and _NAME_BEHIND.fullmatch(text):
        return text
    if not _OTHER_KANJI.search(text):
        text = _ONE_AS_HYPHEN.sub("-", text)
    return text.translate(_KANJI_DIGITS)


def _letters(run: re.Match[str]) -> str:
    real = sum(char.isdigit() for char in run[0])
    return run[0].translate(_LETTER_DIGITS) if real >= _LEAST_REAL else run[0]


def _masked(run: re.Match[str]) -> str:
    return _MASK.sub("*", run[0])


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the text with digits that are spelt as they are said, a telephone number's worth of them, as digits."""
    at = 0
    hiragana = text.translate(_HIRAGANA) if _SYLLABLES.search(text) else ""
    for run in _SPOKEN_RUN.finditer(hiragana):
        for digit, start, end in _told(hiragana, *run.span()):
            yield text[at:start], at, start
            yield digit, start, end
            at = end
    yield text[at:], at, len(text)


def _told(hiragana: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the digits said between `start` and `end`; a particle after a whole telephone number is none of them."""
    said = [(_value(one[0]), *one.span()) for one in _SPOKEN.finditer(hiragana, start, end)]
    number = "".join(digit for digit, _, _ in said)
    if number.startswith("0"):
        said = said[: 11 if _MOBILE.match(number) else 10]
    spoken = sum(last - first > 1 or not hiragana[first].isdigit() for _, first, last in said)
    return said if spoken * 2 >= len(said) or (spoken and number.startswith("0")) else []


def _value(said: str) -> str:
    return _VALUES.get(said) or said.translate(_KANJI_DIGITS)
