"""When is a post gone? The rule of `yosuga.rules.removal` beside three that people use, on one zoo of simulated hosts.

Usage: python -m benchmarks.removal [POSTS] [SEED]   (default 2,000 posts over 30 days, seed 1)

Wrong: of the posts a rule called gone, the share that a reader would still have seen at that hour. Found: of the posts
that were removed, the share that the rule called gone within the 30 days. Exit code 1 when a bound does not hold.
"""

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

from benchmarks.zoo import HOURS, Fate, Host, Post, front, hosts, posts, served
from yosuga.capture.relook.base import Answered
from yosuga.rules.relook import Answer, Kept, look
from yosuga.rules.removal import Look, Standing, State, Way, after
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.weighing import Control, Sought, enough, weigh

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_HOSTS = 60
_MOST_WRONG, _LEAST_FOUND = 0.002, 0.85
# A polite schedule: twice on the first day, then once a day, never at the same hour of the day. The ways take turns;
# about once a week the person looks in their own browser, as the board asks them to.
_SCHEDULE = (2, 14, *range(37, HOURS, 23))
_WAYS = (Way.PLAIN, Way.HEADLESS, Way.PLAIN, Way.HEADLESS, Way.PLAIN, Way.HEADLESS, Way.OWN_BROWSER)
_NEVER = 99_999_991
_OURS = ("yosuga", "yosuga, beside an unknown post")


@dataclass(frozen=True, slots=True)
class Glance:
    """One visit: the post's answer, and those of an address that never was, of a live post and of the front page."""

    hour: int
    way: Way
    answer: Answer
    never: Answer
    control: tuple[Answer, Kept]
    front: Answer


Rule = Callable[[Sequence[Glance], Kept], int | None]


def glances(post: Post, *, known: Post, by: random.Random, aside: random.Random) -> list[Glance]:
    """Return all visits to a post in order of time. `aside` is the luck of the front page alone."""
    made = []
    for turn, hour in enumerate(_SCHEDULE):
        way = _WAYS[turn % len(_WAYS)]
        answer = post.answer(hour, way=way, chance=by)
        never = served(post.host, _NEVER, lines=None, hour=hour, way=way, by=by)
        live = (known.answer(hour, way=way, chance=by), known.kept)
        made.append(Glance(hour, way, answer, never, live, front(post.host, hour=hour, way=way, by=aside)))
    return made


def not_200(seen: Sequence[Glance], _kept: Kept) -> int | None:
    """Anything but 200 is gone."""
    return next((one.hour for one in seen if one.answer.status != 200), None)


def one_404(seen: Sequence[Glance], _kept: Kept) -> int | None:
    """One 404 is gone."""
    return next((one.hour for one in seen if one.answer.status == 404), None)


def weeks_of_404(seen: Sequence[Glance], _kept: Kept) -> int | None:
    """404 in every visit of 14 days is gone."""
    began: int | None = None
    for one in seen:
        if one.answer.status != 404:
            began = None
        elif began is None:
            began = one.hour
        elif one.hour - began >= 14 * 24:
            return one.hour
    return None


def ours(seen: Sequence[Glance], kept: Kept) -> int | None:
    """The rule of the product: its own reading of each page, and its own count."""
    return _gone(
        (one.hour, look(one.answer, kept=kept, never=one.never, control=one.control, way=one.way, moment=_moment(one)))
        for one in seen
    )


def beside_a_stranger(seen: Sequence[Glance], kept: Kept) -> int | None:
    """The same through the steps of a real look, where no other post was kept: one that the host leads to is asked for.

    It must speak for itself. What was kept is the whole page, with the frame of the host around the post.
    """
    return _gone((one.hour, _as_looked_at(one, beside=one.control[0], kept=kept)) for one in seen)


def beside_the_front(seen: Sequence[Glance], kept: Kept) -> int | None:
    """What the product does not do: the front page alone says that the host is well."""
    return _gone((one.hour, _as_looked_at(one, beside=one.front, kept=kept)) for one in seen)


