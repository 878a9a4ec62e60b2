"""Finds schools and stations in sentences in Latin letters: "I go to Seiryo High School", "near Nakano Station"."""

import re
from collections.abc import Iterator

from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import line_around

_WINDOW = 40
_NAME = "[A-Z][A-Za-z'-]{1,20}(?: [A-Z][A-Za-z'-]{1,20}){0,3}"
_SCHOOL = re.compile(
    f"{_NAME} (?:(?:Junior |Senior )?High School|(?:Middle|Elementary|Primary|International) School"
    "|University|College|Academy"
    "|Kindergarten|Nursery School|Gakuen|Gakuin|Daigaku|Koko)"
)
_STATION = re.compile(f"{_NAME} (?:Station|Sta\\.)|{_NAME}-eki")
_THERE = re.compile(
    "[Ss]tudent|go to|goes to|attend|[Cc]lass|[Gg]rade|[Ss]tud(?:y|ies)|[Gg]raduat|freshman|sophomore|[Tt]eacher"
    "|junior|senior|[Ee]xchange|留学|G[0-9]{1,2}\\b"
    "|(?:basketball|baseball|soccer|volleyball|tennis|rugby|track|swim(?:ming)?|band|club|team) "
    "(?:#[0-9]{1,2}\\b|captain|member)"
    "|[Aa]lumn|major|my (?:son|daughter|kid|sister|brother)|通って|在学|卒|出身|[0-9]年"
)
_DAILY = re.compile(
    "near|nearest|walk|live|living|home|[Mm]eet (?:me|you|up|at)|meet|[Ss]ee (?:you|u|ya) at $|same as always|as usual"
    "|pick (?:me|you|u) up|wait(?:ing)? (?:at|for)|commut|every (?:day|morning)"
    "|gets? (?:on|off) at|最寄|徒歩|待ち合わせ|通"
)


def latin_names(document: Document, kind: Kind) -> Iterator[Finding]:
    """Yield schools or stations (`kind`) named in Latin letters where the line ties them to somebody."""
    text = document.plain.text
    form, tie = (_SCHOOL, _THERE) if kind is Kind.SCHOOL else (_STATION, _DAILY)
    for found in form.finditer(text):
        before, after = line_around(text, *found.span(), width=_WINDOW)
        if tie.search(before) or tie.search(after):
            first, last = document.plain.origin(*found.span())
            yield Finding(first, last, kind, 0.9, "latin")
