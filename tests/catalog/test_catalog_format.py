"""docs/formats/catalog.md: it names every kind and every fault, and its record is one."""

import re
from pathlib import Path

import yaml

from yosuga.catalog.desks import Desk
from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.reviewing import Why

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "catalog.md").read_text("utf-8")


def first_cells() -> set[str]:
    """Every word in the first column of a table."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_every_kind_and_every_fault_is_on_the_page_and_no_other() -> None:
    assert first_cells() - {"fault"} == set(kinds()) | {fault.value for fault in Fault}


def test_every_reason_of_a_review_is_on_the_page() -> None:
    assert [why for why in Why if f"`{why}`" not in PAGE] == []


def test_the_record_on_the_page_loads() -> None:
    (example,) = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "id: desk-example" in block]
    (record,) = yaml.safe_load(example)
    desk = Desk.model_validate(record, context={"vocabulary": ours().vocabulary})
    assert desk.shown
    assert desk.lines[0].confidence.shown


def test_every_fault_is_told_in_both_languages() -> None:
    for fault in Fault:
        says = Finding(fault, "steps.yaml", "x").says
        assert re.search("[ぁ-ん]", says.ja), fault
        assert re.search("[a-z]", says.en), fault
