"""Keeping proof through the web door: addresses, files, words, and what an interruption leaves."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authority import LoopbackAuthority
from tests.evidence.test_capturing import Engine, NoBrowser, shot_of
from tests.vaults import Vault
from tests.web.person import Person
from yosuga.capture.base import ManyProgress, Network, Order, Reason, Shot
from yosuga.cases import access
from yosuga.custody.events import EventType
from yosuga.errors import DiskFull
from yosuga.evidence import capturing, history, looking, overview, stamping
from yosuga.evidence.uploading import Upload
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.web import captures, site
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import Job, worker

URL = "https://sns.example.com/post/1"
ROOT = Path(__file__).resolve().parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A browser that takes every page at once."""
    return use(Engine(), monkeypatch)


def use(made: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    plain = holder.bench
    monkeypatch.setattr(holder, "bench", lambda master: replace(plain(master), capturer=lambda: made))
    return made


@pytest.fixture
def keeper(engine: Engine, owner: Person) -> Person:
    """Somebody with an open vault whose only case holds one item, at the screen for keeping."""
    owner.goes("keep")
    return owner


def the_case() -> str:
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    return case.id


def finished(person: Person) -> None:
    """Wait until the worker has done everything, then look again."""
    until = monotonic() + 50
    while captures.busy(the_case()):
        assert monotonic() < until
        sleep(0.02)
    person.looks()


def waiting() -> list[tuple[int, Order]]:
    return capturing.open_orders(case=the_case(), actor=ACTOR, tools=holder.tools())


def test_a_pasted_address_is_kept_without_a_further_question(keeper: Person) -> None:
    assert keeper.sends(urls=URL).status == 200
    assert keeper.session.screen == "keeping"
    finished(keeper)
    assert "E0002" in keeper.page.text
    assert URL in keeper.page.text
    line = overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[-1]
    assert (line.url, line.verdict) == (URL, "COMPLETE")


def test_somebody_without_any_case_gets_one_that_is_named_neutrally(engine: Engine, person: Person) -> None:
    person.goes("keep")
    assert person.session.screen == "make"
    person.sends(passphrase="かな 漢字 four words", passphrase__again="かな 漢字 four words")
    person.session.after = None
    person.goes("keep")
    person.sends(urls=URL)
    finished(person)
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    assert case.name in {"わたしの件", "My matter"}
    assert person.session.case == case.id


def test_words_around_an_address_are_left_out_and_each_page_is_ordered_once() -> None:
    orders, refused = captures.admitted(
        f"これです {URL}。\n{URL}\n\n見て（https://sns.example.com/p/2）", network=Network.PUBLIC
    )
    assert [one.url for one in orders] == [URL, "https://sns.example.com/p/2"]
    assert refused == []


def test_an_address_that_stands_alone_is_kept_exactly_as_it_was_pasted() -> None:
    orders, _ = captures.admitted("https://sns.example.com/a,b.", network=Network.PUBLIC)
    assert [one.url for one in orders] == ["https://sns.example.com/a,b."]


@pytest.mark.parametrize(
    ("line", "words"),
    [("これはURLではない", "http または https"), ("http://192.168.1.1/", "公開のインターネットの外")],
)
def test_what_cannot_be_captured_is_said_in_words_and_nothing_is_ordered(keeper: Person, line: str, words: str) -> None:
    keeper.sends(urls=line)
    assert keeper.session.screen == "keep"
    assert words in keeper.page.text
    assert line in keeper.page.html
    assert waiting() == []


def test_a_good_address_is_kept_although_another_is_none(keeper: Person) -> None:
    keeper.sends(urls=f"{URL}\nnonsense")
    assert "nonsense" in keeper.page.text
    finished(keeper)
    assert overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[-1].url == URL


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


def test_a_page_that_is_not_whole_says_what_is_missing(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    holder.close()
    use(Engine(Reason("login-wall")), monkeypatch)
    owner.unlocks()
    owner.goes("keep")
    owner.sends(urls=URL)
    finished(owner)
    assert "一部" in owner.page.text
    assert "ログイン" in owner.page.text
    assert "--my-browser" not in owner.page.html


def test_an_address_is_kept_letter_by_letter_although_forms_are_otherwise_put_into_one_spelling(
    keeper: Person,
) -> None:
    decomposed = "https://sns.example.com/\u304b\u3099"  # が in two code points, as some systems copy it
    keeper.sends(urls=decomposed)
    finished(keeper)
    _, body = looking.open_file("E0002", "capture.json", case=the_case(), actor=ACTOR, tools=holder.tools())
    with body:
        assert json.loads(body.read())["url"] == decomposed


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


def test_a_file_is_taken_in_with_the_hash_that_its_sender_saw(keeper: Person) -> None:
    content = "2025/09/11 の投稿を控えたもの\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    keeper.sends(files=SimpleUploadedFile("控え.txt", content), seen=digest)
    assert digest in keeper.page.text
    assert "E0002" in keeper.page.text
    look = looking.look("E0002", case=the_case(), actor=ACTOR, tools=holder.tools())
    assert (look.line.title, look.line.sha256) == ("控え.txt", digest)
    with looking.open_file("E0002", look.files[0].name, case=the_case(), actor=ACTOR, tools=holder.tools())[1] as body:
        assert body.read() == content


def test_a_file_that_changed_on_its_way_is_not_taken_in(keeper: Person) -> None:
    keeper.sends(files=SimpleUploadedFile("a.txt", b"one"), seen=hashlib.sha256(b"another").hexdigest())
    assert "a.txt" in keeper.page.text
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1


def test_a_file_that_is_there_already_is_not_taken_in_twice(keeper: Person) -> None:
    for _ in range(2):
        keeper.goes("keep")
        keeper.sends(files=[SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"one")])
    assert "同じ" in keeper.page.text
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 2


def test_an_empty_file_is_refused_in_words(keeper: Person) -> None:
    keeper.sends(files=SimpleUploadedFile("a.txt", b""))
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1
    assert "a.txt" in keeper.page.text


def test_words_alone_become_an_item(keeper: Person) -> None:
    keeper.goes("write-down")
    keeper.sends(words="住所が書かれていた。", address=URL)
    assert keeper.session.screen == "item"
    look = looking.look("E0002", case=the_case(), actor=ACTOR, tools=holder.tools())
    with looking.open_file("E0002", look.files[0].name, case=the_case(), actor=ACTOR, tools=holder.tools())[1] as body:
        assert body.read().decode() == f"URL: {URL}\n住所が書かれていた。\n"


def under_18(person: Person) -> None:
    """Let the answers of the case say that nobody knows the age of the person in a sexual image."""
    said: dict[str, Answer] = {"leaked": ("sexual_image",), "image_age": "unknown"}
    intake.keep_all(said, case=the_case(), actor=ACTOR, tools=holder.tools())


def test_with_an_image_of_somebody_under_18_pages_and_files_are_closed_and_words_offered(keeper: Person) -> None:
    under_18(keeper)
    keeper.goes("keep")
    assert "18歳未満の性的な画像は" in keeper.page.text
    assert 'type="file"' not in keeper.page.html
    assert 'name="urls"' not in keeper.page.html
    assert 'value="write-down"' in keeper.page.html


def test_with_such_an_image_a_form_from_before_keeps_nothing_either(keeper: Person) -> None:
    under_18(keeper)
    keeper.sends(urls=URL, files=SimpleUploadedFile("a.png", PNG))
    keeper.goes("keeping")
    keeper.sends(**{"go-on": "yes"})
    assert waiting() == []
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1


def test_with_such_an_image_words_can_still_be_kept(keeper: Person) -> None:
    under_18(keeper)
    keeper.goes("write-down")
    assert "18歳未満" in keeper.page.text
    keeper.sends(words="見た日時とURLだけ")
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 2


class Slow(Engine):
    """Takes the first page, then waits to be told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go = False

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        for place, order in enumerate(orders):
            progress(place, "scroll")
            until = monotonic() + 6
            while not self.go and monotonic() < until:
                sleep(0.01)
            yield place, shot_of(order.url)


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


def test_every_screen_of_evidence_is_in_the_table() -> None:
    names = {"keep", "keeping", "write-down", "evidence", "item", "item-erase", "hand-over", "copy", "verify"}
    assert names <= set(site.screens())
    assert names <= set(site.PERMITTED)
    assert worker is not None


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
