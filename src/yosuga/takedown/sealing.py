"""How targets and senders rest: sealed under their case, each bound to its place, named in the log by salted hashes."""

import json
from hashlib import sha256

from pydantic import TypeAdapter

from yosuga.cases.access import OpenCase
from yosuga.keys import wrap
from yosuga.rules.takedown import addressing
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Target

FORMAT = "yosuga-takedown/1"
LABEL = "takedown"
_followed = TypeAdapter(Followed)
_sender = TypeAdapter(Sender)


def seal(followed: Followed, *, salt: str, case: OpenCase) -> tuple[bytes, str, int]:
    """Return a target as it is kept, and the SHA-256 and size that the log names.

    `salt` is random: an address that somebody suspects could be found by trying from its plain hash.
    """
    content = _written(_followed.dump_python(followed, mode="json"), salt=salt)
    sealed = wrap.seal(content, under=_key(case), place=_place(case, str(followed.number)))
    return sealed, sha256(content).hexdigest(), len(content)


def open_target(sealed: bytes, *, number: int, case: OpenCase) -> Followed:
    """Return a kept target. Raises VaultDamaged."""
    raw = json.loads(wrap.open_sealed(sealed, under=_key(case), place=_place(case, str(number))))
    return _followed.validate_python(raw["value"])


def blinded(target: Target, *, case: OpenCase) -> bytes:
    """Return what the twins of a target are found by, without its being opened: 32 bytes, equal within a case alone."""
    return wrap.blind(_key(case), addressing.key(target))


def seal_sender(sender: Sender, *, salt: str, case: OpenCase) -> tuple[bytes, str, int]:
    """Return a sender as it is kept, and the SHA-256 and size that the log names."""
    content = _written(_sender.dump_python(sender, mode="json"), salt=salt)
    return wrap.seal(content, under=_key(case), place=_place(case, "sender")), sha256(content).hexdigest(), len(content)


def open_sender(sealed: bytes, *, case: OpenCase) -> Sender:
    """Return a kept sender. Raises VaultDamaged."""
    raw = json.loads(wrap.open_sealed(sealed, under=_key(case), place=_place(case, "sender")))
    return _sender.validate_python(raw["value"])


def _written(value: object, *, salt: str) -> bytes:
    return json.dumps({"format": FORMAT, "salt": salt, "value": value}, ensure_ascii=False).encode()


def _key(case: OpenCase) -> bytes:
    return wrap.derive(case.key, label=LABEL)


def _place(case: OpenCase, field: str) -> wrap.Place:
    return wrap.Place(LABEL, case.id, field)
