"""Text that is easily spoiled: old Japanese encodings, declared or not, and characters that turn a name around."""

import re

from tests.hostile.reading import text_says, visible
from tests.hostile.trouble import COMPLETE, Trouble
from tests.hostile.wire import says
from yosuga.capture.base import Shot

WORDS = "例山花子の個人情報が掲示板に書き込まれました。株式会社、髙橋、﨑、㈱、①、～、－"
PLAIN_WORDS = "例山花子の個人情報が掲示板に書き込まれました。匿名の書き込みが続いています。"
LONG = PLAIN_WORDS * 12  # without a declaration a browser guesses, and needs something to guess from

RTL = """<!doctype html><title>\u202egnp.exe 投稿</title><meta property="og:title" content="\u202eevil\u2066">
<script type="application/ld+json">{"@type":"SocialMediaPosting","author":
{"@type":"Person","name":"\u202eomeroY\u202c \u202e אבג"}}</script>
<article><b dir=rtl>مستخدم \u202eexample</b><p>書字方向を変える名前の投稿です。</p></article>"""

_BIDI = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def page(encoding: str, words: str, *, declared: str) -> bytes:
    return f"<!doctype html><html lang=ja>{declared}<title>文字コード</title><p>{words}</p></html>".encode(encoding)


def _encoded(encoding: str, label: str) -> list[Trouble]:
    words = WORDS if encoding == "cp932" else PLAIN_WORDS
    meta = f"<meta charset={label}>"
    ways = {
        "header": says(page(encoding, words, declared=""), kind=f"text/html; charset={label}"),
        "meta": says(page(encoding, words, declared=meta), kind="text/html"),
        "nowhere": says(page(encoding, LONG, declared=""), kind="text/html"),
    }
    return [
        Trouble(
            name=f"{label}-{way}",
            pages={"": answer},
            verdicts=COMPLETE,
            wall_s=12.0,
            check=text_says("例山花子の個人情報"),
        )
        for way, answer in ways.items()
    ]


def names_do_not_turn(shot: Shot) -> None:
    assert "書字方向" in visible(shot)
    for kept in shot.artefacts:
        assert not _BIDI.search(kept.name), kept.name


TROUBLES = [
    *_encoded("cp932", "shift_jis"),
    *_encoded("euc_jp", "euc-jp"),
    *_encoded("iso2022_jp", "iso-2022-jp")[:2],
    Trouble(
        name="utf-16-bom",
        pages={"": says(page("utf-16", WORDS, declared=""), kind="text/html")},
        verdicts=COMPLETE,
        check=text_says("﨑"),
    ),
    Trouble(
        name="utf-16-header",
        pages={"": says(page("utf-16-le", WORDS, declared=""), kind="text/html; charset=utf-16le")},
        verdicts=COMPLETE,
        check=text_says("﨑"),
    ),
    Trouble(
        name="utf-8-lies",
        pages={"": says(page("utf-8", WORDS, declared="<meta charset=shift_jis>"), kind="text/html; charset=utf-8")},
        verdicts=COMPLETE,
        check=text_says("例山花子"),
    ),
    Trouble(
        name="broken-utf-8",
        pages={"": says(b"<!doctype html><meta charset=utf-8><p>\xff\xfe\xc0\x80" + WORDS.encode() + b"\xe3\x81")},
        verdicts=COMPLETE,
        check=text_says("例山花子"),
    ),
    Trouble(
        name="surrogates",
        pages={
            "": says(
                "<!doctype html><p>孤立した代用対の本文です。</p>"
                "<script>document.title='\\ud800題';document.body.append('\\udfff')</script>"
            )
        },
        verdicts=COMPLETE,
        check=text_says("孤立した"),
    ),
    Trouble(name="right-to-left", pages={"": says(RTL)}, verdicts=COMPLETE, check=names_do_not_turn),
    Trouble(
        name="title-of-a-megabyte",
        pages={
            "": says("<!doctype html><title>" + "長い題名" * 90_000 + "</title><p>題名が長いページの本文です。</p>")
        },
        verdicts=COMPLETE,
        check=text_says("題名が長い"),
    ),
    Trouble(
        name="no-title",
        pages={"": says("<p>題名のないページの本文です。</p>")},
        verdicts=COMPLETE,
        check=text_says("題名のない"),
    ),
    Trouble(
        name="path-as-title",
        pages={"": says("<title>../../../etc/passwd\0CON</title><p>題名が道のページの本文です。</p>")},
        verdicts=COMPLETE,
        check=text_says("題名が道"),
    ),
]
