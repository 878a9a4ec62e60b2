"""Archives for tests of showing them: of our own making, and of people who mean harm."""

import gzip
import struct
import zipfile
from datetime import UTC, datetime
from io import BytesIO

from yosuga.capture.archive.wacz import write_wacz
from yosuga.capture.exchange import Exchange, PageText

MOMENT = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
SITE = "https://sns.example"
PAGE = f"{SITE}/post/1"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
HTML = """<!doctype html><html><head><meta charset="utf-8"><title>投稿</title>
<link rel="stylesheet" href="/a.css"><script src="/a.js"></script><script>document.title = "ran"</script></head>
<body onload="document.title = 'ran'"><h1>架空の投稿</h1><img src="/p.png" alt="写真"><img src="/gone.png" alt="">
<a href="https://evil.example/go" target="_blank">行く</a>
<form action="https://evil.example/form"><input name="q"><button>送る</button></form>
<iframe src="/inner.html"></iframe></body></html>"""


def exchange(path: str, body: bytes, media_type: str, *, status: int = 200, location: str = "") -> Exchange:
    """Return an answer of the site."""
    headers = [("Content-Type", media_type)] + ([("Location", location)] if location else [])
    return Exchange(
        url=path if "://" in path else SITE + path,
        method="GET",
        request_headers=(),
        request_body=b"",
        status=status,
        reason="",
        protocol="h2",
        response_headers=tuple(headers),
        body=body,
        ip="",
        started=MOMENT,
        kind="document",
        redirect=bool(location),
    )


def site() -> list[Exchange]:
    """Return a page with a style, a script, a picture, a frame and a way that leads on."""
    return [
        exchange("/old", b"", "text/html", status=302, location="/post/1"),
        exchange("/post/1", HTML.encode(), "text/html; charset=utf-8"),
        exchange("/a.css", b"@import '/b.css'; h1 { color: rgb(1, 2, 3); background: url(/p.png) }", "text/css"),
        exchange("/b.css", b"body { margin: 7px; background: url(//evil.example/bg.png) }", "text/css"),
        exchange("/a.js", b"document.title = 'ran'", "text/javascript"),
        exchange("/p.png", PNG, "image/png"),
        exchange("/inner.html", "<p>中のページ</p><img src=/p.png>".encode(), "text/html; charset=utf-8"),
        exchange("/evil.png", b"<script>alert(1)</script>", "image/png"),
    ]


def wacz(exchanges: list[Exchange] | None = None, *, page: str = PAGE) -> bytes:
    """Return a WACZ as our capture writes it."""
    made = write_wacz(
        exchanges=site() if exchanges is None else exchanges,
        sockets=[],
        pages=[PageText(page, "投稿", MOMENT, "架空の投稿")] if page else [],
        extra=[],
        software="test",
        created=MOMENT,
        signer=None,
    )
    with made:
        return made.read()


def record(url: str, body: bytes, *, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> bytes:
    """Return one WARC record as anybody may write it."""
    block = head + body
    return (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (url.encode(), len(block), block)
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def warc_in_zip(*records: bytes) -> bytes:
    """Return a WACZ that holds these records and nothing else."""
    return zipped({"archive/data.warc.gz": b"".join(gzip.compress(one) for one in records), "datapackage.json": b"{}"})


def bomb(size: int) -> bytes:
    """Return a WACZ whose one record grows to `size` bytes of nothing."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    start = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % (len(head) + size)
    )
    return zipped({"archive/data.warc.gz": gzip.compress(start + head + bytes(size)), "datapackage.json": b"{}"})


def wide_directory() -> bytes:
    """Return a zip whose end says that its list of entries takes two gigabytes."""
    return b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 65_535, 65_535, 2**31, 0, 0)
