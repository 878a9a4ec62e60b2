"""How long an answer to a request may take: by the law where it is certain, by the service's own figure, or not at all.

The seven days of the Act on Information Distribution Platforms, art. 25(1) (fact pfa-25-7d), start only where all of
this is so: the service was designated, anybody can read the post there, the request was made by the one whose right is
concerned or their agent, by the way that the service published under art. 22, and the service shows when it received
it. What is not known starts nothing. It is a duty to answer, not to remove; nothing here promises anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Days, Platform, Route
from yosuga.catalog.records import Text
from yosuga.rules import calendar, deadlines
from yosuga.rules.takedown.course import day_of
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Target

DUTY = "pfa-25-7d"
EXTENSION = "pfa-25-ext"
AFTER = "pfa-25-after7"
_WINDOW = "pfa-22-window"
_INQUIRY = "pfa-3-2-2"
_INQUIRY_OF_IMAGES = "pfa-revenge-2d"
_OWN_RIGHT = frozenset({Requester.SELF, Requester.GUARDIAN, Requester.LAWYER, Requester.COMPANY})
_SENT = frozenset({What.SENT, What.RECEIVED})
_OVER = frozenset({What.REMOVED_SAID, What.HIDDEN, What.REFUSED, What.WITHDRAWN, What.MORE_ASKED})


class Running(StrEnum):
    """Which clock runs."""

    STATUTORY = "statutory"
    HELD = "held"  # the service said within the seven days that it takes longer: art. 25(2)
    SOFT = "soft"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Clock:
    """What runs for one request. `due` is the last day in Japan, None where nothing or something without an end runs.

    `says` is a sentence for the person, `facts` the records of law it rests on, `steps` how the day was counted.
    """

    running: Running
    says: Text
    since: date | None = None
    due: date | None = None
    facts: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()

    def overdue(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.due is not None and today > self.due


@dataclass(frozen=True, slots=True)
class Wait:
    """A period that explains a silence and binds nobody to the person: `last_day` is the earliest it can end."""

    fact: str
    says: Text
    last_day: date


_NOT_SENT = Text(ja="まだ送っていないので、期限はありません。", en="It was not sent yet, so nothing runs.")
_OVER_NOW = Text(ja="返事があったので、期限は進んでいません。", en="There was an answer, so nothing runs.")
_NO_FIGURE = Text(
    ja="返事までの日数は、どの資料にもありません。期限は数えません。",
    en="No source says how long an answer takes. Nothing is counted.",
)
_BY_LETTER = Text(
    ja="手紙への返事の日数を決めた法律は、どの資料にもありません。7日の決まりは、サービスが公表した窓口への申出のものです。",
    en="No source names a period by law for the answer to a letter. The 7 days are for a service's published way.",
)
_NO_RECEIPT = Text(
    ja="法律の7日は、サービスが示す受付の日時から始まります。受付のメールか画面を残し、記録します。",
    en="The seven days of the law begin with the receipt that the service shows. Keep its mail or page and record it.",
)
_DUTY_SAYS = Text(
    ja="受付の日から7日以内に、結果を知らせる義務があります。消す義務ではありません。",
    en="The service has to notify the result within 7 days of receipt. It is not a duty to remove.",
)
_HELD_SAYS = Text(
    ja="遅くなるとの知らせがありました。判断の後に、遅滞なく知らせる決まりです(情プラ法25条2項)。日は決まっていません。",
    en="The service said that it takes longer. It answers without delay once it decided (art. 25(2)); no day is set.",
)
_REPEAT = Text(
    ja="前と同じ内容の申出には、返事の義務がありません(情プラ法25条1項ただし書)。新しい事実や証拠を加えます。",
    en="A request with the same content again needs no answer (art. 25(1), proviso). Add new facts or evidence.",
)
_IMAGES_WAIT = Text(
    ja="私事性的画像記録では、書いた人への照会は2日です。事業者が責任を免れる決まりで、消す義務ではありません。",
    en="For private sexual images the inquiry takes 2 days. It frees the provider; it is no duty to remove.",
)
_WAIT = Text(
    ja="書いた人への照会は7日です。事業者が責任を免れる決まりで、消す義務ではありません。",
    en="The inquiry to the poster takes 7 days. It frees the provider from liability; it is no duty to remove.",
)


def clock(request: Request, *, target: Target, others: Iterable[Request], catalog: Catalog) -> Clock:
    """Return what runs for `request`. `others` are the target's other requests: the same again starts no duty."""
    last = request.steps[-1] if request.steps else None
    if last is None or last.what in {What.DRAFTED, What.FINISHED}:
        return Clock(Running.NOTHING, _NOT_SENT)
    if last.what in _OVER:
        return Clock(Running.NOTHING, _OVER_NOW)
    platform = catalog.platforms.get(target.platform)
    if platform is not None and _duty(request, target=target, platform=platform, catalog=catalog):
        return _statutory(request, others=others, platform=platform, catalog=catalog)
    return _soft(request, last, platform=platform, catalog=catalog)


def waits(request: Request, *, catalog: Catalog) -> tuple[Wait, ...]:
    """Return what explains the silence while the poster is being asked: 7 days, 2 for private sexual images.

    Counted from the day the service said so; the poster may have been asked later, so the end is the earliest.
    """
    asked = request.last(What.ASKED_POSTER)
    if asked is None or request.steps[-1] != asked:
        return ()
    image = request.reason is Reason.SEXUAL_IMAGE
    name, says = (_INQUIRY_OF_IMAGES, _IMAGES_WAIT) if image else (_INQUIRY, _WAIT)
    fact = catalog.facts.get(name)
    if fact is None or fact.period is None or not fact.shown:
        return ()
    return (Wait(name, says, deadlines.deadline(fact, event=day_of(asked.moment)).last_day),)


