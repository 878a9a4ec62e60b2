"""Scripts against whoever looks: dialogs, windows, blocked threads, broken built-ins, policies that forbid all."""

import re
from dataclasses import replace
from itertools import count

from tests.hostile.reading import artefact, text_says, visible
from tests.hostile.trouble import ANY, COMPLETE, KEPT, LESS, PARTIAL, Trouble
from tests.hostile.wire import Answer, Asked, Wire, says
from yosuga.capture.base import Shot, Verdict

WORDS = "仕掛けのあるページの本文です。"
SEEN = text_says(WORDS)
LOADINGS = count(1)
FIELDS = (  # what a form is asked for when a page is looked at and scrolled
    *("checkVisibility", "children", "getRootNode", "innerText", "localName", "parentElement", "querySelectorAll"),
    *("scrollBy", "scrollTo", "shadowRoot", "tagName", "textContent", "getHTML", "clientHeight"),
)
SLOW = says(b"", kind="image/png", after_s=2.0)
SLOW_PART = "<img src=slow>"  # holds the load event back, so that what the script does falls into the capture


def page(script: str, *, head: str = "") -> Answer:
    return says(f"<!doctype html><title>仕掛け</title>{head}<p>{WORDS}</p><script>{script}</script>")


def trick(
    name: str,
    script: str,
    *,
    verdicts: frozenset[Verdict] = COMPLETE,
    reasons: tuple[str, ...] = (),
    wall_s: float = 15.0,
    memory_mb: int = 700,
    seen: bool = True,
    head: str = "",
    **others: Answer,
) -> Trouble:
    """A page with one script in it."""
    pages = {"": page(script, head=head), **others}
    return Trouble(
        name=name,
        pages=pages,
        verdicts=verdicts,
        reasons=frozenset(reasons),
        wall_s=wall_s,
        memory_mb=memory_mb,
        check=SEEN if seen else None,
    )


async def counts_on(asked: Asked, wire: Wire) -> None:
    """A page that refreshes itself for ever, each time with another number."""
    number = int(asked.query.get("n", "0"))
    head = f"<meta http-equiv=refresh content='0;url=?n={number + 1}'>"
    await says(f"<!doctype html><title>{number}</title>{head}<p>{WORDS} {number}</p>")(asked, wire)


async def counts_loads(asked: Asked, wire: Wire) -> None:
    """A page that reloads itself after a while and says which loading this is."""
    await says(f"<!doctype html><p>LOADING-{next(LOADINGS)}.<script>setTimeout(()=>location.reload(),200)</script>")(
        asked, wire
    )


async def sets_cookies(asked: Asked, wire: Wire) -> None:
    cookies = [("Set-Cookie", f"c{i}={'x' * 3_900}; Max-Age=9999") for i in range(40)]
    await says(f"<p>{WORDS}<img src=after>" if not asked.path else b"x", headers=cookies)(asked, wire)


def whole_of_one_loading(shot: Shot) -> None:
    forms = [artefact(shot, ending) for ending in ("text.txt", "dom.html", ".mhtml")]
    found = {match for form in forms for match in re.findall(rb"LOADING-\d+\.", form)}
    assert len(found) == 1 or shot.verdict is Verdict.PARTIAL, found


def address_is_followed(shot: Shot) -> None:
    SEEN(shot)
    assert shot.final_url.endswith("/pushes-state/elsewhere?x=1#y"), shot.final_url


def shadows_are_read(shot: Shot) -> None:
    SEEN(shot)
    assert "影の中の投稿" in visible(shot)
    assert "隠れた言葉" not in visible(shot)


DIALOGS = [
    trick("alert", "alert('警告')"),
    trick("alert-before-body", "1", head="<script>alert(1);confirm(2);prompt(3)</script>"),
    trick("alerts-without-end", "setInterval(()=>alert('また'),1)", verdicts=KEPT, wall_s=20.0),
    trick("alert-loop", "for(let i=0;i<300;i++)alert(i)", verdicts=KEPT, wall_s=20.0),
    trick(
        "before-unload",
        "onbeforeunload=e=>{e.preventDefault();return 'いやだ'};setTimeout(()=>location='?again',300)",
        verdicts=KEPT,
    ),
    trick("prints", "print();setInterval(print,50)", verdicts=KEPT),
    trick(
        "permissions",
        "navigator.geolocation.getCurrentPosition(()=>{});Notification.requestPermission();"
        "navigator.mediaDevices?.getUserMedia({video:true,audio:true}).catch(()=>{});navigator.clipboard?.readText().catch(()=>{})",
    ),
    trick(
        "popups",
        "for(let i=0;i<60;i++)window.open('about:blank','_blank');"
        "const a=document.createElement('a');a.target='_blank';a.href='?p';for(let i=0;i<60;i++)a.click()",
        verdicts=KEPT,
        memory_mb=1_800,
        wall_s=33.0,
    ),
    trick("closes-itself", "setTimeout(()=>window.close(),500)", verdicts=KEPT),
    trick(
        "fullscreen-and-locks",
        "document.documentElement.requestFullscreen?.().catch(()=>{});document.body.requestPointerLock?.()",
    ),
]

