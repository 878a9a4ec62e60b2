"""A second passphrase that opens nothing but harmless memos: set, replaced, taken away; and how the app begins."""

from yosuga.errors import BadInput, WrongPassphrase
from yosuga.evidence import vault
from yosuga.keys import passphrase as passphrases
from yosuga.keys import vault as master_key
from yosuga.keys.passphrase import PassphrasesDiffer
from yosuga.web import notebook
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import pick, say


def _show(asked: Asked) -> Shown:
    found = notebook.standing(tools=asked.tools)
    return Shown("safety/decoy.html", {"used": found.used, "plain": found.plain})


def _do(asked: Asked, form: Form) -> Go:
    if form.has("begin"):
        notebook.begin_plainly(plain=form.text("begin") == "plain", tools=asked.tools)
        asked.session.tell(say("Changed. It counts from the next time on."))
        return Go.stay()
    if form.has("take-away"):
        notebook.take_away(tools=asked.tools)
        asked.session.tell(say("The second passphrase opens nothing any more."))
        return Go.stay()
    return _set(asked, form) if form.has("passphrase") else Go.stay()


def _set(asked: Asked, form: Form) -> Go:
    chosen = form.secret("passphrase")
    try:
        passphrases.check_new(chosen)
        if passphrases.to_bytes(form.secret("passphrase-again")) != passphrases.to_bytes(chosen):
            raise PassphrasesDiffer
    except BadInput as error:
        return Go.stay(error=pick(error), wrong="passphrase")
    if _opens_the_vault(chosen, asked=asked):
        return Go.stay(error=say("This one opens the vault. Please choose another."), wrong="passphrase")
    notebook.set_passphrase(chosen, tools=asked.tools)
    asked.session.tell(say("Set. Open it once yourself and write two or three everyday memos."))
    return Go.stay()


def _opens_the_vault(passphrase: str, *, asked: Asked) -> bool:
    try:
        master_key.unlock(vault.read_header(asked.tools.home), passphrase=passphrase)
    except WrongPassphrase:
        return False
    return True


SCREENS = (Screen("decoy", Needs.VAULT, _show, _do),)
