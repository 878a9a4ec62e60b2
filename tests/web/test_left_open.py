"""A page that was left open: it goes by itself, also without a script, and words that were typed are not lost."""

import pytest

from tests.vaults import PASSPHRASE, Vault
from tests.web.keepers import the_case
from tests.web.person import Person
from yosuga.web import sessions, site, vaults
from yosuga.web.screen import Role
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

LATER_S = 20


def seconds(person: Person) -> int:
    wait, _, address = person.page.headers["Refresh"].partition("; ")
    assert address == "url=/m"
    return int(wait)


def locked_by_idling(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the server does when nobody used the vault for a quarter of an hour."""
    now = holder._now()
    monkeypatch.setattr(holder, "_now", lambda: now + vaults.IDLE_S + 1)
    assert holder.is_idle
    holder.lock(hurry=False)
    sessions.sessions.forget_vault()


def test_every_page_of_the_owner_asks_again_once_the_vault_is_locked(owner: Person) -> None:
    owner.chooses_case(the_case())
    for name in site.screens():
        owner.goes(name)
        if "http-equiv" in owner.page.html:  # one that shows progress asks every two seconds
            continue
        assert (name, seconds(owner) >= vaults.IDLE_S + LATER_S) == (name, True)
        if not (
            "<textarea" in owner.page.html or "<input" in owner.page.html.split("<main")[1].replace('type="hidden"', "")
        ):
            assert (name, seconds(owner)) == (name, vaults.IDLE_S + LATER_S)


def test_a_page_on_which_one_writes_waits_until_the_session_itself_is_over(owner: Person) -> None:
    owner.chooses_case(the_case())
    owner.goes("evidence")
    assert seconds(owner) <= sessions.IDLE_S + LATER_S
    owner.goes("case")
    assert "<textarea" in owner.page.html
    assert seconds(owner) == sessions.IDLE_S + LATER_S
    owner.goes("plan")
    assert seconds(owner) == vaults.IDLE_S + LATER_S


def test_a_guest_is_not_hurried(person: Person) -> None:
    assert "Refresh" not in person.looks().headers


def test_after_the_idle_lock_the_page_leads_to_the_locked_door(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("evidence", "plan", "care"):
        owner.unlocks()
        owner.goes(name)
        locked_by_idling(monkeypatch)
        assert owner.looks().heading == "鍵を開ける"
        owner.sends(passphrase=PASSPHRASE)
        assert owner.session.screen == name


def test_words_typed_on_a_page_that_went_stale_come_back_after_unlocking(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.chooses_case(the_case())
    owner.goes("case-notes")
    page = owner.page
    locked_by_idling(monkeypatch)
    owner.sends(note="長い話のとちゅう\n二行目")
    assert owner.session.screen == "unlock"
    assert "長い話" not in owner.page.html
    assert "書いていたものが戻ります" in owner.page.text
    owner.sends(passphrase=PASSPHRASE)
    assert owner.session.screen == "case-notes"
    assert "長い話のとちゅう\n二行目</textarea>" in owner.page.html
    assert page.hidden("v") != owner.page.hidden("v")


def test_neither_a_passphrase_nor_a_code_is_ever_such_a_draft(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.goes("passphrase")
    locked_by_idling(monkeypatch)
    owner.sends(passphrase__old=PASSPHRASE, passphrase="x" * 9, passphrase__again="x" * 9, group="ABCDE", code="ABCDE")
    assert owner.session.draft is None


def test_the_idle_time_is_a_setting_within_bounds(monkeypatch: pytest.MonkeyPatch, vault: Vault) -> None:
    from yosuga import settings

    for given, seconds_ in {"": 900, "60": 60, "1": 5, "99999": 3600, "-5": 900, "soon": 900}.items():
        monkeypatch.setenv("YOSUGA_IDLE_S", given)
        assert settings._idle_s() == seconds_


def test_the_memos_go_by_themselves_too(owner: Person) -> None:
    owner.goes("decoy")
    owner.sends(passphrase="牛乳 たまご パン 電池", passphrase__again="牛乳 たまご パン 電池")
    owner.goes("lock")
    owner.goes("unlock")
    owner.sends(passphrase="牛乳 たまご パン 電池")
    assert owner.session.screen == "memos"
    assert seconds(owner) == sessions.IDLE_S + LATER_S
    assert site.PERMITTED["memos"] == {Role.MEMO}


def test_what_was_typed_stays_whatever_was_wrong_with_it_and_a_recovery_code_does_not(owner: Person) -> None:
    owner.chooses_case(the_case())
    owner.goes("item", eid="E0001")
    page = owner.sends(note="あ" * 4001)
    assert 'role="alert"' in page.html
    assert f"{'あ' * 4001}</textarea>" in page.html
    owner.goes("cases")
    assert 'value="事件"' in owner.sends(name="事件").html
    owner.goes("lock")
    owner.goes("unlock", by="code")
    owner.sends(code="AAAA-BBBB")
    assert "AAAA-BBBB" not in str(owner.session.typed) + owner.page.html
