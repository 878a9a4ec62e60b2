"""One page: a screen's template inside the frame that every page carries, and the calm pages for what went wrong."""

import re
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from yosuga.errors import VaultReadOnly, YosugaError
from yosuga.web import furigana, sessions, words
from yosuga.web.headers import POLICY
from yosuga.web.replay.shows import shows
from yosuga.web.screen import Asked, Role, Shown
from yosuga.web.sessions import Said, Session
from yosuga.web.vaults import IDLE_S, Locked

_LATER_S = 20  # a page that was left open asks again once the vault was surely locked
# While somebody may be typing it waits until the session itself is over: what was typed can be kept until then.
_HOLDS_TEXT = re.compile(
    r"<textarea|<input(?![^>]*\btype=.(?:hidden|radio|checkbox|password|search|submit)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows and what forms need."""

    key: str
    visit: int
    lang: str
    other: str
    easy: bool
    said: tuple[Said, ...]
    wrong: str
    typed: dict[str, str]
    can_go_back: bool
    is_owner: bool
    is_memo: bool
    read_only: str
    refresh: int
    exit_key: str
    idle: int
    name: str


def rendered(shown: Shown, *, asked: Asked) -> HttpResponse:
    """Return the page of a screen."""
    frame = _frame(asked, refresh=shown.refresh)
    asked.session.wrong, asked.session.typed = "", {}
    context = {**shown.context, "page": frame, "asked": asked}
    response = _answer(shown.template, context, frame=frame, status=shown.status)
    if shown.frames:
        response["Content-Security-Policy"] = f"{POLICY}; frame-src {shown.frames}"
    else:
        shows.close_of(asked.session)  # a copy lies open only while its page is the one that is shown
    return response


def _answer(template: str, context: dict[str, object], *, frame: Frame, status: int) -> HttpResponse:
    """Return a page that does not stay on the screen when nobody comes back to it, also where no script runs."""
    html: str = render_to_string(template, context)
    if frame.easy:
        html = furigana.over(html)
    response = HttpResponse(html, status=status)
    if frame.idle and not frame.refresh:
        wait = max(frame.idle, sessions.IDLE_S + _LATER_S) if _HOLDS_TEXT.search(html) else frame.idle
        response["Refresh"] = f"{wait}; url=/m"
    return response


def _frame(asked: Asked, *, refresh: int = 0) -> Frame:
    session = asked.session
    return Frame(
        key=session.key,
        visit=session.visit(),
        lang=words.language(),
        other="en" if words.language() == "ja" else "ja",
        easy=words.easily(),
        said=tuple(session.take_said()),
        wrong=session.wrong,
        typed=dict(session.typed),
        can_go_back=bool(session.trail),
        is_owner=asked.role is Role.OWNER,
        is_memo=asked.role is Role.MEMO,
        read_only=_read_only(asked),
        refresh=refresh,
        exit_key=session.exit_key,
        idle=IDLE_S + _LATER_S if asked.role in {Role.OWNER, Role.MEMO} else 0,
        name=session.screen,
    )


def _read_only(asked: Asked) -> str:
    """Return why nothing can be kept now, in words, or nothing."""
    if asked.role is not Role.OWNER:
        return ""
    try:
        blocked = asked.tools.blocked
    except Locked:
        return ""
    return "" if blocked is None else words.pick(blocked)


def trouble(error: YosugaError, *, asked: Asked) -> HttpResponse:
    """Return the page that says what happened, what is safe and what to do."""
    code = "" if isinstance(error, VaultReadOnly) else error.code
    frame = _frame(asked)
    context = {"page": frame, "asked": asked, "error": error, "code": code}
    return _answer("front/error.html", context, frame=frame, status=error.status)


def stale(*, asked: Asked) -> HttpResponse:
    """Return the page for a form that does not belong to this session any more."""
    frame = _frame(asked)
    return _answer("front/stale.html", {"page": frame, "asked": asked}, frame=frame, status=403)


def moved(address: str) -> HttpResponse:
    """Return 303: the next thing the browser asks is a GET of that address."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def set_cookie(response: HttpResponse, session: Session, *, name: str) -> None:
    """Give the browser the session's name, until it is closed; no script can read it, no other site can use it."""
    response.set_cookie(name, session.id, httponly=True, samesite="Strict")
