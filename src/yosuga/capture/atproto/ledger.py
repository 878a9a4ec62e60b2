"""The public ledger of a `did:plc`: that the account itself, by its own keys, named the key that signs for it now.

https://github.com/did-method-plc/did-method-plc ("Operation Serialization, Signing, and Validation"). The identifier is
the hash of the first entry and each entry is signed by a key of the one before, so the directory can invent nothing; it
could only keep back the newest entries.
"""

import binascii
from base64 import b32encode, urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from yosuga.capture.atproto import cbor
from yosuga.capture.atproto.identity import as_json
from yosuga.capture.atproto.keys import check, public_key
from yosuga.capture.atproto.links import link_of
from yosuga.capture.atproto.refusing import ProofRefused

MOST_BYTES = 512 * 1024
_MOST_ENTRIES = 500
_MOST_KEYS = 10

Entry = Mapping[str, cbor.Value]


@dataclass(frozen=True, slots=True)
class Named:
    """What the last entry names: the key that signs, and the server. None and empty once the account was ended."""

    key: ec.EllipticCurvePublicKey | None
    server: str


def read(log: bytes, *, did: str) -> Named:
    """Return what the ledger of `did` names now. Raises ProofRefused where one entry does not follow from the last."""
    entries = _entries(as_json(log, most=MOST_BYTES))
    first = b32encode(sha256(cbor.encode(entries[0])).digest()).decode("ascii").lower()
    if entries[0].get("prev") is not None or did != f"did:plc:{first[:24]}":
        raise ProofRefused("ledger")
    for count, entry in enumerate(entries):
        before = entries[max(0, count - 1)]  # the first is signed by a key of its own
        if count and entry.get("prev") != str(link_of(cbor.encode(before))):
            raise ProofRefused("ledger")
        _check(entry, keys=_rotation_keys(before))
    return _named(entries[-1])


def _entries(given: object) -> Sequence[Entry]:
    if not isinstance(given, list) or not 0 < len(given) <= _MOST_ENTRIES:
        raise ProofRefused("ledger")
    entries = [entry for entry in given if isinstance(entry, dict)]
    if len(entries) != len(given):
        raise ProofRefused("ledger")
    return entries


def _check(entry: Entry, *, keys: Sequence[str]) -> None:
    """Return when one of `keys` signed the entry."""
    written = entry.get("sig")
    unsigned = {name: value for name, value in entry.items() if name != "sig"}
    try:
        signature = urlsafe_b64decode(f"{written}=" + "=" * (-len(f"{written}=") % 4))
        over = cbor.encode(unsigned)
    except (binascii.Error, ValueError) as error:
        raise ProofRefused("ledger") from error
    for key in keys:
        try:
            check(signature, over=over, key=public_key(key.removeprefix("did:key:")))
        except ProofRefused:
            continue
        return
    raise ProofRefused("ledger")


def _rotation_keys(entry: Entry) -> Sequence[str]:
    """Return the keys that may sign what follows: the newer kind of entry lists them, the oldest kind names two."""
    given = entry.get("rotationKeys") or (entry.get("recoveryKey"), entry.get("signingKey"))
    keys = [key for key in given if isinstance(key, str)] if isinstance(given, list | tuple) else []
    return keys[:_MOST_KEYS]


def _named(entry: Entry) -> Named:
    if entry.get("type") == "plc_tombstone":
        return Named(key=None, server="")
    if entry.get("type") == "create":
        key, server = entry.get("signingKey"), entry.get("service")
    else:
        key = _inside(entry, "verificationMethods", "atproto")
        server = _inside(entry, "services", "atproto_pds", "endpoint")
    if not isinstance(key, str) or not isinstance(server, str):
        raise ProofRefused("ledger")
    return Named(key=public_key(key.removeprefix("did:key:")), server=server.rstrip("/"))


def _inside(entry: Entry, *names: str) -> cbor.Value:
    found: cbor.Value = entry
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
