"""The one open vault of this process: made, unlocked, used by many threads at once, and closed when nobody uses it."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Condition, Lock, Thread
from time import monotonic
from typing import ClassVar

from django.db import connection

from yosuga import settings
from yosuga.cases.troubles import database_words
from yosuga.errors import VaultError, WrongPassphrase, YosugaError
from yosuga.tools import Tools
from yosuga.web.pacing import Pace
from yosuga.web.screen import ACTOR

IDLE_S = settings.IDLE_S
_PARTING_S = 8.0  # how long the closing of the vault waits for a stamp
_log = logging.getLogger("yosuga.web")


class Locked(VaultError):
    """The vault is locked, or none was made yet."""

    code: ClassVar[str] = "locked"
    ja: ClassVar[str] = "保管庫には鍵がかかっています。保存済みのものはそのままです。パスフレーズで開けられます。"
    en: ClassVar[str] = "The vault is locked. What was kept is as it was. The passphrase opens it."
    status: ClassVar[int] = 403
    permanent: ClassVar[bool] = False


def home() -> Path:
    """Return the data folder."""
    return Path(settings.HOME)


def bench(master: bytes) -> Tools:
    """Return the tools of this process."""
    from yosuga import tools
    from yosuga.evidence import browsers
    from yosuga.timestamps.pacing import PacedStamper
    from yosuga.timestamps.rfc3161 import Rfc3161Stamper
    from yosuga.web import moved_clock

    stamper = PacedStamper(Rfc3161Stamper())
    return tools.bench(home(), master=master, stamper=stamper, capturer=browsers.capturer, clock_moved=moved_clock.note)


def part(tools: Tools) -> None:
    """Have what grew stamped before the vault is closed, where the person consented: for a few seconds at most."""
    from yosuga.evidence import stamping

    if tools.writable:
        with database_words():
            stamping.stamp_in_time(_PARTING_S, actor=ACTOR, tools=tools)


def must_part(tools: Tools) -> bool:
    """Say whether anybody is to be asked for a stamp."""
    from yosuga.evidence import stamping

    try:
        with database_words():
            return tools.writable and bool(stamping.authorities(tools=tools))
    except YosugaError as error:
        _log.warning("parting: %s", error.code)
        return False


class Holder:
    """Holds the open vault. Each opening has a number, so that a session that unlocked an earlier one is a guest."""

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        self.bench: Callable[[bytes], Tools] = bench
        self.pace = Pace()
        self._now = now
        self._state = Condition()
        self._doors = Lock()  # one unlocking or making at a time
        self._stack: ExitStack | None = None
        self._tools: Tools | None = None
        self._opening = 0
        self._users = 0
        self._closing = False
        self._hurried = False
        self._used = now()
        self.when_locked: list[Callable[[], None]] = []  # what lies open outside the vault is closed first

    @property
    def exists(self) -> bool:
        """Whether a vault was made here."""
        from yosuga.evidence.layout import HEADER

        return (home() / HEADER).exists()

    @property
    def opening(self) -> int:
        """Return the number of the present opening; 0 while locked."""
        with self._state:
            return self._opening if self._tools is not None and not self._closing else 0

    @property
    def hurried(self) -> bool:
        """Whether somebody wants it locked now: long work stops after the piece it is at; what is left waits."""
        return self._hurried

    def tools(self) -> Tools:
        """Return the open vault's tools. Raises Locked."""
        with self._state:
            if self._tools is None or self._closing:
                raise Locked
            return self._tools

    def holds(self, tools: Tools) -> bool:
        """Say whether these are the tools of the vault that is open, though it may be about to close."""
        return self._tools is tools

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the vault from being closed inside the block: around each request and each piece of work."""
        with self._state:
            self._users += 1
        try:
            yield
        finally:
            with self._state:
                self._users -= 1
                self._state.notify_all()

    def create(self, passphrase: str) -> str:
        """Make the vault, open it and return its recovery code. Raises PassphraseTooShort, AlreadyExists, DiskFull."""
        from yosuga.evidence import vault

        with self._doors:
            with database_words():
                code = vault.create(home(), passphrase=passphrase, random=secrets.token_bytes)
            self._open(passphrase, by_code=False)
            return code

    def unlock(self, passphrase: str, *, otherwise: Callable[[], bool] = lambda: False) -> int:
        """Open the vault, or prove the passphrase of the open one; return the opening's number.

        `otherwise` is asked about a passphrase that is not the vault's: where it knows it, nothing counts as a failed
        try or as a success, and 0 is returned. Raises WrongPassphrase, TooManyTries, NoVault, VaultDamaged.
        """
        with self._doors:
            try:
                return self._open(passphrase, by_code=False)
            except WrongPassphrase:
                if otherwise():
                    return 0
                self.pace.failed()
                raise

    def unlock_with_recovery(self, code: str) -> int:
        """Open it by the printed code instead. Raises CodeMistyped too."""
        with self._doors:
            try:
                return self._open(code, by_code=True)
            except WrongPassphrase:
                self.pace.failed()
                raise

    def _open(self, secret: str, *, by_code: bool) -> int:
        from yosuga.evidence import vault
        from yosuga.keys import vault as master_key

        self.pace.check()
        header = vault.read_header(home())
        master = (
            master_key.unlock_with_recovery(header, code=secret)
            if by_code
            else master_key.unlock(header, passphrase=secret)
        )
        self.pace.passed()
        return self._enter(master)

    def _enter(self, master: bytes) -> int:
        """Go on with the vault that is still open, whose closing is called off, or open it."""
        from yosuga.evidence import vault

        with self._state:
            self._used = self._now()
            if self._tools is not None:
                self._opening += self._closing
                self._closing = self._hurried = False
                return self._opening
        with ExitStack() as stack:
            with database_words():
                opened = vault.opened(home(), unlock=lambda _header: master, bench=self.bench, actor=ACTOR)
                found = stack.enter_context(opened)
            with self._state:
                self._stack, self._tools = stack.pop_all(), found.tools
                self._opening += 1
                self._closing = self._hurried = False
                return self._opening

    def touch(self) -> None:
        """Note that a person used it."""
        self._used = self._now()

    @property
    def is_idle(self) -> bool:
        """Whether nobody used it for a quarter of an hour, or what the setting says."""
        return self._now() - self._used > IDLE_S

    def lock(self, *, hurry: bool = True, stamp: bool = True) -> None:
        """Shut it to everybody at once; it is closed on the disk as soon as what is under way is done.

        `hurry` lets long work stop after its present piece; without it the work is finished first. `stamp` first asks
        for time-stamps, where the person consented; whoever leaves in haste does without.
        """
        for close in self.when_locked:
            close()
        with self._state:
            if self._tools is None:
                return
            parting = stamp and not self._closing and must_part(self._tools)
            self._closing = True
            self._hurried = self._hurried or hurry
            if self._users or parting:
                Thread(target=self._close_later, args=(parting,), name="closing", daemon=True).start()
                return
        self._close_when_free()

    def close(self, *, wait_s: float = 20.0) -> None:
        """Close it before the process ends. Work that takes longer is left: whatever was kept is kept."""
        self.lock()
        connection.close()
        end = monotonic() + wait_s
        with self._state:
            while self._tools is not None and monotonic() < end:
                self._state.wait(0.1)

    def _close_later(self, parting: bool) -> None:  # noqa: FBT001 - a thread's argument
        """Let those who use it finish, ask for time-stamps if so, then close it."""
        with self._state:
            while self._users and self._closing:
                self._state.wait(0.5)
            tools = self._tools if self._closing else None
        if parting and tools is not None:
            with self.in_use():
                try:
                    part(tools)
                except YosugaError as error:  # what could not be stamped waits; the next opening says so
                    _log.warning("parting: %s", error.code)
                finally:
                    connection.close()
        self._close_when_free()

    def _close_when_free(self) -> None:
        with self._state:
            while self._users and self._closing:
                self._state.wait(0.5)
            if not self._closing or self._stack is None:
                return
            stack, self._stack = self._stack, None
            try:
                with database_words():
                    stack.close()
            except YosugaError as error:  # the next opening looks it over and says what it finds
                _log.warning("closing: %s", error.code)
            finally:
                self._tools = None
                self._closing = self._hurried = False
                self._state.notify_all()


holder = Holder()
