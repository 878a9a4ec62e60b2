"""Draws pages that redaction is tried on: a table, columns, a parcel label, a very long talk, dark and tilted ones.

The font is the one that the letters use, so every machine draws the same pixels. All people and numbers are fictional.
"""

import random
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw, ImageFont

from yosuga.documents.fonts import japanese_font

FAMILIES = ("楠田", "白瀬", "旭", "佐藤", "高橋", "森崎", "東雲", "小鳥遊")
GIVENS = ("あかり", "悠斗", "陽菜", "健太", "美咲", "蓮", "さくら", "大翔")
TOWNS = (
    "東京都杉並区架空町9-99-9",
    "埼玉県川口市架空台4-99-9 ハイツ霞202",
    "神奈川県藤沢市架空台3-99-9 コーポ霧ヶ峰203",
)
TALK = (
    "明日は何時に集まる?",
    "電話は {phone} だよ",
    "うちは {town} です",
    "{name} さんが来るって",
    "IDは {handle} に変えた",
    "メールは {mail} まで",
    "今日はパンがおいしかった",
    "{name} の誕生日は2008年11月23日",
    "口座は架空銀行 普通 {account} です",
)


def told(some: random.Random, words: str) -> str:
    """Return words with fictional data of somebody in them."""
    number = some.randrange(1000, 9999)
    return words.format(
        phone=f"090-0000-{number}",
        town=some.choice(TOWNS),
        name=some.choice(FAMILIES) + some.choice(GIVENS),
        handle=f"@kakuu_{number}_zz",
        mail=f"kakuu.{number}@example.com",
        account=f"000{number}",
    )


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the letters' font in pixels."""
    return ImageFont.truetype(str(japanese_font().path), size)


def talk(some: random.Random, *, dark: bool = True, count: int = 14, size: int = 38) -> Image.Image:
    """A telephone's talk in bubbles to the left and right."""
    paper, ink, bubble = ("#15181c", "#e8e8e8", "#2b3138") if dark else ("#ffffff", "#202020", "#d9efcf")
    picture = Image.new("RGB", (1080, 200 + count * 130), paper)
    draw = ImageDraw.Draw(picture)
    for number in range(count):
        words = told(some, TALK[some.randrange(len(TALK))])
        width = int(draw.textlength(words, font=font(size)))
        left = 40 if number % 2 else max(20, 1040 - width - 40)
        top = 120 + number * 130
        draw.rounded_rectangle((left, top, left + width + 40, top + size + 44), 26, fill=bubble)
        draw.text((left + 20, top + 16), words, font=font(size), fill=ink)
    return picture


def table(some: random.Random) -> Image.Image:
    """A list of members with rules between rows and columns."""
    picture = Image.new("RGB", (1300, 760), "white")
    draw = ImageDraw.Draw(picture)
    columns = (20, 130, 350, 640, 1280)
    for row in range(10):
        top = 20 + row * 70
        draw.line((20, top, 1280, top), fill="#888888", width=2)
        cells = ["番号", "氏名", "電話", "住所"]
        if row:
            cells = [str(row), told(some, "{name}"), told(some, "{phone}"), told(some, "{town}")]
        for left, words in zip(columns, cells, strict=False):
            draw.text((left + 12, top + 18), words, font=font(28), fill="black")
    for left in columns:
        draw.line((left, 20, left, 720), fill="#888888", width=2)
    return picture


def columns(some: random.Random) -> Image.Image:
    """Words from top to bottom, columns from the right."""
    picture = Image.new("RGB", (900, 1000), "#fbf7ee")
    draw = ImageDraw.Draw(picture)
    rows = [
        told(some, one) for one in ("{name}様", "{town}", "いつもお世話になっております", "{name}", "またお便りします")
    ]
    for number, words in enumerate(rows):
        for at, sign in enumerate(words.replace("-", "ー").replace(" ", "")):
            draw.text((780 - number * 150, 60 + at * 46), sign, font=font(42), fill="#222222")
    return picture


def label(some: random.Random) -> Image.Image:
    """A parcel's label: whom it goes to and whom it comes from."""
    picture = Image.new("RGB", (1000, 720), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, 970, 690), outline="black", width=4)
    for top, title in ((60, "お届け先"), (390, "ご依頼主")):
        rows = (title, "〒999-0123", "{town}", "{name} 様", "TEL {phone}")
        for number, words in enumerate(rows):
            draw.text((60, top + number * 58), told(some, words), font=font(36 if number else 26), fill="black")
    return picture


def tilted(picture: Image.Image, degrees: float) -> Image.Image:
    """Return a page as it lies when it was photographed askew."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="#404040")


KINDS: dict[str, Callable[[random.Random], Image.Image]] = {
    "dark talk": talk,
    "light talk": lambda some: talk(some, dark=False),
    "small talk": lambda some: talk(some, dark=False).reduce(2),
    "table": table,
    "columns": columns,
    "parcel label": label,
    "tilted label": lambda some: tilted(label(some), 7),
    "tilted talk": lambda some: tilted(talk(some, count=8), -4),
    "sideways table": lambda some: table(some).transpose(Image.Transpose.ROTATE_90),
    "very long talk": lambda some: talk(some, count=90),
}


def pages(of_each: int) -> Iterator[tuple[str, Image.Image, str]]:
    """Yield the kind, the picture, and a text of its own for `of_each` pages of every kind: always the same ones."""
    for kind, make in KINDS.items():
        for number in range(of_each):
            some = random.Random(f"{kind} {number}")
            yield kind, make(some), "\n".join(told(some, one) for one in TALK)
