"""Step 12: this package continues an older package or head that was kept elsewhere; nothing was re-created or cut."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yosuga_verifier.findings import Findings
from yosuga_verifier.log import CHECKPOINT, LEAVES, MOST_LEAVES, Log
from yosuga_verifier.notes import LARGEST, BadNoteError, Note, checkpoint_of, is_signed, parse_note
from yosuga_verifier.opening import TooLargeError, open_package, read_small


class CannotReadOlderError(Exception):
    """What was given with --since is no package and no checkpoint. The text names the reason, in English."""


@dataclass(frozen=True)
class Older:
    """An older head, and its leaves in hex lines when a whole package was given."""

    note: Note
    leaves: bytes | None


def read_older(path: str) -> Older:
    """Read a package (folder or ZIP) or a checkpoint file. Raises CannotReadOlderError."""
    try:
        if not Path(path).is_dir():
            with Path(path).open("rb") as file:
                head = file.read(LARGEST + 1)
            if not head.startswith(b"PK"):
                return Older(_note(head), None)
        package = open_package(path, findings=Findings())
        if package is None:
            raise CannotReadOlderError("it is neither a package nor a checkpoint")
        leaves = read_small(package, LEAVES, most=65 * MOST_LEAVES)
        return Older(_note(read_small(package, CHECKPOINT, most=LARGEST)), leaves)
    except OSError as wrong:
        raise CannotReadOlderError(wrong.strerror or str(wrong)) from wrong
    except (BadNoteError, KeyError, TooLargeError) as wrong:
        raise CannotReadOlderError(str(wrong)) from wrong


def _note(raw: bytes) -> Note:
    note = parse_note(raw)
    checkpoint_of(note)
    return note


def check_since(older: Older, *, log: Log, findings: Findings) -> None:
    """Step 12."""
    head, now = checkpoint_of(older.note), log.checkpoint
    for code, fails, ja, en in (
        (
            "since-origin",
            head.origin != now.origin,
            "以前のものは別の事件のものです",
            "the older one is of another case",
        ),
        (
            "since-key",
            log.key is None or not is_signed(older.note, key=log.key),
            "以前のものは、この証拠一式の鍵で署名されていません。作り直された疑いがあります",
            "the older head is not signed by the key of this package: re-created",
        ),
        (
            "since-cut",
            head.size > log.tree.size,
            f"以前は{head.size}件あった記録が、{log.tree.size}件しかありません。切り詰められています",
            f"the older log had {head.size} events, this one has {log.tree.size}: cut",
        ),
        (
            "since-root",
            head.size <= log.tree.size and log.tree.root(head.size) != head.root,
            "以前の記録の続きではありません。作り直されたか、書き換えられています",
            "this log does not continue the older one: re-created, or altered",
        ),
        (
            "since-leaves",
            older.leaves is not None and not _leads(older.leaves, size=head.size, log=log),
            "以前の証拠一式の記録一覧が、この一覧の始まりと違います",
            "the older package's leaves are not the beginning of these",
        ),
    ):
        if fails:
            findings.broken(12, code, subject=LEAVES, ja=f"{ja}。", en=f"{en[0].upper()}{en[1:]}.")
            return
    findings.fine(
        12,
        "since",
        ja=f"以前の記録{head.size}件は、すべてこの証拠一式に同じまま含まれています。",
        en=f"All {head.size} events of the older log are in this one, unchanged.",
    )


def _leads(leaves: bytes, *, size: int, log: Log) -> bool:
    return len(leaves) == 65 * size and log.hex_lines.startswith(leaves)
