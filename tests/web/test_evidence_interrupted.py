"""What an interruption of keeping leaves: a kill, a lock, a full disk, a missing browser; and what goes on behind."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authority import LoopbackAuthority
from tests.evidence.test_capturing import Engine, NoBrowser
from tests.vaults import Vault
from tests.web.keepers import URL, Slow, finished, the_case, use, waiting
from tests.web.person import Person
from yosuga.capture.base import Order
from yosuga.custody.events import EventType
from yosuga.errors import DiskFull
from yosuga.evidence import capturing, history, overview, stamping
from yosuga.evidence.uploading import Upload
from yosuga.web import captures
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import Job, worker

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, sys, time
from dataclasses import replace
from pathlib import Path
import django
django.setup()
from tests import vaults
from tests.evidence.test_capturing import Engine, shot_of
from yosuga import settings
from yosuga.capture.base import Order
from yosuga.cases import access
from yosuga.web import captures
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

class Killer(Engine):
    def capture_many(self, orders, *, at_once, progress):
        yield 0, shot_of(orders[0].url)
        os.kill(os.getpid(), 9)

settings.HOME = Path(sys.argv[1])
vaults.point_at(settings.HOME)
plain = holder.bench
holder.bench = lambda master: replace(plain(master), capturer=Killer)
holder.unlock(vaults.PASSPHRASE)
tools = holder.tools()
(case,) = access.cases_for(actor=ACTOR, tools=tools)
captures.order([Order(url) for url in sys.argv[2:]], case=case.id, actor=ACTOR, tools=tools)
time.sleep(60)
"""


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A browser that takes every page at once."""
    return use(Engine(), monkeypatch)


@pytest.fixture
def keeper(engine: Engine, owner: Person) -> Person:
    """Somebody with an open vault whose only case holds one item, at the screen for keeping."""
    owner.goes("keep")
    return owner


def test_without_a_browser_the_order_waits_and_the_screen_says_why(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.close()
    use(NoBrowser(), monkeypatch)
    owner.unlocks()
    owner.goes("keep")
    owner.sends(urls=URL)
    finished(owner)
    assert "ブラウザー" in owner.page.text
    assert [order.url for _, order in waiting()] == [URL]
    assert "続ける" in owner.page.text


def test_orders_are_written_down_before_the_worker_begins_so_a_kill_loses_none(
    keeper: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_job: Job, **_: object) -> None:
        raise RuntimeError("the work broke off")

    with monkeypatch.context() as patched:
        patched.setattr(captures, "_take", killed)
        keeper.sends(urls=f"{URL}\nhttps://sns.example.com/post/2")
        finished(keeper)
    assert len(waiting()) == 2
    keeper.goes("keep")
    assert "まだ待っているもの: 2件" in keeper.page.text
    keeper.goes("keeping")
    keeper.sends(**{"go-on": "yes"})
    finished(keeper)
    assert waiting() == []
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 3


@pytest.mark.e2e
def test_a_process_killed_between_two_pages_keeps_the_first_and_offers_the_second(vault: Vault, engine: Engine) -> None:
    second = "https://sns.example.com/post/2"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    child = subprocess.run([sys.executable, "-c", KILLED, str(vault.home), URL, second], env=environment, check=False)
    assert child.returncode == -9
    person = Person().enters()
    person.unlocks()
    assert [order.url for _, order in waiting()] == [second]
    person.goes("keep")
    person.goes("keeping")
    person.sends(**{"go-on": "yes"})
    finished(person)
    assert waiting() == []
    urls = [one.url for one in overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())]
    assert urls == ["", URL, second]


def test_what_an_interruption_left_is_offered_and_taken(keeper: Person) -> None:
    capturing.order_captures([Order(URL)], case=the_case(), actor=ACTOR, tools=holder.tools())
    keeper.session.case = the_case()
    keeper.goes("keep")
    assert "まだ待っているもの: 1件" in keeper.page.text
    keeper.goes("keeping")
    keeper.sends(**{"go-on": "yes"})
    finished(keeper)
    assert waiting() == []


def test_when_the_disk_fills_up_the_files_before_it_are_kept_and_shown_and_the_address_is_ordered(
    keeper: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yosuga.evidence import uploading

    take_in = uploading.take_in

    def full(upload: Upload, **given: object) -> object:
        if upload.name == "b.txt":
            raise DiskFull
        return take_in(upload, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(uploading, "take_in", full)
    keeper.sends(urls=URL, files=[SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")])
    assert "空きがありません" in keeper.page.text
    keeper.goes("keeping")
    finished(keeper)
    assert "a.txt" in keeper.page.text
    lines = overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())
    assert sorted((one.title, one.url) for one in lines[1:]) == [("a.txt", ""), ("題", URL)]


def test_while_a_page_is_taken_the_screen_says_what_happens_and_asks_again_by_itself(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.close()
    slow = Slow()
    use(slow, monkeypatch)
    owner.unlocks()
    owner.goes("keep")
    owner.sends(urls=URL)
    until = monotonic() + 6
    while "読み進めて" not in owner.page.text:
        assert monotonic() < until, owner.page.text
        sleep(0.02)
        owner.looks()
    assert '<meta http-equiv="refresh" content="2">' in owner.page.html
    slow.go = True
    finished(owner)
    assert "refresh" not in owner.page.html


def test_locking_stops_after_the_present_page_and_the_rest_waits(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.close()
    slow = Slow()
    use(slow, monkeypatch)
    owner.unlocks()
    owner.goes("keep")
    owner.sends(urls=f"{URL}\nhttps://sns.example.com/post/2")
    owner.goes("lock")
    slow.go = True
    holder.close()
    owner.unlocks()
    assert [order.url for _, order in waiting()][-1:] == ["https://sns.example.com/post/2"]
    owner.goes("keep")
    assert "まだ待っているもの" in owner.page.text


def test_with_consent_what_was_kept_is_stamped_in_the_background(keeper: Person, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        stamping.consent([authority.configured()], tools=holder.tools())
        keeper.sends(files=SimpleUploadedFile("a.txt", b"one"))
        until = monotonic() + 50
        while any(not job.over for job in worker.of_case(the_case())):
            assert monotonic() < until
            sleep(0.02)
    told = history.of_case(the_case(), actor=ACTOR, tools=holder.tools())
    assert told[-1].event is not None
    assert told[-1].event.type is EventType.ANCHOR


def test_without_consent_nobody_is_asked_for_the_time(keeper: Person) -> None:
    before = worker.of_case(the_case(), kind=captures.STAMP)
    keeper.sends(files=SimpleUploadedFile("a.txt", b"one"))
    assert worker.of_case(the_case(), kind=captures.STAMP) == before
