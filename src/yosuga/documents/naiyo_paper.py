"""内容証明 as a PDF: a page that explains, then the same document three times, in lines as the post office counts."""

from collections.abc import Mapping
from datetime import datetime, time

from yosuga.clock import JST
from yosuga.documents import naiyo_counting
from yosuga.documents.naiyo import Line, Naiyo, Setting, set_out
from yosuga.documents.naiyo_refusals import NaiyoRefused
from yosuga.documents.typesetting import typeset

TITLE = "内容証明（同文3通）"
_COPIES = ("受取人に送るもの", "郵便局に残るもの", "差出人の手元に残すもの")
# Millimetres: from character to character, from line to line. Wide margins are left for the post office's words.
_PITCH: Mapping[str, tuple[float, float]] = {
    "vertical-20x26": (7.4, 9.0),
    "horizontal-20x26": (7.4, 9.0),
    "horizontal-13x40": (7.4, 6.1),
    "horizontal-26x20": (7.9, 7.6),
}
_LANDSCAPE = frozenset({"vertical-20x26", "horizontal-26x20"})
_GUIDE: Mapping[str, tuple[str, ...]] = {
    "3通とも同じ文です": (
        "次のページから、同じ文書が3回あります。1字でも違うと受け付けられません。",
        "直すときは元の文を直し、3通とも印刷し直してください。",
    ),
    "入れられるのは、この文書1通だけです": (
        "図面・写真・返信用の封筒などは、一緒に入れられません。一般書留で出します。",
    ),
    "差出人の住所と氏名が、相手に届きます": (
        "ストーカーやDVのとき、相手に名前や居場所を知られたくないときは、使わないでください。",
        "弁護士の名前で出す方法があります。",
    ),
    "字数の数え方": (
        "記号は1個1字、括弧は1組1字、丸などで囲んだ文字は文字と枠を数えています。",
        "決まりのはっきりしないものは多いほうで数え、句読点が行の頭に来ないよう前の字を次の行へ送りました。",
        "どの行も決まりの字数を超えません。",
    ),
    "窓口で確かめること": (
        "文字を手で直す方法、2枚以上になるときのとじ方ととじ目の印（契印）、封筒の書き方は、",
        "この案内のもとの資料では確かめられていません。封をする前に、印が要るかもあわせて窓口で聞いてください。",
    ),
    "e内容証明という方法": (
        "インターネットで出すe内容証明には、行と字数の制限がありません。24時間出せて、印は要りません。",
        "用紙はA4、文字は10.5ポイント以上、余白は上と左右が1.5cm以上です。",
        "古い資料によるため、公式の案内で確かめてください。",
    ),
}
_GUIDE_EN = (
    "The same document follows three times: one for the addressee, one that the post office keeps, one for the sender. "
    "All three must be identical, and nothing else goes into the envelope. The sender's name and address reach the "
    "addressee. Ask at the counter how to correct by hand and how to bind and seal several sheets. This page is not "
    "handed in."
)
_SOURCE = "もとにした資料：日本郵便「内容証明 ご利用の条件等」（2024年に確認）。料金は窓口で確かめてください。"


def pdf(naiyo: Naiyo) -> bytes:
    """Return one explaining page and three identical copies as PDF/A-3a and PDF/UA-1 on A4; the same each time.

    The copies bear nothing but the document: no page number and no mark, for that would be counted. Raises
    NaiyoRefused (`set_out` says what and where), FontMissing, TypesettingFailed.
    """
    setting = set_out(naiyo)
    if not setting.allowed or naiyo.date is None:
        raise NaiyoRefused(f"{len(setting.refusals)}")
    made = datetime.combine(naiyo.date, time(), tzinfo=JST)
    return typeset("naiyo.typ", _data(setting), title=TITLE, made=made)


def _data(setting: Setting) -> dict[str, object]:
    layout, count = setting.layout, len(setting.pages)
    letter, line = _PITCH[layout.id]
    places = [(1 + copy * count + 1, 1 + (copy + 1) * count) for copy in range(len(_COPIES))]
    return {
        "title": TITLE,
        "vertical": layout.vertical,
        "landscape": layout.id in _LANDSCAPE,
        "letters": layout.letters,
        "lines": layout.lines,
        "pitch": {"letter": letter, "line": line},
        "pages": [[_line(one) for one in page] for page in setting.pages],
        "copies": [
            {"name": name, "pages": f"{first}" if first == last else f"{first}〜{last}"}
            for name, (first, last) in zip(_COPIES, places, strict=True)
        ],
        "layout": f"{'縦書き' if layout.vertical else '横書き'}　1行{layout.letters}字以内・1枚{layout.lines}行以内",
        "sheets": str(count),
        "guide": [{"heading": heading, "words": "".join(words)} for heading, words in _GUIDE.items()],
        "english": _GUIDE_EN,
        "source": _SOURCE,
    }


def _line(line: Line) -> list[dict[str, object]]:
    """Return the characters of a line with their room; two brackets of a line share the room of one character."""
    return [
        {"text": unit.text, "room": 0.5 if unit.partner >= 0 else 1.0, "half": unit.sort if unit.partner >= 0 else ""}
        for unit in naiyo_counting.units(line.text)
    ]
