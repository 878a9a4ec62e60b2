"""What says that a car stands near some digits: make, colour, how it was driven; and what counts other things."""

import re

from yosuga.detect import context

_MAKE = (
    r"アルファード|ヴェルファイア|ベルファイア|ハイエース|プリウス|セレナ|ヴォクシー|ステップワゴン|タント|スペーシア|"
    r"ワゴンR|ジムニー|ハスラー|N-?BOX|クラウン|レクサス|ベンツ|BMW|アウディ|ポルシェ|カローラ|ヤリス|ハリアー|"
    r"エクストレイル|デリカ|フォレスター|インプレッサ|ランクル|プラド|キャラバン|フィット|ワゴン|セダン|ミニバン|SUV"
)
_VEHICLE = (
    rf"(?:{_MAKE}|軽(?:トラ|バン|自動車)?|(?<![電列駐停発])車両?(?!内|両編成)|くるま|クルマ|(?<![ァ-ヶー])バン|トラック|"
    r"ダンプ|タクシー|バイク|原付|原チャリ?|スクーター)"
)
_COLOUR = (
    r"(?:(?:白|黒|赤|青|銀|紺|緑|茶|黄|灰|シルバー|グレー|ブラック|ホワイト|パール|ピンク|オレンジ)"
    r"[いの色]{0,2}(?:っぽい)?)"
)
_AHEAD = re.compile(rf"{_VEHICLE}(?:で|は|の?)[ 、,:（(「]{{0,2}}(?:ナンバーは?)?$")
_BEHIND = re.compile(rf"[ 」)）、]{{0,2}}の?[、 ]?{_COLOUR}?{_VEHICLE}")
_COUNTED = re.compile(
    r" ?(?:分|秒|時|日|月|年|人|名|代|歳|才|件|個|台|系|型|式|回|度|点|本|円|万|千|号|番|階|ページ|[kKcm%]|"
    r"メートル|キロ|センチ)"
)
_NEAR = re.compile(
    rf"{_MAKE}|車|くるま|クルマ|軽自|軽トラ|軽バン|の軽|バン|トラック|バイク|原付|原チャ|スクーター|運転|煽[りっ]|あお[りっ]|"
    "ドラレコ|当て逃げ|ナンバー|同じ軽|軽(?=[(（])|🚗"
)
# What else is told of a car of which some of the plate was seen: 「な 99-32 地名は見えなかった」.
_SEEN = re.compile(
    rf"{_NEAR.pattern}|{_COLOUR}の|{_COLOUR}軽|軽(?=[、はがの])|駐|停め|停ま|停車|止め|地名|逃げ|ぶつけ|スポーツカー|シエンタ|ノート"
)


def is_beside(text: str, start: int, end: int) -> bool:
    """Say whether a car is named right beside `start`..`end` and nothing is counted there."""
    ahead, behind = context.before(text, start, most=16), context.after(text, end, most=16)
    return bool(_AHEAD.search(ahead) or _BEHIND.match(behind)) and not _COUNTED.match(text, end)


def follows(text: str, end: int) -> bool:
    """Say whether a car is spoken of shortly behind `end` and nothing is counted there."""
    return bool(_NEAR.search(context.after(text, end, most=16))) and not _COUNTED.match(text, end)


def is_told_of(text: str, start: int, end: int) -> bool:
    """Say whether somebody tells of a car on the line, and nothing is counted in `start`..`end`."""
    around = context.before(text, start, most=40) + context.after(text, end, most=44)
    return bool(_SEEN.search(around)) and not _COUNTED.match(text, end)


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Say whether the words around `start`..`end` speak of a car."""
    return bool(_NEAR.search(context.before(text, start, most=30) + context.after(text, end, most=30)))
