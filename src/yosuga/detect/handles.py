"""Names of accounts: @handles, "LINE→…", "ID: …", and the addresses of profiles; never the per-post ID of a board."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import line_around

_AT = re.compile(
    r"@(?<![A-Za-z0-9_.%+@/\-]@)(?P<id>[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,38}[A-Za-z0-9_])?(?:[●○◯]{2,9}[A-Za-z0-9_]*|\*{2,9}[A-Za-z0-9_]+)?)"
    r"(?P<host>@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,12})?"
)
# The sign right behind the name of a service: X@taro_zz.
_AT_SERVICE = re.compile(
    r"(?<![A-Za-z0-9_])(?:X|IG|TikTok|Twitter|Insta|LINE|Threads)(?P<id>@[A-Za-z0-9_][A-Za-z0-9_.]{1,38}[A-Za-z0-9_])(?![A-Za-z0-9_@-])"
)
_AT_BEHIND = re.compile(r"/(?P<id>@[A-Za-z0-9_][A-Za-z0-9_.\-]{1,38}[A-Za-z0-9_])(?![A-Za-z0-9_]|/(?!@))")
# The services whose accounts people name, as they name them.
_SERVICES = (
    r"LINE|ライン|らいん|ライソ|らいそ|緑の(?:アプリ|やつ)|IG|Insta(?:gram)?|インスタ(?:グラム)?|いんすた|Twitter|ツイッター|ついったー?|"
    r"TikTok|ティックトック|てぃっくとっく|"
    r"Discord|ディスコ(?:ード)?|ディスコ|Snap(?:chat)?|スナ(?:ップ)?チャ(?:ット)?|Kakao(?:Talk)?|"
    r"カカオ(?:トーク)?|WeChat|微信|ウィーチャット|"
    r"Skype|スカイプ|Telegram|テレグラム|Signal|シグナル|Threads|スレッズ|Bluesky|ブルスカ|BeReal|ビーリアル|"
    r"ツイキャス|TwitCasting|[Bb]e [Rr]eal|"
    r"Facebook|フェイスブック|FB|YouTube|ユーチューブ|ようつべ|Twitch|mixi|ミクシィ|pixiv|ピクシブ|note|"
    r"GitHub|LinkedIn|WhatsApp|Zalo|"
    r"PSN|Xbox|Riot|ゲーマータグ|ふわっち|ミクチャ|MixChannel|イリアム|ミラティブ|Mirrativ|Spoon|BIGO|Misskey|"
    r"ミスキー|Mastodon|マストドン|ポコチャ|Pococha|17LIVE|SHOWROOM|Strava|ストラバ|Tinder|"
    r"Pairs|Steam|X|TG|TT|SC"
)
_ACCOUNT = (
    r"(?:本|裏|サブ|別|旧|新|前|鍵|病み|趣味|リア|愚痴|副|表|メイン|第[一二三2-9])?(?:垢|アカウント|アカ|あか|"
    r"account|acc)"
)
_LINK = (
    r"[ \t\u3000]?(?:[:=→⇒⇨➡➔➜▶▷►»>|/／・、「『\[【(（…~〜\-ー]|は|が|の|も|です|"
    r"これ|コレ|こちら|こっち|やってます|👉|☞|⇢|\ufffd){1,6}[ \t]*"
)
_ID_WORD = (
    r"(?:[ \t]?の?[ \t]?(?:ID|id|Id|🆔|アイディー|アイデ[ィイ]|あいでぃー?|ユーザー名|ユーザーネーム|"
    r"ハンドル(?:ネーム)?|アカウント名?|アカ|垢))"
)
_NAME = r"(?P<id>(?:(?:[cgfi]|live):)?@?[A-Za-z0-9_][A-Za-z0-9_.\-]{1,38}[A-Za-z0-9_](?:#[0-9]{4})?)"
_EDGE = rf"(?![A-Za-z0-9_@]|[.\-+][A-Za-z0-9]|/(?!(?:{_SERVICES})[@:→はの])[A-Za-z0-9])"
# After a name in Latin letters no letter follows, save for "ID".
_WHOLE = r"(?:(?<![A-Za-z0-9])|(?![A-Za-z0-9_])|(?=ID))"
_NAMED = re.compile(
    rf"(?<![A-Za-z0-9_.])(?:{_SERVICES}){_WHOLE}(?:{_ID_WORD}(?:{_LINK}|[ \t\n]+)|{_ID_WORD}?(?:{_LINK}|[ \t]+|"
    rf"\n)?){_NAME}{_EDGE}",
    re.IGNORECASE,
)
# A service, what to do there, and a name with a digit or sign: 「LINE交換しよ taro1205」.
_INVITED = re.compile(
    rf"(?<![A-Za-z0-9_.])(?:{_SERVICES}|(?=ID検索))[ ]?の?(?:ID|垢)?[のを]?[ ]?(?:追加|交換|登録|検索|フォロー|"
    rf"ばらま|ばら撒|バラま|バラ撒|晒|さら[しす]|"
    rf"教え(?!方|てく|て[?])|おしえ|流出|漏[られ]|置い|貼(?:っと|りま|る[ねよ])|作っ|作り(?!方)|つくり(?:直|なお)|変え(?!方)|変わ|ください|下さい)"
    rf"(?:[^A-Za-z0-9\n]{{0,10}}\n?|[^A-Za-z0-9\n]{{11,24}}[→⇒⇨➡▶:「『])[ \t]?(?:ID(?=[a-z]))?{_NAME}{_EDGE}"
)
_OWN = re.compile(
    rf"(?:{_ACCOUNT}|ユーザー名|ユーザーネーム|ハンドルネーム)(?:[ \t]?(?:ID|名))?(?:{_LINK}|[ \t]+){_NAME}{_EDGE}"
)
# Its sign told in words: アット抜きで taro_zz.
_UNSIGNED = re.compile(
    rf"(?:アット|あっと|@)(?:マーク)?(?:抜き|ぬき|なし|無し|省略|つけ[てた]|付け[てた])[^A-Za-z0-9\n]{{0,12}}{_NAME}{_EDGE}"
)
# Who wrote, by a name that only an account has: 差出人 shadow_zz.
_SENT = re.compile(
    rf"(?:差出人|送信者|送り主|投稿者|発信者|書いた人)(?:{_LINK}|[ \t]+)(?=[A-Za-z0-9.]{{1,20}}_){_NAME}{_EDGE}"
)
_TOLD = (
    (_INVITED, 0.7, "service-invited"),
    (_OWN, 0.85, "account-id"),
    (_UNSIGNED, 0.8, "account-id"),
    (_SENT, 0.7, "sender"),
)
_BARE_ID = re.compile(
    rf"(?<![A-Za-z0-9_?&<.])(?:ID|🆔|アイディー|アイディ)(?:{_LINK}|[ \t]+){_NAME}{_EDGE}", re.IGNORECASE
)
_TAGGED = re.compile(r"(?<![A-Za-z0-9_.#])(?P<id>[A-Za-z0-9_.]{2,32}#[0-9]{4})(?![0-9A-Za-z])")
# A token of the make of a handle, wherever a service is spoken of shortly before.
_LOOSE = re.compile(
    r"(?<![A-Za-z0-9_.@/:\-#%+=?&])(?P<id>(?=[A-Za-z0-9.]{0,30}_|[A-Za-z]{2,}[.][A-Za-z0-9]{2,}[.]?|[a-z]{3,}[0-9]{3,})"
    r"[A-Za-z0-9_][A-Za-z0-9_.]{4,28}[A-Za-z0-9_])(?![A-Za-z0-9_@/\-]|\.[A-Za-z])"
)
_VERSION = re.compile(r"(?:ver|v)?[0-9._\-]+(?:s|sec|min|h|k|m|fps|p|th|st|nd|rd|[kmg]b)?")
_PHRASE = re.compile(r"[ \t]+[A-Za-z]")
# What is a tag, a setting, a fashion, and nobody.
_A_THING = re.compile(
    r"\s?(?:って(?:機能|設定|タグ|言葉)|という(?:機能|設定|タグ|言葉)|が(?:流行|はや|バズ|トレンド)|機能)"
)
_EXPLICIT = re.compile(r"[:=→⇒⇨➡▶▷►»>「『\[【👉☞]|は")
_NEXT = re.compile(rf"[ \t]*(?:[/,、・|&+]|と|or|\n)[ \t]*{_NAME}{_EDGE}")
_SPOKEN_OF = re.compile(
    rf"(?<![A-Za-z0-9_.])(?:{_SERVICES}|DM|フォロー|追加|相互|垢|アカ|名乗る|プロフ|タグ(?=[はが:])|[📷📸🐦👻])(?![A-Za-z])",
    re.IGNORECASE,
)
# The service behind the name: 「taro_zz(インスタ)」; "(line)" in small letters is of a program.
_NAMED_BEHIND = re.compile(
    rf"[ \t]?(?:[(←⇐<]|って|という)[ \t]?(?:これ|こいつの?|[俺私僕]の|うちの|あたしの)?"
    rf"(?:{_SERVICES}|{_ACCOUNT}|insta|ig)(?:ID|垢|の|[)\s、。]|$)"
)
_SPACED_AT = re.compile(r"(?<![A-Za-z0-9_.])@ (?P<id>(?=[A-Za-z0-9.]{1,30}_)[A-Za-z0-9_.]{3,30})(?![A-Za-z0-9_@/\-])")
# Who wrote, at the beginning of a line, as it is copied from below a picture: 「taro_zz.0 この制服…」.
_COMMENT = re.compile(
    r"^(?P<id>(?=_?[a-z]{2})(?=[a-z0-9.]{0,30}_|[a-z_]{0,30}[.][a-z0-9_.]*[0-9])"
    r"[a-z0-9_][a-z0-9_.]{4,28}[a-z0-9_])(?= [ぁ-んァ-ヶー一-龥])",
    re.MULTILINE,
)
_BELOW = re.compile(r"いいね[!！]|返信(?:する|を)|件のコメント|フォロー中")
# Words that follow @ or a service's name and are nobody's account.
_NOBODY = re.compile(
    r"home|cafe|live|zepp|budokan|tokyo|osaka|nagoya|kyoto|fukuoka|sapporo|sendai|yokohama|shibuya|shinjuku|"
    r"japan|everyone|here|channel|all|admin|mention|username|user|userid|handle|name|id|media|property|"
    r"override|import|param|types|staticmethod|classmethod|dataclass|pytest\.[a-z.]+|autowired|injectable|"
    r"return|see|since|deprecated|gmail|yahoo|docomo|ezweb|softbank|icloud|hotmail|"
    r"outlook|au|example|test|null|none|na|line|insta|instagram|twitter|tiktok|discord|facebook|youtube|note|"
    r"dm|live|pay|music|app|web|pc|ok|ng|new|official|number|name|works|stamp|stand|bot|group|talk|server|"
    r"nitro|shorts|reels|story|stories|ads|premium|pro|api|https|http|www|com|android|ios|iphone|ipad|mac|"
    r"windows[0-9]*|(?:iphone|ipad|galaxy|pixel|xperia)[0-9a-z]*|[25]ch|switch[2]?|ps4|ps5|pc|vr|ai|vtuber|follow|follower|share|cosme"
)
# A time to the second right before it: the sign that a board gives everybody for a day.
_STAMPED = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?[ \t]*$")
_BOARD = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?[ \t]*$|\d{4}/\d\d/\d\d.{0,30}$|^[ \t]*$")
_BOARD_ID = re.compile(r"[A-Za-z0-9+/]{8,9}(?:[0-9A-Za-z])?$")
_OTHER_ID = re.compile(
    r"(?:注文|出品|予約|ルーム|部屋|ゲーム|プレイヤー|フレンド|会員|商品|動画|取引|端末|デバイス|ミーティング|会議|"
    r"Zoom|ズーム|Apple|Google|Product|"
    r"session|order|user|client|employee|student|staff|tracking|トラッキング|学生|社員|職員|会社|入館|学籍|VPN|機器|Order|エラー|"
    r"招待|参加|応募|抽選|広告|パーティー|試合|Wi-?Fi|ログイン)の?[ \t]?$",
    re.IGNORECASE,
)
# What a name is made of, and how far before it a label may begin.
_SIGNS = re.compile(r"[A-Za-z0-9_](?<![A-Za-z0-9_].)(?=[0-9_.\-]{0,30}[A-Za-z]|(?<=[A-Za-z]))[A-Za-z0-9_.\-]{2,}")
_FARTHEST = 32
# How near a second name stands, and that its parts are joined as only handles' are.
_ONE_LINE = 60
_SEGMENTED = re.compile(r"[A-Za-z0-9]_+[A-Za-z0-9]")
_TAG, _BEYOND = len("#0000"), 3
_HAS_SIGN = re.compile(r"[0-9_.:]")
_DOMAIN = re.compile(
    r"\.(?:com|co\.jp|ne\.jp|or\.jp|ac\.jp|net|org|io|app|social|html?|php|jpe?g|png|pdf|py|js)$", re.IGNORECASE
)


# The scope of a package (@types/node), and what is spoken of where programs are made.
_PACKAGE = re.compile(r"/[a-z][a-z0-9.\-]*(?![a-z0-9_])")
_PLAIN_WORD, _WORDS_JOINED = re.compile(r"[a-z]+(?:-[a-z]+)*"), re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+")
_PROGRAMS = re.compile(
    r"(?<![A-Za-z])(?:API|SDK|OAuth|[Bb]ots?|HTTP|JSON|json|npm|npx|yarn|pnpm|pip|curl|import|def|Actions|Webhook|[Ww]orkflow)(?![A-Za-z])"
    r"|\.(?:py|js|ts|rb|go|php|ya?ml|json)(?![A-Za-z])|ボット|エラー|例外|関数|変数|メソッド|引数|パラメータ|トークン|デプロイ|コミット|ライブラリ|プラグイン"
)
_PROGRAMS_END = ("_key", "_token", "_secret", "_url", "_id", "_limit", "_error", "_type", "_count", "_callback")
# Where people meet to play: what lets somebody in there is no account.
_ROOM = re.compile(
    r"部屋|ルーム|ロビー|プラベ|プライベートマッチ|集会所|対戦|通信|マルチ|周回|救援|合言葉|パスワード"
    r"|(?:パス|鍵)[はが:]?\s?[0-9]"
)
# What many read: the account that a maker, a town or a weather service calls its own.
_MANY_AHEAD, _OF_MANY, _MANY = (
    12,
    re.compile(r"(?:^|_)official(?:$|_)", re.IGNORECASE),
    re.compile(r"(?:公式(?:アカ(?:ウント)?|垢|X)?|天気(?:予報)?|運行情報|速報|ニュース)[のはを ]{0,2}$"),
)
_DOMAIN_BEHIND = re.compile(r"[ \t]?(?:を|から|の|は)(?:の)?[ \t]?(?:受信|ドメイン|メール|指定)")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield names of accounts, whether with @, behind a label, or spoken of."""
    text = document.plain.text
    for start, end, score, cue in dict.fromkeys(_candidates(text)):  # one label speaks for several tokens
        yield context.finding(document.plain, start, end, kind=Kind.SNS_ID, score=score, cue=cue)


