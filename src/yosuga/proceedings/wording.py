"""How papers in Japan name an item, its author and its day; each is a proposal that the lawyer changes."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from yosuga.clock import JST
from yosuga.custody.records import Source
from yosuga.imports.base import Kind
from yosuga.proceedings.reading import ItemFacts

_REIWA, _HEISEI = date(2019, 5, 1), date(1989, 1, 8)
_FAILED = "FAILED"
_TITLES = {
    Kind.SCREENSHOT: "「{title}」という名称の画面の画像を印刷した書面",
    Kind.PDF: "「{title}」という名称のPDFファイルを印刷した書面",
    Kind.MAIL: "「{title}」と題する電子メールを印刷した書面",
    Kind.TALK: "LINEのトーク履歴（{title}）を印刷した書面",
    Kind.CALL_LOG: "通話記録（{title}）",
    Kind.MEDICAL_CERTIFICATE: "診断書",
    Kind.RECEIPT: "領収書",
    Kind.MHTML: "「{title}」という名称の保存されたウェブページを印刷した書面",
    Kind.WARC: "「{title}」という名称のウェブアーカイブを印刷した書面",
    Kind.WACZ: "「{title}」という名称のウェブアーカイブを印刷した書面",
    Kind.OTHER: "「{title}」という名称のファイルを印刷した書面",
}
_SERVICES = {
    "x": "X（旧Twitter）",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "niconico": "ニコニコ動画",
    "twitcasting": "ツイキャス",
    "pixiv": "pixiv",
    "line": "LINE",
    "discord": "Discord",
    "telegram": "Telegram",
    "5ch": "5ちゃんねる",
    "2chsc": "2ch.sc",
    "talk": "Talk",
    "shitaraba": "したらば掲示板",
    "hostlove": "ホストラブ",
    "bakusai": "爆サイ.com",
    "girlschannel": "ガールズちゃんねる",
    "reddit": "Reddit",
    "yahoo_chiebukuro": "Yahoo!知恵袋",
    "ameba": "アメーバブログ",
    "note": "note",
    "hatena": "はてな",
    "mastodon": "Mastodon",
    "misskey": "Misskey",
    "pinterest": "Pinterest",
    "tumblr": "Tumblr",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A time an item claims, and where it says so."""

    moment: datetime
    source: str


def title(item: ItemFacts) -> str:
    """Return the 標目 of an item: web prints as courts title them, files by what they are."""
    if item.source is Source.CAPTURED:
        name = item.title or item.final_url or item.url
        if item.verdict == _FAILED:
            return f"「{name}」の取得を試みた記録"
        return f"「{name}」と題するウェブページを印刷した書面"
    kinds = {kind.value: words for kind, words in _TITLES.items()}
    if item.kind == Kind.RECORDING.value:
        sound = item.principal.media_type.startswith("audio/")
        return f"「{item.title}」という名称の{'録音' if sound else '録画'}データ"
    return kinds.get(item.kind, _TITLES[Kind.OTHER]).format(title=item.title)


def author(item: ItemFacts) -> str:
    """Return who made it, as the item says; empty (printed 不明) where it does not."""
    name, account = item.account_name, item.account_id
    if name and account and account not in name:
        return f"{name}（{account}）"
    return name or account


def times(item: ItemFacts) -> list[Said]:
    """Return the times an item claims for itself, the one that is hardest to make up first."""
    found = [
        (item.posted.from_id, "投稿IDから読み取れる時刻"),
        (item.posted.machine, "ページのデータ"),
        (item.shown_at, "ページの表示"),
        (item.made, "ファイル自身の記載"),
    ]
    return [Said(moment, source) for moment, source in found if moment is not None]


def best_time(item: ItemFacts) -> Said | None:
    """Return the first of `times`, or None where the item claims none."""
    return next(iter(times(item)), None)


def made_on(item: ItemFacts) -> str:
    """Return the 作成年月日: the day in Japan of the best time; empty (printed 不明) where there is none."""
    said = best_time(item)
    return "" if said is None else day(said.moment.astimezone(JST).date())


def remarks(item: ItemFacts) -> str:
    """Return the item's id and when it was taken, and that its times name different days where they do."""
    verb = "取得" if item.source is Source.CAPTURED else "受入れ"
    lines = [f"証拠番号 {item.eid}（{day(item.captured.astimezone(JST).date())}{verb}）"]
    days = {one.moment.astimezone(JST).date() for one in times(item)}
    if len(days) > 1:
        lines.append("投稿日時として読み取れる日が複数ある: " + "、".join(day(one) for one in sorted(days)))
    return "\n".join(lines)


def day(when: date) -> str:
    """Return a day as courts in Japan write it: `令和7年9月11日`."""
    for era, start in (("令和", _REIWA), ("平成", _HEISEI)):
        if when >= start:
            year = when.year - start.year + 1
            return f"{era}{'元' if year == 1 else year}年{when.month}月{when.day}日"
    return f"{when.year}年{when.month}月{when.day}日"


def service(item: ItemFacts) -> str:
    """Return what a service is called; where it is not known, the host of the page."""
    known = _SERVICES.get(item.service)
    if known is not None:
        return known
    try:
        return urlsplit(item.final_url or item.url).hostname or ""
    except ValueError:
        return ""


def post(item: ItemFacts) -> str:
    """Return what a post is called by its service: its id, or on a board the thread and the number in it."""
    if not item.thread_id:
        return item.post_id
    number = "" if item.post_id in {"", item.thread_id} else f" レス{item.post_id}"
    return f"スレッド{item.thread_id}{number}"


def post_key(item: ItemFacts) -> tuple[str, ...]:
    """Return what is the same for all that was taken of one post; the item itself where the post is not known."""
    return (item.service, item.thread_id, item.post_id) if item.service and item.post_id else (item.eid,)


def posting(item: ItemFacts) -> str:
    """Return the line of the 時系列表 that tells of a post, or of the making of a file."""
    if item.source is Source.IMPORTED:
        return f"「{item.title}」が作成された"
    by = f"（{author(item)}）" if author(item) else ""
    verb = "投稿された" if item.post_id or item.thread_id else "掲載された"
    return f"{service(item)}に「{item.title or item.final_url or item.url}」が{verb}{by}"


def taken(item: ItemFacts) -> str:
    """Return the line of the 時系列表 that tells of the taking."""
    name = item.title or item.final_url or item.url
    if item.source is Source.IMPORTED:
        return f"「{name}」を証拠として受け入れた（{item.eid}）"
    if item.verdict == _FAILED:
        return f"「{name}」の取得を試みたが、取得できなかった（{item.eid}）"
    return f"「{name}」を取得した（{item.eid}）"
