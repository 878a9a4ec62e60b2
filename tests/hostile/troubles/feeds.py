"""Pages that do not end: endless and virtualised feeds, pages that are never idle, pages that are too large."""

from dataclasses import replace

from tests.hostile.reading import artefact, recorded, text_says, visible
from tests.hostile.trouble import COMPLETE, KEPT, LESS, PARTIAL, QUICK, Trouble
from tests.hostile.wire import IMAGE, Answer, Asked, Wire, bomb, says, trickles
from yosuga.capture.base import Network, Shot

ENDLESS = """<!doctype html><title>終わらないタイムライン</title><div id=feed></div><script>
let n=0;function more(){for(let i=0;i<10;i++){const p=document.createElement('p');p.style.height='200px';
p.textContent='投稿 '+(++n)+' 番';feed.append(p)}}more();
addEventListener('scroll',()=>{if(scrollY+innerHeight>document.body.scrollHeight-3000)more()})</script>"""

VIRTUAL = """<!doctype html><title>窓だけ描くタイムライン</title><style>#all{height:20000px;position:relative}
#all p{position:absolute;left:0;height:90px;margin:0}</style><div id=all></div><script>
function draw(){const from=Math.max(0,Math.floor(scrollY/100)-2);all.replaceChildren();
for(let i=from;i<Math.min(200,from+22);i++){const p=document.createElement('p');p.style.top=i*100+'px';
p.textContent='仮想投稿 '+i+' 番';all.append(p)}}draw();addEventListener('scroll',draw)</script>"""

# No request is made, and what comes takes its time: nothing tells the network that there is more.
BY_TIMER = """<!doctype html><title>少し待つタイムライン</title><style>body{margin:0;overflow:hidden}
#box{height:100vh;overflow-y:auto}#feed p{height:250px}</style><div id=box><div id=feed></div></div><script>
let n=0;function more(){for(let i=0;i<10&&n<50;i++){const p=document.createElement('p');
p.textContent='返信 '+(++n)+' 番';feed.append(p)}}more();box.onscroll=()=>setTimeout(more,80)</script>"""

RECYCLED = """<!doctype html><title>使い回すタイムライン</title><style>#all{height:12000px;position:relative}
#all p{position:absolute;height:90px;margin:0}</style><div id=all></div><script>const rows=[];
for(let i=0;i<25;i++){const p=document.createElement('p');all.append(p);rows.push(p)}function draw(){
const from=Math.max(0,Math.floor(scrollY/100)-2);rows.forEach((p,k)=>{p.style.top=(from+k)*100+'px';
p.textContent='使い回し '+(from+k)+' 番の投稿'})}draw();addEventListener('scroll',draw)</script>"""

IN_A_SHADOW = """<!doctype html><title>影の中のタイムライン</title><style>body{margin:0;overflow:hidden}</style>
<div id=h></div><script>const r=h.attachShadow({mode:'open'});r.innerHTML=
'<style>#b{height:100vh;overflow-y:auto}p{height:250px}'+
'</style><div id=b></div>';const b=r.getElementById('b');let n=0;function more(){for(let i=0;i<10&&n<50;i++){
const p=document.createElement('p');p.textContent='影の返信 '+(++n)+' 番';b.append(p)}}
more();b.onscroll=more</script>"""

NO_STYLE = """<!doctype html><title>書式を待つページ</title><link rel=stylesheet href=never>
<p>書式が届かないページの本文です。</p>"""

POLLING = """<!doctype html><title>問い合わせ続けるページ</title><p>止まらないページの本文です。</p><script>
setInterval(()=>fetch('poll?'+Math.random()).then(r=>r.text()),50)</script>"""

HUNG = """<!doctype html><title>返事のない部品</title><p>返事のない部品があるページの本文です。</p><script>
fetch('hang')</script>"""

EVENTS = """<!doctype html><title>イベントの流れ</title><p>イベントが流れ続けるページの本文です。</p><script>
new EventSource('events').onmessage=e=>document.title='イベント '+e.data</script>"""

ANIMATED = """<!doctype html><title>動き続けるページ</title><style>@keyframes s{to{transform:rotate(1turn)}}
div{width:99px;height:99px;background:red;animation:s 1s infinite linear}</style><p>動き続けるページの本文です。</p>
<div></div><canvas id=c></canvas><script>const x=c.getContext('2d');(function f(t){x.fillRect(Math.random()*300,
Math.random()*150,2,2);requestAnimationFrame(f)})(0)</script>"""

CHANGING = """<!doctype html><title>書き換わり続けるページ</title><p>書き換わり続けるページの本文です。</p>
<ul id=l></ul><script>
setInterval(()=>{const i=document.createElement('li');i.textContent=Math.random();l.append(i);
if(l.children.length>50)l.firstChild.remove()},20)</script>"""

TALL = """<!doctype html><title>とても長いページ</title><style>p{height:1000px;margin:0}</style><script>
for(let i=0;i<120;i++)document.write('<p>区画 '+i+' 番</p>')</script>"""

