"""URLs that are weapons, and every way a page tries to reach what lies inside."""

from dataclasses import replace

from tests.hostile.trouble import COMPLETE, FAILED, KEPT, LESS, PARTIAL, Trouble
from tests.hostile.wire import redirects, says
from yosuga.capture.base import Limits, Network, Shot

SITE = "http://site.localhost:{http}"
OPEN = "http://public.example:{http}"
PLAIN = says("<!doctype html><title>普通のページ</title><p>本文があります。これは普通のページです。</p>")


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


INSIDE_HOSTS = {
    "dotted": "127.0.0.1",
    "decimal": "2130706433",
    "hexadecimal": "0x7f000001",
    "short hexadecimal": "0x7f.1",
    "octal": "0177.0.0.1",
    "short": "127.1",
    "trailing dot": "127.0.0.1.",
    "percent": "127%2e0%2e0%2e1",
    "full width": full_width("127.0.0.1"),
    "ideographic stops": "127。0。0。1",
    "zero": "0.0.0.0",
    "localhost": "localhost",
    "localhost dot": "localhost.",
    "sub localhost": "app.localhost",
    "circled": "ⓛocalhost",
    "ipv6": "[::1]",
    "mapped": "[::ffff:127.0.0.1]",
    "compatible": "[::127.0.0.1]",
    "nat64": "[64:ff9b::7f00:1]",
    "6to4": "[2002:7f00:1::]",
    "unspecified": "[::]",
    "private name": "inside.example",
    "metadata name": "metadata.example",
    "nat64 name": "nat64.example",
    "unique local name": "v6.example",
    "one of two answers": "both.example",
    "link local": "169.254.169.254",
    "own network": "192.168.0.1",
}

inside = [
    Trouble(
        name=f"inside-{name.replace(' ', '-')}",
        url=f"http://{host}:{{inside}}/",
        network=Network.PUBLIC,
        verdicts=FAILED,
        reasons=frozenset({"address-refused"}),
        wall_s=6.0,
        refused=frozenset({"*"}),
    )
    for name, host in INSIDE_HOSTS.items()
]


def _public(name: str, **pages: object) -> Trouble:
    return Trouble(
        name=name,
        url=f"{OPEN}/{name}/",
        network=Network.PUBLIC,
        pages={path.replace("_", ""): answer for path, answer in pages.items()},  # type: ignore[misc]
        verdicts=PARTIAL,
        reasons=frozenset({"address-refused"}),
        refused=frozenset({"*"}),
    )


_SUBRESOURCES = """<!doctype html><title>部品が内側を向くページ</title><p>公開ページの本文です。</p>
<img src="http://127.0.0.1:{port}/a.png"><img src="http://[::1]:{port}/b.png">
<img src="http://2130706433:{port}/c.png">
<link rel=stylesheet href="http://inside.example:{port}/d.css">
<script src="http://metadata.example:{port}/e.js"></script>
<link rel=prefetch href="http://127.0.0.1:{port}/f"><link rel=preconnect href="http://127.0.0.1:{port}">
<iframe src="http://localhost:{port}/g"></iframe><object data="http://127.0.0.1:{port}/h"></object>
<video src="http://127.0.0.1:{port}/i.mp4" autoplay muted></video>
<script>fetch('http://127.0.0.1:{port}/j').catch(()=>{});new WebSocket('ws://127.0.0.1:{port}/k');
new EventSource('http://127.0.0.1:{port}/l');navigator.sendBeacon('http://127.0.0.1:{port}/m','x');
new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:{port}/n')"])));</script>"""

_MOVES_LATE = """<!doctype html><title>読まれると移動するページ</title><p>公開ページの本文です。</p>
<div style="height:9000px"></div><script>onscroll=()=>location='http://127.0.0.1:{port}/x'</script>"""

_WEBRTC = """<!doctype html><title>WebRTC</title><p>WebRTCで内側を探すページです。</p><script>
const peer=new RTCPeerConnection({iceServers:[{urls:'stun:127.0.0.1:{port}'},
{urls:'turn:127.0.0.1:{port}?transport=tcp',
username:'a',credential:'b'}]});peer.createDataChannel('x');peer.createOffer().then(o=>
peer.setLocalDescription(o));</script>"""

_REBIND = """<!doctype html><title>名前を付け替えるページ</title><p>名前の付け替えを試すページです。</p><script>
(async()=>{for(let i=0;i<12;i++){try{await fetch('{here}/again?'+i,{cache:'no-store'})}catch(e){}}
document.body.append('終わりました')})()</script>"""

