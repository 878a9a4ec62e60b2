"""Letters to set and to look at: each of the catalog with no, short, long and hostile values, and forms of our own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import Literal

from yosuga.catalog.letters import Letter as Template
from yosuga.catalog.letters import Question
from yosuga.catalog.loader import Catalog
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.naiyo import LAYOUTS, Naiyo, Party
from yosuga.rules.takedown.composing import compose
from yosuga.rules.takedown.knowing import Exhibit
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Origin, Target, Time

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 20, 5, 5, 9, tzinfo=UTC)
NOTE = (
    "この書面は、ソフトウェアが記録から作った下書きです。ご本人または代理人の弁護士が内容を確かめてお使いください。"
    "法律上の助言ではありません（弁護士法72条）。"
)
LONG_URL = "https://www.example.com/boards/架空/thread/" + "a1b2_%E3%81%82" * 280 + "?q=1&p=2#frag"
Size = Literal["none", "short", "long", "hostile"]
SIZES: tuple[Size, ...] = ("none", "short", "long", "hostile")

ADDRESSES: Mapping[Size, str] = {
    "none": "",
    "short": "https://www.example.com/thread/1",
    "long": LONG_URL,
    "hostile": "https://www.example.com/\u202egpj.exe/" + "ー" * 200 + "#" + '$x*_\\[`<a>@b//"' * 9,
}
WORDS: Mapping[Size, str] = {
    "none": "",
    "short": "氏名と住所が書き込まれています。",
    "long": "「架空の人」という投稿に、私の氏名（𠮷田花子）、住所、勤め先が、次々に書き込まれました。" * 90,
    "hostile": "\x00\x07\u202e逆さ\u2066\ud800ก"
    + "w" * 300
    + "え"
    + "ー" * 90
    + "！" * 90
    + "e\u0301" * 40
    + "👨\u200d👩\u200d👧🦄"
    '#read("/etc/passwd") $x$ *太* \\ <tag> `code` @ref // 注\n\n\n　次の行',
}
SENDERS: Mapping[Size, Sender] = {
    "none": Sender(),
    "short": Sender(
        name="架空　花子",
        kana="かくう　はなこ",
        postal_code="000-0000",
        address="架空県架空市架空町1-2-3",
        phone="090-0000-0001",
        email="hanako@example.com",
    ),
    "long": Sender(
        name="𠮷田髙﨑　" + "花" * 30,
        kana="よしだ" * 12,
        postal_code="000-0000",
        address="架空県架空市大字架空町字架空一丁目二番三号　" * 6,
        phone="090-0000-0001（夜7時から）",
        email="a" * 60 + "@example.com",
        pen_name="架空の花子" * 10,
        acting=Requester.GUARDIAN,
        for_name="架空　太郎",
        tie="母",
    ),
    "hostile": Sender(
        name="محمد علي שלום",
        address="\u202e" + "w" * 200,
        phone="090-0000-0001".translate({one: one + 0xFEE0 for one in range(0x21, 0x7F)}),  # full width
        email="葛\U000e0100城@example.com",
        pen_name="🦄" * 30,
    ),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A letter and what to call its pictures."""

    name: str
    letter: Letter


def of_catalog(catalog: Catalog, *, sizes: tuple[Size, ...] = SIZES) -> Iterator[Named]:
    """Yield every copy of every letter in each of its languages, with values of each size."""
    for template, size in product(catalog.letters.values(), sizes):
        for language in template.languages:
            for number, letter in enumerate(_composed(template, size, language, catalog=catalog)):
                yield Named(f"{template.id}-{language}-{size}-{number}", letter)


def _composed(template: Template, size: Size, language: Literal["ja", "en"], *, catalog: Catalog) -> tuple[Letter, ...]:
    reason = Reason(template.reasons[0])
    acting = SENDERS[size].acting.value
    asked = [one for one in template.questions if not one.only or reason.value in one.only]
    asked = [one for one in asked if not one.acting or acting in one.acting]
    made = compose(
        template.id,
        target=_target(size),
        request=Request(1, f"letter/{template.id}", reason, SENDERS[size].acting, template.id, language),
        sender=SENDERS[size],
        values={one.name: _answer(one, size) for one in asked},
        today=None if size == "none" else DAY,
        catalog=catalog,
        evidence=() if size == "none" else (Exhibit("E0001", "0f1e" * 16, MOMENT),),
        language=language,
    )
    return made.letters


def _answer(question: Question, size: Size) -> str:
    if question.choices:
        return "" if size == "none" else question.choices[-1].value
    return WORDS[size] if question.long else WORDS[size][:120]


def _target(size: Size) -> Target:
    times = () if size == "none" else (Time(Origin.CAPTURE, MOMENT), Time(Origin.ID, MOMENT, "exact"))
    return Target(
        Kind.POST,
        given=ADDRESSES[size],
        address=ADDRESSES[size],
        post="" if size == "none" else "123",
        account=WORDS[size][:40],
        times=times,
    )


def our_own() -> Iterator[Named]:
    """Yield forms that hold every part a letter can have: filled, masked, blank, of fifty pages, and hostile ones."""
    yield Named("form", FORM)
    yield Named("masked", MASKED)
    yield Named("blank", BLANK)
    yield Named("english", ENGLISH)
    yield Named("fifty-pages", FIFTY)
    yield Named("hostile", HOSTILE)


