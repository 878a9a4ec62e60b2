"""A signed look over a hostile network: everything is bounded, nothing is followed, nothing raises."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from tests.capture.signed_tree import Author, archive, author, ledger, place
from yosuga.capture.atproto import wire
from yosuga.capture.atproto.asking import Asker
from yosuga.capture.atproto.found import Asked, Outcome, Reader, Vouched
from yosuga.capture.atproto.wire import NoAnswer
from yosuga.capture.base import Network
from yosuga.errors import BadUrl

MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HERE = "3lcaaaaaaaaaa2"
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server that answers by path as it is told; `asked` are the paths that it was asked for."""

    root: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with running() as site:
        yield site


@contextmanager
def running(*, secure: ssl.SSLContext | None = None) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked.append(path)
            site.answers.get(path, said(b"{}", status=404))(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    site = Site(f"http{'s' if secure else ''}://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def said(body: bytes, *, status: int = 200, length: int | None = None, place: str = "") -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        if place:
            handler.send_header("Location", place)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def told(value: object, *, status: int = 200) -> Answer:
    return said(json.dumps(value).encode(), status=status)


def got(site: Site, path: str, *, most: int = 100) -> wire.Reply:
    return wire.get(site.root + path, network=Network.OWN_MACHINES, most=most)


def why(site: Site, path: str) -> str:
    with pytest.raises(NoAnswer) as raised:
        got(site, path)
    return raised.value.why


def test_an_answer_is_whole_or_none(site: Site) -> None:
    site.answers = {"/a": said(b"x" * 100), "/large": said(b"x" * 101), "/cut": said(b"x" * 9, length=50)}
    assert got(site, "/a").body == b"x" * 100
    assert (why(site, "/large"), why(site, "/cut")) == ("too-large", "cut-off")


def test_no_redirect_is_followed(site: Site) -> None:
    site.answers = {"/moved": said(b"", status=302, place=f"{site.root}/other")}
    assert got(site, "/moved").status == 302
    assert site.asked == ["/moved"]


def test_a_server_that_never_answers_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TOTAL_S", 0.2)
    site.answers = {"/slow": lambda _handler: (site.release.wait(30), None)[1]}
    assert why(site, "/slow") == "too-slow"


def test_only_https_is_spoken_to_the_public_and_never_to_this_machine(site: Site) -> None:
    for url, reason in ((site.root, "not-https"), (site.root.replace("http:", "https:"), "unreachable")):
        with pytest.raises(NoAnswer) as raised:
            wire.get(url, network=Network.PUBLIC, most=100)
        assert raised.value.why == reason
    assert site.asked == []


def test_https_goes_through_the_guard_and_its_certificate_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(secure)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with running(secure=secure) as site:
        site.answers = {"/a": said(b"x" * 100)}
        assert why(site, "/a") == "unreachable"
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert got(site, "/a?b=c").body == b"x" * 100
        assert site.asked == ["/a"]


def looked(site: Site, given: str, *, did: str = "", own: bool = True) -> Asked:
    asker = Asker(network=Network.OWN_MACHINES, directory=site.root, app_view=site.root, even_own_server=own)
    return asker.ask(given, moment=MOMENT, did=did)


def uri(someone: Author) -> str:
    return f"at://{someone.did}/{place(HERE).collection}/{HERE}"


def answering(site: Site, someone: Author) -> None:
    document = json.loads(someone.document)
    document["service"][0]["serviceEndpoint"] = site.root
    site.answers = {
        f"/{someone.did}": told(document),
        "/xrpc/com.atproto.sync.getRecord": said(
            archive(*someone.repository({HERE: "架空の投稿"}, rev="3m5zzzzzzzz22"))
        ),
    }


def test_a_look_names_each_host_before_it_is_asked(site: Site) -> None:
    someone, hosts = author(), list[str]()
    answering(site, someone)
    asker = Asker(
        network=Network.OWN_MACHINES,
        directory=site.root,
        app_view=site.root,
        even_own_server=True,
        before=hosts.append,
    )
    asked = asker.ask(uri(someone), moment=MOMENT)
    assert (asked.outcome, asked.vouched) == (Outcome.PRESENT, Vouched.DIRECTORY)
    assert hosts == ["localhost"] * len(site.asked)


def test_readers_that_give_no_clear_answer_are_left_out(site: Site) -> None:
    someone = author()
    answering(site, someone)
    assert looked(site, uri(someone)).shown == {}
    site.answers["/xrpc/app.bsky.feed.getPosts"] = told({"posts": [{"uri": uri(someone)}]})
    site.answers["/xrpc/com.atproto.repo.getRecord"] = told({"error": "RecordNotFound"}, status=400)
    assert looked(site, uri(someone)).shown == {Reader.APP_VIEW: True, Reader.SERVER: False}
    site.answers["/xrpc/app.bsky.feed.getPosts"] = told({"posts": []})
    site.answers["/xrpc/com.atproto.repo.getRecord"] = said(b"<html>", status=200)
    assert looked(site, uri(someone)).shown == {Reader.APP_VIEW: False}


@pytest.mark.parametrize(
    ("error", "status", "outcome"),
    [
        ("RepoDeactivated", 400, Outcome.DEACTIVATED),
        ("RepoTakendown", 400, Outcome.TAKEN_DOWN),
        ("RepoSuspended", 400, Outcome.SUSPENDED),
        ("RepoNotFound", 400, Outcome.ACCOUNT_GONE),
        ("RecordNotFound", 404, Outcome.SAID_ABSENT),
        ("InternalServerError", 500, Outcome.UNREACHABLE),
        ("RepoNotFound", 502, Outcome.UNREACHABLE),
        ("RateLimitExceeded", 429, Outcome.UNREACHABLE),
    ],
)
def test_what_a_server_says_instead_of_a_proof_is_an_outcome(
    site: Site, error: str, status: int, outcome: Outcome
) -> None:
    someone = author()
    answering(site, someone)
    site.answers["/xrpc/com.atproto.sync.getRecord"] = told({"error": error}, status=status)
    asked = looked(site, uri(someone))
    assert (asked.outcome, asked.proof) == (outcome, None)


def test_a_broken_server_that_answers_with_a_page_is_unreachable(site: Site) -> None:
    someone = author()
    answering(site, someone)
    site.answers["/xrpc/com.atproto.sync.getRecord"] = said(b"<html>", status=502)
    assert looked(site, uri(someone)).outcome is Outcome.UNREACHABLE


def test_a_forged_proof_is_unproven_and_kept_as_received(site: Site) -> None:
    someone = author()
    answering(site, someone)
    forged = archive(*author(seed=9).repository({}))
    site.answers["/xrpc/com.atproto.sync.getRecord"] = said(forged)
    asked = looked(site, uri(someone))
    assert (asked.outcome, asked.why, asked.proof) == (Outcome.UNPROVEN, "signature", None)
    assert next(file.content for file in asked.files if file.name == "proof.car") == forged


def test_a_handle_is_believed_only_where_the_account_claims_it(site: Site) -> None:
    someone = author()
    answering(site, someone)
    site.answers["/xrpc/com.atproto.identity.resolveHandle"] = told({"did": someone.did})
    page = "https://bsky.app/profile/{}/post/" + HERE
    assert looked(site, page.format("someone.example.com")).outcome is Outcome.PRESENT
    asked = looked(site, page.format("other.example.com"))
    assert (asked.outcome, asked.why) == (Outcome.UNPROVEN, "handle")
    assert looked(site, page.format("other.example.com"), did=someone.did).outcome is Outcome.PRESENT


@pytest.mark.parametrize(("other", "outcome"), [(False, Outcome.PRESENT), (True, Outcome.UNPROVEN)])
def test_a_document_that_its_ledger_refutes_is_not_believed(site: Site, *, other: bool, outcome: Outcome) -> None:
    someone = author()
    owners = (someone, author(seed=9)) if other else (someone,)
    did, entries = ledger(*owners, server=site.root)
    named = Author(key=someone.key, did=did)
    answering(site, named)
    site.answers[f"/{did}/log"] = told(entries)
    asked = looked(site, uri(named))
    assert (asked.outcome, asked.why) == (outcome, "ledger" if other else "")
    assert asked.vouched is (None if other else Vouched.LEDGER)


def test_a_server_that_may_be_the_posters_own_is_not_asked(site: Site) -> None:
    someone = author()
    answering(site, someone)
    assert looked(site, uri(someone), own=False).outcome is Outcome.OWN_SERVER
    assert "/xrpc/com.atproto.sync.getRecord" not in site.asked


def test_an_account_ended_by_the_directory_alone_is_said_as_such(site: Site) -> None:
    someone = author()
    site.answers = {f"/{someone.did}": told({"message": "gone"}, status=410)}
    asked = looked(site, uri(someone))
    assert (asked.outcome, asked.vouched) == (Outcome.ACCOUNT_GONE, Vouched.DIRECTORY)


def test_an_account_that_is_its_own_host_is_asked_only_where_that_was_wished(site: Site) -> None:
    web = Author(key=author().key, did="did:web:localhost%3A" + site.root.rpartition(":")[2])
    answering(site, web)
    site.answers["/.well-known/did.json"] = site.answers.pop(f"/{web.did}")
    assert looked(site, uri(web), own=False).outcome is Outcome.OWN_SERVER
    assert site.asked == []
    asked = looked(site, uri(web))
    assert (asked.outcome, asked.vouched) == (Outcome.PRESENT, Vouched.HOST)


def test_what_is_no_record_of_the_protocol_is_refused_before_anything_is_asked(site: Site) -> None:
    with pytest.raises(BadUrl):
        looked(site, "https://example.com/post/1")
    assert site.asked == []
