"""Shows archived pages again, with pywb: a replay tool that libraries use, and that was not written with us in mind."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

# pywb's own command takes no port 0 and does not say when it listens; its libraries print to stdout as they load.
_SERVER = """
import sys
answer, sys.stdout = sys.stdout, sys.stderr
from gevent.monkey import patch_all
patch_all()
from pywb.apps.frontendapp import FrontEndApp
from pywb.utils.geventserver import GeventServer, RequestURIWSGIHandler
server = GeventServer(FrontEndApp(), hostname="127.0.0.1", handler_class=RequestURIWSGIHandler)
print(server.port, file=answer, flush=True)
server.join()
"""


@dataclass(frozen=True, slots=True)
class Replay:
    """A running replay of one collection."""

    port: int

    def page(self, url: str) -> str:
        """Return a page as the replay shows it, links led back into the archive."""
        content, charset = self._get("mp_", url)
        return content.decode(charset, "replace")

    def original(self, url: str) -> bytes:
        """Return what the archive holds under a URL, unchanged."""
        return self._get("id_", url)[0]

    def _get(self, way: str, url: str) -> tuple[bytes, str]:
        try:
            answer = urlopen(f"http://127.0.0.1:{self.port}/pages/{way}/{url}", timeout=30)
        except HTTPError as error:
            answer = error  # what was a 404 when it was captured is one in the replay
        with answer:
            # RFC 7089: only what comes out of the archive carries the time of its capture.
            assert "Memento-Datetime" in answer.headers, f"{url} is not in the replay: {answer.status}"
            return answer.read(), answer.headers.get_content_charset("utf-8")


@contextmanager
def replay(archives: Sequence[Path], *, folder: Path) -> Iterator[Replay]:
    """Replay these WACZ files and nothing else: a collection of pywb asks no other place."""
    folder.mkdir()
    manager = str(Path(sys.executable).with_name("wb-manager"))
    subprocess.run([manager, "init", "pages"], cwd=folder, check=True, capture_output=True, timeout=60)
    words = [manager, "add", "--unpack-wacz", "pages", *map(str, archives)]
    subprocess.run(
        words, env=os.environ | {"TMPDIR": str(folder)}, cwd=folder, check=True, capture_output=True, timeout=60
    )
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen([sys.executable, "-c", _SERVER], cwd=folder, stdout=subprocess.PIPE, stderr=said)
        with server:
            try:
                assert server.stdout is not None
                yield Replay(int(server.stdout.readline()))
            finally:
                server.kill()
