"""How a capture ended: what stands in the way of the post (walls, notices, robots' checks), and what that makes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.capture.base import Reason, Verdict

_SHORT = 3_000  # characters: a page that is only a notice says little else
_PROSE_LINE = 40  # characters: buttons, menus and footers are made of shorter lines
_LITTLE_PROSE = 280  # characters in such lines: a notice and its explanation, not a post or an article

_GONE = re.compile(
    r"""(?:投稿|ポスト|ツイート|ページ|記事|動画|コンテンツ|スレッド|スレ|アカウント|トピック?|お探しの[^。\n]{0,20}|この[^。\n]{0,12})
        [^。\n]{0,14}(?:削除され(?:て|た|まし)|削除済|見つかりません|見つけられません|存在しません|存在しない|ありません|公開されていません|
        非公開(?:です|に)|ご?利用いただけません|ご覧いただけません|表示できません|終了しました|凍結され)
      | 削除されたか | (?:利用者|投稿者|作成者|管理者|本人|ユーザー)[^。\n]{0,10}により?削除 | 該当するページが(?:あり|見つかり)ません
      | (?:this|the)\s+(?:\w+\s+)?(?:post|page|tweet|video|account|content|thread|story|status|link)[^.\n]{0,40}
        (?:(?:has\s+been|was|been|is)\s+(?:deleted|removed|suspended)|doesn['’]t\s+exist|does\s+not\s+exist|(?:no\s+longer|not|isn['’]t)\s+available|
        unavailable|can(?:not|['’]t)\s+be\s+found|not\s+found)
      | (?:page|post|content|video)\s+not\s+found | (?:page|post|content|video)\s+(?:is\s+)?(?:currently\s+)?unavailable | (?:page|content|post)\s+(?:isn['’]t|is\s+not|no\s+longer)\s+available
      | \b404\b[^\n]{0,20}not\s+found""",
    re.IGNORECASE | re.VERBOSE,
)
_LOGIN_WORDS = re.compile(
    r"ログイン|サインイン|会員登録|新規登録|パスワード|log\s?in|sign\s?in|sign\s?up|password", re.IGNORECASE
)
_LOGIN_DEMAND = re.compile(
    r"""(?:ログイン|サインイン|会員登録|登録)(?:して|すると|が必要|の上|後に|していただ|してくだ)[^。\n]{0,30}
        (?:必要|閲覧|表示|続き|見る|見て|ご覧|読む|楽し|確認|ください)
      | (?:続き|閲覧|表示|ご覧|見る)[^。\n]{0,20}(?:ログイン|サインイン|会員登録)(?:が必要|して)
      | ログインが必要 | ログインしてください
      | (?:log\s?in|sign\s?in|sign\s?up)[^.\n]{0,40}\bto\s+(?:continue|see|view|read|access)
      | (?:you\s+must|you\s+need\s+to|please)\s+(?:log\s?in|sign\s?in)""",
    re.IGNORECASE | re.VERBOSE,
)
_LOGIN_PATH = re.compile(
    r"(?i)^https?://[^/?#]*/(?:[^?#]*/)?(?:login|log-in|signin|sign-in|auth/login|sessions?/new|accounts/login|i/flow/login)(?:[/.?#]|$)"
)
_CHALLENGE = re.compile(
    r"""just\s+a\s+moment | しばらくお待ちください.{0,200}(?:cloudflare|ray\s?id|セキュリティ) | checking\s+(?:if|your)\s+(?:the\s+site|browser)
      | verify(?:ing)?\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human | are\s+you\s+(?:a\s+robot|human) | attention\s+required!?\s*\|\s*cloudflare
      | (?:私は|わたしは)?ロボットではありません | 人間であることを(?:確認|証明) | ロボットでないこと | (?:あなたが)?人間(?:か|である)[^。\n]{0,10}確認
      | unusual\s+traffic | 通常と異なるトラフィック | enable\s+javascript\s+and\s+cookies\s+to\s+continue | complete\s+the\s+captcha | press\s+(?:and|&)\s+hold
      | ブラウザ[^。\n]{0,6}を(?:確認|チェック)しています | 画像認証""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LOADING = re.compile(r"読み?込み?中|読込|ロード中|お待ち|loading|please wait|just a moment", re.IGNORECASE)
_BROKEN = {
    "net::ERR_CONNECTION_RESET", "net::ERR_CONNECTION_CLOSED", "net::ERR_EMPTY_RESPONSE", "net::ERR_CONTENT_LENGTH_MISMATCH",
    "net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_INVALID_HTTP_RESPONSE", "net::ERR_INVALID_CHUNKED_ENCODING",
    "net::ERR_HTTP2_PROTOCOL_ERROR", "net::ERR_CONTENT_DECODING_FAILED", "net::ERR_RESPONSE_HEADERS_TOO_BIG",
    "net::ERR_CONNECTION_ABORTED", "net::ERR_INVALID_RESPONSE", "net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last look at the document gave. `asked` is the URL that was asked for; `mitigated` a robots' check's header.

    `dialog` is the text of the boxes laid over the page.
    """

    asked: str
    url: str
    status: int
    title: str
    text: str
    password: bool
    dialog: str = ""
    mitigated: bool = False


def walls(seen: Seen) -> list[Reason]:
    """Return what stands between the reader and the post, the most telling reason first."""
    if seen.mitigated or (_CHALLENGE.search(seen.title) or (_says_little(seen) and _CHALLENGE.search(seen.text))):
        return [Reason(code="challenge", detail=str(seen.status))]
    if seen.status in {401, 407}:
        return [Reason(code="auth-required", detail=f"HTTP {seen.status}")]
    notice = _notice(seen)
    if seen.status in {404, 410} or notice:
        return [Reason(code="deleted", detail=" ".join(filter(None, [f"HTTP {seen.status}", notice])))]
    if _is_login(seen):
        return [Reason(code="login-wall", detail=f"HTTP {seen.status}")]
    if seen.status >= 400:
        return [Reason(code="http-error", detail=f"HTTP {seen.status}")]
    return []


def _says_little(seen: Seen) -> bool:
    """Return whether the page is a notice or a form rather than something to read."""
    prose = sum(len(line) for line in map(str.strip, seen.text.splitlines()) if len(line) >= _PROSE_LINE)
    return len(seen.text) < _SHORT and prose < _LITTLE_PROSE


def _notice(seen: Seen) -> str:
    """Return the words that say the post is gone. In a page with more to read they may be about another post."""
    parts = [part.strip(" !！。.") for part in re.split(r"\s[|｜\-–—:：]\s|[|｜]", seen.title)]
    found = next(filter(None, map(_GONE.fullmatch, parts)), None)
    if found is None and _says_little(seen):
        found = _GONE.search(seen.title) or _GONE.search(seen.text)
    return " ".join(found.group().split())[:80] if found else ""


def _is_login(seen: Seen) -> bool:
    if _LOGIN_PATH.match(seen.url) and not _LOGIN_PATH.match(seen.asked):
        return True
    if seen.dialog and (_LOGIN_DEMAND.search(seen.dialog) or (seen.password and _LOGIN_WORDS.search(seen.dialog))):
        return True
    if not _says_little(seen):
        return False
    return bool((seen.password and _LOGIN_WORDS.search(seen.text)) or _LOGIN_DEMAND.search(seen.text))


def network_reason(error: str) -> str:
    """Return the code of a browser's network error for the page itself."""
    if error.startswith(("net::ERR_CERT_", "net::ERR_SSL_", "net::ERR_BAD_SSL")):
        return "tls-error"
    exact = {
        "net::ERR_TOO_MANY_REDIRECTS": "redirect-loop",
        "net::ERR_TIMED_OUT": "load-timeout",
        "net::ERR_CONNECTION_TIMED_OUT": "unreachable",
        "net::ERR_NAME_NOT_RESOLVED": "name-not-found",
        "net::ERR_UNSAFE_PORT": "address-refused",
        "net::ERR_INVALID_URL": "url-refused",
        "net::ERR_DISALLOWED_URL_SCHEME": "url-refused",
        "net::ERR_UNKNOWN_URL_SCHEME": "url-refused",
        "net::ERR_INVALID_REDIRECT": "url-refused",
        "net::ERR_UNSAFE_REDIRECT": "url-refused",
    }
    return exact.get(error) or ("connection-broken" if error in _BROKEN else "unreachable")


def gone_lines(first: str, last: str) -> list[str]:
    """Return the lines of the first look that the last look lacks. Digits do not count: counters and ages move.

    Words such as "loading" are meant to go away, and short lines are buttons.
    """
    kept = {_shape(line) for line in last.splitlines()}
    lines = (line.strip() for line in first.splitlines())
    return [line for line in lines if len(line) >= 8 and not _LOADING.search(line) and _shape(line) not in kept]


def has_changed(first: str, last: str) -> bool:
    """Return whether something that a reader would have quoted is gone: a long line, or a tenth of what was shown."""
    gone = gone_lines(first, last)
    amount = sum(map(len, gone))
    return any(len(line) >= 16 for line in gone) or amount > 0.1 * max(len(first), 1)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def end(reasons: Sequence[Reason], *, holds_document: bool) -> Verdict:
    """Return the verdict: FAILED without a document, COMPLETE only without any reason."""
    if not holds_document:
        return Verdict.FAILED
    return Verdict.PARTIAL if reasons else Verdict.COMPLETE
