"""Sessions and tokens: in once, out at once, and nothing of one session in another."""

from pathlib import Path

import pytest
from django.test import Client

from tests.vaults import PASSPHRASE, Vault
from tests.web.person import HOST, Person, read
from yosuga.web import dispatch, sessions, vaults
from yosuga.web.screen import Role
from yosuga.web.sessions import COOKIE, Place, Sessions
from yosuga.web.tokens import Tokens, tokens
from yosuga.web.vaults import holder


def test_a_token_lets_in_once(home: Path) -> None:
    token = tokens.new()
    first, second = Client(headers={"host": HOST}), Client(headers={"host": HOST})
    assert first.get(f"/s/{token}").headers["Location"] == "/m"
    answer = second.get(f"/s/{token}")
    assert answer.status_code == 200
    assert answer.content == second.get("/").content
    assert COOKIE not in second.cookies


def test_when_a_token_was_used_the_next_one_is_told() -> None:
    told: list[str] = []
    own = Tokens()
    own.tell = told.append
    assert own.use(own.new())
    assert own.use(told[-1])
    assert not own.use(told[0])


def test_a_new_token_voids_the_one_before() -> None:
    own = Tokens()
    old, new = own.new(), own.new()
    assert not own.use(old)
    assert own.use(new)


def test_a_picture_on_another_site_cannot_spend_a_token(home: Path) -> None:
    token = tokens.new()
    client = Client(headers={"host": HOST})
    assert client.get(f"/s/{token}", headers={"sec-fetch-dest": "image"}).status_code == 200
    assert client.get(f"/s/{token}", headers={"sec-fetch-dest": "document"}).status_code == 303


def test_the_cookie_is_of_this_site_alone_and_out_of_reach_of_scripts(person: Person) -> None:
    cookie = person.client.cookies[COOKIE]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_kills_the_session_before_anything_else(method: str, owner: Person) -> None:
    name = owner.session.id
    answer = getattr(owner.client, method)("/z")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/w")
    assert answer.headers["Clear-Site-Data"] == '"cache","cookies","storage"'
    assert sessions.sessions.find(name) is None
    assert holder.opening == 0
    owner.client.cookies[COOKIE] = name
    assert owner.looks().text == "メモ メモはありません。"


def test_without_a_session_every_address_says_the_same(home: Path) -> None:
    stranger = Client(headers={"host": HOST})
    assert stranger.get("/").content == stranger.get("/m").content == stranger.get("/s/guessed").content


def test_a_session_nobody_uses_is_gone_after_an_hour() -> None:
    clock = [0.0]
    held = Sessions(now=lambda: clock[0])
    session = held.begin(language="ja", first="danger")
    clock[0] = sessions.IDLE_S - 1
    assert held.find(session.id) is session
    clock[0] *= 3
    assert held.find(session.id) is None


def test_a_second_session_has_to_prove_the_passphrase_of_the_open_vault(owner: Person) -> None:
    second = Person().enters()
    assert dispatch.role_of(second.session) is Role.GUEST
    second.goes("unlock")
    second.sends(passphrase="not the passphrase")
    assert dispatch.role_of(second.session) is Role.GUEST
    second.sends(passphrase=PASSPHRASE)
    assert dispatch.role_of(second.session) is Role.OWNER
    assert dispatch.role_of(owner.session) is Role.OWNER


def test_locking_makes_every_session_a_guest(owner: Person) -> None:
    second = Person().enters()
    second.unlocks()
    owner.goes("lock")
    assert dispatch.role_of(second.session) is Role.GUEST
    owner.unlocks()
    assert dispatch.role_of(owner.session) is Role.OWNER
    assert dispatch.role_of(second.session) is Role.GUEST


def test_after_many_wrong_passphrases_there_is_a_pause(vault: Vault, person: Person) -> None:
    person.goes("unlock")
    for _ in range(5):
        person.sends(passphrase="wrong wrong")
        assert "合いません" in person.page.text
    person.sends(passphrase=PASSPHRASE)
    assert "少し待っています" in person.page.text
    assert dispatch.role_of(person.session) is Role.GUEST


def test_an_idle_vault_says_so(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    now = holder._now()
    monkeypatch.setattr(holder, "_now", lambda: now + vaults.IDLE_S + 5)
    assert holder.is_idle
    owner.looks()
    assert holder.is_idle, "a page that asks again by itself is no use"
    owner.goes("ways")
    assert not holder.is_idle


def test_a_form_of_an_older_page_acts_on_its_own_screen(person: Person) -> None:
    person.goes("leaving")
    old = person.page
    person.goes("ways")
    person.page = old
    person.sends(key="F8")
    assert person.session.exit_key == "F8"
    assert person.session.screen == "leaving"


def test_back_leads_through_the_screens_before(person: Person) -> None:
    person.goes("ways")
    person.goes("leaving")
    person.goes("enough")
    reached = []
    for _ in range(4):
        person.goes("back")
        reached.append(person.session.screen)
    assert reached == ["leaving", "ways", "danger", "danger"]


def test_the_language_is_the_persons_choice(person: Person) -> None:
    assert "いま、身の危険がありますか" in person.page.text
    person.sends(go="language", arg__to="en")
    assert "Are you in danger right now?" in person.page.text
    assert '<html lang="en">' in person.page.html
    assert person.page.title == "Memo"


def test_going_on_without_a_vault_leads_back_to_where_one_was(person: Person) -> None:
    person.goes("ways")
    person.goes("make")
    person.sends(without="yes")
    assert person.session.screen == "ways"
    assert "保存しないで続けています" in person.page.text
    assert not holder.exists


@pytest.mark.parametrize("answer", ["no", "unknown", "unsaid"])
def test_whoever_is_in_no_danger_gets_the_ways(answer: str, person: Person) -> None:
    person.sends(danger=answer)
    assert person.page.heading == "なにをしますか"


def test_whoever_is_in_danger_gets_the_number_at_once(person: Person) -> None:
    person.sends(danger="yes")
    assert person.page.text.index("110") < 40
    assert 'href="tel:110"' in person.page.html
    assert "npa.go.jp" in person.page.text


def test_a_second_process_on_the_vault_only_reads_and_says_so(vault: Vault, person: Person) -> None:
    with vault.opened():
        person.unlocks()
        assert "こちらは閲覧だけできます" in person.page.text


def test_a_weak_passphrase_is_told_and_can_be_kept(person: Person) -> None:
    person.goes("make")
    person.sends(passphrase="password1", passphrase__again="password1")
    assert not holder.exists
    assert "推測されやすい" in person.page.text
    person.sends(passphrase="password1", passphrase__again="password1", weak="yes")
    assert holder.exists


def test_nothing_of_a_passphrase_comes_back_on_a_page(person: Person) -> None:
    person.goes("make")
    page = person.sends(passphrase="かな 漢字 four words", passphrase__again="another one here")
    assert "一致しませんでした" in page.text
    assert "four words" not in page.html


def test_notes_are_of_their_kind_or_none() -> None:
    session = Sessions().begin(language="ja", first="danger")
    session.put("count", 3)
    assert session.get("count") is None
    assert session.get("count", int) == 3
    session.put("count", None)
    assert session.get("count", int) is None
    session.go(Place("ways"))
    assert session.screen == "ways"


def test_the_vault_recovers_by_its_code(vault: Vault, person: Person) -> None:
    person.goes("unlock", by="code")
    person.sends(code=vault.recovery_code.lower())
    assert dispatch.role_of(person.session) is Role.OWNER
    assert read(person.client.get("/m")).status == 200
