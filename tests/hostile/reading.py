"""What a capture left, read back by a test."""

import io
import zipfile

from tests.hostile.trouble import Check
from yosuga.capture.base import Shot


def artefact(shot: Shot, ending: str) -> bytes:
    """Return the bytes of the artefact whose name ends so, or nothing."""
    for kept in shot.artefacts:
        if kept.name.endswith(ending):
            kept.body.seek(0)
            return kept.body.read()
    return b""


def visible(shot: Shot) -> str:
    """Return the text of the page as it was kept."""
    return artefact(shot, "text.txt").decode("utf-8")


def recorded(shot: Shot) -> str:
    """Return the index of the archive: one line for each exchange, with its URL."""
    with zipfile.ZipFile(io.BytesIO(artefact(shot, ".wacz"))) as package:
        return package.read("indexes/index.cdx").decode("utf-8")


def text_says(words: str) -> Check:
    """Return a check that the kept text holds `words`, and that a picture was kept too."""

    def check(shot: Shot) -> None:
        assert words in visible(shot), visible(shot)[:500]
        assert artefact(shot, ".png").startswith(b"\x89PNG")

    return check


def archive_holds(*endings: str) -> Check:
    """Return a check that the archive has a record of each URL that ends so."""

    def check(shot: Shot) -> None:
        index = recorded(shot)
        for ending in endings:
            assert f'{ending}"' in index, (ending, index)

    return check
