"""The benchmark page: a post on a Japanese social network with its replies, its video, a frame of another site.

Of its 87 resources 39 come with the page and 48 when a reader scrolls: 50 replies in five batches, 43 portraits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from benchmarks.pages.media import film, font, photo

REPLIES = 50
BATCH = 10
PORTRAITS = 43
PHOTOS = 15


@dataclass(frozen=True, slots=True)
class Served:
    """One resource: status, media type, body or where it redirects to, and how long it takes, in seconds."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    to: str = ""
    after_s: float = 0.01


def script(text: str) -> Served:
    """Return a script."""
    return Served(text.encode(), "text/javascript; charset=utf-8")


def style(text: str) -> Served:
    """Return a style sheet."""
    return Served(text.encode(), "text/css; charset=utf-8")


def picture(number: int, *, side: int) -> Served:
    """Return a square photograph."""
    return Served(photo(number, width=side, height=side), "image/jpeg")


PAGE = """<!doctype html><html lang=ja><head><meta charset=utf-8><title>例山花子さんの投稿 - つぶやき広場</title>
<meta property="og:title" content="例山花子さんの投稿"><meta property="og:type" content="article">
<link rel=icon href=/favicon.ico><link rel=stylesheet href=/css/base.css><link rel=stylesheet href=/css/post.css>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"SocialMediaPosting","datePublished":
"2025-09-11T05:05:09Z","author":{"@type":"Person","name":"例山花子","alternateName":"@reizan"}}</script>
<script src=/js/boot.js></script><script defer src=/js/app.js></script><script defer src=/js/feed.js></script>
<script type=module src=/js/module.js></script></head><body><header>つぶやき広場　ホーム　話題　通知</header>
<main><article><h1>例山花子</h1><time datetime=2025-09-11T05:05:09Z>2025年9月11日 14:05</time>
<p>今日の夕方、駅前で撮った写真です。
ここに書かれている住所と電話番号は架空のものです。
東京都千代田区一番町0番地、
03-0000-0000。</p><video src=/media/film.webm autoplay muted loop playsinline width=640></video>
<div class=grid>%PHOTOS%</div>
<img src=/go/first alt=転送される写真><img src=/img/mark.svg alt=印 width=48><div class=banner></div></article>
<iframe src="%OTHER%/widget" width=600 height=160></iframe><section id=replies></section>
<p id=end>読み込み中</p></main></body></html>"""

FEED = """const list=document.getElementById('replies'),end=document.getElementById('end');let next=0,busy=false;
async function more(){if(busy||next>=5)return;busy=true;const batch=await(await fetch('/api/replies/'+next)).json();
for(const reply of batch){const item=document.createElement('article');
item.innerHTML=`<img width=48 height=48 src="${reply.portrait}"><b></b><p></p>`;
item.querySelector('b').textContent=reply.author;
item.querySelector('p').textContent=reply.text;list.append(item)}
next++;busy=false;if(next>=5)end.textContent='すべて表示しました'}
let moved=false;addEventListener('scroll',()=>{moved=true;look()},{passive:true});
function look(){if(moved&&scrollY+innerHeight>document.documentElement.scrollHeight-400)
more().then(()=>{if(next<5)setTimeout(look,50)})}"""

CSS = """@import url(/css/type.css);body{font:16px/1.8 Text,"Noto Sans CJK JP",sans-serif;margin:0;background:#f6f7f9}
main{max-width:760px;margin:auto;background:#fff;padding:1em}.grid{display:grid;grid-template-columns:repeat(2,1fr);gap:8px}
.grid img{width:100%;aspect-ratio:1}"""


def reply(number: int) -> dict[str, str]:
    """Return one reply as the page's own interface gives it."""
    return {
        "author": f"返信者{number:02d}",
        "text": f"返信{number:02d}番：写真、拝見しました。個人の住所が書かれているようですが、大丈夫でしょうか。" * 2,
        "portrait": f"/portrait/{number % PORTRAITS}.jpg",
    }


