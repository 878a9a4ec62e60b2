"""The pages that tell nothing: what anybody sees without a session, after the exit, and when an address is wrong."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from yosuga.web import words


def empty(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """Answer with the empty memo: the same bytes for every address that needs a session."""
    return _page(request, "front/empty.html", status=status)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer that there is no such page."""
    return _page(request, "front/nothing.html", status=404)


def waits(request: HttpRequest, *, room: bool) -> HttpResponse:
    """Answer to what was handed over that it waits, or that there was no room for it."""
    return _page(request, "front/waits.html" if room else "front/no_room.html", status=200 if room else 413)


def weather(request: HttpRequest) -> HttpResponse:
    """Answer with the page that stands on the screen after the exit."""
    return _page(request, "front/weather.html", status=200)


def trouble(request: HttpRequest, *, status: int) -> HttpResponse:
    """Answer that something went wrong, in words that fit a memo."""
    return _page(request, "front/trouble.html", status=status)


def _page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    with words.speaking(asked_language(request)):
        return HttpResponse(render_to_string(template, {"lang": words.language()}), status=status)


def asked_language(request: HttpRequest) -> str:
    """Return English where the browser asks for it and not for Japanese, else Japanese."""
    asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()
    return "en" if asked.startswith("en") and "ja" not in asked else "ja"
