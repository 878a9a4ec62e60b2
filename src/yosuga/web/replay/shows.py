"""The copies that are open now: each under a key nobody can guess, for one session, gone with the lock and the exit."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock

from yosuga.web.replay.openers import Opened
from yosuga.web.sessions import Session, sessions
from yosuga.web.vaults import Locked, holder

_MOST = 2  # open at once, of all sessions: each may hold hundreds of megabytes
# By name alone: cookies know no ports. The app answers to both names; the copy is always at the other one.
_OTHER = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}


@dataclass(frozen=True, slots=True)
class Show:
    """One open copy. `what` says of what, so that the same page asked for again is not opened again."""

    key: str
    what: tuple[str, ...]
    session: Session
    opening: int
    opened: Opened
    origin: str
    app: str

    @property
    def root(self) -> str:
        """Return the path in front of every part."""
        return root_of(self.key)

    @property
    def address(self) -> str:
        """Return where the page itself lies."""
        return self.origin + self.root


@dataclass(slots=True)
class Shows:
    """All of them. `app` and `port` are the ports of the app and of the origin of copies; 0 is not served."""

    app: int = 0
    port: int = 0
    _open: dict[str, Show] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def show(self, what: tuple[str, ...], *, session: Session, make: Callable[[str], Opened]) -> Show:
        """Return the session's open copy of `what`, made with the path it will lie under unless it is open already.

        A session has one at a time. Raises Locked, and what `make` raises.
        """
        for one in self._of(session):
            if one.what == what and self.find(one.key) is one:
                return one
        self.close_of(session)
        opening = holder.opening
        if not opening or session.unlocked != opening:
            raise Locked
        key = secrets.token_urlsafe(32)
        opened = make(root_of(key))
        made = Show(key, what, session, opening, opened, self._origin(session), self._app(session))
        with self._lock:
            self._open[key] = made
            for old in list(self._open)[:-_MOST]:
                self._close(old)
        if self.find(key) is None:  # somebody locked meanwhile
            raise Locked
        return made

    def find(self, key: str) -> Show | None:
        """Return the copy of that key while its session lives and its vault stands open as it did."""
        found = self._open.get(key)
        if found is None:
            return None
        if found.opening == holder.opening == found.session.unlocked and sessions.find(found.session.id):
            return found
        self._close(key)
        return None

    def close_of(self, session: Session) -> None:
        """Close what a session has open."""
        for one in self._of(session):
            self._close(one.key)

    def close_all(self) -> None:
        """Close everything at once."""
        for key in list(self._open):
            self._close(key)

    def _of(self, session: Session) -> list[Show]:
        with self._lock:
            return [one for one in self._open.values() if one.session is session]

    def _close(self, key: str) -> None:
        with self._lock:
            gone = self._open.pop(key, None)
        if gone is not None:
            gone.opened.copy.close()

    def _origin(self, session: Session) -> str:
        return f"http://{_OTHER[session.host]}:{self.port}"

    def _app(self, session: Session) -> str:
        return f"http://{session.host}:{self.app}"


def root_of(key: str) -> str:
    """Return the path of a copy."""
    return f"/{key}/"


shows = Shows()
holder.when_locked.append(shows.close_all)
