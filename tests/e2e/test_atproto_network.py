"""Removal of a Bluesky post, seen at the protocol's own servers: deleted, hidden, switched off, edited, and forged."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import atproto_network
from tests.atproto_network import Account, Network
from yosuga.capture.atproto import address, car, identity, proof
from yosuga.capture.atproto.asking import Asker
from yosuga.capture.atproto.found import Asked, Outcome, Reader, Vouched
from yosuga.capture.atproto.links import Link, link_of
from yosuga.capture.atproto.refusing import ProofRefused
from yosuga.capture.base import Network as Policy
from yosuga.rules.removal import Barrier, Shown, Sight, Sign, sight
from yosuga.rules.signed import KeptRecord, Meaning, look, meaning

from tests.capture import signed_tree  # isort: skip

# The first start on a machine installs the servers and builds their one native part.
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900), pytest.mark.xdist_group("the network")]

POSTS = "app.bsky.feed.post"
WORDS = "架空の投稿です"
NOTHING_KEPT = KeptRecord()
# Twelve keys of one moment. Their hashes put them into a tree of three layers, with the sixth in the lowest: keys of
# the server's own choice made one layer of all twelve now and then, where there is no node between to leave out.
KEYS = [f"3mkdg6z7lvu2{last}" for last in "234567abcdef"]


@pytest.fixture(name="network", scope="module")
def _network() -> Iterator[Network]:
    with atproto_network.running() as network:
        yield network


def asker(network: Network) -> Asker:
    return Asker(
        network=Policy.OWN_MACHINES, directory=network.directory, app_view=network.app_view, even_own_server=True
    )


def looked(network: Network, uri: str, *, at_least: str = "", since: datetime | None = None) -> Asked:
    network.settle()
    return asker(network).ask(uri, moment=datetime.now(UTC), at_least=at_least, since=since)


def name_of(uri: str) -> str:
    return uri.rpartition("/")[2]


def delete(network: Network, author: Account, uri: str) -> None:
    given = {"repo": author.did, "collection": POSTS, "rkey": name_of(uri)}
    network.call("com.atproto.repo.deleteRecord", given, account=author)


def hide(network: Network, subject: dict[str, object], *, hidden: bool, at: str = "") -> None:
    takedown = {"applied": hidden, "ref": "1"} if hidden else {"applied": False}
    network.operate("com.atproto.admin.updateSubjectStatus", {"subject": subject, "takedown": takedown}, at=at)


def archived(asked: Asked) -> bytes:
    return next(file.content for file in asked.files if file.name == "proof.car")


def test_a_post_is_proven_present_by_address_and_by_page(network: Network) -> None:
    author = network.account("present")
    uri, cid = network.post(author, WORDS)
    page = f"https://bsky.app/profile/{author.handle}/post/{name_of(uri)}"
    for asked in (looked(network, uri), looked(network, page)):
        assert (asked.outcome, asked.vouched) == (Outcome.PRESENT, Vouched.LEDGER)
        assert asked.proof is not None
        assert asked.proof.record is not None
        assert (asked.proof.did, asked.proof.record.cid) == (author.did, cid)
        assert asked.proof.record.value["text"] == WORDS
        assert abs(asked.proof.signed - asked.moment) < timedelta(minutes=5)
        assert asked.shown == {Reader.SERVER: True, Reader.APP_VIEW: True}
        assert sight(look(asked, kept=KeptRecord(cid=cid))) is Sight.LIVE


def test_what_its_author_deleted_is_provably_absent(network: Network) -> None:
    author = network.account("deletes")
    uri, cid = network.post(author, WORDS)
    before = looked(network, uri)
    seen = datetime.now(UTC)
    delete(network, author, uri)
    assert before.proof is not None
    asked = looked(network, uri, at_least=before.proof.rev, since=seen)
    assert (asked.outcome, asked.why) == (Outcome.ABSENT, "")
    assert meaning(asked, kept=KeptRecord(cid=cid)) is Meaning.DELETED
    given = look(asked, kept=KeptRecord(cid=cid))
    assert given.signs == {Sign.SIGNED}
    assert sight(given) is Sight.ABSENT


def test_what_an_operator_hides_is_still_in_the_signed_tree(network: Network) -> None:
    author = network.account("hidden")
    uri, cid = network.post(author, WORDS)
    subject: dict[str, object] = {"$type": "com.atproto.repo.strongRef", "uri": uri, "cid": cid}
    network.settle()
    hide(network, subject, hidden=True, at=network.app_view)
    asked = looked(network, uri)
    assert (asked.outcome, asked.shown[Reader.APP_VIEW]) == (Outcome.PRESENT, False)
    assert meaning(asked, kept=KeptRecord(cid=cid)) is Meaning.HIDDEN
    given = look(asked, kept=KeptRecord(cid=cid))
    assert (given.shown, given.barrier, given.signs) == (Shown.NOTHING, Barrier.REFUSED, frozenset())
    assert sight(given) is Sight.BLOCKED
    hide(network, subject, hidden=False, at=network.app_view)
    assert meaning(looked(network, uri), kept=NOTHING_KEPT) is Meaning.STANDS


def test_what_the_account_server_hides_is_still_in_the_signed_tree(network: Network) -> None:
    author = network.account("withheld")
    uri, cid = network.post(author, WORDS)
    hide(network, {"$type": "com.atproto.repo.strongRef", "uri": uri, "cid": cid}, hidden=True)
    asked = looked(network, uri)
    assert asked.outcome is Outcome.PRESENT
    assert asked.shown == {Reader.SERVER: False, Reader.APP_VIEW: True}
    assert meaning(asked, kept=NOTHING_KEPT) is Meaning.STANDS  # most readers still see it


def test_a_record_that_was_written_over_is_edited(network: Network) -> None:
    author = network.account("rewrites")
    uri, cid = network.post(author, WORDS)
    record = {"$type": POSTS, "text": "まったく別の文", "createdAt": "2026-11-01T03:00:00.000Z"}
    given = {"repo": author.did, "collection": POSTS, "rkey": name_of(uri), "record": record}
    network.call("com.atproto.repo.putRecord", given, account=author)
    asked = looked(network, uri)
    kept = KeptRecord(cid=cid, lines=(WORDS,))
    assert (asked.outcome, meaning(asked, kept=kept)) == (Outcome.PRESENT, Meaning.EDITED)
    assert sight(look(asked, kept=kept)) is Sight.EDITED


def test_an_account_that_sleeps_proves_nothing_and_wakes_with_its_posts(network: Network) -> None:
    author = network.account("sleeps")
    uri, cid = network.post(author, WORDS)
    network.call("com.atproto.server.deactivateAccount", {}, account=author)
    asked = looked(network, uri)
    assert (asked.outcome, asked.proof) == (Outcome.DEACTIVATED, None)
    assert sight(look(asked, kept=NOTHING_KEPT)) is Sight.BLOCKED
    network.call("com.atproto.server.activateAccount", None, account=author)
    assert meaning(looked(network, uri), kept=KeptRecord(cid=cid)) is Meaning.STANDS


def test_an_account_that_was_taken_down_or_deleted_proves_nothing(network: Network) -> None:
    author = network.account("ends")
    uri, _ = network.post(author, WORDS)
    hide(network, {"$type": "com.atproto.admin.defs#repoRef", "did": author.did}, hidden=True)
    asked = looked(network, uri)
    assert (asked.outcome, asked.proof) == (Outcome.TAKEN_DOWN, None)
    assert sight(look(asked, kept=NOTHING_KEPT)) is Sight.BLOCKED
    network.operate("com.atproto.admin.deleteAccount", {"did": author.did})
    asked = looked(network, uri)
    assert (asked.outcome, asked.proof) == (Outcome.ACCOUNT_GONE, None)
    assert sight(look(asked, kept=NOTHING_KEPT)) is Sight.UNKNOWN  # the server's word alone, and no control
    other = network.account("control")
    live, _ = network.post(other, WORDS)
    assert sight(look(asked, kept=NOTHING_KEPT, control=looked(network, live))) is Sight.ABSENT


def test_an_account_on_its_own_server_is_not_asked_unless_that_is_wished(network: Network) -> None:
    author = network.account("own")
    uri, _ = network.post(author, WORDS)
    careful = Asker(network=Policy.OWN_MACHINES, directory=network.directory, app_view=network.app_view)
    asked = careful.ask(uri, moment=datetime.now(UTC))
    assert asked.outcome is Outcome.OWN_SERVER
    assert not any(file.name == "proof.car" for file in asked.files)


def test_servers_inside_a_network_are_not_reached_for_the_public(network: Network) -> None:
    author = network.account("inside")
    uri, _ = network.post(author, WORDS)
    asked = Asker(directory=network.directory).ask(uri, moment=datetime.now(UTC))
    assert (asked.outcome, asked.why) == (Outcome.UNREACHABLE, "not-https")
    secure = network.directory.replace("http://", "https://")
    asked = Asker(directory=secure).ask(uri, moment=datetime.now(UTC))
    assert (asked.outcome, asked.why) == (Outcome.UNREACHABLE, "unreachable")


def test_a_handle_that_nobody_has_is_said_to_be_unproven(network: Network) -> None:
    asked = looked(network, "https://bsky.app/profile/nobody.test/post/3mkdg6z7lvufe")
    assert (asked.outcome, asked.why) == (Outcome.UNPROVEN, "handle")


def test_every_record_of_a_large_tree_is_found_and_each_gap_is_proven(network: Network) -> None:
    author, things = network.account("large"), "com.example.thing"
    writes = [
        {
            "$type": "com.atproto.repo.applyWrites#create",
            "collection": things,
            "rkey": f"large-{number:03}",
            "value": {"$type": things, "text": f"{number}"},
        }
        for number in range(180)
    ]
    network.call("com.atproto.repo.applyWrites", {"repo": author.did, "writes": writes}, account=author)
    who = identity.read(network.document(author), did=author.did)
    for number in range(180):
        for name, there in ((f"large-{number:03}", True), (f"large-{number:03}x", False)):
            content = network.fetch("com.atproto.sync.getRecord", did=author.did, collection=things, rkey=name)
            found = proof.verify(content, place=address.Place(author.did, things, name), identity=who)
            assert (found.record is not None) is there
            assert found.record is None or found.record.value["text"] == f"{number}"


@pytest.mark.parametrize("deleted", [False, True])
def test_no_forged_proof_of_the_real_server_is_believed(network: Network, deleted: bool) -> None:
    author = network.account(f"forged-{deleted}".lower())
    uris = [network.post(author, f"{WORDS} {key}", key=key)[0] for key in KEYS]
    older = archived(looked(network, uris[5]))
    if deleted:
        delete(network, author, uris[5])
    asked = looked(network, uris[5])
    whole, place = archived(asked), address.read(uris[5])
    who = identity.read(network.document(author), did=author.did)
    assert asked.proof is not None
    rev = asked.proof.rev

    def believed(content: bytes, *, by: identity.Identity = who) -> bool:
        try:
            proof.verify(content, place=place, identity=by, at_least=rev)
        except ProofRefused:
            return False
        return True

    assert believed(whole)
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not believed(bytes(flipped))
    for cut in range(len(whole)):
        assert not believed(whole[:cut])
    found = car.read(whole)
    assert len(found.blocks) == (4 if deleted else 5)  # the signature, three layers, the record
    for link, block in found.blocks.items():
        rest = {name: content for name, content in found.blocks.items() if name != link}
        assert not believed(signed_tree.archive(found.root, rest))
        swapped: dict[Link, bytes] = rest | {link_of(block + b"\xf6"): block + b"\xf6"}
        assert not believed(signed_tree.archive(found.root, swapped))
    stranger = network.account(f"stranger-{deleted}".lower())
    uri, _ = network.post(stranger, WORDS)
    assert not believed(archived(looked(network, uri)))
    other = identity.read(network.document(stranger), did=stranger.did)
    assert not believed(whole, by=other)
    posing = network.document(stranger).replace(stranger.did.encode(), author.did.encode())
    assert not believed(whole, by=identity.read(posing, did=author.did))
    assert believed(older) is not deleted


def test_a_tree_from_before_the_post_cannot_pass_for_its_deletion(network: Network) -> None:
    author = network.account("earlier")
    first, _ = network.post(author, WORDS)
    place = address.read(first)
    later, _ = network.post(author, f"{WORDS} 2")
    delete(network, author, first)
    absent = archived(looked(network, first))
    who = identity.read(network.document(author), did=author.did)
    assert proof.verify(absent, place=place, identity=who).record is None
    third, _ = network.post(author, f"{WORDS} 3")
    gap = network.fetch("com.atproto.sync.getRecord", did=author.did, collection=POSTS, rkey="self")
    assert proof.verify(gap, place=address.Place(author.did, POSTS, "self"), identity=who).record is None
    with pytest.raises(ProofRefused, match="older than the record"):
        proof.verify(absent, place=address.read(third), identity=who)
    assert later != third


def test_the_files_are_what_was_received_and_prove_it_again_without_a_network(network: Network) -> None:
    author = network.account("again")
    uri, _ = network.post(author, WORDS)
    delete(network, author, uri)
    asked = looked(network, uri)
    files = {file.name: file.content for file in asked.files}
    told = json.loads(files["asking.json"])
    assert {row["file"]: row["sha256"] for row in told["asked"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "asking.json"
    }
    who = identity.read(files["did.json"], did=author.did)
    again = proof.verify(files["proof.car"], place=address.read(uri), identity=who)
    assert again == asked.proof
    assert again.record is None


def test_the_protocols_own_library_says_the_same_of_the_kept_files(network: Network, tmp_path: Path) -> None:
    author = network.account("agreed")
    uri, _ = network.post(author, WORDS)
    present = looked(network, uri)
    delete(network, author, uri)
    absent = looked(network, uri)
    said = [atproto_network.verified_by_others(asked.files, uri=uri, folder=tmp_path) for asked in (present, absent)]
    assert said == [present.outcome.value, absent.outcome.value] == ["present", "absent"]
    forged = [replace(file, content=file.content[:-1] + b"\0") for file in absent.files]
    with pytest.raises(RuntimeError):
        atproto_network.verified_by_others(forged, uri=uri, folder=tmp_path)
