"""What a server of the protocol answers in words: whether readers are shown a record, and why something is refused.

https://atproto.com/specs/xrpc ("Error Responses"). These words are nobody's proof; the signed tree is.
"""

from collections.abc import Mapping

from yosuga.capture.atproto.identity import as_json
from yosuga.capture.atproto.wire import Reply

MOST_BYTES = 2**20


def error_of(reply: Reply) -> str:
    """Return the name of the error that a server gives, empty where it gives none."""
    if not 400 <= reply.status < 500:  # a broken server says nothing of its records
        return ""
    said = as_json(reply.body, most=MOST_BYTES)
    name = said.get("error") if isinstance(said, Mapping) else None
    return name if isinstance(name, str) else ""


def shows(reply: Reply, *, uri: str) -> bool | None:
    """Return whether a reader's answer has the record `uri`, None where it says neither. Raises ProofRefused."""
    if reply.status != 200:
        return False if error_of(reply) in {"RecordNotFound", "NotFound"} else None
    said = as_json(reply.body, most=MOST_BYTES)
    posts = said.get("posts") if isinstance(said, Mapping) else None
    items = posts if isinstance(posts, list) else [said]
    return any(isinstance(item, Mapping) and item.get("uri") == uri for item in items)
