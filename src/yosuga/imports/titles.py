"""The Japanese word by which a file's title says what it is, `20250911_1405_SNS投稿.png`, and what it was called."""

import os
from pathlib import Path

from yosuga import charsets
from yosuga.imports.base import Kind

_TITLES = {
    Kind.SCREENSHOT: "SNS投稿",  # the convention of the people who asked for Yosuga; the person may rename
    Kind.RECORDING: "画面録画",
    Kind.PDF: "PDF文書",
    Kind.MAIL: "メール",
    Kind.TALK: "LINEトーク",
    Kind.CALL_LOG: "通話記録",
    Kind.MEDICAL_CERTIFICATE: "診断書",
    Kind.RECEIPT: "領収書",
    Kind.MHTML: "ウェブページ保存",
    Kind.WARC: "ウェブアーカイブ",
    Kind.WACZ: "ウェブアーカイブ",
    Kind.OTHER: "資料",
}


def title(kind: Kind, *, media_type: str = "") -> str:
    """Return the word for a kind; a recording without a picture is 録音."""
    if kind is Kind.RECORDING and media_type.startswith("audio/"):
        return "録音"
    return _TITLES[kind]


def name_on_disk(path: Path) -> str:
    """Return what a file is called. A name that is no UTF-8, out of an old ZIP say, is read as its bytes look."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return charsets.plain_text(os.fsencode(path.name))
    return path.name
