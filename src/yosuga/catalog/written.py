"""A catalog's files as they are written: names that nothing reads, and keys that stand twice in one place."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

import yaml

from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.loader import kinds

VOCABULARY = "signs.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def stray(folder: Traversable) -> Iterator[Finding]:
    """Yield files that nothing reads: a misspelt name would make its records vanish without a word."""
    for one in _inside(folder):
        if one.name in kinds() and one.is_dir():
            names = (each.name for each in _inside(one) if not each.name.endswith(".yaml"))
            yield from (Finding(Fault.STRAY, f"{one.name}/{name}", "") for name in names)
        elif one.name != VOCABULARY and not _is_read(one.name, folder=folder):
            yield Finding(Fault.STRAY, one.name, "")


def doubled(folder: Traversable) -> Iterator[Finding]:
    """Yield keys that stand twice: YAML takes the last one, so what the first says would be lost."""
    for place, file in _files(folder):
        try:
            whole = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue  # loading tells it
        records = whole.value if isinstance(whole, yaml.SequenceNode) else [whole]
        for record in records:
            for key, line in _twice(record):
                yield Finding(Fault.KEY, place, _id(record), key, f"line {line}")


def _inside(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda each: each.name)


def _is_read(name: str, *, folder: Traversable) -> bool:
    kind = name.removesuffix(".yaml")
    return name.endswith(".yaml") and kind in kinds() and not (folder / kind).is_dir()


def _files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for one in _inside(folder):
        if one.is_dir():
            yield from ((f"{one.name}/{file.name}", file) for file in _inside(one) if file.name.endswith(".yaml"))
        elif one.name.endswith(".yaml"):
            yield one.name, one


def _twice(node: object) -> Iterator[tuple[str, int]]:
    """Yield each key that a mapping has twice, at any depth, with its line in the file, from 1."""
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _twice(part)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            word = str(key.value)
            if word in seen:
                yield word, key.start_mark.line + 1
            seen.add(word)
            yield from _twice(value)


def _id(record: object) -> str:
    pairs = record.value if isinstance(record, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")
