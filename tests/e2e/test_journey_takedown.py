"""Two removals by commands alone: a post from its evidence to the proof that it went, and a thread with its copies."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.person import ROOT, Done, Person
from tests.takedown.relook_site import LIVE, MISSING, OTHER, POST, WORDS, Reply, Site, page, running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

Told = dict[str, Any]

CASE = ("--case", "相談1")
ANSWERS = """
exact-words: この人を見かけたら教えてください
about-me: 氏名と町名が書かれているため
true-statement: "yes"
public-figure: "no"
sort-of-post: personal
public-interest: "no"
operator: 話題のひろば 管理者
why: 住まいと電話番号が知られ、外に出られない
"""
SENDER = """
name: 架空 太郎
kana: かくう たろう
postal_code: 000-0000
address: 架空県架空市架空町1-2-3
phone: 090-0000-0001
email: taro@example.com
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    folder = tmp_path / "person"
    folder.mkdir()
    return Person(folder)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


def later(person: Person, hours: float, *words: str) -> Done:
    """Run a command so many hours from now."""
    command = [sys.executable, "-P", "-X", "utf8", str(ROOT / "tests/e2e/later.py"), str(hours), *words]
    done = subprocess.run(
        command, env=person._environment(), cwd=person.folder, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", check=False, timeout=200,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def told(done: Done) -> Told:
    """Return the one JSON object that was printed."""
    assert done.code == 0, (done.code, done.out[-1000:], done.err[-3000:])
    (found,) = done.objects()
    return dict(found)


def captured(person: Person, url: str) -> str:
    """Keep a page, and return the id of its item."""
    (made,) = person.does("capture", *CASE, "--allow-private-network", "--json", url).objects()
    return str(made["item"])


def imported(person: Person, name: str, text: str) -> str:
    """Take in a small file, and return the id of its item."""
    (person.folder / name).write_text(text, "utf-8")
    (made,) = person.does("import", *CASE, "--json", name).objects()
    return str(made["item"])


def looked(person: Person, site: Site, hours: float, *, way: str = "plain", number: str = "T0001") -> Told:
    """Look again so many hours from now, and return the target."""
    words = ("takedown", "recheck", number, "--way", way, "--control", site.url("/post/20001"), "--json", *CASE)
    return told(later(person, hours, *words, "--allow-private-network"))


def status(person: Person, hours: float, *, number: str = "T0001") -> Told:
    """Return the line of a target on the board so many hours from now."""
    rows = told(later(person, hours, "takedown", "list", "--json", *CASE))["rows"]
    return next(dict(row) for row in rows if row["id"] == number)


def finished(person: Person, route: str, *, number: str = "T0001", over: tuple[str, ...] = ()) -> Told:
    """Write a request from files, and make its papers."""
    (person.folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    words = ("takedown", "letter", number, "--route", route, "--json", *CASE)
    shown = told(person.yosuga(*words, "--from", "answers.yaml"))
    pauses = [gate["id"] for gate in shown["gates"] if gate["level"] == "pause"]
    passed = [f"--over={gate}=事情を確かめた" for gate in pauses]
    return told(person.yosuga(*words, "--finish", "-o", "papers", *passed, *over))


def asked(person: Person) -> None:
    """Write a letter to a site that nobody knows; the person sends it and gets a receipt."""
    ways = told(person.yosuga("takedown", "routes", "T0001", "--json", *CASE))["routes"]
    assert "letter/sendstop" in {way["route"] for way in ways if way["open"]}
    assert not [way["link"] for way in ways if way["link"] and way["confidence"] in {"unsourced", "unverified"}]
    made = finished(person, "letter/sendstop")
    papers = [person.folder / name for name in made["files"]]
    assert {path.suffix for path in papers} == {".pdf", ".docx", ".txt"}
    assert "架空 太郎" in next(path for path in papers if path.suffix == ".txt").read_text("utf-8")
    assert made["item"]
    board = status(person, 0)
    assert (board["status"], board["next"]) == ("draft", "send")
    told(person.yosuga("takedown", "sent", "T0001", "--json", *CASE))
    receipt = imported(person, "receipt.txt", "受付番号 0001")
    received = told(later(person, 1, "takedown", "received", "T0001", "--proof", receipt, "--json", *CASE))
    assert received["requests"][0]["steps"][-1]["proof"] == [receipt]


def test_a_post_is_followed_from_its_evidence_to_the_proof_that_it_went(person: Person, site: Site) -> None:
    post = site.url("/post/10001")
    item = captured(person, post)
    added = told(person.yosuga("takedown", "add", f"{post}?utm_source=share", "--evidence", item, "--json", *CASE))
    assert (added["id"], added["target"]["address"]) == ("T0001", post)
    assert {notice["id"] for notice in added["notices"]} == {"private-network"}
    (person.folder / "sender.yaml").write_text(SENDER, "utf-8")
    told(person.yosuga("takedown", "sender", "--from", "sender.yaml", "--json", *CASE))

    asked(person)
    assert status(person, 2)["status"] == "received"  # no clock of the law runs for a site that was not designated

    # still there; then three looks by two ways over two days, and only then is it said to be gone
    assert looked(person, site, 3)["looks"][-1]["sight"] == "live"
    site.pages["/post/10001"] = MISSING
    assert looked(person, site, 5)["state"] == "absent"
    said = later(person, 6, "takedown", "show", "T0001", *CASE).out
    assert "1回・1経路で表示されないことを確認" in said
    assert "削除確認" not in said
    assert "削除されました" not in said
    assert looked(person, site, 30, way="headless")["state"] == "absent"
    assert looked(person, site, 55)["state"] == "gone"
    board = status(person, 56)
    assert (board["status"], board["by_looks"], board["next"]) == ("removed", True, "nothing")
    assert "削除確認" in later(person, 56, "takedown", "list", *CASE).out

    # it is shown again at the same place: not a new thing, and no longer gone
    site.pages["/post/10001"] = POST
    assert looked(person, site, 80)["state"] == "reappeared"
    assert status(person, 81)["status"] == "reappeared"


def test_the_text_for_the_form_of_x_is_made_for_a_post_on_x_and_its_seven_days_run(person: Person) -> None:
    picture = imported(person, "post.txt", "投稿の写し")
    post = "https://twitter.com/example/status/1541815603606036480?s=46"
    added = told(person.yosuga("takedown", "add", post, "--evidence", picture, "--json", *CASE))
    assert (added["target"]["platform"], added["target"]["account"]) == ("x", "example")
    made = finished(person, "x/statutory_jp")
    assert "https://x.com/i/status/1541815603606036480" in made["text"]
    assert "この人を見かけたら教えてください" in made["text"]
    assert "架空" not in made["text"]
    told(person.yosuga("takedown", "sent", "T0001", "--json", *CASE))
    received = told(person.yosuga("takedown", "received", "T0001", "--json", *CASE))
    assert received["requests"][0]["steps"][-1]["what"] == "received"
    waiting = status(person, 1)
    assert (waiting["status"], waiting["clock"]) == ("waiting", "statutory")
    overdue = status(person, 24 * 30)
    assert (overdue["status"], overdue["overdue"], overdue["next"]) == ("unanswered", True, "onward")
    again = person.yosuga("takedown", "add", "https://fxtwitter.com/other/status/1541815603606036480", *CASE)
    assert again.code == 1  # the same post in another spelling


def test_a_thread_with_three_copies_and_a_repost_is_asked_about_in_order(person: Person, site: Site) -> None:
    site.pages |= {
        "/test/read.cgi/board/1684812738/123": POST,
        "/mirror/1684812738/123": page(*WORDS, "写しのサイト"),
        "/matome/12.html": page(*WORDS, *OTHER, "まとめ"),
        "/archive/2026": page(*WORDS, "保存された写し"),
        "/post/20001": LIVE,
    }
    thread = site.url("/test/read.cgi/board/1684812738/123")
    root = captured(person, thread)
    told(person.yosuga("takedown", "add", thread, "--kind", "post", "--evidence", root, "--json", *CASE))
    for path, kind, parent in (
        ("/archive/2026", "archive", "T0001"),
        ("/matome/12.html", "page", "T0001"),
        ("/mirror/1684812738/123", "post", "T0001"),
    ):
        words = ("takedown", "add", site.url(path), "--kind", kind, "--copy-of", parent, "--without", "元の証拠にある")
        told(person.yosuga(*words, "--json", *CASE))
    order = told(person.yosuga("takedown", "list", "--order", "--json", *CASE))["rows"]
    assert [row["id"] for row in order] == ["T0001", "T0003", "T0004", "T0002"]
    assert [row["copies"] for row in order] == [0, 1, 1, 1]

    # the original goes, a copy stays: each has its own standing
    finished(person, "letter/sendstop")
    told(person.yosuga("takedown", "sent", "T0001", "--json", *CASE))
    site.pages["/test/read.cgi/board/1684812738/123"] = MISSING
    looked(person, site, 3)
    looked(person, site, 30, way="headless")
    assert looked(person, site, 55)["state"] == "gone"
    assert looked(person, site, 55.5, number="T0004")["state"] == "live"
    assert status(person, 56)["status"] == "removed"

    # it comes back elsewhere: a new target under the same root, and the old one says so
    site.pages["/test/read.cgi/board/1790000000/7"] = POST
    back = site.url("/test/read.cgi/board/1790000000/7")
    item = captured(person, back)
    words = ("takedown", "repost", "T0001", back, "--evidence", item, "--json", *CASE)
    new = told(later(person, 57, *words))
    assert (new["id"], new["target"]["copies"]) == ("T0005", 1)
    assert told(later(person, 57, "takedown", "show", "T0001", "--json", *CASE))["reposts"] == [5]
    assert status(person, 58)["status"] == "reappeared"
    assert status(person, 58, number="T0005")["status"] == "none"


def test_a_site_that_wants_no_robots_is_only_looked_at_by_the_person(person: Person, site: Site) -> None:
    site.pages["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /\n", (("Content-Type", "text/plain"),))
    post, other, never = site.url("/post/10001"), site.url("/post/20001"), site.url("/post/73516")
    item = captured(person, post)
    told(person.yosuga("takedown", "add", post, "--evidence", item, "--json", *CASE))
    site.asked.clear()
    refused = later(person, 1, "takedown", "recheck", "T0001", "--allow-private-network", *CASE)
    assert (refused.code, site.visited) == (1, [])
    site.pages["/post/10001"] = MISSING

    def by_captures(hours: float) -> Told:
        made = later(person, hours, "capture", *CASE, "--allow-private-network", "--json", post, other, never)
        items = {str(one["url"]): str(one["item"]) for one in made.objects()}  # whichever was ready first
        shown = ("--captured", items[post], "--control-captured", items[other], "--never-captured", items[never])
        return told(later(person, hours + 0.1, "takedown", "recheck", "T0001", *shown, "--json", *CASE))

    assert by_captures(3)["state"] == "absent"
    picture = imported(person, "screen.txt", "画面の写し")
    words = ("takedown", "recheck", "T0001", "--seen", "not-shown", "--other-seen", "--proof", picture)
    assert told(later(person, 30, *words, "--json", *CASE))["state"] == "absent"
    assert by_captures(55)["state"] == "gone"
