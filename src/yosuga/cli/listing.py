"""How an item stands in a list."""

from unicodedata import normalize

from yosuga.cli import labels, show
from yosuga.cli.words import _
from yosuga.evidence.overview import ItemLine


def fits(one: ItemLine, wanted: str) -> bool:
    """Whether an item's title, URL or kind holds the wanted text. An erased item holds none."""
    return any(_plain(wanted) in _plain(text) for text in (one.title, one.url, labels.kind(one.kind)))


def tell(one: ItemLine) -> None:
    """Show an item in lines that any window takes."""
    if one.erased:
        show.line(f"{one.eid}  {_('erased')}")
        return
    show.line(f"{one.eid}  {labels.moment(one.moment) if one.moment else ''}".rstrip())
    show.prose(f"       {labels.kind(one.kind)} · {labels.verdict(one.verdict)}")
    if one.title:
        show.prose(f"       {one.title}")
    if one.url:
        show.line(f"       {one.url}")


def _plain(text: str) -> str:
    """Return text as it is compared: full-width and half-width, capital and small letters are the same."""
    return normalize("NFKC", text).casefold()
