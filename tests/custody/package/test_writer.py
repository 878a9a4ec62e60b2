import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from tests.custody.conftest import START, Case, payload
from yosuga.custody import merkle, notes
from yosuga.custody.events import EventType
from yosuga.custody.naming import package_name
from yosuga.custody.package.contents import BagInfo, Item, Seal, Sealed, StampedHead, Unsealed, Written
from yosuga.custody.package.targets import MARK, FolderTarget, Target, ZipTarget
from yosuga.custody.package.writer import write_package
from yosuga.errors import AlreadyExists, PackageError

NAME = package_name("C-ABCDEFGH", moment=START, number=3)
VERIFIER = [("verify/verify.py", b"print('a stand-in')\n"), ("verify/yosuga_verifier/__init__.py", b"")]


def offline(digest: bytes) -> Seal:
    assert len(digest) == 32
    return Unsealed("offline")


def write(
    target: Target,
    *,
    case: Case,
    info: BagInfo,
    seal: Callable[[bytes], Seal] = offline,
    extra: Iterable[tuple[str, bytes]] = VERIFIER,
) -> Written:
    return write_package(
        target, papers=(), contents=case.files, prove=lambda _: case.proof, extra=lambda _: extra, info=info, seal=seal
    )


def folder(tmp_path: Path) -> FolderTarget:
    return FolderTarget(tmp_path, name=NAME)


