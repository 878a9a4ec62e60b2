import gzip
import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.imports import samples
from yosuga.imports import wacz, warc
from yosuga.imports.base import Outcome
from yosuga.imports.findings import Findings, UnreadableError


def outcomes(found: Findings) -> dict[str, Outcome]:
    return {check.what: check.outcome for check in found.checks}


def read_warc(data: bytes) -> Findings:
    return warc.read(io.BytesIO(data), "")


def read_wacz(data: bytes) -> Findings:
    return wacz.read(io.BytesIO(data), "")


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("chunked", [True, False])
def test_the_digests_of_an_archive_made_by_others_hold(compressed: bool, chunked: bool) -> None:
    found = read_warc(samples.warc(gzip=compressed, chunked=chunked))
    assert outcomes(found) == {"warc-block-digest": Outcome.HOLDS, "warc-payload-digest": Outcome.HOLDS}
    assert found.facts["records"] == {"warcinfo": 1, "response": 1}
    assert found.facts["targets"] == ["https://example.com/"]
    assert found.facts["software"] == "example 1.0"
    assert found.taken_at == datetime.fromisoformat("2025-09-11T05:05:09+00:00")
    assert found.warnings == []


def test_a_digest_over_the_joined_chunks_holds_too() -> None:
    # sha256 of "abc" (FIPS 180-2, B.1) and no block digest
    data = samples.warc(gzip=False, chunked=True)
    start, end = data.index(b"WARC-Payload-Digest: "), data.index(b"\r\n", data.index(b"WARC-Payload-Digest: "))
    joined = b"WARC-Payload-Digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert outcomes(read_warc(data[:start] + joined + data[end:]))["warc-payload-digest"] is Outcome.HOLDS


def test_a_changed_byte_in_a_record_fails_and_is_named() -> None:
    found = read_warc(samples.warc(gzip=False).replace(b"hello", b"hellO", 1))
    assert outcomes(found) == {"warc-block-digest": Outcome.FAILS, "warc-payload-digest": Outcome.FAILS}
    assert "urn:uuid:" in found.checks[0].detail


def test_a_revisit_states_the_digest_of_what_it_does_not_hold() -> None:
    data = samples.warc(gzip=False).replace(b"WARC-Type: response", b"WARC-Type: revisit")
    assert outcomes(read_warc(data))["warc-payload-digest"] is Outcome.NOT_CHECKED


def test_an_archive_that_is_cut_off_is_read_until_there() -> None:
    for data in (samples.warc(gzip=False), samples.warc()):
        found = read_warc(data[:-40])
        assert found.facts["records"] != {}
        assert found.warnings == ["archive-cut-off"]


def test_a_length_that_is_stated_twice_is_refused() -> None:
    data = samples.warc(gzip=False).replace(b"Content-Length:", b"Content-Length: 5\r\nContent-Length:", 1)
    with pytest.raises(UnreadableError, match="archive-broken"):
        read_warc(data)


def test_a_gzip_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_BYTES", 2**20)
    bomb = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 99999999\r\n\r\n" + bytes(2**24)
    assert read_warc(gzip.compress(bomb)).warnings == ["archive-too-large"]


def test_every_claim_of_a_sound_wacz_holds() -> None:
    found = read_wacz(samples.wacz())
    assert outcomes(found) == {
        "zip-structure": Outcome.HOLDS,
        "wacz-resource-hash": Outcome.HOLDS,
        "wacz-package-digest": Outcome.HOLDS,
        "wacz-signature": Outcome.HOLDS,
        "wacz-signer": Outcome.NOT_CHECKED,
        "warc-block-digest": Outcome.HOLDS,
        "warc-payload-digest": Outcome.HOLDS,
    }
    assert found.taken_at == datetime.fromisoformat("2025-09-11T05:05:09+00:00")
    assert found.facts["pages"] == [{"url": "https://example.com/", "title": "t", "ts": "2025-09-11T05:05:09Z"}]


def test_a_signature_in_der_is_read_too() -> None:
    assert outcomes(read_wacz(samples.wacz(raw_signature=False)))["wacz-signature"] is Outcome.HOLDS


def test_a_changed_signature_fails() -> None:
    assert outcomes(read_wacz(samples.wacz(signature_flip=1)))["wacz-signature"] is Outcome.FAILS


