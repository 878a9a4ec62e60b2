"""Time-stamps: nobody is asked before the person agreed, one recipient at a time, and everything can be taken back."""

import json
import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authority import LoopbackAuthority
from tests.web.person import Person
from yosuga.cases import access
from yosuga.custody.events import Event, EventType
from yosuga.evidence import actions, history, stamping
from yosuga.timestamps.base import Authority
from yosuga.web import moved_clock, vaults
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import worker

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each


def listed(*chosen: Authority) -> bytes:
    """A list of authorities as somebody hands it over."""
    rows = [{"name": one.name, "url": one.url, "roots": [root.decode() for root in one.roots]} for one in chosen]
    return json.dumps({"authorities": rows}).encode()


def hands_in(person: Person, *files: tuple[str, bytes]) -> None:
    person.goes("stamps")
    person.sends(list=[SimpleUploadedFile(name, content) for name, content in files])


def log() -> list[Event]:
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    return [one.event for one in history.of_case(case.id, actor=ACTOR, tools=holder.tools()) if one.event]


def receipts() -> list[str]:
    return [one.note or "" for one in log() if one.method == stamping.CONSENT]


def closed() -> None:
    """Wait until the vault is closed on the disk as well."""
    until = monotonic() + 40
    while holder._tools is not None:
        assert monotonic() < until
        sleep(0.02)


@pytest.fixture
def dead(tmp_path: Path) -> Authority:
    """An authority that does not answer any more."""
    with LoopbackAuthority(tmp_path / "dead") as authority:
        return authority.configured(name="gone")


def test_consent_is_given_to_each_recipient_by_a_tick_and_leaves_a_receipt(owner: Person, dead: Authority) -> None:
    other = Authority(name="other", url="http://other.example.com/", roots=dead.roots)
    hands_in(owner, ("list.json", listed(dead, other)))
    assert owner.session.screen == "stamps-consent"
    assert "other.example.com" in owner.page.text
    assert "IPアドレス" in owner.page.text
    assert " checked" not in owner.page.html
    owner.sends()
    assert stamping.authorities(tools=holder.tools()) == ()
    owner.sends(yes=["gone"])
    assert [one.name for one in stamping.authorities(tools=holder.tools())] == ["gone"]
    assert receipts() == ["gone"]
    owner.sends(withdraw="yes")
    assert list(stamping.authorities(tools=holder.tools())) == []
    assert receipts() == ["gone", "withdrawn"]


def test_root_certificates_may_come_as_files_beside_the_list_and_from_nowhere_else(
    owner: Person, dead: Authority, tmp_path: Path
) -> None:
    named = json.dumps({"authorities": [{"name": "a", "url": dead.url, "roots": ["root.pem"]}]}).encode()
    hands_in(owner, ("list.json", named), ("root.pem", dead.roots[0]))
    assert owner.session.screen == "stamps-consent"
    on_the_disk = tmp_path / "root.pem"
    on_the_disk.write_bytes(dead.roots[0])
    by_path = json.dumps({"authorities": [{"name": "a", "url": dead.url, "roots": [str(on_the_disk)]}]}).encode()
    hands_in(owner, ("list.json", by_path))
    assert owner.session.screen == "stamps"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"authorities": 5}', b'{"authorities": [1]}', b"\xff\xfe", b"[" * 9999]
)
def test_a_list_that_is_none_is_refused_calmly(owner: Person, content: bytes) -> None:
    hands_in(owner, ("list.json", content))
    assert owner.session.screen == "stamps"
    assert owner.page.status == 200
    assert "時刻認証局の設定を読み取れません" in owner.page.text


def test_locking_asks_for_a_stamp_where_there_is_consent(owner: Person, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        stamping.agree([authority.configured()], actor=ACTOR, tools=holder.tools())
        owner.goes("lock")
        assert holder.opening == 0, "for people it is shut at once"
        closed()
        owner.unlocks()
        assert log()[-1].type is EventType.ANCHOR
        assert "時刻認証待ち" not in owner.page.text


def test_what_could_not_be_stamped_is_told_at_the_next_opening(owner: Person, dead: Authority) -> None:
    stamping.agree([dead], actor=ACTOR, tools=holder.tools())
    owner.goes("lock")
    closed()
    owner.unlocks()
    with_words = owner.page.text
    assert "証拠は" in with_words
    assert "1" in with_words
    assert stamping.waiting(tools=holder.tools()) == 1
    until = monotonic() + 30
    while any(not job.over for job in worker.of_case("")):
        assert monotonic() < until
        sleep(0.02)


def test_an_authority_that_hangs_does_not_keep_the_vault_open(
    owner: Person, dead: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    asked, let_go = threading.Event(), threading.Event()

    class Hanging:
        def stamp(self, digest: bytes, *, authority: Authority) -> object:
            asked.set()
            let_go.wait(120)
            raise AssertionError("nobody waits for it")

    monkeypatch.setattr(vaults, "_PARTING_S", 0.2)
    stamping.agree([dead], actor=ACTOR, tools=holder.tools())
    holder._tools = replace(holder.tools(), stamper=Hanging())  # type: ignore[arg-type]  # a stand-in
    try:
        owner.goes("lock")
        closed()  # while it still hangs
        assert asked.wait(20)
    finally:
        let_go.set()


def test_leaving_in_haste_asks_nobody(owner: Person, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        stamping.agree([authority.configured()], actor=ACTOR, tools=holder.tools())
        owner.client.get("/z")
        closed()
    owner.enters()
    owner.unlocks()
    assert EventType.ANCHOR not in {one.type for one in log()}


def test_a_moved_clock_is_told_on_the_next_page(owner: Person) -> None:
    moved_clock.note(timedelta(hours=-2))
    assert "2時間0分0秒" in owner.looks().text
    assert "2時間0分0秒" not in owner.looks().text


def test_a_clock_that_moved_while_nobody_looked_is_told_to_the_next_one(owner: Person) -> None:
    owner.goes("lock")
    moved_clock.note(timedelta(minutes=7))
    stranger = Person().enters()
    assert "7分" not in stranger.page.text
    owner.unlocks()
    assert "0時間7分0秒" in owner.page.text


def test_the_log_finds_the_clock_moved_and_the_page_says_so(
    owner: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    real = holder.tools().clock

    class Moved:
        def read(self) -> object:
            now = real.read()
            return replace(now, wall=now.wall + timedelta(hours=5))

    (tmp_path / "a.txt").write_text("x")
    tools = replace(holder.tools(), clock=Moved())  # type: ignore[arg-type]  # a stand-in
    actions.import_file(tmp_path / "a.txt", kind=None, case=case.id, actor=ACTOR, tools=tools)
    actions.import_file(tmp_path / "a.txt", kind=None, case=case.id, actor=ACTOR, tools=holder.tools())
    assert "5時間0分0秒" in owner.looks().text