def certified() -> Iterator[tuple[str, Naiyo]]:
    """Yield a 内容証明 in each layout."""
    for layout in LAYOUTS:
        yield (
            layout,
            Naiyo(
                title="通知書",
                body=_NAIYO,
                sender=Party("架空県架空市架空町1-2-3　架空マンションA棟405号室", "𠮷田　花子"),
                to=Party("架空県架空市架空町4-5-6", "架空　太郎　様"),
                date=DAY,
                layout=layout,
                names=("EXAMPLE",),
            ),
        )


SECRETS = ("架空県秘密市秘密町九丁目8番7号", "秘密野　花子", "090-0000-9876", "himitsu@example.com")
FORM = Letter(
    title="侵害情報の通知書　兼　送信防止措置依頼書",
    to=("架空掲示板運営株式会社　御中",),
    sender=(
        Row("住所", SECRETS[0]),
        Row("氏名", SECRETS[1]),
        Row("連絡先", f"{SECRETS[2]}\n{SECRETS[3]}"),
    ),
    date=DAY,
    opening="あなたが管理する特定電気通信設備に掲載されている下記の情報の流通により、私の権利が侵害されました。",
    parts=(
        Part(
            heading="掲載されている場所",
            rows=(
                Row("URL", "https://www.example.com/boards/thread/" + "a1b2_" * 60 + "?q=1&p=2#frag"),
                Row("掲載日時", "2026年11月20日 14時05分"),
                Row("掲載された情報", "「架空の人（https://www.example.com/u/1234567）。」\n次の行です。"),
                Row("その他の特徴"),
            ),
        ),
        Part(heading="侵害されたとする権利", ticks=(Tick("プライバシー権", True), Tick("名誉権"))),
        Part(heading="理由", text="　私は、公人ではありません。\n\n　以上の理由により、削除を求めます。"),
    ),
    enclosed=("本人確認書類の写し　1通", "画面の写し（証拠番号E0001）　3枚"),
    case="C-7K3M9QXR",
    note=NOTE,
    seal=True,
)
MASKED = Letter(
    title=FORM.title,
    to=FORM.to,
    sender=tuple(Row(row.label, row.value, masked=True) for row in FORM.sender),
    date=DAY,
    opening=FORM.opening,
    parts=(*FORM.parts, Part(heading="伏せる項目", rows=(Row("勤務先", "秘密商事株式会社", masked=True),))),
    copy="意見照会用（この写しは、発信者に示されることがあります）",
    note=NOTE,
    seal=True,
)
BLANK = Letter(
    title="発信者情報開示請求書",
    to=("　　　　　　　　　　　　御中",),
    sender=(Row("住所"), Row("氏名")),
    parts=(Part(heading="1　掲載された情報", rows=(Row("URL"), Row("掲載された情報"))),),
    seal=True,
)
ENGLISH = Letter(
    title="Request to remove personal information",
    language="en",
    to=("Example Archive Inc.", "Trust & Safety"),
    sender=(Row("Name", "Hanako Kaku"), Row("Mail", "hanako@example.com"), Row("Address")),
    date=DAY,
    opening="To whom it may concern,\n\nI am writing to ask you to remove the page below. " + "It is about me. " * 30,
    parts=(
        Part(
            heading="Where it is", rows=(Row("Address of the page", LONG_URL[:600]), Row("What it shows", "My name."))
        ),
        Part(heading="My statement", ticks=(Tick("I am the person concerned.", True), Tick("I act for a minor."))),
    ),
    enclosed=("Screenshot",),
    note="This letter was drafted by software from records. Please check it before use. It is not legal advice.",
    seal=True,
)
FIFTY = Letter(title="陳述書", date=DAY, opening=WORDS["long"] * 26, note=NOTE, parts=(Part(text=WORDS["long"]),))
HOSTILE = Letter(
    title="題" * 60,
    to=("宛先" * 40,),
    sender=(
        Row("氏名", SENDERS["hostile"].name),
        Row("名", "e\u0301" * 30 + "a" + "\u0301" * 20),
        Row("w" * 60, "🦄❤️🏳️\u200d🌈"),
    ),
    opening=WORDS["hostile"],
    parts=(
        Part(
            heading="見出し" * 30,
            rows=(Row("w" * 100, "あいう" * 1500), Row("長い語", "W" * 4000), Row("欄", WORDS["hostile"])),
            ticks=(Tick("☐ " + WORDS["long"][:400], True), Tick("W" * 300)),
        ),
    ),
    enclosed=("W" * 300, ""),
    copy="写し" * 80,
    note="注" * 400,
    case="C-" + "X" * 50,
)
_NAIYO = (
    "　私は、貴殿が二〇二六年十一月二十日に「架空掲示板」に書き込んだ私の氏名と住所（私だけのものです）について、"
    "削除を求めます。①まず、消してください。\n　広さ10㎡、重さ5kg、EXAMPLEの話―そして「あいうえおかきくけこさし"
    "すせそたちつてとなにぬねの」ちょっと、ッとーパーティー…％。\n"
) + "　この書面が届いてから二週間以内に、上の投稿を消し、その旨を知らせてください。\n" * 14
