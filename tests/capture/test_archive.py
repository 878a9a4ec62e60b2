import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from warcio.archiveiterator import ArchiveIterator

from yosuga.capture.archive.cdx import folded_body, folded_url
from yosuga.capture.archive.signer import AnonymousSigner
from yosuga.capture.archive.wacz import write_wacz
from yosuga.capture.exchange import Exchange, Frames, PageText

MOMENT = datetime(2025, 9, 11, 5, 5, 9, 120000, tzinfo=UTC)
PAGE = Exchange(
    url="https://example.com/post",
    method="GET",
    request_headers=(("Accept", "text/html"), (":authority", "example.com")),
    request_body=b"",
    status=200,
    reason="OK",
    protocol="h2",
    response_headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "br"),
        ("Content-Length", "5"),
        ("Transfer-Encoding", "chunked"),
    ),
    body="<p>架空の投稿</p>".encode(),
    ip="203.0.113.5",
    started=MOMENT,
    kind="Document",
)


def written(
    *exchanges: Exchange,
    sockets: tuple[Frames, ...] = (),
    extra: tuple[Exchange, ...] = (),
    signer: AnonymousSigner | None = None,
) -> BinaryIO:
    with write_wacz(
        exchanges=exchanges,
        sockets=sockets,
        pages=[PageText("https://example.com/post", "架空の題 \ud800", MOMENT, "架空の投稿")],
        extra=extra,
        software="Yosuga test",
        created=MOMENT,
        signer=signer,
    ) as wacz:
        return io.BytesIO(wacz.read())


def member(wacz: BinaryIO, name: str) -> bytes:
    wacz.seek(0)
    with zipfile.ZipFile(wacz) as archive:
        return archive.read(name)


class Record:
    def __init__(
        self, kind: str, url: str, fields: dict[str, str], head: dict[str, str], line: str, body: bytes
    ) -> None:
        self.kind, self.url, self.fields, self.head, self.line, self.body = kind, url, fields, head, line, body


def records(wacz: BinaryIO) -> list[Record]:
    found = []
    for one in ArchiveIterator(io.BytesIO(member(wacz, "archive/data.warc.gz")), check_digests="raise"):
        http = one.http_headers
        found.append(
            Record(
                one.rec_type,
                one.rec_headers.get_header("WARC-Target-URI") or "",
                {name.lower(): value for name, value in one.rec_headers.headers},
                {} if http is None else {name.lower(): value for name, value in http.headers},
                "" if http is None else f"{http.protocol} {http.statusline}",
                one.content_stream().read(),
            )
        )
    return found


def index(wacz: BinaryIO) -> list[tuple[str, str, dict[str, str]]]:
    lines = member(wacz, "indexes/index.cdx").decode("ascii").splitlines()
    return [(key, moment, json.loads(rest)) for key, moment, rest in (line.split(" ", 2) for line in lines)]


VARIETY = (
    PAGE,
    replace(
        PAGE, url="http://www.example.com/r", status=302, body=b"", redirect=True, response_headers=(("Location", "/"),)
    ),
    replace(PAGE, url="https://example.com/204", status=204, body=b"", response_headers=()),
    replace(PAGE, url="https://example.com/304", status=304, body=b"", response_headers=(("ETag", '"a"'),)),
    replace(
        PAGE, url="https://example.com/head", method="HEAD", body=b"", response_headers=(("Content-Length", "99"),)
    ),
    replace(PAGE, url="https://example.com/x.png", body=b"\x89PNG", response_headers=(("Content-Type", "image/png"),)),
    replace(
        PAGE,
        url="https://example.com/api?v=1",
        method="POST",
        request_headers=(("Content-Type", "application/json"),),
        request_body=b'{"a":"1","b":["2","3"]}',
    ),
    replace(PAGE, url="https://example.com/lost", status=0, body=b"", failure="net::ERR_CONNECTION_RESET"),
    replace(PAGE, url="https://example.com/cut", truncated="length"),
)
FRAMES = Frames("wss://example.com/live", ((MOMENT, True, 1, "やあ".encode()), (MOMENT, False, 2, b"\x00\xff")))
SHOT = replace(
    PAGE,
    url="urn:view:https://example.com/post",
    body=b"\x89PNG view",
    response_headers=(("Content-Type", "image/png"),),
)


def test_the_wacz_passes_wacz_validate_and_warcio_check(tmp_path: Path) -> None:
    wacz = written(*VARIETY, sockets=(FRAMES,), extra=(SHOT,), signer=AnonymousSigner.fresh())
    path, warc = tmp_path / "capture.wacz", tmp_path / "data.warc.gz"
    path.write_bytes(wacz.read())
    warc.write_bytes(member(wacz, "archive/data.warc.gz"))
    validated = subprocess.run(
        [sys.executable, "-m", "wacz", "validate", "-f", str(path)], capture_output=True, text=True, check=False
    )
    assert validated.returncode == 0, validated.stdout + validated.stderr
    assert "Validation succeeded" in validated.stdout
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(warc)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "digest pass" in checked.stdout
    assert "digest not present" not in checked.stdout


