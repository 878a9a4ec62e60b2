"""The one address `/m`: finds the session, checks the form, lets one screen act or be shown, and tells nothing else."""

import hmac
import logging
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from yosuga.cases.troubles import database_words
from yosuga.errors import YosugaError
from yosuga.web import neutral, page, site, uploads, words
from yosuga.web.cases import the_case
from yosuga.web.notebook import begins_plainly, notebook
from yosuga.web.parking import parking
from yosuga.web.screen import Asked, Form, Go, Needs, Role, Screen, Way, now
from yosuga.web.sessions import COOKIE, Draft, Place, Session, sessions
from yosuga.web.vaults import Locked, holder

_log = logging.getLogger("yosuga.web")
_ARGUMENT = "arg-"
_NO_DRAFT = frozenset({"k", "v", "code", "group"})  # what every form carries, and parts of a recovery code


def memo(request: HttpRequest) -> HttpResponse:
    """Answer `/m`: GET shows the screen of the session, POST acts and leads back here."""
    session = sessions.find(request.COOKIES.get(COOKIE))
    if session is None:
        return neutral.empty(request)
    with session.busy, words.speaking(session.language, easily=session.easy):
        if request.method == "POST":
            return _acted(request, session=session)
        with holder.in_use():
            return _shown(session)


# ------------------------------------------------------------------------------------------------------- showing


def _shown(session: Session) -> HttpResponse:
    if session.unlocked and role_of(session) is Role.GUEST:  # the vault was locked while a page stood open
        session.unlocked = 0
        _lead_to_door(session)
    asked = asked_by(session)
    try:
        screen = _reachable(asked)
        with database_words():
            shown = screen.show(asked)
            return page.rendered(shown, asked=asked)
    except Locked:
        session.unlocked = 0
        _lead_to_door(session)
        return page.moved("/m")
    except YosugaError as error:
        _log.warning("shown %s: %s", session.screen, error.code)
        return page.trouble(error, asked=asked)


def asked_by(session: Session) -> Asked:
    """Return what a screen of this session is asked with."""
    return Asked(session=session, role=role_of(session), moment=now(), bench=holder.tools, registered=_is_there)


def _is_there(name: str) -> bool:
    return name in site.screens()


def role_of(session: Session) -> Role:
    """Return who asks: the owner unlocked the very opening of the vault that is open now."""
    if session.unlocked and session.unlocked == holder.opening:
        return Role.OWNER
    return Role.MEMO if session.plain else Role.GUEST


def _reachable(asked: Asked) -> Screen:
    """Return the screen the session stands at, led to the vault's door or to the cases where it needs them."""
    session = asked.session
    screen = site.screens().get(session.screen)
    if asked.role is Role.MEMO:
        return _memos(session)
    if screen is None:
        session.here = Place(site.FIRST)
        return site.screens()[site.FIRST]
    if asked.role is Role.GUEST and (screen.needs is not Needs.NOTHING or not site.may(Role.GUEST, screen.name)):
        _lead_to_door(session)
        return site.screens()[session.screen]
    if not site.may(asked.role, screen.name):
        _log.warning("refused: %s", screen.name)
        session.here = Place(site.FIRST)
        return site.screens()[site.FIRST]
    if screen.needs is Needs.CASE and session.case is None:
        session.case = the_case(asked)
    if screen.needs is Needs.CASE and session.case is None:
        session.after, session.here = session.here, Place(site.CASES)
        return site.screens()[site.CASES]
    return screen


def _memos(session: Session) -> Screen:
    """Return a screen of memos, whatever was asked for: here there are no others."""
    if not site.may(Role.MEMO, session.screen):
        session.here = Place(site.MEMOS)
    if session.screen == site.MEMOS and (not session.notebook or session.notebook != notebook.opening):
        session.here = Place(site.MEMO_DOOR)
    return site.screens()[session.screen]


def _lead_to_door(session: Session) -> None:
    """Ask for the vault first, and remember where the person wanted to go."""
    if session.plain:
        session.here = Place(site.MEMO_DOOR)
        return
    if begins_plainly():
        session.after, session.here = session.here, Place(site.MEMO_DOOR)
        session.plain = True
        return
    door = site.DOOR if holder.exists else site.MAKE
    if session.screen not in {site.DOOR, site.MAKE}:
        session.after = session.here
    session.here = Place(door)


# -------------------------------------------------------------------------------------------------------- acting


def _acted(request: HttpRequest, *, session: Session) -> HttpResponse:
    try:
        uploads.check_size(request)
        form = uploads.form_of(request)
    except YosugaError as error:
        return page.trouble(error, asked=asked_by(session))
    try:
        return _answered(form, request=request, session=session)
    finally:
        uploads.let_go(form)