def _as_looked_at(one: Glance, *, beside: Answer, kept: Kept) -> Look:
    sought = Sought(Kind.POST, Kept(("ホーム", "検索", *kept.lines, "返信する")))
    post = _answered(one.answer, one)
    if enough(post, sought=sought, way=one.way):
        return weigh(post, never=None, control=None, sought=sought, way=one.way)
    control = Control(_answered(beside, one))
    return weigh(post, never=_answered(one.never, one), control=control, sought=sought, way=one.way)


def _answered(answer: Answer, one: Glance) -> Answered:
    return Answered(moment=_moment(one), **{field.name: getattr(answer, field.name) for field in fields(Answer)})


def _gone(looks: Iterable[tuple[int, Look]]) -> int | None:
    """Return the hour at which the looks first say GONE."""
    now = Standing()
    for hour, one in looks:
        now = after(now, one)
        if now.state is State.GONE:
            return hour
    return None


def _moment(one: Glance) -> datetime:
    return _BEGIN + timedelta(hours=one.hour)


def controls(on: Sequence[Host], *, by: random.Random) -> dict[str, Post]:
    """Return a post of each host that stays for the whole time."""
    found: dict[str, Post] = {}
    while len(found) < len(on):
        for post in posts(200, on=[host for host in on if host.name not in found], by=by):
            if post.fate is Fate.STAYS:
                found.setdefault(post.host.name, post)
    return found


def tally(rule: Rule, *, of: Sequence[tuple[Post, list[Glance]]]) -> tuple[int, int, int, int]:
    """Return how many were called gone, how many of them wrongly, how many were removed, and how many of them found."""
    called = wrong = removed = found = 0
    for post, seen in of:
        hour = rule(seen, post.kept)
        called += hour is not None
        wrong += hour is not None and post.is_up(hour)
        if post.fate is Fate.REMOVED:
            removed += 1
            found += hour is not None and not post.is_up(hour)
    return called, wrong, removed, found


def report(of: Sequence[tuple[Post, list[Glance]]]) -> Iterator[tuple[str, float, float]]:
    """Print one line a rule and yield its name with the two shares."""
    print(f"{'rule':36}{'called gone':>12}{'wrong':>8}{'':>9}{'removed':>9}{'found':>8}")
    rules = {
        "not 200": not_200,
        "one 404": one_404,
        "404 for 14 days": weeks_of_404,
        "not ours: beside the front page": beside_the_front,
        _OURS[0]: ours,
        _OURS[1]: beside_a_stranger,
    }
    for name, rule in rules.items():
        called, wrong, removed, found = tally(rule, of=of)
        share, part = wrong / called if called else 0.0, found / removed if removed else 0.0
        print(f"{name:36}{called:12}{wrong:8}{share:9.2%}{removed:9}{found:8} {part:.1%}")
        yield name, share, part


def main() -> int:
    """Run all rules over the same visits."""
    count, seed = (int(given) for given in (*sys.argv[1:3], *("2000", "1")[len(sys.argv) - 1 :]))
    by, aside = random.Random(seed), random.Random(-seed - 1)  # noqa: S311 - they must come out alike each time
    on = hosts(_HOSTS, by=by)
    known = controls(on, by=by)
    drawn = posts(count, on=on, by=by)
    zoo = [(post, glances(post, known=known[post.host.name], by=by, aside=aside)) for post in drawn]
    print(f"{count} posts on {_HOSTS} simulated hosts, 30 days, {len(_SCHEDULE)} visits each, seed {seed}\n")
    told = [(share, part) for name, share, part in report(zoo) if name in _OURS]
    holds = all(share <= _MOST_WRONG and part >= _LEAST_FOUND for share, part in told)
    print(f"\nwrong at most {_MOST_WRONG:.1%}, found at least {_LEAST_FOUND:.0%}: {'hold' if holds else 'DO NOT HOLD'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