def test_every_file_of_the_wacz_has_the_hash_and_size_that_its_list_says() -> None:
    wacz = written(*VARIETY)
    package = json.loads(member(wacz, "datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert {one["path"] for one in package["resources"]} == {
        "archive/data.warc.gz",
        "indexes/index.cdx",
        "pages/pages.jsonl",
    }
    for one in package["resources"]:
        content = member(wacz, one["path"])
        assert one["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
    digest = json.loads(member(wacz, "datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{sha256(member(wacz, 'datapackage.json')).hexdigest()}"
    assert "signedData" not in digest


def test_the_anonymous_signature_is_over_the_hash_as_ascii() -> None:
    signed = json.loads(member(written(PAGE, signer=AnonymousSigner.fresh()), "datapackage-digest.json"))["signedData"]
    key = load_der_public_key(base64.b64decode(signed["publicKey"]))
    raw = base64.b64decode(signed["signature"])
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp384r1"
    assert len(raw) == 96
    der = utils.encode_dss_signature(int.from_bytes(raw[:48], "big"), int.from_bytes(raw[48:], "big"))
    key.verify(der, signed["hash"].encode("ascii"), ec.ECDSA(SHA256()))


def test_the_same_exchanges_give_the_same_bytes() -> None:
    assert written(*VARIETY, sockets=(FRAMES,)).read() == written(*VARIETY, sockets=(FRAMES,)).read()


def test_the_warc_is_stored_so_that_records_can_be_read_by_range() -> None:
    wacz = written(*VARIETY)
    with zipfile.ZipFile(wacz) as archive:
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
    warc = member(wacz, "archive/data.warc.gz")
    for _, _, entry in index(wacz):
        start, length = int(entry["offset"]), int(entry["length"])
        assert f"WARC-Target-URI: {entry['url']}\r\n".encode() in gzip.decompress(warc[start : start + length])


def test_the_index_agrees_with_the_public_indexer(tmp_path: Path) -> None:
    # It folds POST and PUT alone; ours folds HEAD and OPTIONS too, or replay would answer a GET with them.
    wacz = written(*(one for one in VARIETY if one.method != "HEAD"), sockets=(FRAMES,))
    warc = tmp_path / "data.warc.gz"
    warc.write_bytes(member(wacz, "archive/data.warc.gz"))
    shown = subprocess.run(
        [sys.executable, "-c", "from cdxj_indexer.main import main; main()", "--post-append", "--sort", str(warc)],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = [line.split(" ", 2) for line in shown.stdout.splitlines()]
    ours = index(wacz)
    assert [(key, moment) for key, moment, _ in ours] == [(key, moment) for key, moment, _ in theirs]
    assert [entry for _, _, entry in ours] == [json.loads(rest) for _, _, rest in theirs]


def test_headers_that_are_no_longer_true_of_the_body_are_kept_under_another_name() -> None:
    response = next(one for one in records(written(PAGE)) if one.kind == "response")
    assert response.body == PAGE.body
    assert response.head["x-orig-content-encoding"] == "br"
    assert response.head["x-orig-content-length"] == "5"
    assert response.head["x-orig-transfer-encoding"] == "chunked"
    assert response.head["content-length"] == str(len(PAGE.body))
    assert "content-encoding" not in response.head
    assert response.fields["warc-ip-address"] == "203.0.113.5"
    assert response.fields["warc-protocol"] == "h2"
    assert response.fields["warc-resource-type"] == "document"
    assert response.fields["warc-date"] == "2025-09-11T05:05:09.120000Z"


def test_the_first_record_says_what_the_bodies_are() -> None:
    first = records(written(PAGE))[0]
    assert first.kind == "warcinfo"
    assert b"after content-decoding" in first.body
    assert b"software: Yosuga test" in first.body


def test_a_request_follows_its_response_and_names_it() -> None:
    _, response, request = records(written(VARIETY[6]))
    assert (response.kind, request.kind) == ("response", "request")
    assert request.fields["warc-concurrent-to"] == response.fields["warc-record-id"]
    assert request.line.startswith("POST /api?v=1")
    assert request.head["host"] == "example.com"
    assert request.body == b'{"a":"1","b":["2","3"]}'
    assert ":authority" not in request.head


def test_an_empty_answer_to_head_cannot_stand_for_the_page() -> None:
    ((key, _, entry),) = index(written(VARIETY[4]))
    assert key == "com,example)/head?__wb_method=head"
    assert entry["method"] == "HEAD"


def test_a_request_without_an_answer_leaves_the_reason_and_no_response() -> None:
    kinds = [(one.kind, one.body) for one in records(written(VARIETY[7]))[1:]]
    assert kinds[0] == ("metadata", b"failure: net::ERR_CONNECTION_RESET\r\n")
    assert [kind for kind, _ in kinds] == ["metadata", "request"]
    assert index(written(VARIETY[7])) == []


def test_what_was_cut_short_says_so() -> None:
    cut = next(one for one in records(written(VARIETY[8])) if one.kind == "response")
    assert cut.fields["warc-truncated"] == "length"
    redirect = replace(VARIETY[1], response_headers=(("Location", "/"), ("Content-Length", "20")))
    unkept = next(one for one in records(written(redirect)) if one.kind == "response")
    assert unkept.fields["warc-truncated"] == "unspecified"


@pytest.mark.parametrize("value", ["/x\r\nSet-Cookie: a=b", "a\x00b", "日本\ud800語", "é", "\n\n<script>"])
def test_a_hostile_header_value_cannot_forge_another_header(value: str) -> None:
    hostile = replace(PAGE, reason=value, response_headers=(("Location", value), ("Bad Name\r\nX: y", "v"), ("", "v")))
    wacz = written(hostile)
    response = next(one for one in records(wacz) if one.kind == "response")
    assert set(response.head) == {"location", "bad_name__x__y", "content-length"}
    assert response.body == PAGE.body


def test_a_url_with_spaces_and_other_scripts_is_written_in_ascii() -> None:
    wacz = written(replace(PAGE, url="https://example.com/空 白\r\nX: y?q=\ud800"))
    response = next(one for one in records(wacz) if one.kind == "response")
    assert response.url == "https://example.com/%E7%A9%BA%20%E7%99%BD%0D%0AX:%20y?q=?"


def test_websocket_frames_are_json_lines_in_order() -> None:
    frames = next(one for one in records(written(sockets=(FRAMES,))) if one.url.startswith("wss:"))
    lines = [json.loads(line) for line in frames.body.splitlines()]
    assert [line["direction"] for line in lines] == ["sent", "received"]
    assert lines[0]["text"] == "やあ"
    assert base64.b64decode(lines[1]["base64"]) == b"\x00\xff"


def test_a_screenshot_is_a_resource_under_the_name_browsertrix_gives_it() -> None:
    shot = next(one for one in records(written(PAGE, extra=(SHOT,))) if one.kind == "resource")
    assert (shot.url, shot.body, shot.fields["content-type"]) == (SHOT.url, SHOT.body, "image/png")


def test_the_page_list_has_the_text_and_survives_half_a_surrogate() -> None:
    head, page = (json.loads(line) for line in member(written(PAGE), "pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert page["text"] == "架空の投稿"
    assert page["title"] == "架空の題 ?"
    assert page["ts"] == "2025-09-11T05:05:09.120Z"


def test_three_thousand_resources_and_a_large_body_are_written_whole() -> None:
    many = [replace(PAGE, url=f"https://example.com/{number}") for number in range(3000)]
    large = replace(PAGE, url="https://example.com/video", body=bytes(range(256)) * 40_000)
    wacz = written(*many, large)
    entries = index(wacz)
    assert len(entries) == 3001
    assert [key for key, _, _ in entries] == sorted(key for key, _, _ in entries)
    assert (
        next(one for one in entries if one[2]["url"] == large.url)[2]["digest"]
        == f"sha256:{sha256(large.body).hexdigest()}"
    )


@pytest.mark.parametrize(
    ("media_type", "body", "folded"),
    [
        ("application/x-www-form-urlencoded", b"q=a+b%21", "q=a b!"),
        ("application/json", b'{"a":true,"b":null,"c":1.5}', "a=true&b=null&c=1.5"),
        ("application/json", b"not json", ""),
        ("text/plain", b"not json", "__wb_post_data=bm90IGpzb24="),
        ("application/json", b"[" * 100_000, ""),
        (
            "multipart/form-data; boundary=XX",
            b'--XX\r\nContent-Disposition: form-data; name="f"\r\n\r\nv\r\n--XX--\r\n',
            "f=v",
        ),
        ("multipart/form-data", b"x", "__wb_post_data=eA=="),
        ("application/x-www-form-urlencoded", b"\xff", "__wb_post_data=/w=="),
        ("", b"", ""),
    ],
)
def test_a_request_body_is_folded_as_replay_tools_do(media_type: str, body: bytes, folded: str) -> None:
    assert folded_body(body, media_type=media_type) == folded
    assert len(folded_body(body * 5000, media_type=media_type)) <= 4096


def test_the_folded_body_follows_a_query_that_is_already_there() -> None:
    assert folded_url("https://example.com/?a=1", method="POST", body="b=2").endswith("?a=1&__wb_method=POST&b=2")
