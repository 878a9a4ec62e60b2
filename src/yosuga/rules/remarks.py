"""What a deadline means beyond its date: the first day one may act, a second line, what the date does not promise.

Each remark rests on the fact whose id it stands under.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from yosuga.catalog.facts import Fact, Kind
from yosuga.catalog.records import Text
from yosuga.rules import calendar, counting
from yosuga.rules.counting import Course

_INSULT_REVISED = date(2022, 7, 7)  # fact dl-prosecution-3y
_TAKE_IT_DOWN = date(2026, 5, 19)  # fact os-tidus
_NO_PROMISE = Text(ja="記録がその日まで残る約束ではありません。", en="This is no promise that records last until then.")


def of(fact: Fact, *, course: Course) -> Iterator[Text]:
    """Yield the remarks on a fact's deadline: its own, else what its kind means and the note of the catalog."""
    if fact.id in _COUNTED:
        yield from _COUNTED[fact.id](course)
    yield from _FIXED.get(fact.id, ())
    if fact.id not in _COUNTED and fact.id not in _FIXED and fact.shown:
        yield from _of_its_kind(course)


def _of_its_kind(course: Course) -> Iterator[Text]:
    if course.period.kind is Kind.WAITING_PERIOD:
        after = _after(course)
        yield Text(
            ja=f"期間が過ぎた {after} から動けます。", en=f"The first day after it, on which one may act, is {after}."
        )
    if course.period.note is not None:
        yield course.period.note


def _after(course: Course) -> date:
    return course.last_day + timedelta(days=1)


def _platform_duty(course: Course) -> Iterator[Text]:
    after = _after(course)
    yield Text(
        ja=f"8日目の {after} からは、答える期間を過ぎています。", en=f"From day 8, {after}, the answer is overdue."
    )


def _sender_asked(course: Course) -> Iterator[Text]:
    """What the provider is free to do after the sender's silence."""
    after = _after(course)
    yield Text(
        ja=f"{course.period.amount}日が過ぎた {after} からは、事業者は消しても投稿者への責任を負いません。",
        en=f"From {after} the provider may delete without liability to the sender.",
    )
    yield Text(
        ja="投稿者が断らなかったときのことです。消す義務ではありません。",
        en="That holds where the sender did not object. It is not a duty to delete.",
    )


def _suing_a_business(course: Course) -> Iterator[Text]:
    first = _after(course)
    yield Text(
        ja=f"2週間が過ぎた {first} から、訴えや仮処分の申立てができます。",
        en=f"From {first} a suit or a provisional disposition may be filed.",
    )
    if not calendar.is_open(first):
        day = calendar.next_open(first)
        yield Text(
            ja=f"そのあと裁判所が開く日は {day} です。", en=f"The first day after that with open courts is {day}."
        )


def _breach_report(course: Course) -> Iterator[Text]:
    _corresponding, malicious = counting.ending(course.first_day, amount=60, unit="day")
    yield Text(
        ja=f"不正な目的による漏えいのときは60日以内で、末日は {malicious} です。",
        en=f"For a breach with malicious intent it is 60 days; the last day is {malicious}.",
    )


def _logs(course: Course) -> Iterator[Text]:
    _corresponding, second = counting.ending(course.first_day, amount=6, unit="month")
    yield Text(
        ja=f"固定回線では6か月ほどが目安です。6か月の目安は {second} です。",
        en=f"Fixed lines keep records for about 6 months. The line at 6 months is {second}.",
    )


def _bands(course: Course) -> Iterator[Text]:
    green = course.last_day
    amber, red = course.event + timedelta(days=60), course.event + timedelta(days=90)
    yield Text(
        ja=f"緑: {green} まで(21日目)。黄: {amber} まで(60日目)。赤: {red} まで(90日目)。",
        en=f"Green: until {green} (day 21). Amber: until {amber} (day 60). Red: until {red} (day 90).",
    )


