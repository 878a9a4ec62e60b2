"""Weighing what one capture met: which failures matter, what the document is, why it is not complete."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from yosuga.capture.base import Reason, Verdict
from yosuga.capture.browser.bodies import ASKED_AGAIN
from yosuga.capture.browser.flights import Flight, host_and_port
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import table, text
from yosuga.capture.dialling import Refusal
from yosuga.capture.egress import EgressGuard
from yosuga.capture.taken import Taken
from yosuga.capture.verdict import Seen, end, has_changed, network_reason, walls

# Reports and look-aheads are not part of what a reader sees; a request that waits for news never ends by nature.
_NOT_SHOWN = {"Ping", "CSPViolationReport", "Preflight", "Prefetch", "SignedExchange", "Manifest"}
_MAY_WAIT = {*_NOT_SHOWN, "XHR", "Fetch", "EventSource", "WebSocket", "Media"}
_OVER = {"body-too-large": "size-budget", "total-too-large": "size-budget", "too-many-resources": "too-many-resources"}
_NO_CONTENT = {204, 205, 304}  # RFC 9110, 15.3.5, 15.3.6 and 15.4.5: a browser stays where it is
_MOST_DETAILS = 5


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its reasons, and the requests that failed with why."""

    verdict: Verdict
    reasons: Sequence[Reason]
    failures: Sequence[Mapping[str, object]]
    status: int
    document: Flight | None


def judge(*, asked: str, taken: Taken, tab: Tab, guard: EgressGuard) -> Judgement:
    """Return how the capture ended."""
    recorder = tab.recorder
    document = main_flight(tab)
    status = document.status if document is not None else 0
    blame = _Blame(guard)
    reasons = _about_the_document(asked, taken=taken, tab=tab, document=document, blame=blame)
    holds = _holds_document(taken, tab=tab, document=document)
    failures = list(_failures(recorder, blame=blame, document=document))
    if holds:
        reasons += _about_the_page(asked, taken=taken, loads=tab.generation, document=document)
        reasons += _about_resources(failures)
    reasons += [reason for reason in taken.reasons if reason.code not in {known.code for known in reasons}]
    reasons += _about_budgets(recorder, guard=guard, tab=tab, reasons=reasons)
    if not holds and not reasons:
        reasons = [Reason(code="unreachable", detail=taken.arrival.error)]
    return Judgement(
        verdict=end(reasons, holds_document=holds),
        reasons=reasons,
        failures=[failure for failure, _ in failures],
        status=status,
        document=document,
    )


def main_flight(tab: Tab) -> Flight | None:
    """Return the request of the document that the page shows, else of the one it was to show."""
    flights = tab.recorder.flights
    shown = flights.get(text(tab.document, "loaderId"))
    if shown is not None:
        return shown
    tried = [flight for flight in flights.values() if flight.main]
    return tried[-1] if tried else None


class _Blame:
    """Looks up whose refusal a failed connection was: policy, the budget or the network."""

    def __init__(self, guard: EgressGuard) -> None:
        self._refused = {_place(one): one.why for one in guard.refused}
        self._unreachable = {_place(one): one.why for one in guard.unreachable}
        self._dialled = set(guard.dialled)

    def code(self, flight: Flight, *, error: str) -> tuple[str, str]:
        """Return the reason's code and the technical word for a request that failed with `error`."""
        place = host_and_port(flight.url).lower()
        through_guard = bool(flight.guarded) or error in {
            "net::ERR_TUNNEL_CONNECTION_FAILED",
            "net::ERR_PROXY_CONNECTION_FAILED",
            "net::ERR_ADDRESS_UNREACHABLE",
            "net::ERR_EMPTY_RESPONSE",
            "net::ERR_CONNECTION_CLOSED",
        }
        if through_guard and place in self._refused:
            why = self._refused[place]
            return ("size-budget" if why == "budget" else "address-refused", why)
        if through_guard and place in self._unreachable:
            why = self._unreachable[place]
            return ("name-not-found" if why in {"name-not-found", "lookup-timeout"} else "unreachable", why)
        if flight.guarded:
            return "address-refused", flight.guarded
        return network_reason(error), error

    def never_shook_hands(self, flight: Flight) -> bool:
        """Return whether a TLS connection was made and no request ever went through it."""
        return flight.url.startswith("https://") and not flight.sent and host_and_port(flight.url) in self._dialled


