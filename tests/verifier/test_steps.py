"""Each check of each step fires alone: a package signed by the true key, its manifests redone, has one fault."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.conftest import Check
from tests.verifier.world import World, story

Edit = Callable[[Path], object]
Keep = Callable[[build.Case, World], object]


def replaced(path: str, old: bytes, new: bytes) -> Edit:
    def edit(top: Path) -> None:
        data = (top / path).read_bytes()
        assert old in data
        (top / path).write_bytes(data.replace(old, new, 1))

    return edit


def removed(path: str) -> Edit:
    return lambda top: (top / path).unlink()


def written(path: str, data: bytes) -> Edit:
    return lambda top: (top / path).write_bytes(data)


def extended(path: str, data: bytes) -> Edit:
    return lambda top: (top / path).write_bytes((top / path).read_bytes() + data)


def swapped(one: str, other: str) -> Edit:
    def edit(top: Path) -> None:
        a, b = (top / one).read_bytes(), (top / other).read_bytes()
        (top / one).write_bytes(b)
        (top / other).write_bytes(a)

    return edit


def swap_leaves(top: Path) -> None:
    lines = (top / "proof/leaves.txt").read_bytes().splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    (top / "proof/leaves.txt").write_bytes(b"".join(lines))


def repeat_a_line(top: Path) -> None:
    lines = (top / "proof/events.jsonl").read_bytes().splitlines(keepends=True)
    (top / "proof/events.jsonl").write_bytes(b"".join([*lines[:3], lines[2], *lines[3:]]))


def swap_lines(top: Path) -> None:
    lines = (top / "proof/events.jsonl").read_bytes().splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    (top / "proof/events.jsonl").write_bytes(b"".join(lines))


def drop_the_opening(top: Path) -> None:
    lines = (top / "proof/events.jsonl").read_bytes().splitlines(keepends=True)
    (top / "proof/events.jsonl").write_bytes(b"".join(lines[1:]))


def other_path(top: Path) -> None:
    path = top / "proof/E0002.tlog-proof"
    lines = path.read_bytes().split(b"\n")
    lines[2] = base64.b64encode(bytes(32))
    path.write_bytes(b"\n".join(lines))


def token_file(top: Path, suffix: str) -> Path:
    return min((top / "proof/tokens").glob(f"*{suffix}"))


def flip_token_signature(top: Path) -> None:
    """The last byte is in the signature; the file gets its new name, so that only the signature is wrong."""
    path = token_file(top, ".tsr")
    data = path.read_bytes()
    data = data[:-1] + bytes([data[-1] ^ 1])
    path.with_suffix(".note").rename(path.parent / f"{build.hash_of(data)}.note")
    path.unlink()
    (path.parent / f"{build.hash_of(data)}.tsr").write_bytes(data)


def swap_tokens(top: Path) -> None:
    one, other = sorted((top / "proof/tokens").glob("*.tsr"))
    swapped(*(path.relative_to(top).as_posix() for path in (one, other)))(top)


def swap_notes(top: Path) -> None:
    one, other = sorted((top / "proof/tokens").glob("*.note"))
    swapped(*(path.relative_to(top).as_posix() for path in (one, other)))(top)


EDITS: list[tuple[int, str, Edit]] = [
    (1, "bad-path", lambda top: (top / "verify/HOWTO_ja.txt").rename(top / "verify/HOWTO\u009fja.txt")),
    (2, "bagit", written("bagit.txt", b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")),
    (2, "bagit", removed("bagit.txt")),
    (4, "leaves", replaced("proof/leaves.txt", b"\n", b" \n")),
    (4, "leaves", replaced("proof/leaves.txt", b"\n", b"")),
    (4, "log-root", swap_leaves),
    (4, "log-size", extended("proof/leaves.txt", b"0" * 64 + b"\n")),
    (4, "checkpoint", written("proof/checkpoint.txt", b"yosuga/C-0123ABCD\n")),
    (4, "proof-file", removed("proof/checkpoint.txt")),
    (4, "proof-file", removed("proof/leaves.txt")),
    (5, "keys", written("proof/keys.txt", b"")),
    (5, "proof-file", removed("proof/keys.txt")),
    (6, "events", removed("proof/events.jsonl")),
    (6, "event-order", repeat_a_line),
    (6, "event-order", swap_lines),
    (6, "opening", drop_the_opening),
    (6, "event-form", replaced("proof/events.jsonl", b'"v":1', b'"v":1.0')),
    (6, "event-form", replaced("proof/events.jsonl", b'"v":1', b'"v": 1')),
    (6, "event-form", extended("proof/events.jsonl", b"{}")),
    (7, "proof-file", removed("proof/records/E0002.json")),
    (7, "proof-file", removed("proof/E0002.tlog-proof")),
    (7, "proof", swapped("proof/E0001.tlog-proof", "proof/E0002.tlog-proof")),
    (7, "proof", replaced("proof/E0002.tlog-proof", b"index 2", b"index 1")),
    (7, "proof", other_path),
    (7, "proof", extended("proof/E0002.tlog-proof", b"more\n")),
    (7, "proof-form", replaced("proof/E0002.tlog-proof", b"index 2", b"index 02")),
    (7, "proof-form", replaced("proof/E0002.tlog-proof", b"@v1", b"@v2")),
    (7, "record-altered", swapped("proof/records/E0001.json", "proof/records/E0002.json")),
    (7, "stray-proof", written("proof/records/E0009.json", b"{}")),
    (7, "stray-proof", written("proof/E0009.tlog-proof", b"")),
    (8, "unvouched", written("data/originals/E0002_second.png", b"unknown")),
    (8, "unvouched", written("data/originals/without id.png", b"\x89PNG second")),
    (8, "unvouched", written("data/originals/E0001_of another item.png", b"\x89PNG second")),
    (10, "token-name", swap_tokens),
    (10, "token-imprint", swap_notes),
    (10, "token-signature", flip_token_signature),
    (10, "note-missing", lambda top: token_file(top, ".note").unlink()),
    (11, "stray-seal", written("seal.tsa1.tsr.exe", b"")),
]


@pytest.mark.parametrize(("step", "code", "edit"), EDITS, ids=lambda value: value if isinstance(value, str) else "")
def test_one_fault_in_a_sealed_package_is_found(
    step: int, code: str, edit: Edit, world: World, check: Check, tmp_path: Path
) -> None:
    stamped = step >= 10
    top = build.copy(world.full if stamped else world.offline, tmp_path)
    edit(top)
    verdict = check(world.reseal(top) if stamped else build.redo_all(top), *world.trust)
    assert verdict.exit == 1
    assert code in verdict.codes()
    assert min(int(one["step"]) for one in verdict.findings if one["severity"] == "broken") == step
    assert verdict.about(code)["step"] == step


INFO: list[tuple[str, bytes, bytes]] = [
    ("format", b"Yosuga-Format: 1", b"Yosuga-Format: 2"),
    ("oxum", b"Payload-Oxum: ", b"Payload-Oxum: 1"),
    ("case", b"External-Identifier: C-", b"External-Identifier: D-"),
    ("label-twice", b"Yosuga-Format: 1", b"Yosuga-Format: 1\nYosuga-Format: 1"),
    ("unlawful", b"Bagging-Date", b"\xff\xfe"),
]


@pytest.mark.parametrize(("code", "old", "new"), INFO)
def test_a_fault_in_the_description_is_found(
    code: str, old: bytes, new: bytes, world: World, check: Check, tmp_path: Path
) -> None:
    top = build.copy(world.full, tmp_path)
    replaced("bag-info.txt", old, new)(top)
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.about(code)["step"]) == (1, 2)


LINES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("manifest-line", lambda text: text + text.splitlines(keepends=True)[0]),
    ("manifest-line", lambda text: text.replace(b"  ", b" *", 1)),
    ("manifest-line", lambda text: text.upper()),
    ("manifest-line", lambda text: text[:-1]),
    ("manifest-line", lambda text: text + b"0" * 64 + b"  bagit.txt\n"),
    ("missing", lambda text: text + b"0" * 64 + b"  data/../../etc/passwd\n"),
    ("missing", lambda text: text + b"0" * 64 + b"  data/E0002_gone.png\n"),
    ("extra", lambda text: b"".join(text.splitlines(keepends=True)[1:])),
    ("altered", lambda text: (b"1" if text[:1] == b"0" else b"0") + text[1:]),
    ("missing", lambda text: b"%064d  data/E0001_missing.png\n" % 0 * 20_000 + text),
    ("manifest-line", lambda text: text + b"x" * 3_000_000),
    ("manifest-line", lambda text: text + b"\xff\xfe\n"),
]


@pytest.mark.parametrize("name", ["seal.none.txt", build.TAGMANIFEST])
def test_a_tagmanifest_that_names_itself_or_a_seal_is_broken(
    name: str, world: World, check: Check, tmp_path: Path
) -> None:
    top = build.copy(world.offline, tmp_path)
    line = f"{build.hash_of((top / name).read_bytes())}  {name}\n"
    (top / build.TAGMANIFEST).write_bytes((top / build.TAGMANIFEST).read_bytes() + line.encode())
    assert check(top).codes() == {"manifest-line"}


def test_an_endless_manifest_is_not_read_to_its_end(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / build.MANIFEST).write_bytes(b"".join(b"%064d  data/%d\n" % (n, n) for n in range(50_000)))
    unlisted = check(top).report["unlisted"]
    assert isinstance(unlisted, dict)
    assert unlisted["missing"] < 1000


@pytest.mark.parametrize(("code", "change"), LINES)
def test_a_bad_line_of_a_manifest_is_found(
    code: str, change: Callable[[bytes], bytes], world: World, check: Check, tmp_path: Path
) -> None:
    top = build.copy(world.full, tmp_path)
    path = top / build.MANIFEST
    path.write_bytes(change(path.read_bytes()))
    build.redo_tagmanifest(top)
    verdict = check(top, *world.trust)
    assert (verdict.exit, verdict.about(code)["step"]) == (1, 3)


def test_a_missing_manifest_is_found(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    (top / build.TAGMANIFEST).unlink()
    assert {"missing", "extra", "seal-imprint"} <= check(top, *world.trust).codes()


# What a careless or dishonest keeper of the key can do to the log itself: everything is signed and stamped truly.


def erased(case: build.Case, _world: World) -> None:
    case.event("erase", eid="E0004")


def erased_with_its_files(case: build.Case, _world: World) -> None:
    case.event("erase", eid="E0003")
    case.payload = {path: data for path, data in case.payload.items() if "E0003" not in path}


def raw_line(change: Callable[[bytes], bytes]) -> Keep:
    def keep(case: build.Case, _world: World) -> None:
        event = case.event("annotate", eid="E0001", note="x")
        case.lines[-1] = change(build.canonical(event))

    return keep


def wrong(kind: str = "annotate", **fields: str | int) -> Keep:
    return lambda case, _world: case.event(kind, **fields)


def bad_record(**changes: object) -> Keep:
    def keep(case: build.Case, _world: World) -> None:
        record = {**json.loads(case.records["E0003"]), "eid": "E0004", **changes}
        case.records["E0004"] = build.canonical(record)
        case.event("import", eid="E0004", record=build.hash_of(case.records["E0004"]))

    return keep


def raw_record(change: Callable[[bytes], bytes]) -> Keep:
    """The log names exactly these bytes; only their spelling is wrong."""

    def keep(case: build.Case, _world: World) -> None:
        record = change(case.records["E0003"].replace(b"E0003", b"E0004"))
        case.records["E0004"] = record
        case.event("import", eid="E0004", record=build.hash_of(record))

    return keep


def other_principal(case: build.Case, _world: World) -> None:
    record = build.hash_of(case.records["E0003"])
    case.event("import", eid="E0003", record=record, sha256=HASH, size=4)


def bad_file(**changes: object) -> Keep:
    def keep(case: build.Case, world: World) -> None:
        file = {**json.loads(case.records["E0003"])["files"][0], **changes}
        bad_record(files=[file])(case, world)

    return keep


def wrong_size(case: build.Case, _world: World) -> None:
    data = b"four"
    case.item("E0004", {"data/originals/E0004_x.txt": ("x.txt", "raw", data)})
    record = json.loads(case.records["E0004"])
    record["files"][0]["size"] = 5
    case.records["E0004"] = build.canonical(record)
    case.events.pop()
    case.lines.pop()
    case.event("import", eid="E0004", record=build.hash_of(case.records["E0004"]))


def foreign_note(case: build.Case, world: World) -> None:
    """A true token over a head of a log that is not this one, signed by the true key."""
    other = build.Case()
    other.event("case_open", note="another log")
    case.stamp(world.authority, note=other.checkpoint())


def note_of_another_case(case: build.Case, world: World) -> None:
    """The same root under another case's name, signed by the true key."""
    text = case.checkpoint().decode().partition("\n\n")[0].replace(build.CASE, "C-ZZZZZZZZ") + "\n"
    case.stamp(world.authority, note=case.key.note(text))


