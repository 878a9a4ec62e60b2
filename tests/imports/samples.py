"""Files of every kind, made here: nothing binary is committed, and every name and number is fictional."""

import base64
import hashlib
import io
import json
import struct
import wave
import zipfile
from email.message import EmailMessage

import av
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

EXIF_IFD, GPS_IFD = 0x8769, 0x8825


def png(*, size: tuple[int, int] = (64, 40), text: dict[str, str] | None = None) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, value in (text or {}).items():
        info.add_itxt(key, value)
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def exif(*, offset: str = "+09:00", located: bool = False) -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x0131] = "Example", "Phone 3", "Camera 1.0"
    made[0x0132] = "2025:09:12 08:00:00"
    inner = made.get_ifd(EXIF_IFD)
    inner[0x9003] = "2025:09:11 14:05:09"
    if offset:
        inner[0x9011] = offset
    if located:
        place = made.get_ifd(GPS_IFD)
        place[1], place[2] = "N", (IFDRational(35), IFDRational(30), IFDRational(36))
        place[3], place[4] = "E", (IFDRational(139), IFDRational(45), IFDRational(0))
        place[29] = "2025:09:11"
    return made


def jpeg(*, offset: str = "+09:00", located: bool = False) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (48, 32), "teal").save(out, "JPEG", exif=exif(offset=offset, located=located))
    return out.getvalue()


def box(kind: bytes, *content: bytes) -> bytes:
    joined = b"".join(content)
    return struct.pack(">I4s", 8 + len(joined), kind) + joined


def heic() -> bytes:
    """A HEIC file's boxes with size and Exif, without a picture."""
    item = b"\x00\x00\x00\x06Exif\x00\x00" + exif().tobytes().removeprefix(b"Exif\x00\x00")
    start = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic")
    entry = box(b"infe", b"\x02\x00\x00\x00", struct.pack(">HH4s", 1, 0, b"Exif"), b"\x00")
    names = box(b"iinf", b"\x00\x00\x00\x00", struct.pack(">H", 1), entry)
    sizes = box(b"iprp", box(b"ipco", box(b"ispe", b"\x00\x00\x00\x00", struct.pack(">II", 4032, 3024))))

    def meta(offset: int) -> bytes:
        place = struct.pack(">HHHHII", 1, 1, 0, 1, offset, len(item))
        return box(b"meta", b"\x00\x00\x00\x00", names, sizes, box(b"iloc", b"\x00\x00\x00\x00\x44\x00", place))

    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", item)


def mp4(*, tags: dict[str, str] | None = None, container: str = "mp4") -> bytes:
    out = io.BytesIO()
    with av.open(
        out, "w", format=container, options={"movflags": "use_metadata_tags"} if container != "webm" else {}
    ) as made:
        made.metadata.update(tags or {})
        stream = made.add_stream("libvpx" if container == "webm" else "mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def sound(container: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        stream = made.add_stream("mp3" if container == "mp3" else "aac", rate=44_100, layout="mono")
        for _ in range(10):
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.sample_rate = 44_100
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(8000))
    return out.getvalue()


def pdf(*extra: bytes, title: bytes = b"<FEFF8A3A65AD66F8>", end: bytes = b"%%EOF\n") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Title " + title + b" /Producer (Example \\(1\\)) /CreationDate (D:20250911140509+09'00') >>",
        *extra,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, item) for number, item in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Info 4 0 R >>\nstartxref\n0\n" + end


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = "山田 太郎 <taro@example.com>"
    message["To"] = "hanako@example.com"
    message["Subject"] = "削除のお願い"
    message["Date"] = "Thu, 11 Sep 2025 14:05:09 +0900"
    message["Message-ID"] = "<1@example.com>"
    message["Received"] = (
        "from a.example.com (a [192.0.2.1]) by b.example.com with ESMTP; Thu, 11 Sep 2025 14:05:12 +0900"
    )
    message.set_content("本文です。\n")
    message.add_attachment(b"content", maintype="application", subtype="pdf", filename="診断書.pdf")
    return message.as_bytes()


def old_mail(*, charset: str) -> bytes:
    """Mail as older Japanese programs write it: `iso-2022-jp`, or bytes with no word about their encoding."""
    subject = base64.b64encode("件名①".encode("cp932" if charset == "cp932" else "iso2022_jp_ext", "replace")).decode()
    label = "iso-2022-jp" if charset == "iso-2022-jp" else "shift_jis"
    head = (
        f"From: taro@example.com\nTo: hanako@example.com\nSubject: =?{label}?B?{subject}?=\n"
        f"Date: Thu, 11 Sep 2025 14:05:09 +0900\nMIME-Version: 1.0\n"
    )
    if charset:
        head += f"Content-Type: text/plain; charset={label}\n"
    return head.encode() + b"\n" + "本文です。".encode(charset or "cp932")


