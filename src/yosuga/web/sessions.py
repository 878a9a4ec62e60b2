"""Sessions of the web door: in this process's memory only, killed at once by the exit, never on a disk."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock, RLock
from time import monotonic
from typing import TypeVar, overload

COOKIE = "m"
IDLE_S = 60 * 60  # a session that nobody used for an hour is gone; the vault locks much earlier
_MOST_SESSIONS = 16
_MOST_PLACES = 60
_MOST_FILES = 4000
# Notes that belong to the person before any door, or that would be lost for good (a code that is not on paper yet).
_WITHOUT_VAULT = frozenset(
    {"danger", "intake", "unsaved", "weak", "strength", "recovery", "recovery-hidden", "verdict"}
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A screen with its arguments."""

    screen: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One message that the next page shows: `kind` is `notice` or `danger`."""

    text: str
    kind: str = "notice"


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were sent after the vault had been locked, and the screen they are for. No secret and no file."""

    place: Place
    typed: Mapping[str, str]


@dataclass(slots=True)
class Session:
    """One person's way through the screens. Everything in it is gone when the process or the session ends."""

    id: str
    key: str
    language: str
    here: Place
    easy: bool = False  # やさしい日本語 with furigana
    case: str | None = None
    unlocked: int = 0  # the opening of the vault that this session unlocked; 0 is none
    plain: bool = False  # it shows a locked memo, or memos, and nothing else
    notebook: int = 0  # the opening of the memos that it opened; 0 is none
    said: list[Said] = field(default_factory=list)
    wrong: str = ""  # the field that the last form had wrong
    typed: Mapping[str, str] = field(default_factory=dict)  # what the last form said, for one more page
    after: Place | None = None  # where to go once the vault is open
    draft: Draft | None = None  # what was typed when the vault was found locked
    exit_key: str = "Escape"
    trail: list[Place] = field(default_factory=list)
    used: float = field(default_factory=monotonic)
    busy: RLock = field(default_factory=RLock)
    host: str = "localhost"  # the name by which this session came; its cookie knows no other
    _notes: dict[str, object] = field(default_factory=dict)
    _visits: OrderedDict[int, Place] = field(default_factory=OrderedDict)
    _files: OrderedDict[str, Place] = field(default_factory=OrderedDict)
    _count: int = 0

    @property
    def screen(self) -> str:
        """Return the name of the screen the person is at."""
        return self.here.screen

    @property
    def args(self) -> Mapping[str, str]:
        """Return the arguments of that screen."""
        return self.here.args

    def put(self, key: str, value: object) -> None:
        """Keep a small note in memory for this session; None forgets it."""
        self._notes.pop(key, None)
        if value is not None:
            self._notes[key] = value

    @overload
    def get(self, key: str) -> str | None: ...
    @overload
    def get(self, key: str, kind: type[T]) -> T | None: ...
    def get(self, key: str, kind: type[object] = str) -> object:
        """Return a note of this kind (a text unless told), or None."""
        value = self._notes.get(key)
        return value if isinstance(value, kind) else None

    def forget_vault(self) -> None:
        """Forget the notes that were made with the vault open: searches, wishes, names of files, passphrases."""
        for key in [key for key in self._notes if key not in _WITHOUT_VAULT]:
            self.put(key, None)

    def become_plain(self, *, notebook: int) -> None:
        """Be a session of memos from now on: nothing of what was before can be gone back to."""
        self.plain, self.notebook, self.unlocked = True, notebook, 0
        self.case, self.after, self.draft = None, None, None
        self.said, self.wrong, self.typed, self.trail = [], "", {}, []
        self.forget_vault()
        self._visits.clear()
        self._files.clear()

    def tell(self, text: str, *, kind: str = "notice") -> None:
        """Say this on the next page."""
        self.said.append(Said(text, kind))

    def take_said(self) -> list[Said]:
        """Return what was to be said, once."""
        said, self.said = self.said, []
        return said

    def go(self, place: Place) -> None:
        """Go on to a screen; back leads to where the person was."""
        if place != self.here:
            self.trail = [*self.trail, self.here][-_MOST_PLACES:]
        self.here = place

    def back(self) -> None:
        """Go back to the screen before, if there is one."""
        if self.trail:
            self.here = self.trail.pop()

    def visit(self) -> int:
        """Return a number for the page that is shown now, so that its forms are understood also later."""
        self._count += 1
        self._visits[self._count] = self.here
        while len(self._visits) > _MOST_PLACES:
            self._visits.popitem(last=False)
        return self._count

    def visited(self, number: str) -> Place | None:
        """Return the place that was shown under that number."""
        return self._visits.get(int(number)) if number.isascii() and number.isdigit() else None

    def file(self, place: Place) -> str:
        """Return a random key for a file of this session; the same file keeps its key."""
        for key, known in self._files.items():
            if known == place:
                return key
        key = secrets.token_urlsafe(16)
        self._files[key] = place
        while len(self._files) > _MOST_FILES:
            self._files.popitem(last=False)
        return key

    def file_at(self, key: str) -> Place | None:
        """Return which file a key stands for in this session."""
        return self._files.get(key)


class Sessions:
    """All sessions of this process."""

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, *, language: str, first: str, plain: bool = False) -> Session:
        """Return a new session that stands at its first screen."""
        session = Session(
            id=_secret(), key=_secret(), language=language, here=Place(first), plain=plain, used=self._now()
        )
        with self._lock:
            self._held[session.id] = session
            while len(self._held) > _MOST_SESSIONS:
                self._held.popitem(last=False)
        return session

    def find(self, name: str | None) -> Session | None:
        """Return the live session of that cookie, or None alike for one that ended and one that never was."""
        with self._lock:
            session = self._held.get(name or "")
            if session is None:
                return None
            if self._now() - session.used > IDLE_S:
                del self._held[session.id]
                return None
            session.used = self._now()
            return session

    def rotate(self, session: Session) -> None:
        """Give a session a new secret name and a new form key, as when its rights grow."""
        with self._lock:
            alive = self._held.pop(session.id, None)
            session.id, session.key = _secret(), _secret()
            if alive is not None:
                self._held[session.id] = session

    def end(self, name: str | None) -> None:
        """Kill a session with everything in it."""
        with self._lock:
            session = self._held.pop(name or "", None)
        if session is not None:
            session.id = session.key = ""

    def forget_vault(self) -> None:
        """Let every session forget what it noted while the vault was open."""
        for session in self.alive():
            session.forget_vault()

    def alive(self) -> tuple[Session, ...]:
        """Return all live sessions."""
        with self._lock:
            return tuple(self._held.values())


def _secret() -> str:
    return secrets.token_urlsafe(32)


sessions = Sessions()
