"""From what three addresses answered within a minute to one look, each sort of target by its own nature. No network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from yosuga.capture.relook.base import Answered
from yosuga.rules import relook
from yosuga.rules.relook import Answer, Kept
from yosuga.rules.removal import Barrier, Look, Shown, Sign, Way
from yosuga.rules.takedown.kept import part_of
from yosuga.rules.takedown.target import Kind

TOGETHER = timedelta(minutes=1)
_RESULTS = 3  # links to other places: a page of results that shows so many is one
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_TAKEN_OUT = re.compile(r"(?:(?:透明)?あぼーん|削除(?:しました|されました|済み?)?|\s)*")
_MEDIA = ("image/", "video/", "audio/")
_FINAL = frozenset({Barrier.FAILED, Barrier.REFUSED, Barrier.CAPTCHA})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for again.

    `kept` are the lines of it, `exact` whether they are nothing but the post: else the page's own frame is among them.
    Of a picture `digest` is its SHA-256. `result` is the address that a SEARCH shows. `marked` are the words that do
    the harm, as the person marked them.
    """

    kind: Kind
    kept: Kept = field(default_factory=lambda: Kept(()))
    exact: bool = False
    digest: str = ""
    result: str = ""
    marked: Sequence[str] = ()


NOTHING_SOUGHT = Sought(Kind.PAGE)


@dataclass(frozen=True, slots=True)
class Control:
    """A page of the same host. `kept` is what is known of it; None: it must speak for itself."""

    answered: Answered
    kept: Kept | None = None


def enough(post: Answered, *, sought: Sought, way: Way) -> bool:
    """Say whether the first answer alone settles it, so that the host need not be asked for more."""
    alone = weigh(post, never=None, control=None, sought=sought, way=way)
    known = sought.exact or sought.kind in {Kind.SEARCH, Kind.CACHE} or bool(sought.digest)
    return (alone.shown is Shown.WHOLE and known) or alone.barrier in _FINAL


def weigh(post: Answered, *, never: Answered | None, control: Control | None, sought: Sought, way: Way) -> Look:
    """Return the look that these answers are. What was not answered within one minute of the post does not count."""
    if control is not None and not _together(post, control.answered):
        control = None
    if sought.kind in {Kind.SEARCH, Kind.CACHE}:
        look = _of_search(post, control=control, sought=sought, way=way)
    else:
        look = _of_page(post, never=never, control=control, sought=sought, way=way)
    if post.walled and look.barrier is None:
        look = replace(look, barrier=Barrier.LOGIN)
    if not sought.marked or look.shown is Shown.NOTHING:
        return look
    return replace(look, harm=relook.says(_answer(post, sought=sought), words=sought.marked))


def _of_page(post: Answered, *, never: Answered | None, control: Control | None, sought: Sought, way: Way) -> Look:
    answer, kept = _answer(post, sought=sought), _kept(sought, post=post, never=never)
    nothing, kept = _nothing(post, never=never, kept=kept, sought=sought)
    look = relook.look(
        answer,
        kept=kept,
        never=nothing,
        control=_live(control, unlike=[one for one in (answer, nothing) if one is not None]),
        way=way,
        moment=post.moment,
    )
    if sought.kind is Kind.POST and _is_taken_out(post):
        return replace(look, signs=look.signs | {Sign.WORDS})
    return look


def _is_taken_out(post: Answered) -> bool:
    """Say whether a board shows its own mark, and nothing else, where the one post stood."""
    _, *body = part_of(post.text, address=post.asked).splitlines() or [""]
    return bool(body) and all(_TAKEN_OUT.fullmatch(line) for line in body)


def _together(one: Answered, other: Answered) -> bool:
    return abs(one.moment - other.moment) <= TOGETHER


