"""What a screen is: what it needs, how it is shown, what it does with a form. The values every screen speaks in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import BinaryIO

from yosuga.actor import Actor, Door, local_owner
from yosuga.clock import JST, SystemClock
from yosuga.text import nfc
from yosuga.tools import Tools
from yosuga.web.sessions import Place, Session

ACTOR = local_owner(Door.WEB)


class Needs(StrEnum):
    """What must be there before a screen can be shown. CASE includes VAULT."""

    NOTHING = "nothing"
    VAULT = "vault"
    CASE = "case"


class Role(StrEnum):
    """Who asks: without a session, with one, with one that shows memos alone, or with one that unlocked the vault."""

    NOBODY = "nobody"
    GUEST = "guest"
    MEMO = "memo"
    OWNER = "owner"


class Way(StrEnum):
    """How a form ends."""

    TO = "to"
    INSTEAD = "instead"
    BACK = "back"
    STAY = "stay"
    LOCK = "lock"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Go:
    """Where the person goes after a form."""

    way: Way
    place: Place = field(default_factory=lambda: Place(""))
    error: str = ""
    wrong: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def to(cls, screen: str, /, **args: str) -> "Go":
        """Go on to a screen; "back" leads to this one."""
        return cls(Way.TO, Place(screen, args))

    @classmethod
    def instead(cls, screen: str, /, **args: str) -> "Go":
        """Go on to a screen that takes this one's place: "back" does not lead here again."""
        return cls(Way.INSTEAD, Place(screen, args))

    @classmethod
    def back(cls) -> "Go":
        """Go to the screen before."""
        return cls(Way.BACK)

    @classmethod
    def stay(cls, *, error: str = "", wrong: str = "", typed: Mapping[str, str] | None = None) -> "Go":
        """Show this screen again; `wrong` names the input that is to be looked at, `typed` keeps what was typed."""
        return cls(Way.STAY, error=error, wrong=wrong, typed=typed or {})

    @classmethod
    def lock(cls) -> "Go":
        """Lock the vault."""
        return cls(Way.LOCK)

    @classmethod
    def exit(cls) -> "Go":
        """End the session and leave for the neutral page."""
        return cls(Way.EXIT)


@dataclass(frozen=True, slots=True)
class Shown:
    """A template and what it is filled with.

    `refresh` are the seconds after which the page asks again; 0 is never. `frames` is the one address that the page
    may show in a frame.
    """

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    refresh: int = 0
    status: int = 200
    frames: str = ""


@dataclass(slots=True)
class Uploaded:
    """A file that came with a form, in anonymous memory. `name` is what the person's device calls it.

    It is gone when the form is answered, unless it was kept.
    """

    name: str
    size: int
    sha256: str
    body: BinaryIO
    kept: bool = False

    def keep(self) -> BinaryIO:
        """Return the body for work that goes on after the answer; whoever keeps it closes it."""
        self.kept = True
        return self.body


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, chosen and dropped. Texts are NFC and without white space around them."""

    fields: Mapping[str, Sequence[str]]
    uploads: Mapping[str, Sequence[Uploaded]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was typed; empty when nothing was."""
        return nfc(self.secret(name)).replace("\r\n", "\n").strip()

    def secret(self, name: str) -> str:
        """Return what was typed exactly as it was, for passphrases."""
        values = self.fields.get(name, ())
        return values[-1] if values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return every choice of a group."""
        return tuple(nfc(value).strip() for value in self.fields.get(name, ()))

    def has(self, name: str) -> bool:
        """Say whether a box was ticked or a button pressed."""
        return name in self.fields

    def texts(self) -> Mapping[str, str]:
        """Return every field that is no secret, to show what was typed once more."""
        return {name: self.text(name) for name in self.fields if not name.startswith("passphrase")}

    def files(self, name: str) -> tuple[Uploaded, ...]:
        """Return the files of an input."""
        return tuple(self.uploads.get(name, ()))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a screen is asked with. `tools` raises Locked while the vault is locked."""

    session: Session
    role: Role
    moment: datetime
    bench: Callable[[], Tools]
    registered: Callable[[str], bool]
    actor: Actor = ACTOR

    @property
    def tools(self) -> Tools:
        """Return the open vault's tools. Raises Locked."""
        return self.bench()

    @property
    def today(self) -> date:
        """Return the day in Japan."""
        return self.moment.date()

    @property
    def args(self) -> Mapping[str, str]:
        """Return the arguments of the screen."""
        return self.session.args

    @property
    def case(self) -> str:
        """Return the id of the chosen case; only screens that need a case may ask."""
        if self.session.case is None:
            raise LookupError("this screen does not say that it needs a case")
        return self.session.case

    def file(self, kind: str, /, **args: str) -> str:
        """Return the address of a file of this session; `kind` names one of the FILES of a screen's module."""
        return "/f/" + self.session.file(Place(kind, args))

    def has(self, screen: str) -> bool:
        """Say whether a screen of that name is there at all."""
        return self.registered(screen)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `show` may be called at any time and changes nothing; `do` takes the form of this screen."""

    name: str
    needs: Needs
    show: Callable[[Asked], Shown]
    do: Callable[[Asked, Form], Go] | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A file on its way out. `title` ends up on the person's disk: keep it neutral. Only pictures can be inline."""

    body: BinaryIO
    media_type: str
    title: str = "memo"
    inline: bool = False


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that a session may ask for under `/f/<key>`; its arguments are those given to `asked.file`."""

    name: str
    needs: Needs
    hand: Callable[[Asked, Mapping[str, str]], Handed]


def now() -> datetime:
    """Return this moment in Japan."""
    return SystemClock().read().wall.astimezone(JST)
