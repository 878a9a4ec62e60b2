"""Draws pictures of our own with fictional words, for measuring: `python -P tests/detect/pictures.py FOLDER`.

Other layouts, sizes and troubles than those of the shared development set. Writes PNG files and gold.json in the same
form, so that the same scorer reads both. Fonts are those of the machine; nothing drawn here is committed.
"""

import json
import math
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Entities = list[tuple[str, str]]

TALK: list[tuple[str, Entities]] = [
    ("明日の集合は架空台駅の北口でいい？着いたら090-0000-7781に電話して", [("PHONE", "090-0000-7781")]),
    (
        "荷物は〒999-0123 埼玉県川口市架空町4-99-9 ハイツ霞202 に送ってね",
        [("POSTAL_CODE", "999-0123"), ("ADDRESS", "埼玉県川口市架空町4-99-9 ハイツ霞202")],
    ),
    (
        "メールは hina.asahi@example.com か h-asahi@example.jp のどちらかで",
        [("EMAIL", "hina.asahi@example.com"), ("EMAIL", "h-asahi@example.jp")],
    ),
    ("うちの子、架空東中学校の2年生なんだけど先生が優しくて助かってる", [("SCHOOL", "架空東中学校")]),
    ("誕生日は2008年11月23日だよ！プレゼント待ってます", [("BIRTHDATE", "2008年11月23日")]),
    ("インスタ変えた→ @asahi_hina_zz 前のは消したからね", [("SNS_ID", "@asahi_hina_zz")]),
    ("振込先は架空銀行 本店 普通 0001234 です。名義は本人です", [("BANK_ACCOUNT", "0001234")]),
    ("今日は天気がよくて散歩が気持ちよかった。パンがおいしい店を見つけた", []),
    ("駐車場の前にとめてた車、横浜 500 せ 12-34 って見えた", [("LICENSE_PLATE", "横浜 500 せ 12-34")]),
    ("担当の旭 陽菜さんから折り返すそうです。固定は03-5550-0188", [("PERSON", "旭 陽菜"), ("PHONE", "03-5550-0188")]),
]


@dataclass
class Page:
    """A picture being drawn and what is written on it."""

    image: Image.Image
    text: list[str] = field(default_factory=list)
    entities: Entities = field(default_factory=list)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        """A pen for it."""
        return ImageDraw.Draw(self.image)

    def say(self, words: str, entities: Entities) -> None:
        """Note what was written."""
        self.text.append(words)
        self.entities += entities


@cache
def font(size: int, *, serif: bool = False, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the Japanese face of the Noto fonts."""
    family = f"Noto {'Serif' if serif else 'Sans'} CJK JP:{'bold' if bold else 'regular'}"
    found = subprocess.run(["fc-match", "-f", "%{file}\n%{index}", family], capture_output=True, text=True, check=True)
    file, index = found.stdout.split("\n")
    return ImageFont.truetype(file, size, index=int(index) & 0xFFFF)


def wrapped(words: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break the words where they do not fit."""
    lines, line = [], ""
    for sign in words:
        if face.getlength(line + sign) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line] if line else lines


def bubbles(some: random.Random, *, dark: bool = False, size: int = 44) -> Page:
    """A chat with bubbles on both sides, as on a telephone of 1170 x 2532."""
    page = Page(Image.new("RGB", (1170, 2532), "#101820" if dark else "#8cabd9"))
    face, small = font(size), font(28)
    page.draw.text((420, 60), "ねこ部(3)", font=font(46, bold=True), fill="white")
    page.text.append("ねこ部(3)")
    y = 200
    for words, entities in some.sample(TALK, 7):
        own = some.random() < 0.5
        lines = wrapped(words, face, 700)
        width = int(max(face.getlength(line) for line in lines)) + 60
        left = 1130 - width if own else 140
        page.draw.rounded_rectangle(
            (left, y, left + width, y + len(lines) * 62 + 44), 36, fill="#8de055" if own else "#ffffff"
        )
        for at, line in enumerate(lines):
            page.draw.text((left + 30, y + 18 + at * 62), line, font=face, fill="#111111")
        page.say("".join(lines), entities)
        clock = f"{some.randrange(10, 24)}:{some.randrange(10, 60)}"
        at_x = left - 110 if own else left + width + 16
        page.draw.text((at_x, y + len(lines) * 62 + 6), clock, font=small, fill="#333333" if not dark else "#bbbbbb")
        page.text.append(clock)
        y += len(lines) * 62 + 44 + 46
    return page


