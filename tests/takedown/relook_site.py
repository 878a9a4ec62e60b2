"""A site on loopback that answers as it is told, a clock that only a test moves, and a post that was kept of it."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from tests.takedown.following import ACTOR
from yosuga.capture.base import Artefact, Network, Order, Role, Shot, Verdict
from yosuga.capture.relook.base import Looker
from yosuga.capture.relook.plain import Plain
from yosuga.cases.access import OpenCase
from yosuga.clock import Instant
from yosuga.evidence import capturing
from yosuga.rules.removal import Sight, Way, sight
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Kind, Target
from yosuga.takedown import relooking, shelf
from yosuga.takedown.visiting import Means
from yosuga.tools import Tools

FRAME = "<nav>ホーム 検索 おすすめの話題</nav>"
FOOT = "<footer>利用規約とプライバシーについて<br>お問い合わせはこちらから</footer>"
WORDS = ("架空町の家の前で撮った写真です", "この人を見かけたら教えてください", "電話は090-0000-1234です")
OTHER = ("となりの喫茶店が新しくなりました", "来週も友人と行こうと思います", "窓の外は静かな雨でした")
FRONT = ("ようこそ、話題のひろばへ", "新しい投稿を読んで、感想を書きましょう", "登録はだれでもできます")
START = datetime(2026, 11, 1, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


def page(
    *lines: str, status: int = 200, title: str = "話題のひろば", headers: tuple[tuple[str, str], ...] = ()
) -> Reply:
    """A page of the site with its frame around `lines`."""
    inside = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<!doctype html><title>{title}</title><body>{FRAME}<main>{inside}</main>{FOOT}"
    return Reply(status, html.encode(), (("Content-Type", "text/html; charset=utf-8"), *headers))


def moved(place: str) -> Reply:
    """A redirect."""
    return Reply(302, b"", (("Location", place),))


MISSING = page("お探しのページは見つかりませんでした", status=404)
POST = page(*WORDS, "いいね 12")
LIVE = page(*OTHER, "いいね 3")
HOME = page(*FRONT, '<a href="/help/about">このサイトについて</a>', '<a href="/post/20001">となりの喫茶店</a>')


@dataclass(slots=True)
class Site:
    """A running site. `pages` are its answers by path, `otherwise` answers every other; `asked` are the paths asked."""

    pages: dict[str, Reply]
    otherwise: Reply = MISSING
    asked: list[str] = field(default_factory=list)
    root: str = ""

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.root}{path}"

    @property
    def visited(self) -> list[str]:
        """The pages that were asked for, robots.txt aside."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def running(pages: Mapping[str, Reply] | None = None) -> Iterator[Site]:
    """Run a site with a front page, a live post and the post in question."""
    site = Site({"/": HOME, "/post/20001": LIVE, "/post/10001": POST, **(pages or {})})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            reply = site.pages.get(self.path, site.otherwise)
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@dataclass(slots=True)
class Hand:
    """A clock that stands still until it is moved, and what was waited for."""

    now: datetime = START
    waited: list[float] = field(default_factory=list)

    def read(self) -> Instant:
        """The moment."""
        ns = int((self.now - START).total_seconds() * 1e9)
        return Instant(wall=self.now, monotonic_ns=ns, boot="0" * 16, source="hand", zone="+09:00")

    def wait(self, seconds: float) -> None:
        """Let time pass at once."""
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)

    def move(self, **by: float) -> None:
        """Let time pass: `hours=`, `days=` …"""
        self.now += timedelta(**by)


def means(clock: Hand, *, looker: Callable[[Way], Looker] | None = None) -> Means:
    """Plain HTTP to this machine for every way, with time that passes at once."""
    plain = Plain(network=Network.OWN_MACHINES, clock=clock)
    return Means(looker=looker or (lambda _way: plain), robots=plain.robots, wait=clock.wait)


def captured(
    url: str,
    *lines: str,
    case: OpenCase,
    tools: Tools,
    facts: Mapping[str, object] | None = None,
    status: int = 200,
    finished: str = "2026-10-31T05:05:30.000000Z",
) -> str:
    """Keep a small capture of a page that shows `lines`, and return the id of its item."""
    said = {"url": url, "final_url": url, "finished": finished, "status": status, "title": "話題のひろば"}
    text = "\n".join(["ホーム 検索 おすすめの話題", *lines, "いいね 12", "利用規約とプライバシーについて"])
    files = {
        "capture.json": json.dumps(said),
        "metadata.json": json.dumps(dict(facts or {})),
        "text.txt": text,
        "capture.wacz": "an archive",
    }
    artefacts = [
        Artefact(name, Role.DERIVED if name.endswith(".json") else Role.RAW, _kind(name), BytesIO(body.encode()))
        for name, body in files.items()
    ]
    shot = Shot(Verdict.COMPLETE, (), artefacts, url, url, "題", "web", START, START, {}, said)
    (job,) = capturing.order_captures([Order(url)], case=case.id, actor=ACTOR, tools=tools)
    return capturing.keep_capture(shot, job=job, case=case.id, actor=ACTOR, tools=tools).eid


def _kind(name: str) -> str:
    return {"json": "application/json", "txt": "text/plain", "wacz": "application/wacz"}[name.rpartition(".")[2]]


def followed(
    url: str,
    *lines: str,
    kind: Kind = Kind.POST,
    copies: int = 0,
    facts: Mapping[str, object] | None = None,
    case: OpenCase,
    tools: Tools,
) -> Followed:
    """Follow a target of which a capture shows `lines`; none where there are no lines.

    Unless `facts` say otherwise the page told machines what its post is.
    """
    told = {"text": [{"value": "\n".join(lines), "source": "json-ld:articleBody"}]} if facts is None else facts
    evidence = (captured(url, *lines, facts=told, case=case, tools=tools),) if lines else ()
    target = Target(kind, given=url, address=url, copies=copies)
    return shelf.add(Followed(0, target, evidence=evidence), case=case, actor=ACTOR, tools=tools)


@dataclass(slots=True)
class Watch:
    """Looks at targets of one case on one site, with a clock in hand."""

    case: OpenCase
    tools: Tools
    clock: Hand = field(default_factory=Hand)

    def __post_init__(self) -> None:
        """Let the vault tell the time by this clock."""
        self.tools = replace(self.tools, clock=self.clock)

    def look(self, number: int, *, way: Way = Way.PLAIN, control: str = "", marked: tuple[str, ...] = ()) -> Followed:
        """Look once."""
        return relooking.recheck(
            number,
            way=way,
            case=self.case.id,
            actor=ACTOR,
            tools=self.tools,
            control=control,
            marked=marked,
            means=means(self.clock),
        )


def sent(number: int, watch: Watch, *, quoted: str = "") -> None:
    """Let a request for a target be sent now, which quotes the words."""
    step = Step(What.SENT, watch.clock.now)
    request = Request(
        1, "x/statutory_jp", Reason.PRIVACY, Requester.SELF, filled=(("exact-words", quoted),), steps=(step,)
    )
    shelf.change(number, lambda one: replace(one, requests=(request,)), case=watch.case, actor=ACTOR, tools=watch.tools)


def kept(watch: Watch, site: Site, *lines: str) -> Followed:
    """Follow the post in question."""
    return followed(site.url("/post/10001"), *(lines or WORDS), case=watch.case, tools=watch.tools)


def seen(one: Followed) -> Sight:
    """What the last look says."""
    return sight(one.looks[-1])
