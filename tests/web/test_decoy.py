"""The second passphrase: it opens memos, works as memos should, and leads to nothing of the vault."""

from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import PASSPHRASE, Vault
from tests.web.person import Person, read
from yosuga.cases import access
from yosuga.evidence import history, memo_slot
from yosuga.keys import cost, slot
from yosuga.keys import vault as master_key
from yosuga.web import dispatch, site
from yosuga.web.notebook import notebook
from yosuga.web.screen import ACTOR, Role
from yosuga.web.sessions import Place
from yosuga.web.vaults import IDLE_S, holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

SECOND = "牛乳 たまご パン 電池"
OF_THE_VAULT = ("事件", "証拠", "保管庫", "鍵を開ける", "計画", "警察", "110", "身の危険", "ケース", "すぐに離れる")


@pytest.fixture
def set_up(owner: Person) -> Person:
    """An owner who set a second passphrase."""
    owner.goes("decoy")
    owner.sends(passphrase=SECOND, passphrase__again=SECOND)
    assert "決めました" in owner.page.text
    return owner


def opens_memos(person: Person) -> Person:
    person.goes("unlock")
    person.sends(passphrase=SECOND)
    assert person.session.screen == "memos"
    return person


@pytest.fixture
def shown(set_up: Person) -> Person:
    """Somebody else's eyes: another browser, in which the second passphrase was typed while the vault is locked."""
    set_up.goes("lock")
    return opens_memos(Person().enters())


def test_memos_are_written_read_again_and_deleted(shown: Person) -> None:
    shown.sends(memo="牛乳を買う\n電池も")
    shown.sends(memo="歯医者 火曜 10時")
    assert shown.page.text.index("歯医者") < shown.page.text.index("牛乳を買う")
    shown.goes("lock")
    assert "歯医者" not in shown.page.text
    shown.sends(passphrase=SECOND)
    assert "電池も" in shown.page.text
    shown.sends(remove="1")
    assert "牛乳を買う" not in shown.page.text
    assert "歯医者" in shown.page.text


def test_every_screen_but_the_memos_is_refused(shown: Person) -> None:
    assert dispatch.role_of(shown.session) is Role.MEMO
    for name in site.screens():
        page = shown.goes(name)
        if Role.MEMO not in site.PERMITTED[name]:
            assert (name, shown.session.screen) == (name, "memos")
        assert [(name, word) for word in OF_THE_VAULT if word in page.html] == []
    assert holder.opening == 0, "the vault was not opened"


def test_every_form_of_every_other_screen_is_refused(shown: Person, set_up: Person) -> None:
    """As with a page that was left in another tab, or a forged form: the place is put in by force."""
    set_up.unlocks()
    before = len(log_of_the_case())
    for name, screen in site.screens().items():
        if screen.do is None or Role.MEMO in site.PERMITTED[name]:
            continue
        shown.looks()
        shown.session._visits[999] = Place(name, {"eid": "E0001", "on": "yes"})
        given = {"k": shown.page.hidden("k"), "v": "999", "typed": "E0001", "note": "x", "name": "x", "check": "yes"}
        shown.client.post("/m", given)
        assert (name, shown.session.screen) == (name, "memos")
    assert len(log_of_the_case()) == before


def log_of_the_case() -> list[object]:
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    return list(history.of_case(case.id, actor=ACTOR, tools=holder.tools()))


def test_no_file_of_any_session_is_handed_out(shown: Person) -> None:
    for kind in site.files():
        key = shown.session.file(Place(kind, {"case": "C-00000000", "eid": "E0001", "name": "x", "size": "page"}))
        assert (kind, read(shown.client.get(f"/f/{key}")).status) == (kind, 404)


def test_it_neither_locks_nor_opens_a_vault_that_is_open_elsewhere(set_up: Person) -> None:
    opening = holder.opening
    other = opens_memos(Person().enters())
    other.sends(memo="x")
    other.goes("lock")
    other.sends(passphrase=SECOND)
    assert holder.opening == opening
    set_up.goes("cases")
    assert "事件" in set_up.page.text


def test_leaving_at_once_works_there_and_ends_the_session(shown: Person) -> None:
    assert 'href="/z"' in shown.page.html
    answer = shown.client.get("/z")
    assert answer.headers["Location"] == "/w"
    assert answer.headers["Clear-Site-Data"] == '"cache","cookies","storage"'
    assert notebook.opening == 0
    assert shown.looks().text == "メモ メモはありません。"


def test_the_log_and_the_settings_know_nothing_of_it(owner: Person, vault: Vault) -> None:
    before = log_of_the_case()
    settings_before = setting_rows()
    owner.goes("decoy")
    owner.sends(passphrase=SECOND, passphrase__again=SECOND)
    owner.sends(take__away="yes")
    opens_nothing = Person().enters()
    opens_nothing.unlocks(SECOND)
    assert opens_nothing.session.screen == "unlock"
    assert log_of_the_case() == before
    assert setting_rows() == settings_before


def setting_rows() -> list[str]:
    from yosuga.cases.models import Setting

    return sorted(Setting.objects.values_list("key", flat=True))


