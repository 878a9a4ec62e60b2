"""What every answer carries, and whom we answer at all: this device's own names, and forms of our own pages."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from yosuga.web import neutral

Answer = Callable[[HttpRequest], HttpResponseBase]

OWN_NAMES = frozenset({"localhost", "127.0.0.1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

_log = logging.getLogger("yosuga.web")


def always(answer: Answer) -> Answer:
    """Put the headers on every answer, errors included; what a page set itself stays."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse):  # of a stream nobody knows it
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return answered


def own_names_only(answer: Answer) -> Answer:
    """Refuse other names than this device's own: a hostile site may point its name at 127.0.0.1 (DNS rebinding)."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if host_of(request) not in OWN_NAMES:
            _log.warning("refused: host")
            return HttpResponse(status=421)
        return answer(request)

    return answered


def own_forms_only(answer: Answer) -> Answer:
    """Refuse forms that other sites send. The form's own key is checked later, where the session is known."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD", "POST"}:
            return neutral.trouble(request, status=405)
        if request.method == "POST" and not _is_ours(request):
            _log.warning("refused: origin")
            return neutral.trouble(request, status=403)
        return answer(request)

    return answered


def host_of(request: HttpRequest) -> str:
    """Return the name in the address, without its port."""
    return str(request.META.get("HTTP_HOST", "")).rpartition("@")[2].lower().removesuffix(".").partition(":")[0]


def _is_ours(request: HttpRequest) -> bool:
    """Judge by Origin. Under `no-referrer` a browser says `null` for our own forms; then Sec-Fetch-Site tells.

    Where neither is sent (an old browser), the form's key alone decides.
    """
    origin, site = request.META.get("HTTP_ORIGIN"), request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None or origin == "null":
        return True
    host: str = request.META.get("HTTP_HOST", "")
    return bool(urlsplit(str(origin)).netloc.lower() == host.lower())