def board(some: random.Random) -> Page:
    """A thread of a board in a dark client, small letters."""
    page = Page(Image.new("RGB", (900, 900), "#1b1d20"))
    y = 14
    for number, (words, entities) in enumerate(some.sample(TALK, 7), 101):
        day, hour, minute = some.randrange(10, 28), some.randrange(10, 24), some.randrange(10, 60)
        head = f"{number} 名無しの架空さん 2026/02/{day} {hour}:{minute}"
        page.draw.text((14, y), head, font=font(17), fill="#6fae6f")
        page.text.append(head)
        y += 27
        for line in wrapped(words, font(20), 840):
            page.draw.text((34, y), line, font=font(20), fill="#d5d5d5")
            y += 30
        page.say(words, entities)
        y += 18
    return page


def gram(some: random.Random) -> Page:
    """A picture post: a coloured field with a caption under it."""
    page = Page(Image.new("RGB", (828, 1400), "white"))
    page.draw.text((90, 40), "hina.photo_zz", font=font(28, bold=True), fill="black")
    page.say("hina.photo_zz", [("SNS_ID", "hina.photo_zz")])
    for x in range(0, 828, 6):
        page.draw.rectangle((x, 110, x + 6, 900), fill=(x // 4, 90, 200 - x // 5))
    y = 940
    for words, entities in some.sample(TALK, 3):
        for line in wrapped(words, font(27), 760):
            page.draw.text((32, y), line, font=font(27), fill="#1a1a1a")
            y += 40
        page.say(words, entities)
        y += 26
    return page


def desktop(some: random.Random) -> Page:
    """A window on a large screen: letters of fifteen pixels on 1920 x 1080."""
    page = Page(Image.new("RGB", (1920, 1080), "#f3f3f3"))
    page.draw.rectangle((300, 40, 1500, 1040), fill="white")
    y = 70
    for words, entities in some.sample(TALK, 9):
        page.draw.text((330, y), words, font=font(15), fill="#222222")
        page.say(words, entities)
        y += 52
    return page


def card(some: random.Random) -> Page:
    """A visiting card photographed aslant."""
    rows = [
        ("架空精工株式会社", 30, [("WORKPLACE", "架空精工株式会社")]),
        ("製造部 第二課", 22, []),
        ("旭 陽菜", 54, [("PERSON", "旭 陽菜")]),
        (
            "〒999-0123 千葉県市原市架空台9-99-9",
            22,
            [("POSTAL_CODE", "999-0123"), ("ADDRESS", "千葉県市原市架空台9-99-9")],
        ),
        ("TEL 0436-00-0123", 22, [("PHONE", "0436-00-0123")]),
        ("h.asahi@example.co.jp", 22, [("EMAIL", "h.asahi@example.co.jp")]),
    ]
    page = Page(Image.new("RGB", (820, 520), "#fbfaf5"))
    y = 40
    for words, size, entities in rows:
        page.draw.text((60, y), words, font=font(size, serif=True), fill="#15151f")
        page.say(words, entities)
        y += size + 26
    page.image = page.image.rotate(
        some.uniform(-7, 7), expand=True, fillcolor="#5c5148", resample=Image.Resampling.BICUBIC
    )
    return page


def envelope(some: random.Random) -> Page:
    """An address in columns, the name in the middle."""
    page = Page(Image.new("RGB", (520, 900), "#f7f2e4"))
    columns = [
        ("東京都調布市架空町九丁目九九ー九", 30, 430, 90),
        ("コーポ霞二〇三", 26, 380, 220),
        ("南野 さくら 様", 52, 250, 160),
    ]
    for words, size, x, top in columns:
        y = top
        for sign in words:
            step = size // 2 if sign == " " else size + 6
            cell = Image.new("L", (size + 8, size + 12))
            ImageDraw.Draw(cell).text((2, 0), sign, font=font(size, serif=True), fill=255)
            cell = cell.rotate(90) if sign == "ー" else cell
            page.image.paste("#20201c", (x, y), cell)
            y += step
    page.say(columns[0][0], [])
    page.say(columns[1][0], [])
    page.say("南野 さくら 様", [("PERSON", "南野 さくら")])
    return page


def plate(some: random.Random) -> Page:
    """A number plate, white on green, somewhat askew."""
    region, kana = some.choice(["練馬", "大宮", "神戸", "福岡"]), some.choice("あきしねむよりろ")
    number = f"{some.randrange(10, 100)}-{some.randrange(10, 100)}"
    page = Page(Image.new("RGB", (420, 220), "#0d5c35"))
    page.draw.text((120, 12), f"{region} 100", font=font(46, bold=True), fill="white")
    page.draw.text((22, 110), kana, font=font(44, bold=True), fill="white")
    page.draw.text((100, 78), number, font=font(92, bold=True), fill="white")
    page.text += [f"{region} 100", kana, number]
    page.entities.append(("LICENSE_PLATE", f"{region} 100 {kana} {number}"))
    page.image = page.image.rotate(
        some.uniform(-6, 6), expand=True, fillcolor="#303030", resample=Image.Resampling.BICUBIC
    )
    return page


def small(page: Page, *, to: float, quality: int = 60) -> Page:
    """Make a picture small and press it hard, as messengers do."""
    from io import BytesIO

    size = (int(page.image.width * to), int(page.image.height * to))
    held = BytesIO()
    page.image.resize(size, Image.Resampling.BILINEAR).save(held, "JPEG", quality=quality)
    page.image = Image.open(held).convert("RGB")
    return page


def moire(page: Page, some: random.Random) -> Page:
    """Photograph a screen: stripes, blur, a turn."""
    image = page.image.resize((page.image.width * 2 // 3, page.image.height * 2 // 3), Image.Resampling.BILINEAR)
    pen = ImageDraw.Draw(image, "RGBA")
    for y in range(0, image.height, 3):
        shade = int(26 + 22 * math.sin(y / 17))
        pen.line((0, y, image.width, y + 3), fill=(0, 0, 0, shade))
    turned = image.rotate(some.uniform(-3, 3), expand=True, fillcolor="#181818", resample=Image.Resampling.BICUBIC)
    page.image = turned.filter(ImageFilter.GaussianBlur(0.7))
    return page


def turned(page: Page, degrees: int) -> Page:
    """Lay a picture on its side or on its head."""
    page.image = page.image.rotate(degrees, expand=True)
    return page


KINDS: dict[str, Callable[[random.Random], Page]] = {
    "bubbles": bubbles,
    "bubbles_dark": lambda some: bubbles(some, dark=True, size=40),
    "board_dark": board,
    "gram": gram,
    "desktop": desktop,
    "card": card,
    "envelope": envelope,
    "plate_green": plate,
    "small_board": lambda some: small(board(some), to=0.75, quality=55),
    "small_bubbles": lambda some: small(bubbles(some), to=0.3),
    "moire": lambda some: moire(gram(some), some),
    "sideways": lambda some: turned(board(some), 90),
    "upside_down": lambda some: turned(board(some), 180),
}


def main(folder: Path, *, of_each: int = 2) -> None:
    """Draw `of_each` pictures of every kind."""
    folder.mkdir(parents=True, exist_ok=True)
    gold = []
    for kind, make in KINDS.items():
        for number in range(of_each):
            page = make(random.Random(f"{kind} {number}"))
            name = f"{kind}_{number:02}.png"
            page.image.save(folder / name)
            entities = [{"type": word, "text": text} for word, text in page.entities]
            gold.append({"file": name, "kind": kind, "text": page.text, "entities": entities})
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
