"""A Bluesky post is looked at by its signed tree: what is kept of it, and what counts towards gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests import atproto_network
from tests.atproto_network import Network
from tests.takedown.following import ACTOR, opened
from tests.takedown.relook_site import Hand
from yosuga.capture.atproto import address, identity, proof
from yosuga.capture.base import Network as Policy
from yosuga.cases.access import OpenCase
from yosuga.evidence import keeping
from yosuga.rules.removal import Barrier, Sight, Sign, Way, sight
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Kind, Target
from yosuga.takedown import protocol_look, shelf
from yosuga.takedown.relook_troubles import NothingToLookAt
from yosuga.tools import Tools

WORDS = "架空の投稿です"


# One network of servers for them all.
pytestmark = pytest.mark.xdist_group("signed look")


@pytest.fixture(name="network", scope="module")
def _network() -> Iterator[Network]:
    with atproto_network.running() as network:
        yield network


def followed(uri: str, *, case: OpenCase, tools: Tools, kind: Kind = Kind.POST) -> Followed:
    new = Followed(number=0, target=Target(kind, given=uri, address=uri, platform="bluesky"))
    return shelf.add(new, case=case, actor=ACTOR, tools=tools)


def looked(number: int, *, network: Network, case: OpenCase, tools: Tools, clock: Hand | None = None) -> Followed:
    network.settle()
    hand = clock or Hand(now=datetime.now(UTC))
    return protocol_look.recheck(
        number,
        case=case.id,
        actor=ACTOR,
        tools=replace(tools, clock=hand),
        network=Policy.OWN_MACHINES,
        directory=network.directory,
        app_view=network.app_view,
        even_own_server=True,
        wait=hand.wait,
    )


def files_of(eid: str, *, case: OpenCase, tools: Tools) -> dict[str, bytes]:
    item = keeping.open_item(case, keeping.row_of(eid, case=case))
    found = {}
    for row, file in keeping.files_of(item):
        with keeping.open_file(item, row, case=case, tools=tools) as body:
            found[file.name] = body.read()
    return found


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_a_deleted_post_counts_as_absent_and_its_proof_is_kept(network: Network, tools: Tools) -> None:
    case, author = opened(tools), network.account("kept")
    uri, _ = network.post(author, WORDS)
    one = followed(uri, case=case, tools=tools)
    there = looked(one.number, network=network, case=case, tools=tools)
    assert (sight(there.looks[-1]), there.looks[-1].way, there.looks[-1].proof) == (Sight.LIVE, Way.PROTOCOL, ())
    given = {"repo": author.did, "collection": "app.bsky.feed.post", "rkey": uri.rpartition("/")[2]}
    network.call("com.atproto.repo.deleteRecord", given, account=author)
    gone = looked(one.number, network=network, case=case, tools=tools)
    assert sight(gone.looks[-1]) is Sight.ABSENT
    assert gone.looks[-1].signs == {Sign.SIGNED}
    (eid,) = gone.looks[-1].proof
    files = files_of(eid, case=case, tools=tools)
    who = identity.read(files["did.json"], did=author.did)
    assert proof.verify(files["proof.car"], place=address.read(uri), identity=who).record is None


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_what_an_operator_hides_holds_the_count_and_its_proof_is_kept(network: Network, tools: Tools) -> None:
    case, author = opened(tools), network.account("blocked")
    uri, cid = network.post(author, WORDS)
    one = followed(uri, case=case, tools=tools)
    network.settle()
    subject = {"$type": "com.atproto.repo.strongRef", "uri": uri, "cid": cid}
    takedown = {"subject": subject, "takedown": {"applied": True, "ref": "1"}}
    network.operate("com.atproto.admin.updateSubjectStatus", takedown, at=network.app_view)
    hidden = looked(one.number, network=network, case=case, tools=tools)
    assert (sight(hidden.looks[-1]), hidden.looks[-1].barrier) == (Sight.BLOCKED, Barrier.REFUSED)
    assert len(hidden.looks[-1].proof) == 1


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_each_server_is_asked_once_in_ten_seconds(network: Network, tools: Tools) -> None:
    case, author = opened(tools), network.account("polite")
    uri, _ = network.post(author, WORDS)
    one = followed(uri, case=case, tools=tools)
    clock = Hand(now=datetime.now(UTC))
    looked(one.number, network=network, case=case, tools=tools, clock=clock)
    assert clock.waited == [pytest.approx(10)] * 4  # all servers of this test are one host, asked five times


def test_what_is_no_record_of_the_protocol_is_not_looked_at_that_way(tools: Tools) -> None:
    case = opened(tools)
    for uri in ("https://example.com/post/1", "https://bsky.app/profile/someone.example.com", ""):
        one = followed(uri, case=case, tools=tools)
        with pytest.raises(NothingToLookAt):
            protocol_look.recheck(one.number, case=case.id, actor=ACTOR, tools=tools)
