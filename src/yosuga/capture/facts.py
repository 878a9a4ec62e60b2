"""What `capture.json` says of one capture: English keys that stay, values as they were measured or seen."""

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from yosuga import __name__ as product
from yosuga import __version__
from yosuga.capture.base import Artefact, Order
from yosuga.capture.browser.tab import Happenings
from yosuga.capture.dialling import Refusal
from yosuga.capture.exchange import Exchange, Frames
from yosuga.capture.judging import Judgement
from yosuga.capture.post.place import Place
from yosuga.capture.reasons import sentence
from yosuga.capture.taken import Taken
from yosuga.clock import Instant, rfc3339


@dataclass(frozen=True, slots=True)
class Engine:
    """What took the page; recorded so that it can be done again."""

    method: str
    product: str
    agent: str
    protocol: str
    binary: str
    flags: Sequence[str]
    sandbox: str


@dataclass(frozen=True, slots=True)
class Session:
    """Everything one finished capture left in memory, no longer bound to a browser."""

    order: Order
    url: str
    engine: Engine
    taken: Taken
    judgement: Judgement
    exchanges: Sequence[Exchange]
    sockets: Sequence[Frames]
    happenings: Happenings
    dialled: Mapping[str, str]
    refused: Sequence[Refusal]
    permitted: Sequence[Refusal]
    security: Mapping[str, Mapping[str, object]]
    film: Callable[[], BinaryIO | None]
    started: Instant
    finished: Instant


def title(session: Session) -> str:
    """Return the page's title as it was last seen."""
    taken = session.taken
    return taken.last.title or taken.before.title or taken.first.title


SOFTWARE = f"{product} {__version__}"


def facts(
    session: Session, *, place: Place, final: str, post: Mapping[str, object], artefacts: Sequence[Artefact]
) -> dict[str, object]:
    """Return what `capture.json` says. Keys are English and stable; values are what was measured or seen."""
    taken, judgement, order = session.taken, session.judgement, session.order
    return {
        "format": "yosuga capture 1",
        "verdict": judgement.verdict.value,
        "url": order.url,
        "canonical_url": place.canonical,
        "final_url": final,
        "title": title(session),
        "platform": place.platform,
        "started": rfc3339(session.started.wall),
        "finished": rfc3339(session.finished.wall),
        "reasons": [
            {"code": one.code, "detail": one.detail, **asdict(sentence(one.code))} for one in judgement.reasons
        ],
        "place": place.as_json(),
        "post": post,
        "status": judgement.status,
        "redirects": _redirects(session),
        "origins": _origins(session),
        "network": order.network.value,
        "refused": [asdict(one) for one in session.refused],
        "permitted": [asdict(one) for one in session.permitted],
        "method": session.engine.method,
        "browser": {**asdict(session.engine), "flags": list(session.engine.flags)},
        "software": {"name": SOFTWARE, "python": platform.python_version(), "system": platform.system()},
        "view": asdict(order.view),
        "limits": asdict(order.limits),
        "steps": {"idle_reached": taken.idle, "stopped_scripts": taken.stopped_scripts},
        "scroll": {
            "ended": taken.way.ended,
            "steps": taken.way.steps,
            "height": taken.way.height,
            "virtualised": taken.way.virtualised,
            "inner_box": taken.way.inner,
        },
        "page_size": asdict(taken.size),
        "timings": dict(taken.timings),
        "clock": {"device": _instant(session.started), "device_at_end": _instant(session.finished)},
        "requests": {"count": len(session.exchanges), "bytes": sum(len(one.body) for one in session.exchanges)},
        "bodies": "as delivered to the page, after content decoding",
        "happenings": asdict(session.happenings),
        "failures": list(judgement.failures),
        "artefacts": [_listed(one) for one in artefacts],
    }


def _instant(instant: Instant) -> dict[str, object]:
    return {**asdict(instant), "wall": rfc3339(instant.wall)}


def _redirects(session: Session) -> list[dict[str, object]]:
    """Return the way to the document: answers of servers first, then moves the page itself made."""
    document = session.judgement.document
    first = session.happenings.navigations[:1]
    asked = document.hops if document is not None else []
    hops: list[dict[str, object]] = [
        {"url": hop.url, "status": hop.response.get("status") or 0, "by": "server"} for hop in asked
    ]
    moves: list[dict[str, object]] = [
        {"url": url, "status": 0, "by": "page"} for url in session.happenings.navigations[1:]
    ]
    return hops if len(first) == len(session.happenings.navigations) else [*hops, *moves]


def _origins(session: Session) -> list[dict[str, object]]:
    """Return for each `host:port` the address really dialled, and what its TLS connection said."""
    secured = {url.partition("://")[2]: details for url, details in session.security.items()}
    return [
        {"origin": place, "address": address, "tls": _tls(secured, place)} for place, address in session.dialled.items()
    ]


def _tls(secured: Mapping[str, Mapping[str, object]], place: str) -> dict[str, object]:
    said = secured.get(place) or secured.get(place.removesuffix(":443")) or {}
    wanted = ("protocol", "cipher", "keyExchangeGroup", "subjectName", "issuer", "validFrom", "validTo")
    return {key: said[key] for key in wanted if key in said}


def _listed(artefact: Artefact) -> dict[str, object]:
    digest = hashlib.sha256()
    size = 0
    artefact.body.seek(0)
    while chunk := artefact.body.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    artefact.body.seek(0)
    return {
        "name": artefact.name,
        "role": artefact.role.value,
        "media_type": artefact.media_type,
        "size": size,
        "sha256": digest.hexdigest(),
    }
