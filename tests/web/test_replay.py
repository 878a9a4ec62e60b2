"""A kept page opens as it was, on an origin of its own: nothing of it runs, leads out, or outlives the lock."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.imports import samples
from tests.web import archives
from tests.web.person import Person
from tests.web.test_evidence_keeping import under_18
from yosuga.web.replay import origin
from yosuga.web.replay.shows import shows

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

APP, PORT = 8000, 8001
FRAME = re.compile(r'<iframe class="copy-frame" src="([^"]+)" sandbox ')


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the origin of copies have a port, as the server gives it one."""
    monkeypatch.setattr(shows, "app", APP)
    monkeypatch.setattr(shows, "port", PORT)
    yield
    shows.close_all()


class Answer:
    """What the origin of copies answers."""

    def __init__(self, address: str, *, method: str = "GET", host: str = f"127.0.0.1:{PORT}", **headers: str) -> None:
        environ = {"PATH_INFO": "/" + address.split("/", 3)[-1], "REQUEST_METHOD": method, "HTTP_HOST": host}
        self.status, self.headers = "", dict[str, str]()
        body = origin.application({**environ, **headers}, self._start)
        self.body = b"".join(body)
        self.text = self.body.decode("utf-8", "replace")

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status[:3], dict(headers)


def takes_in(owner: Person, name: str, content: bytes) -> str:
    """Take a file in by the page for keeping and return its item's number."""
    owner.goes("keep")
    file = BytesIO(content)
    file.name = name
    page = owner.sends(files=file)
    found = re.findall(r"<strong>(E\d{4})</strong>", page.html)
    assert found, page.text
    return str(found[-1])


def opens(owner: Person, eid: str, **how: str) -> str:
    """Open the item and return the address of the frame."""
    page = owner.goes("replay", eid=eid, **{"open": "shown", **how})
    found = FRAME.search(page.html)
    assert found, page.text
    return found[1]


def test_a_page_is_asked_for_before_it_is_shown(owner: Person) -> None:
    eid = takes_in(owner, "a.wacz", archives.wacz())
    page = owner.goes("replay", eid=eid)
    assert "iframe" not in page.html
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    assert "もう一度見るのは" in page.text


def test_the_page_is_shown_from_its_archive(owner: Person) -> None:
    shown = Answer(opens(owner, takes_in(owner, "a.wacz", archives.wacz())))
    assert shown.status == "200"
    assert "架空の投稿" in shown.text
    style = re.search(r'<link rel="stylesheet" href="([^"]+)">', shown.text)
    assert style is not None
    css = Answer("http://x" + style[1])
    assert css.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "rgb(1, 2, 3)" in css.text
    picture = re.search(r'<img alt="写真" src="([^"]+)">', shown.text)
    assert picture is not None
    assert Answer("http://x" + picture[1]).body == archives.PNG
    assert "中のページ" in shown.text


def test_nothing_of_the_page_runs_or_leads_out(owner: Person) -> None:
    shown = Answer(opens(owner, takes_in(owner, "a.wacz", archives.wacz())))
    assert not re.search(r"<script|onload|evil\.example|action=|https?://", shown.text)
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert "script-src" not in policy
    assert "allow-" not in policy
    assert f"frame-ancestors http://localhost:{APP}" in policy


