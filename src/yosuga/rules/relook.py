"""From what a page shows today, beside what was kept of it, to a look that `removal` can weigh. No network.

Three pages are compared: the post's own address, one of the same host that never existed (a random id), and one of the
same host that is known to be live. What the host says of nothing, it may also say of the post; what it says of
everything, it says of nothing in particular.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yosuga.capture.verdict import Seen, walls
from yosuga.rules.removal import Barrier, Look, Shown, Sign, Way

_WHOLE = 0.8  # of the characters that were kept; the rest may be counters, ages and advertisements
_CHANGED = 0.2
_ALIKE = 0.9
_UNLIKE = 0.6
_TOP = 400  # characters of the page in which a host says such things
_TELLING = 8  # characters: a shorter line of digits is a counter or an age
_LITTLE = 60  # characters of a page that has shown nothing yet

_MAINTENANCE = re.compile(
    "メンテナンス(?:中|を)|しばらくお待ち|ただいま(?:混|こ)み|maintenance|try again later", re.IGNORECASE
)
_SAID = {
    Barrier.ARCHIVED: re.compile("dat落ち|過去ログ倉庫|格納されています"),
    Barrier.REGION: re.compile(
        "お住まいの(?:国|地域)|(?:国|地域)では(?:ご?利用|表示)|not available in your (?:country|region)", re.IGNORECASE
    ),
    Barrier.AGE: re.compile("18歳(?:以上|未満)|年齢(?:確認|制限)|age.restricted|confirm your age", re.IGNORECASE),
    Barrier.SHELL: re.compile(
        "JavaScript\\s*(?:を有効|が無効|is (?:disabled|not available)|required)|enable JavaScript", re.IGNORECASE
    ),
}
_REFUSALS = {403: Barrier.REFUSED, 429: Barrier.REFUSED, 451: Barrier.REGION}
_BARRIERS = {"challenge": Barrier.CAPTCHA, "auth-required": Barrier.LOGIN, "login-wall": Barrier.LOGIN}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address showed: `status` 0 where nothing answered, `text` the words a reader sees."""

    asked: str
    url: str
    status: int
    title: str
    text: str
    password: bool = False
    dialog: str = ""
    mitigated: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a page: the lines that matter, as they stood there."""

    lines: tuple[str, ...]


def look(
    answer: Answer,
    *,
    kept: Kept,
    never: Answer | None,
    control: tuple[Answer, Kept] | None,
    way: Way,
    moment: datetime,
) -> Look:
    """Return the look that `answer` is. `never` and `control` were asked within the same minute by the same way.

    A control that does not show what was kept of it counts as a page that is not live.
    """
    live = control is not None and shown(control[0], kept=control[1]) is Shown.WHOLE
    nothing = never is not None and control is not None and _is_like_nothing(answer, never=never, control=control[0])
    signs = _signs(answer, nothing=nothing)
    seen = shown(answer, kept=kept)
    other = live and not signs and never is not None and _alike(answer, never) < _UNLIKE
    if seen is Shown.NOTHING and other and any(map(_form, kept.lines)):
        seen = Shown.CHANGED  # something stands there that the host does not show of nothing
    return Look(
        moment=moment,
        way=way,
        shown=seen,
        signs=signs,
        barrier=_barrier(answer, live=live),
        control=None if control is None else live,
        moved=_place(answer.url) != _place(answer.asked),
    )


def shown(answer: Answer, *, kept: Kept) -> Shown:
    """Return how much of the kept lines stands on the page, by characters; spaces and most digits do not count."""
    shapes, page = _shape(answer.text), _bare(answer.text)
    lines = list(filter(None, map(_form, kept.lines)))
    if not lines:
        return Shown.NOTHING
    there = sum(len(line) for line in lines if line in page or line in shapes) / sum(map(len, lines))
    if there >= _WHOLE:
        return Shown.WHOLE
    return Shown.CHANGED if there >= _CHANGED else Shown.NOTHING


def stands(answer: Answer, *, unlike: Iterable[Answer]) -> Kept:
    """Return what a page that nobody kept says by itself, so that it can be a control; nothing where it is none.

    It must be a page of that host with something to read, behind no wall, and `unlike` all others that were asked for:
    a host that shows everybody its front page says nothing by showing it.
    """
    others = list(unlike)
    barred = _barrier(answer, live=bool(others))  # an empty shell is the same at every address: that shows below
    walled = answer.status != 200 or _host(answer.url) != _host(answer.asked) or barred
    if walled or _says_deleted(answer) or any(_alike(answer, other) >= _UNLIKE for other in others):
        return Kept(())
    common = frozenset[str]().union(*map(_lines, others))
    return Kept(tuple(line for line in answer.text.splitlines() if _shape(line) and _shape(line) not in common))


def without_frame(kept: Kept, *, never: Answer) -> Kept:
    """Return the kept lines without those that the host shows around nothing: menus and footers are not the post.

    All of them where nothing else would be left.
    """
    frame = _lines(never)
    own = tuple(line for line in kept.lines if _shape(line) not in frame)
    return Kept(own) if any(map(_form, own)) else kept


def says(answer: Answer, *, words: Iterable[str]) -> bool:
    """Say whether any of `words` stands in the page, spaces and widths aside. Digits count: they may be what harms."""
    page = _bare(answer.text)
    return any(_bare(word) in page for word in words if _bare(word))


def _signs(answer: Answer, *, nothing: bool) -> frozenset[Sign]:
    said = {
        Sign.STATUS: answer.status in {404, 410},
        Sign.WORDS: _says_deleted(answer),
        Sign.LIKE_NOTHING: nothing,
    }
    return frozenset(sign for sign, holds in said.items() if holds)


def _is_like_nothing(answer: Answer, *, never: Answer, control: Answer) -> bool:
    """Return whether the host shows of the post what it shows of nothing, and of a live page something else."""
    return _alike(answer, never) >= _ALIKE and _alike(control, never) < _UNLIKE


def _says_deleted(answer: Answer) -> bool:
    """Return whether the host's own words, in the place of the post, say that it is gone; the status aside."""
    return any(reason.code == "deleted" for reason in walls(_seen(answer, status=200)))


