"""When is a post gone? The rule of `yosuga.rules.removal` beside three that people use, on one zoo of simulated hosts.

Usage: python -m benchmarks.removal [POSTS] [SEED]   (default 2,000 posts over 30 days, seed 1)

Wrong: of the posts a rule called gone, the share that a reader would still have seen at that hour. Found: of the posts
that were removed, the share that the rule called gone within the 30 days. Exit code 1 when a bound does not hold.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.zoo import HOURS, Fate, Host, Post, hosts, posts, served
from yosuga.rules.relook import Answer, Kept, look
from yosuga.rules.removal import Standing, State, Way, after

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_HOSTS = 60
_MOST_WRONG, _LEAST_FOUND = 0.002, 0.85
# A polite schedule: twice on the first day, then once a day, never at the same hour of the day. The ways take turns;
# about once a week the person looks in their own browser, as the board asks them to.
_SCHEDULE = (2, 14, *range(37, HOURS, 23))
_WAYS = (Way.PLAIN, Way.HEADLESS, Way.PLAIN, Way.HEADLESS, Way.PLAIN, Way.HEADLESS, Way.OWN_BROWSER)
_NEVER = 99_999_991


@dataclass(frozen=True, slots=True)
class Glance:
    """One visit: the post's answer, and those of an address that never was and of a live page of the same host."""

    hour: int
    way: Way
    answer: Answer
    never: Answer
    control: tuple[Answer, Kept]


Rule = Callable[[Sequence[Glance], Kept], int | None]


def glances(post: Post, *, known: Post, by: random.Random) -> list[Glance]:
    """Return all visits to a post in order of time."""
    made = []
    for turn, hour in enumerate(_SCHEDULE):
        way = _WAYS[turn % len(_WAYS)]
        answer = post.answer(hour, way=way, chance=by)
        never = served(post.host, _NEVER, lines=None, hour=hour, way=way, by=by)
        made.append(Glance(hour, way, answer, never, (known.answer(hour, way=way, chance=by), known.kept)))
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
    now = Standing()
    for one in seen:
        moment = _BEGIN + timedelta(hours=one.hour)
        weighed = look(one.answer, kept=kept, never=one.never, control=one.control, way=one.way, moment=moment)
        now = after(now, weighed)
        if now.state is State.GONE:
            return one.hour
    return None


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
    rules = {"not 200": not_200, "one 404": one_404, "404 for 14 days": weeks_of_404, "yosuga": ours}
    for name, rule in rules.items():
        called, wrong, removed, found = tally(rule, of=of)
        share, part = wrong / called if called else 0.0, found / removed if removed else 0.0
        print(f"{name:36}{called:12}{wrong:8}{share:9.2%}{removed:9}{found:8} {part:.1%}")
        yield name, share, part


def main() -> int:
    """Run all rules over the same visits."""
    count, seed = (int(given) for given in (*sys.argv[1:3], *("2000", "1")[len(sys.argv) - 1 :]))
    by = random.Random(seed)  # noqa: S311 - a simulation that must come out alike each time
    on = hosts(_HOSTS, by=by)
    known = controls(on, by=by)
    zoo = [(post, glances(post, known=known[post.host.name], by=by)) for post in posts(count, on=on, by=by)]
    print(f"{count} posts on {_HOSTS} simulated hosts, 30 days, {len(_SCHEDULE)} visits each, seed {seed}\n")
    share, part = {name: (share, part) for name, share, part in report(zoo)}["yosuga"]
    holds = share <= _MOST_WRONG and part >= _LEAST_FOUND
    print(f"\nwrong at most {_MOST_WRONG:.1%}, found at least {_LEAST_FOUND:.0%}: {'hold' if holds else 'DO NOT HOLD'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
