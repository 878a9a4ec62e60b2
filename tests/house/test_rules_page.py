"""The page of rules names every invariant there is, and no other."""

import re
from pathlib import Path

from yosuga.catalog.loader import ours

PAGE = Path(__file__).resolve().parents[2] / "docs/rules.md"


def test_the_page_names_every_invariant_and_no_other() -> None:
    assert set(re.findall(r"^- `([a-z0-9-]+)` \(", PAGE.read_text("utf-8"), re.MULTILINE)) == set(ours().invariants)
