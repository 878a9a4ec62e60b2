"""Opening by what a person types: the vault by its passphrase or code, or the memos by theirs, at the same cost."""

from dataclasses import replace

from yosuga.evidence import stamping
from yosuga.web import captures, intakes, moved_clock
from yosuga.web.cases import has_cases
from yosuga.web.notebook import notebook
from yosuga.web.screen import Asked, Go, Role
from yosuga.web.sessions import Place, sessions
from yosuga.web.vaults import holder
from yosuga.web.words import say


def by_passphrase(asked: Asked, passphrase: str) -> Go:
    """Open what this passphrase is for. Both are worked out for every try: how long it takes does not tell which.

    Raises WrongPassphrase, TooManyTries, NoVault, VaultDamaged.
    """
    tried = notebook.tried(passphrase)
    opening = holder.unlock(passphrase, otherwise=lambda: notebook.opens(tried))
    return _entered(asked, opening) if opening else _memos(asked)


def by_code(asked: Asked, code: str) -> Go:
    """Open the vault by its recovery code; the memos have none. Raises CodeMistyped too."""
    return _entered(asked, holder.unlock_with_recovery(code))


def _memos(asked: Asked) -> Go:
    asked.session.become_plain(notebook=notebook.opening)
    sessions.rotate(asked.session)
    return Go.instead("memos")


def _entered(asked: Asked, opening: int) -> Go:
    become_owner(asked, opening)
    if holder.tools().altered:
        asked.session.tell(say("The database was changed from outside since it was closed. Please have it checked."))
    if moved := moved_clock.take():
        for one in moved_clock.sentences(moved):
            asked.session.tell(one)
    _go_on_stamping(asked)
    return onward(asked)


def _go_on_stamping(asked: Asked) -> None:
    """Say honestly what the last closing could not have stamped, and ask for it again in the background."""
    tools = holder.tools()
    waiting = stamping.waiting(tools=tools) if tools.writable else 0
    if waiting:
        asked.session.tell(say("Waiting for a time-stamp: {n}. The evidence is kept; the stamp follows.", n=waiting))
        captures.stamp(case="", actor=asked.actor, tools=tools)


def become_owner(asked: Asked, opening: int) -> None:
    """Give this session its rights, under a new name: a name seen before is worth nothing afterwards."""
    asked.session.unlocked, asked.session.plain, asked.session.notebook = opening, False, 0
    asked.session.put("unsaved", None)
    sessions.rotate(asked.session)
    if holder.tools().writable:
        intakes.keep_what_waits(replace(asked, role=Role.OWNER))


def onward(asked: Asked) -> Go:
    """Go where the person wanted to go before the door, with what they had typed there."""
    session = asked.session
    home = Place("case" if asked.has("case") and has_cases(asked) else "ways")
    after, session.after = session.after or home, None
    draft, session.draft = session.draft, None
    go = Go.instead(after.screen, **after.args)
    return replace(go, typed=draft.typed) if draft is not None and draft.place == after else go