TALK = """\
[LINE] 花子とのトーク履歴
保存日時：2025/09/11 14:05

2025/09/10(水)
9:05\t花子\tおはよう
21:06\t花子\t"1行目
2行目"
21:07\t太郎\t[スタンプ]
21:08\t花子\t[写真]
21:09\t太郎\t☎ 通話時間 1:23
21:10\t\t花子がメッセージの送信を取り消しました

2025/09/11(木)
0:01\t太郎\t了解
"""

TALK_12H = """\
[LINE] クラス会のトーク履歴
保存日時：2025/09/11 午後2:05

2025/09/10(水)
午前0:05\t花子\tこんばんは
午後0:30\t太郎\t昼です
午後9:06\t花子\tメッセージの送信を取り消しました
"""

TALK_EN = """\
[LINE] Chat history with Hanako
Saved on: 9/11/2025, 2:05 PM

Wed, 9/10/2025
9:05 AM\tHanako\tGood morning
09:06PM\tTaro\t[Sticker]
09:07PM\tHanako unsent a message.
"""

TALK_PC = """\
2025.09.10 水曜日
09:05 花子 本田 おはよう
2行目です
21:07 太郎 スタンプ
21:08 花子 本田がメッセージの送信を取り消しました
2025.09.11 木曜日
00:01 太郎 了解
"""

CALLS_CSV = """\
日時,種別,電話番号,名前,通話時間
2025/09/11 14:05:09,着信,090-0000-0001,花子,0:01:23
2025/09/11 15:00,不在着信,非通知,,0
2025年9月12日 午後3時10分,発信,03-0000-0002,,2分5秒
"""

CALLS_XML = """\
<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<calls count="2">
  <call number="09000000001" duration="83" date="1757567109000" type="1" presentation="1" contact_name="花子" />
  <call number="-1" duration="0" date="1757570400000" type="3" presentation="2" contact_name="(Unknown)" />
</calls>
"""

CALLS_JSON = (
    '[{"phone": "090-0000-0001", "call_type": "missed", "timestamp": "2025-09-11T14:05:09+09:00", "duration": 0}]'
)


def mhtml() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/post/1\r\n"
        b"Subject: =?utf-8?Q?=E6=8A=95=E7=A8=BF?=\r\nDate: Thu, 11 Sep 2025 05:05:09 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B----"\r\n\r\n\r\n'
        b"------B----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.com/post/1\r\n\r\n<p>=E3=81=82</p>\r\n"
        b"------B------\r\n"
    )


def warc(*, gzip: bool = True, chunked: bool = False) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    info = writer.create_warcinfo_record("x.warc", {"software": "example 1.0"})
    writer.write_record(info)
    headers = [("Content-Type", "text/html")] + ([("Transfer-Encoding", "chunked")] if chunked else [])
    body = b"3\r\nabc\r\n0\r\n\r\n" if chunked else b"<p>hello</p>" * 50
    response = writer.create_warc_record(
        "https://example.com/",
        "response",
        payload=io.BytesIO(body),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": "2025-09-11T05:05:09Z"},
    )
    writer.write_record(response)
    for record in (info, response):
        record.raw_stream.close()
    return out.getvalue()


def wacz(
    *,
    changed: dict[str, bytes] | None = None,
    added: dict[str, bytes] | None = None,
    signed: bool = True,
    raw_signature: bool = True,
    signature_flip: int = 0,
) -> bytes:
    """A WACZ whose hashes hold, but for what is `changed` after hashing or `added` without being listed."""
    files = {
        "archive/data.warc.gz": warc(),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n'
        b'{"url": "https://example.com/", "title": "t", "ts": "2025-09-11T05:05:09Z"}\n',
    }
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{_sha256(content)}", "bytes": len(content)}
        for path, content in files.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "wacz_version": "1.1.1", "title": "例", "resources": resources}
    ).encode()
    files["datapackage.json"] = package
    files["datapackage-digest.json"] = _digest(package, signed=signed, raw=raw_signature, flip=signature_flip)
    files |= (changed or {}) | (added or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def _digest(package: bytes, *, signed: bool, raw: bool, flip: int) -> bytes:
    text = f"sha256:{_sha256(package)}"
    document: dict[str, object] = {"path": "datapackage.json", "hash": text}
    if signed:
        key = ec.generate_private_key(ec.SECP384R1())
        signature = key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        if raw:
            r, s = decode_dss_signature(signature)
            signature = r.to_bytes(48, "big") + (s ^ flip).to_bytes(48, "big")
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        document["signedData"] = {
            "hash": text,
            "signature": base64.b64encode(signature).decode(),
            "publicKey": base64.b64encode(public).decode(),
            "created": "2025-09-11T05:05:09Z",
            "software": "example 1.0",
        }
    return json.dumps(document).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
