"""One signed look at a record: who the account is, what its server proves, and whether readers are shown it.

Nothing that a host or the network does raises; it is an outcome. Whoever runs the server of an account sees that it was
asked, so an account on a server of its own is asked only where that was wished.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from yosuga.capture.atproto import address, identity, ledger
from yosuga.capture.atproto.address import Place
from yosuga.capture.atproto.car import MOST_BYTES
from yosuga.capture.atproto.found import Asked, File, Outcome, Proof, Reader, Vouched
from yosuga.capture.atproto.identity import Identity
from yosuga.capture.atproto.proof import verify
from yosuga.capture.atproto.readers import error_of, shows
from yosuga.capture.atproto.refusing import ProofRefused
from yosuga.capture.atproto.wire import NoAnswer, Reply, get
from yosuga.capture.base import Network

DIRECTORY = "https://plc.directory"
APP_VIEW = "https://public.api.bsky.app"
LARGE_HOSTS = (".host.bsky.network", ".bsky.social")  # the company's: no account's owner reads their logs
_JSON_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. `before` is called with each host before it is asked, and may wait."""

    network: Network = Network.PUBLIC
    directory: str = DIRECTORY
    app_view: str = APP_VIEW
    before: Callable[[str], None] = lambda _host: None
    even_own_server: bool = False

    def ask(
        self, given: str, *, moment: datetime, did: str = "", since: datetime | None = None, at_least: str = ""
    ) -> Asked:
        """Return what is proven at `moment` (aware) of the record at the address `given`.

        `did` is the account as it was when the record was kept (a handle may have passed to another since), `since` the
        moment when the record was last seen, `at_least` the revision of an earlier look. Raises BadUrl where the
        address is no record of the AT Protocol.
        """
        look = _Look(asker=self, place=address.read(given), moment=moment, since=since, at_least=at_least)
        try:
            outcome = look.run(did)
        except ProofRefused as refused:
            outcome, look.why = Outcome.UNPROVEN, refused.detail
        except NoAnswer as failure:
            outcome, look.why = Outcome.UNREACHABLE, failure.why
        return look.told(given, outcome=outcome)


_SAID = {
    "RepoDeactivated": Outcome.DEACTIVATED,
    "RepoTakendown": Outcome.TAKEN_DOWN,
    "RepoSuspended": Outcome.SUSPENDED,
    "RepoNotFound": Outcome.ACCOUNT_GONE,
    "RecordNotFound": Outcome.SAID_ABSENT,
}


