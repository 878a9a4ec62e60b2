"""The other addresses: the empty memo, the way in by a token, the way out, the harmless page, a session's own files."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from yosuga.cases.troubles import database_words
from yosuga.errors import YosugaError
from yosuga.web import dispatch, headers, neutral, page, site, words
from yosuga.web.notebook import begins_plainly
from yosuga.web.screen import FileKind, Handed, Needs, Role
from yosuga.web.sessions import COOKIE, Session, sessions
from yosuga.web.tokens import tokens
from yosuga.web.vaults import holder

_log = logging.getLogger("yosuga.web")
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})  # SVG and HTML can carry scripts
_PIECE = 256 * 1024


def start(request: HttpRequest) -> HttpResponse:
    """Answer `/`: on to the memo with a session, the empty memo without."""
    if sessions.find(request.COOKIES.get(COOKIE)) is not None:
        return page.moved("/m")
    return neutral.empty(request)


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Answer `/s/<token>`: a new session for the right token, once; otherwise what `/` answers."""
    if request.method != "GET" or request.META.get("HTTP_SEC_FETCH_DEST", "document") != "document":
        return neutral.empty(request)  # another site's page tries tokens by pictures or frames
    if not tokens.use(token):
        return start(request)
    sessions.end(request.COOKIES.get(COOKIE))
    plain = begins_plainly()
    first = site.MEMO_DOOR if plain else site.FIRST
    session = sessions.begin(language=neutral.asked_language(request), first=first, plain=plain)
    session.host = headers.host_of(request)
    response = page.moved("/m")
    page.set_cookie(response, session, name=COOKIE)
    return response


def leave(request: HttpRequest) -> HttpResponse:
    """Answer `/z`, by link or by form."""
    return dispatch.exit_(request)


def weather(request: HttpRequest) -> HttpResponse:
    """Answer `/w`."""
    return neutral.weather(request)


def file(request: HttpRequest, key: str) -> HttpResponseBase:
    """Answer `/f/<key>`: a file of this session, as an attachment unless it is a picture that is to be seen."""
    session = sessions.find(request.COOKIES.get(COOKIE))
    place = session.file_at(key) if session is not None else None
    kind = site.files().get(place.screen) if place is not None else None
    if session is None or place is None or kind is None or not _may(session, kind=kind):
        return neutral.nothing_here(request)
    with words.speaking(session.language), holder.in_use():
        try:
            with database_words():
                handed = kind.hand(dispatch.asked_by(session), place.args)
        except YosugaError as error:
            _log.warning("file %s: %s", kind.name, error.code)
            return neutral.trouble(request, status=error.status)
    return _sent(handed)


def _may(session: Session, *, kind: FileKind) -> bool:
    role = dispatch.role_of(session)
    if kind.needs is Needs.NOTHING:
        return role is not Role.MEMO
    return role is Role.OWNER and (kind.needs is Needs.VAULT or session.case is not None)


def _sent(handed: Handed) -> HttpResponseBase:
    inline = handed.inline and handed.media_type in _PICTURES
    response = StreamingHttpResponse(_pieces(handed.body), content_type=handed.media_type)
    response["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(handed.title)}"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


def _pieces(body: BinaryIO) -> Iterator[bytes]:
    with body, holder.in_use():
        while piece := body.read(_PIECE):
            yield piece


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler404
    """Answer an address that is none."""
    return neutral.nothing_here(request)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler400/403
    """Answer a request that cannot be understood."""
    return neutral.trouble(request, status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when something happened that nobody foresaw. The log gets its kind and place, never its words."""
    kind, _, trace = sys.exc_info()
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    _log.error("failed: %s %s", kind.__name__ if kind else "", place)
    return neutral.trouble(request, status=500)
