"""Files that people bring open too, as far as that is safe; and archives made to do harm are held within limits."""

import gzip
import re
from io import BytesIO

import pytest

from tests.imports import samples
from tests.web import archives
from tests.web.person import Person
from tests.web.test_evidence_keeping import under_18
from tests.web.test_replay import PORT, Answer, opens, takes_in
from yosuga.web.replay import origin, shelf
from yosuga.web.replay.openers import Shape, Wish, opened
from yosuga.web.replay.shelf import CannotShow
from yosuga.web.replay.shows import shows

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

pytest_plugins = ()
ROOT = "/key/"


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shows, "app", 8000)
    monkeypatch.setattr(shows, "port", PORT)


def page_of(content: bytes, shape: Shape, *, page: int = 0) -> str:
    """Open a file and return the page it shows."""
    found = opened(BytesIO(content), Wish(shape, ROOT, page))
    given = found.copy.give("")
    assert given is not None
    text = given.read(0, given.size).decode()
    found.copy.close()
    return text


def test_a_text_is_shown_as_words_and_never_as_markup(owner: Person) -> None:
    shown = Answer(opens(owner, takes_in(owner, "a.txt", "<b>住所</b><script>x</script>".encode("cp932"))))
    assert "&lt;b&gt;住所&lt;/b&gt;&lt;script&gt;" in shown.text


def test_a_film_is_given_in_pieces_with_its_real_type(owner: Person) -> None:
    film = samples.mp4()
    address = opens(owner, takes_in(owner, "film.mp4", film))
    assert f'<video controls preload="metadata" src="{address.removeprefix("http://127.0.0.1:8001")}film">' in (
        Answer(address).text
    )
    part = Answer(address + "film", HTTP_RANGE="bytes=4-11")
    assert (part.status, part.body) == ("206", film[4:12])
    assert part.headers["Content-Type"] == "video/mp4"
    assert part.headers["Content-Range"] == f"bytes 4-11/{len(film)}"
    assert Answer(address + "film", HTTP_RANGE="bytes=-3").body == film[-3:]
    assert Answer(address + "film", HTTP_RANGE=f"bytes={len(film)}-").status == "416"
    assert Answer(address + "film").body == film


def test_what_only_calls_itself_a_film_is_not_played(owner: Person) -> None:
    content = b"\0\0\0\x18ftypmp42" + bytes(12) + b"<script>alert(1)</script>"
    page = owner.goes("replay", eid=takes_in(owner, "film.mp4", content), open="shown")
    assert page.heading == "ここでは開けません"
    assert "iframe" not in page.html


def test_a_mail_is_shown_with_its_head_and_without_what_it_would_fetch(owner: Person) -> None:
    mail = (
        b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?b?5L2P5omA?=\r\n"
        b"Date: Sun, 22 Nov 2026 14:05:00 +0900\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=iso-2022-jp\r\n\r\n"
        + "<p>払え</p><img src=cid:p@x><img src=https://evil.example/seen.gif>".encode("iso2022_jp")
        + b"\r\n--x\r\nContent-Type: image/png\r\nContent-ID: <p@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b"".join(__import__("base64").encodebytes(archives.PNG).splitlines())
        + b"\r\n--x--\r\n"
    )
    address = opens(owner, takes_in(owner, "a.eml", mail))
    shown = Answer(address).text
    assert "<dd>住所</dd>" in shown
    assert "払え" in shown
    assert "evil" not in shown
    picture = re.search(r'src="([^"]+)"', shown)
    assert picture is not None
    assert Answer("http://x" + picture[1]).body == archives.PNG


def test_a_saved_page_is_shown_with_its_parts(owner: Person) -> None:
    shown = Answer(opens(owner, takes_in(owner, "a.mhtml", samples.mhtml())))
    assert shown.status == "200"
    assert "<p" in shown.text or "<h1" in shown.text or "<body" in shown.text


def test_a_page_of_one_file_is_shown_without_its_scripts(owner: Person) -> None:
    page = b"<!doctype html><html><body onload=x()><p>hello<script>x()</script><a href=https://evil.example>y</a>"
    shown = Answer(opens(owner, takes_in(owner, "a.html", page)))
    assert "<p>hello<a>y" in shown.text


def test_a_paper_is_shown_as_pictures_of_its_pages(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "a.pdf", PAPER))
    shown = Answer(address)
    assert shown.text.count("<img") == 1
    assert Answer(address + "p1").body.startswith(b"\x89PNG")


PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_a_paper_that_nobody_can_draw_says_so(owner: Person) -> None:
    page = owner.goes("replay", eid=takes_in(owner, "a.pdf", b"%PDF-1.7\n" + bytes(400)), open="shown")
    assert page.heading == "ここでは開けません"
    assert "そのままです" in page.text


