"""The eighteen attacks of an editor, and four more: the editor has the package, time and every tool.

The editor has neither the case's key (two of the attacks make another one) nor a token of the pinned authority over the
changed package.
"""

import hashlib
import json
import unicodedata
from pathlib import Path

from tests.packages.attack import Act, Attack
from tests.verifier import build
from tests.verifier.world import World, story

PAGE = "data/captures/E0001/page.png"
SECOND = "data/originals/E0002_20250911_1405_SNS投稿.png"
CALLS = "data/originals/E0003_20250912_0900_通話履歴.txt"
EVENTS = "proof/events.jsonl"
LEAVES = "proof/leaves.txt"
CHECKPOINT = "proof/checkpoint.txt"
KEYS = "proof/keys.txt"
SEAL = "seal.tsa1.tsr"


def flip(path: Path, *, at: int = 10) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def alter_a_byte(top: Path, _world: World) -> None:
    flip(top / PAGE)


def alter_and_redo_the_manifest(top: Path, _world: World) -> None:
    flip(top / PAGE)
    build.redo_manifest(top)


def alter_and_redo_both_manifests(top: Path, _world: World) -> None:
    flip(top / PAGE)
    build.redo_manifests(top)


def swap_two_files(top: Path, _world: World) -> None:
    one, other = (top / SECOND).read_bytes(), (top / CALLS).read_bytes()
    (top / SECOND).write_bytes(other)
    (top / CALLS).write_bytes(one)
    build.redo_manifests(top)


def rename_a_file_to_an_earlier_date(top: Path, _world: World) -> None:
    (top / SECOND).rename(top / SECOND.replace("20250911", "20240911"))
    build.redo_manifests(top)


def remove_a_file_with_its_lines(top: Path, _world: World) -> None:
    (top / SECOND).unlink()
    build.redo_info(top)
    build.redo_manifests(top)


def add_a_file(top: Path, _world: World) -> None:
    (top / "data/originals/E0002_20250911_1406_加工.png").write_bytes(b"made up")
    build.redo_info(top)
    build.redo_manifests(top)


def cut_a_file_short(top: Path, _world: World) -> None:
    (top / PAGE).write_bytes((top / PAGE).read_bytes()[:-100])
    build.redo_info(top)
    build.redo_manifests(top)


def change_an_event(top: Path, changes: dict[str, str | int], *, seq: int) -> None:
    lines = (top / EVENTS).read_bytes().split(b"\n")
    lines[seq] = build.canonical({**json.loads(lines[seq]), **changes})
    (top / EVENTS).write_bytes(b"\n".join(lines))


def edit_an_event(top: Path, _world: World) -> None:
    change_an_event(top, {"url": "https://sns.example.com/somebody-else"}, seq=3)
    build.redo_manifests(top)


def backdate_an_event(top: Path, _world: World) -> None:
    change_an_event(top, {"at_device": "2026-11-01T01:00:03.000000Z"}, seq=3)
    build.redo_manifests(top)


def cut_the_log(top: Path, world: World) -> None:
    """The last events go, with their leaves; the head is an older one that the key really signed."""
    keep = len(world.case.lines) - 3
    for path in (top / EVENTS, top / LEAVES):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:keep]))
    build.redo_manifests(top)


def reorder_events(top: Path, _world: World) -> None:
    for path in (top / EVENTS, top / LEAVES):
        lines = path.read_bytes().splitlines(keepends=True)
        lines[3], lines[4] = lines[4], lines[3]
        path.write_bytes(b"".join(lines))
    build.redo_manifests(top)


def replace_the_checkpoint(top: Path, world: World) -> None:
    mallory = build.SigningKey(seed=b"mallory")
    text = world.case.checkpoint().decode().partition("\n\n")[0] + "\n"
    (top / CHECKPOINT).write_bytes(mallory.note(text))
    build.redo_manifests(top)


def recreate_the_log_with_a_new_key(top: Path, world: World) -> None:
    """Everything is made anew, another url in it; only the pinned authority cannot be had, so the old seal stays."""
    fresh = story(None)
    fresh.key = build.SigningKey(seed=b"mallory")
    fresh.export()
    seal = (top / SEAL).read_bytes()
    anew = build.write(fresh, top.parent / "anew", seal=None)
    top.rename(top.parent / "old")
    (anew / "seal.none.txt").unlink()
    (anew / SEAL).write_bytes(seal)
    anew.rename(top)


