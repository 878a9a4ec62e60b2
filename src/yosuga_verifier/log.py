"""Steps 4 and 5: the leaves, the signed head over them, and the key that signed it."""

from __future__ import annotations

from dataclasses import dataclass

from yosuga_verifier.findings import Findings
from yosuga_verifier.merkle import Tree
from yosuga_verifier.notes import (
    LARGEST,
    BadNoteError,
    Checkpoint,
    Key,
    Note,
    checkpoint_of,
    is_signed,
    parse_key,
    parse_note,
)
from yosuga_verifier.opening import Package, TooLargeError, read_small

LEAVES = "proof/leaves.txt"
CHECKPOINT = "proof/checkpoint.txt"
KEYS = "proof/keys.txt"
MOST_LEAVES = 2_000_000


@dataclass(frozen=True)
class Log:
    """The log as far as it holds: the tree, the leaves in hex as the file has them, the head, the key."""

    tree: Tree
    hex_lines: bytes
    checkpoint: Checkpoint
    raw: bytes
    key: Key | None


def check_log(package: Package, *, trusted: Key | None, findings: Findings) -> Log | None:
    """Steps 4 and 5. None when there is no head to measure anything else against."""
    raw = member(package, CHECKPOINT, most=LARGEST, step=4, findings=findings)
    hex_lines = member(package, LEAVES, most=65 * MOST_LEAVES, step=4, findings=findings)
    if raw is None or hex_lines is None:
        return None
    try:
        note = parse_note(raw)
        checkpoint = checkpoint_of(note)
    except BadNoteError as wrong:
        findings.broken(
            4,
            "checkpoint",
            subject=CHECKPOINT,
            ja="記録の先頭値（チェックポイント）の形が違います。",
            en=f"The head of the log is malformed: {wrong}.",
        )
        return None
    leaves = _leaves(hex_lines)
    if leaves is None:
        findings.broken(
            4, "leaves", subject=LEAVES, ja="記録の一覧の形が違います。", en="The list of leaves is malformed."
        )
        return None
    tree = Tree(leaves)
    _check_head(tree, checkpoint, findings=findings)
    key = _check_key(package, note, checkpoint, trusted=trusted, findings=findings)
    return Log(tree, hex_lines, checkpoint, raw, key)


def _leaves(lines: bytes) -> bytes | None:
    """The hashes as bytes, or None when the lines are not exactly 64 lower-case hex digits and LF each."""
    try:
        leaves = bytes.fromhex(lines.decode("ascii"))
    except ValueError:
        return None
    again = leaves.hex("\n", 32) + "\n" if leaves else ""
    return leaves if again.encode() == lines else None


def _check_head(tree: Tree, checkpoint: Checkpoint, *, findings: Findings) -> None:
    """Step 4: size and root."""
    if checkpoint.size != tree.size:
        findings.broken(
            4,
            "log-size",
            subject=LEAVES,
            ja=f"署名された記録は{checkpoint.size}件ですが、ここには{tree.size}件あります。",
            en=f"The signed head counts {checkpoint.size} events; {tree.size} are listed here.",
        )
    elif tree.root(tree.size) != checkpoint.root:
        findings.broken(
            4,
            "log-root",
            subject=LEAVES,
            ja="記録の一覧が、署名された先頭値と合いません。記録が書き換えられたか、並べ替えられています。",
            en="The list of leaves does not lead to the signed head: the log was altered or reordered.",
        )
    else:
        findings.fine(
            4,
            "log",
            ja=f"記録{tree.size}件が先頭値と一致しました。",
            en=f"The log of {tree.size} events fits its head.",
        )


def _check_key(
    package: Package, note: Note, checkpoint: Checkpoint, *, trusted: Key | None, findings: Findings
) -> Key | None:
    """Step 5: the signature, by --key or by the package's own claim; keys.txt holds exactly the key that signed."""
    claimed = _claimed_key(package, findings=findings)
    key = trusted or claimed
    if key is None:
        return None
    if claimed is not None and claimed != key:
        _bad_key(
            "other-key",
            "証拠一式が名乗る鍵が、指定された鍵と違います。",
            "The package claims another key than --key.",
            findings,
        )
    if key.name != checkpoint.origin or not is_signed(note, key=key):
        _bad_key(
            "signature",
            "先頭値の署名が、この鍵のものではありません。ファイルと目録の照合結果は、署名とは別に有効です。",
            "The head is not signed by this key. What was found by comparing files with manifests stands without it.",
            findings,
        )
        return None
    if trusted is None:
        findings.open(
            5,
            "self-claimed-key",
            subject=KEYS,
            ja="署名は正しいものですが、鍵は証拠一式が自ら名乗るものです。"
            "作成者から別に受け取った鍵を --key で指定してください。",
            en=f"The signature is good, by a self-claimed key ({key}). Give the key you got from the maker with --key.",
        )
    elif claimed == key:
        findings.fine(5, "signature", ja="指定された鍵による署名です。", en="Signed by the key you gave.")
    return key


def _claimed_key(package: Package, *, findings: Findings) -> Key | None:
    raw = member(package, KEYS, most=LARGEST, step=5, findings=findings)
    if raw is None:
        return None
    try:
        line = raw.decode("utf-8")
        if not line.endswith("\n") or line.count("\n") != 1:
            raise BadNoteError("one key on one line is wanted")
        return parse_key(line[:-1])
    except (BadNoteError, UnicodeDecodeError) as wrong:
        _bad_key("keys", "鍵の一覧の形が違います。", f"The list of keys is malformed: {wrong}.", findings)
        return None


def _bad_key(code: str, ja: str, en: str, findings: Findings) -> None:
    findings.broken(5, code, subject=KEYS if code != "signature" else CHECKPOINT, ja=ja, en=en)


def member(package: Package, path: str, *, most: int, step: int, findings: Findings, item: str = "") -> bytes | None:
    """A member's bytes, or None after a finding that it is absent, too large or unreadable."""
    try:
        return read_small(package, path, most=most)
    except KeyError:
        ja, en = "証明に必要なファイルがありません。", "A file the proof needs is missing."
    except TooLargeError:
        ja, en = "大きすぎて、この種のファイルではありえません。", "It is larger than any lawful file of its kind."
    except OSError as wrong:
        ja, en = "読み取れませんでした。", f"It could not be read ({wrong.strerror})."
    findings.broken(step, "proof-file", subject=path, item=item, ja=ja, en=en)
    return None
