"""Which record of which account an address means: Bluesky's own pages and `at://`.

https://atproto.com/specs/at-uri-scheme, /handle, /did, /record-key.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from yosuga.capture.addresses import host_refusal
from yosuga.errors import BadUrl

MOST_CHARACTERS = 2_048
POST = "app.bsky.feed.post"
_HANDLE = re.compile(r"(?=.{3,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_PLC = re.compile(r"did:plc:[a-z2-7]{24}")
_LABEL = r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_NSID = re.compile(rf"(?=.{{5,317}}\Z)(?=[a-zA-Z])({_LABEL}\.){{2,}}[a-zA-Z][a-zA-Z0-9]{{0,62}}")
_RECORD = re.compile(r"[a-zA-Z0-9_~.:-]{1,512}")
_PAGES = {"post": POST, "feed": "app.bsky.feed.generator", "lists": "app.bsky.graph.list"}
_HOSTS = {"bsky.app", "www.bsky.app", "staging.bsky.app", "main.bsky.dev"}


@dataclass(frozen=True, slots=True)
class Place:
    """One record: whose (a DID, or a handle that must still be looked up), in which collection, under which key."""

    account: str
    collection: str
    record: str

    @property
    def key(self) -> bytes:
        """Its key in the signed tree."""
        return f"{self.collection}/{self.record}".encode("ascii")


def read(address: str) -> Place:
    """Return the record that `address` means. Raises BadUrl where it is none of Bluesky's or AT Protocol's records."""
    given = address.strip()
    if len(given) > MOST_CHARACTERS:
        raise BadUrl("too long")
    parts = _of_protocol(given) if given.lower().startswith("at://") else _of_page(given)
    account = _account(parts[0])
    if not is_account(account) or not _NSID.fullmatch(parts[1]) or not _RECORD.fullmatch(parts[2]):
        raise BadUrl("no record of the AT Protocol")
    if parts[2] in {".", ".."}:
        raise BadUrl("no record of the AT Protocol")
    return Place(account=account, collection=parts[1], record=parts[2])


def is_account(account: str) -> bool:
    """Whether it is a handle or an identifier (DID) of a kind that the protocol uses."""
    return is_did(account) or _HANDLE.fullmatch(account) is not None


def is_did(account: str) -> bool:
    """Whether it is a DID of one of the two methods that the protocol uses: `did:plc`, or `did:web` of a whole host."""
    if _PLC.fullmatch(account):
        return True
    return account.startswith("did:web:") and _is_web_host(web_host(account))


def web_host(did: str) -> str:
    """Return the host of a `did:web`; a port stands in it percent-encoded and is for one's own machines alone."""
    return unquote(did.removeprefix("did:web:"))


def _is_web_host(host: str) -> bool:
    name, _, port = host.partition(":")
    if name == "localhost":
        return not port or (port.isascii() and port.isdigit() and 0 < int(port) < 65_536)
    return not port and _HANDLE.fullmatch(name) is not None and not host_refusal(name)


def _account(given: str) -> str:
    name = given.removeprefix("@")
    return name if name.startswith("did:") else name.lower()


def _of_protocol(given: str) -> tuple[str, str, str]:
    parts = given[5:].split("/")
    if len(parts) != 3 or any(mark in given for mark in "?#"):
        raise BadUrl("no record of the AT Protocol")
    return parts[0], parts[1], parts[2]


def _of_page(given: str) -> tuple[str, str, str]:
    try:
        url = urlsplit(given)
        host = (url.hostname or "").rstrip(".")
    except ValueError as error:
        raise BadUrl("host or port") from error
    parts = [unquote(part) for part in url.path.strip("/").split("/")]
    if url.scheme not in {"http", "https"} or host not in _HOSTS or len(parts) != 4 or parts[0] != "profile":
        raise BadUrl("no record of the AT Protocol")
    collection = _PAGES.get(parts[2])
    if collection is None:
        raise BadUrl("no record of the AT Protocol")
    return parts[1], collection, parts[3]
