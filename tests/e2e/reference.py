"""The Debian Reference in Japanese: a site that nobody here wrote, from its Debian package, on loopback."""

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path("/usr/share/debian-reference")
PAGE = "ch12.ja.html"

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder until the end of the block; the value is its URL, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def paragraphs(page: str) -> list[str]:
    """Return the text of each paragraph of a page's source, without white space."""
    return [without_space(html.unescape(_TAG.sub("", one))) for one in _PARAGRAPH.findall(page)]


def without_space(text: str) -> str:
    """Return a text without white space, which browsers and PDF readers lay out as they like."""
    return "".join(text.split())
