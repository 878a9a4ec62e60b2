"""Posts that vanish, are gone, or hide behind a wall; and pages that only look as if they were."""

from tests.hostile.reading import artefact, text_says
from tests.hostile.trouble import COMPLETE, LESS, PARTIAL, Trouble
from tests.hostile.wire import says
from yosuga.capture.base import Shot

POST = "今日、例山花子の住所がここに書き込まれました。東京都千代田区一番町0番地。"
SLOW = says(b"", kind="image/png", after_s=2.5)
GONE_REASONS = frozenset({"deleted", "login-wall", "challenge", "page-changed", "http-error", "auth-required"})

VANISHING = f"""<!doctype html><title>消える投稿</title><nav>ホーム 検索</nav><article id=post>{POST}</article>
<footer>運営</footer><img src=slow>
<script>setTimeout(()=>document.getElementById('post').remove(),1000)</script>"""

REPLACED = f"""<!doctype html><title>差し替わる投稿</title><article id=post>{POST}</article><img src=slow>
<script>setTimeout(()=>document.getElementById('post').textContent='このポストは削除されました。',1200)</script>"""

WALL = """<!doctype html><title>ログイン | SNS例</title><main><h1>ログイン</h1><p>
続きを見るにはログインしてください。</p>
<form action=login method=post><input name=user placeholder="ユーザー名">
<input type=password name=password placeholder="パスワード">
<button>ログイン</button></form><p>アカウントをお持ちでない場合は<a href=signup>新規登録</a></p></main>"""

WALL_EN = """<!doctype html><title>Log in to Example</title><main><h1>Log in to continue</h1><form method=post>
<input name=session[username]><input type=password name=session[password]><button>Log in</button></form>
<p>You must log in to continue.</p></main>"""

SLIDING = f"""<!doctype html><title>スクロールで出る壁</title><style>p{{height:900px}}#wall{{position:fixed;
inset:0;background:#fff;z-index:9;
display:none;padding:20vh}}</style><article>{POST}</article><p>続き一<p>続き二<p>続き三<p>続き四
<div id=wall role=dialog aria-modal=true><h2>ログインして続きを見る</h2><form><input type=password><button>
ログイン</button></form></div>
<script>addEventListener('scroll',()=>{{if(scrollY>300){{wall.style.display='block';
document.body.style.overflow='hidden'}}}})</script>"""

LONG = f"<!doctype html><title>壁の下の記事</title><article>{POST * 60}</article>"
SHEET = "position:fixed;inset:0;background:#fff;z-index:9"
FORM = "<h2>ログインして続きを見る</h2><input type=password><button>ログイン</button>"
# Walls that no attribute tells apart from the page: a plain box, one in a shadow, one in a frame, one that comes late.
OVER = {
    "box": f"<div style='{SHEET}'>{FORM}</div>",
    "box-en": f"<div style='{SHEET}'><h2>Sign up to see more posts</h2><input type=password></div>",
    "shadow": "<div id=h></div><script>h.attachShadow({mode:'open'})"
    f".innerHTML=`<div style='{SHEET}'>{FORM}</div>`</script>",
    "frame": f'<iframe style="{SHEET};width:100vw;height:100vh" srcdoc="{FORM}"></iframe>',
    "late": f"<img src=slow><script>setTimeout(()=>document.body.insertAdjacentHTML('beforeend',"
    f'`<div style="{SHEET}">{FORM}</div>`),800)</script>',
}
# Boxes that stand on a page without covering it.
BESIDE = {
    "banner": "<div role=dialog aria-modal=true style='position:fixed;bottom:0;left:0;right:0;height:120px;"
    "background:#eee'>Cookieを使います。<a href=login>ログイン</a></div>",
    "corner": "<div style='position:fixed;right:9px;bottom:9px;width:300px;height:300px'>ログインして続きを見る</div>",
    "shell": f"<div style='{SHEET};overflow:auto'><p>{POST * 60}</p><a href=login>ログインして続きを見る</a></div>",
}
COVERED = f"""<!doctype html><title>あとからおおわれる投稿</title><article>{POST}</article><img src=slow><script>
setTimeout(()=>document.body.insertAdjacentHTML('beforeend','<div style="{SHEET}"></div>'),1200)</script>"""
PRINTED = f"""<!doctype html><title>印刷のときに消える投稿</title><article id=post>{POST}</article>
<p>残る文です。</p><script>addEventListener('beforeprint',()=>post.hidden=true);onafterprint=()=>document.title='印刷されました'</script>"""
BLANKED = f"""<!doctype html><title>白紙へ移るページ</title><article>{POST}</article>
<iframe srcdoc="<script>top.location='about:blank'</script>"></iframe>"""

CLOUD = """<!doctype html><title>Just a moment...</title><div class="main-content"><h1>site.localhost</h1>
<p>Checking if the site connection is secure</p><div id="challenge-stage"></div><noscript>
Enable JavaScript and cookies to continue</noscript>
</div><script>window._cf_chl_opt={cType:'managed'}</script>"""

ROBOT = """<!doctype html><title>確認</title><h1>あなたがロボットではないことを確認してください</h1>
<p>お使いのネットワークから通常と異なるトラフィックが検出されました。</p>
<div class="g-recaptcha" data-sitekey="x"></div>"""