def _answered(form: Form, *, request: HttpRequest, session: Session) -> HttpResponse:
    if not hmac.compare_digest(form.secret("k").encode(), session.key.encode()):
        _log.warning("refused: form key")
        return page.stale(asked=asked_by(session))
    before = session.id
    with holder.in_use():
        way = _done(form, session=session)
    if way is Way.EXIT:
        return exit_(request)
    if way is Way.LOCK:
        lock(session)
    response = page.moved("/m")
    if session.id not in {before, ""}:  # renamed with its rights; empty when it was ended meanwhile
        page.set_cookie(response, session, name=COOKIE)
    return response


def _done(form: Form, *, session: Session) -> Way:
    """Do what the form asks and move the session. Forms alone count as use: a page may ask again by itself."""
    role = role_of(session)
    if role is Role.OWNER:
        holder.touch()
    elif role is Role.MEMO:
        notebook.touch()
    wanted = form.text("go")
    if wanted in {"exit", "lock"}:
        return Way(wanted)
    if wanted == "language":
        session.language = form.text("arg-to") if form.text("arg-to") in words.LANGUAGES else session.language
        return Way.STAY
    if wanted == "easy":
        session.easy = form.text("arg-to") == "on"
        return Way.STAY
    if wanted == "back":
        session.back()
        return Way.BACK
    if wanted:
        _go(Go.to(wanted, **_arguments(form)), session=session)
        return Way.TO
    return _handed_over(form, session=session)


def _arguments(form: Form) -> dict[str, str]:
    return {name.removeprefix(_ARGUMENT): form.text(name) for name in form.fields if name.startswith(_ARGUMENT)}


def _handed_over(form: Form, *, session: Session) -> Way:
    """Give the form to the screen it came from, which need not be the one that was shown last."""
    place = session.visited(form.text("v"))
    if place is None:
        session.tell(words.say("That page was an older one. Nothing was changed. Here is where you are."))
        return Way.STAY
    session.here = place
    asked = asked_by(session)
    try:
        screen = _reachable(asked)
        if screen.name != place.screen or screen.do is None:
            _keep_draft(form, place=place, session=session)
            return Way.STAY  # the vault was locked meanwhile; its door is shown
        with database_words():
            go = screen.do(asked, form)
    except Locked:
        session.unlocked = 0
        _lead_to_door(session)
        _keep_draft(form, place=place, session=session)
        return Way.STAY
    except YosugaError as error:
        _log.warning("done %s: %s", place.screen, error.code)
        go = Go.stay(error=words.pick(error))
    if go.error and not go.typed:
        go = replace(go, typed=_typed(form))  # what was typed stays, whatever was wrong with it
    _go(go, session=session)
    return go.way


def _typed(form: Form) -> dict[str, str]:
    return {name: text for name, text in form.texts().items() if text and name not in _NO_DRAFT}


def _keep_draft(form: Form, *, place: Place, session: Session) -> None:
    """Keep what was typed in memory until the vault is open again: losing it would be worse."""
    typed = _typed(form)
    if typed and session.after == place:
        session.draft = Draft(place, typed)
        if not session.plain:
            session.tell(words.say("The vault was locked meanwhile. What you typed is here again once it is open."))


def _go(go: Go, *, session: Session) -> None:
    session.wrong, session.typed = go.wrong, go.typed
    if go.error:
        session.tell(go.error, kind="danger")
    if go.way is Way.TO and _is_there(go.place.screen):
        session.go(go.place)
    elif go.way is Way.INSTEAD and _is_there(go.place.screen):
        session.here = go.place
    elif go.way is Way.BACK:
        session.back()


# ------------------------------------------------------------------------------------------- locking and leaving


def lock(session: Session) -> None:
    """Lock the vault for every session, at once for people and on the disk as soon as work allows.

    A session of memos closes these alone: it knows of nothing else.
    """
    if role_of(session) is Role.MEMO:
        notebook.close()
        session.become_plain(notebook=0)
        return
    session.unlocked = 0
    if begins_plainly():
        session.after, session.plain = session.here, True
    holder.lock()
    sessions.forget_vault()


def exit_(request: HttpRequest) -> HttpResponse:
    """End the session first, then let the browser forget what it can, and leave for the harmless page."""
    sessions.end(request.COOKIES.get(COOKIE))
    sessions.forget_vault()
    parking.clear()
    notebook.close()
    holder.lock(stamp=False)  # for every other window too: whoever presses this may have somebody beside them
    response = page.moved("/w")
    response["Clear-Site-Data"] = '"cache","cookies","storage"'
    response.delete_cookie(COOKIE, samesite="Strict")
    return response
