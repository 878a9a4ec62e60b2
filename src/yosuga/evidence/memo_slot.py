"""The memo slot's file beside the header: made with every vault, so that its being there tells nothing."""

import secrets
from pathlib import Path

from yosuga.evidence.layout import MEMOS
from yosuga.keys import slot
from yosuga.keys.header import Header
from yosuga.keys.slot import Slot
from yosuga.stores.small import replace_file


def prepare(home: Path, *, header: Header, master: bytes) -> None:
    """Make an unused slot where there is none. Raises DiskFull, DiskFailed."""
    if not (home / MEMOS).exists():
        write(slot.unused(master=master, cost=header.cost, random=secrets.token_bytes), home=home)


def read(home: Path) -> Slot | None:
    """Return the slot, or None where there is none. Raises VaultDamaged."""
    try:
        return Slot.from_bytes((home / MEMOS).read_bytes())
    except FileNotFoundError:
        return None


def write(found: Slot, *, home: Path) -> None:
    """Put the slot durably in place. Raises DiskFull, DiskFailed."""
    replace_file(home / MEMOS, found.to_bytes())