def route_of(name: str, *, catalog: Catalog) -> Route | None:
    """Return the route of a service by the id that a request keeps: `x/privacy`, `google_search/search_privacy-2`."""
    service, _, route = name.partition("/")
    platform = catalog.platforms.get(service)
    return platform.route(route) if platform is not None else None


def repeats(request: Request, *, others: Iterable[Request]) -> bool:
    """Say whether the same was asked of the same service before: one way and one reason, and nothing added."""
    first = _sent_on(request)
    return first is not None and any(
        one.route == request.route
        and one.reason is request.reason
        and dict(one.filled) == dict(request.filled)
        and (before := _sent_on(one)) is not None
        and (before, one.number) < (first, request.number)
        for one in others
        if one.number != request.number
    )


def _sent_on(request: Request) -> date | None:
    return next((day_of(step.moment) for step in request.steps if step.what in _SENT), None)


def _duty(request: Request, *, target: Target, platform: Platform, catalog: Catalog) -> bool:
    """Say whether the duty to answer can be certain here, receipt aside."""
    if target.kind.private or not platform.designated.starts_clock or request.reason is Reason.OUTDATED:
        return False
    return request.sender in _OWN_RIGHT and _published_way(request.route, platform=platform, catalog=catalog)


def _published_way(name: str, *, platform: Platform, catalog: Catalog) -> bool:
    """Say whether a way is the one that the service published under art. 22; a letter by post is not known to be."""
    route = route_of(name, catalog=catalog)
    return name.startswith(f"{platform.id}/") and route is not None and route.kind == "statutory_jp"


def _statutory(request: Request, *, others: Iterable[Request], platform: Platform, catalog: Catalog) -> Clock:
    if repeats(request, others=others):
        return Clock(Running.NOTHING, _REPEAT, facts=(EXTENSION,))
    receipt = _receipt(request)
    if receipt is None:
        return Clock(Running.NOTHING, _NO_RECEIPT, facts=(DUTY,))
    since, fact = day_of(receipt.moment), catalog.facts[DUTY]
    if request.last(What.ASKED_POSTER) is not None:
        return Clock(Running.HELD, _HELD_SAYS, since=since, facts=(DUTY, EXTENSION))
    if fact.period is None or not fact.shown or since < (platform.designated.since or since):
        return Clock(Running.NOTHING, _NO_FIGURE)
    counted = deadlines.deadline(fact, event=since)
    remark = (platform.designated.not_for,) if platform.designated.not_for is not None else ()
    return Clock(
        Running.STATUTORY,
        _DUTY_SAYS,
        since=since,
        due=counted.last_day,
        facts=(DUTY, EXTENSION, AFTER),
        steps=(*counted.steps, *remark),
    )


def _receipt(request: Request) -> Step | None:
    """Return the first receipt; where the service wanted more, the first after that: no earlier day is certain."""
    more = max((place for place, step in enumerate(request.steps) if step.what is What.MORE_ASKED), default=-1)
    return next((step for step in request.steps[more + 1 :] if step.what is What.RECEIVED), None)


def by_letter(request: Request) -> bool:
    """Say whether it was asked by a letter of one's own and not by a form: no service published that way."""
    return request.route.startswith("letter/")


def _letter(request: Request) -> Clock:
    """Return that nothing runs, from the day on which the person says the letter arrived, if they said so."""
    arrived = _receipt(request)
    since = day_of(arrived.moment) if arrived is not None else None
    return Clock(Running.NOTHING, _BY_LETTER, since=since, facts=(_WINDOW, DUTY))


def _soft(request: Request, last: Step, *, platform: Platform | None, catalog: Catalog) -> Clock:
    if by_letter(request):
        return _letter(request)
    found = _figure(request.route, platform=platform, catalog=catalog)
    sent = next((step for step in reversed(request.steps) if step.what in _SENT), None)
    if found is None or sent is None or last.what is What.ASKED_POSTER:
        return Clock(Running.NOTHING, _NO_FIGURE)
    days, source = found
    since = day_of(sent.moment)
    return Clock(Running.SOFT, _soft_words(days, source=source), since=since, due=_after(since, days=days))


def _figure(name: str, *, platform: Platform | None, catalog: Catalog) -> tuple[Days, Text | None] | None:
    """Return the figure of the route, else of its service, where its source is good enough to be shown."""
    route = route_of(name, catalog=catalog)
    if route is not None and route.expected_days is not None and route.confidence.shown:
        return route.expected_days, route.expected
    own = platform is not None and name.startswith((f"{platform.id}/", f"in-app/{platform.id}"))
    if platform is None or not own or platform.expected_days is None or not platform.shown:
        return None
    return platform.expected_days, platform.expected


def _soft_words(days: Days, *, source: Text | None) -> Text:
    """Return how long it takes, as the source says it, and that it binds nobody."""
    unit_ja, unit_en = ("営業日", "working days") if days.open_days else ("日", "days")
    ja, en = f"{days.most}{unit_ja}までが目安です。", f"Up to {days.most} {unit_en} is a rough guide."
    if source is not None:
        ja, en = source.ja, source.en
    return Text(ja=f"{ja}約束ではありません。", en=f"{en} It is no promise.")


def _after(since: date, *, days: Days) -> date:
    """Return the last day of the figure, the day of sending not counted."""
    if not days.open_days:
        return since + timedelta(days=days.most)
    day = since
    for _ in range(days.most):
        day = calendar.next_open(day + timedelta(days=1))
    return day