GONE_JA = """<!doctype html><title>ページが見つかりません</title><h1>お探しのページは見つかりません</h1>
<p>この投稿は削除されました。</p>"""
GONE_EN = "<!doctype html><title>Gone</title><h1>This post is no longer available</h1><p>The author deleted it.</p>"
NOTICES = {
    "ja-x": "このポストは、ポストの作成者により削除されました。",
    "ja-post": "この投稿は削除されています。",
    "ja-tweet": "このツイートは削除されました",
    "ja-account": "このアカウントは凍結されています。",
    "ja-page": "申し訳ございませんが、このページはご利用いただけません。リンクが壊れているか、"
    "ページが削除されています。",
    "ja-thread": "指定されたスレッドは存在しないか、削除されました。",
    "en-x": "This Post was deleted by the Post author.",
    "en-page": "Sorry, this page isn't available. The link you followed may be broken, or the page may have been"
    " removed.",
    "en-content": "This content isn't available right now",
    "en-video": "Video currently unavailable",
}

# Pages that are what they should be and only speak of such things.
HONEST = {
    "has-a-login-link": f"""<!doctype html><title>普通の投稿</title><nav><a href=login>ログイン</a>
<a href=signup>新規登録</a></nav><article>{POST * 8}</article>""",
    "has-a-login-form-in-its-corner": f"""<!doctype html><title>普通の記事</title><header><form><input name=u>
<input type=password name=p><button>ログイン</button></form></header><article>{POST * 30}</article>""",
    "speaks-of-deletion": f"""<!doctype html><title>削除された投稿について</title><article>
<p>昨日の投稿は削除されました、と本人から連絡がありました。{POST * 10}</p>
<p>「このポストは削除されました」と表示されたという報告もあります。</p></article>""",
    "speaks-of-robots": f"""<!doctype html><title>ロボット</title><article>
<p>ロボットではないことを確認する画面が出た、という相談がありました。{POST * 10}</p></article>""",
    "speaks-of-404": f"""<!doctype html><title>404 Not Found とは</title><article><h1>404 Not Found とは</h1>
<p>ページが見つかりませんと出る理由を説明します。{POST * 10}</p></article>""",
}


def first_picture_kept(shot: Shot) -> None:
    assert artefact(shot, "初期表示.png").startswith(b"\x89PNG")


def print_is_whole(shot: Shot) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(artefact(shot, "画面.pdf"))
    printed = document[0].get_textpage().get_text_range()
    document.close()
    assert "残る文" in printed
    assert "例山花子" in printed, printed


def _gone(name: str, body: str, *, status: int) -> Trouble:
    return Trouble(
        name=name,
        pages={"": says(body, status=status)},
        verdicts=LESS,
        reasons=frozenset({"deleted"}),
        wall_s=12.0,
        check=first_picture_kept,
    )


def _wall(
    name: str, body: str, *, reason: str, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Trouble:
    page = says(body, status=status, headers=headers)
    return Trouble(
        name=name, pages={"": page}, verdicts=LESS, reasons=frozenset({reason}), wall_s=15.0, check=first_picture_kept
    )


TROUBLES = [
    Trouble(
        name="vanishing-post",
        pages={"": says(VANISHING), "slow": SLOW},
        verdicts=PARTIAL,
        reasons=frozenset({"page-changed"}),
        check=first_picture_kept,
    ),
    Trouble(
        name="replaced-post",
        pages={"": says(REPLACED), "slow": SLOW},
        verdicts=PARTIAL,
        reasons=frozenset({"page-changed|deleted"}),
        check=first_picture_kept,
    ),
    _gone("gone-404-ja", GONE_JA, status=404),
    _gone("gone-410-en", GONE_EN, status=410),
    _gone("gone-404-empty", "", status=404),
    *[
        _gone(
            f"notice-{name}",
            f"<!doctype html><title>SNS例</title><nav>ホーム 検索 通知</nav><main><p>{words}</p></main>",
            status=200,
        )
        for name, words in NOTICES.items()
    ],
    _wall("login-wall-ja", WALL, reason="login-wall"),
    _wall("login-wall-en", WALL_EN, reason="login-wall"),
    _wall("login-wall-403", WALL, reason="login-wall", status=403),
    _wall("login-wall-slides-in", SLIDING, reason="login-wall"),
    *[
        Trouble(
            name=f"wall-over-a-page-{name}",
            pages={"": says(LONG + body), "slow": SLOW},
            verdicts=PARTIAL,
            reasons=frozenset({"login-wall"}),
            wall_s=15.0,
            check=first_picture_kept,
        )
        for name, body in OVER.items()
    ],
    *[
        Trouble(
            name=f"no-wall-{name}",
            pages={"": says(LONG + body)},
            verdicts=COMPLETE,
            wall_s=12.0,
            check=text_says("例山花子"),
        )
        for name, body in BESIDE.items()
    ],
    Trouble(
        name="covered-post",
        pages={"": says(COVERED), "slow": SLOW},
        verdicts=PARTIAL,
        reasons=frozenset({"page-changed"}),
        check=first_picture_kept,
    ),
    Trouble(name="hides-from-print", pages={"": says(PRINTED)}, verdicts=COMPLETE, check=print_is_whole),
    Trouble(
        name="left-blank-by-a-frame",
        pages={"": says(BLANKED)},
        verdicts=PARTIAL,
        reasons=frozenset({"page-changed"}),
    ),
    _wall(
        "challenge-503",
        CLOUD,
        reason="challenge",
        status=503,
        headers=(("Server", "cloudflare"), ("cf-mitigated", "challenge")),
    ),
    _wall("challenge-200", CLOUD, reason="challenge"),
    _wall("challenge-ja", ROBOT, reason="challenge"),
    _wall("http-500", "<p>Internal Server Error</p>", reason="http-error", status=500),
    _wall("http-403", "<p>閲覧できません</p>", reason="http-error", status=403),
    _wall("http-429", "<p>Too Many Requests</p>", reason="http-error", status=429),
    *[
        Trouble(
            name=name,
            pages={"": says(body)},
            verdicts=COMPLETE,
            never=GONE_REASONS,
            wall_s=12.0,
            check=text_says("例山花子"),
        )
        for name, body in HONEST.items()
    ],
]