def _place(one: Refusal) -> str:
    host = f"[{one.host}]" if ":" in one.host and not one.host.startswith("[") else one.host
    return f"{host}:{one.port}".lower()


def _about_the_document(asked: str, *, taken: Taken, tab: Tab, document: Flight | None, blame: _Blame) -> list[Reason]:
    """Return why no document was shown, or is not whole; nothing when all is well."""
    error = taken.arrival.error or (document.failure if document is not None and tab.unreachable else "")
    if document is not None and document.failure in _OVER:
        return [Reason(code=_OVER[document.failure], detail=document.failure)]
    if taken.arrival.download or (error == "net::ERR_ABORTED" and tab.happenings.downloads):
        return [Reason(code="download", detail=type_of(document))]
    if tab.document and not tab.unreachable:
        return _about_a_broken_end(document)
    return [_about_an_error(asked, error=error, document=document, blame=blame)] if error else []


def _about_an_error(asked: str, *, error: str, document: Flight | None, blame: _Blame) -> Reason:
    """Return what the browser's error in the page's place stands for."""
    if document is None:
        return Reason(code=network_reason(error), detail=error)
    if document.status in _NO_CONTENT:
        return Reason(code="no-content", detail=f"HTTP {document.status}")
    if not _is_web(document.url) or (error == "net::ERR_ABORTED" and 300 <= document.status < 400):
        return Reason(code="url-refused", detail=error)  # a redirect to what is no page
    if error in {"net::ERR_HTTP_RESPONSE_CODE_FAILURE", "net::ERR_ABORTED"} and document.status:
        met = walls(Seen(asked=asked, url=document.url, status=document.status, title="", text="", password=False))
        return met[0] if met else Reason(code="http-error", detail=f"HTTP {document.status}")
    if error == "net::ERR_TIMED_OUT" and blame.never_shook_hands(document):
        return Reason(code="tls-error", detail=f"{_host(document.url)} no handshake")
    code, why = blame.code(document, error=error)
    return Reason(code=code, detail=f"{_host(document.url)} {why}")


def _about_a_broken_end(document: Flight | None) -> list[Reason]:
    """Return why a document that is shown is not whole."""
    failure = document.failure if document is not None else ""
    if not failure.startswith("net::") or failure == "net::ERR_ABORTED":
        return []
    return [Reason(code=network_reason(failure), detail=failure)]


def _holds_document(taken: Taken, *, tab: Tab, document: Flight | None) -> bool:
    """Return whether there is evidence of the page: its document's answer, and either its picture or its bytes.

    A page that was seen and then led on to what cannot be opened was seen all the same.
    """
    if tab.unreachable and taken.early and _is_web(taken.first.url):
        return True
    if document is None or not document.status:
        return False
    if tab.document and not tab.unreachable:
        return bool(taken.early or taken.pieces or taken.dom or document.read)
    return document.read and (bool(document.whole_body) or document.status >= 400)


def _about_the_page(asked: str, *, taken: Taken, loads: int, document: Flight | None) -> list[Reason]:
    """Return what the page shows in the post's place, and whether it changed while it was taken."""
    reasons: list[Reason] = []
    status = document.status if document is not None else 0
    last = next((look for look in (taken.last, taken.before, taken.first) if _is_web(look.url)), taken.first)
    if last.url:
        headers = table(document.hops[-1].response, "headers") if document is not None and document.hops else {}
        seen = Seen(
            asked=asked,
            url=last.url,
            status=status,
            title=last.title,
            text=last.text,
            password=last.password,
            dialog=last.dialog,
            mitigated=any(name.lower() == "cf-mitigated" for name in headers),
        )
        reasons += walls(seen)
    elif status >= 400:
        reasons += walls(Seen(asked=asked, url=asked, status=status, title="", text="", password=False))
    changed = _change(taken, loads=loads)
    if changed:
        reasons.append(Reason(code="page-changed", detail=changed))
    if len(last.text) >= 4_000_000:
        reasons.append(Reason(code="text-truncated", detail=str(len(last.text))))
    return reasons


