"""The site: every screen there is, and who may see it. A screen that the table does not list is shown to nobody."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from yosuga.web import catalog_words, furigana
from yosuga.web.screen import FileKind, Role, Screen

# Each lists SCREENS: tuple[Screen, ...], and FILES: tuple[FileKind, ...] where it hands out files.
MODULES = (
    "front",
    "vault",
    "memos",
    "decoy",
    "keys",
    "stamps",
    "pausing",
    "erasing",
    "intake",
    "answers",
    "plan",
    "dates",
    "desks",
    "routes",
    "care",
    "handbook",
    "services",
    "check",
    "keeping",
    "evidence",
    "item",
    "replaying",
    "sharing",
    "handing",
    "copying",
    "verify",
    "case",
    "timeline",
    "telling",
    "takedown",
    "takedown_adding",
    "takedown_target",
    "takedown_ways",
    "takedown_request",
    "takedown_finishing",
    "takedown_recording",
    "takedown_looking",
)

_GUEST = frozenset({Role.GUEST, Role.OWNER})
_OWNER = frozenset({Role.OWNER})
_MEMO = frozenset({Role.MEMO})

# Screen -> the roles that may see it. A guest who asks for an owner's screen is led to the vault's door.
PERMITTED: Mapping[str, frozenset[Role]] = {
    # front
    "danger": _GUEST,
    "danger-now": _GUEST,
    "ways": _GUEST,
    "leaving": _GUEST,
    "enough": _GUEST,
    # vault
    "make": _GUEST,
    "unlock": _GUEST,
    "recovery": _OWNER,
    # memos: all there is for a session of memos, and for nobody else
    "memo-door": _MEMO,
    "memos": _MEMO,
    # the vault itself: a second passphrase, keys, time-stamps, pauses, erasing
    "safety": _OWNER,
    "decoy": _OWNER,
    "passphrase": _OWNER,
    "new-code": _OWNER,
    "stamps": _OWNER,
    "stamps-consent": _OWNER,
    "before": _GUEST,
    "pause": _GUEST,
    "case-erase": _OWNER,
    "erase-all": _OWNER,
    # intake, answers
    "intake": _GUEST,
    "intake-kept": _OWNER,
    "intake-answers": _GUEST,
    # plan, desks, routes, care, handbook, services: to be read before there is a vault, and while it is locked
    "plan": _GUEST,
    "step": _GUEST,
    "dates": _GUEST,
    "paper": _GUEST,
    "desks": _GUEST,
    "routes": _GUEST,
    "route": _GUEST,
    "care": _GUEST,
    "checklist": _GUEST,
    "pitfalls": _GUEST,
    "prevention": _GUEST,
    "later": _GUEST,
    "handbook": _GUEST,
    "found": _GUEST,
    "page": _GUEST,
    "services": _GUEST,
    "platform": _GUEST,
    # check: a text looked over before it is published, by anybody
    "check": _GUEST,
    "checked": _GUEST,
    # keeping, evidence, item, handing, copying: only with the vault open; a package can be checked without one
    "keep": _OWNER,
    "keeping": _OWNER,
    "write-down": _OWNER,
    "evidence": _OWNER,
    "item": _OWNER,
    "item-erase": _OWNER,
    "hand-over": _OWNER,
    "hand-items": _OWNER,
    "hand-how": _OWNER,
    "hand-check": _OWNER,
    "handing": _OWNER,
    "copy": _OWNER,
    "copied": _OWNER,
    "verify": _GUEST,
    "verified": _GUEST,
    # replaying, sharing: copies on an origin of their own; what another app handed over; a phone's home screen
    "replay": _OWNER,
    "shared": _OWNER,
    "phone": _GUEST,
    # case, timeline, telling
    "cases": _OWNER,
    "case": _OWNER,
    "case-notes": _OWNER,
    "case-log": _OWNER,
    "case-name": _OWNER,
    "timeline": _OWNER,
    "timeline-add": _OWNER,
    # removal: what is to be removed, how it is asked for, what became of it
    "removals": _OWNER,
    "removals-all": _OWNER,
    "removal": _OWNER,
    "removal-add": _OWNER,
    "removal-read": _OWNER,
    "removal-proof": _OWNER,
    "removal-drop": _OWNER,
    "removal-reason": _OWNER,
    "removal-who": _OWNER,
    "removal-ways": _OWNER,
    "removal-way": _OWNER,
    "removal-draft": _OWNER,
    "removal-request": _OWNER,
    "removal-question": _OWNER,
    "removal-sender": _OWNER,
    "removal-fields": _OWNER,
    "removal-reach": _OWNER,
    "removal-gates": _OWNER,
    "removal-pause": _OWNER,
    "removal-paper": _OWNER,
    "removal-pages": _OWNER,
    "removal-differs": _OWNER,
    "removal-made": _OWNER,
    "removal-record": _OWNER,
    "removal-look": _OWNER,
}

FIRST = "danger"
DOOR, MAKE, CASES = "unlock", "make", "cases"
MEMO_DOOR, MEMOS = "memo-door", "memos"


@cache
def screens() -> Mapping[str, Screen]:
    """Return every screen by name."""
    found: dict[str, Screen] = {}
    for module in MODULES:
        listed: tuple[Screen, ...] = import_module(f"yosuga.web.screens.{module}").SCREENS
        for one in listed:
            if one.name in found:
                raise ValueError(f"two screens are called {one.name}")
            found[one.name] = one
    return found


@cache
def files() -> Mapping[str, FileKind]:
    """Return every kind of file by name."""
    found: dict[str, FileKind] = {}
    for module in MODULES:
        listed: tuple[FileKind, ...] = getattr(import_module(f"yosuga.web.screens.{module}"), "FILES", ())
        found |= {one.name: one for one in listed}
    return found


def prepare() -> None:
    """Let every module of screens that has a `prepare` do once what would make its first page slow."""
    for module in MODULES:
        first: Callable[[], None] | None = getattr(import_module(f"yosuga.web.screens.{module}"), "prepare", None)
        if first is not None:
            first()
    furigana.keep(catalog_words.in_easy_japanese())


def may(role: Role, screen: str) -> bool:
    """Say whether a role may see a screen. What is not listed is not permitted."""
    return role in PERMITTED.get(screen, frozenset())
