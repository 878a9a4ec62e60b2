"""What findings tell a stranger, how much it weighs and what to do: by what stands together, not by a sum."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yosuga.detect.base import Finding, Kind
from yosuga.detect.risk_words import Advice, Level, RiskWords, Rule, Shade, ours

_KANJI = r"[\u3007一二三四五六七八九十]"
_NUMBER = re.compile(rf"\d|{_KANJI}+(?:丁目|番|号|の|[-ー－]{_KANJI})")
_YEAR = re.compile(
    rf"\d{{4}}|{_KANJI}{{4}}|\d\d\s*年|(?:{_KANJI}|元)年|(?:昭和|平成|令和|大正|[SHRTshrt])\s*(?:\d|元|{_KANJI})"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one shade of data, found once or more often, tells; `surfaces` counts how many different ones there are.

    Faces have no findings: they stand in no text.
    """

    shade: Shade
    advice: Advice
    findings: tuple[Finding, ...]
    surfaces: int

    @property
    def kind(self) -> Kind | None:
        """The kind of the findings; None for faces."""
        return self.shade.kind

    @property
    def level(self) -> Level:
        """How much it weighs alone."""
        return self.advice.level


@dataclass(frozen=True, slots=True)
class Combined:
    """What several shades tell together, by the rule of that id."""

    id: str
    advice: Advice
    shades: tuple[Shade, ...]
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """How much it weighs together."""
        return self.advice.level


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, heaviest first: what stands together, then each shade alone.

    `level` is the heaviest of all, None where nothing was found. A combination is left out where a heavier or equal
    one holds all that it is made of, so that a person reads each thing once.
    """

    level: Level | None
    together: tuple[Combined, ...]
    told: tuple[Told, ...]


def explain(findings: Iterable[Finding], text: str, *, faces: int = 0) -> Report:
    """Return what these findings of `text` tell a stranger, in both languages. The text itself is not in it.

    `faces` is how many are seen beside it: a face with a name or a place tells more than either.
    """
    words = ours()
    by_shade = _by_shade(findings, text)
    told = [_told(shade, found, text, words=words) for shade, found in by_shade.items()]
    if faces:
        by_shade[Shade.FACE] = []
        told.append(Told(shade=Shade.FACE, advice=words.shades[Shade.FACE], findings=(), surfaces=faces))
    together = _without_parts([_combined(rule, by_shade) for rule in words.rules if _holds(rule, by_shade)])
    levels = [*(one.level for one in told), *(one.level for one in together)]
    return Report(
        level=max(levels, key=_weight, default=None),
        together=tuple(sorted(together, key=lambda one: -one.level.order)),
        told=tuple(
            sorted(told, key=lambda one: (-one.level.order, one.findings[0].start if one.findings else len(text)))
        ),
    )


def shade_of(finding: Finding, text: str) -> Shade:
    """Return the shade of a finding: an address without any number is an area, a date without a year a birthday."""
    surface = finding.surface(text)
    if finding.kind is Kind.ADDRESS and not _NUMBER.search(surface):
        return Shade.AREA
    if finding.kind is Kind.BIRTHDATE and not _YEAR.search(surface):
        return Shade.BIRTHDAY
    return Shade(finding.kind.value)


def _weight(level: Level) -> int:
    return level.order


def _by_shade(findings: Iterable[Finding], text: str) -> dict[Shade, list[Finding]]:
    found: dict[Shade, list[Finding]] = {}
    for finding in sorted(findings):
        found.setdefault(shade_of(finding, text), []).append(finding)
    return found


def _told(shade: Shade, found: Sequence[Finding], text: str, *, words: RiskWords) -> Told:
    different = {finding.surface(text) for finding in found}
    return Told(shade=shade, advice=words.shades[shade], findings=tuple(found), surfaces=len(different))


def _holds(rule: Rule, found: Mapping[Shade, Sequence[Finding]]) -> bool:
    return all(any(shade in found for shade in part) for part in rule.needs)


def _combined(rule: Rule, found: Mapping[Shade, Sequence[Finding]]) -> Combined:
    shades = tuple(shade for shade in Shade if shade in found and any(shade in part for part in rule.needs))
    findings = sorted(finding for shade in shades for finding in found[shade])
    return Combined(id=rule.id, advice=rule.advice, shades=shades, findings=tuple(findings))


def _without_parts(together: Sequence[Combined]) -> list[Combined]:
    """Leave out what a combination of more shades and no less weight says already."""
    return [
        one
        for one in together
        if not any(
            set(one.shades) < set(other.shades) and one.level.order <= other.level.order
            for other in together
            if other is not one
        )
    ]
