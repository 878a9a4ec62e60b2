"""What a set of findings rests on: our version, Unicode's, and the gazetteers and dictionaries by hash and version."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from yosuga import __version__
from yosuga.detect.base import Finding

_DATA = Path(__file__).parent / "data"
# Says what a gazetteer was made from; the bytes themselves are hashed, whatever it says.
_MANIFEST = "manifest.json"
# Distributions whose data decide what is found.
_DECIDING = ("sudachipy", "sudachidict-core", "python-crfsuite")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Versions and hashes. The same text and the same provenance give the same findings."""

    yosuga: str
    unicode: str
    packages: tuple[tuple[str, str], ...]
    gazetteers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingSet:
    """Findings with what they rest on, to be kept beside evidence."""

    findings: tuple[Finding, ...]
    provenance: Provenance


@cache
def provenance() -> Provenance:
    """Return what findings of this installation rest on; a gazetteer is named by its folder and file."""
    return Provenance(
        yosuga=__version__,
        unicode=unicodedata.unidata_version,
        packages=tuple((name, metadata.version(name)) for name in _DECIDING),
        gazetteers=tuple(
            (path.relative_to(_DATA).as_posix(), sha256(path.read_bytes()).hexdigest())
            for path in sorted(_DATA.rglob("*"))
            if path.is_file() and path.name != _MANIFEST
        ),
    )


def examined(text: str, *, least: float = 0.5) -> FindingSet:
    """Return what was found in `text`, with what it rests on."""
    from yosuga.detect.finding import find

    return FindingSet(find(text, least=least), provenance())