def files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_package_has_the_layout_of_the_format(tmp_path: Path, case: Case, info: BagInfo) -> None:
    written = write(folder(tmp_path), case=case, info=info)
    assert written.path == tmp_path / "証拠一式_C-ABCDEFGH_20250911_第03回"
    assert files_of(written.path) == {
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "seal.none.txt",
        "data/originals/E0001_20250911_1405_SNS投稿.png",
        "data/originals/E0001_20250911_1405_SNS投稿_墨消し.png",
        "data/originals/E0001_100％.txt",
        "data/captures/E0002/page.png",
        "data/captures/E0002/media/a.jpg",
        "proof/events.jsonl",
        "proof/leaves.txt",
        "proof/checkpoint.txt",
        "proof/keys.txt",
        "proof/records/E0001.json",
        "proof/records/E0002.json",
        "proof/E0001.tlog-proof",
        "proof/E0002.tlog-proof",
        "verify/verify.py",
        "verify/yosuga_verifier/__init__.py",
        "verify/HOWTO_ja.txt",
        "verify/HOWTO_en.txt",
        "verify/verify.sh",
        "verify/verify.ps1",
    }
    assert names(tmp_path) == [NAME]
    assert (written.path / "seal.none.txt").read_text(encoding="utf-8") == "offline\n"
    assert (written.path / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (written.path / "bag-info.txt").read_text(encoding="utf-8") == (
        "Bag-Software-Agent: yosuga/0.1.0\nBagging-Date: 2025-09-11\nExternal-Identifier: C-ABCDEFGH\n"
        f"Payload-Oxum: {written.size}.5\nYosuga-Format: 1\n"
    )


def test_sha256sum_agrees_with_both_manifests(tmp_path: Path, case: Case, info: BagInfo) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        result = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=root, capture_output=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def validate(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_bagit_validates_the_folder(tmp_path: Path, case: Case, info: BagInfo) -> None:
    result = validate(write(folder(tmp_path), case=case, info=info).path)
    assert result.returncode == 0, result.stderr


def test_bagit_refuses_the_folder_once_a_byte_is_another(tmp_path: Path, case: Case, info: BagInfo) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    (root / "data/captures/E0002/page.png").write_bytes(b"pagE")
    assert validate(root).returncode == 1


def test_the_zip_holds_the_same_files_as_the_folder_in_one_top_folder(
    tmp_path: Path, case: Case, info: BagInfo
) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    written = write(ZipTarget(tmp_path, name=NAME, moment=START), case=case, info=info)
    assert written.path.name == f"{NAME}.zip"
    with zipfile.ZipFile(written.path) as archive:
        assert archive.testzip() is None
        contents = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert len(contents) == len(archive.infolist())
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.flag_bits == 0x800  # names in UTF-8, and neither encrypted nor sized after the data
            assert entry.date_time == (2025, 9, 11, 14, 5, 8)
            assert entry.external_attr >> 16 == 0o100644
    assert contents == {f"{NAME}/{path}": (root / path).read_bytes() for path in files_of(root)}


def test_unzip_finds_no_error(tmp_path: Path, case: Case, info: BagInfo) -> None:
    written = write(ZipTarget(tmp_path, name=NAME, moment=START), case=case, info=info)
    unzip = shutil.which("unzip")
    assert unzip, "unzip is needed by this test: apt-get install unzip"
    result = subprocess.run([unzip, "-tqq", str(written.path)], capture_output=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_same_package_is_the_same_zip_byte_for_byte(tmp_path: Path, case: Case, info: BagInfo) -> None:
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
    one = write(ZipTarget(tmp_path / "a", name=NAME, moment=START), case=case, info=info)
    other = write(ZipTarget(tmp_path / "b", name=NAME, moment=START), case=case, info=info)
    assert one.path.read_bytes() == other.path.read_bytes()


def test_the_seal_is_over_the_finished_tagmanifest(tmp_path: Path, case: Case, info: BagInfo) -> None:
    asked = []

    def seal(digest: bytes) -> Seal:
        asked.append(digest)
        return Sealed({"first": b"token one", "second": b"token two"})

    written = write(folder(tmp_path), case=case, info=info, seal=seal)
    tagmanifest = (written.path / "tagmanifest-sha256.txt").read_bytes()
    assert asked == [hashlib.sha256(tagmanifest).digest()]
    assert written.tagmanifest_sha256 == asked[0].hex()
    assert (written.path / "seal.first.tsr").read_bytes() == b"token one"
    assert (written.path / "seal.second.tsr").read_bytes() == b"token two"
    assert not (written.path / "seal.none.txt").exists()


def test_the_tagmanifest_covers_everything_but_the_payload_itself_and_the_seal(
    tmp_path: Path, case: Case, info: BagInfo
) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    lines = (root / "tagmanifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    named = {line.partition("  ")[2] for line in lines}
    outside = {path for path in files_of(root) if path.startswith("data/")}
    assert named == files_of(root) - outside - {"tagmanifest-sha256.txt", "seal.none.txt"}
    payload_lines = (root / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    assert {line.partition("  ")[2] for line in payload_lines} == outside


def test_each_item_is_proven_to_be_under_the_checkpoint(tmp_path: Path, case: Case, info: BagInfo) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    lines = (root / "proof/E0002.tlog-proof").read_text(encoding="utf-8")
    proof, _, checkpoint = lines.partition("\n\n")
    header, index, *path = proof.split("\n")
    assert header == "c2sp.org/tlog-proof@v1"
    assert checkpoint.encode() == (root / "proof/checkpoint.txt").read_bytes()
    vkey = notes.VerifierKey.parse((root / "proof/keys.txt").read_text(encoding="utf-8"))
    head = notes.verify_checkpoint(checkpoint.encode(), vkey=vkey)
    seq = int(index.removeprefix("index "))
    event = json.loads((root / "proof/events.jsonl").read_bytes().split(b"\n")[seq])
    assert (event["seq"], event["eid"]) == (seq, "E0002")
    hashes = [b64decode(each) for each in path]
    leaf = case.leaves[seq]
    assert merkle.verify_inclusion(leaf, index=seq, size=head.size, path=hashes, expected_root=head.root)


def test_earlier_stamped_heads_and_certificates_come_along(tmp_path: Path, case: Case, info: BagInfo) -> None:
    proof = replace(
        case.proof, stamps=[StampedHead(token=b"token", note=case.checkpoint)], certificates={"first": b"PEM"}
    )
    written = write_package(
        folder(tmp_path),
        papers=(),
        contents=case.files,
        prove=lambda _: proof,
        extra=lambda _: VERIFIER,
        info=info,
        seal=offline,
    )
    name = hashlib.sha256(b"token").hexdigest()
    assert (written.path / f"proof/tokens/{name}.tsr").read_bytes() == b"token"
    assert (written.path / f"proof/tokens/{name}.note").read_bytes() == case.checkpoint
    assert (written.path / "proof/tsa-certs/first.pem").read_bytes() == b"PEM"


def test_a_file_that_changed_since_the_log_is_refused_and_only_the_marked_folder_stays(
    tmp_path: Path, case: Case, info: BagInfo
) -> None:
    case.files[0] = replace(case.files[0], opener=lambda: BytesIO(b"pictuRe" * 1000))
    with pytest.raises(PackageError, match="E0001"):
        write(folder(tmp_path), case=case, info=info)
    assert names(tmp_path) == [NAME + MARK]


@pytest.mark.parametrize("content", [b"pict", b"picture" * 1000 + b"!", b"", b"x" * 5_000_000])
def test_a_file_that_is_cut_or_extended_is_refused(tmp_path: Path, case: Case, info: BagInfo, content: bytes) -> None:
    case.files[0] = replace(case.files[0], opener=lambda: BytesIO(content))
    with pytest.raises(PackageError):
        write(ZipTarget(tmp_path, name=NAME, moment=START), case=case, info=info)
    assert names(tmp_path) == [f"{NAME}.zip{MARK}"]
    assert not zipfile.is_zipfile(tmp_path / f"{NAME}.zip{MARK}")


def test_what_never_leaves_the_vault_is_refused(tmp_path: Path, case: Case, info: BagInfo) -> None:
    case.files.append(payload("data/captures/E0002/cookies.json", b"secret"))
    with pytest.raises(PackageError, match="vouches"):
        write(folder(tmp_path), case=case, info=info)


def test_a_file_nobody_vouches_for_is_refused(tmp_path: Path, case: Case, info: BagInfo) -> None:
    case.files.append(payload("data/captures/E0002/other.png", b"other"))
    with pytest.raises(PackageError, match="vouches"):
        write(folder(tmp_path), case=case, info=info)


def test_a_file_under_another_item_is_refused(tmp_path: Path, case: Case, info: BagInfo) -> None:
    case.files.append(payload("data/captures/E0001/page.png", b"page"))
    with pytest.raises(PackageError, match="vouches"):
        write(folder(tmp_path), case=case, info=info)


@pytest.mark.parametrize(
    "path", ["data/page.png", "page.png", "proof/E0002/page.png", "data/captures/../E0002_page.png"]
)
def test_a_payload_file_outside_its_place_is_refused(tmp_path: Path, case: Case, info: BagInfo, path: str) -> None:
    case.files.append(payload(path, b"page"))
    with pytest.raises(PackageError):
        write(folder(tmp_path), case=case, info=info)


@pytest.mark.parametrize(
    "path",
    [
        "data/captures/E0002/../../../../page.png",
        "data/captures/E0002//page.png",
        "data/captures/E0002/PAGE.png",  # a twin of page.png on Windows and macOS
        "data/captures/E0002/page.png/page.png",
        "data/captures/E0002/か\u3099.png",
        "data/captures/E0002/NUL.png",
        "data/captures/E0002/" + "x" * 120,
        "data/captures/E0002/100%.png",  # sha256sum and bagit.py do not read the escape of RFC 8493
    ],
)
def test_a_path_that_is_not_safe_everywhere_is_refused(tmp_path: Path, case: Case, info: BagInfo, path: str) -> None:
    case.files.append(payload(path, b"page"))
    with pytest.raises(PackageError):
        write(folder(tmp_path), case=case, info=info)
    assert names(tmp_path) == [NAME + MARK]


def test_an_empty_package_is_refused(tmp_path: Path, case: Case, info: BagInfo) -> None:
    case.files.clear()
    with pytest.raises(PackageError, match="nothing"):
        write(folder(tmp_path), case=case, info=info)


@pytest.mark.parametrize("path", ["data/x", "proof/x", "seal.none.txt", "manifest-sha512.txt", "bagit.txt", "../x"])
def test_an_extra_file_keeps_out_of_the_places_with_rules(tmp_path: Path, case: Case, info: BagInfo, path: str) -> None:
    with pytest.raises(PackageError):
        write(folder(tmp_path), case=case, info=info, extra=[(path, b"")])


@pytest.mark.parametrize(
    "seal", [Sealed({}), Sealed({"../up": b""}), Sealed({"none": b""}), Unsealed(""), Unsealed("two\nlines")]
)
def test_a_seal_is_a_token_by_a_short_name_or_a_reason(tmp_path: Path, case: Case, info: BagInfo, seal: Seal) -> None:
    with pytest.raises(PackageError):
        write(folder(tmp_path), case=case, info=info, seal=lambda _: seal)
    assert names(tmp_path) == [NAME + MARK]


def test_a_package_of_that_name_is_never_overwritten(tmp_path: Path, case: Case, info: BagInfo) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / f"{NAME}.zip").write_bytes(b"mine")
    with pytest.raises(AlreadyExists):
        write(folder(tmp_path), case=case, info=info)
    with pytest.raises(AlreadyExists):
        write(ZipTarget(tmp_path, name=NAME, moment=START), case=case, info=info)
    assert (tmp_path / f"{NAME}.zip").read_bytes() == b"mine"
    assert names(tmp_path) == [NAME, f"{NAME}.zip"]


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_package_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, case: Case, info: BagInfo, kind: str
) -> None:
    target: Target = folder(tmp_path) if kind == "folder" else ZipTarget(tmp_path, name=NAME, moment=START)

    def seal(_: bytes) -> Seal:
        target.path.write_bytes(b"mine")
        return Unsealed("offline")

    with pytest.raises(AlreadyExists):
        write(target, case=case, info=info, seal=seal)
    assert target.path.read_bytes() == b"mine"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_marked_leftover_is_kept_until_it_is_discarded(tmp_path: Path, case: Case, info: BagInfo, kind: str) -> None:
    target: Target = folder(tmp_path) if kind == "folder" else ZipTarget(tmp_path, name=NAME, moment=START)
    good = case.files[0]
    case.files[0] = replace(good, opener=lambda: BytesIO(b""))
    with pytest.raises(PackageError):
        write(target, case=case, info=info)
    case.files[0] = good
    with pytest.raises(AlreadyExists):
        write(target, case=case, info=info)
    target.discard()
    assert names(tmp_path) == []
    target.discard()
    assert write(target, case=case, info=info).path.exists()


def test_withheld_events_leave_their_leaves(tmp_path: Path, case: Case, info: BagInfo) -> None:
    case.append(EventType.ANNOTATE, note="only for us")
    proof = replace(case.proof, lines=case.lines[:-1])
    root = write_package(
        folder(tmp_path),
        papers=(),
        contents=case.files,
        prove=lambda _: proof,
        extra=lambda _: VERIFIER,
        info=info,
        seal=offline,
    ).path
    assert b"only for us" not in (root / "proof/events.jsonl").read_bytes()
    assert (root / "proof/leaves.txt").read_text(encoding="utf-8").split() == [leaf.hex() for leaf in case.leaves]


def test_parts_that_do_not_fit_are_refused_before_anything_is_written(
    tmp_path: Path, case: Case, info: BagInfo
) -> None:
    good = case.proof
    other = Case().key
    first, second = case.items
    broken = [
        replace(good, leaves=good.leaves[:-1]),
        replace(good, leaves=[*good.leaves[:-1], bytes(32)]),
        replace(good, lines=good.lines[1:]),
        replace(good, lines=good.lines[::-1]),
        replace(good, lines=[*good.lines, good.lines[-1]]),
        replace(good, lines=[*good.lines[:-1], good.lines[-1].replace(b"E0001", b"E0002")]),
        replace(good, checkpoint=good.checkpoint[:-1]),
        replace(good, vkey=str(replace(other, seed=bytes(32)).vkey)),
        replace(good, items=[first, replace(second, seq=first.seq)]),
        replace(good, items=[first, replace(second, record=first.record)]),
        replace(good, items=[first, Item(eid="E0003", record=second.record, seq=second.seq)]),
    ]
    for proof in broken:
        with pytest.raises(PackageError):
            write_package(
                folder(tmp_path),
                papers=(),
                contents=case.files,
                prove=partial(lambda proof, _: proof, proof),
                extra=lambda _: (),
                info=info,
                seal=offline,
            )
    with pytest.raises(PackageError):
        write(folder(tmp_path), case=case, info=replace(info, case="C-00000000"))
    assert names(tmp_path) == []


def test_others_on_the_machine_cannot_read_a_package(tmp_path: Path, case: Case, info: BagInfo) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    archive = write(ZipTarget(tmp_path, name=NAME, moment=START), case=case, info=info).path
    everything = [root, archive, *root.rglob("*")]
    assert [path for path in everything if path.stat().st_mode & 0o077] == []


def test_how_to_check_is_said_in_both_languages(tmp_path: Path, case: Case, info: BagInfo) -> None:
    root = write(folder(tmp_path), case=case, info=info).path
    for name in ("HOWTO_ja.txt", "HOWTO_en.txt"):
        text = (root / "verify" / name).read_text(encoding="utf-8")
        for command in (
            "sha256sum -c",
            "bagit.py --validate",
            "openssl ts -verify",
            "verify.py",
            "certutil",
            "Get-FileHash",
        ):
            assert command in text


def test_a_payload_file_is_never_held_in_memory_as_a_whole(tmp_path: Path, case: Case, info: BagInfo) -> None:
    largest = 0

    class Watched(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal largest
            assert size is not None
            assert size > 0
            largest = max(largest, size)
            return super().read(size)

    content = b"picture" * 1000
    case.files[0] = replace(case.files[0], opener=lambda: Watched(content))
    write(folder(tmp_path), case=case, info=info)
    assert 0 < largest <= 1024 * 1024
