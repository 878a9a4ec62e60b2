"""Pages in pages, and everything that fetches behind a page's back: frames of other sites, workers, sockets."""

import base64
import hashlib

from tests.hostile.reading import archive_holds, recorded, text_says
from tests.hostile.trouble import COMPLETE, KEPT, Trouble
from tests.hostile.wire import IMAGE, Answer, Asked, Wire, says
from yosuga.capture.base import Shot

JS = "text/javascript"

CROSS = """<!doctype html><title>他サイトの枠</title><p>他サイトの枠があるページの本文です。</p>
<iframe src="http://other.localhost:{port}/cross-site-frame/frame" width=300 height=200></iframe>"""
FRAME = """<p>枠の中</p><img src="in-frame.gif">
<iframe src="http://third.localhost:{port}/cross-site-frame/deeper"></iframe>"""
DEEPER = "<p>枠の中の枠</p><img src='in-deeper.gif'>"


def nested(asked: Asked) -> str:
    """Thirty frames, one in the other, each of another site than its parent."""
    depth = int(asked.query.get("d", "0"))
    inner = (
        f"<iframe src='http://d{depth % 3}.localhost:{{port}}/nested-frames/?d={depth + 1}'></iframe>"
        if depth < 30
        else ""
    )
    return f"<!doctype html><title>入れ子</title><p>入れ子の枠 {depth} の本文です。</p>{inner}"


WORKERS = """<!doctype html><title>働き手</title><p>働き手がいるページの本文です。</p><script>
new Worker('worker.js');new SharedWorker('shared.js');navigator.serviceWorker?.register('service.js');
new Worker(URL.createObjectURL(new Blob(["fetch('{here}/by-blob')"])))</script>"""

SERVICE = """<!doctype html><title>サービスワーカー</title><p>横取りされるページの本文です。</p><script>
navigator.serviceWorker.register('service.js');
fetch('slow').then(()=>fetch('part')).then(r=>r.text()).then(t=>document.body.append(t))</script>"""

SOCKET = """<!doctype html><title>WebSocket</title><p id=p>通信し続けるページの本文です。</p><script>
const s=new WebSocket('ws://site.localhost:{port}/websocket/socket');s.onopen=()=>s.send('こんにちは');
s.onmessage=e=>p.append(' 受信 '+e.data)</script>"""


async def echoes(asked: Asked, wire: Wire) -> None:
    """RFC 6455, a server that answers with one text and goes on listening."""
    key = asked.headers.get("sec-websocket-key", "") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
    await wire.send(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    said = "届きました".encode()
    await wire.send(bytes([0x81, len(said)]) + said)
    await wire.reader.read()


def socket_is_recorded(shot: Shot) -> None:
    text_says("届きました")(shot)


def both_frames_are_recorded(shot: Shot) -> None:
    index = recorded(shot)
    assert "in-frame.gif" in index
    assert "in-deeper.gif" in index


def script(text: str) -> Answer:
    return says(text, kind=JS)


TROUBLES = [
    Trouble(
        name="cross-site-frame",
        verdicts=COMPLETE,
        check=both_frames_are_recorded,
        pages={
            "": says(CROSS),
            "frame": says(FRAME),
            "deeper": says(DEEPER),
            "in-frame.gif": IMAGE,
            "in-deeper.gif": IMAGE,
        },
    ),
    Trouble(
        name="nested-frames",
        pages={"": says(nested)},
        verdicts=KEPT,
        memory_mb=1_800,
        wall_s=40.0,
        check=text_says("入れ子の枠 0"),
    ),
    Trouble(
        name="workers",
        verdicts=COMPLETE,
        check=archive_holds("by-worker", "by-shared", "by-blob"),
        pages={
            "": says(WORKERS),
            "worker.js": script("fetch('by-worker')"),
            "shared.js": script("fetch('by-shared')"),
            "service.js": script("self.addEventListener('install',()=>fetch('by-service'))"),
            "*": says("ok"),
        },
    ),
    Trouble(
        name="service-worker",
        verdicts=COMPLETE,
        check=text_says("本物の部品"),
        pages={
            "": says(SERVICE),
            "part": says("本物の部品"),
            "slow": says("ok", after_s=1.0),
            "service.js": script(
                "addEventListener('install',e=>skipWaiting());addEventListener('activate',e=>e.waitUntil(clients.claim()));"
                "addEventListener('fetch',e=>e.respondWith(new Response('すり替えた部品')))"
            ),
        },
    ),
    Trouble(name="websocket", pages={"": says(SOCKET), "socket": echoes}, verdicts=COMPLETE, check=socket_is_recorded),
    Trouble(
        name="srcdoc",
        verdicts=COMPLETE,
        check=archive_holds("in-srcdoc.gif"),
        pages={
            "": says("<p>本文です。<iframe srcdoc='<p>枠<img src=in-srcdoc.gif>'></iframe>"),
            "in-srcdoc.gif": IMAGE,
        },
    ),
    Trouble(
        name="lazy",
        verdicts=COMPLETE,
        check=archive_holds("far.gif"),
        pages={
            "": says("<p>本文です。<div style='height:9000px'></div><img loading=lazy src=far.gif width=9 height=9>"),
            "far.gif": IMAGE,
        },
    ),
    Trouble(
        name="object-and-embed",
        verdicts=KEPT,
        check=archive_holds("object.html"),
        pages={
            "": says("<p>本文です。<object data=object.html></object><embed src=e.gif>"),
            "object.html": says("<p>中"),
            "e.gif": IMAGE,
        },
    ),
]