def replace_the_key(top: Path, _world: World) -> None:
    (top / KEYS).write_text(build.SigningKey(seed=b"mallory").vkey + "\n", encoding="utf-8")
    build.redo_manifests(top)


def change_a_record(top: Path, _world: World) -> None:
    path = top / "proof/records/E0002.json"
    path.write_bytes(path.read_bytes().replace(b'"imported"', b'"captured"'))
    build.redo_manifests(top)


def remove_a_token(top: Path, _world: World) -> None:
    for path in list((top / "proof/tokens").iterdir())[:1]:
        path.with_suffix(".tsr").unlink()
        path.with_suffix(".note").unlink()
    build.redo_manifests(top)


def seal_with_a_token_over_something_else(top: Path, world: World) -> None:
    (top / SEAL).write_bytes(world.authority.stamp(hashlib.sha256(b"something else").digest()))


def seal_anew_with_an_authority_of_ones_own(top: Path, world: World) -> None:
    (top / "bag-info.txt").write_bytes((top / "bag-info.txt").read_bytes().replace(b"11-22", b"11-01"))
    build.redo_tagmanifest(top)
    (top / SEAL).write_bytes(world.forger.stamp(build.digest_of(top / build.TAGMANIFEST)))


def edit_the_description(top: Path, _world: World) -> None:
    (top / "bag-info.txt").write_bytes((top / "bag-info.txt").read_bytes().replace(b"11-22", b"11-01"))
    build.redo_manifests(top)


def change_the_enclosed_verifier(top: Path, _world: World) -> None:
    (top / "verify/verify.py").write_text('print("判定 / Verdict: 一致 / matches")\n', encoding="utf-8")
    build.redo_manifests(top)


def add_a_twin_in_another_unicode_form(top: Path, _world: World) -> None:
    """`ガ` as one character and as two look the same; programs differ in which of the two files they open."""
    (top / "data/originals/E0002_ガ.png").write_bytes((top / SECOND).read_bytes())
    (top / unicodedata.normalize("NFD", "data/originals/E0002_ガ.png")).write_bytes(b"the other one")
    build.redo_info(top)
    build.redo_manifests(top)


def _sealed(act: Act, code: str, subject: str, *, item: str = "", verdict: str = "broken") -> Attack:
    """On the sealed package; a function's name is the attack's."""
    name = str(getattr(act, "__name__", ""))
    return Attack(name=name, act=act, code=code, subject=subject, item=item, verdict=verdict, base="full")


EIGHTEEN = [
    _sealed(alter_a_byte, "altered", PAGE, item="E0001"),
    _sealed(alter_and_redo_the_manifest, "altered", build.MANIFEST),
    _sealed(alter_and_redo_both_manifests, "unvouched", PAGE, item="E0001"),
    _sealed(swap_two_files, "unvouched", SECOND, item="E0002"),
    _sealed(rename_a_file_to_an_earlier_date, "seal-imprint", SEAL),
    _sealed(remove_a_file_with_its_lines, "seal-imprint", SEAL),
    _sealed(add_a_file, "unvouched", "data/originals/E0002_20250911_1406_加工.png", item="E0002"),
    _sealed(cut_a_file_short, "unvouched", PAGE, item="E0001"),
    _sealed(edit_an_event, "event-altered", EVENTS, item="E0002"),
    _sealed(cut_the_log, "log-size", LEAVES),
    _sealed(reorder_events, "log-root", LEAVES),
    _sealed(replace_the_checkpoint, "signature", CHECKPOINT),
    _sealed(recreate_the_log_with_a_new_key, "signature", CHECKPOINT),
    _sealed(replace_the_key, "other-key", KEYS),
    _sealed(change_a_record, "record-altered", "proof/records/E0002.json", item="E0002"),
    _sealed(seal_with_a_token_over_something_else, "seal-imprint", SEAL),
    # A seal by an unknown authority proves nothing and contradicts nothing: 要確認 is the truth.
    _sealed(seal_anew_with_an_authority_of_ones_own, "time-unknown", SEAL, verdict="open"),
    _sealed(change_the_enclosed_verifier, "seal-imprint", SEAL),
]
MORE = [
    _sealed(backdate_an_event, "event-altered", EVENTS, item="E0002"),
    _sealed(remove_a_token, "seal-imprint", SEAL),
    _sealed(edit_the_description, "seal-imprint", SEAL),
    _sealed(add_a_twin_in_another_unicode_form, "twin-path", "", item="E0002"),
]