def _change(taken: Taken, *, loads: int) -> str:
    """Return how what the page showed last differs from what it showed before, nothing when it does not."""
    looks = [look for look in (taken.first, taken.before, taken.last, taken.after) if look.url]
    last = looks[-1] if looks else taken.last
    if any(has_changed(look.text, last.text) for look in looks[:-1]):
        return "text"
    if looks and not _is_web(last.url):
        return "another page"
    if last.covered and not looks[0].covered:
        return "covered"
    if any(_page_of(look.url) != _page_of(last.url) for look in looks[:-1]):
        return "address"
    return f"loaded {loads - taken.settled_on} times more" if taken.settled_on and taken.settled_on != loads else ""


def _page_of(url: str) -> str:
    return url.partition("#")[0]


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _failures(recorder: Recorder, *, blame: _Blame, document: Flight | None) -> Iterable[tuple[dict[str, object], str]]:
    """Yield the requests that failed, each with the code of the reason it gives (empty: only noted)."""
    for flight in recorder.flights.values():
        if flight is document or not _is_web(flight.url) or not flight.hops:
            continue
        error = flight.guarded or flight.failure
        if error == ASKED_AGAIN or (flight.main and flight.status < 400 and error != "too-many-resources"):
            continue  # a document that another one took the place of
        kind = flight.hops[-1].kind
        if not error and not flight.ended and kind not in _MAY_WAIT and not flight.status:
            error = "unfinished"
        if not error:
            if flight.status >= 400 and not flight.truncated:
                yield {"url": flight.url, "kind": kind, "error": f"HTTP {flight.status}"}, ""
            continue
        yield {"url": flight.url, "kind": kind, "error": error}, _weight(flight, error, kind=kind, blame=blame)


def _weight(flight: Flight, error: str, *, kind: str, blame: _Blame) -> str:
    if error in _OVER:
        return _OVER[error]
    code, _ = blame.code(flight, error=flight.failure)
    if code in {"address-refused", "size-budget"}:
        return code
    own_choice = (flight.cancelled and not flight.truncated) or flight.blocked or error == "net::ERR_ABORTED"
    if own_choice and error != "time":
        return ""
    return "" if kind in _NOT_SHOWN else "resource-failed"


def _about_resources(failures: Sequence[tuple[Mapping[str, object], str]]) -> list[Reason]:
    reasons = []
    for code, count in Counter(code for _, code in failures if code).items():
        named = [f"{_host(str(one['url']))} {one['error']}" for one, weighed in failures if weighed == code]
        detail = "; ".join(dict.fromkeys(named[:_MOST_DETAILS]))
        reasons.append(Reason(code=code, detail=f"{count}: {detail}"))
    return reasons


def _about_budgets(recorder: Recorder, *, guard: EgressGuard, tab: Tab, reasons: Sequence[Reason]) -> list[Reason]:
    known = {reason.code for reason in reasons}
    found = []
    if guard.over_budget and "size-budget" not in known:
        found.append(Reason(code="size-budget", detail=f"{guard.bytes_in} bytes came in"))
    if recorder.refused_resources and "too-many-resources" not in known:
        found.append(Reason(code="too-many-resources", detail=str(recorder.refused_resources)))
    if tab.happenings.popups_closed > 20:
        found.append(Reason(code="many-popups", detail=str(tab.happenings.popups_closed)))
    return found


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def type_of(flight: Flight | None) -> str:
    """Return the content type that a request was answered with, empty when there is none."""
    if flight is None or not flight.hops:
        return ""
    headers = table(flight.hops[-1].response, "headers")
    return next((str(value) for name, value in headers.items() if name.lower() == "content-type"), "")[:100]
