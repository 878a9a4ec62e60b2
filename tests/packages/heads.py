"""Attacks on the signed head, the leaves below it, the proofs that lead to it, and what is left out of the log."""

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import NO_OLDER, Act, Attack, changed, nothing, redone, removed, replaced, swapped, written
from tests.packages.histories import EXPORT, FIRST, OTHER, both, without_papers
from tests.packages.tampering import CHECKPOINT, EVENTS, KEYS, LEAVES, SECOND
from tests.verifier import build
from tests.verifier.world import World


def swap_lines(path: str, one: int, other: int) -> Act:
    def lines(data: bytes) -> bytes:
        every = data.splitlines(keepends=True)
        every[one], every[other] = every[other], every[one]
        return b"".join(every)

    return changed(path, lines)


def mallory(top: Path, _world: World) -> None:
    """Head, proofs and key of somebody else, over the very same leaves."""
    key = build.SigningKey(seed=b"mallory")
    old = (top / CHECKPOINT).read_bytes()
    new = key.note(old.decode().partition("\n\n")[0] + "\n")
    for path in (top / "proof").glob("*.tlog-proof"):
        path.write_bytes(path.read_bytes().replace(old, new))
    (top / CHECKPOINT).write_bytes(new)
    (top / KEYS).write_text(key.vkey + "\n", encoding="ascii")


def stranger_signs_too(top: Path, _world: World) -> None:
    """A second line under the head alone: proofs end in the exact bytes of the head."""
    text = (top / CHECKPOINT).read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    note = build.SigningKey(seed=b"stranger", name="stranger").note(text)
    (top / CHECKPOINT).write_bytes((top / CHECKPOINT).read_bytes() + note.partition(b"\n\n")[2])


def bad_line_of_the_key(top: Path, world: World) -> None:
    """A false signature by the true key beside the true one: which of them a reader sees first must not matter."""
    text = world.case.key.note("another text\n").partition(b"\n\n")[2]
    (top / CHECKPOINT).write_bytes((top / CHECKPOINT).read_bytes() + text)


def text_of_head(change: Callable[[str], str]) -> Act:
    def act(top: Path, _world: World) -> None:
        text, _gap, rest = (top / CHECKPOINT).read_text(encoding="utf-8").partition("\n\n")
        (top / CHECKPOINT).write_text(f"{change(text)}\n\n{rest}", encoding="utf-8")

    return redone(act)


def leave_out_the_event(top: Path, _world: World) -> None:
    """The event of an item goes and its files stay."""
    every = (top / EVENTS).read_bytes().splitlines(keepends=True)
    (top / EVENTS).write_bytes(b"".join(every[:OTHER] + every[OTHER + 1 :]))


def leave_out_the_item(top: Path, world: World) -> None:
    """All of an item goes: that is withholding it, and is shown as such."""
    leave_out_the_event(top, world)
    for path in (SECOND, "proof/records/E0002.json", "proof/E0002.tlog-proof"):
        (top / path).unlink()


def recreate(top: Path, world: World) -> None:
    """The keeper makes everything anew with the true key and a later token: only an older head shows it."""
    case = build.Case()
    case.event("case_open", note="anew")
    case.stamp(world.authority)
    for number in (1, 2, 3):
        case.item(f"E{number:04}", {f"data/originals/E{number:04}_x.png": ("x.png", "raw", b"made up %d" % number)})
    for _ in range(5):
        case.event("annotate", eid="E0001", note="padding")
    case.export()
    shutil.rmtree(top)
    build.write(case, top.parent, seal=world.authority)


