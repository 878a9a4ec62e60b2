"""Steps 10 and 11: the time-stamp tokens over earlier heads, and the seal over the whole package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from yosuga_verifier.authority import Answer, Judge, ask
from yosuga_verifier.bag import TAGMANIFEST, Bag
from yosuga_verifier.der import BadTokenError, Stamp, read_response
from yosuga_verifier.events import Anchor, Story
from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.log import Log
from yosuga_verifier.notes import LARGEST, BadNoteError, checkpoint_of, is_signed, parse_note
from yosuga_verifier.opening import Package, TooLargeError, read_small, unreadable
from yosuga_verifier.paths import is_seal

NO_SEAL = "seal.none.txt"
_LARGEST_TOKEN = 1024 * 1024
_AT_ONCE = 16  # tokens in memory
_SEAL = re.compile(r"seal\.([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.tsr")
_TOKEN = re.compile(r"proof/tokens/([0-9a-f]{64})\.tsr")
_WORDS = {
    Answer.UNKNOWN: (
        "その認証局は --root で指定されていません",
        "its authority is not under the roots you gave (--root)",
    ),
    Answer.EXPIRED: (
        "認証局の証明書は押された時点では有効で、その後に期限が切れています",
        "the authority's certificate was valid then and has expired since",
    ),
    Answer.UNDECIDED: (
        "openssl コマンドがないか応答しないため、時刻認証を確かめられません",
        "there is no openssl command, or it gave no answer, so the token could not be checked",
    ),
}


@dataclass(frozen=True)
class Proven:
    """A token that holds: over the first `size` events, by whom, when; `trusted` when under the given roots."""

    path: str
    authority: str
    size: int
    time: datetime
    trusted: bool
    sha256: str = ""


class Stamped(NamedTuple):
    """A token and what it is said to stamp, read and not yet weighed; `token` is the hash its name states."""

    path: str
    token: str
    response: bytes
    note: bytes
    stamp: Stamp


def check_tokens(package: Package, *, log: Log, story: Story, judge: Judge, findings: Findings) -> list[Proven]:
    """Step 10. Returns the tokens over earlier heads that hold."""
    anchors = {anchor.sha256: anchor for anchor in story.anchors}
    stamped = (one for path in sorted(package.places) for one in _stamped(package, path, findings=findings))
    fitting = (
        (one, size)
        for one in stamped
        if _fits(one, size=(size := _head_size(one.note, log=log)), anchor=anchors.get(one.token), findings=findings)
    )
    proven = []
    with ThreadPoolExecutor(max_workers=2) as pool:  # each waits for a process of its own

        def asked(one: tuple[Stamped, int]) -> Answer:
            return ask(judge, response=one[0].response, stamp=one[0].stamp, digest=one[0].stamp.imprint)

        while batch := list(islice(fitting, _AT_ONCE)):
            for (one, size), answer in zip(batch, pool.map(asked, batch)):
                if answer is Answer.BAD:
                    ja, en = "時刻認証の署名が壊れています", "its signature does not hold"
                    _broken(10, "token-signature", one.path, ja, en, findings)
                    continue
                _say(10, one.path, one.stamp, answer, size, findings=findings)
                anchor = anchors.get(one.token)
                who = anchor.authority if anchor else ""
                proven.append(Proven(one.path, who, size, one.stamp.time, answer is Answer.TRUSTED, one.token))
    for anchor in story.anchors:
        if anchor.sha256 and f"proof/tokens/{anchor.sha256}.tsr" not in package.places:
            findings.open(
                10,
                "token-absent",
                subject=f"proof/tokens/{anchor.sha256}.tsr",
                ja=f"記録{anchor.seq}の時刻認証が添えられていません。",
                en=f"The token that event {anchor.seq} names is not in the package.",
            )
    return proven


def _stamped(package: Package, path: str, *, findings: Findings) -> Iterator[Stamped]:
    name = _TOKEN.fullmatch(path)
    if name is None:
        return
    response = _read(package, path, 10, findings=findings)
    note = _read(package, f"{path[:-4]}.note", 10, findings=findings)
    stamp = None if response is None else _stamp(response, path, 10, findings=findings)
    if response is not None and note is not None and stamp is not None:
        yield Stamped(path, name.group(1), response, note, stamp)


def _fits(one: Stamped, *, size: int, anchor: Anchor | None, findings: Findings) -> bool:
    """Weigh one token over an earlier head against its name, its note, the log and its anchor event.

    openssl is asked only for what fits: a package may hold any number of tokens that do not.
    """
    digest = hashlib.sha256(one.note).digest()
    for code, fails, ja, en in (
        (
            "token-name",
            hashlib.sha256(one.response).hexdigest() != one.token,
            "名前と内容が違います",
            "its content is not what its name says",
        ),
        (
            "token-imprint",
            one.stamp.imprint != digest,
            "別のものに押された時刻認証です",
            "it stamps something else than its note",
        ),
        (
            "token-head",
            size < 0,
            "この記録の先頭値ではないものに押されています",
            "its note is not an earlier head of this log",
        ),
        (
            "token-event",
            anchor is not None and anchor.head != digest.hex(),
            "記録にある先頭値と違います",
            "its note is not the head the anchor event names",
        ),
        (
            "token-time",
            anchor is not None and not _same_time(anchor.time, one.stamp.time),
            "記録にある時刻と違います",
            "its time is not the one the anchor event names",
        ),
    ):
        if fails:
            _broken(10, code, one.path, ja, en, findings)
            return False
    return True


def _head_size(note: bytes, *, log: Log) -> int:
    """The size of an earlier head of this log, or -1 when the note is none."""
    try:
        parsed = parse_note(note)
        head = checkpoint_of(parsed)
    except BadNoteError:
        return -1
    signed = log.key is None or is_signed(parsed, key=log.key)
    own = head.origin == log.checkpoint.origin and head.size <= log.tree.size and signed
    return head.size if own and log.tree.root(head.size) == head.root else -1


def _same_time(claim: str, time: datetime) -> bool:
    """An anchor event repeats its token's time in the form of `at_device`, to the second or finer."""
    return not claim or claim[:19] == time.strftime("%Y-%m-%dT%H:%M:%S")