BLOCKED = [
    trick(
        "blocks-at-once",
        "for(;;);",
        verdicts=LESS,
        reasons=("page-unresponsive|load-timeout|time-budget",),
        seen=False,
        wall_s=35.0,
    ),
    trick(
        "blocks-in-head",
        "1",
        head="<script>for(;;);</script>",
        verdicts=LESS,
        reasons=("page-unresponsive|load-timeout|time-budget",),
        seen=False,
        wall_s=35.0,
    ),
    trick(
        "blocks-after-load",
        "onload=()=>setTimeout(()=>{for(;;);},100)",
        verdicts=LESS,
        head=SLOW_PART,
        slow=SLOW,
        reasons=("page-unresponsive|time-budget",),
        seen=False,
        wall_s=35.0,
    ),
    trick(
        "blocks-on-scroll",
        "onscroll=()=>{for(;;);}",
        head="<style>body{height:9000px}</style>",
        verdicts=LESS,
        reasons=("page-unresponsive|time-budget",),
        seen=False,
        wall_s=35.0,
    ),
    trick("microtasks", "(function f(){Promise.resolve().then(f)})()", verdicts=LESS, seen=False, wall_s=35.0),
    trick(
        "busy-workers",
        "for(let i=0;i<8;i++)new Worker(URL.createObjectURL(new Blob(['for(;;);'])))",
        verdicts=KEPT,
        wall_s=33.0,
        memory_mb=1_000,
    ),
    trick(
        "blocked-frame",
        "1",
        verdicts=KEPT,
        head="<iframe src='http://other.localhost:{port}/blocked-frame/f'></iframe>",
        wall_s=35.0,
        f=says("<script>for(;;);</script>"),
    ),
    trick("debugger", "setInterval(()=>{debugger},10)"),
    trick("console-flood", "setInterval(()=>{for(let i=0;i<500;i++)console.log('x'.repeat(999))},10)", verdicts=KEPT),
    trick(
        "eats-memory",
        "const a=[];setInterval(()=>{if(a.length<60){const b=new Uint8Array(3e7);b.fill(1);a.push(b)}},20)",
        verdicts=ANY,
        memory_mb=2_600,
        seen=False,
        wall_s=33.0,
    ),
]

REPLACED = [
    trick(
        "replaces-built-ins",
        "Array.prototype.map=Array.prototype.filter=Array.prototype.push=()=>{throw 1};"
        "JSON.stringify=()=>'\"嘘\"';JSON.parse=()=>({});"
        "Object.prototype.then=1;Document.prototype.querySelectorAll=()=>[];Promise.prototype.then=()=>{};Element.prototype.getBoundingClientRect=()=>({});"
        "window.requestAnimationFrame=()=>{};window.scrollTo=window.scrollBy=()=>{}",
    ),
    trick(
        "hides-its-text",
        "Object.defineProperty(HTMLElement.prototype,'innerText',{get(){return '嘘'}});"
        "Object.defineProperty(document,'title',{get(){return '嘘'}});"
        "Object.defineProperty(Node.prototype,'textContent',{get(){return '嘘'}})",
    ),
    trick("stops-the-clock", "Date.now=()=>0;performance.now=()=>0;setTimeout=()=>0;MutationObserver=null"),
    trick("freezes", "Object.freeze(Object.prototype);Object.freeze(Array.prototype);Object.freeze(document)"),
    trick(
        "document-write",
        f"setTimeout(()=>{{document.open();document.write('<title>上書き</title><p>{WORDS}上書きの後</p>');document.close()}},300)",
        verdicts=KEPT,
    ),
    trick("throws", "onerror=null;throw new Error('x'.repeat(1e6))"),
    trick(
        "getters-that-fail",
        "Object.defineProperty(document,'body',{get(){throw 1}});"
        "Object.defineProperty(document,'documentElement',{get(){throw 1}})",
    ),
    trick(
        "clobbers-its-forms",
        "1",
        head="<form id=f style='position:fixed;inset:0;z-index:-1'><div style=height:9000px></div>"
        + "".join(f"<input name={name}>" for name in FIELDS)
        + "</form>",
    ),
    trick(
        "clobbers",
        "1",
        head="<form name=body><input name=innerText></form><img name=documentElement>"
        "<form name=querySelectorAll></form><img id=JSON name=title>",
    ),
    replace(
        trick(
            "shadow-dom",
            "const h=document.createElement('div');document.body.append(h);"
            "h.attachShadow({mode:'open'}).innerHTML='<p>影の中の投稿</p><p hidden>隠れた言葉</p>'",
        ),
        check=shadows_are_read,
    ),
]

