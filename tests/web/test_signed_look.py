"""The signed look at a Bluesky post through the web door: pressed like any button, and honest in each of its ends."""

import json
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic, sleep

import pytest

from tests.capture.signed_tree import archive, author
from tests.capture.test_atproto_asking import HERE, Site, answering, running, said, told, uri
from tests.web.keepers import the_case
from tests.web.person import Page, Person
from tests.web.takedown_steps import at, followed
from yosuga.capture.atproto import asking
from yosuga.takedown import boards, hosts
from yosuga.web import relooks
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

POST = f"https://bsky.app/profile/someone.example.com/post/{HERE}"
TREE = "/xrpc/com.atproto.sync.getRecord"
_WAIT_S = 20


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The protocol's servers on loopback, with one post, asked as the public ones are but without ten seconds each."""
    with running() as site:
        someone = author()
        answering(site, someone)
        site.answers["/xrpc/com.atproto.identity.resolveHandle"] = told({"did": someone.did})
        monkeypatch.setattr(asking, "DIRECTORY", site.root)
        monkeypatch.setattr(asking, "APP_VIEW", site.root)
        monkeypatch.setattr(asking, "LARGE_HOSTS", (".localhost",))
        monkeypatch.setattr(hosts, "claim", lambda _host, **_now: timedelta())
        yield site


def looks(person: Person) -> Page:
    """Press the button on the page of the looks, and read the page once the look is over."""
    assert 'value="protocol"' in person.goes("removal-look", number="1").html
    return pressed(person)


def pressed(person: Person) -> Page:
    person.sends(way="protocol", own__machines="yes")
    until = monotonic() + _WAIT_S
    while (job := relooks.newest(1, case=the_case())) is None or not job.over:
        assert monotonic() < until
        sleep(0.01)
    return person.looks()


@pytest.fixture
def asker(owner: Person) -> Person:
    """Somebody who follows one post on Bluesky."""
    at(owner)
    followed(POST)
    return owner


def test_a_post_that_the_author_took_out_is_absent_and_its_proof_is_evidence(asker: Person, site: Site) -> None:
    site.answers[TREE] = said(archive(*author().repository({}, rev="3m5zzzzzzzz22")))
    site.answers["/xrpc/app.bsky.feed.getPosts"] = told({"posts": []})
    page = looks(asker)
    assert "1回・1経路で表示されないことを確認" in page.text
    assert "削除確認" not in page.text
    (look,) = boards.detail(1, case=the_case(), actor=ACTOR, tools=holder.tools()).followed.looks
    assert f">{look.proof[0]}</button>" in page.html
    assert "署名付きの証明(Bluesky)" in asker.goes("evidence").text


@pytest.mark.e2e
def test_a_post_that_stands_is_said_to_be_shown_and_keeps_nothing(asker: Person, site: Site) -> None:
    site.answers["/xrpc/app.bsky.feed.getPosts"] = told({"posts": [{"uri": uri(author())}]})
    page = looks(asker)
    assert "この投稿が残っています" in page.text
    assert "E0002" not in asker.goes("evidence").text


@pytest.mark.e2e
@pytest.mark.parametrize("error", ["InternalServerError", "RepoDeactivated", "RecordNotFound"])
def test_what_proves_nothing_is_never_said_to_be_gone(asker: Person, site: Site, error: str) -> None:
    status = 500 if error == "InternalServerError" else 400
    site.answers[TREE] = said(json.dumps({"error": error}).encode(), status=status)
    page = looks(asker)
    assert "表示されないことを確認" not in page.text
    assert "見つからない" not in asker.goes("removals").text
    said_so = {
        "InternalServerError": "残っているとも、ないとも言えません",
        "RepoDeactivated": "アカウントが休止中です",
        "RecordNotFound": "署名付きの証明はありません",
    }
    assert said_so[error] in page.text


@pytest.mark.e2e
def test_a_forged_proof_says_nothing(asker: Person, site: Site) -> None:
    site.answers[TREE] = said(archive(*author(seed=9).repository({})))
    assert "残っているとも、ないとも言えません" in looks(asker).text


@pytest.mark.e2e
def test_a_server_that_may_be_the_posters_own_is_not_asked(
    asker: Person, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LARGE_HOSTS", (".bsky.social",))
    page = looks(asker)
    assert TREE not in site.asked
    assert "投稿者自身のサーバーかもしれないため、問い合わせていません" in page.text
    assert "表示されないことを確認" not in page.text


@pytest.mark.e2e
def test_no_other_post_has_the_button_and_a_forced_press_asks_nobody(owner: Person) -> None:
    at(owner)
    followed()
    assert 'value="protocol"' not in owner.goes("removal-look", number="1").html
    assert "公開のアドレスがない" in pressed(owner).text