def test_a_signature_over_another_hash_fails() -> None:
    with zipfile.ZipFile(io.BytesIO(samples.wacz())) as archive:
        digest = json.loads(archive.read("datapackage-digest.json"))
    digest["signedData"]["hash"] = "sha256:" + "0" * 64
    found = read_wacz(samples.wacz(changed={"datapackage-digest.json": json.dumps(digest).encode()}))
    assert outcomes(found)["wacz-signature"] is Outcome.FAILS


def test_a_wacz_without_a_signature_has_none_to_judge() -> None:
    assert "wacz-signature" not in outcomes(read_wacz(samples.wacz(signed=False)))


def test_a_changed_resource_fails_and_is_named() -> None:
    found = read_wacz(samples.wacz(changed={"pages/pages.jsonl": b"{}"}))
    assert outcomes(found)["wacz-resource-hash"] is Outcome.FAILS
    assert "pages/pages.jsonl" in next(check.detail for check in found.checks if check.what == "wacz-resource-hash")


def test_a_changed_list_fails_its_digest() -> None:
    assert (
        outcomes(read_wacz(samples.wacz(changed={"datapackage.json": b"{}"})))["wacz-package-digest"] is Outcome.FAILS
    )


def test_a_file_that_is_not_listed_is_named() -> None:
    found = read_wacz(samples.wacz(added={"archive/more.warc.gz": samples.warc()}))
    assert outcomes(found)["wacz-unlisted-files"] is Outcome.FAILS


def test_the_archive_of_another_writer_is_read(tmp_path: Path) -> None:
    source, made = tmp_path / "x.warc.gz", tmp_path / "x.wacz"
    source.write_bytes(samples.warc())
    writer = "import sys; from wacz.main import main; sys.exit(main(sys.argv[1:]))"  # the reference writer
    arguments = ["create", "-f", str(source), "-o", str(made), "--detect-pages"]
    subprocess.run([sys.executable, "-W", "ignore", "-c", writer, *arguments], check=True, capture_output=True)
    found = outcomes(read_wacz(made.read_bytes()))
    assert found["wacz-resource-hash"] is Outcome.HOLDS
    assert found["wacz-package-digest"] is Outcome.HOLDS
    assert Outcome.FAILS not in found.values()


def overlapping(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()[:2]
        at = archive.start_dir
    central = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", at) + 4)
    assert second.header_offset == struct.unpack_from("<I", data, central + 42)[0]
    return data[: central + 42] + struct.pack("<I", first.header_offset) + data[central + 46 :]


def renamed(name: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"pages/pages.jsonl", name)


def encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (overlapping, "overlap"),
        (renamed(b"../../../pages.js"), "outside"),
        (renamed(b"/etc/pages/page.j"), "outside"),
        (renamed(b"C:ages/pages.json"), "outside"),
        (renamed(b"pages\\pages.jsonl"), "outside"),
        (renamed(b"archive/data.war\x00"), "outside"),
        (renamed(b"DATAPACKAGE.JSON\x01"), "outside"),
        (encrypted, "encrypted"),
    ],
)
def test_a_zip_that_is_built_to_deceive_is_not_read(spoil: Callable[[bytes], bytes], why: str) -> None:
    found = read_wacz(spoil(samples.wacz()))
    (check,) = found.checks
    assert (check.what, check.outcome) == ("zip-structure", Outcome.FAILS)
    assert why in check.detail
    assert found.warnings == ("zip-unsafe",)


def test_two_entries_of_one_name_are_not_read() -> None:
    out = io.BytesIO(samples.wacz())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("Datapackage.json", b"{}")
    assert outcomes(read_wacz(out.getvalue())) == {"zip-structure": Outcome.FAILS}


def test_a_zip_bomb_is_a_failed_hash_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_BYTES", 1_000)
    assert outcomes(read_wacz(samples.wacz()))["wacz-resource-hash"] is Outcome.HOLDS
    monkeypatch.setattr(warc, "MOST_BYTES", 10)
    assert outcomes(read_wacz(samples.wacz()))["wacz-resource-hash"] is Outcome.FAILS


def test_any_other_zip_is_unreadable() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"")
    with pytest.raises(UnreadableError):
        read_wacz(out.getvalue())