def _candidates(text: str) -> Iterator[tuple[int, int, float, str]]:
    if not _SIGNS.search(text):
        return
    yield from _signed(text)
    for token in _SIGNS.finditer(text):
        start, end = max(0, token.start() - _FARTHEST), token.end() + _TAG
        yield from (one for one in _labelled(text, start, end + _BEYOND) if one[1] <= end)
    for match in _SPACED_AT.finditer(text):
        yield *match.span(), 0.8, "handle"
    for match in _TAGGED.finditer(text):
        yield *match.span("id"), 0.7, "handle-tag"
    yield from _comments(text)
    for match in _LOOSE.finditer(text):
        spoken = _SPOKEN_OF.search(_ahead(text, match))
        if (spoken or _NAMED_BEHIND.match(text, match.end())) and _somebody(match["id"]):
            yield *match.span("id"), (0.2 if _is_a_thing(match) else 0.6), "handle-near-service"


def _comments(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield who wrote the comments below a post: two lines at least begin so, or one and what such a page says."""
    writers = [match for match in _COMMENT.finditer(text) if _somebody(match["id"])] if "\n" in text else []
    if len(writers) > 1 or (writers and _BELOW.search(text)):
        yield from ((*match.span("id"), 0.7, "comment") for match in writers)


def _ahead(text: str, match: re.Match[str]) -> str:
    """Return what may say of which service a name is: of one that begins a line, what stands above it as well."""
    if text[match.start() - 1 : match.start()] == "\n":
        return context.above(text, match.start(), most=_ONE_LINE)
    return context.before(text, match.start(), most=30)


def _signed(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield names with their @, further ones behind a stroke: @taro_zz/@hana_zz."""
    for match in _AT.finditer(text):
        yield *match.span(), _sure_at(match, text=text), "handle"
        end = match.end()
        while further := _AT_BEHIND.match(text, end):
            yield *further.span("id"), 0.8, "handle"
            end = further.end()
    for match in _AT_SERVICE.finditer(text):
        if _somebody(match["id"]):
            yield *match.span("id"), 0.85, "handle"


def beside(document: Document, *, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield what has the make of a handle on the line of another account's name: whoever lists two labels one."""
    known = sorted(one.start for one in found if one.kind is Kind.SNS_ID)
    text = document.plain.text
    for match in _LOOSE.finditer(text) if known else ():
        one = context.finding(document.plain, *match.span("id"), kind=Kind.SNS_ID, score=0.55, cue="handle-beside")
        near = known[bisect_right(known, one.start - _ONE_LINE) : bisect_left(known, one.start + _ONE_LINE)]
        if any(start != one.start for start in near) and _SEGMENTED.search(match["id"]) and _somebody(match["id"]):
            yield one


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield the names behind a service's name, an account's or "ID" between `start` and `end`."""
    for match in _NAMED.finditer(text, start, end):
        if _somebody(match["id"]) and (_HAS_SIGN.search(match["id"]) or _linked(match)) and not _is_a_model(match):
            yield *match.span("id"), (0.2 if _is_a_thing(match) else 0.88), "service-id"
            yield from _further(text, match.end("id"), end)
    for pattern, score, cue in _TOLD:
        for match in pattern.finditer(text, start, end):
            if _somebody(match["id"]) and (_HAS_SIGN.search(match["id"]) or _linked(match)):
                yield *match.span("id"), score, cue
    for match in _BARE_ID.finditer(text, start, end):
        if not _HAS_SIGN.search(match["id"]) and not _linked(match):
            continue
        yield *match.span("id"), _sure_id(match, text=text), "id"


def _further(text: str, at: int, end: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield further names behind one, up to `end`: 「インスタ taro_zz / taro.photo」."""
    while at < end and (match := _NEXT.match(text, at)) and _HAS_SIGN.search(match["id"]) and _somebody(match["id"]):
        yield *match.span("id"), 0.8, "further-id"
        at = match.end("id")


def _somebody(name: str) -> bool:
    bare = name.lstrip("@").lower()
    if _VERSION.fullmatch(bare):
        return False
    return (
        len(bare) >= 3 and not _NOBODY.fullmatch(bare) and (not _DOMAIN.search(bare) or bare.endswith(".bsky.social"))
    )


def _is_a_thing(match: re.Match[str]) -> bool:
    """Say whether this names a thing: a tag, or words joined by low lines where a program is spoken of, retry_after."""
    if _A_THING.match(match.string, match.end("id")):
        return True
    if not _WORDS_JOINED.fullmatch(match["id"]):
        return False
    line = "\n".join(line_around(match.string, *match.span("id"), width=_ONE_LINE))
    return match["id"].endswith(_PROGRAMS_END) or _PROGRAMS.search(line) is not None


def _is_a_model(match: re.Match[str]) -> bool:
    """Say whether capitals and digits are joined to the short name of a service: SC-A471, a coffee machine."""
    between = match.string[match.start() : match.start("id")]
    return (
        between[-1] == "-" and between[:-1].isascii() and between[:-1].isalpha() and not re.search("[a-z]", match["id"])
    )


def _linked(match: re.Match[str]) -> bool:
    """Say whether a sign, not just a space or nothing, stands between the service and a name of letters only."""
    between = match.string[match.start() : match.start("id")]
    if _PHRASE.match(match.string, match.end("id")):
        return False
    said = _EXPLICIT.search(between) or (match.re is not _BARE_ID and "ID" in between)
    return len(match["id"]) >= 4 and bool(said)


def _is_of_many(match: re.Match[str]) -> bool:
    """Say whether this is a domain, or the account of a maker, a town or a weather service."""
    text = match.string
    told = _MANY.search(text, max(0, match.start() - _MANY_AHEAD), match.start()) or _OF_MANY.search(match["id"])
    return told is not None or _DOMAIN_BEHIND.match(text, match.end()) is not None


def _sure_at(match: re.Match[str], *, text: str) -> float:
    name = match["id"]
    if _is_of_many(match) or (_PLAIN_WORD.fullmatch(name) and _PACKAGE.match(text, match.end())):
        return 0.2
    if match["host"] or name.lower().endswith(".bsky.social"):
        return 0.95
    if _DOMAIN.search(name) or name.isdigit() or len(name) < 3 or _NOBODY.fullmatch(name.lower()):
        return 0.2
    if _HAS_SIGN.search(name):
        return 0.93
    ahead = text[match.start() - 1 : match.start()]
    if ahead and not ahead.isspace() and ahead not in "「『(（[【:→・/|はがのとへを、,":
        return 0.45  # 「ライブ@Zepp」: a place
    return 0.7


def _sure_id(match: re.Match[str], *, text: str) -> float:
    name, ahead = match["id"], context.before(text, match.start(), most=40)
    if not _somebody(name) or _OTHER_ID.search(ahead) or _is_a_thing(match):
        return 0.2
    named = bool(_SPOKEN_OF.search(ahead))
    if _STAMPED.search(ahead) and name.isalnum():
        return 0.2
    if _BOARD_ID.fullmatch(name) and (_BOARD.search(ahead) or not named):
        return 0.2
    if named or re.search(r"[_.]", name):
        return 0.85
    return 0.2 if _ROOM.search(ahead + context.after(text, match.end())) else 0.6
