"""Fictional people, and how they and others spell what is theirs: reserved numbers and places that there are not."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import TypedDict
from urllib.parse import quote

from hypothesis import strategies as st

from yosuga.rules.takedown.request import Requester
from yosuga.rules.takedown.sender import Sender

FAMILIES = (("架空", "かくう"), ("白瀬", "しらせ"), ("楠田", "くすだ"), ("霧峰", "きりみね"), ("星見台", "ほしみだい"))
GIVEN = (("花子", "はなこ"), ("悠斗", "ゆうと"), ("健一", "けんいち"), ("朱里", "あかり"), ("美月", "みつき"))
TOWNS = ("東京都千代田区架空町", "神奈川県藤沢市架空台", "大阪府大阪市北区まぼろし町")
# How the kana of these names fall to their kanji, and how each of them is written in Latin letters.
PARTED = {
    "架空": (("か", "ka"), ("くう", "kuu")), "白瀬": (("しら", "shira"), ("せ", "se")),
    "楠田": (("くす", "kusu"), ("だ", "da")), "霧峰": (("きり", "kiri"), ("みね", "mine")),
    "星見台": (("ほし", "hoshi"), ("み", "mi"), ("だい", "dai")), "花子": (("はな", "hana"), ("こ", "ko")),
    "悠斗": (("ゆう", "yuu"), ("と", "to")), "健一": (("けん", "ken"), ("いち", "ichi")),
    "朱里": (("あか", "aka"), ("り", "ri")), "美月": (("み", "mi"), ("つき", "tsuki")),
}  # fmt: skip
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ROMAJI = ("zero", "ichi", "ni", "san", "yon", "go", "roku", "nana", "hachi", "kyuu")
ALOUD = ("ゼロ", "ワン", "ツー", "スリー", "フォー", "ファイブ", "シックス", "セブン", "エイト", "ナイン")
# Letters of Cyrillic and Greek that are drawn as the Latin ones (UTS #39).
CYRILLIC = str.maketrans("aceopxyi", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456")
GREEK = str.maketrans("ovku", "\u03bf\u03bd\u03ba\u03c5")
CAPITALS = str.maketrans("ABEHKMOT", "\u0410\u0412\u0415\u041d\u041a\u041c\u041e\u0422")
FAR = 0xFEE0  # from a letter of ASCII to the same in full width
WIDE = {code: code + FAR for code in range(0x21, 0x7F)}
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
PEN_NAMES = ("", "はなぴょん", "yuto_zz0418", "まぼろし工房")


class Hands(TypedDict, total=False):
    """In whose hands a letter is."""

    acting: Requester
    for_name: str
    tie: str
    office: str


HANDS: tuple[Hands, ...] = (
    {"acting": Requester.SELF},
    {"acting": Requester.GUARDIAN, "for_name": "架空 美月", "tie": "母"},
    {"acting": Requester.LAWYER, "for_name": "霧峰朱里", "tie": "代理人弁護士", "office": "まぼろし坂法律事務所"},
)


@st.composite
def senders(draw: st.DrawFn) -> Sender:
    family, family_kana = draw(st.sampled_from(FAMILIES))
    given, given_kana = draw(st.sampled_from(GIVEN))
    gap = draw(st.sampled_from((" ", "\u3000", "")))
    phone = f"090-0000-{draw(st.integers(0, 9999)):04}"
    home = (
        f"{draw(st.sampled_from(TOWNS))}{draw(st.integers(1, 9))}-{draw(st.integers(1, 99))}-{draw(st.integers(1, 20))}"
    )
    local = draw(st.sampled_from(("hanako.kaku", "yuto_s0418", "k1-mori", "zz.tsuki")))
    return Sender(
        name=family + gap + given,
        kana=f"{family_kana} {given_kana}".translate(draw(st.sampled_from(({}, KATAKANA)))),
        postal_code=draw(st.sampled_from(("100-0000", "2510000", "〒530-0000"))),
        address=home + draw(st.sampled_from(("", " コーポ霧101", " メゾン月見草405号室"))),
        phone=draw(st.sampled_from((phone, phone.replace("-", ""), phone.translate(WIDE)))),
        email=f"{local}@example.{draw(st.sampled_from(('com', 'org', 'net')))}",
        pen_name=draw(st.sampled_from(PEN_NAMES)),
        **draw(st.sampled_from(HANDS)),
    )


def spellings(sender: Sender) -> tuple[str, ...]:
    """Every way in which these values are written here."""
    every = (_names, _others, _phones, _mails, _homes, _postal_codes, _pen_names)
    return tuple(dict.fromkeys(one for each in every for one in each(sender)))


def spelt() -> st.SearchStrategy[tuple[Sender, str]]:
    """A person, and one of their values in one of its spellings."""

    def with_one(sender: Sender) -> st.SearchStrategy[tuple[Sender, str]]:
        return st.tuples(st.just(sender), st.sampled_from(spellings(sender)))

    return senders().flatmap(with_one)


def _names(sender: Sender) -> Iterator[str]:
    whole = "".join(sender.name.split())
    kana = unicodedata.normalize("NFKC", sender.kana)
    hiragana = "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in kana)
    yield from (sender.name, whole, f"{whole}さん", " ".join(whole), "_".join(whole), "・".join(whole))
    yield from (
        hiragana,
        hiragana.replace(" ", ""),
        hiragana.translate(KATAKANA),
        unicodedata.normalize("NFD", hiragana),
    )
    yield from ("".join(f"{char}\u200b" for char in whole).strip("\u200b"), quote(whole))
    yield f"https://example.com/{quote(whole)}/1"
    if whole != sender.name:
        yield "".join(reversed(sender.name.split()))


def _others(sender: Sender) -> Iterator[str]:
    whole = "".join(sender.for_name.split())
    if whole:
        yield from (sender.for_name, whole, "_".join(whole), f"{whole}さん", quote(whole))
    if sender.office:
        yield from (sender.office, " ".join(sender.office))


def _phones(sender: Sender) -> Iterator[str]:
    digits = "".join(char for char in unicodedata.normalize("NFKC", sender.phone) if char.isdigit())
    parted = f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
    spread: tuple[Callable[[str], str], ...] = (
        lambda one: one.translate(WIDE),
        lambda one: one.replace("-", " "),
        lambda one: one.replace("-", "ー"),
        lambda one: one.replace("-", "の"),
        lambda one: one.replace("-", "."),
        lambda one: one.replace("-", ""),
        lambda one: one.replace("-", "").translate(KANJI),
        lambda one: " ".join(one.replace("-", "")),
        lambda one: "".join(f"{char}\u20e3" for char in one.replace("-", "")),
    )
    yield parted
    yield from (change(parted) for change in spread)
    yield from (f"+81 {digits[1:3]} {digits[3:7]} {digits[7:]}", f"tel:{digits}")


def _mails(sender: Sender) -> Iterator[str]:
    mail = sender.email
    yield from (mail, mail.upper(), mail.translate(WIDE), mail.replace("@", "%40"), f"mailto:{mail}")
    yield from (mail.replace("@", at) for at in ("(at)", " at ", "[at]", "あっと", "★", " @ "))


def _homes(sender: Sender) -> Iterator[str]:
    home = sender.address
    yield from (home, home.replace(" ", ""), home.translate(WIDE), home.replace("-", "の"), home.replace("-", "−"))
    yield from (home.translate(KANJI), home.split(" ")[0], quote(home))


def _postal_codes(sender: Sender) -> Iterator[str]:
    digits = "".join(char for char in sender.postal_code if char.isdigit())
    yield from (digits, f"{digits[:3]}-{digits[3:]}", f"〒{digits[:3]}-{digits[3:]}".translate(WIDE))


def _pen_names(sender: Sender) -> Iterator[str]:
    if sender.pen_name:
        yield from (sender.pen_name, sender.pen_name.upper(), sender.pen_name.translate(WIDE))


def parts(sender: Sender) -> Iterator[str]:
    """Yield the family and the given name in kanji."""
    whole = "".join(sender.name.split())
    yield from (part for part in PARTED if whole.startswith(part) or whole.endswith(part))


def halves(sender: Sender) -> Iterator[str]:
    """Yield half of a name in kanji and half in kana, in Latin letters or as an initial; what says little with さん."""
    for part in parts(sender):
        for at, (kana, latin) in enumerate(PARTED[part]):
            for said in (kana, kana.translate(KATAKANA), latin, latin.capitalize(), latin[0].upper()):
                half = part[:at] + said + part[at + 1 :]
                yield f"{half}さん"
                yield from (half,) if len(half) > 2 or said.isascii() else ()
    family, given = parts(sender)
    yield family[:1] + PARTED[family][1][0] + given if len(family) == 2 else family + PARTED[given][0][0] + given[1:]


def strange_letters(sender: Sender) -> Iterator[str]:
    """Yield mail address, name and pen name with letters of other alphabets, or digits, that look like their own."""
    name = ["".join(latin for _kana, latin in PARTED[part]) for part in parts(sender)]
    words = [sender.email, *name, "".join(name), *([sender.pen_name] if sender.pen_name.isascii() else [])]
    for word in words:
        yield from (word.translate(CYRILLIC), word.translate(GREEK), word.upper().translate(CAPITALS))
    yield from (word.replace("o", "0").replace("a", "4") for word in name if set(word) & {"o", "a"})


def told_aloud(sender: Sender) -> Iterator[str]:
    """Yield the number digit by digit in words."""
    digits = "".join(char for char in unicodedata.normalize("NFKC", sender.phone) if char.isdigit())
    for words in (ENGLISH, ROMAJI, ALOUD):
        for between in (" ", "-", ", "):
            yield between.join(words[int(one)] for one in digits)
    yield "zero nine zero, double zero double zero, " + " ".join(ENGLISH[int(one)] for one in digits[7:])
