"""The words around a number that say what it is, or that it is only an order, a size, a price."""

import re

from yosuga.detect.base import Finding, Kind, View

# What may stand between a label and what it labels.
LINK = r"[\s:：=＝\-→⇒⇨⇢➡➔➜▶▷►»>|｜/／・、,。.(（「『\[【)）」』\]】\"'#＃はがをのもです*ー~〜…!！👉☞↓⏩]"
# What gives out numbers that are nobody's own: orders, parcels, tickets, games, shares. The word alone says nothing
# (「ご予約は03-…」 is a telephone number); with 番号, ID or # it does.
_GIVERS = (
    "注文|オーダー|order|追跡|トラッキング|tracking|伝票|送り状|問い?合わ?せ|お届け|荷物|配送|宅配|予約|受付|"
    "整理|当選|抽選|応募|受験|"
    "商品|製品|製造|管理|部品|貸出|会員|顧客|お客様|フレンド|ルーム|部屋|ギルド|プレイヤー|ゲーム|パーティー|"
    "クーポン|招待|認証|確認|"
    "証券|銘柄|寄附|寄付|特許|出願|登録|法人|インボイス|許可|届出|議案|事件|レシート|会計|取引|決済|請求|"
    "承認|契約|証書|"
    "スレ|レス|投稿|動画|記事|チケット|座席|便|列車|背|端末|製造|ロット|ケース|会議|ミーティング|Zoom"
)
# Names of such numbers themselves.
_OTHERS = (
    "型番|型式|品番|機種|シリアル|serial|S/N|SN|lot|JAN|ISBN|ISSN|ASIN|SKU|バーコード|フレンドコード|フレコ|UID|SW|OTP|"
    "IMEI|MAC|IP|ver|version|バージョン|ビルド|build|解像度|error|エラー|エラーコード|コード|ID|No|№|"
    "ワンタイムパスワード|暗証番号|パスワード|パスコード|PW|(?:Wi-?Fi|WiFi|ロック)の?パス|"
    "注文|オーダー|伝票|追跡|送り状|品番"
)
_OTHER_LABEL = re.compile(
    rf"(?:(?:{_GIVERS})(?:の|用|ご)?(?:番号|ナンバー|コード|No\.?|ID|NO\.?|no\.?|#|キー)|"
    rf"{_OTHERS}){LINK}{{0,6}}[A-Za-z]{{0,3}}-?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:円|えん|yen|JPY|¥|ドル|pt|ポイント|kg|km|cm|mm|GB|MB|TB|px|fps|dpi|%|個(?!人)|件|枚|本入|年版)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[¥$€£][\s]?$")


def finding(view: View, start: int, end: int, *, kind: Kind, score: float, cue: str) -> Finding:
    """Return the finding whose stretch of `view` this is, in the original's code points."""
    first, last = view.origin(start, end)
    return Finding(first, last, kind, score, cue)


def before(text: str, at: int, *, most: int = 20) -> str:
    """Return what stands before `at`, at most so many characters, none of an earlier line."""
    start = max(0, at - most)
    return text[max(start, text.rfind("\n", start, at) + 1) : at]


def above(text: str, at: int, *, most: int = 24) -> str:
    """Return what stands before `at`, at most so many characters, earlier lines included."""
    return text[max(0, at - most) : at]


def after(text: str, at: int, *, most: int = 12) -> str:
    """Return what stands after `at`, at most so many characters of the same line."""
    return text[at : at + most].split("\n", 1)[0]


def is_of_something_else(text: str, start: int, end: int) -> bool:
    """Say whether the number at `start`..`end` is labelled as an order, a price, a size: nobody's own."""
    ahead = before(text, start, most=24)
    return bool(_OTHER_LABEL.search(ahead) or _PRICE.search(ahead) or _UNIT.match(text, end))