def _nothing(post: Answered, *, never: Answered | None, kept: Kept, sought: Sought) -> tuple[Answer | None, Kept]:
    """Return what the host shows of nothing, and what was kept without its frame.

    None where it was not told, or where it shows all that was kept: such a host shows its posts at any address.
    """
    if never is None or not never.status or not _together(post, never):
        return None, kept
    answer = _answer(never, sought=sought)
    own = relook.without_frame(kept, never=answer)
    return (None, kept) if relook.shown(answer, kept=own) is Shown.WHOLE else (answer, own)


def _live(control: Control | None, *, unlike: Sequence[Answer]) -> tuple[Answer, Kept] | None:
    if control is None:
        return None
    answer = _plain(control.answered)
    if control.kept is not None and control.kept.lines:
        return answer, control.kept
    return answer, relook.stands(answer, unlike=unlike)


def _answer(seen: Answered, *, sought: Sought) -> Answer:
    """Return an answer as the rule reads it: of a thread the one post, of a picture a line that stands for it."""
    if seen.media_type.startswith(_MEDIA):
        return _plain(replace(seen, text=_of_bytes(seen.digest)))
    part = part_of(seen.text, address=seen.asked) if sought.kind is Kind.POST else ""
    return _plain(replace(seen, text=part) if part else seen)


def _plain(seen: Answered) -> Answer:
    return Answer(
        asked=seen.asked,
        url=seen.url,
        status=seen.status,
        title=seen.title,
        text=seen.text,
        password=seen.password,
        dialog=seen.dialog,
        mitigated=seen.mitigated,
    )


def _kept(sought: Sought, *, post: Answered, never: Answered | None) -> Kept:
    """Return what is looked for. A picture nobody kept is known by being there where nothing is not."""
    if sought.kind is not Kind.MEDIA or sought.kept.lines:
        return sought.kept
    if sought.digest:
        return Kept((_of_bytes(sought.digest),))
    own = never is not None and never.digest != post.digest
    there = post.status == 200 and post.media_type.startswith(_MEDIA) and own
    return Kept((_of_bytes(post.digest),)) if there else sought.kept


def _of_bytes(digest: str) -> str:
    """Return a line that stands for bytes, in letters: digits do not count where pages are compared."""
    return digest.translate(_LETTERS)


def _of_search(post: Answered, *, control: Control | None, sought: Sought, way: Way) -> Look:
    """Weigh a page of results. It speaks for absence when it shows other results and not this one."""
    answer = _plain(post)
    seen = _shows(post, sought=sought)
    base = relook.look(answer, kept=Kept(()), never=None, control=None, way=way, moment=post.moment)
    places = {_place(link) for link in post.links if not _same_site(link, post.url)} - {""}
    others = len(places) >= _RESULTS
    signs = set(base.signs) - {Sign.STATUS}
    if others and not seen:
        signs.add(Sign.LIKE_NOTHING)
    elsewhere = control is not None and len(control.answered.links) >= _RESULTS and control.answered.status == 200
    return replace(
        base,
        shown=Shown.WHOLE if seen else Shown.NOTHING,
        barrier=None if others and base.barrier is Barrier.SHELL else base.barrier,
        signs=frozenset(signs),
        control=others or elsewhere or (None if control is None else False),
        moved=False,
    )


def _shows(post: Answered, *, sought: Sought) -> bool:
    """Say whether the page leads to the result, or, of a CACHE, still shows what was there."""
    if sought.kind is Kind.CACHE and sought.kept.lines:
        return relook.says(_plain(post), words=sought.marked or sought.kept.lines)
    place = _place(sought.result)
    return bool(place) and any(place in _spelled(where) for where in (*post.links, post.text))


def _place(url: str) -> str:
    """Return host and path in one spelling: a page of results wraps the address, and shows it without its scheme."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    return _spelled(f"{host}{parts.path}{f'?{parts.query}' if parts.query else ''}").rstrip("/") if host else ""


def _spelled(text: str) -> str:
    return unquote(unquote(text)).replace(" ", "")


def _same_site(one: str, other: str) -> bool:
    return _domain(one) == _domain(other)


def _domain(url: str) -> str:
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""
