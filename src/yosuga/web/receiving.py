"""What another app shares arrives here. It comes without our form key, so it only waits; nothing is done with it."""

import logging
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from yosuga.errors import YosugaError
from yosuga.web import dispatch, doors, neutral, page, uploads, words
from yosuga.web.parking import parking
from yosuga.web.screen import Form, Role
from yosuga.web.sessions import COOKIE, Place, Session, sessions

_log = logging.getLogger("yosuga.web")
SCREEN = "shared"


def receive(request: HttpRequest) -> HttpResponse:
    """Answer `/n`: let what was shared wait, and lead on to the page that asks what to do with it."""
    if request.method != "POST":
        return doors.start(request)
    # Sharing is done by the system itself, not by a page; the browsers that know how to share all say so.
    if request.META.get("HTTP_SEC_FETCH_SITE") not in {"none", "same-origin"}:
        _log.warning("refused: shared from elsewhere")
        return neutral.trouble(request, status=403)
    room = _parked(request)
    session = sessions.find(request.COOKIES.get(COOKIE))
    if session is None:
        return neutral.waits(request, room=room)
    with session.busy, words.speaking(session.language):
        _lead_on(session, room=room)
    return page.moved("/m")


def _parked(request: HttpRequest) -> bool:
    try:
        uploads.check_size(request)
        form = uploads.form_of(request)
    except YosugaError:
        return False
    try:
        said = "\n".join(dict.fromkeys(_said(form)))
        return bool(said or form.files("files")) and parking.put(said, form.files("files"))
    finally:
        uploads.let_go(form)


def _said(form: Form) -> Sequence[str]:
    """Return the words that were shared. Many apps put the address of a page into the text."""
    return [text for text in (form.text(name) for name in ("title", "text", "url")) if text]


def _lead_on(session: Session, *, room: bool) -> None:
    """Have the session stand at what waits. A session of memos knows nothing of it until the vault is open."""
    if session.plain:
        session.after = Place(SCREEN)
        return
    if not room:
        session.tell(words.say("It was not received: too much waits already, or it is too large."), kind="danger")
        return
    session.go(Place(SCREEN))
    if dispatch.role_of(session) is Role.OWNER:
        return  # the page says the same
    session.tell(
        words.say("It waits in memory and is not kept yet. It is gone after an hour, or when you leave at once.")
    )
