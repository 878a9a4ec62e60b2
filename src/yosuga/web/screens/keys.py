"""The vault's keys: a new passphrase, a new recovery code; and where everything that keeps the vault safe is found."""

import secrets

from yosuga.errors import BadInput, WrongPassphrase
from yosuga.evidence import vault
from yosuga.keys import passphrase as passphrases
from yosuga.keys import recovery
from yosuga.keys import vault as master_key
from yosuga.keys.passphrase import PassphrasesDiffer
from yosuga.keys.strength import Strength, Verdict, strength
from yosuga.web.notebook import notebook
from yosuga.web.pacing import TooManyTries
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.sessions import sessions
from yosuga.web.vaults import holder
from yosuga.web.words import pick, say

_CODE, _HIDDEN, _WEAK = "new-code", "new-code-hidden", "new-passphrase-weak"
_CHECKED_GROUP = 5  # of eight; another one than the sheet of the first code was asked for


def _safety(_asked: Asked) -> Shown:
    return Shown("safety/safety.html")


# ------------------------------------------------------------------------------------------------ the passphrase


def _passphrase(asked: Asked) -> Shown:
    return Shown("safety/passphrase.html", {"weak": asked.session.get(_WEAK) is not None})


def _change(asked: Asked, form: Form) -> Go:
    asked.tools.must_write()
    chosen = form.secret("passphrase")
    try:
        _prove(form.secret("passphrase-old"))
        passphrases.check_new(chosen)
        if passphrases.to_bytes(form.secret("passphrase-again")) != passphrases.to_bytes(chosen):
            raise PassphrasesDiffer
    except (WrongPassphrase, TooManyTries) as error:
        return Go.stay(error=pick(error), wrong="old")
    except BadInput as error:
        return Go.stay(error=pick(error), wrong="passphrase")
    if notebook.knows(notebook.tried(chosen)):
        return Go.stay(error=say("This one opens the memos. Please choose another."), wrong="passphrase")
    found = strength(chosen)
    if found.verdict is Verdict.WEAK and not form.has("weak"):
        asked.session.put(_WEAK, "yes")
        said = say("This passphrase is easy to guess (about {bits} bits; 60 is strong).", bits=found.bits)
        return Go.stay(error=said, wrong="passphrase")
    return _changed(asked, chosen, found=found)


def _prove(passphrase: str) -> None:
    """Make sure that it is the person who opened the vault. Raises WrongPassphrase, TooManyTries."""
    holder.unlock(passphrase)


def _changed(asked: Asked, passphrase: str, *, found: Strength) -> Go:
    tools = asked.tools
    header = vault.read_header(tools.home)
    changed = master_key.change_passphrase(
        header, master=tools.master, passphrase=passphrase, random=secrets.token_bytes
    )
    vault.write_header(changed, actor=asked.actor, tools=tools)
    asked.session.put(_WEAK, None)
    sessions.rotate(asked.session)
    told = {
        Verdict.STRONG: say("The passphrase was changed. It is strong."),
        Verdict.FAIR: say("The passphrase was changed. It is fair; a longer one is safer."),
        Verdict.WEAK: say("The passphrase was changed. It is easy to guess; a longer one is safer."),
    }
    asked.session.tell(told[found.verdict])
    asked.session.tell(say("Second copies open by the old one until you bring them up to date."))
    return Go.instead("safety")


# --------------------------------------------------------------------------------------------- the recovery code


def _code(asked: Asked) -> Shown:
    kept = asked.session.get(_CODE, bytes)
    return Shown(
        "safety/new_code.html",
        {
            "groups": recovery.written(kept).split("-") if kept else (),
            "hidden": asked.session.get(_HIDDEN) is not None,
            "group": _CHECKED_GROUP,
        },
    )


def _renew(asked: Asked, form: Form) -> Go:
    asked.tools.must_write()
    kept = asked.session.get(_CODE, bytes)
    if kept is None:
        return _begin(asked, form)
    if form.has("written") or form.has("again"):
        asked.session.put(_HIDDEN, "yes" if form.has("written") else None)
        return Go.stay()
    typed = form.text("group").upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if typed != recovery.written(kept).split("-")[_CHECKED_GROUP - 1]:
        return Go.stay(error=say("This is not what stands in that group. Please look at your sheet."), wrong="group")
    return _take(asked, kept)


def _begin(asked: Asked, form: Form) -> Go:
    try:
        _prove(form.secret("passphrase-old"))
    except (WrongPassphrase, TooManyTries, BadInput) as error:
        return Go.stay(error=pick(error), wrong="old")
    asked.session.put(_CODE, secrets.token_bytes(recovery.ENTROPY))
    asked.session.put(_HIDDEN, None)
    return Go.stay()


def _take(asked: Asked, kept: bytes) -> Go:
    """Write the new code into the header only now: until it stands on paper, the old one opens the vault."""
    tools = asked.tools
    header, _ = master_key.renew_recovery(vault.read_header(tools.home), master=tools.master, random=lambda _n: kept)
    vault.write_header(header, actor=asked.actor, tools=tools)
    asked.session.put(_CODE, None)
    asked.session.put(_HIDDEN, None)
    asked.session.tell(say("The new code is in force. The old one does not open this vault any more."))
    asked.session.tell(say("Second copies open by the old one until you bring them up to date."))
    return Go.instead("safety")


SCREENS = (
    Screen("safety", Needs.VAULT, _safety),
    Screen("passphrase", Needs.VAULT, _passphrase, _change),
    Screen("new-code", Needs.VAULT, _code, _renew),
)
