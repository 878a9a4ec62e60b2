"""What `yosuga takedown … --json` prints besides what the feature tells: keys that stay (docs/formats/takedown.md)."""

from collections.abc import Sequence

from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.rules.takedown import family, noticing
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.routes import Offer
from yosuga.takedown import telling


def text(said: Text | None) -> dict[str, str] | None:
    """Return a text in both languages, null where there is none."""
    return None if said is None else {"ja": said.ja, "en": said.en}


def added(followed: Followed, *, catalog: Catalog) -> dict[str, object]:
    """Return a new target with what its address warns of, and where copies of it usually are."""
    likely = family.copies_to_look_for(followed.target, catalog=catalog)
    return {
        **telling.as_json(followed),
        "notices": [{"id": one.id.value, "says": text(one.says)} for one in noticing.notices(followed.target)],
        "copies_to_look_for": [{"platform": one.platform, "kind": one.kind.value} for one in likely],
    }


def routes(number: int, *, offers: Sequence[Offer]) -> dict[str, object]:
    """Return the ways for one target, in the order to try them."""
    return {"format": telling.FORMAT, "id": f"T{number:04}", "routes": [_route(one) for one in offers]}


def _route(offer: Offer) -> dict[str, object]:
    way = offer.way
    return {
        "route": offer.id,
        "name": text(way.name),
        "open": offer.open,
        "why": text(offer.why),
        "may": offer.verdict.may.value,
        "may_why": text(offer.verdict.why),
        "link": way.link,
        "path": text(way.path),
        "login": way.login,
        "asks": [text(one) for one in way.asks],
        "who": list(way.who),
        "hazards": list(way.hazards),
        "tells": [text(one) for one in offer.tells],
        "expected": text(way.expected),
        "letters": list(offer.letters),
        "statutory_clock": way.clock,
        "facts": list(offer.facts),
        "sources": list(way.sources),
        "confidence": way.confidence.value,
        "as_of": way.as_of,
        "stale": offer.stale,
    }