def note_of_another_key(case: build.Case, world: World) -> None:
    text = case.checkpoint().decode().partition("\n\n")[0] + "\n"
    case.stamp(world.authority, note=build.SigningKey(seed=b"mallory").note(text))


def clock_explained(case: build.Case, _world: World) -> None:
    case.event("clock_jump", at_device="2026-11-20T00:00:00.000000Z")
    case.event("annotate", at_device="2026-11-20T00:00:01.000000Z")


def token_named_too_early(case: build.Case, world: World) -> None:
    case.event("annotate", anchor="f" * 64)


HASH = hashlib.sha256(b"nothing").hexdigest()
FILE: dict[str, object] = {"media_type": "x", "name": "x", "role": "raw", "sha256": HASH, "size": 1}
KEEPERS: list[tuple[int, str, str, Keep]] = [
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"x","note":"x"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"notes":"x"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":null'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":["x"]'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"\\u0041"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"\\/"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"\\ud800"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"\xed\xa0\x80"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"\xff"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"note":"x"', '"note":"か\u3099"'.encode()))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"mono_us":', b'"mono_us":1000000000'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"mono_us":', b'"mono_us":0'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"mono_us":', b'"mono_us":-'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"mono_us":', b'"mono_us":' + b"9" * 100_000))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b"annotate", b"annotated"))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"actor":"u1"', b'"actor":""'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"actor":"u1"', b'"actor":"\xc2\x9b"'))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b'"actor":"u1",', b""))),
    (6, "event-form", "broken", raw_line(lambda line: line.replace(b"E0001", b"E0000"))),
    (6, "event-form", "broken", raw_line(lambda line: line[:-1] + b',"z":1}')),
    (6, "event-form", "broken", raw_line(lambda line: b'{"v":1,' + line[1:-7] + b"}")),
    (6, "event-form", "broken", raw_line(lambda _line: b"[" * 100_000)),
    (
        6,
        "event-form",
        "broken",
        raw_line(lambda line: line.replace(b'"note":"x"', b'"note":"' + b"x" * 3_000_000 + b'"')),
    ),
    (6, "event-link", "broken", wrong(prev=HASH)),
    (6, "event-link", "broken", wrong(case="C-ZZZZZZZZ")),
    (6, "no-record", "broken", wrong("import", eid="E0001")),
    (6, "anchor", "broken", wrong("anchor", authority="tsa1")),
    (7, "record-form", "broken", raw_record(lambda record: record.replace(b":", b": "))),
    (7, "record-form", "broken", raw_record(lambda record: record[:-1] + b',"v":1}')),
    (7, "record-form", "broken", raw_record(lambda record: record + b"\n")),
    (7, "record-form", "broken", bad_record(v=2)),
    (7, "record-form", "broken", bad_record(v=True)),
    (7, "record-form", "broken", bad_record(source=[])),
    (7, "record-form", "broken", bad_record(extra="x")),
    (7, "record-form", "broken", bad_record(case="C-ZZZZZZZZ")),
    (7, "record-form", "broken", bad_record(eid="E0005")),
    (7, "record-form", "broken", bad_record(title=1)),
    (7, "record-form", "broken", bad_record(files={})),
    (7, "record-form", "broken", bad_file(role="other")),
    (7, "record-form", "broken", bad_file(size="1")),
    (7, "record-form", "broken", bad_file(size=1.5)),
    (7, "record-form", "broken", bad_file(sha256="00")),
    (7, "record-form", "broken", bad_file(name=1)),
    (7, "record-form", "broken", bad_file(name="../a")),
    (7, "record-form", "broken", bad_record(files=[{**FILE, "name": "A"}, {**FILE, "name": "a"}])),
    (7, "record-form", "broken", bad_record(files=[{**FILE, "name": "b"}, {**FILE, "name": "a"}])),
    (7, "principal", "broken", other_principal),
    (7, "erased-item", "open", erased),
    (7, "beyond-total", "broken", lambda case, _world: case.item("E0005", {"a": ("a", "vault", b"a")})),
    (8, "withheld-file", "open", lambda case, _world: case.item("E0004", {"a": ("a.png", "raw", b"a")})),
    (8, "erased-file", "open", erased_with_its_files),
    (8, "withheld-file", "open", wrong("derive", eid="E0001", sha256=HASH, size=4)),
    (8, "parent", "broken", wrong("derive", eid="E0001", parent=HASH)),
    (8, "size", "broken", wrong_size),
    (9, "mono", "broken", wrong(mono_us=1)),
    (9, "calendar", "broken", wrong(at_device="2026-02-30T00:00:00.000000Z")),
    (9, "clock", "open", wrong(at_device="2026-11-20T00:00:00.000000Z")),
    (9, "anchor-order", "broken", token_named_too_early),
    (10, "token-head", "broken", foreign_note),
    (10, "token-head", "broken", note_of_another_key),
    (10, "token-head", "broken", note_of_another_case),
    (10, "token-event", "broken", lambda case, world: case.stamp(world.authority, head=HASH)),
    (
        10,
        "token-time",
        "broken",
        lambda case, world: case.stamp(world.authority, time="2020-01-01T00:00:00.000000Z"),
    ),
    (10, "token-absent", "open", lambda case, world: case.tokens.pop(case.stamp(world.authority))),
]


