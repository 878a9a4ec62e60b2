"""The words by which a page says that the post is gone, that one must log in, or that one must prove to be human.

Collected from the notices of the services in the platform catalog and of the software they run on; Japanese and
English. Each table is one pattern, spelled as alternatives.
"""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


_THING_JA = (
    "(?:投稿|ポスト|ツイート|ページ|記事|動画|コンテンツ|スレッド|スレ|アカウント|トピック?|"
    "お探しの[^。\n]{0,20}|この[^。\n]{0,12})"
)
_GONE_JA = (
    "(?:削除され(?:て|た|まし)|削除済|見つかりません|見つけられません|存在しません|存在しない|公開されていません|"
    "非公開(?:です|に)|ご?利用いただけません|ご覧いただけません|表示できません|凍結され)"
)
_THING_EN = "(?:post|page|tweet|video|account|content|thread|story|status|link)"
_GONE_EN = (
    r"(?:(?:has\s+been|was|been|is)\s+(?:deleted|removed|suspended)|doesn['’]t\s+exist|does\s+not\s+exist|"
    r"(?:no\s+longer|not|isn['’]t)\s+available|unavailable|can(?:not|['’]t)\s+be\s+found|not\s+found)"
)

GONE = _any(
    rf"{_THING_JA}[^。\n]{{0,14}}{_GONE_JA}",
    "削除されたか",
    "(?:利用者|投稿者|作成者|管理者|本人|ユーザー)[^。\n]{0,10}により?削除",
    "(?:該当する|お探しの)(?:ページ|投稿|記事)[^。\n]{0,6}(?:ありません|見つかりません)",
    rf"(?:this|the)\s+(?:\w+\s+)?{_THING_EN}[^.\n]{{0,40}}{_GONE_EN}",
    rf"{_THING_EN}\s+(?:is\s+)?(?:currently\s+)?(?:not\s+found|unavailable)",
    rf"{_THING_EN}\s+(?:isn['’]t|is\s+not|no\s+longer)\s+available",
    r"\b404\b[^\n]{0,20}not\s+found",
)

LOGIN_WORDS = _any(
    "ログイン", "サインイン", "会員登録", "新規登録", "パスワード", r"log\s?in", r"sign\s?(?:in|up)", "password"
)

LOGIN_DEMAND = _any(
    "(?:ログイン|サインイン|会員登録|登録)(?:して|すると|が必要|の上|後に|していただ|してくだ)[^。\n]{0,30}"
    "(?:必要|閲覧|表示|続き|見る|見て|ご覧|読む|楽し|確認|ください)",
    "(?:続き|閲覧|表示|ご覧|見る)[^。\n]{0,20}(?:ログイン|サインイン|会員登録)(?:が必要|して)",
    "ログインが必要",
    "ログインしてください",
    r"(?:log\s?in|sign\s?in|sign\s?up)[^.\n]{0,40}\bto\s+(?:continue|see|view|read|access)",
    r"(?:you\s+must|you\s+need\s+to|please)\s+(?:log\s?in|sign\s?in)",
)

LOGIN_PATH = re.compile(
    r"https?://[^/?#]*/(?:[^?#]*/)?(?:log-?in|sign-?in|auth/login|sessions?/new|accounts/login|i/flow/login)(?:[/.?#]|$)",
    re.IGNORECASE,
)

CHALLENGE = _any(
    r"just\s+a\s+moment",
    r"checking\s+(?:if|your)\s+(?:the\s+site|browser)",
    r"verify(?:ing)?\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human",
    r"are\s+you\s+(?:a\s+robot|human)",
    r"attention\s+required!?\s*\|\s*cloudflare",
    r"unusual\s+traffic",
    r"enable\s+javascript\s+and\s+cookies\s+to\s+continue",
    r"complete\s+the\s+captcha",
    r"press\s+(?:and|&)\s+hold",
    "(?:私は|わたしは)?ロボットではありません",
    "ロボットで(?:は)?ないこと",
    "人間であることを(?:確認|証明)",
    "人間(?:か|である)[^。\n]{0,10}確認",
    "通常と異なるトラフィック",
    "ブラウザ[^。\n]{0,6}を(?:確認|チェック)しています",
    "しばらくお待ちください[^。]{0,200}(?:cloudflare|ray\\s?id|セキュリティ)",
)

LOADING = _any("読み?込み?中", "読込", "ロード中", "お待ち", "loading", "please wait", "just a moment")
