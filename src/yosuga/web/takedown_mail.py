"""A letter for content-certified mail (内容証明) on the screens: set in the lines in which the post office takes it."""

from yosuga.catalog.loader import ours
from yosuga.documents import naiyo
from yosuga.documents.naiyo import Naiyo
from yosuga.takedown import papers
from yosuga.takedown.previews import Preview
from yosuga.web.catalog_words import told
from yosuga.web.words import say

_LAYOUT = "layout"  # the question of the letter that asks for it


def grid(found: Preview) -> Naiyo | None:
    """Return the letter in its grid; None where the letter is none for content-certified mail."""
    return papers.certified(found.composed, values=found.request.values) if found.composed is not None else None


def summary(found: Preview) -> str:
    """Return in words how the lines are set and how many sheets a copy takes; empty for another letter."""
    mail = grid(found)
    if mail is None:
        return ""
    asks = next(one for one in ours().letters[papers.CERTIFIED].questions if one.name == _LAYOUT)
    layout = next(told(one.text) for one in asks.choices if one.value == mail.layout)
    sheets = len(naiyo.set_out(mail).pages)
    return say("Set for the post office: {layout}. Sheets for each copy: {n}.", layout=layout, n=sheets)
