"""What the browser tells about one request: its hops through redirects, raw headers, body or the lack of one."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from yosuga.capture.browser.values import Message, rows, table, text, truth, whole
from yosuga.capture.exchange import Exchange, Headers


@dataclass(slots=True)
class Hop:
    """One request on the wire and the answer to it."""

    url: str
    method: str
    headers: Message
    body: bytes
    started: datetime
    kind: str
    response: Message = field(default_factory=dict)
    redirect: bool = False


@dataclass(slots=True)
class Flight:
    """One request of the page from first hop to last byte. `session` is who may be asked about it."""

    number: str
    session: str = ""
    hops: list[Hop] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    received: list[Message] = field(default_factory=list)
    body: bytes = b""
    read: bool = False
    truncated: str = ""
    failure: str = ""
    blocked: str = ""
    cancelled: bool = False
    from_cache: bool = False
    ended: bool = False
    main: bool = False
    guarded: str = ""
    listening: bool = False
    heard: bytearray = field(default_factory=bytearray)

    def asked(self, params: Message, *, session: str) -> None:
        """Add a hop; the answer to the hop before it comes along with a redirect."""
        self.session = self.session or session
        answer = table(params, "redirectResponse")
        if answer and self.hops:
            self.hops[-1].response, self.hops[-1].redirect = answer, True
        request = table(params, "request")
        self.hops.append(
            Hop(
                url=text(request, "url"),
                method=text(request, "method"),
                headers=table(request, "headers"),
                body=_posted(request),
                started=_moment(params, "wallTime"),
                kind=text(params, "type"),
            )
        )

    def answered(self, params: Message) -> None:
        """Keep the answer to the last hop."""
        if self.hops:
            self.hops[-1].response = table(params, "response")
            self.hops[-1].kind = text(params, "type") or self.hops[-1].kind

    @property
    def whole_body(self) -> bytes:
        """The body as far as it came."""
        return self.body or bytes(self.heard)

    @property
    def url(self) -> str:
        """Where the request ended up."""
        return self.hops[-1].url if self.hops else ""

    @property
    def status(self) -> int:
        """The status of the last answer, 0 while there is none."""
        return whole(self.hops[-1].response, "status") if self.hops and not self.guarded else 0

    def exchanges(self, *, dialled: "Dialled") -> list[Exchange]:
        """Return the hops as records. A request that never left the browser's own memory gives none."""
        if self.from_cache and not self.read:
            return []
        answers = list(self.received)
        made = []
        for place, hop in enumerate(self.hops):
            if hop.url.startswith(("http://", "https://")):
                sent = self.sent[place] if place < len(self.sent) else {}
                last = place == len(self.hops) - 1
                raw = _matching(answers, hop)
                if last and self.guarded:  # the guard said no; the origin was never asked
                    sent, raw = {}, {}
                shown = replace(hop, response={}) if last and self.guarded else hop
                made.append(self._exchange(shown, sent=sent, raw=raw, last=last, dialled=dialled))
        return made

    def _exchange(self, hop: Hop, *, sent: Message, raw: Message, last: bool, dialled: "Dialled") -> Exchange:
        return Exchange(
            url=hop.url.partition("#")[0],
            method=hop.method or "GET",
            request_headers=_pairs(table(sent, "headers") or hop.headers),
            request_body=hop.body,
            status=whole(raw, "statusCode") or whole(hop.response, "status"),
            reason=text(hop.response, "statusText"),
            protocol=text(hop.response, "protocol"),
            response_headers=_raw_pairs(text(raw, "headersText"))
            or _pairs(table(raw, "headers"))
            or _pairs(table(hop.response, "headers")),
            body=self.whole_body if last and not hop.redirect else b"",
            ip=dialled(hop.url) if whole(hop.response, "status") else "",
            started=hop.started,
            kind=hop.kind.lower(),
            truncated=self.truncated if last else "",
            failure=(self.guarded or self.failure) if last else "",
            redirect=hop.redirect,
        )


class Dialled:
    """Looks up the address a URL's host was really reached at; the browser itself only ever sees the proxy."""

    def __init__(self, table_of: "dict[str, str]") -> None:
        self._table = table_of

    def __call__(self, url: str) -> str:
        return self._table.get(host_and_port(url), "")


def host_and_port(url: str) -> str:
    """Return `host:port` of a URL the browser wrote, with the port of its scheme where none is written."""
    scheme, _, rest = url.partition("://")
    place = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].rpartition("@")[2]
    if place.endswith("]") or ":" not in place:
        place += ":443" if scheme in {"https", "wss"} else ":80"
    return place


def from_pause(params: Message, *, session: str) -> Flight:
    """Return a flight known only from its interception: some of a worker's requests are announced nowhere else."""
    request = table(params, "request")
    flight = Flight(number=f"paused {text(params, 'requestId')}", session=session)
    flight.hops.append(
        Hop(
            url=text(request, "url"),
            method=text(request, "method"),
            headers=table(request, "headers"),
            body=_posted(request),
            started=datetime.fromtimestamp(0, UTC),
            kind=text(params, "resourceType"),
        )
    )
    note_pause(flight, params)
    return flight


def note_pause(flight: Flight, params: Message) -> None:
    """Give the last hop the answer its interception shows, where the browser has not announced one."""
    if flight.hops and not flight.hops[-1].response:
        flight.hops[-1].response = {
            "status": params.get("responseStatusCode"),
            "statusText": params.get("responseStatusText"),
            "headers": {text(row, "name"): text(row, "value") for row in rows(params, "responseHeaders")},
        }


def _posted(request: Message) -> bytes:
    import base64

    entries = [text(row, "bytes") for row in rows(request, "postDataEntries")]
    if entries:
        return b"".join(base64.b64decode(entry) for entry in entries)
    return text(request, "postData").encode("utf-8", "surrogatepass")


def _moment(params: Message, key: str) -> datetime:
    value = params.get(key)
    seconds = float(value) if isinstance(value, int | float) and 0 <= value < 1e11 else 0.0
    return datetime.fromtimestamp(seconds, UTC)


def _matching(answers: list[Message], hop: Hop) -> Message:
    """Take the next raw answer with this hop's status; the two are announced by different processes."""
    status = whole(hop.response, "status")
    for place, raw in enumerate(answers):
        if whole(raw, "statusCode") == status:
            del answers[: place + 1]
            return raw
    return {}


def _pairs(headers: Message) -> Headers:
    """Return headers one by one; the browser joins those of one name by a line feed."""
    return tuple(
        (name, line) for name, value in headers.items() if isinstance(value, str) for line in value.split("\n")
    )


def _raw_pairs(raw: str) -> Headers:
    """Return the header lines of an HTTP/1 answer exactly in their order."""
    lines = [line.partition(":") for line in raw.replace("\r\n", "\n").split("\n")[1:] if ":" in line]
    return tuple((name.strip(), value.strip()) for name, _, value in lines)


def was_blocked(params: Message) -> str:
    """Return why the browser or the page's own policy refused a request, empty when the network failed it."""
    return text(params, "blockedReason") or ("cors" if table(params, "corsErrorStatus") else "")


def was_cancelled(params: Message) -> bool:
    """Return whether the page itself took the request back."""
    return truth(params, "canceled")