def _prosecution_of_insult(course: Course) -> Iterator[Text]:
    """Facts dl-prosecution-3y, dl-prosecution-insult-old: which of the two it is turns on the day of the act."""
    if course.event < _INSULT_REVISED:
        yield Text(
            ja="2022年7月6日以前の侮辱は、公訴時効が1年です。", en="For insults before 2022-07-07 the limit is 1 year."
        )
    else:
        yield Text(
            ja="2022年7月7日以後の侮辱は、公訴時効が3年です。", en="For insults on or after 2022-07-07 it is 3 years."
        )


def _prosecution(course: Course) -> Iterator[Text]:
    yield from _prosecution_of_insult(course)
    if course.period.note is not None:
        yield course.period.note


def _take_it_down(course: Course) -> Iterator[Text]:
    if course.event < _TAKE_IT_DOWN:
        yield Text(
            ja=f"{_TAKE_IT_DOWN} より前の申請には、この決まりはありません。",
            en=f"Requests before {_TAKE_IT_DOWN} do not fall under this rule.",
        )


_COUNTED: Mapping[str, Callable[[Course], Iterator[Text]]] = {
    "pfa-25-7d": _platform_duty,
    "pfa-3-2-2": _sender_asked,
    "pfa-revenge-2d": _sender_asked,
    "pfa-election-2d": _sender_asked,
    "law-appi-39": _suing_a_business,
    "law-appi-26": _breach_report,
    "log-retention": _logs,
    "log-practical-start": _bands,
    "dl-prosecution-3y": _prosecution,
    "dl-prosecution-insult-old": _prosecution_of_insult,
    "os-tidus": _take_it_down,
}

_FIXED: Mapping[str, tuple[Text, ...]] = {
    "pfa-25-7d": (
        Text(ja="7日以内に答える義務です。消す義務ではありません。", en="It is a duty to answer, not to delete."),
        Text(
            ja="国が指定した大規模な事業者だけの義務です。", en="Only large providers designated by the state have it."
        ),
        Text(
            ja="土日や祝日の数え方は、資料で確かめられていません。", en="How weekends count was not seen in a source."
        ),
    ),
    "law-appi-39": (
        Text(ja="断られたときは、待たずに申し立てられます。", en="If the request was refused, there is no wait."),
    ),
    "law-appi-26": (
        Text(
            ja="速報は、それより前に速やかに(おおむね3〜5日)する決まりです。",
            en="A first report is due before that, promptly (about 3 to 5 days).",
        ),
    ),
    "log-retention": (_NO_PROMISE,),
    "log-practical-start": (
        Text(
            ja="90日を過ぎても、固定回線の記録、ログインの記録、電話番号やメールから調べる道があります。",
            en="After 90 days there remain fixed-line records, login records, and the registered phone or e-mail.",
        ),
        _NO_PROMISE,
    ),
    "dl-complaint-6m": (
        Text(ja="投稿した人が分からないあいだは、進みません。", en="It does not run while the sender is unknown."),
        # dl-complaint-continuing: a fallback argument, never the planning date, and never "too late".
        Text(
            ja="この日を過ぎても投稿が見られるときは、すぐに弁護士に相談してください(大阪高判平16.4.22)。",
            en="If the day has passed and the post is still up, ask a lawyer at once (Osaka High Court, 2004-04-22).",
        ),
    ),
    "dl-civil-3y": (
        Text(
            ja="これとは別に、不法行為の時から20年の期限もあります(民法724条2号)。",
            en="A second limit of 20 years runs from the act itself (Civil Code art. 724(ii)).",
        ),
    ),
    "datum-address-shien": (
        Text(
            ja="市区町村の通知に書かれた日が優先します。続けるには、更新の申出が必要です。",
            en="The end date in the municipality's notice decides. To go on, it has to be renewed.",
        ),
    ),
    "proc-hozen-2w": (
        Text(
            ja="裁判所は、土日、祝日、12月29日から1月3日まで休みです。",
            en="Courts are closed on Saturdays, Sundays, holidays and from 29 December to 3 January.",
        ),
    ),
}