ROOT = base64.b64encode(bytes(32)).decode()
HEADS: list[tuple[str, str, Callable[[str], str]]] = [
    ("a head of another size", "log-size", lambda text: text.replace("\n6\n", "\n5\n")),
    ("a head of size 10^30", "checkpoint", lambda text: text.replace("\n6\n", "\n" + "9" * 30 + "\n")),
    ("a head of size 2^53", "log-size", lambda text: text.replace("\n6\n", "\n9007199254740993\n")),
    ("a head whose size has a zero", "checkpoint", lambda text: text.replace("\n6\n", "\n06\n")),
    ("a head whose size is a full-width digit", "checkpoint", lambda text: text.replace("\n6\n", "\n\uff16\n")),
    ("a head with another root", "log-root", lambda text: text.rpartition("\n")[0] + "\n" + ROOT),
    ("a head with a cut root", "checkpoint", lambda text: text[:-4]),
    ("a head with a further line", "signature", lambda text: text + "\nfurther"),
    ("a head of another log", "signature", lambda text: text.replace("C-0123ABCD", "C-ZZZZZZZZ")),
    ("a head with a BOM", "signature", lambda text: "\ufeff" + text),
    ("a head in CRLF", "checkpoint", lambda text: text.replace("\n", "\r\n")),
    ("a head of a megabyte", "proof-file", lambda text: text + "\n" + "x" * 2**20),
]
FILES: list[tuple[str, str, str, str, Act]] = [
    ("another key's head, proofs and claim", "signature", CHECKPOINT, "", mallory),
    ("a head another signs too", "proof", "", "E0002", stranger_signs_too),
    ("a head with a false signature of its key", "signature", CHECKPOINT, "", bad_line_of_the_key),
    (
        "a head without signature",
        "checkpoint",
        CHECKPOINT,
        "",
        changed(CHECKPOINT, lambda data: data.split("—".encode())[0]),
    ),
    (
        "a signature with a flipped bit",
        "signature",
        CHECKPOINT,
        "",
        changed(CHECKPOINT, lambda data: data[:-20] + (b"A" if data[-20:-19] != b"A" else b"B") + data[-19:]),
    ),
    ("a head that is missing", "proof-file", CHECKPOINT, "", removed(CHECKPOINT)),
    (
        "two keys claimed",
        "keys",
        KEYS,
        "",
        changed(KEYS, lambda data: data + build.SigningKey(seed=b"mallory").vkey.encode() + b"\n"),
    ),
    (
        "another key claimed",
        "other-key",
        KEYS,
        "",
        written(KEYS, f"{build.SigningKey(seed=b'mallory').vkey}\n".encode()),
    ),
    ("no key claimed", "keys", KEYS, "", written(KEYS, b"")),
    ("swapped leaves", "log-root", LEAVES, "", swap_lines(LEAVES, FIRST, OTHER)),
    (
        "swapped leaves and events",
        "log-root",
        LEAVES,
        "",
        both(swap_lines(LEAVES, FIRST, OTHER), swap_lines(EVENTS, FIRST, OTHER)),
    ),
    ("swapped events", "event-order", EVENTS, "E0001", swap_lines(EVENTS, FIRST, OTHER)),
    ("a leaf more", "log-size", LEAVES, "", changed(LEAVES, lambda data: data + b"0" * 64 + b"\n")),
    ("a leaf less", "log-size", LEAVES, "", changed(LEAVES, lambda data: data[:-65])),
    ("leaves in capital hex", "leaves", LEAVES, "", changed(LEAVES, bytes.upper)),
    ("leaves in CRLF", "leaves", LEAVES, "", changed(LEAVES, lambda data: data.replace(b"\n", b"\r\n"))),
    ("leaves without their last LF", "leaves", LEAVES, "", changed(LEAVES, lambda data: data[:-1])),
    (
        "an event twice",
        "event-order",
        EVENTS,
        "E0002",
        changed(EVENTS, lambda data: b"".join(data.splitlines(True)[:3] + data.splitlines(True)[2:])),
    ),
    ("an empty line among the events", "event-form", EVENTS, "", changed(EVENTS, lambda data: data + b"\n")),
    ("events without their last LF", "event-form", EVENTS, "", changed(EVENTS, lambda data: data[:-1])),
    ("events that are missing", "events", EVENTS, "", removed(EVENTS)),
    ("the opening left out", "opening", EVENTS, "", changed(EVENTS, lambda data: data.split(b"\n", 1)[1])),
    ("the event of an item left out", "unvouched", SECOND, "E0002", leave_out_the_event),
    (
        "proofs of two items exchanged",
        "proof",
        "",
        "E0002",
        swapped("proof/E0001.tlog-proof", "proof/E0002.tlog-proof"),
    ),
    ("a proof of another event", "proof", "", "E0002", replaced("proof/E0002.tlog-proof", b"index 2", b"index 3")),
    (
        "a proof of index 10^30",
        "proof-form",
        "",
        "E0002",
        replaced("proof/E0002.tlog-proof", b"index 2", b"index " + b"9" * 30),
    ),
    ("a proof that is missing", "proof-file", "", "E0002", removed("proof/E0002.tlog-proof")),
    ("a proof of an item that is not here", "stray-proof", "", "E0009", written("proof/E0009.tlog-proof", b"x")),
    (
        "records of two items exchanged",
        "record-altered",
        "",
        "E0002",
        swapped("proof/records/E0001.json", "proof/records/E0002.json"),
    ),
    ("a record that is missing", "proof-file", "", "E0002", removed("proof/records/E0002.json")),
    ("a record of an item that is not here", "stray-proof", "", "E0009", written("proof/records/E0009.json", b"{}")),
]

HEADS_AND_PROOFS = [
    *(Attack(name=name, act=text_of_head(change), code=code) for name, code, change in HEADS),
    *(
        Attack(name=name, act=redone(act), code=code, subject=subject, item=item)
        for name, code, subject, item, act in FILES
    ),
    Attack(name="an item left out", act=redone(leave_out_the_item), code="withheld-items", verdict="open"),
    Attack(
        name="the export left out",
        act=redone(both(changed(EVENTS, lambda data: b"".join(data.splitlines(True)[:EXPORT])), without_papers)),
        code="no-total",
        verdict="open",
    ),
    Attack(
        name="an older package passed as the newest",
        act=nothing,
        code="since-cut",
        base="older",
        since="full",
        browser=NO_OLDER,
    ),
    Attack(name="everything made anew", act=recreate, code="since-root", base="full", since="older", browser=NO_OLDER),
]
