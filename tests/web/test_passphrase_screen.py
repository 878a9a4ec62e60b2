"""A new passphrase and a new recovery code: asked for the old one, told how strong, never without a code that works."""

import pytest

from tests.vaults import PASSPHRASE, Vault
from tests.web.person import Person
from yosuga.cases import access
from yosuga.custody.events import EventType
from yosuga.errors import WrongPassphrase
from yosuga.evidence import history
from yosuga.evidence import vault as vaults_on_disk
from yosuga.keys import vault as master_key
from yosuga.web.notebook import notebook
from yosuga.web.screen import ACTOR
from yosuga.web.sessions import COOKIE
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

NEW = "horse battery 傘 staple 机"


def key_changes() -> int:
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    told = history.of_case(case.id, actor=ACTOR, tools=holder.tools())
    return sum(one.event is not None and one.event.type is EventType.KEY_CHANGE for one in told)


def test_a_new_passphrase_opens_the_vault_and_the_old_one_does_not(owner: Person) -> None:
    cookie, before = owner.client.cookies[COOKIE].value, key_changes()
    owner.goes("passphrase")
    owner.sends(passphrase__old=PASSPHRASE, passphrase=NEW, passphrase__again=NEW)
    assert "強いパスフレーズです" in owner.page.text
    assert "控えは" in owner.page.text
    assert owner.client.cookies[COOKIE].value != cookie
    assert key_changes() == before + 1
    owner.goes("lock")
    owner.unlocks()
    assert holder.opening == 0
    owner.unlocks(NEW)
    assert holder.opening != 0


def test_without_the_old_passphrase_nothing_is_changed(owner: Person, vault: Vault) -> None:
    before = (vault.home / "vault.json").read_bytes()
    owner.goes("passphrase")
    owner.sends(passphrase__old="something else", passphrase=NEW, passphrase__again=NEW)
    assert "合いません" in owner.page.text
    owner.sends(passphrase__old=PASSPHRASE, passphrase=NEW, passphrase__again=NEW + "x")
    owner.sends(passphrase__old=PASSPHRASE, passphrase="短い", passphrase__again="短い")
    assert (vault.home / "vault.json").read_bytes() == before
    assert NEW not in owner.page.html


def test_a_weak_one_is_taken_only_by_somebody_who_was_told(owner: Person, vault: Vault) -> None:
    before = (vault.home / "vault.json").read_bytes()
    owner.goes("passphrase")
    owner.sends(passphrase__old=PASSPHRASE, passphrase="12345678", passphrase__again="12345678")
    assert "推測されやすい" in owner.page.text
    assert (vault.home / "vault.json").read_bytes() == before
    owner.sends(passphrase__old=PASSPHRASE, passphrase="12345678", passphrase__again="12345678", weak="yes")
    assert (vault.home / "vault.json").read_bytes() != before


def test_the_passphrase_of_the_memos_cannot_become_that_of_the_vault(owner: Person) -> None:
    owner.goes("decoy")
    owner.sends(passphrase=NEW, passphrase__again=NEW)
    owner.goes("passphrase")
    owner.sends(passphrase__old=PASSPHRASE, passphrase=NEW, passphrase__again=NEW)
    assert "メモを開くパスフレーズ" in owner.page.text


def test_the_memos_stay_open_to_theirs_after_the_vaults_was_changed(owner: Person) -> None:
    owner.goes("decoy")
    owner.sends(passphrase="牛乳 たまご パン 電池", passphrase__again="牛乳 たまご パン 電池")
    owner.goes("passphrase")
    owner.sends(passphrase__old=PASSPHRASE, passphrase=NEW, passphrase__again=NEW)
    assert notebook.knows(notebook.tried("牛乳 たまご パン 電池"))


def opens(vault: Vault, code: str) -> bool:
    try:
        master_key.unlock_with_recovery(vaults_on_disk.read_header(vault.home), code=code)
    except WrongPassphrase:
        return False
    return True


def shown_code(person: Person) -> str:
    import re

    return "-".join(re.findall(r'class="number code">([0-9A-Z]{5})<', person.page.html))


def test_the_old_code_works_until_the_new_one_is_confirmed_from_paper(owner: Person, vault: Vault) -> None:
    owner.goes("new-code")
    owner.sends(passphrase__old=PASSPHRASE)
    code = shown_code(owner)
    assert len(code) == 47
    assert opens(vault, vault.recovery_code)
    assert not opens(vault, code)
    owner.sends(written="yes")
    assert code.split("-")[4] not in owner.page.html
    owner.sends(group="00000")
    assert opens(vault, vault.recovery_code)
    owner.sends(group=code.split("-")[4].lower())
    assert opens(vault, code)
    assert not opens(vault, vault.recovery_code)
    assert code not in owner.goes("new-code").html


@pytest.mark.parametrize("end", ["lock", "other"])
def test_a_code_that_was_not_confirmed_is_forgotten_and_the_old_one_stays(
    owner: Person, vault: Vault, end: str
) -> None:
    owner.goes("new-code")
    owner.sends(passphrase__old="wrong" if end == "other" else PASSPHRASE)
    if end == "other":
        assert shown_code(owner) == ""
        return
    owner.goes("lock")
    owner.unlocks()
    owner.goes("new-code")
    assert shown_code(owner) == ""
    assert opens(vault, vault.recovery_code)