FORBIDS = [
    Trouble(
        name="csp-none",
        pages={
            "": says(
                f"<!doctype html><title>x</title><p>{WORDS}</p>",
                headers=[
                    ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
                    ("X-Frame-Options", "DENY"),
                    ("Permissions-Policy", "geolocation=()"),
                    ("Cross-Origin-Opener-Policy", "same-origin"),
                    ("Cross-Origin-Embedder-Policy", "require-corp"),
                ],
            )
        },
        verdicts=COMPLETE,
        check=SEEN,
    ),
    Trouble(
        name="trusted-types",
        pages={
            "": says(
                f"<p>{WORDS}</p>",
                headers=[("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'")],
            )
        },
        verdicts=COMPLETE,
        check=SEEN,
    ),
    Trouble(
        name="print-hides-all",
        pages={"": says(f"<style>@media print{{*{{display:none!important}}}}</style><p>{WORDS}</p>")},
        verdicts=KEPT,
        check=SEEN,
    ),
    Trouble(
        name="nothing-visible", pages={"": says("<style>body{display:none}</style><p>見えない</p>")}, verdicts=KEPT
    ),
    Trouble(name="cookies", pages={"": sets_cookies, "after": sets_cookies}, verdicts=KEPT, check=SEEN),
    Trouble(
        name="clears-site-data",
        pages={
            "": says(
                f"<p>{WORDS}</p>",
                headers=[("Clear-Site-Data", '"*"'), ("Refresh", "999"), ("Link", "</x>;rel=prefetch")],
            )
        },
        verdicts=KEPT,
        check=SEEN,
    ),
]

MOVES = [
    Trouble(name="refreshes-without-end", pages={"": counts_on}, verdicts=LESS, wall_s=33.0),
    # Faster than the rest a capture waits for (0.15 s): no two forms could be of one loading.
    trick("reloads-without-end", "setTimeout(()=>location.reload(),60)", verdicts=LESS, wall_s=33.0, seen=False),
    # Slower than that: a fast machine has all it wants of one loading before the next, and then it is whole.
    Trouble(
        name="reloads-now-and-then",
        pages={"": counts_loads},
        verdicts=KEPT,
        wall_s=33.0,
        check=whole_of_one_loading,
    ),
    trick(
        "leaves-after-a-second",
        "setTimeout(()=>location='there',1000)",
        verdicts=PARTIAL,
        reasons=("page-changed",),
        seen=False,
        head=SLOW_PART,
        slow=SLOW,
        there=says("<p>別のページです。"),
    ),
    trick(
        "moves-once", "location.replace('there')", seen=False, verdicts=COMPLETE, there=says("<p>着いた先の本文です。")
    ),
    Trouble(
        name="pushes-state",
        pages={"": page("setTimeout(()=>history.pushState({},'','elsewhere?x=1#y'),100)")},
        verdicts=KEPT,
        check=address_is_followed,
    ),
    trick("pushes-state-without-end", "let n=0;setInterval(()=>history.pushState({},'','?'+n++),5)", verdicts=KEPT),
    trick("turns-its-hash", "let n=0;setInterval(()=>location.hash=n++,100)", verdicts=KEPT),
    trick(
        "opens-other-schemes",
        "location='mailto:a@example.com';location='tel:0300000000';location='intent://x';const f=document.createElement('iframe');f.src='zoommtg://x';document.body.append(f)",
        verdicts=KEPT,
    ),
    trick(
        "downloads-by-itself",
        "const a=document.createElement('a');a.href='file';"
        "a.download='..\\\\..\\\\evil.exe';document.body.append(a);a.click();"
        "a.href=URL.createObjectURL(new Blob([new Uint8Array(1e6)]));a.click();location='file'",
        verdicts=KEPT,
        file=says(bytes(100_000), kind="application/octet-stream", headers=[("Content-Disposition", "attachment")]),
    ),
    trick(
        "jumps-while-scrolled",
        "setInterval(()=>scrollTo(0,0),30)",
        head="<style>body{height:6000px}</style>",
        verdicts=KEPT,
    ),
    trick(
        "smooth-scroll",
        "1",
        head="<style>html{scroll-behavior:smooth;scroll-snap-type:y mandatory}body{height:9000px}</style>",
    ),
    trick("inner-scroller", "1", head="<style>html,body{height:100%;overflow:hidden;margin:0}</style>"),
    trick(
        "removes-everything", "setTimeout(()=>document.documentElement.remove(),800)", verdicts=KEPT | LESS, seen=False
    ),
]

TROUBLES = [*DIALOGS, *BLOCKED, *REPLACED, *FORBIDS, *MOVES]
