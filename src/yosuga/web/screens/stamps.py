"""Time-stamps: what they are, the person's consent recipient by recipient, and the way to take it back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from yosuga.evidence import stamping
from yosuga.timestamps import configuration
from yosuga.timestamps.base import Authority, Kind
from yosuga.timestamps.configuration import BadAuthorities
from yosuga.web import captures
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown, Uploaded
from yosuga.web.words import language, say

_CHOSEN = "stamps-chosen"
_LARGEST = 1024 * 1024
_ROOT = "-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would be asked: the name it has in the list, its host, what kind it says it is."""

    name: str
    host: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a list that was handed in names; nobody consented to it yet."""

    authorities: tuple[Authority, ...]


def _stamps(asked: Asked) -> Shown:
    on = stamping.authorities(tools=asked.tools)
    waiting = stamping.waiting(tools=asked.tools)
    return Shown("safety/stamps.html", {"recipients": [_recipient(one) for one in on], "waiting": waiting})


def _act(asked: Asked, form: Form) -> Go:
    if form.has("withdraw"):
        stamping.revoke(actor=asked.actor, tools=asked.tools)
        asked.session.tell(say("Time-stamps are off. Nothing is sent any more; tokens already there stay."))
        return Go.stay()
    if form.has("now"):
        asked.tools.must_write()
        captures.stamp(case="", actor=asked.actor, tools=asked.tools)
        asked.session.tell(say("It is asked for in the background."))
        return Go.stay()
    try:
        chosen = _read(form.files("list"))
    except BadAuthorities as error:
        return Go.stay(error=error.for_people().split("\n")[0 if language() == "ja" else 1], wrong="list")
    asked.session.put(_CHOSEN, _Chosen(tuple(chosen)))
    return Go.to("stamps-consent")


def _read(files: Sequence[Uploaded]) -> Sequence[Authority]:
    """Return the authorities of a list that came with its root certificates. No other file of the device is read."""
    given = {one.name: one.body.read(_LARGEST + 1) for one in files}
    lists = [content for content in given.values() if not content.lstrip().startswith(_ROOT.encode())]
    if len(lists) != 1 or any(len(content) > _LARGEST for content in given.values()):
        raise BadAuthorities("unreadable", where="list")
    return configuration.parse(_with_roots(lists[0], given=given), folder=Path())


def _with_roots(content: bytes, *, given: Mapping[str, bytes]) -> bytes:
    """Return the list with each root certificate in the place of its file's name."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
        for at, entry in enumerate(document["authorities"]):
            entry["roots"] = [
                _root(str(root), given=given, where=f"authorities[{at}].roots") for root in entry["roots"]
            ]
    except (ValueError, RecursionError) as error:
        raise BadAuthorities("json", where="list") from error
    except (KeyError, TypeError) as error:
        raise BadAuthorities("shape", where="list") from error
    return json.dumps(document).encode()


def _root(root: str, *, given: Mapping[str, bytes], where: str) -> str:
    if root.lstrip().startswith(_ROOT):
        return root
    found = given.get(root.replace("\\", "/").rpartition("/")[2])
    if found is None:
        raise BadAuthorities("root-unreadable", where=where)
    return found.decode("utf-8", "replace")


def _consent(asked: Asked) -> Shown:
    chosen = asked.session.get(_CHOSEN, _Chosen)
    recipients = [_recipient(one) for one in chosen.authorities] if chosen else []
    return Shown("safety/stamps_consent.html", {"recipients": recipients})


def _agree(asked: Asked, form: Form) -> Go:
    chosen = asked.session.get(_CHOSEN, _Chosen)
    if chosen is None:
        return Go.instead("stamps")
    ticked = set(form.all("yes"))
    agreed = [one for one in chosen.authorities if one.name in ticked]
    if not agreed:
        return Go.stay(error=say("Nobody was ticked, so nothing was turned on."), wrong="yes")
    stamping.agree(agreed, actor=asked.actor, tools=asked.tools)
    asked.session.put(_CHOSEN, None)
    asked.session.tell(say("Time-stamps are on."))
    return Go.instead("stamps")


def _recipient(one: Authority) -> Recipient:
    kinds = {
        Kind.ACCREDITED_JP: say("It says that it is accredited in Japan."),
        Kind.QUALIFIED_EU: say("It says that it is qualified in the EU."),
    }
    return Recipient(one.name, urlsplit(one.url).hostname or one.url, kinds.get(one.kind, ""))


SCREENS = (
    Screen("stamps", Needs.VAULT, _stamps, _act),
    Screen("stamps-consent", Needs.VAULT, _consent, _agree),
)
