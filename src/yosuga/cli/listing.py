"""How an item stands in a list."""

from unicodedata import normalize

from yosuga.cli import labels
from yosuga.cli.words import _
from yosuga.evidence.overview import ItemLine


def fits(one: ItemLine, wanted: str) -> bool:
    """Whether an item's title, URL or kind holds the wanted text. An erased item holds none."""
    return any(_plain(wanted) in _plain(text) for text in (one.title, one.url, labels.kind(one.kind)))


def rows(one: ItemLine) -> list[str]:
    """Return an item as lines that any window takes. A title stays on one line, whatever it holds."""
    if one.erased:
        return [f"{one.eid}  {_('erased')}"]
    moment = labels.moment(one.moment) if one.moment else ""
    said = [f"{labels.kind(one.kind)} · {labels.verdict(one.verdict)}", one.title, one.url]
    return [f"{one.eid}  {moment}".rstrip(), *(f"       {' '.join(text.split())}" for text in said if text)]


def _plain(text: str) -> str:
    """Return text as it is compared: full-width and half-width, capital and small letters are the same."""
    return normalize("NFKC", text).casefold()
