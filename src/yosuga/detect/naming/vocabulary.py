"""The words that speak for and against a name, read from `data/lexicon/people.toml` when first asked for."""

import tomllib
from functools import cache
from pathlib import Path

from yosuga.detect.alternatives import one_of

_FILE = Path(__file__).parents[1] / "data" / "lexicon" / "people.toml"


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(_lists()[name].split())


@cache
def either(*names: str) -> str:
    """Return a regular expression for any entry of the lists, the longer ones first."""
    entries = {entry for name in names for entry in _lists()[name].split()}
    return one_of(entries)


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
