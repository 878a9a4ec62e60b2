"""Reads what each kind of data tells a stranger, alone and together with others (data/risk.yaml), and checks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from yosuga.detect.base import Kind


class Shade(StrEnum):
    """A kind, or one of the two halves of a kind that says much or little; or a face, which is no words."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    AREA = "AREA"
    POSTAL_CODE = "POSTAL_CODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    SNS_ID = "SNS_ID"
    BIRTHDATE = "BIRTHDATE"
    BIRTHDAY = "BIRTHDAY"
    MY_NUMBER = "MY_NUMBER"
    CREDIT_CARD = "CREDIT_CARD"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    LICENSE_PLATE = "LICENSE_PLATE"
    GEO = "GEO"
    SCHOOL = "SCHOOL"
    WORKPLACE = "WORKPLACE"
    STATION_HINT = "STATION_HINT"
    GOV_ID = "GOV_ID"
    FACE = "FACE"

    @property
    def kind(self) -> Kind | None:
        """The kind that this is, or is a half of; None for a face."""
        return None if self is Shade.FACE else _HALVES.get(self) or Kind(self.value)


_HALVES = {Shade.AREA: Kind.ADDRESS, Shade.BIRTHDAY: Kind.BIRTHDATE}


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Level:
    """How much something weighs: a place in an order (0 is the lightest) and words, so that no colour is needed."""

    order: int
    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Advice:
    """What something tells a stranger, how much it weighs, and what helps before posting and when it is out."""

    level: Level
    tells: Words
    before: Words
    leaked: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when each part of `needs` is met by one of its shades."""

    id: str
    needs: tuple[frozenset[Shade], ...]
    advice: Advice


@dataclass(frozen=True, slots=True)
class RiskWords:
    """All levels, from light to heavy, all shades and all rules."""

    levels: tuple[Level, ...]
    shades: Mapping[Shade, Advice]
    rules: tuple[Rule, ...]


@cache
def ours() -> RiskWords:
    """Return the words that come with this package."""
    return read((files("yosuga.detect") / "data" / "risk.yaml").read_bytes())


def read(content: bytes) -> RiskWords:
    """Return the words a data file holds. Raises ValueError, naming the place, for anything its schema does not allow.

    Unknown keys are refused; every shade must be told of; a rule has at least two parts.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parts = _keys(yaml.load(content, Loader=loader), "levels", "shades", "combinations", at="file")  # noqa: S506 - safe
    levels = tuple(_level(raw, order=order) for order, raw in enumerate(_rows(parts["levels"], at="levels")))
    weights = {level.id: level for level in levels}
    told = _map(parts["shades"], at="shades")
    if set(told) != set(Shade):
        raise ValueError(f"shades: missing or unknown {sorted(set(told) ^ set(Shade))}")
    shades = {Shade(name): _advice(raw, weights=weights, at=name) for name, raw in told.items()}
    rules = tuple(_rule(raw, weights=weights) for raw in _rows(parts["combinations"], at="combinations"))
    if len({rule.id for rule in rules}) < len(rules):
        raise ValueError("combinations: two of one id")
    return RiskWords(levels=levels, shades=shades, rules=rules)


_ADVICE = ("level", "tells", "before", "leaked")


def _level(raw: object, *, order: int) -> Level:
    parts = _keys(raw, "id", "words", at=f"levels {order}")
    name = _text(parts["id"], at=f"levels {order}")
    return Level(order=order, id=name, words=_words(parts["words"], at=name))


def _rule(raw: object, *, weights: Mapping[str, Level]) -> Rule:
    parts = _keys(raw, "id", "needs", *_ADVICE, at="combinations")
    name = _text(parts["id"], at="combinations")
    needs = tuple(frozenset(Shade(one) for one in _texts(part, at=name)) for part in _rows(parts["needs"], at=name))
    if len(needs) < 2 or not all(needs):
        raise ValueError(f"{name}: a combination has at least two parts, none of them empty")
    advice = _advice({key: parts[key] for key in _ADVICE}, weights=weights, at=name)
    return Rule(id=name, needs=needs, advice=advice)


def _advice(raw: object, *, weights: Mapping[str, Level], at: str) -> Advice:
    parts = _keys(raw, *_ADVICE, at=at)
    level = weights.get(_text(parts["level"], at=at))
    if level is None:
        raise ValueError(f"{at}: unknown level")
    tells, before, leaked = (_words(parts[key], at=f"{at} {key}") for key in _ADVICE[1:])
    return Advice(level=level, tells=tells, before=before, leaked=leaked)


def _words(raw: object, *, at: str) -> Words:
    parts = _keys(raw, "ja", "en", at=at)
    return Words(ja=_text(parts["ja"], at=at), en=_text(parts["en"], at=at))


def _keys(raw: object, *wanted: str, at: str) -> Mapping[str, object]:
    parts = _map(raw, at=at)
    if set(parts) != set(wanted):
        raise ValueError(f"{at}: missing or unknown {sorted(set(parts) ^ set(wanted))}")
    return parts


def _map(raw: object, *, at: str) -> Mapping[str, object]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ValueError(f"{at}: wants names and values")
    return raw


def _rows(raw: object, *, at: str) -> Sequence[object]:
    if not isinstance(raw, list) or not raw:
        raise ValueError(f"{at}: wants a list")
    return raw


def _texts(raw: object, *, at: str) -> Sequence[str]:
    return [_text(one, at=at) for one in _rows(raw, at=at)]


def _text(raw: object, *, at: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f"{at}: wants words")
    return raw