def test_used_and_unused_look_alike_on_the_disk(set_up: Person, vault: Vault, tmp_path: Path) -> None:
    used = (vault.home / "memos").read_bytes()
    set_up.sends(take__away="yes")
    unused = (vault.home / "memos").read_bytes()
    assert len(used) == len(unused) == slot.SIZE
    clear = slot.SIZE - slot.ROOM - 29 - 30 - 16  # version, choice, cost; then come random bytes
    assert used[:clear] == unused[:clear]
    assert {one.name for one in vault.home.iterdir() if one.is_file()} >= {"memos"}
    set_up.goes("lock")
    fresh = (vaults.make(tmp_path / "fresh").home / "memos").read_bytes()
    assert (len(fresh), fresh[:clear]) == (len(used), used[:clear])


def test_every_try_costs_the_same_work(set_up: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up.goes("lock")
    counted = []
    work = cost.stretch

    def counting(passphrase: bytes, **how: object) -> bytes:
        counted.append(how["cost"])
        return work(passphrase, **how)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(master_key, "stretch", counting)
    monkeypatch.setattr(slot, "stretch", counting)
    tries = {}
    for name, typed in {"true": PASSPHRASE, "memos": SECOND, "wrong": "something else"}.items():
        counted.clear()
        person = Person().enters()
        person.unlocks(typed)
        tries[name] = list(counted)
        holder.close()
    assert tries["true"] == tries["memos"] == tries["wrong"]
    assert len(tries["true"]) == 2


def test_it_does_not_forgive_wrong_tries_and_is_none(set_up: Person) -> None:
    set_up.goes("lock")
    person = Person().enters()
    for _try in range(4):
        person.unlocks("wrong passphrase")
    for _try in range(3):
        opens_memos(Person().enters())
    person.unlocks("wrong passphrase")
    person.unlocks(PASSPHRASE)
    assert "続けて何度も" in person.page.text


def test_the_vaults_own_passphrase_and_a_short_one_are_refused(owner: Person) -> None:
    owner.goes("decoy")
    owner.sends(passphrase=PASSPHRASE, passphrase__again=PASSPHRASE)
    assert "保管庫を開くパスフレーズ" in owner.page.text
    owner.sends(passphrase="短い", passphrase__again="短い")
    assert "8文字以上" in owner.page.text
    owner.sends(passphrase=SECOND, passphrase__again=SECOND + "x")
    assert "一致しませんでした" in owner.page.text
    found = memo_slot.read(holder.tools().home)
    assert found is not None
    assert not slot.is_used(found, master=holder.tools().master)


def test_the_page_says_what_it_cannot_do_before_it_is_set(owner: Person) -> None:
    text = owner.goes("decoy").text
    assert text.index("このアプリを知る人は") < text.index("2つめのパスフレーズを決める")
    assert "ディスクを調べる人" in text


def test_the_app_can_begin_as_a_locked_memo_and_go_back_to_it(set_up: Person) -> None:
    set_up.sends(begin="plain")
    set_up.goes("evidence")
    set_up.goes("lock")
    for eyes in (set_up, Person().enters()):
        assert eyes.session.screen == "memo-door"
        assert [word for word in OF_THE_VAULT if word in eyes.page.html] == []
        eyes.goes("plan")
        assert eyes.session.screen == "memo-door"
    set_up.sends(passphrase="wrong passphrase")
    assert [word for word in OF_THE_VAULT if word in set_up.page.html] == []
    set_up.sends(passphrase=PASSPHRASE)
    assert set_up.session.screen == "evidence"


def test_nothing_can_be_gone_back_to_from_the_memos(set_up: Person) -> None:
    for name in ("case", "evidence", "plan"):
        set_up.goes(name)
    set_up.goes("lock")
    opens_memos(set_up)
    for _back in range(6):
        assert [word for word in OF_THE_VAULT if word in set_up.sends(go="back").html] == []


def test_a_crooked_memos_file_never_stands_before_the_vault(vault: Vault) -> None:
    raw = (vault.home / "memos").read_bytes()
    hours = raw[:2] + (2048 * 1024).to_bytes(4, "big") + (64).to_bytes(4, "big") + raw[10:]
    for content in (b"", b"\x00" * slot.SIZE, b"\xff" * slot.SIZE, b"x", hours):
        (vault.home / "memos").write_bytes(content)
        person = Person().enters()
        person.unlocks()
        assert dispatch.role_of(person.session) is Role.OWNER
        person.goes("lock")
    (vault.home / "memos").unlink()
    person = Person().enters()
    person.unlocks()
    assert (vault.home / "memos").stat().st_size == slot.SIZE


def test_too_much_for_the_memos_is_told_and_loses_nothing(shown: Person) -> None:
    for _memo in range(6):
        shown.sends(memo="あ" * 4000)
    assert "いっぱいです" in shown.page.text
    assert "あ" * 4000 in shown.page.html


def test_idle_memos_are_closed(shown: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    now = notebook._now()
    found = []
    for later in (IDLE_S - 1, IDLE_S + 1):
        monkeypatch.setattr(notebook, "_now", lambda at=now + later: at)
        found.append(notebook.is_idle)
    assert found == [False, True]
    notebook.close()
    assert shown.looks().heading == "メモ"
    assert shown.session.screen == "memo-door"