def check_seals(package: Package, *, bag: Bag, size: int, judge: Judge, findings: Findings) -> list[Proven]:
    """Step 11. Returns the seals that hold over tagmanifest-sha256.txt, which covers every other file."""
    digest = bytes.fromhex(bag.sha256.get(TAGMANIFEST, ""))
    proven = []
    for path in sorted(filter(is_seal, package.places)):
        name = _SEAL.fullmatch(path)
        if path == NO_SEAL:
            continue
        if name is None:
            _broken(
                11,
                "stray-seal",
                path,
                "封印ではないファイルです",
                "this is no seal, and no manifest names it",
                findings,
            )
            continue
        raw = _read(package, path, 11, findings=findings)
        stamp = None if raw is None else _stamp(raw, path, 11, findings=findings)
        if raw is None or stamp is None:
            continue
        if stamp.imprint != digest:
            _mismatch(path, stamp, findings=findings)
            continue
        answer = ask(judge, response=raw, stamp=stamp, digest=digest)
        if answer is Answer.BAD:
            _broken(
                11, "seal-signature", path, "封印の署名が壊れています", "the seal's signature does not hold", findings
            )
            continue
        _say(11, path, stamp, answer, size, findings=findings)
        proven.append(Proven(path, name.group(1), size, stamp.time, answer is Answer.TRUSTED))
    _check_absence(package.places, findings=findings)
    return proven


def _check_absence(paths: Collection[str], *, findings: Findings) -> None:
    if any(_SEAL.fullmatch(path) for path in paths):
        return
    if NO_SEAL in paths:
        findings.open(
            11,
            "no-seal",
            subject=NO_SEAL,
            ja="封印（時刻認証）がありません。いつから存在したかは、この証拠一式だけでは示せません。",
            en="There is no seal (time-stamp), so this package alone does not show since when it exists.",
        )
    else:
        _broken(
            11,
            "seal-missing",
            "",
            "封印も、封印がない理由もありません",
            "there is neither a seal nor a note why not",
            findings,
        )


def _mismatch(path: str, stamp: Stamp, *, findings: Findings) -> None:
    _broken(
        11,
        "seal-imprint",
        path,
        f"封印は別の内容に押されています（元のtagmanifest-sha256.txtのSHA-256は {stamp.imprint.hex()}）。"
        "封印の後に目録が書き換えられたか、別の封印に差し替えられています",
        f"the seal stamps another content (a tagmanifest-sha256.txt with SHA-256 {stamp.imprint.hex()}): "
        "the manifests were changed after sealing, or the seal was replaced",
        findings,
    )


def _say(step: int, path: str, stamp: Stamp, answer: Answer, size: int, *, findings: Findings) -> None:
    """A token that holds, with its time; fine only when the authority is one the reader chose to trust."""
    when = stamp.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    what_ja = "証拠一式の全体" if step == 11 else f"記録{size}件"
    what_en = "the whole package" if step == 11 else f"the record of {size} events"
    if answer is Answer.TRUSTED:
        findings.fine(
            step,
            "stamped",
            subject=path,
            ja=f"{what_ja}は {when} に、今と同じ内容で存在していました。",
            en=f"{what_en[0].upper()}{what_en[1:]} existed unchanged at {when}.",
        )
        return
    ja, en = _WORDS[answer]
    findings.open(
        step,
        f"time-{answer.value}",
        subject=path,
        ja=f"{what_ja}に {when} の時刻認証がありますが、{ja}。",
        en=f"There is a token of {when} over {what_en}, but {en}.",
    )


def _stamp(raw: bytes, path: str, step: int, *, findings: Findings) -> Stamp | None:
    try:
        return read_response(raw)
    except BadTokenError as wrong:
        _broken(
            step, "token-form", path, "時刻認証として読めません", f"it cannot be read as a token: {wrong}", findings
        )
        return None


def _read(package: Package, path: str, step: int, *, findings: Findings) -> bytes | None:
    try:
        return read_small(package, path, most=LARGEST if path.endswith(".note") else _LARGEST_TOKEN)
    except KeyError:
        _broken(step, "note-missing", path, "時刻認証の対象がありません", "what the token stamps is missing", findings)
    except TooLargeError:
        _broken(step, "token-size", path, "大きすぎます", "it is too large", findings)
    except OSError as wrong:
        unreadable(findings, step=step, path=path, wrong=wrong)
    return None


def _broken(step: int, code: str, subject: str, ja: str, en: str, findings: Findings) -> None:
    findings.broken(step, code, subject=subject, ja=f"{ja}。", en=f"{en[0].upper()}{shown(en[1:], most=400)}.")