def test_every_answer_carries_the_headers_of_a_stranger(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    for one in (Answer(address), Answer(address + "0-99"), Answer("http://x/none/")):
        assert one.headers["Cache-Control"] == "no-store"
        assert one.headers["Referrer-Policy"] == "no-referrer"
        assert one.headers["X-Content-Type-Options"] == "nosniff"
        assert one.headers["Content-Security-Policy"].startswith("sandbox; ")
        assert "Set-Cookie" not in one.headers


def test_the_app_frames_this_one_address_and_no_other(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    policy = owner.page.headers["Content-Security-Policy"]
    assert policy.endswith(f"; frame-src {address}")
    assert owner.goes("evidence").headers["Content-Security-Policy"].find("frame-src") < 0


def test_what_was_not_kept_is_counted(owner: Person) -> None:
    opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    assert "残っていない部分が2つ" in owner.page.text  # a picture of the page, and one of a style sheet


def test_without_pictures_words_are_left(owner: Person) -> None:
    shown = Answer(opens(owner, takes_in(owner, "a.wacz", archives.wacz()), open="words"))
    assert "架空の投稿" in shown.text
    assert "[写真]" in shown.text
    assert "<img" not in shown.text


def test_a_body_that_only_says_it_is_a_picture_is_given_to_nobody(owner: Person) -> None:
    page = b"<img src=/evil.png>"
    kept = [archives.exchange("/post/1", page, "text/html"), archives.site()[-1]]
    shown = Answer(opens(owner, takes_in(owner, "a.wacz", archives.wacz(kept))))
    assert "src=" not in shown.text


@pytest.mark.parametrize("how", ["lock", "exit", "another page"])
def test_the_address_is_dead_afterwards(owner: Person, how: str) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    assert Answer(address).status == "200"
    if how == "lock":
        owner.sends(go="lock")
    elif how == "exit":
        owner.client.get("/z")
    else:
        owner.goes("evidence")
    gone = Answer(address)
    assert (gone.status, gone.body) == ("404", b"")


def test_a_film_under_way_ends_with_the_lock(owner: Person) -> None:
    address = opens(owner, takes_in(owner, "film.mp4", samples.mp4()))
    environ = {"PATH_INFO": "/" + address.split("/", 3)[-1] + "film", "REQUEST_METHOD": "GET"}
    pieces = origin.application({**environ, "HTTP_HOST": f"127.0.0.1:{PORT}"}, lambda _status, _headers: None)
    owner.sends(go="lock")
    assert b"".join(pieces) == b""


@pytest.mark.parametrize("headers", [
    {"HTTP_SEC_FETCH_DEST": "document"}, {"HTTP_SEC_FETCH_DEST": "script"}, {"HTTP_SEC_FETCH_DEST": "object"},
    {"host": "localhost:8001"}, {"host": "evil.example"}, {"method": "POST"},
])  # fmt: skip
def test_a_copy_is_for_the_frame_alone(owner: Person, headers: dict[str, str]) -> None:
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    assert Answer(address, **headers).status == "404"


def test_who_came_by_the_other_name_gets_the_copy_at_the_one(owner: Person) -> None:
    owner.session.host = "127.0.0.1"
    address = opens(owner, takes_in(owner, "a.wacz", archives.wacz()))
    assert address.startswith(f"http://localhost:{PORT}/")


def test_under_eighteen_nothing_is_shown(owner: Person) -> None:
    eid = takes_in(owner, "a.wacz", archives.wacz())
    address = opens(owner, eid)
    under_18(owner)
    page = owner.goes("replay", eid=eid, open="shown")
    assert "iframe" not in page.html
    assert page.heading == "ここでは開きません"
    assert Answer(address).status == "404"


def test_the_pages_of_an_archive_can_be_turned(owner: Person) -> None:
    listed = b'{"url": "https://sns.example/1", "title": "one"}\n{"url": "https://sns.example/2", "title": "two"}\n'
    records = [archives.record(f"https://sns.example/{n}", b"<p>page %d" % n) for n in (1, 2)]
    kept = archives.zipped({"archive/data.warc": b"".join(records), "pages/pages.jsonl": listed})
    eid = takes_in(owner, "a.wacz", kept)
    assert Answer(opens(owner, eid)).text == "<p>page 1"
    owner.sends(page="1")
    found = FRAME.search(owner.page.html)
    assert found is not None
    assert Answer(found[1]).text == "<p>page 2"
    assert "https://sns.example/2" in owner.page.text


def test_a_warc_alone_opens_at_its_first_page(owner: Person) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    kept = archives.record("https://x.example/a.png", archives.PNG, head=head)
    eid = takes_in(owner, "a.warc", kept + archives.record("https://x.example/", b"<p>first<img src=a.png>"))
    shown = Answer(opens(owner, eid))
    assert re.fullmatch(r'<p>first<img src="/[\w-]{43}/0-0">', shown.text)


def test_who_sees_words_only_in_lists_is_offered_words_first(owner: Person) -> None:
    eid = takes_in(owner, "a.wacz", archives.wacz())
    owner.goes("evidence")
    owner.sends(pictures="text")
    page = owner.goes("replay", eid=eid).html
    assert page.index("画像なしで開く") < page.index(">開く<")


def test_the_same_page_asked_for_again_is_not_opened_again(owner: Person) -> None:
    eid = takes_in(owner, "a.wacz", archives.wacz())
    assert opens(owner, eid) == opens(owner, eid)
    assert opens(owner, eid) != opens(owner, eid, open="words")
