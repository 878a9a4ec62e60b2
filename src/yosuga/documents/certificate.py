"""The 封印証明書: manifest hash, head, sizes, ids and key of one package, as a PDF that is then signed."""

from datetime import UTC

from yosuga.clock import jst_words
from yosuga.documents.court import Certificate
from yosuga.documents.court_paper import PRINTED
from yosuga.documents.court_text import id_ranges, one_line_pieces, pieces, visible
from yosuga.documents.qr import qr_svg
from yosuga.documents.typesetting import typeset

TITLE = "封印証明書"
_SAME = "上のハッシュ値で決まるファイルの一式と記録が、あとから1文字でも変われば、値が合わなくなって分かること。"
# The paper is made before it is stamped, so that it cannot say whether the authority answered.
_TIMED = (
    "時刻認証局の証明（証拠一式の seal.*.tsr、またはこのPDFの署名）が付いているとき、"
    "この記録が、その時点から変わらずに存在したこと。"
)
_UNTIMED = "この記録が存在した時点は、時刻認証局による証明がないため、この書面だけでは証明されません。"
_NOT = (
    "投稿の内容が真実であること。",
    "投稿した人が誰であるか。表示名やIDは、画面に出ていたとおりの記録です。",
    "記録した機器の時計が正しいこと。機器の時刻は申告として記録しています。",
)


def pdf(certificate: Certificate) -> bytes:
    """Return the 封印証明書 as PDF/A on A4, not yet signed. Ids are printed as ranges (E0001–E0200).

    The date within the file is `certificate.made`. Raises FontMissing, TypesettingFailed, and BadCheckpoint for a head
    too long to be one.
    """
    timed = bool(certificate.authorities)
    data = {
        "title": TITLE,
        "case": visible(certificate.case),
        "note": PRINTED,
        "number": str(certificate.number),
        "made_jst": jst_words(certificate.made),
        "made_utc": f"{certificate.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "purpose": one_line_pieces(certificate.purpose),
        "recipient": one_line_pieces(certificate.recipient),
        "files": f"{certificate.files:,}",
        "size": f"{certificate.size:,}",
        "manifest_sha256": _halves(certificate.manifest_sha256),
        "ids": id_ranges(certificate.items) or ["なし"],
        "count": f"{len(certificate.items):,}",
        "withheld": f"{certificate.withheld:,}",
        "key": visible(certificate.key),
        "key_fingerprint": _halves(certificate.key_fingerprint),
        "seal_fingerprint": _halves(certificate.seal_fingerprint),
        "authorities": [pieces(name) for name in certificate.authorities],
        "head": visible(certificate.head).rstrip("\n").split("\n"),
        "qr": qr_svg(certificate.head),
        "proves": [_SAME, _TIMED] if timed else [_SAME],
        "proves_not": list(_NOT) if timed else [_UNTIMED, *_NOT],
    }
    return typeset("certificate.typ", data, title=TITLE, made=certificate.made)


def _halves(sha256: str) -> list[str]:
    """Return a hash as two lines that an eye can compare."""
    return [sha256[start : start + 32] for start in range(0, len(sha256), 32)]
