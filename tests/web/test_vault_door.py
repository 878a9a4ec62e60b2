"""The vault's door as a person meets it: made, its code confirmed, locked, opened."""

from tests.vaults import PASSPHRASE, Vault
from tests.web.person import Person
from yosuga.web import dispatch
from yosuga.web.screen import Role
from yosuga.web.sessions import COOKIE
from yosuga.web.vaults import holder


def test_a_vault_is_made_and_its_code_confirmed_from_paper(person: Person) -> None:
    person.goes("make")
    person.sends(passphrase=PASSPHRASE, passphrase__again=PASSPHRASE)
    code = person.session.get("recovery")
    assert code is not None
    assert all(group in person.page.text for group in code.split("-"))
    person.sends(written="yes")
    assert code.split("-")[2] not in person.page.html
    person.sends(group="00000")
    assert person.session.get("recovery") == code
    person.sends(group=code.split("-")[2].lower())
    assert person.session.get("recovery") is None
    assert dispatch.role_of(person.session) is Role.OWNER
    assert person.session.screen == "ways"


def test_unlocking_gives_the_session_a_new_name(vault: Vault) -> None:
    person = Person().enters()
    before = person.client.cookies[COOKIE].value
    person.unlocks()
    assert person.client.cookies[COOKIE].value != before
    assert dispatch.role_of(person.session) is Role.OWNER
    person.client.cookies[COOKIE] = before
    assert "メモはありません" in person.looks().text


def test_a_locked_vault_is_closed_on_the_disk(owner: Person, vault: Vault) -> None:
    owner.goes("lock")
    assert holder.opening == 0
    assert not (vault.home / "yosuga.sqlite3-wal").exists()
    owner.goes("cases")
    assert owner.session.screen == "unlock"
    owner.sends(passphrase=PASSPHRASE)
    assert owner.session.screen == "cases"
    assert "事件" in owner.page.text
