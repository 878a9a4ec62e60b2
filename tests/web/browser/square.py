"""A square on loopback that stands for a social network: one post with an address that is nobody's, fast or slow."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

_POST = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>架空 太郎さんのポスト</title></head><body>
<article><header>架空 太郎 @kakuu_taro</header><p>{words}</p>
<time datetime="2026-11-22T13:05:00Z">2026年11月22日 22:05</time>
</article></body></html>"""
WORDS = "架空 花子の家は ○○県△△市□□町1-2-3"


@dataclass
class Square:
    """The running square. `asked` are the paths somebody asked for; the slow post comes when `let_go` is set."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    let_go: Event = field(default_factory=Event)

    @property
    def post(self) -> str:
        """Return the address of the post."""
        return f"http://127.0.0.1:{self.port}/kakuu_taro/status/1992034857612345678"

    @property
    def slow(self) -> str:
        """Return the address of a post that takes its time."""
        return f"http://127.0.0.1:{self.port}/slow/status/1992034857612345679"


@contextmanager
def open_square() -> Iterator[Square]:
    """Open it, and close it with every answer given."""
    square = Square()

    class Post(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            square.asked.append(self.path)
            if self.path.startswith("/slow"):
                square.let_go.wait(30)
            body = _POST.format(words=WORDS).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_about: object) -> None:
            """A browser that was killed in the middle is expected."""

    with Server(("127.0.0.1", 0), Post) as server:
        square.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield square
        finally:
            square.let_go.set()
            server.shutdown()
            thread.join(10)
