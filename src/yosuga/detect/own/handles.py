"""Accounts and mail addresses in any spelling: case, width, low lines left out, @ and dots in words, masked."""

import re
from collections.abc import Iterator

from yosuga.detect.own.folding import Sheet, Trace, Watcher, fold, masked
from yosuga.detect.own.profile import Field

_MASK = "[*●◯○◎□■◻◼△▲☆★×✕？?#〓…•\u25ef\u2b55\u3007]"
_AT = r"\s*(?:@|[\[(<{「【]\s*(?:at|a|@|あっと(?:まーく)?)\s*[\])>}」】]|あっと(?:まーく)?|(?<=\s)at(?=\s)|[★☆♡♥◎■])\s*"
_DOT = r"\s*(?:\.|[\[(<{「【]\s*(?:dot|\.|どっと)\s*[\])>}」】]|どっと|てん|(?<=\s)dot(?=\s)|。)\s*"
_LINE = r"\s*(?:_|あんだー(?:ばー|すこあ|らいん)?|[\[(]\s*_\s*[\])])\s*"
_JOINT = r"[_.\-]{0,2}"
_FREE_BEFORE = r"(?<![a-z0-9_.+\-])"
_FREE_AFTER = r"(?![a-z0-9_]|[.\-][a-z0-9])"
_NOT_MAIL = r"(?!\s?@\s?[a-z0-9])"
_MASKED_WORD = re.compile(rf"(?<![a-z0-9_.+\-*●])@?(?=[a-z0-9_.+\-]*{_MASK})(?:[a-z0-9_.+\-x]|{_MASK}){{4,40}}")
_MASKED_MAIL = re.compile(
    rf"(?<![a-z0-9_.+\-])((?:[a-z0-9_.+\-]|{_MASK}){{2,64}}){_AT}((?:[a-z0-9.\-]|{_MASK}){{4,80}})"
)


def handles(written: tuple[str, ...]) -> Iterator[Watcher]:
    """Yield what finds these accounts, given with or without @, or as the address of a profile."""
    for one in written:
        name = fold(one.strip().rstrip("/")).rpartition("/")[2].lstrip("@")
        if len(re.sub(r"[^a-z0-9]", "", name)) >= 3:
            yield _handle(name)
            yield _masked_handle(name)


def emails(written: tuple[str, ...]) -> Iterator[Watcher]:
    """Yield what finds these mail addresses."""
    for one in written:
        local, _, domain = fold(one.strip()).rpartition("@")
        if local and domain:
            yield _email(local, domain)
            yield _masked_email(local, domain)
            yield _local_part(local)


def _handle(name: str) -> Watcher:
    """Find the name; without its low lines and dots it is less sure, and a short one needs its @."""
    letters = [char for char in name if char.isalnum()]
    joined = "".join(_loose(char) if not char.isalnum() else re.escape(char) for char in name)
    loose = _JOINT.join(map(re.escape, letters))
    spaced = "".join(rf"(?:{_loose(char)}| )" if not char.isalnum() else re.escape(char) for char in name)
    pattern = re.compile(
        rf"(?:(?<![a-z0-9_.+\-])|(?<=/))(?P<at>@\s?)?(?:{joined}|{spaced}|_{{0,2}}{loose}_{{0,2}}){_FREE_AFTER}{_NOT_MAIL}"
    )
    short = len(letters) < 5

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            said = found["at"] or sheet.before(found.start()) == "/"
            exact = found[0].lstrip("@ ") == name
            if short and not said:
                yield Trace(found.start(), found.end(), Field.HANDLE, 0.4, whole=False)
            else:
                yield Trace(found.start(), found.end(), Field.HANDLE, 0.96 if exact else 0.8, exact)

    return watch


def _loose(sign: str) -> str:
    return f"(?:{_LINE}|{re.escape(sign)})?" if sign == "_" else f"(?:{_DOT}|{re.escape(sign)})?"


def _masked_handle(name: str) -> Watcher:
    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in _MASKED_WORD.finditer(sheet.text):
            sure = _as_masked(found[0].lstrip("@"), name)
            if sure:
                yield Trace(found.start(), found.end(), Field.HANDLE, sure, whole=False)

    return watch


def _as_masked(found: str, name: str) -> float:
    """Return how sure a masked spelling is: half of the name must be there, four characters at the least."""
    shown = len(re.sub(rf"{_MASK}", "", found))
    if shown < max(4, (len(name) + 1) // 2) or not masked(found):
        return 0.0
    one_each = len(found) == len(name) and _fits(found, name, run=".")
    if one_each or _fits(re.sub(rf"{_MASK}+", "*", found), name, run=".+"):
        return 0.75 if shown >= 6 else 0.6
    return 0.0


def _fits(found: str, name: str, *, run: str) -> bool:
    parts = re.split(_MASK, found)
    return re.fullmatch(run.join(map(re.escape, parts)), name) is not None


def _email(local: str, domain: str) -> Watcher:
    name, place = (r"\s?".join(_spelt(char) for char in part) for part in (local, domain))
    pattern = re.compile(rf"{_FREE_BEFORE}{name}{_AT}{place}(?![a-z0-9_\-]|\.[a-z0-9])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            yield Trace(found.start(), found.end(), Field.EMAIL, 0.97, whole=True)

    return watch


def _spelt(char: str) -> str:
    return {".": _DOT, "_": _LINE, "-": r"\s*(?:[\-ー\u2010−]|はいふん)\s*"}.get(char, re.escape(char))


def _masked_email(local: str, domain: str) -> Watcher:
    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in _MASKED_MAIL.finditer(sheet.text):
            if not masked(re.sub("x", "", found[0])):
                continue
            near, far = _part(found[1], local, least=3), _part(found[2].rstrip("."), domain, least=3)
            if near and far and len(found[1]) > 2:
                yield Trace(found.start(), found.end(), Field.EMAIL, 0.72, whole=False)

    return watch


def _part(found: str, wanted: str, *, least: int) -> bool:
    if found == wanted:
        return True
    shown = len(re.sub(_MASK, "", found))
    if shown < least or shown * 3 < len(wanted):
        return False
    return (len(found) == len(wanted) and _fits(found, wanted, run=".")) or _fits(
        re.sub(rf"{_MASK}+", "*", found), wanted, run=".+"
    )


def _local_part(local: str) -> Watcher:
    """Find the part before the @ by itself, where it is long enough to be one person's."""
    pattern = re.compile(
        rf"{_FREE_BEFORE}@?{re.escape(local)}(?P<at>@)?(?![a-z0-9_]|[.\-][a-z0-9]|\s?[@★☆]\s?[a-z0-9])"
    )
    sure = 0.56 if len(local) >= 8 and re.search(r"[._0-9]", local) else 0.35

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            yield Trace(found.start(), found.end(), Field.EMAIL, sure, whole=False)

    return watch
