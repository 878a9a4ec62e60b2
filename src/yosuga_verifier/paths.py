"""The rules a path inside a package obeys, so that it means one thing on every system (format document, part A)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from yosuga_verifier.findings import Findings, shown

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"\\|?*]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Where Unicode has added marks since version 13, and may add more. Two programs that know different versions must not
# disagree about a text: what stands there is left out of the question whether a text is in NFC.
LATER = r"[\u0870-\u08ff\u0c3c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\U00010000-\U0010ffff]"
_LATER = re.compile(LATER)
_PART = re.compile(r"(?:^|/)(?:/|$)|[. ](?:/|$)")  # an empty part, `.`, `..`, or one that ends in a dot or space
# A paper for a court carries its mark in front of the id: `甲001_E0001_投稿.pdf`, `甲002の1_E0003_…`, `甲002の1-2_…`.
MARK = r"[甲乙丙疎]{1,2}[0-9]{3,}(?:の[0-9]+)?(?:-[0-9]+)?"
ITEM = r"E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8})"
_ITEM = re.compile(rf"(?:{MARK}_)?({ITEM})(?![0-9])")


def fault(path: str) -> tuple[str, str] | None:
    """Say in Japanese and English what is wrong with a path, or None when it is lawful."""
    if len(path) > LONGEST:
        return f"{LONGEST}文字を超えています", f"longer than {LONGEST} characters"
    if _CONTROL.search(path):
        return "制御文字か、文字として読めないバイトを含みます", "holds control characters or bytes that are no text"
    if not path.isascii() and not unicodedata.is_normalized("NFC", _LATER.sub("\0", path)):
        return "Unicode正規化形式NFCではありません", "is not in Unicode form NFC"
    if _FORBIDDEN.search(path):
        return "使えない記号を含みます", "holds a forbidden sign"
    if _PART.search(path):
        return (
            "フォルダーの外を指すか、末尾が「.」か空白です",
            "leads outside the folder, or a part ends in a dot or space",
        )
    return None


def check_paths(paths: Iterable[str], *, findings: Findings) -> None:
    """Step 1, part A: every path is lawful and no two are one after NFC and case folding."""
    folded: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        wrong = fault(path)
        if wrong:
            findings.broken(
                1,
                "bad-path",
                subject=path,
                item=item_of(path),
                ja=f"ファイル名が規則に合いません: {wrong[0]}。",
                en=f"The file name breaks the rules: it {wrong[1]}.",
            )
        key = fold(path)
        twin = folded.setdefault(key, path)
        if twin != path:
            _twins(path, twin, findings=findings)
        above = key.rpartition("/")[0]
        while above and above not in folders:
            folders[above] = path
            above = above.rpartition("/")[0]
    for key in folders.keys() & folded.keys():
        _twins(folders[key], folded[key], findings=findings)


def _twins(path: str, twin: str, *, findings: Findings) -> None:
    findings.broken(
        1,
        "twin-path",
        subject=path,
        item=item_of(path),
        ja=f"別のファイル（{shown(twin)}）と同じ名前として扱われる名前です。",
        en=f"This name counts as the same name as another file ({shown(twin)}).",
    )


def fold(path: str) -> str:
    """The form in which two paths must differ: NFC, case folded, NFC again."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def item_of(path: str) -> str:
    """The item id with which a part of a path below `data/` or `proof/` begins, or an empty text."""
    for part in path.split("/")[1:]:
        match = _ITEM.match(part)
        if match:
            return match.group(1)
    return ""


def is_seal(path: str) -> bool:
    """Whether a path is one of those the tagmanifest cannot hold, because they are made over it."""
    return "/" not in path and path.startswith("seal.")