class _Look:
    """The steps of one look, and what was received on the way."""

    def __init__(self, *, asker: Asker, place: Place, moment: datetime, since: datetime | None, at_least: str) -> None:
        self._asker = asker
        self._place = place
        self._moment = moment
        self._since = since
        self._at_least = at_least
        self._proof: Proof | None = None
        self._vouched: Vouched | None = None
        self._shown: dict[Reader, bool] = {}
        self._replies: list[tuple[str, Reply]] = []
        self.why = ""

    def run(self, kept_did: str) -> Outcome:
        """Ask one server after the other. Raises ProofRefused or NoAnswer where a step that decides gave nothing."""
        did = kept_did or self._did()
        if not address.is_did(did):
            raise ProofRefused("account")
        if did.startswith("did:web:") and not self._asker.even_own_server:
            return Outcome.OWN_SERVER
        document = self._get("did.json", _document_address(did, directory=self._asker.directory))
        if document.status == 410 and did.startswith("did:plc:"):  # the directory's answer once an account was ended
            return self._ended(did)
        if document.status != 200:
            raise ProofRefused("identity document")
        who = identity.read(document.body, did=did)
        self._check_handle(who, by_handle=not kept_did)
        self._vouched = self._vouch(who)
        if not (self._asker.even_own_server or _is_large(who.server)):
            return Outcome.OWN_SERVER
        return self._record(who)

    def told(self, given: str, *, outcome: Outcome) -> Asked:
        """Return what the look found, with the files that show it."""
        return Asked(
            address=given,
            moment=self._moment,
            outcome=outcome,
            proof=self._proof,
            vouched=self._vouched,
            shown=self._shown,
            files=(*(_file(name, reply) for name, reply in self._replies), self._protocol()),
            why=self.why,
        )

    def _did(self) -> str:
        """Return the account of the address. A handle is looked up at the app view, never at the handle's own host."""
        if self._place.account.startswith("did:"):
            return self._place.account
        query = urlencode({"handle": self._place.account})
        url = f"{self._asker.app_view}/xrpc/com.atproto.identity.resolveHandle?{query}"
        reply = self._get("handle.json", url)
        found = identity.as_json(reply.body, most=_JSON_BYTES) if reply.status == 200 else None
        did = found.get("did") if isinstance(found, Mapping) else None
        if not isinstance(did, str):
            raise ProofRefused("handle")
        return did

    def _check_handle(self, who: Identity, *, by_handle: bool) -> None:
        """A handle holds only where the account claims it too (https://atproto.com/specs/handle)."""
        account = self._place.account
        if by_handle and not account.startswith("did:") and account not in who.handles:
            raise ProofRefused("handle")

    def _vouch(self, who: Identity) -> Vouched:
        """Return who vouches for the key. A ledger that holds and names another key or server refutes the document."""
        if not who.did.startswith("did:plc:"):
            return Vouched.HOST
        try:
            named = self._ledger(who.did)
        except (NoAnswer, ProofRefused):
            return Vouched.DIRECTORY
        if (named.key, named.server) != (who.key, who.server):
            raise ProofRefused("ledger")
        return Vouched.LEDGER

    def _ledger(self, did: str) -> ledger.Named:
        url = f"{self._asker.directory}/{did}/log"
        return ledger.read(self._get("did-log.json", url, most=ledger.MOST_BYTES).body, did=did)

    def _ended(self, did: str) -> Outcome:
        """An account was ended by its owner where its ledger says so; the directory's word alone is said as such."""
        try:
            ended = self._ledger(did).key is None
        except (NoAnswer, ProofRefused):
            ended = False
        self._vouched = Vouched.LEDGER if ended else Vouched.DIRECTORY
        return Outcome.ACCOUNT_GONE

    def _record(self, who: Identity) -> Outcome:
        query = urlencode({"did": who.did, "collection": self._place.collection, "rkey": self._place.record})
        url = f"{who.server}/xrpc/com.atproto.sync.getRecord?{query}"
        reply = self._get("proof.car", url, most=MOST_BYTES)
        if reply.status != 200:
            return self._said(reply)
        self._proof = verify(
            reply.body,
            place=self._place,
            identity=who,
            at_least=self._at_least,
            since=self._since,
            moment=self._moment,
        )
        self._readers(who)
        return Outcome.ABSENT if self._proof.record is None else Outcome.PRESENT

    def _said(self, reply: Reply) -> Outcome:
        """Return what the server says instead of a proof."""
        error = error_of(reply)
        if error not in _SAID:
            raise NoAnswer(f"http-{reply.status}")
        return _SAID[error]

    def _readers(self, who: Identity) -> None:
        """Note whether readers are shown the record; a reader that gives no clear answer is left out."""
        place = self._place
        query = urlencode({"repo": who.did, "collection": place.collection, "rkey": place.record})
        server = f"{who.server}/xrpc/com.atproto.repo.getRecord?{query}"
        uri = f"at://{who.did}/{place.collection}/{place.record}"
        app_view = f"{self._asker.app_view}/xrpc/app.bsky.feed.getPosts?{urlencode({'uris': uri})}"
        self._reader(Reader.SERVER, server, uri=uri)
        if place.collection == address.POST:
            self._reader(Reader.APP_VIEW, app_view, uri=uri)

    def _reader(self, reader: Reader, url: str, *, uri: str) -> None:
        try:
            reply = self._get(f"reader-{reader.value}.json", url)
            seen = shows(reply, uri=uri)
        except (NoAnswer, ProofRefused):
            return
        if seen is not None:
            self._shown[reader] = seen

    def _get(self, name: str, url: str, *, most: int = _JSON_BYTES) -> Reply:
        self._asker.before(urlsplit(url).hostname or "")
        reply = get(url, network=self._asker.network, most=most)
        self._replies.append((name, reply))
        return reply

    def _protocol(self) -> File:
        """Return the list of what was asked: our own words about the files beside it."""
        asked = [
            {"file": name, "url": reply.url, "status": reply.status, "sha256": sha256(reply.body).hexdigest()}
            for name, reply in self._replies
        ]
        told = {"moment": self._moment.isoformat(), "asked": asked}
        return File("asking.json", "application/json", json.dumps(told, ensure_ascii=False, indent=1).encode())


def _document_address(did: str, *, directory: str) -> str:
    if did.startswith("did:plc:"):
        return f"{directory}/{did}"
    host = address.web_host(did)
    scheme = "http" if host.partition(":")[0] == "localhost" else "https"
    return f"{scheme}://{host}/.well-known/did.json"


def _is_large(server: str) -> bool:
    host = urlsplit(server).hostname or ""
    return f".{host}".endswith(LARGE_HOSTS)


def _file(name: str, reply: Reply) -> File:
    kind = "application/vnd.ipld.car" if name.endswith(".car") and reply.status == 200 else "application/json"
    return File(name=name, media_type=kind, content=reply.body)