WIDE = """<!doctype html><title>とても広いページ</title>
<p style="width:200000px;background:linear-gradient(90deg,red,blue)">横に長いページの本文です。</p>"""

HUGE_DOM = """<!doctype html><title>巨大な木</title><p>要素が二十万あるページの本文です。</p><div id=d></div><script>
let h='';for(let i=0;i<200000;i++)h+='<b>'+i%10+'</b>';d.innerHTML=h</script>"""

DEEP_DOM = """<!doctype html><title>深い木</title><p>深く入れ子になったページの本文です。</p><script>
let e=document.body;for(let i=0;i<20000;i++){const n=document.createElement('div');e.append(n);e=n}</script>"""

MANY = """<!doctype html><title>部品の多いページ</title><p>部品が三千あるページの本文です。</p><script>
for(let i=0;i<{count};i++){const m=new Image();m.src='i.gif?'+i;document.body.append(m)}</script>"""

# They begin to grow when they are scrolled, when a reader has seen them, and go on for as long as they are looked at.
GROWING = (
    ENDLESS
    + """<script>const all=[];onscroll=()=>{onscroll=null;
setInterval(()=>all.push(new Uint8Array(8<<20).fill(1)),20)}</script>"""
)

GROWING_BLOCKED = (
    ENDLESS
    + """<script>const all=[];onscroll=()=>{onscroll=null;
setInterval(()=>{for(;;)all.push(new Uint8Array(8<<20).fill(1))},0)}</script>"""
)

GROWING_DOM = (
    ENDLESS
    + """<div id=d hidden></div><script>onscroll=()=>{onscroll=null;setInterval(()=>{
const b=document.createElement('b');b.innerHTML='<i title=x>1</i>'.repeat(40000);d.append(b)},30)}</script>"""
)

GROWING_FRAME = ENDLESS + "<iframe src=http://cdn.example:{port}/growing-frame/f></iframe>"
GROWS = """<!doctype html><p>部品</p><script>
const all=[];onload=()=>setInterval(()=>all.push(new Uint8Array(8<<20).fill(1)),20)</script>"""


VIDEO = """<!doctype html><title>動画が流れるページ</title><p>動画が流れ続けるページの本文です。</p>
<video src=v.webm autoplay muted loop width=320></video><audio src=a.mp3 autoplay loop></audio>"""


async def hang(asked: Asked, wire: Wire) -> None:
    del asked
    await wire.reader.read()


def flow(first: bytes, drop: bytes) -> Answer:
    """A response that has begun and goes on for ever, without waiting."""

    async def answer(asked: Asked, wire: Wire) -> None:
        del asked
        await wire.send(first)
        while True:
            await wire.send(drop)

    return answer


def events() -> Answer:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n"
    return trickles(head, b"data: 1\n\n", every_s=0.1)


def _many(count: int) -> Answer:
    return says(MANY.replace("{count}", str(count)))


def cut_short(shot: Shot) -> None:
    """What was taken before the page was ended is there, and nothing was tried on it afterwards."""
    assert "投稿 1 番" in visible(shot)
    assert artefact(shot, "初期表示.png").startswith(b"\x89PNG")
    assert "site.localhost" in recorded(shot)
    assert not {"mhtml", "pdf", "look after"} & shot.timings.keys()


SHORT = replace(QUICK, load_s=10.0, memory_bytes=1_280 * 2**20)
LITTLE = replace(QUICK, memory_bytes=640 * 2**20)
_MEDIA = b"HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\nContent-Length: 99999999\r\n\r\n\x1aE\xdf\xa3"

