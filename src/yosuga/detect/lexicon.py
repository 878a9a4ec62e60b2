"""The lists of words that recognisers look for, read from `data/lexicon` when one is first asked for."""

import tomllib
from functools import cache
from pathlib import Path

from yosuga.detect.alternatives import one_of

_FOLDER = Path(__file__).with_name("data") / "lexicon"


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(_lists()[section][name].split())


@cache
def either(section: str, *names: str) -> str:
    """Return a regular expression for any entry of the lists, the longer ones first."""
    entries = {entry for name in names for entry in _lists()[section][name].split()}
    return one_of(entries)


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / "places.toml").read_text(encoding="utf-8"))
