"""The vault's door: made with a passphrase, its recovery code kept on paper, opened by it or by the code."""

from yosuga.errors import BadInput
from yosuga.keys import passphrase as passphrases
from yosuga.keys.passphrase import PassphrasesDiffer
from yosuga.keys.strength import Verdict, strength
from yosuga.web import unlocking
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.vaults import holder
from yosuga.web.words import pick, say

_CHECKED_GROUP = 3  # of eight; typing one group proves that the sheet is at hand


def _make(asked: Asked) -> Shown:
    return Shown("vault/make.html", {"exists": holder.exists, "weak": asked.session.get("weak") is not None})


def _make_it(asked: Asked, form: Form) -> Go:
    if form.has("without"):
        return _without(asked)
    first = form.secret("passphrase")
    try:
        passphrases.check_new(first)
        if passphrases.to_bytes(form.secret("passphrase-again")) != passphrases.to_bytes(first):
            raise PassphrasesDiffer
    except BadInput as error:
        return Go.stay(error=pick(error), wrong="passphrase")
    found = strength(first)
    if found.verdict is Verdict.WEAK and not form.has("weak"):
        asked.session.put("weak", f"{found.bits}")
        said = say("This passphrase is easy to guess (about {bits} bits; 60 is strong).", bits=found.bits)
        return Go.stay(error=said, wrong="passphrase")
    code = holder.create(first)
    unlocking.become_owner(asked, holder.opening)
    asked.session.put("recovery", code)
    asked.session.put("weak", None)
    asked.session.put("strength", found.verdict.value)
    return Go.instead("recovery")


def _without(asked: Asked) -> Go:
    """Go on in memory only, from where the person was before the door."""
    asked.session.put("unsaved", "yes")
    asked.session.after = None
    return Go.back() if asked.session.trail else Go.instead("ways")


def _recovery(asked: Asked) -> Shown:
    code = asked.session.get("recovery")
    return Shown(
        "vault/recovery.html",
        {
            "groups": code.split("-") if code else (),
            "strength": asked.session.get("strength"),
            "group": _CHECKED_GROUP,
            "hidden": asked.session.get("recovery-hidden") is not None,
        },
    )


def _confirm_recovery(asked: Asked, form: Form) -> Go:
    code = asked.session.get("recovery")
    if code is None:
        return unlocking.onward(asked)
    if form.has("written"):
        asked.session.put("recovery-hidden", "yes")
        return Go.stay()
    if form.has("again"):
        asked.session.put("recovery-hidden", None)
        return Go.stay()
    typed = form.text("group").upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if typed != code.split("-")[_CHECKED_GROUP - 1]:
        return Go.stay(error=say("This is not what stands in that group. Please look at your sheet."), wrong="group")
    asked.session.put("recovery", None)
    asked.session.put("recovery-hidden", None)
    asked.session.tell(say("The code is right. Please keep the sheet apart from this device."))
    return unlocking.onward(asked)


def _unlock(asked: Asked) -> Shown:
    return Shown("vault/unlock.html", {"exists": holder.exists, "by_code": asked.args.get("by") == "code"})


def _unlock_it(asked: Asked, form: Form) -> Go:
    if form.has("without"):
        return _without(asked)
    if form.has("code"):
        return unlocking.by_code(asked, form.secret("code"))
    return unlocking.by_passphrase(asked, form.secret("passphrase"))


SCREENS = (
    Screen("make", Needs.NOTHING, _make, _make_it),
    Screen("unlock", Needs.NOTHING, _unlock, _unlock_it),
    Screen("recovery", Needs.VAULT, _recovery, _confirm_recovery),
)