reaching_inside = [
    replace(_public("redirect-inside", _=redirects("http://127.0.0.1:{port}/x")), verdicts=FAILED),
    replace(
        _public("redirects-inside", **{"_": redirects("{here}/2"), "2": redirects("http://[::1]:{port}/")}),
        verdicts=FAILED,
    ),
    replace(
        _public(
            "meta-refresh-inside",
            _=says("<meta http-equiv=refresh content='0;url=http://127.0.0.1:{port}/x'><p>移動"),
        ),
        verdicts=LESS,
    ),
    replace(
        _public(
            "script-moves-inside",
            _=says("<p>移動するページ</p><script>location='http://127.0.0.1:{port}/x'</script>"),
        ),
        verdicts=LESS,
    ),
    replace(
        _public("moves-inside-when-scrolled", _=says(_MOVES_LATE)),
        reasons=frozenset({"address-refused", "page-changed"}),
    ),
    _public("parts-inside", _=says(_SUBRESOURCES)),
    _public("part-redirects-inside", _=says("<p>本文です。<img src=i>"), i=redirects("http://127.0.0.1:{port}/x")),
    replace(
        _public("rebinding", _=says(_REBIND), again=says("ok")),
        url="http://rebind.example:{http}/rebinding/",
        verdicts=COMPLETE,
        reasons=frozenset(),
    ),
    replace(_public("webrtc-inside", _=says(_WEBRTC)), verdicts=KEPT, reasons=frozenset()),
    Trouble(
        name="name-not-found",
        url="http://nobody.example:{http}/",
        network=Network.PUBLIC,
        verdicts=FAILED,
        reasons=frozenset({"name-not-found"}),
        refused=frozenset({"nobody.example"}),
        wall_s=8.0,
    ),
    Trouble(
        name="port-of-another-service",
        url="http://site.localhost:9/",
        verdicts=FAILED,
        wall_s=8.0,
        reasons=frozenset({"port-refused"}),
        never=frozenset({"address-refused"}),
        refused=frozenset({"*"}),
    ),
    Trouble(
        name="nobody-listens",
        url="http://site.localhost:1024/",
        verdicts=FAILED,
        reasons=frozenset({"unreachable"}),
        refused=frozenset({"*"}),
        wall_s=8.0,
    ),
]


def names_are_plain(shot: Shot) -> None:
    for artefact in shot.artefacts:
        assert not set(artefact.name) & set("$`;|&<>\"'\\\n\r\t\0"), artefact.name
        assert not artefact.name.startswith("-")


_SHELL = [
    "$(touch${IFS}PWNED)",
    "`touch${IFS}PWNED`",
    ";touch PWNED;",
    "|touch PWNED",
    "'\";touch PWNED#",
    "%0Atouch PWNED",
    "-o PWNED",
]
_NOT_WEB = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,<p>x",
    "view-source:http://site.localhost:{http}/plain/",
    "chrome://version",
    "about:blank",
    "ftp://site.localhost/",
    "blob:http://site.localhost/x",
    "devtools://devtools/bundled/inspector.html",
    "--proxy-server=http://site.localhost:{http}",
    "-o/PWNED",
    "http://",
    "http:///x",
    "https://:443/",
    "//site.localhost/",
    "",
    " ",
    "http://site.localhost:{http}0000/",
    "http://[::1/",
    "\0",
]

weapons = [
    *[
        Trouble(
            name=f"shell-{number}",
            url=f"{SITE}/shell-{number}/{text}",
            pages={"*": PLAIN},
            verdicts=COMPLETE,
            check=names_are_plain,
        )
        for number, text in enumerate(_SHELL)
    ],
    *[
        Trouble(name=f"not-web-{number}", url=text, verdicts=FAILED, reasons=frozenset({"url-refused"}), wall_s=6.0)
        for number, text in enumerate(_NOT_WEB)
        if text
    ],
    Trouble(name="long-url", url=f"{SITE}/long-url/?q={'あ' * 50}{'a' * 7_300}", pages={"": PLAIN}, verdicts=COMPLETE),
    Trouble(
        name="shell-in-fragment", url=f"{SITE}/shell-in-fragment/#$(touch PWNED)", pages={"": PLAIN}, verdicts=COMPLETE
    ),
    Trouble(name="moves-to-file", pages={"": redirects("file:///etc/passwd")}, verdicts=FAILED),
    Trouble(
        name="frames-a-file",
        pages={
            "": says(
                "<p>本文です。<iframe src='file:///etc/passwd'></iframe><script>try{open('file:///etc/passwd')}catch(e){}</script>"
            )
        },
        verdicts=KEPT,
    ),
    Trouble(
        name="many-bytes",
        pages={
            "": says(
                "<p>たくさん読み込むページ<script>(async()=>{for(;;)"
                "await(await fetch('big?'+Math.random())).arrayBuffer()})()</script>"
            ),
            "big": says(bytes(8 * 2**20), kind="application/octet-stream"),
        },
        verdicts=PARTIAL,
        reasons=frozenset({"size-budget"}),
        memory_mb=1_100,
        limits=Limits(total_s=30, load_s=6, scroll_s=4, total_bytes=64 * 2**20),
    ),
]

TROUBLES = [*inside, *reaching_inside, *weapons]
