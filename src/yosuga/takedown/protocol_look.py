"""A signed look at a Bluesky post: asked politely, weighed, and its proof kept as evidence with the look.

What is kept is what was received (the signed tree's part, the identity document, its ledger), so that anybody can
verify it again (docs/bluesky-proof.md). A look that shows that the post stands keeps nothing: a capture is for that.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from yosuga.actor import Actor
from yosuga.capture.atproto import address
from yosuga.capture.atproto.found import Asked
from yosuga.capture.base import Network
from yosuga.cases import log
from yosuga.cases.access import case_for
from yosuga.custody.records import FileRole
from yosuga.errors import BadUrl
from yosuga.evidence import keeping, stamping
from yosuga.evidence.keeping import Kept
from yosuga.imports.base import Kind
from yosuga.rules import signed
from yosuga.rules.removal import Sight, Way, sight
from yosuga.rules.signed import KeptRecord, Meaning
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Origin, Target
from yosuga.takedown import filing, hosts, looks, shelf, sought
from yosuga.takedown.filing import Filing
from yosuga.takedown.relook_troubles import NothingToLookAt
from yosuga.tools import Tools

METHOD = "signed-look"
_FILING = Filing(Kind.OTHER, "署名付きの証明(Bluesky)", METHOD, "received from the servers of the protocol")
_NOT_KEPT = frozenset({Meaning.STANDS, Meaning.NOT_ASKED, Meaning.NOT_KNOWN})
_SLACK = timedelta(hours=1)
_PAGES = frozenset({Origin.STAMP, Origin.CAPTURE})
_FIRST = "proof.car"  # what the log names, where it is there


def is_for(target: Target) -> bool:
    """Say whether a signed look can be taken at the target: a record of the AT Protocol."""
    try:
        address.read(target.address or target.given)
    except BadUrl:
        return False
    return not target.kind.private


def recheck(
    number: int,
    *,
    case: str,
    actor: Actor,
    tools: Tools,
    network: Network = Network.PUBLIC,
    directory: str = "",
    app_view: str = "",
    even_own_server: bool = False,
    wait: Callable[[float], None] = time.sleep,
) -> Followed:
    """Take a signed look at a target and return it with that look. Takes up to a minute, most of it politeness.

    `even_own_server` asks an account's server also where its owner may run it and would see that someone asked;
    `directory` and `app_view` are other servers than the public ones. Raises NothingToLookAt, NotFound, NothingYet.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    followed = shelf.one(number, case=opened)
    if not is_for(followed.target):
        raise NothingToLookAt
    asked = _asked(
        followed,
        tools=tools,
        network=network,
        servers=(directory, app_view),
        even_own_server=even_own_server,
        wait=wait,
    )
    lines = sought.kept_by(followed, case=opened, tools=tools)[0].lines
    known = KeptRecord(lines=tuple(lines))
    kept = _keep(asked, tools=tools) if signed.meaning(asked, kept=known) not in _NOT_KEPT else ()
    with transaction.atomic():
        log.lock(opened)
        item = filing.put_in(kept, _FILING, case=opened, actor=actor, tools=tools) if kept else ""
        look = replace(signed.look(asked, kept=known), proof=(item,) if item else ())
        looked = looks.append(number, look, case=opened, actor=actor, tools=tools)
    if item:
        stamping.stamp_if_due(opened, actor=actor, tools=tools)
    return looked


def _asked(
    followed: Followed,
    *,
    tools: Tools,
    network: Network,
    servers: tuple[str, str],
    even_own_server: bool,
    wait: Callable[[float], None],
) -> Asked:
    from yosuga.capture.atproto.asking import APP_VIEW, DIRECTORY, Asker

    def before(host: str) -> None:
        while left := hosts.claim(host, now=tools.clock.read().wall, tools=tools):
            wait(left.total_seconds())

    asker = Asker(
        network=network,
        directory=servers[0] or DIRECTORY,
        app_view=servers[1] or APP_VIEW,
        before=before,
        even_own_server=even_own_server,
    )
    target = followed.target
    account = target.account if address.is_did(target.account) else ""
    return asker.ask(
        target.address or target.given, moment=tools.clock.read().wall, did=account, since=_last_seen(followed)
    )


def _last_seen(followed: Followed) -> datetime | None:
    """Return when it was there for sure: a tree from before then proves nothing.

    An hour is taken off: a page may be shown for a while after its post was deleted, and clocks differ.
    """
    seen = [one.moment for one in followed.target.times if one.origin in _PAGES]
    signed_looks = [look for look in followed.looks if look.way is Way.PROTOCOL]
    seen += [look.moment for look in signed_looks if sight(look) in {Sight.LIVE, Sight.EDITED}]
    return max(seen) - _SLACK if seen else None


def _keep(asked: Asked, *, tools: Tools) -> tuple[Kept, ...]:
    """Encrypt the files into the store, the signed part first. Raises DiskFull, DiskFailed."""
    files = sorted(asked.files, key=lambda file: file.name != _FIRST)
    return tuple(
        keeping.keep(BytesIO(file.content), name=file.name, role=FileRole.RAW, media_type=file.media_type, tools=tools)
        for file in files
    )