TROUBLES = [
    Trouble(
        name="endless-feed",
        pages={"": says(ENDLESS)},
        verdicts=PARTIAL,
        reasons=frozenset({"scroll-limit"}),
        memory_mb=1_400,
        check=text_says("投稿 1 番"),
    ),
    Trouble(name="feed-by-timer", pages={"": says(BY_TIMER)}, verdicts=KEPT, check=text_says("返信 50 番")),
    Trouble(name="recycled-feed", pages={"": says(RECYCLED)}, verdicts=KEPT, check=text_says("使い回し 60 番の投稿")),
    Trouble(name="feed-in-a-shadow", pages={"": says(IN_A_SHADOW)}, verdicts=KEPT, check=text_says("影の返信 50 番")),
    Trouble(
        name="style-sheet-never-comes",
        pages={"": says(NO_STYLE), "never": hang},
        verdicts=PARTIAL,
        reasons=frozenset({"load-timeout"}),
        never=frozenset({"step-timeout"}),
        wall_s=15.0,
        check=text_says("書式が届かない"),
    ),
    Trouble(name="virtual-feed", pages={"": says(VIRTUAL)}, verdicts=KEPT, check=text_says("仮想投稿")),
    Trouble(
        name="polling", pages={"": says(POLLING), "poll": says("ok")}, verdicts=KEPT, check=text_says("止まらない")
    ),
    Trouble(name="hung-part", pages={"": says(HUNG), "hang": hang}, verdicts=KEPT, check=text_says("返事のない")),
    Trouble(
        name="event-source",
        pages={"": says(EVENTS), "events": events()},
        verdicts=COMPLETE,
        wall_s=12.0,
        check=text_says("流れ続ける"),
    ),
    Trouble(
        name="endless-fetch",
        pages={"": says(HUNG), "hang": flow(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", bytes(2**16))},
        verdicts=PARTIAL,
        reasons=frozenset({"size-budget|body-truncated|resource-failed"}),
        memory_mb=1_200,
    ),
    Trouble(
        name="playing-video",
        pages={"": says(VIDEO), "v.webm": flow(_MEDIA, bytes(2**14)), "a.mp3": flow(_MEDIA, bytes(2**14))},
        verdicts=KEPT,
        memory_mb=1_100,
        check=text_says("流れ続ける"),
    ),
    Trouble(
        name="animation", pages={"": says(ANIMATED)}, verdicts=COMPLETE, wall_s=12.0, check=text_says("動き続ける")
    ),
    Trouble(name="changing", pages={"": says(CHANGING)}, verdicts=KEPT, check=text_says("書き換わり")),
    Trouble(
        name="tall",
        pages={"": says(TALL)},
        verdicts=PARTIAL,
        reasons=frozenset({"scroll-limit|too-tall"}),
        memory_mb=1_400,
        wall_s=35.0,
        check=text_says("区画 119 番"),
    ),
    Trouble(name="wide", pages={"": says(WIDE)}, verdicts=KEPT, memory_mb=1_000, check=text_says("横に長い")),
    Trouble(name="huge-dom", pages={"": says(HUGE_DOM)}, verdicts=KEPT, memory_mb=1_500, wall_s=40.0, limits=SHORT),
    Trouble(
        name="growing",
        pages={"": says(GROWING)},
        verdicts=PARTIAL,
        reasons=frozenset({"memory-budget"}),
        never=frozenset({"page-crashed"}),
        limits=LITTLE,
        check=cut_short,
    ),
    Trouble(
        name="growing-blocked",
        pages={"": says(GROWING_BLOCKED)},
        verdicts=PARTIAL,
        reasons=frozenset({"memory-budget"}),
        never=frozenset({"page-crashed"}),
        limits=LITTLE,
        check=cut_short,
    ),
    Trouble(
        name="growing-dom",
        pages={"": says(GROWING_DOM)},
        verdicts=PARTIAL,
        reasons=frozenset({"memory-budget"}),
        never=frozenset({"page-crashed"}),
        limits=LITTLE,
        check=cut_short,
    ),
    Trouble(
        name="growing-frame",
        url="http://public.example:{http}/growing-frame/",
        network=Network.PUBLIC,
        pages={"": says(GROWING_FRAME), "f": says(GROWS)},
        verdicts=PARTIAL,
        reasons=frozenset({"memory-budget"}),
        never=frozenset({"page-crashed"}),
        limits=LITTLE,
        check=text_says("投稿 1 番"),
    ),
    Trouble(
        name="deep-dom",
        pages={"": says(DEEP_DOM)},
        verdicts=KEPT,
        memory_mb=1_000,
        wall_s=35.0,
    ),
    Trouble(
        name="many-parts",
        pages={"": _many(3_400), "i.gif": IMAGE},
        verdicts=PARTIAL,
        reasons=frozenset({"too-many-resources"}),
        memory_mb=1_400,
        wall_s=45.0,
        limits=replace(QUICK, total_s=40.0, load_s=25.0),
    ),
    Trouble(
        name="gzip-bomb-page",
        pages={
            "": bomb(
                megabytes=600, kind="text/html", before=b"<!doctype html><title>x</title><p>bomb</p><!--", fill=b"a"
            )
        },
        verdicts=LESS,
        reasons=frozenset({"size-budget|body-truncated|page-crashed|load-timeout|time-budget|page-unresponsive"}),
        memory_mb=2_000,
        wall_s=35.0,
    ),
    Trouble(
        name="gzip-bomb-part",
        pages={
            "": says("<p>爆弾を部品に持つページです。<script>fetch('b').then(r=>r.arrayBuffer())</script><img src=b>"),
            "b": bomb(megabytes=1_000, kind="application/octet-stream"),
        },
        verdicts=PARTIAL,
        reasons=frozenset({"size-budget|body-truncated|resource-failed"}),
        memory_mb=2_000,
        wall_s=35.0,
        check=text_says("爆弾"),
    ),
    Trouble(
        name="image-bomb",
        pages={
            "": says("<p>大きすぎる画像です。<img src=b.svg><svg width=100000 height=100000></svg>"),
            "b.svg": says(
                "<svg xmlns='http://www.w3.org/2000/svg' width='65000' height='65000'>"
                "<rect width='65000' height='65000' fill='red'/></svg>",
                kind="image/svg+xml",
            ),
        },
        verdicts=KEPT,
        memory_mb=2_000,
        wall_s=35.0,
        check=text_says("大きすぎる"),
    ),
]
