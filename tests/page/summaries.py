"""What the pages of these tests say."""

from datetime import UTC, datetime

from tests.verifier import build
from yosuga_page import making

# The smallest picture that a browser shows: one pixel, WebP (lossless).
PICTURE = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")


def summary(*, items: int = 3) -> making.Summary:
    """A case with some items, each with a picture but the last."""
    moment = datetime(2025, 9, 11, 5, 5, tzinfo=UTC)
    entries = [
        making.Entry(
            eid=f"E{number:04}",
            title=f"投稿 {number}",
            url=f"https://sns.example.com/u/{number}",
            captured=moment,
            thumbnail=PICTURE if number < items else b"",
        )
        for number in range(1, items + 1)
    ]
    return making.Summary(
        case=build.CASE,
        number=1,
        made=moment,
        key=build.SigningKey(seed=b"keeper").vkey,
        key_fingerprint="0123 4567",
        items=entries,
        withheld=1,
    )
