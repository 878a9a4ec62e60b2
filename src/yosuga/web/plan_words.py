"""What the values of a plan, a desk or a service are called on a page; calm, and never that it is too late."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from yosuga.catalog.facts import Kind
from yosuga.catalog.platforms import Route
from yosuga.catalog.records import Text
from yosuga.catalog.routes import Cost
from yosuga.catalog.steps import When
from yosuga.rules.deadlines import Deadline
from yosuga.rules.opening import Availability, State
from yosuga.rules.plan import Action
from yosuga.web.words import day_words, language, say

# The acts as lawyers shorten them, and as other people know them.
_ACTS: Mapping[str, str] = {
    "民": "民法",
    "民保": "民事保全法",
    "刑訴": "刑事訴訟法",
    "旧刑": "旧刑法",
    "情プラ法": "情報流通プラットフォーム対処法",
    "個情法": "個人情報保護法",
}
_SHORT_ACT = re.compile(r"(?<![一-龠])(?:民保|民|刑訴|旧刑)(?=\d)|情プラ法|個情法")


def minutes(action: Action) -> str:
    """Return about how long a step takes."""
    least, most = action.chosen.step.minutes
    if least == most:
        return say("about {n} minutes", n=least)
    return say("about {least} to {most} minutes", least=least, most=most)


def when(action: Action, *, today: date) -> str:
    """Return when a step's turn is; where its desks are closed, the day the first of them opens."""
    if action.opens is not None:
        return say("next open day: {day}", day=short_day(action.opens, today=today))
    return {
        When.NOW: say("now"),
        When.TODAY: say("today"),
        When.NEXT_OPEN_DAY: say("on the next open day"),
        When.LATER: say("after that"),
    }[action.when]


def short_day(day: date, *, today: date) -> str:
    """Return a day as people say it: without the year where it is this year's."""
    words = day_words(day)
    return words if language() == "en" else words.removeprefix(f"{today.year}年")


def remaining(found: Deadline, *, today: date) -> str:
    """Return how many days remain, or what it means that none do."""
    left = found.days_left(today)
    if left > 0:
        return say("{n} days left", n=left)
    if left == 0:
        return say("This is the last day.")
    if found.kind is Kind.WAITING_PERIOD:
        return say("The waiting is over.")
    if found.kind in {Kind.STATUTORY_LIMIT, Kind.VALIDITY}:
        return say("This day was {n} days ago. There may still be a way: please ask a lawyer or a desk.", n=-left)
    return say("This day was {n} days ago.", n=-left)


def basis(rests_on: Text) -> str:
    """Return what a period rests on: an act by its name, anything else in words and without its source."""
    written = rests_on.ja
    if written.startswith("実務"):
        return say("from what usually happens")
    if language() == "en":
        return rests_on.en
    return _SHORT_ACT.sub(lambda found: _ACTS[found[0]], written)


def kind(code: Kind) -> str:
    """Return what kind of date it is."""
    return {
        Kind.STATUTORY_LIMIT: say("limit set by law"),
        Kind.PLATFORM_DUTY: say("duty of the platform"),
        Kind.WAITING_PERIOD: say("period of waiting"),
        Kind.HEURISTIC: say("rule of thumb"),
        Kind.VALIDITY: say("period of validity"),
        Kind.OPERATOR_DUTY: say("duty of the business"),
    }[code]


def standing(stands: Availability, *, today: date) -> str:
    """Return whether somebody answers now, until when, or when again; nothing where it is not known."""
    if stands.state is State.OPEN:
        return say("open until {time}", time=_clock(stands.until)) if stands.until else say("open now")
    if stands.state is State.ASK:
        return say("Hours differ by place")
    if stands.opens_on is None:
        return say("closed now")
    if stands.opens_on == today:
        return say("opens today {time}", time=_clock(stands.opens_at)).strip()
    day = short_day(stands.opens_on, today=today)
    return say("opens next: {day} {time}", day=day, time=_clock(stands.opens_at)).strip()


def _clock(time: str | None) -> str:
    return (time or "").removeprefix("0")


def way(code: str) -> str:
    """Return what a way to reach a desk is called."""
    return {
        "phone": say("phone"),
        "web": say("web"),
        "chat": say("chat"),
        "mail": say("mail"),
        "visit": say("visit"),
    }[code]


def amount(cost: Cost) -> str:
    """Return a range of cost: yen, a share, or both."""
    parts = []
    if cost.yen is not None:
        parts.append(say("{range} yen", range=_range(cost.yen)))
    if cost.percent is not None:
        parts.append(f"{_range(cost.percent)}%")
    return " · ".join(parts)


