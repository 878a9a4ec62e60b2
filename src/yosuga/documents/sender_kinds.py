"""Which kinds of 発信者情報 the list names, each with the source it rests on; a kind without a source is not here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of information about a sender; `source` is a number of SOURCES."""

    name: str
    source: int


_FORM, _ROUTE, _ACT = 1, 2, 3

# Numbered as the paper prints them, with the day each was true of or checked.
SOURCES: dict[int, str] = {
    _FORM: (
        "発信者情報開示請求書（テレサ書式）⑥「開示を請求する発信者情報」"
        "（IP・ポート、利用者識別符号、SIM識別番号、年月日時刻、氏名住所等）。2025年時点"
    ),
    _ROUTE: (
        "アカウントに登録された電話番号・メールアドレスの開示命令について"
        "（note.com/efta_1992/n/n0867761af9ac）。2023年8月時点"
    ),
    _ACT: (
        "特定電気通信による情報の流通によって発生する権利侵害等への対処に関する法律"
        "（情報流通プラットフォーム対処法）5条1項。2025年4月1日時点"
    ),
}

KINDS: tuple[Kind, ...] = (
    Kind("氏名", _FORM),
    Kind("住所", _FORM),
    Kind("電話番号（アカウントに登録されたもの）", _ROUTE),
    Kind("メールアドレス（アカウントに登録されたもの）", _ROUTE),
    Kind("IPアドレス及びポート番号", _FORM),
    Kind("利用者識別符号", _FORM),
    Kind("SIM識別番号", _FORM),
    Kind("年月日及び時刻（タイムスタンプ）", _FORM),
    Kind("ログイン時の情報等（特定発信者情報）", _ACT),
)

NOTES: tuple[str, ...] = (
    "どの情報を求められるかは事案により異なります。特定発信者情報には補充性の要件が加わります（同法5条1項3号）。",
    "開示を受けた者は、発信者情報をみだりに用いて発信者の名誉又は生活の平穏を害してはなりません（同法7条）。",
    "開示される時刻は協定世界時（UTC）のことがあるため、日本時間（JST、UTC+9）と並べて記載しています。",
)
