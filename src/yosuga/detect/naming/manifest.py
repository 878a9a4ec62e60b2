"""Keeps beside the lists and the model of names what they were made from and what their bytes are."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "names"
MANIFEST = FOLDER / "manifest.json"


def record(files: dict[str, str], *, made_from: dict[str, str]) -> None:
    """Write into the manifest the SHA-256 of `files` and what they were made from; other entries stay."""
    facts = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {"made_from": {}, "files": {}}
    facts = {"made_from": facts["made_from"] | made_from, "files": facts["files"] | files}
    MANIFEST.write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
