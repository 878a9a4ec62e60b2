"""The means test of civil legal aid: a household's answers to likely, unlikely or ask, with lines a person can check.

An answer that was left out is no obstacle where it cannot change the outcome; where it can, the outcome is "ask".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.routes import MeansLimits, Reason
from yosuga.rules.answers import Household

LIMITS = "civil-legal-aid"


class Outcome(StrEnum):
    """What the limits say about a household. Who decides is always Houterasu."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    ASK = "ask"
    CLOSED = "closed"  # not for this asker at all


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a limit may be, given what was not said; `most` is None where there is no upper end."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Aid:
    """The outcome, its computation line by line, why it is closed, and other aids to ask about."""

    outcome: Outcome
    lines: tuple[Text, ...]
    about: MeansLimits
    closed: Reason | None
    hints: tuple[Reason, ...]


def means_sign(household: object, *, asker: str, catalog: Catalog) -> str:
    """Return the sign of the means axis. A company's is `means-unlikely`: the aid is for individuals only."""
    if asker == "company":
        return "means-unlikely"
    said = household if isinstance(household, Household) else Household()
    return f"means-{outcome(said, limits=catalog.means[LIMITS])}"


def aid(household: object, *, signs: Signs, catalog: Catalog) -> Aid:
    """Return what legal aid says to this household. `household` is the answer; one left out counts as empty."""
    limits = catalog.means[LIMITS]
    hints = tuple(hint for hint in limits.hints if hint.if_.holds(signs))
    closed = next((reason for reason in limits.closed if reason.if_.holds(signs)), None)
    if closed is not None:
        return Aid(outcome=Outcome.CLOSED, lines=(), about=limits, closed=closed, hints=hints)
    said = household if isinstance(household, Household) else Household()
    lines = tuple(_lines(said, limits=limits))
    return Aid(outcome=outcome(said, limits=limits), lines=lines, about=limits, closed=None, hints=hints)


def outcome(household: Household, *, limits: MeansLimits) -> Outcome:
    """Return the outcome: unlikely where one limit is surely passed, likely where both surely hold, else ask."""
    verdicts = {
        _verdict(_yen(household.monthly_income), bounds=income_limit(household, limits=limits)),
        _verdict(_yen(household.assets), bounds=asset_limit(household, limits=limits)),
    }
    if Outcome.UNLIKELY in verdicts:
        return Outcome.UNLIKELY
    return Outcome.ASK if Outcome.ASK in verdicts else Outcome.LIKELY


def income_limit(household: Household, *, limits: MeansLimits) -> Bounds:
    """Return the monthly income limit in yen: the base for the household, and its rent up to the cap."""
    rent = _yen(household.rent)
    people = _yen(household.people)
    least = _base(people or 1, limits=limits, metro=household.metro is True) + _rent(
        0 if rent is None else rent, people=people or 1, limits=limits
    )
    if people is None:
        return Bounds(least=least, most=None)
    most_rent = _rent(limits.rent[-1] if rent is None else rent, people=people, limits=limits)
    return Bounds(least=least, most=_base(people, limits=limits, metro=household.metro is not False) + most_rent)


def asset_limit(household: Household, *, limits: MeansLimits) -> Bounds:
    """Return the asset limit in yen. It does not grow beyond four people, so it is known at both ends."""
    people = _yen(household.people)
    if people is None:
        return Bounds(least=limits.assets[0], most=limits.assets[-1])
    fixed = limits.assets[min(people, 4) - 1]
    return Bounds(least=fixed, most=fixed)


def _yen(answer: object) -> int | None:
    """Return a number that was said, else nothing."""
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None


def _base(people: int, *, limits: MeansLimits, metro: bool) -> int:
    table, extra = (limits.metro, limits.metro_extra) if metro else (limits.monthly, limits.monthly_extra)
    return table[min(people, 4) - 1] + extra * max(people - 4, 0)


def _rent(rent: int, *, people: int, limits: MeansLimits) -> int:
    return min(rent, limits.rent[min(people, 4) - 1])


def _verdict(yen: int | None, *, bounds: Bounds) -> Outcome:
    if yen is None:
        return Outcome.ASK
    if yen <= bounds.least:
        return Outcome.LIKELY
    return Outcome.UNLIKELY if bounds.most is not None and yen > bounds.most else Outcome.ASK


def _lines(household: Household, *, limits: MeansLimits) -> Iterator[Text]:
    yield _people(household)
    yield _compared(
        Text(ja="手取りの月収", en="Monthly take-home pay"),
        yen=_yen(household.monthly_income),
        bounds=income_limit(household, limits=limits),
    )
    yield from _made_of(household, limits=limits)
    yield _compared(
        Text(ja="資産", en="Assets"),
        yen=_yen(household.assets),
        bounds=asset_limit(household, limits=limits),
    )


def _people(household: Household) -> Text:
    people = _yen(household.people)
    if people is None:
        return Text(ja="家族の人数: 未回答", en="People in the household: not said")
    return Text(ja=f"家族の人数: {people}人", en=f"People in the household: {people}")


def _compared(what: Text, *, yen: int | None, bounds: Bounds) -> Text:
    """Say one comparison, such as 手取りの月収 180,000円 ≤ 上限 223,000円."""
    said = (_number(yen), _number(yen, currency=" yen")) if yen is not None else ("未回答", "not said")
    sign = {Outcome.LIKELY: " ≤ ", Outcome.UNLIKELY: " > "}.get(_verdict(yen, bounds=bounds), " … ")
    return Text(
        ja=f"{what.ja} {said[0]}{sign}上限 {_range_ja(bounds)}",
        en=f"{what.en} {said[1]}{sign}limit {_range_en(bounds)}",
    )


def _made_of(household: Household, *, limits: MeansLimits) -> Iterator[Text]:
    """Say what the income limit is made of, where the household is known."""
    people, rent = _yen(household.people), _yen(household.rent)
    if people is None:
        return
    plain, metro = (_base(people, limits=limits, metro=dear) for dear in (False, True))
    base = Bounds(least=metro if household.metro is True else plain, most=plain if household.metro is False else metro)
    yield Text(ja=f"月収の基準 {_range_ja(base)}", en=f"Base for income {_range_en(base)}")
    cap = _rent(limits.rent[-1], people=people, limits=limits)
    if rent is None:
        yield Text(ja=f"家賃の加算 0円〜{cap:,}円", en=f"Added for rent 0 to {cap:,} yen")
        return
    added = _rent(rent, people=people, limits=limits)
    yield Text(ja=f"家賃の加算 {added:,}円(上限 {cap:,}円)", en=f"Added for rent {added:,} yen (at most {cap:,})")


def _number(yen: int, *, currency: str = "円") -> str:
    return f"{yen:,}{currency}"


def _range_ja(bounds: Bounds) -> str:
    if bounds.most is None:
        return f"{bounds.least:,}円以上"
    return f"{bounds.least:,}円" if bounds.least == bounds.most else f"{bounds.least:,}〜{bounds.most:,}円"


def _range_en(bounds: Bounds) -> str:
    if bounds.most is None:
        return f"at least {bounds.least:,} yen"
    return f"{bounds.least:,} yen" if bounds.least == bounds.most else f"{bounds.least:,} to {bounds.most:,} yen"