def _batch(number: int) -> Served:
    import json

    replies = [reply(number * BATCH + offset) for offset in range(BATCH)]
    return Served(json.dumps(replies, ensure_ascii=False).encode(), "application/json", after_s=0.12)


def _with_the_page(other: str) -> Mapping[str, Served]:
    photos = "".join(f'<img src="/photo/{number}.jpg" loading=eager>' for number in range(PHOTOS))
    return {
        "/": Served(PAGE.replace("%PHOTOS%", photos).replace("%OTHER%", other).encode()),
        "/favicon.ico": Served(photo(900, width=32, height=32), "image/jpeg"),
        "/css/base.css": style(CSS),
        "/css/type.css": style(
            "@font-face{font-family:Text;src:url(/font/text.woff2)}@font-face{font-family:Head;src:url(/font/head.woff2)}"
        ),
        "/css/post.css": style("h1{font-family:Head,sans-serif}.banner{height:120px;background:url(/img/banner.jpg)}"),
        "/font/text.woff2": Served(font(1), "font/woff2"),
        "/font/head.woff2": Served(font(2), "font/woff2"),
        "/js/boot.js": script("window.began=performance.now()"),
        "/js/app.js": script(
            "fetch('/api/me');fetch('/api/unread');fetch('/api/slow').then(r=>r.json()).then(v=>window.slow=v)"
        ),
        "/js/feed.js": script(FEED),
        "/js/module.js": script("import {name} from '/js/part.js';document.documentElement.dataset.part=name"),
        "/js/part.js": script("export const name='部品'"),
        "/api/me": Served(b'{"me":null}', "application/json"),
        "/api/unread": Served(b'{"unread":0}', "application/json"),
        "/api/slow": Served(b'{"slow":true}', "application/json", after_s=2.0),
        "/media/film.webm": Served(film(seconds=6), "video/webm"),
        "/img/banner.jpg": Served(photo(901, width=760, height=120), "image/jpeg"),
        "/img/mark.svg": Served(
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" cx="4" cy="4"/></svg>',
            "image/svg+xml",
        ),
        "/go/first": Served(status=302, to="/go/second"),
        "/go/second": Served(status=301, to="/img/arrived.jpg"),
        "/img/arrived.jpg": picture(902, side=400),
        **{f"/photo/{number}.jpg": picture(number, side=600) for number in range(PHOTOS)},
    }


def _of_the_other_site() -> Mapping[str, Served]:
    return {
        "/widget": Served(WIDGET.encode()),
        "/widget.css": style("p{font:14px sans-serif}img{width:200px}"),
        "/widget.jpg": picture(903, side=200),
    }


def _when_scrolled() -> Mapping[str, Served]:
    return {
        **{f"/api/replies/{number}": _batch(number) for number in range(REPLIES // BATCH)},
        **{f"/portrait/{number}.jpg": picture(500 + number, side=96) for number in range(PORTRAITS)},
    }


WIDGET = """<!doctype html><meta charset=utf-8><link rel=stylesheet href=/widget.css>
<p>広告の枠</p><img src=/widget.jpg>"""

SMALL_PATHS = frozenset({"/small", "/small.css", "/small.jpg"})
SMALL = """<!doctype html><html lang=ja><meta charset=utf-8><title>小さなページ</title>
<link rel=stylesheet href=/small.css><h1>小さなページ</h1>
<p>この短いページは、起動と読み込みの下限を測るためのものです。</p>
<img src=/small.jpg width=300></html>"""


@cache
def resources(*, other: str) -> Mapping[str, Served]:
    """Return everything that is served, by path. `other` is the other site: scheme, host, port."""
    return {
        **_with_the_page(other),
        **_of_the_other_site(),
        **_when_scrolled(),
        "/small": Served(SMALL.encode()),
        "/small.css": style("body{font:18px sans-serif;margin:3em}"),
        "/small.jpg": picture(904, side=300),
    }


@cache
def listed() -> frozenset[str]:
    """Return the paths of the 87 resources of the page."""
    paths = frozenset(path for path in resources(other="") if path not in SMALL_PATHS)
    if len(paths) != 87:
        raise ValueError(f"the page has {len(paths)} resources, not 87")
    return paths