def _barrier(answer: Answer, *, live: bool) -> Barrier | None:
    """Return what stands before the page. Where a live page of the host is seen, a bare one is no empty shell."""
    if answer.status == 0 or answer.status >= 500 or _MAINTENANCE.search(answer.title + answer.text[:_TOP]):
        return Barrier.FAILED
    for reason in walls(_seen(answer, status=answer.status)):
        if reason.code in _BARRIERS:
            return _BARRIERS[reason.code]
    if answer.status in _REFUSALS:
        return _REFUSALS[answer.status]
    for barrier, words in _SAID.items():
        if words.search(answer.text[:_TOP]):
            return barrier
    bare = answer.status == 200 and len(_shape(answer.text)) < _LITTLE and not _says_deleted(answer)
    return Barrier.SHELL if bare and not live else None


def _seen(answer: Answer, *, status: int) -> Seen:
    return Seen(
        asked=answer.asked,
        url=answer.url,
        status=status,
        title=answer.title,
        text=answer.text,
        password=answer.password,
        dialog=answer.dialog,
        mitigated=answer.mitigated,
    )


def _alike(one: Answer, other: Answer) -> float:
    """Return the share of lines that two pages have in common, 0..1; numbers aside, ids are made of them."""
    mine, theirs = _lines(one), _lines(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _lines(answer: Answer) -> frozenset[str]:
    return frozenset(filter(None, map(_shape, f"{answer.title}\n{answer.text}".splitlines())))


def _shape(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _form(line: str) -> str:
    """Return a kept line as it is looked for; nothing for a counter.

    One that is mostly number (a telephone) keeps its digits, or any other number would do for it.
    """
    shape, bare = _shape(line), _bare(line)
    if 2 * len(shape) >= len(bare):
        return shape
    return bare if len(bare) >= _TELLING else ""


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _host(url: str) -> str:
    return _place(url).partition("://")[2].partition("/")[0].lower().removeprefix("www.")


def _place(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].rstrip("/").replace("http://", "https://")
