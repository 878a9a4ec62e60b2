"""What a reader sees and a script does not: closed shadow trees, frames of other sites, boxes one touches through."""

from tests.hostile.reading import artefact, text_says
from tests.hostile.trouble import COMPLETE, KEPT, PARTIAL, Check, Trouble
from tests.hostile.troubles.posts import FORM, GONE_REASONS, LONG, POST, SHEET
from tests.hostile.wire import says
from yosuga.capture.base import Shot

NAV = "<!doctype html><title>SNS例</title><nav>ホーム 検索 通知</nav>"
GONE = "このポストは、ポストの作成者により削除されました。"
UNTOUCHED = f"{SHEET};pointer-events:none"
COVERING = f"{SHEET};width:100vw;height:100vh;border:0"
FRAME = f"<iframe style='{COVERING}' src='http://other.localhost:{{port}}/{{name}}/wall'></iframe>"
SANDBOXED = f"<iframe sandbox style='{COVERING}' src=wall></iframe>"
LATE = "<img src=slow><script>setTimeout(()=>document.body.insertAdjacentHTML('beforeend',`{box}`),800)</script>"
SLOW = says(b"", kind="image/png", after_s=2.5)


def closed(inner: str, *, host: str = "main") -> str:
    """A shadow tree that no script can open."""
    made = f"document.body.append(document.createElement('{host}'));document.body.lastChild"
    return f"<body><script>{made}.attachShadow({{mode:'closed'}}).innerHTML=`{inner}`</script>"


def declared(inner: str) -> str:
    """A closed shadow tree that is made without a script."""
    return f"<div><template shadowrootmode=closed>{inner}</template></div>"


def inner_closed(inner: str) -> str:
    """A closed shadow tree in another one."""
    return declared(f"<section>{declared(inner)}</section>")


def closed_parts_are_read(shot: Shot) -> None:
    text_says("例山花子")(shot)
    assert "例山花子" in artefact(shot, "dom.html").decode("utf-8")


def _gone(name: str, body: str) -> Trouble:
    return Trouble(
        name=f"notice-in-{name}",
        pages={"": says(NAV + body)},
        verdicts=PARTIAL,
        reasons=frozenset({"deleted"}),
        wall_s=12.0,
    )


def _wall(name: str, body: str) -> Trouble:
    name = f"wall-in-{name}"
    page = body.replace("{name}", name)
    return Trouble(
        name=name,
        pages={"": says(page), "wall": says(f"<!doctype html>{FORM}"), "slow": SLOW},
        verdicts=PARTIAL,
        reasons=frozenset({"login-wall"}),
        wall_s=15.0,
    )


def _honest(name: str, body: str, *, frame: str = "", check: Check | None = closed_parts_are_read) -> Trouble:
    return Trouble(
        name=name,
        pages={"": says(body.replace("{name}", name)), "wall": says(frame)},
        verdicts=COMPLETE,
        never=GONE_REASONS,
        wall_s=12.0,
        check=check,
    )


def _covered(name: str, box: str) -> Trouble:
    return Trouble(
        name=name,
        pages={"": says(LONG + LATE.replace("{box}", box)), "slow": SLOW},
        verdicts=PARTIAL,
        reasons=frozenset({"page-changed"}),
        wall_s=15.0,
    )


MANY = """<body><script>let n=0;const add=()=>{for(let i=0;i<400&&n<20000;i++,n++){
const h=document.createElement('div');document.body.append(h);
h.style.position='absolute';h.attachShadow({mode:'closed'}).innerHTML='<p>'+n+'</p>'}};add();setInterval(add,10)</script>"""
DEEP = """<body><script>let at=document.body;for(let i=0;i<300;i++){const h=document.createElement('div');at.append(h);
at=h.attachShadow({mode:'closed'})}at.append('底の言葉です')</script>"""


TROUBLES = [
    _gone("closed-shadow", closed(GONE)),
    _gone("declared-shadow", declared(GONE)),
    _gone("shadow-in-a-shadow", inner_closed(GONE)),
    _wall("closed-shadow", LONG + closed(f"<div style='{SHEET}'>{FORM}</div>", host="div")),
    _wall("a-fixed-host", LONG + closed(f"<style>:host{{{SHEET}}}</style>{FORM}", host="login-wall")),
    _wall("a-frame-of-another-site", LONG + FRAME),
    _wall("a-frame-over-a-short-post", f"{NAV}<article>{POST}</article>{FRAME}"),
    _wall("a-sandboxed-frame", LONG + SANDBOXED),
    _wall("a-box-without-touch", f"{LONG}<div style='{UNTOUCHED}'>{FORM}</div>"),
    _wall("a-late-box-without-touch", LONG + LATE.replace("{box}", f'<div style="{UNTOUCHED}">{FORM}</div>')),
    _covered("covered-without-touch", f'<div style="{UNTOUCHED}"></div>'),
    _covered("covered-by-a-picture", f'<canvas style="{UNTOUCHED};width:100vw;height:100vh"></canvas>'),
    Trouble(
        name="closed-shadows-without-end",
        pages={"": says(NAV + f"<article>{POST}</article>" + MANY)},
        verdicts=KEPT,
        check=text_says("例山花子"),
    ),
    Trouble(name="closed-shadows-300-deep", pages={"": says(NAV + DEEP)}, verdicts=KEPT, check=text_says("底の言葉")),
    _honest("post-in-a-closed-shadow", NAV + closed(f"<article>{POST * 8}</article>")),
    _honest("post-in-declared-shadows", NAV + inner_closed(f"<article>{POST * 8}</article>")),
    _honest("frame-that-advertises", LONG + FRAME, frame="<p>例のお店のお知らせです。</p>"),
    _honest("page-in-a-frame", NAV + FRAME, frame=f"{LONG}<a href=login>ログインして続きを見る</a>", check=None),
    _honest("box-for-messages", f"{LONG}<div style='position:fixed;inset:0;pointer-events:none'></div>"),
    _honest("curtain-that-is-open", f"{LONG}<div style='{UNTOUCHED};opacity:0'>{FORM}</div>"),
    _honest("picture-behind-the-page", f"{LONG}<div style='{UNTOUCHED};z-index:-1'></div>"),
]
