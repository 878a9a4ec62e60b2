"""Step 8, the papers: each file of data/exhibits/ is vouched for by the export event, through proof/papers.txt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container

from yosuga_verifier.bag import Bag
from yosuga_verifier.events import Export
from yosuga_verifier.findings import Findings
from yosuga_verifier.log import member
from yosuga_verifier.opening import Package
from yosuga_verifier.paths import ITEM, MARK, item_of

PAPERS = "proof/papers.txt"
EXHIBITS = "data/exhibits/"
_LARGEST = 16 * 1024 * 1024
# The `%` of a manifest's escapes is refused here: no writer makes such a name, so no reader needs to resolve it.
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n%]+)")
_NAME = re.compile(rf"{EXHIBITS}{MARK}_{ITEM}_[^/]+")


def check_papers(
    package: Package, *, bag: Bag, disclosed: Container[str], export: Export | None, findings: Findings
) -> None:
    """The papers' list is the one the newest export event names; it names exactly these files, of disclosed items."""
    listed = _listed(package, export=export, findings=findings)
    here = sorted(path for path in package.places if path.startswith(EXHIBITS))
    for path in here:
        _check_one(path, stated=listed.get(path, ""), sha256=bag.sha256.get(path, ""), findings=findings)
    for path in sorted(listed.keys() | set(here)):
        _check_name(path, disclosed=disclosed, findings=findings)
    for path in sorted(listed.keys() - set(here)):
        _broken(
            "paper-missing", path, "書面の一覧にある書面がここにありません", "a paper on the list is missing", findings
        )
    if listed and not any(code.startswith("paper") for _severity, code in findings.counts):
        findings.fine(
            8,
            "papers",
            ja=f"提出用の書面{len(listed)}件は、書き出しの記録が示すものです。",
            en=f"The {len(listed)} papers are those the export event names.",
        )


def _listed(package: Package, *, export: Export | None, findings: Findings) -> dict[str, str]:
    """What proof/papers.txt says, once it was compared with the export event; nothing where it is malformed."""
    named = "" if export is None else export.sha256
    if PAPERS not in package.places:
        if named:
            _broken("papers-missing", PAPERS, "書面の一覧がありません", "the list of papers is missing", findings)
        return {}
    raw = member(package, PAPERS, most=_LARGEST, step=8, findings=findings)
    if raw is None:
        return {}
    if export is None or not named:
        ja, en = "書面の一覧を示す書き出しの記録がありません", "no export event names this list of papers"
        _broken("papers-unnamed", PAPERS, ja, en, findings)
    elif (named, export.size) != (hashlib.sha256(raw).hexdigest(), len(raw)):
        ja = f"書面の一覧が、書き出しの記録{export.seq}の示すもの（SHA-256 {named}）と違います"
        en = f"the list of papers is not the one that export event {export.seq} names (SHA-256 {named})"
        _broken("papers-altered", PAPERS, ja, en, findings)
    listed = _parsed(raw)
    if not listed:
        _broken("papers-form", PAPERS, "書面の一覧の形が違います", "the list of papers is malformed", findings)
    return listed


def _parsed(raw: bytes) -> dict[str, str]:
    """Path to SHA-256, or nothing: at least one line, LF after each, sorted by path, none twice."""
    text = raw.decode("utf-8", "surrogateescape")
    matches = [_LINE.fullmatch(line) for line in text.split("\n")[:-1]]
    pairs = [(match.group(2), match.group(1)) for match in matches if match]
    paths = [path for path, _sha256 in pairs]
    whole = text.endswith("\n") and len(pairs) == len(matches)
    return dict(pairs) if whole and paths == sorted(set(paths)) else {}


def _check_one(path: str, *, stated: str, sha256: str, findings: Findings) -> None:
    if not sha256:  # it could not be read, which was said
        return
    if not stated:
        _broken("paper-unlisted", path, "書面の一覧にない書面です", "it is not on the list of papers", findings)
    elif stated != sha256:
        ja = f"書面が差し替えられたか、書き換えられています（元のSHA-256は {stated}）。元のファイルは別に確かめています"
        en = f"the paper was replaced or altered (its SHA-256 was {stated}). The files it shows are checked apart"
        _broken("paper-altered", path, ja, en, findings)


def _check_name(path: str, *, disclosed: Container[str], findings: Findings) -> None:
    if not _NAME.fullmatch(path):
        ja, en = "書面の名前の形（甲001_E0001_…）ではありません", "it is not named as a paper is (甲001_E0001_…)"
        _broken("paper-name", path, ja, en, findings)
    elif item_of(path) not in disclosed:
        ja, en = "開示されていない項目の書面です", "it is a paper of an item that is not disclosed"
        _broken("paper-withheld", path, ja, en, findings)


def _broken(code: str, subject: str, ja: str, en: str, findings: Findings) -> None:
    findings.broken(8, code, subject=subject, item=item_of(subject), ja=f"{ja}。", en=f"{en[0].upper()}{en[1:]}.")