@pytest.mark.parametrize(("step", "code", "severity", "keep"), KEEPERS)
def test_a_fault_of_the_keeper_is_found_although_signed_and_stamped(
    step: int, code: str, severity: str, keep: Keep, world: World, check: Check, tmp_path: Path
) -> None:
    case = story(world.authority if step >= 10 else None)
    keep(case, world)
    case.export(items="", total=4, at_device="2026-11-23T00:00:00.000000Z")
    verdict = check(build.write(case, tmp_path, seal=None), *world.trust)
    assert code in verdict.codes(severity), verdict.findings
    assert verdict.about(code)["step"] == step
    assert verdict.exit == (1 if severity == "broken" else 2)


HARMLESS: list[Keep] = [
    clock_explained,
    wrong(note="\n\u0303 combining after an escape"),
    wrong(note="\x7f\x80 raw"),
    wrong(mono_us=10**15 - 1),
    wrong(boot="ffffffffffffffff", mono_us=1),
    wrong(at_device="2026-11-22T01:00:04.500000Z"),
    wrong("transfer", eid="E0001", url="x", verdict="PARTIAL", authority="a", total=4),
]


@pytest.mark.parametrize("keep", HARMLESS)
def test_what_the_format_allows_is_fine(keep: Keep, world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    keep(case, world)
    case.export(items="", total=3, mono_us=10**15 - 1, at_device="2026-11-23T00:00:00.000000Z")
    verdict = check(build.write(case, tmp_path, seal=None), *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (2, {"no-seal"}), verdict.findings


def test_a_log_that_does_not_open_the_case_is_found(world: World, check: Check, tmp_path: Path) -> None:
    case = build.Case()
    case.event("annotate")
    case.event("export", items="", total=0)
    case.payload["data/originals/E0001_x"] = b"x"
    assert "opening" in check(world.write(case, tmp_path), *world.trust).codes()


def test_without_an_export_event_the_number_of_items_is_open(world: World, check: Check, tmp_path: Path) -> None:
    assert check(world.write(story(world.authority), tmp_path), *world.trust).codes("open") == {"no-total"}


def test_a_log_of_another_case_is_found(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    build.redo_info(top, case="C-ZZZZZZZZ")
    build.redo_tagmanifest(top)
    assert {"case", "event-link"} <= check(top, *world.trust).codes()


def test_the_head_of_another_case_is_no_older_head(world: World, check: Check, tmp_path: Path) -> None:
    other = build.Case(case="C-ZZZZZZZZ", key=build.SigningKey(seed=b"keeper", name="yosuga/C-ZZZZZZZZ"))
    other.event("case_open")
    (tmp_path / "head.txt").write_bytes(other.checkpoint())
    verdict = check(world.full, *world.trust, "--since", str(tmp_path / "head.txt"))
    assert (verdict.exit, verdict.codes()) == (1, {"since-origin"})


def test_an_older_head_by_another_key_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    text = world.case.checkpoint(5).decode().partition("\n\n")[0] + "\n"
    (tmp_path / "head.txt").write_bytes(build.SigningKey(seed=b"mallory").note(text))
    verdict = check(world.full, *world.trust, "--since", str(tmp_path / "head.txt"))
    assert (verdict.exit, verdict.codes()) == (1, {"since-key"})


def test_an_older_package_whose_leaves_are_others_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.older, tmp_path)
    swap_leaves(top)
    verdict = check(world.full, *world.trust, "--since", str(top))
    assert (verdict.exit, verdict.codes()) == (1, {"since-leaves"})


def test_the_key_must_be_the_one_that_was_given(world: World, check: Check) -> None:
    mallory = build.SigningKey(seed=b"mallory")
    verdict = check(world.full, "--root", str(world.authority.root), "--key", mallory.vkey)
    assert {"other-key", "signature"} <= verdict.codes()


def test_a_package_of_whatever_key_is_not_fine_without_a_key_of_ones_own(
    world: World, check: Check, tmp_path: Path
) -> None:
    case = story(world.authority)
    case.key = build.SigningKey(seed=b"mallory")
    case.tokens.clear()
    case.export()
    verdict = check(world.write(case, tmp_path), "--root", str(world.authority.root))
    assert (verdict.exit, verdict.codes()) == (2, set())
    assert "self-claimed-key" in verdict.codes("open")


def test_an_event_beyond_the_signed_head_is_found(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    size = len(world.case.lines) - 1
    (top / "proof/checkpoint.txt").write_bytes(world.case.checkpoint(size))
    (top / "proof/leaves.txt").write_bytes((top / "proof/leaves.txt").read_bytes()[: 65 * size])
    verdict = check(build.redo_all(top), *world.trust)
    assert verdict.about("event-beyond")["step"] == 6


def test_a_package_without_a_head_cannot_continue_an_older_one(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    (top / "proof/checkpoint.txt").unlink()
    verdict = check(build.redo_all(top), *world.trust, "--since", str(world.older))
    assert verdict.about("since-none")["step"] == 12


def test_a_head_signed_in_another_name_than_its_own_is_broken(world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    case.key = build.SigningKey(seed=b"keeper", name="somebody")
    case.export()
    verdict = check(build.write(case, tmp_path, seal=None), "--key", case.key.vkey)
    assert verdict.codes() == {"signature"}
