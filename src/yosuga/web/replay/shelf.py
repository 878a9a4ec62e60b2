"""The bodies of one archive, unpacked once into anonymous memory and found again by their address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import ClassVar
from urllib.parse import urldefrag, urljoin

from yosuga.capture.archive.url_key import sort_key
from yosuga.capture.scratch import scratch
from yosuga.errors import BadFile

MOST_BYTES = 384 * 2**20  # as much as one capture holds
MOST_BODIES = 20_000
MOST_URL = 8_192
_MOST_HOPS = 5


class CannotShow(BadFile):
    """A file that cannot be shown here: broken, larger than the limits, or of a form that nobody here reads."""

    code: ClassVar[str] = "cannot-show"
    ja: ClassVar[str] = "ここでは開けませんでした。保存したものはそのままです。ファイルを取り出して見ることはできます。"
    en: ClassVar[str] = (
        "This could not be opened here. What was kept is as it was. The file can still be saved and looked at."
    )


@dataclass(frozen=True, slots=True)
class Body:
    """One body as an archive has it. `media_type` and `charset` are its sender's words; `target` is of a redirect."""

    url: str
    status: int
    media_type: str
    charset: str = ""
    target: str = ""
    size: int = 0
    start: int = 0

    @property
    def rank(self) -> int:
        """Return how well it answers for its address: 0 was found, 1 leads on, 2 was refused."""
        if self.status == 0 or 200 <= self.status < 300:
            return 0
        return 1 if self.target else 2


class Shelf:
    """Takes bodies in, up to `MOST_BYTES` together, and finds them by URL. All of it is gone when closed."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self._by_url: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        self._memory = scratch()
        self._end = 0
        self._lock = Lock()

    def add(self, body: Body, pieces: Iterable[bytes]) -> int:
        """Keep a body and return its number. Raises CannotShow beyond the limits."""
        if len(self.bodies) >= MOST_BODIES:
            raise CannotShow("bodies")
        start = self._end
        with self._lock:
            self._memory.seek(start)
            for piece in pieces:
                self._end += len(piece)
                if self._end > MOST_BYTES:
                    raise CannotShow("size")
                self._memory.write(piece)
        number = len(self.bodies)
        self.bodies.append(replace(body, start=start, size=self._end - start))
        self._note(number)
        return number

    def _note(self, number: int) -> None:
        """Let a URL lead here unless something better answers for it already. Replay tools look up by a looser key."""
        body = self.bodies[number]
        if len(body.url) > MOST_URL:
            return
        for known, key in ((self._by_url, plain(body.url)), (self._by_key, sort_key(body.url))):
            before = known.get(key)
            if before is None or self.bodies[before].rank > body.rank:
                known[key] = number

    def also(self, url: str, number: int) -> None:
        """Let another URL lead to a body."""
        self._by_url.setdefault(plain(url)[:MOST_URL], number)

    def find(self, url: str) -> int | None:
        """Return the number of the body that answers for a URL, after its redirects; None when nothing was kept."""
        for _hop in range(_MOST_HOPS):
            if len(url) > MOST_URL:
                return None
            wanted = plain(url)
            number = self._by_url.get(wanted)
            number = self._by_key.get(sort_key(wanted)) if number is None else number
            if number is None:
                return None
            body = self.bodies[number]
            if not body.target:
                return number
            url = joined(body.url, body.target)
        return None

    def read(self, number: int, *, start: int = 0, most: int) -> bytes:
        """Return bytes of a body. Raises CannotShow once it is closed."""
        body = self.bodies[number]
        with self._lock:
            if self._memory.closed:
                raise CannotShow("closed")
            self._memory.seek(body.start + start)
            return self._memory.read(max(0, min(most, body.size - start)))

    def close(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._memory.close()


def plain(url: str) -> str:
    """Return a URL without its fragment."""
    return urldefrag(url).url if "#" in url else url


def joined(base: str, url: str) -> str:
    """Return an absolute URL; what is none stays as it is."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url
