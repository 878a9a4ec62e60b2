"""Connections that break: TLS, slow servers, half answers, wrong lengths, odd headers, files that are no page."""

import gzip
import io
import zlib
from dataclasses import replace
from zipfile import ZipFile

from tests.hostile.reading import archive_holds, text_says
from tests.hostile.trouble import ANY, COMPLETE, FAILED, KEPT, LESS, PARTIAL, Trouble
from tests.hostile.wire import Answer, Asked, Wire, raw, redirects, says, trickles
from yosuga.capture.base import Verdict

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
START = "<!doctype html><title>遅いページ</title><p>届いたところまでの本文です。</p>".encode()
BODY = "<!doctype html><title>壊れた応答</title><p>届いたところまでの本文です。</p>".encode()
CHUNK = OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(BODY) + BODY + b"\r\n"
CUT_GZIP = OK + b"Content-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n" + gzip.compress(BODY)
CUT_PART = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\x89PNG\r\n"
ARRIVED = text_says("届いたところまで")
SEARCH = "https://site.localhost:{%s}/plain/"


def _zip() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("x.txt", "x")
    return out.getvalue()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    rows = b"".join(b"\0" + b"\xff\x40\x40" * 64 for _ in range(64))
    header = (64).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
"""


async def turns_after_two(asked: Asked, wire: Wire) -> None:
    """302, then 301, then the page."""
    step = int(asked.query.get("n", "0"))
    if step < 2:
        await redirects("{here}/?n=" + str(step + 1), status=(302, 301)[step])(asked, wire)
    else:
        await says("<!doctype html><title>着いた</title><p>二度の転送の先の本文です。</p>")(asked, wire)


async def asks_a_password(asked: Asked, wire: Wire) -> None:
    del asked
    await wire.head(
        401, [("WWW-Authenticate", 'Basic realm="x"'), ("Content-Type", "text/html"), ("Content-Length", "12")]
    )
    await wire.send(b"<p>secret</p>"[:12])


async def asks_for_the_proxy(asked: Asked, wire: Wire) -> None:
    del asked
    await wire.head(407, [("Proxy-Authenticate", 'Basic realm="x"'), ("Content-Length", "0")])


def main(
    name: str,
    data: bytes,
    verdicts: frozenset[Verdict],
    *reasons: str,
    reset: bool = False,
    hold: bool = False,
    silent_s: float = 0.0,
    wall_s: float = 15.0,
) -> Trouble:
    """A main document that is exactly these bytes on the wire."""
    return Trouble(
        name=name,
        pages={"": raw(data, reset=reset, hold=hold, silent_s=silent_s)},
        verdicts=verdicts,
        reasons=frozenset(reasons),
        wall_s=wall_s,
    )


def part(name: str, answer: Answer, *reasons: str) -> Trouble:
    """A sound page with one part that breaks."""
    page = says("<!doctype html><title>部品が壊れたページ</title><p>届いたところまでの本文です。</p><img src=part>")
    return Trouble(
        name=name,
        pages={"": page, "part": answer},
        verdicts=PARTIAL,
        reasons=frozenset(reasons or ("resource-failed",)),
        check=ARRIVED,
    )


def file(
    name: str,
    body: bytes,
    kind: str,
    verdicts: frozenset[Verdict],
    *reasons: str,
    headers: tuple[tuple[str, str], ...] = (),
) -> Trouble:
    """A main document that is a file."""
    answer = says(body, kind=kind, headers=headers)
    return Trouble(name=name, pages={"": answer}, verdicts=verdicts, reasons=frozenset(reasons), wall_s=15.0)


tls = [
    Trouble(
        name=f"tls-{name}",
        url=f"https://site.localhost:{{tls_{name}}}/plain/",
        verdicts=FAILED,
        reasons=frozenset({"tls-error"}),
        wall_s=8.0,
    )
    for name in ("expired", "wrong_host", "unknown")
] + [
    Trouble(
        name="tls-broken-part",
        verdicts=PARTIAL,
        reasons=frozenset({"resource-failed|tls-error"}),
        check=ARRIVED,
        pages={
            "": says(
                lambda asked: (
                    f"<p>届いたところまでの本文です。<img src='https://site.localhost:{asked.host.rpartition(':')[2]}/x.png'>"
                )
            )
        },
    ),
    Trouble(
        name="tls-spoken-to-http",
        url="https://site.localhost:{http}/plain/",
        verdicts=FAILED,
        reasons=frozenset({"tls-error|load-timeout"}),
        wall_s=12.0,
    ),
]

slow = [
    Trouble(
        name="head-trickles",
        pages={"": trickles(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", every_s=0.5)},
        verdicts=FAILED,
        reasons=frozenset({"load-timeout|time-budget"}),
        wall_s=15.0,
    ),
    Trouble(
        name="head-never",
        pages={"": raw(b"", hold=True)},
        verdicts=FAILED,
        reasons=frozenset({"load-timeout|time-budget"}),
        wall_s=15.0,
    ),
    Trouble(
        name="body-trickles",
        pages={"": trickles(OK + b"\r\n" + START, b" ", every_s=0.3)},
        verdicts=PARTIAL,
        reasons=frozenset({"load-timeout|time-budget"}),
        check=ARRIVED,
    ),
    Trouble(
        name="body-never-ends",
        pages={"": raw(OK + b"Content-Length: 99999\r\n\r\n" + START, hold=True)},
        verdicts=PARTIAL,
        reasons=frozenset({"load-timeout|time-budget"}),
        check=ARRIVED,
    ),
    part("part-head-never", raw(b"", hold=True), "load-timeout|time-budget|resource-failed|not-idle"),
    part(
        "part-trickles",
        trickles(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", b"x", every_s=0.2),
        "load-timeout|time-budget|resource-failed|not-idle",
    ),
]

halves = [
    main("reset-in-head", b"HTTP/1.1 200 O", FAILED, "connection-broken", reset=True),
    main("reset-in-body", OK + b"Content-Length: 99999\r\n\r\n" + BODY, LESS, "connection-broken", reset=True),
    main("shorter-than-said", OK + b"Content-Length: 99999\r\n\r\n" + BODY, LESS, "connection-broken"),
    main("longer-than-said", OK + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY + b"<p>more</p>", KEPT),
    main("broken-chunks", OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + BODY, LESS, "connection-broken"),
    main("chunks-without-end", CHUNK, LESS, "connection-broken"),
    # The body is being read when it breaks off: how it ended is known a moment after its last byte, or never.
    main("chunks-that-stop", CHUNK, LESS, "connection-broken", silent_s=0.8),
    main("gzip-that-stops", CUT_GZIP, LESS, "connection-broken", silent_s=0.8),
    part("part-stops", raw(CUT_PART, silent_s=0.8)),
    main("broken-gzip", OK + b"Content-Encoding: gzip\r\n\r\n" + BODY, LESS),
    main("empty-answer", b"", FAILED, "connection-broken"),
    main("no-http", b"SSH-2.0-OpenSSH_9.9\r\n" * 20, ANY),
    main("two-lengths", OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", FAILED),
    main("huge-head", OK + b"X: " + b"a" * 400_000 + b"\r\n\r\n" + BODY, FAILED),
    main("http-1.0", b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + BODY, COMPLETE),
    main("odd-headers", OK + b"NoColonHere\r\n: empty\r\nX-\xff: \xe3\x81\x82\r\nX: \x01\x02\r\n\r\n" + BODY, COMPLETE),
    main("bare-newlines", OK.replace(b"\r\n", b"\n") + b"\n" + BODY, COMPLETE),
    main("no-type", b"HTTP/1.1 200 OK\r\n\r\n" + BODY, COMPLETE),
    main(
        "early-hints",
        b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload; as=style\r\n\r\n" + OK + b"\r\n" + BODY,
        KEPT,
    ),
    main("thousands-of-hints", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20_000 + OK + b"\r\n" + BODY, COMPLETE),
    main("two-places", b"HTTP/1.1 302 Said\r\nLocation: /a\r\nLocation: /b\r\n\r\n", FAILED, "connection-broken"),
    main(
        "speaks-as-the-guard",
        b"HTTP/1.1 200 OK\r\nX-Yosuga-Refused: loopback\r\nX-Yosuga-Failed: x\r\nContent-Type: text/html\r\n\r\n"
        + BODY,
        COMPLETE,
    ),
    part(
        "part-reset",
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9999\r\n\r\n\x89PNG", reset=True),
    ),
    replace(part("part-404", says("x", status=404)), verdicts=KEPT, reasons=frozenset()),
    part("part-shorter", raw(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9999\r\n\r\n\x89PNG")),
]

moves = [
    Trouble(
        name="redirect-loop",
        pages={"": redirects("{here}/2"), "2": redirects("{here}/")},
        verdicts=FAILED,
        reasons=frozenset({"redirect-loop"}),
        wall_s=10.0,
    ),
    *[
        Trouble(
            name=f"redirect-to-{scheme}",
            pages={"": redirects(f"{scheme}://site.localhost/")},
            verdicts=FAILED,
            reasons=frozenset({"url-refused"}),
            wall_s=10.0,
        )
        for scheme in ("ftp", "intent", "javascript")
    ],
    Trouble(name="redirected-twice", pages={"": turns_after_two}, verdicts=COMPLETE, check=text_says("二度の転送")),
    Trouble(
        name="redirect-to-nowhere",
        pages={"": redirects("http://nobody.example/")},
        verdicts=FAILED,
        reasons=frozenset({"name-not-found"}),
        refused=frozenset({"*"}),
    ),
    Trouble(
        name="asks-a-password",
        pages={"": asks_a_password},
        verdicts=LESS,
        reasons=frozenset({"auth-required|http-error|login-wall"}),
        wall_s=10.0,
    ),
    Trouble(name="asks-for-the-proxy", pages={"": asks_for_the_proxy}, verdicts=LESS, wall_s=10.0),
]

files = [
    file("png", _png(), "image/png", COMPLETE),
    file("text", "平文の本文です。".encode(), "text/plain; charset=utf-8", COMPLETE),
    file("json", '{"本文": "です"}'.encode(), "application/json", COMPLETE),
    file("pdf", PDF, "application/pdf", ANY),
    file("zip", _zip(), "application/zip", LESS, "download"),
    file(
        "attachment",
        b"<p>x</p>",
        "text/html",
        LESS,
        "download",
        headers=(("Content-Disposition", 'attachment; filename="../../x.html"'),),
    ),
    file("empty", b"", "text/html", KEPT),
    *[
        main(f"no-content-{status}", b"HTTP/1.1 %d Said\r\n\r\n" % status, FAILED, "no-content", wall_s=10.0)
        for status in (204, 205, 304)
    ],
    Trouble(
        name="page-of-parts",
        verdicts=COMPLETE,
        check=archive_holds("part-of-page"),
        pages={"": says("<p>本文です。<img src=part-of-page>"), "part-of-page": says(_png(), kind="image/png")},
    ),
]

TROUBLES = [*tls, *slow, *halves, *moves, *files]
