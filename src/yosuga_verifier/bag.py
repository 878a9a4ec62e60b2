"""Steps 2 and 3: the bag's own description, and every file against the two manifests (BagIt 1.0, RFC 8493)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.hashing import Hashing
from yosuga_verifier.opening import Package, TooLargeError, lines_of, read_small, unreadable
from yosuga_verifier.paths import is_seal, item_of

MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
_LONGEST_LINE = 4096
_MOST_BAD_LINES = 1000
_LARGEST_INFO = 64 * 1024


@dataclass
class Bag:
    """What was read: the case it names, what the manifests claim, each file's true SHA-256, and the files that fit."""

    case: str = ""
    claimed: dict[str, str] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)


def read_bag(package: Package, *, findings: Findings) -> Bag:
    """Step 2, and of step 3 what the manifests themselves are worth."""
    bag = Bag(case=_check_description(package, findings=findings))
    bag.claimed.update(_claims(package, findings=findings))
    return bag


def check_files(bag: Bag, hashing: Hashing, *, findings: Findings) -> None:
    """Step 3: every file but the seals against its manifest; what was found is added to `bag`."""
    for hashed in hashing:
        path = hashed.path
        if hashed.wrong:
            unreadable(findings, step=3, path=path, wrong=hashed.wrong)
            continue
        bag.sha256[path] = hashed.sha256
        if hashed.misfit:
            _misfit(path, findings=findings)
        elif path == TAGMANIFEST or bag.claimed.get(path) == hashed.sha256:
            bag.sound.add(path)
        elif path in bag.claimed:
            _altered(path, bag.claimed[path], findings=findings)
        else:
            _extra(path, findings=findings)
    if not findings.any_broken(3):
        findings.fine(
            3,
            "manifests",
            ja=f"全{len(bag.sound)}ファイルが目録のハッシュ値と一致しました。",
            en=f"All {len(bag.sound)} files have the hashes their manifests state.",
        )


def _check_description(package: Package, *, findings: Findings) -> str:
    """Step 2: bagit.txt, bag-info.txt, Payload-Oxum. Returns the External-Identifier."""
    declaration = _text(package, "bagit.txt", findings=findings)
    if declaration != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        _step2("bagit", "bagit.txt", "BagIt 1.0・UTF-8と書かれていません", "does not say BagIt 1.0, UTF-8", findings)
    info = _labels(_text(package, "bag-info.txt", findings=findings), findings=findings)
    if info.get("Yosuga-Format") != "1":
        _step2(
            "format",
            "bag-info.txt",
            "この確認ソフトが読める形式（1）ではありません",
            "does not name format 1",
            findings,
        )
    payload = [place.size for path, place in package.places.items() if path.startswith("data/")]
    if info.get("Payload-Oxum") != f"{sum(payload)}.{len(payload)}":
        _step2(
            "oxum",
            "bag-info.txt",
            f"ファイルの合計（{sum(payload)}バイト・{len(payload)}件）が記載と違います",
            f"states another total than the {sum(payload)} bytes in {len(payload)} files that are here",
            findings,
        )
    case = info.get("External-Identifier", "")
    if not re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{8}", case):
        _step2("case", "bag-info.txt", "事件の番号がありません", "names no case", findings)
    if not findings.any_broken(2):
        findings.fine(2, "bag", ja="BagIt 1.0、形式1です。", en="BagIt 1.0, format 1.")
    return case


def _step2(code: str, subject: str, ja: str, en: str, findings: Findings) -> None:
    findings.broken(2, code, subject=subject, ja=f"{ja}。", en=f"It {en}.")


def _text(package: Package, path: str, *, findings: Findings) -> str:
    try:
        return read_small(package, path, most=_LARGEST_INFO).decode("utf-8")
    except KeyError:
        return ""
    except (TooLargeError, UnicodeDecodeError):
        _step2("unlawful", path, "大きすぎるか、文字として読めません", "is too large or no text", findings)
    except OSError as wrong:
        unreadable(findings, step=2, path=path, wrong=wrong)
    return ""