def _range(ends: tuple[int, int]) -> str:
    least, most = ends
    return f"{least:,}" if least == most else f"{least:,}–{most:,}"


def between(how: str) -> str:
    """Return how one way bears on another."""
    return {
        "before": say("comes before"),
        "helps": say("helps"),
        "harms": say("may get in the way of"),
    }[how]


def route(code: str) -> str:
    """Return what a service's way to report is for."""
    return {
        "statutory_jp": say("Request under the Act (personal rights)"),
        "privacy": say("Personal data and privacy"),
        "impersonation": say("Impersonation"),
        "harassment": say("Harassment and threats"),
        "ncii": say("Sexual images without consent"),
        "defamation": say("Defamation"),
        "general": say("General contact"),
        "hacked": say("An account was taken over"),
        "legal": say("Legal requests"),
        "search_privacy": say("Search results with personal data"),
        "outdated_cache": say("Search results of pages that are gone"),
        "archive": say("A saved copy"),
    }[code]


def login(code: str) -> str:
    """Return whether an account is needed; nothing where it is not known."""
    return {
        "no": say("No account is needed."),
        "yes": say("You have to be signed in."),
        "either": say("It works with and without an account."),
        "account_name_asked": say("It asks for the name of your account."),
        "unknown": "",
    }[code]


def askers(one: Route) -> str:
    """Return who may use a way, as one line; nothing where it is the general rule."""
    return ("; " if language() == "en" else "、").join(_asker(code) for code in one.who if code != "unknown")


def _asker(code: str) -> str:
    return {
        "victim": say("the person concerned"),
        "guardian": say("a parent or guardian"),
        "agent": say("somebody who acts for them"),
        "lawyer": say("a lawyer"),
        "school": say("the school"),
        "anyone": say("anybody"),
        "account_holder": say("the holder of the account"),
    }[code]


def opens(site: str) -> str:
    """Return the words of a link that leads to another site."""
    return say("Open {site}", site=site)


def opens_briefly() -> str:
    """Return the words of such a link beside the address itself."""
    return say("Open")


def hazards(codes: Sequence[str]) -> list[str]:
    """Return what to know before a report is made, one sentence each."""
    return [_hazard(code) for code in codes]


def _hazard(code: str) -> str:
    return {
        "public_request": say("What you write there may be shown in public. Leave out your name and address."),
        "forwarded_to_poster": say("What you write may be passed on to the one who posted it."),
        "name_disclosed": say("Your name may be told to the one who posted it."),
        "id_document": say("An identity document may be asked for."),
        "misuse_penalty": say("Many or repeated reports may count as misuse."),
        "original_remains": say("The original stays where it is."),
        "repost_risk": say("A request may be passed around and draw attention."),
        "no_bulk": say("One request is for one post."),
        "english_only": say("It is in English."),
    }[code]


def designated(status: str) -> str:
    """Return whether the duty to answer within seven days is the service's."""
    return {
        "yes": say("Designated under the Act: the operator must answer a request within seven days."),
        "no": say("Not among the services designated under the Act that were known: the seven days do not apply."),
        "unknown": say("Whether it is designated under the Act is not known: do not count on the seven days."),
    }[status]


def category(code: str) -> str:
    """Return what a kind of service is called."""
    return {
        "sns": say("Social media"),
        "video": say("Video"),
        "messenger": say("Messengers"),
        "qa": say("Questions and answers"),
        "news_comment": say("Comments on news"),
        "image": say("Images"),
        "blog": say("Blogs"),
        "bbs": say("Message boards"),
        "matome": say("Collections of posts"),
        "live": say("Live streams"),
        "review": say("Reviews"),
        "search": say("Search"),
        "archive": say("Archives"),
    }[code]


def part(code: str) -> str:
    """Return what a part of the handbook is called."""
    return {
        "first": say("First"),
        "evidence": say("Evidence"),
        "removal": say("Removal"),
        "identify": say("Who did it"),
        "remedy": say("Law, police, money"),
        "danger": say("Danger"),
        "situation": say("For your situation"),
        "help": say("Help, and afterwards"),
    }[code]


def page_kind(code: str) -> str:
    """Return what a kind of page of the handbook is called."""
    return {
        "guide": say("guide"),
        "question": say("question"),
        "fact": say("fact"),
        "desk": say("desk"),
        "platform": say("service"),
    }[code]
