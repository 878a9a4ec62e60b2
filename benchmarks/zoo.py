"""Simulated hosts with posts that stay, are edited, hidden, moved or removed over 30 days, and hosts that misbehave.

Nothing here knows how removal is judged. A host answers an address at an hour by a way, as real hosts do: with error
pages that say 200, walls, robots' checks, outages of the whole host or of one page, shells without words, and "not
found" for a post that is there. Everything follows from the seed.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from yosuga.rules.relook import Answer, Kept
from yosuga.rules.removal import Way

HOURS = 30 * 24
_SIGNS = (
    "駅前の喫茶店で会った人の話を書く住所は近く電話番号も見た昨日今日明日学校会社友写真動画"
    "投稿返信白青古新静夜朝川山海道橋坂角家庭窓机本紙"
)


_WELCOME = (
    "ようこそ\n新着\n人気の投稿\n登録はこちら\nよくある質問\n運営会社\n"
    "身のまわりのことを写真と短い文で書きとめる場所です\nだれでも読めて、登録すれば書けます"
)


class Fate(Enum):
    """What becomes of a post."""

    STAYS = "stays"
    EDITED = "edited"  # other words, the post is there
    HIDDEN = "hidden"  # a closed account: away for days, then back
    FALLEN = "fallen"  # dat落ち: moved to the archive of the board
    REMOVED = "removed"


class Manner(Enum):
    """How a host says that something is not there."""

    HONEST = "404"
    GONE = "410"
    SOFT_WORDS = "200 and words"
    SOFT_SAME = "200 and a page that says nothing"
    FRONT = "200 and the front page"
    REFUSES = "403"


@dataclass(frozen=True, slots=True)
class Host:
    """One host. Rates are chances for one look; `dark` are hours of outage and what is then answered to everybody."""

    name: str
    manner: Manner
    board: bool
    wall: float
    check: float
    shell: bool
    glitch: float
    dark: Mapping[int, str]

    def url(self, number: int) -> str:
        """Return the address of a post."""
        return f"https://{self.name}/post/{number}"


@dataclass(frozen=True, slots=True)
class Post:
    """One post, and the hours from which and until which its fate holds. `patches` are hours when it alone fails."""

    host: Host
    number: int
    lines: tuple[str, ...]
    other: tuple[str, ...]
    fate: Fate
    start: int
    end: int
    patches: frozenset[int]

    @property
    def kept(self) -> Kept:
        """What was kept of it on the first day."""
        return Kept(self.lines)

    def is_up(self, hour: int) -> bool:
        """Say whether a reader who gets through sees the post, edited or not."""
        away = self.fate in {Fate.HIDDEN, Fate.REMOVED} and self.start <= hour < self.end
        return not away

    def answer(self, hour: int, *, way: Way, chance: random.Random) -> Answer:
        """Return what its address shows."""
        fallen = self.fate is Fate.FALLEN and hour >= self.start
        lines = self.other if self.fate is Fate.EDITED and hour >= self.start else self.lines
        up = self.is_up(hour)
        if up and hour in self.patches:
            return _missing(self.host, self.host.url(self.number))
        return served(self.host, self.number, lines=lines if up else None, fallen=fallen, hour=hour, way=way, by=chance)


def served(
    host: Host,
    number: int,
    *,
    lines: tuple[str, ...] | None,
    fallen: bool = False,
    hour: int,
    way: Way,
    by: random.Random,
) -> Answer:
    """Return what a host answers; `lines` None where there is no such post."""
    url = host.url(number)
    barred = _dark(url, host.dark[hour]) if hour in host.dark else _barred(host, url, way=way, by=by)
    if barred is not None:
        return barred
    if fallen:
        return Answer(url, url, 200, "", "このスレッドは過去ログ倉庫に格納されています\ndat落ち")
    if lines is None or by.random() < host.glitch:
        return _missing(host, url)
    return Answer(
        url, url, 200, lines[0][:20], "\n".join(["ホーム", "検索", host.name, *lines, "いいね 12", "返信する"])
    )


def _barred(host: Host, url: str, *, way: Way, by: random.Random) -> Answer | None:
    """Return what a reader meets before the page. A person in their own browser is logged in and passes checks."""
    if way is Way.OWN_BROWSER:
        return None
    if by.random() < host.check:
        return Answer(url, url, 403, "Just a moment...", "Checking your browser before accessing", mitigated=True)
    if by.random() < host.wall:
        login = f"https://{host.name}/login"
        return Answer(url, login, 200, "ログイン", "続きを見るにはログインが必要です", password=True)
    if host.shell and way is Way.PLAIN:
        return Answer(url, url, 200, host.name, "JavaScriptを有効にしてください")
    return None


def front(host: Host, *, hour: int, way: Way, by: random.Random) -> Answer:
    """Return the front page. It is there while all posts answer 404: the worst page to measure a post by."""
    home = f"https://{host.name}/"
    dark = host.dark.get(hour, "404")
    barred = _barred(host, home, way=way, by=by) if dark == "404" else _dark(home, dark)
    return barred or Answer(home, home, 200, host.name, _WELCOME)


def _missing(host: Host, url: str) -> Answer:
    home = f"https://{host.name}/"
    said = {
        Manner.HONEST: Answer(url, url, 404, "404 Not Found", "お探しのページは見つかりません"),
        Manner.GONE: Answer(url, url, 410, "410 Gone", "この投稿は削除されました"),
        Manner.SOFT_WORDS: Answer(url, url, 200, host.name, "ホーム\n検索\nこの投稿は削除されたか、存在しません"),
        Manner.SOFT_SAME: Answer(
            url, url, 200, host.name, "ホーム\n検索\nおすすめの話題\n今日の人気\n" + "話題のことば\n" * 4
        ),
        Manner.FRONT: Answer(url, home, 200, host.name, _WELCOME),
        Manner.REFUSES: Answer(url, url, 403, "403 Forbidden", "アクセスが拒否されました"),
    }
    return said[host.manner]


def _dark(url: str, kind: str) -> Answer:
    return {
        "503": Answer(url, url, 503, "503", "ただいまメンテナンス中です"),
        "200": Answer(url, url, 200, "お知らせ", "ただいまメンテナンス中です。しばらくお待ちください"),
        "404": Answer(url, url, 404, "404 Not Found", "お探しのページは見つかりません"),
        "none": Answer(url, url, 0, "", ""),
        "region": Answer(url, url, 451, "", "お住まいの地域ではご利用いただけません"),
        "busy": Answer(url, url, 429, "", "Too Many Requests"),
    }[kind]


def hosts(count: int, *, by: random.Random) -> list[Host]:
    """Return hosts of every manner, some of them with walls, checks, shells and outages of up to a day and a half."""
    made = []
    for number in range(count):
        dark: dict[int, str] = {}
        for _ in range(by.randrange(6)):
            begin, kind = by.randrange(HOURS), by.choice(["503", "200", "404", "404", "none", "region", "busy"])
            dark.update(dict.fromkeys(range(begin, begin + by.choice([1, 2, 6, 12, 36])), kind))
        made.append(
            Host(
                name=f"host{number}.example",
                manner=by.choices(list(Manner), weights=[8, 2, 5, 2, 2, 1])[0],
                board=by.random() < 0.2,
                wall=by.choice([0, 0, 0, 0.05, 0.3]),
                check=by.choice([0, 0, 0.02, 0.1, 0.3]),
                shell=by.random() < 0.2,
                glitch=by.choice([0, 0, 0.005, 0.02, 0.05]),
                dark=dark,
            )
        )
    return made


def posts(count: int, *, on: list[Host], by: random.Random) -> list[Post]:
    """Return posts with their fates: about two in five are removed during the first 20 days."""
    made = []
    for number in range(count):
        host = by.choice(on)
        fates = [Fate.STAYS, Fate.EDITED, Fate.HIDDEN, Fate.FALLEN if host.board else Fate.STAYS, Fate.REMOVED]
        fate = by.choices(fates, weights=[40, 5, 6, 9, 40])[0]
        start = by.randrange(24, 20 * 24)
        end = start + by.randrange(24, 12 * 24) if fate is Fate.HIDDEN else HOURS
        begins = [by.randrange(HOURS) for _ in range(by.choice([0, 0, 1, 2]))]
        patches = frozenset(hour for begin in begins for hour in range(begin, begin + by.choice([1, 4, 20])))
        made.append(
            Post(host, 10_000 + number * 7, _lines(by), _lines(by), fate=fate, start=start, end=end, patches=patches)
        )
    return made


def _lines(by: random.Random) -> tuple[str, ...]:
    return tuple("".join(by.choices(_SIGNS, k=by.randrange(8, 60))) for _ in range(by.randrange(1, 6)))