def _labels(text: str, *, findings: Findings) -> dict[str, str]:
    """`Label: value` lines (RFC 8493 2.2.2); a label of ours that occurs twice could be read in two ways."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        label, colon, value = line.partition(": ")
        if colon and label in found:
            _step2("label-twice", "bag-info.txt", "同じ項目が2回あります", "holds one label twice", findings)
        if colon:
            found.setdefault(label, value)
    return found


def _claims(package: Package, *, findings: Findings) -> dict[str, str]:
    """Step 3: the SHA-256 that the manifest in charge of each file states for it."""
    claims: dict[str, str] = {}
    for manifest in (MANIFEST, TAGMANIFEST):
        seen: set[str] = set()
        bad = 0
        if manifest not in package.places:
            _missing(manifest, findings=findings)
            continue
        try:
            for line in lines_of(package, manifest, longest=_LONGEST_LINE):
                bad += not _claim(line, manifest, package, claims, seen, findings=findings)
                if bad > _MOST_BAD_LINES:  # gigabytes of rubbish need not be read to the end
                    break
        except OSError as wrong:
            unreadable(findings, step=3, path=manifest, wrong=wrong)
    return claims


def _claim(
    line: bytes, manifest: str, package: Package, claims: dict[str, str], seen: set[str], *, findings: Findings
) -> bool:
    """Take in one line; False when it is of no use."""
    match = _LINE.fullmatch(line.decode("utf-8", "surrogateescape"))
    path = _unescaped(match.group(2)) if match else ""
    charge = MANIFEST if path.startswith("data/") else TAGMANIFEST
    if not match or charge != manifest or path == TAGMANIFEST or is_seal(path) or path in seen:
        findings.broken(
            3,
            "manifest-line",
            subject=manifest,
            item=item_of(path),
            ja=f"目録に、形が違う行か、重複する行か、別の目録の行があります: {shown(repr(line[:160]))}",
            en=f"The manifest holds a line that is malformed, repeated or out of place: {shown(repr(line[:160]))}",
        )
        return False
    if path not in package.places:
        _missing(path, findings=findings)
        return False
    seen.add(path)
    claims[path] = match.group(1)
    return True


def _unescaped(path: str) -> str:
    """RFC 8493 2.1.3: `%25`, `%0D` and `%0A`; any other `%` is no path of ours and stays as it is."""
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") if "%" in path else path


def _missing(path: str, *, findings: Findings) -> None:
    findings.broken(
        3,
        "missing",
        subject=path,
        item=item_of(path),
        ja="目録にあるファイルがありません。消されたか、写すときに漏れています。",
        en="A file that must be here is missing. It was removed, or left out when the package was copied.",
    )


def _altered(path: str, stated: str, *, findings: Findings) -> None:
    findings.broken(
        3,
        "altered",
        subject=path,
        item=item_of(path),
        ja=f"内容が変わっています。目録に残る元のSHA-256は {stated} です。他のファイルには影響しません。",
        en=f"Its content changed. The manifest still states the SHA-256 it had: {stated}. "
        "Other files are not affected.",
    )


def _extra(path: str, *, findings: Findings) -> None:
    findings.broken(
        3,
        "extra",
        subject=path,
        item=item_of(path),
        ja="目録にないファイルが加えられています（.DS_Store や Thumbs.db はパソコンが自動で作ることがあります）。",
        en="This file was added; no manifest names it. (.DS_Store and Thumbs.db can be left by the computer itself.)",
    )


def _misfit(path: str, *, findings: Findings) -> None:
    findings.broken(
        3,
        "misfit",
        subject=path,
        item=item_of(path),
        ja="大きさか検査値が、ZIPの目次や一覧と違います。",
        en="Its size or check value is not what the ZIP's directory, or the listing, says.",
    )
