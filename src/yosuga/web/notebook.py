"""The harmless memos behind the second passphrase: opened, written and closed without the vault knowing of it."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from time import monotonic

from yosuga.clock import SystemClock, rfc3339
from yosuga.errors import BadInput, VaultError
from yosuga.evidence import memo_slot
from yosuga.keys import slot
from yosuga.keys.cost import SALT, Cost
from yosuga.keys.passphrase import check_new
from yosuga.keys.slot import Memo, Slot
from yosuga.text import nfc
from yosuga.tools import Tools
from yosuga.web import vaults

LONGEST = 4_000
_NOBODYS = bytes(32)
_writing = Lock()  # the file is read, changed and put back as a whole


@dataclass(frozen=True, slots=True)
class Tried:
    """A passphrase as it was stretched for the slot, whether it opens it or not."""

    under: bytes = field(repr=False)


class Notebook:
    """Holds the key of the open memos. Each opening has a number, as the vault's have."""

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._under: bytes | None = None
        self._opening = 0
        self._used = now()

    @property
    def opening(self) -> int:
        """Return the number of the present opening; 0 while closed."""
        return self._opening if self._under is not None else 0

    @property
    def is_idle(self) -> bool:
        """Whether nobody used the memos for as long as the vault would stay open."""
        return self._now() - self._used > vaults.IDLE_S

    def touch(self) -> None:
        """Note that a person used them."""
        self._used = self._now()

    def tried(self, passphrase: str) -> Tried:
        """Stretch a passphrase for the slot. It is done for every try, so that all tries cost the same work."""
        found = _slot_or_none(vaults.home()) or _stand_in()
        return Tried(slot.key_of(found, passphrase=passphrase))

    def knows(self, tried: Tried) -> bool:
        """Say whether this is the passphrase of the memos."""
        found = _slot_or_none(vaults.home())
        return found is not None and slot.memos_in(found, under=tried.under) is not None

    def opens(self, tried: Tried) -> bool:
        """Open the memos if this is their passphrase."""
        if not self.knows(tried):
            return False
        with _writing:
            self._under = tried.under
            self._opening += 1
            self._used = self._now()
        return True

    def close(self) -> None:
        """Let go of the key."""
        self._under = None

    def memos(self) -> Sequence[Memo]:
        """Return the memos, the newest first. Raises Locked."""
        found, under = self._open_slot()
        return tuple(reversed(slot.memos_in(found, under=under) or ()))

    def write(self, text: str) -> None:
        """Keep a memo. Raises BadInput for an empty or overlong one, SlotFull, Locked."""
        said = nfc(text).replace("\r\n", "\n").strip()
        if not said or len(said) > LONGEST:
            raise BadInput(f"memo: 1-{LONGEST}")
        written = rfc3339(SystemClock().read().wall)

        def added(memos: Sequence[Memo]) -> Sequence[Memo]:
            number = max((one.number for one in memos), default=0) + 1
            return (*memos, Memo(number, written, said))

        self._change(added)

    def remove(self, number: int) -> None:
        """Delete a memo; one that is gone is fine. Raises Locked."""
        self._change(lambda memos: [one for one in memos if one.number != number])

    def _change(self, changed: Callable[[Sequence[Memo]], Sequence[Memo]]) -> None:
        with _writing:
            found, under = self._open_slot()
            memos = slot.memos_in(found, under=under) or ()
            memo_slot.write(slot.with_memos(found, changed(memos), under=under), home=vaults.home())

    def _open_slot(self) -> tuple[Slot, bytes]:
        under, found = self._under, _slot_or_none(vaults.home())
        if under is None or found is None or slot.memos_in(found, under=under) is None:
            self._under = None
            raise vaults.Locked
        return found, under


def begins_plainly() -> bool:
    """Say whether the app shows nothing but a locked memo until somebody types a passphrase."""
    found = _slot_or_none(vaults.home())
    return found is not None and found.plain and vaults.holder.exists


@dataclass(frozen=True, slots=True)
class Standing:
    """How the slot stands, as only the true vault can tell."""

    used: bool
    plain: bool


def standing(*, tools: Tools) -> Standing:
    """Return whether a second passphrase is set, and how the app begins. Raises VaultDamaged."""
    found = _slot(tools)
    return Standing(slot.is_used(found, master=tools.master), found.plain)


def set_passphrase(passphrase: str, *, tools: Tools) -> None:
    """Let this passphrase open an empty notebook from now on; what an earlier one opened is gone.

    Nothing of it goes into the log or the settings. Raises PassphraseTooShort, VaultReadOnly.
    """
    tools.must_write()
    check_new(passphrase)
    made = slot.used(
        passphrase=passphrase,
        master=tools.master,
        cost=_header_cost(tools.home),
        random=secrets.token_bytes,
        plain=_slot(tools).plain,
    )
    _put(made, tools=tools)


def take_away(*, tools: Tools) -> None:
    """Remove the second passphrase and all its memos. Raises VaultReadOnly."""
    tools.must_write()
    plain = _slot(tools).plain
    cost = _header_cost(tools.home)
    _put(slot.unused(master=tools.master, cost=cost, random=secrets.token_bytes, plain=plain), tools=tools)


def begin_plainly(*, plain: bool, tools: Tools) -> None:
    """Choose what the app shows first. Raises VaultReadOnly."""
    tools.must_write()
    with _writing:
        memo_slot.write(replace(_slot(tools), plain=plain), home=tools.home)


def _put(made: Slot, *, tools: Tools) -> None:
    notebook.close()
    with _writing:
        memo_slot.write(made, home=tools.home)


def _slot(tools: Tools) -> Slot:
    found = memo_slot.read(tools.home)
    if found is None:
        raise VaultError("memos")
    return found


def _header_cost(home: Path) -> Cost:
    from yosuga.evidence import vault

    return vault.read_header(home).cost


def _slot_or_none(home: Path) -> Slot | None:
    """Return the slot as far as it can be used: whatever is wrong with it never stands before the vault.

    A slot that asks for other work than the vault was not written by us: trying it might take all memory, or hours.
    """
    with suppress(VaultError, OSError):
        found = memo_slot.read(home)
        return found if found is not None and found.cost == _header_cost(home) else None
    return None


def _stand_in() -> Slot:
    """Return a slot that opens to nobody, so that a vault without one takes as long."""
    return Slot(plain=False, cost=Cost.floor(), salt=bytes(SALT), owners=b"", memos=_NOBODYS)


notebook = Notebook()
