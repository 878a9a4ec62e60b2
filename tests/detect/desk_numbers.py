"""Writes the list of public desks' numbers from the catalog: python -P -m tests.detect.desk_numbers

The catalog is a room beside detection, so the list is made here, where both are known, and checked by a test.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from yosuga.detect import overlaps, phones
from yosuga.detect.document import read

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "src/yosuga/catalog/data"
FOLDER = ROOT / "src/yosuga/detect/data/desks"
LIST, MANIFEST = FOLDER / "numbers.txt", FOLDER / "manifest.json"


def texts() -> Iterator[str]:
    """Yield every text of the catalog."""
    for path in sorted(CATALOG.rglob("*.yaml")):
        yield from strings(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def numbers() -> list[str]:
    """Return the telephone numbers that stand in the catalog and are not in the list yet, digits only."""
    found = set()
    for text in texts():
        document = read(text)
        for one in overlaps.resolved(phones.recognise(document)):
            if one.score >= 0.5:
                found.add(re.sub(r"\D", "", one.surface(text)))
    return sorted(found)


def main() -> None:
    listed = sorted({*LIST.read_text("utf-8").split(), *numbers()} if LIST.exists() else numbers())
    LIST.write_text("".join(f"{number}\n" for number in listed), "utf-8")
    digest = hashlib.sha256(LIST.read_bytes()).hexdigest()
    made = {"made_from": {"yosuga catalog": "src/yosuga/catalog/data"}, "files": {LIST.name: digest}}
    MANIFEST.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
