"""Answers become signs: one pure function, and the only way rules learn what happened."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.rules import deadlines
from yosuga.rules.answers import UNSAID, Answers, Post, listed, listed_posts
from yosuga.rules.means import means_sign
from yosuga.rules.places import Found, found

# Fact log-practical-start: up to how many days after the post a lawyer still reaches the records in good time.
_BANDS = ((21, "log-green"), (60, "log-amber"), (90, "log-red"))
_INSULT_RAISED = date(2022, 7, 7)
_AGES = ((12, "age-under-13"), (15, "age-13-15"), (17, "age-16-17"))
_AGE_WORDS = {"under_13": "age-under-13", "13_15": "age-13-15", "16_17": "age-16-17", "adult": "age-adult"}
_MINORS = frozenset({"age-under-13", "age-13-15", "age-16-17"})
_HAZARDS = {
    "public_request": "place-asks-in-public",
    "forwarded_to_poster": "place-passes-on",
    "name_disclosed": "place-passes-on",
}
_DESIGNATED = {"yes": "place-designated", "no": "place-not-designated", "unknown": "place-designation-unknown"}


def signs_of(answers: Answers, *, today: date, catalog: Catalog) -> Signs:
    """Return what the answers say, as signs of the vocabulary; `today` is a day in Japan.

    A question that was left gives the sign "not said" of its axis, or none where an axis has none. Raises BadAnswers
    for a service that is not in the catalog.
    """
    places = found(answers, catalog=catalog)
    return frozenset(
        (
            _asker(answers),
            _age(answers),
            _image_age(answers),
            _offender(answers),
            _kept(answers),
            _up(answers),
            _log_clock(answers, today=today),
            _complaint_clock(answers, today=today, catalog=catalog),
            _request(places, today=today),
            means_sign(answers.household, asker=answers.asker, catalog=catalog),
            *_many(answers),
            *_old_insult(answers),
            *(sign for place in places for sign in _place(place)),
            *(() if places else ("place-unknown",)),
        )
    )


def _many(answers: Answers) -> Iterator[str]:
    """Yield the signs of questions with several answers; each answer's word is its sign's, `_` for `-`."""
    groups = {
        "leak": answers.leaked,
        "harm": answers.harm,
        "danger": answers.danger,
        "by": answers.offender_is,
        "cause": answers.cause,
        "want": answers.want,
    }
    for axis, given in groups.items():
        yield from (f"{axis}-{word.replace('_', '-')}" for word in listed(given))
    flags = {
        "reposted": answers.reposted,
        "device-watched": answers.device_watched,
        "device-tracked": answers.tracked,
        "moving-planned": answers.moving,
    }
    yield from (sign for sign, said in flags.items() if said is True)


def _asker(answers: Answers) -> str:
    if answers.asker == "supporter":
        return "asker-supporter" if answers.consent is True else "asker-supporter-no-consent"
    return "asker-unknown" if answers.asker in UNSAID else f"asker-{answers.asker.replace('_', '-')}"


def _age(answers: Answers) -> str:
    if isinstance(answers.age, str):
        return _AGE_WORDS.get(answers.age, "age-unknown")
    years = answers.age
    return next((sign for most, sign in _AGES if years <= most), "age-adult")


def _image_age(answers: Answers) -> str:
    """Return how old the person in a sexual image was. Not known stays not known: then nothing is copied.

    Somebody under 18 now was so then. Of an adult who was not asked, the image is taken to be an adult's.
    """
    if "sexual_image" not in listed(answers.leaked):
        return "image-none"
    age = _age(answers)
    if age in _MINORS or answers.image_age == "under_18":
        return "image-under-18"
    if answers.image_age == "adult" or (answers.image_age is None and age == "age-adult"):
        return "image-adult"
    return "image-age-unknown"


def _offender(answers: Answers) -> str:
    """Return whether the poster is known; to name a relation is to suspect somebody."""
    if answers.offender in {"known", "suspected"}:
        return f"offender-{answers.offender}"
    if set(listed(answers.offender_is)) - {"stranger"}:
        return "offender-suspected"
    return "offender-unknown" if answers.offender == "unknown" else "offender-unsaid"


def _kept(answers: Answers) -> str:
    return "evidence-unsaid" if answers.evidence in UNSAID else f"evidence-{answers.evidence.replace('_', '-')}"


def _up(answers: Answers) -> str:
    states = {post.up for post in listed_posts(answers)}
    if True in states:
        return "post-up"
    return "post-gone" if states == {False} else "post-up-unknown"


def _log_clock(answers: Answers, *, today: date) -> str:
    """Return the band of the newest post: as long as one is young, the way to its records is open."""
    days = post_days(answers)
    if not days:
        return "log-undated"
    age = (today - max(days)).days
    return next((sign for most, sign in _BANDS if age <= most), "log-black")


def _old_insult(answers: Answers) -> tuple[str, ...]:
    """Return a sign where every post is from before the penalty was raised (fact dl-prosecution-insult-old)."""
    days = post_days(answers)
    return ("insult-old",) if days and max(days) < _INSULT_RAISED else ()


def post_days(answers: Answers) -> list[date]:
    """Return the known days of the posts, else the one that was told for all."""
    days = [day for post in listed_posts(answers) if (day := posted(post, answers=answers)) is not None]
    told = answers.dates.get("posting_time")
    return days or ([told] if isinstance(told, date) else [])


def _complaint_clock(answers: Answers, *, today: date, catalog: Catalog) -> str:
    """Return whether the six months of Code of Criminal Procedure 235 have passed, on the date to plan with."""
    known, period = answers.dates.get("victim_knows_offender_identity"), catalog.facts["dl-complaint-6m"].period
    if not isinstance(known, date) or period is None:
        return "complaint-not-started"
    return "complaint-passed" if today > deadlines.last_day(period, event=known) else "complaint-open"


def _request(places: Iterable[Found], *, today: date) -> str:
    """Return the answer that asks for the most: none after seven days, a refusal, one that is awaited."""
    answers = {_answer(place, today=today) for place in places}
    return next(
        (sign for sign in ("request-overdue", "request-refused", "request-waiting") if sign in answers), "request-none"
    )


def _answer(place: Found, *, today: date) -> str:
    if place.post.request == "refused":
        return "request-refused"
    received = place.post.request_received
    if place.duty and isinstance(received, date) and place.post.request in {"waiting", *UNSAID, "none"}:
        # Act on Information Distribution Platforms 25(1): seven days; overdue from the eighth.
        return "request-overdue" if today > received + timedelta(days=7) else "request-waiting"
    return "request-waiting" if place.post.request == "waiting" else "request-none"


def _place(place: Found) -> Iterator[str]:
    yield "place-unknown" if place.place in UNSAID else f"place-{place.place.replace('_', '-')}"
    if place.platform is None:
        return
    yield place.platform.sign
    if place.public:
        yield _DESIGNATED[place.platform.designated.status]
        yield from (_HAZARDS[hazard] for hazard in place.platform.hazards if hazard in _HAZARDS)
    if place.platform.overseas:
        yield "place-overseas"
    yield from _kinds(place.platform)


def _kinds(platform: Platform) -> Iterator[str]:
    if platform.category == "search":
        yield "place-search"
    if platform.category in {"matome", "archive"}:
        yield "place-copies"


def posted(post: Post, *, answers: Answers) -> date | None:
    """Return the day of a post; where there is only one, `dates.posting_time` may tell it."""
    if isinstance(post.posted, date):
        return post.posted
    told = answers.dates.get("posting_time")
    return told if isinstance(told, date) and len(listed_posts(answers)) == 1 else None