def test_words_that_were_written_down_stay_readable_under_eighteen(owner: Person) -> None:
    eid = takes_in(owner, "a.txt", "URLと日時".encode())
    under_18(owner)
    assert "URLと日時" in Answer(opens(owner, eid)).text


# ------------------------------------------------------------------------------------- archives that mean harm


@pytest.mark.parametrize("content", [
    archives.bomb(2**24),  # one record that grows beyond what may be held
    archives.wide_directory(),
    b"PK\x03\x04" + bytes(2_000),
    archives.zipped({"datapackage.json": b"{}"}),
    archives.zipped({"../archive/data.warc": archives.record("https://x.example/", b"x")}),
    archives.zipped({"archive/../../data.warc": archives.record("https://x.example/", b"x")}),
    archives.warc_in_zip(b"WARC/1.1\r\nContent-Length: 99999999999999\r\n\r\n"),
    archives.warc_in_zip(b"WARC/1.1\r\n" + b"A: b\r\n" * 50_000),
], ids=["bomb", "wide directory", "no zip", "empty", "up", "through", "large record", "endless head"])  # fmt: skip
def test_a_hostile_archive_is_refused_within_limits(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 2**23)
    with pytest.raises(CannotShow):
        page_of(content, Shape.WACZ)


def test_an_index_that_lies_is_not_asked() -> None:
    shown = page_of(
        archives.zipped({
            "archive/data.warc.gz": gzip.compress(archives.record(archives.PAGE, b"<p>true")),
            "indexes/index.cdx": b'example,sns)/post/1 2026 {"offset": "99999", "length": "-1", "filename": "/x"}',
            "pages/pages.jsonl": b'{"format": "x"}\n{"url": "https://sns.example/post/1"}\n[[[[',
        }),
        Shape.WACZ,
    )  # fmt: skip
    assert shown == "<p>true"


def test_headers_of_the_archive_never_become_ours(owner: Person) -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: a=b\r\nContent-Security-Policy: x\r\n"
        b"Access-Control-Allow-Origin: *\r\nLink: <https://evil.example>; rel=preload\r\nRefresh: 0\r\n\r\n"
    )
    archive = archives.warc_in_zip(archives.record("https://x.example/", b"<p>x", head=head))
    shown = Answer(opens(owner, takes_in(owner, "a.wacz", archive)))
    names = {name.lower() for name in shown.headers}
    assert names & {"set-cookie", "link", "refresh", "access-control-allow-origin"} == set()
    assert shown.headers["Content-Security-Policy"].startswith("sandbox; ")


def test_a_ring_of_redirects_and_of_style_sheets_ends() -> None:
    ring = [
        archives.exchange("/post/1", b"<link rel=stylesheet href=/a.css><img src=/r1>", "text/html"),
        archives.exchange("/a.css", b"@import '/a.css'; @import '/b.css'", "text/css"),
        archives.exchange("/b.css", b"@import '/a.css'", "text/css"),
        archives.exchange("/r1", b"", "text/html", status=302, location="/r2"),
        archives.exchange("/r2", b"", "text/html", status=302, location="/r1"),
    ]
    assert "<img>" in page_of(archives.wacz(ring), Shape.WACZ)


def test_a_page_that_frames_itself_ends() -> None:
    frames = b"<iframe src=/post/1></iframe>" * 30
    assert len(page_of(archives.wacz([archives.exchange("/post/1", frames, "text/html")]), Shape.WACZ)) < 50_000


@pytest.mark.parametrize(
    "opening", ["<", "<a ", "<!--", '<a b="', "<style>/*", '<style>url("', "<style>@import ", "&#x"]
)
def test_a_page_takes_time_in_proportion_to_its_length(opening: str) -> None:
    page = (opening * 400_000).encode()
    assert page_of(page, Shape.PAGE) is not None  # the time limit of the test is what judges


def test_what_is_asked_for_outside_the_archive_is_not_there(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    for place in ("0-6", "0-5c", "../", "..%2f", "0--1", "9-9", "0-1c", "film", "%00"):
        assert Answer(address + place).status == "404"


def test_a_chunked_and_packed_answer_is_unpacked() -> None:
    packed = gzip.compress("<p>こんにちは".encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Encoding: gzip\r\n\r\n"
    )
    shown = page_of(archives.warc_in_zip(archives.record("https://x.example/", chunked, head=head)), Shape.WACZ)
    assert shown == "<p>こんにちは"


def test_the_head_of_an_answer_alone_can_be_asked_for(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    found = Answer(address, method="HEAD")
    assert (found.status, found.body) == ("200", b"")
    assert int(found.headers["Content-Length"]) > 0
    assert origin is not None
