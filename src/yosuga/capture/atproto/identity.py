"""Who an account is, by its identity document: the key that signs for it and the server that keeps its records.

https://atproto.com/specs/did ("DID documents").
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from yosuga.capture.atproto.keys import public_key
from yosuga.capture.atproto.refusing import ProofRefused

MOST_BYTES = 64 * 1024
_SERVER = re.compile(r"https?://[a-zA-Z0-9.-]{1,253}(:[0-9]{1,5})?/?")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity document says. `key_text` spells the key as the document does; `handles` are those it claims."""

    did: str
    key: ec.EllipticCurvePublicKey
    key_text: str
    server: str
    handles: frozenset[str]


def read(document: bytes, *, did: str) -> Identity:
    """Return what the identity document of `did` says. Raises ProofRefused where it is another's or lacks it.

    The first key and the first server of the right name count, as the protocol says.
    """
    fields = as_json(document, most=MOST_BYTES)
    if not isinstance(fields, Mapping) or fields.get("id") != did:
        raise ProofRefused("identity document")
    key = _first(fields, "verificationMethod", did=did, name="#atproto")
    server = _first(fields, "service", did=did, name="#atproto_pds")
    text, kind, endpoint = key.get("publicKeyMultibase"), key.get("type"), server.get("serviceEndpoint")
    if not isinstance(text, str) or not isinstance(kind, str) or key.get("controller") != did:
        raise ProofRefused("key")
    if server.get("type") != "AtprotoPersonalDataServer" or not isinstance(endpoint, str):
        raise ProofRefused("identity document")
    if not _SERVER.fullmatch(endpoint):
        raise ProofRefused("identity document")
    return Identity(
        did=did,
        key=public_key(text, kind=kind),
        key_text=text,
        server=endpoint.rstrip("/"),
        handles=_handles(fields.get("alsoKnownAs")),
    )


def as_json(content: bytes, *, most: int) -> object:
    """Return what JSON from outside says. Raises ProofRefused for more than `most` bytes and for what is no JSON."""
    if len(content) > most:
        raise ProofRefused("answer too large")
    try:
        read_json: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ProofRefused("no JSON") from error
    return read_json


def _first(fields: Mapping[str, object], kind: str, *, did: str, name: str) -> Mapping[str, object]:
    """Return the first item of a list whose id is `name`, alone or after the DID."""
    items = fields.get(kind)
    for item in items if isinstance(items, list) else []:
        if isinstance(item, Mapping) and item.get("id") in {name, did + name}:
            return item
    raise ProofRefused("identity document")


def _handles(given: object) -> frozenset[str]:
    names = given if isinstance(given, list) else []
    return frozenset(name[5:].lower() for name in names if isinstance(name, str) and name.startswith("at://"))
