"""Files of others that tests use are exactly those of others, with their licence, and each says where it is from."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "tests/vendor"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())
FREE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "OFL-1.1", "ISC", "0BSD"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_vendored_folder_holds_what_its_note_says_and_nothing_else(folder: Path) -> None:
    note = json.loads((folder / "vendor.json").read_text("utf-8"))
    assert folder.name == f"{note['name']}-{note['version']}"
    assert note["licence"] in FREE
    assert any(name.startswith("LICEN") for name in note["sha256"])
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found.pop("vendor.json")
    assert found == note["sha256"]


def test_the_judge_of_pages_is_among_them() -> None:
    assert VENDOR / "axe-core-4.14.1" in FOLDERS


def test_what_is_only_for_tests_is_no_part_of_the_product() -> None:
    assert not [path for path in (ROOT / "src").rglob("*") if "axe" in path.name.lower().split(".")[0].split("-")]
