"""How a deadline was counted: one short sentence a step, so that a lawyer can check it with a calendar."""

from collections.abc import Iterator

from yosuga.catalog.facts import Fact, FirstDay, Kind, Period
from yosuga.catalog.records import Text
from yosuga.rules import calendar, remarks
from yosuga.rules.counting import Course

_UNITS = {
    "day": ("日", "days"),
    "week": ("週間", "weeks"),
    "month": ("か月", "months"),
    "year": ("年", "years"),
    "hour": ("時間", "hours"),
}
_UNVERIFIED = Text(
    ja="この期間は、出典を確かめられていません(未確認)。確かめるまで、あてにしないでください。",
    en="No source could be checked for this period (unverified). Please do not rely on it before you have checked.",
)


def steps(fact: Fact, *, course: Course) -> tuple[Text, ...]:
    """Return the steps in order: whether it is verified, first day, last day, holidays, what follows from it."""
    return tuple(_steps(fact, course=course))


def _steps(fact: Fact, *, course: Course) -> Iterator[Text]:
    if not fact.shown:
        yield _UNVERIFIED
    if course.period.unit == "hour":
        yield _hours(course)
    else:
        yield _first(course)
        yield _last(course)
    yield from _holidays(course)
    if course.period is fact.period:
        yield from remarks.of(fact, course=course)
    if course.period.kind is Kind.HEURISTIC:
        yield Text(ja="実務の目安で、法律の期限ではありません。", en="A rule of thumb, not a limit set by law.")


def _criminal(period: Period) -> bool:
    return "刑訴" in period.basis


def amount(period: Period) -> Text:
    """Return how long the period is: 6か月, 6 months."""
    japanese, english = _UNITS[period.unit]
    return Text(ja=f"{period.amount}{japanese}", en=f"{period.amount} {english if period.amount > 1 else english[:-1]}")


def _first(course: Course) -> Text:
    event, first = course.event, course.first_day
    if course.period.first_day is FirstDay.INCLUDED:
        return Text(
            ja=f"{event} を1日目とします(刑訴法55条1項ただし書)。",
            en=f"{event} is day 1 (Code of Criminal Procedure art. 55(1), proviso).",
        )
    if course.period.first_day is FirstDay.EARLIER:
        return Text(
            ja=f"{event} を1日目とします(資料で数え方が分かれるため、早くなるほうで数えます)。",
            en=f"{event} is day 1 (sources differ, so it is counted the way that gives the earlier date).",
        )
    ja, en = _first_day_law(course.period)
    return Text(
        ja=f"{event} の翌日 {first} を1日目とします({ja})。", en=f"The day after {event}, {first}, is day 1 ({en})."
    )


def _first_day_law(period: Period) -> tuple[str, str]:
    if _criminal(period):
        return "刑訴法55条1項", "Code of Criminal Procedure art. 55(1)"
    if period.kind is Kind.HEURISTIC:
        return "その日は数えません", "the day itself is not counted"
    return "民法140条", "Civil Code art. 140"


def _last(course: Course) -> Text:
    length, end = amount(course.period), course.unrolled
    if course.period.unit == "day":
        return Text(
            ja=f"1日目から数えて{course.period.amount}日目の {end} が末日です。",
            en=f"Day {course.period.amount}, {end}, is the last day.",
        )
    if course.period.unit == "week":
        days = course.period.amount * 7
        return Text(
            ja=f"{length.ja}({days}日)なので、{days}日目の {end} が末日です。",
            en=f"{length.en} are {days} days: day {days}, {end}, is the last day.",
        )
    return _by_the_calendar(course, length=length)


def _by_the_calendar(course: Course, *, length: Text) -> Text:
    end = course.unrolled
    if course.corresponding is None:
        ja, en = (
            ("暦に従います", "by the calendar") if _criminal(course.period) else ("民法143条", "Civil Code art. 143")
        )
        return Text(
            ja=f"{length.ja}後の月に応当日がないため、その月の末日 {end} が末日です({ja})。",
            en=f"{length.en} later there is no corresponding day, so {end}, the end of that month, is the last ({en}).",
        )
    return Text(
        ja=f"{length.ja}後の応当日 {course.corresponding} の前日 {end} が末日です。",
        en=f"The last day is {end}, the day before the corresponding day {course.corresponding} {length.en} later.",
    )


def _hours(course: Course) -> Text:
    length = amount(course.period)
    return Text(
        ja=f"{course.event} から{length.ja}は {course.last_day} に満ちます。受け付けた時刻から、時間で数えてください。",
        en=f"{length.en} from {course.event} end on {course.last_day}. Please count by the hour it was received.",
    )


def _holidays(course: Course) -> Iterator[Text]:
    end = course.unrolled
    if calendar.is_open(end):
        return
    why = calendar.why_closed(end)
    if course.last_day != end:
        ja, en = _rolling_law(course.period)
        yield Text(
            ja=f"{end} は{why.ja}のため、次の平日 {course.last_day} に満了します({ja})。",
            en=f"{end} is {why.en}, so the period ends on the next open day, {course.last_day} ({en}).",
        )
    elif course.period.kind is Kind.STATUTORY_LIMIT:
        yield _not_moved(course, why=why)
        before = calendar.last_open(end)
        yield Text(ja=f"その前の平日は {before} です。", en=f"The last open day before it is {before}.")


def _rolling_law(period: Period) -> tuple[str, str]:
    if _criminal(period):
        return "刑訴法55条3項", "Code of Criminal Procedure art. 55(3)"
    return "民訴法95条3項", "Code of Civil Procedure art. 95(3)"


def _not_moved(course: Course, *, why: Text) -> Text:
    end = course.unrolled
    if _criminal(course.period):
        return Text(
            ja=f"{end} は{why.ja}ですが、時効期間は休日で延びません(刑訴法55条3項ただし書)。",
            en=f"{end} is {why.en}, but limitation does not move (Code of Criminal Procedure art. 55(3), proviso).",
        )
    return Text(
        ja=f"{end} は{why.ja}です。延びるとは限らないため、延ばさない日を示します(民法142条)。",
        en=f"{end} is {why.en}. It may not be prolonged, so the earlier date is shown (Civil Code art. 142).",
    )
