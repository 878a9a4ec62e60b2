"""What a site asks of robots (robots.txt, RFC 9309): which group is meant for us, and whether an address is open to us.

Of the parsers at hand, the standard library's knows neither `*` and `$` in a path nor that the longest rule wins, which
most sites of today rely on. A rule is matched in linear time: the file is a stranger's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

MOST_BYTES = 500 * 2**10  # RFC 9309, 2.5: at least this much is to be read
_MOST_RULES = 5_000
_MOST_PATH = 2_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: an address whose path begins as `path` says is open or closed."""

    open: bool
    path: str


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that are meant for us. Without any, everything is open."""

    rules: tuple[Rule, ...] = ()

    def may(self, url: str) -> bool:
        """Say whether an address is open to us: the longest rule wins, and the open one of two that are as long."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fits = [rule for rule in self.rules if matches(rule.path, path)]
        return max(fits, key=lambda rule: (len(rule.path), rule.open), default=Rule(open=True, path="")).open


CLOSED = Robots((Rule(open=False, path="/"),))


def read(body: str, *, agent: str) -> Robots:
    """Return the rules of the groups that name `agent`, else of those for everybody (RFC 9309, 2.2.1)."""
    own: list[Rule] = []
    general: list[Rule] = []
    named = False
    for agents, rules in _groups(body):
        if agent.lower() in agents:
            own, named = [*own, *rules], True
        elif "*" in agents:
            general += rules
    return Robots(tuple((own if named else general)[:_MOST_RULES]))


def of_answer(status: int, body: str, *, agent: str) -> Robots:
    """Return what an answer to the request for robots.txt means (RFC 9309, 2.3.1).

    A file that is not there (4xx) closes nothing; a host that fails (5xx) or cannot be reached (0) closes everything.
    """
    if 200 <= status < 300:
        return read(body[:MOST_BYTES], agent=agent)
    return Robots() if 300 <= status < 500 and status != 429 else CLOSED


def matches(pattern: str, path: str) -> bool:
    """Say whether `path` begins as `pattern` says; `*` stands for anything, `$` at the end for the end."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if anchored and not rest:
        return place == len(path)
    for number, part in enumerate(rest, 1):
        if anchored and number == len(rest):
            return path.endswith(part) and len(path) - len(part) >= place
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _groups(body: str) -> Iterator[tuple[frozenset[str], Sequence[Rule]]]:
    """Yield each group: the agents it names, in lower case, and its rules."""
    agents: set[str] = set()
    rules: list[Rule] = []
    begun = False  # rules have begun: the next agent starts another group
    for key, value in _lines(body):
        if key == "user-agent":
            if begun:
                yield frozenset(agents), rules
                agents, rules, begun = set(), [], False
            agents.add(value.partition("/")[0].strip().lower())
        elif key in {"allow", "disallow"}:
            begun = True
            if value and agents:
                rules.append(Rule(open=key == "allow", path=_plain(value[:_MOST_PATH])))
    yield frozenset(agents), rules


def _lines(body: str) -> Iterator[tuple[str, str]]:
    for line in body.removeprefix("\ufeff").splitlines()[: 4 * _MOST_RULES]:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _plain(text: str) -> str:
    """Return a path in one spelling: what need not be escaped is not, everything else is (RFC 9309, 2.2.2)."""
    return quote(unquote_to_bytes(text), safe="/*$?&=:@!'()+,;~-._%#[]") if "%" in text or not text.isascii() else text
