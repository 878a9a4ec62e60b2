"""Step 8, the papers of an export: what is fine; each way to break them is in the attack corpus (tests/packages)."""

import os
from pathlib import Path

import pytest

from tests.verifier import build
from tests.verifier.conftest import Check
from tests.verifier.world import World, story
from yosuga_verifier.paths import item_of

FIRST = "data/exhibits/甲001_E0001_投稿_20250911.pdf"


def test_papers_that_the_export_names_are_fine(world: World, check: Check) -> None:
    verdict = check(world.full, *world.trust)
    assert verdict.exit == 0
    assert verdict.about("papers")["en"] == "The 3 papers are those the export event names."


@pytest.mark.parametrize(
    "name",
    [
        "甲003_E0002_投稿.pdf",
        "乙010_E0002_投稿.pdf",
        "疎甲003_E0002_投稿.pdf",
        "甲1234の12_E0002_x",
        "甲003-1_E0002_投稿.pdf",
        "甲003の2-10_E0002_投稿.pdf",
        "甲000_E0002_E0003_x.pdf",
        "丙001_E0002_\U00020bb7野.txt",
    ],
)
def test_a_paper_may_be_named_as_courts_name_papers(name: str, world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    case.papers[f"data/exhibits/{name}"] = b"%PDF"
    case.export()
    verdict = check(build.write(case, tmp_path, seal=None), *world.trust)
    assert (verdict.exit, verdict.codes("open")) == (2, {"no-seal"}), verdict.findings


def test_papers_are_sorted_by_code_point_and_not_by_utf_16_unit(world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    for letter in ("\U00020bb7", "\uff5e"):
        case.papers[f"data/exhibits/甲003_E0002_{letter}.pdf"] = b"%PDF"
    case.export()
    assert check(build.write(case, tmp_path, seal=None), *world.trust).codes() == set()


def test_a_package_without_papers_says_nothing_of_them(world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    case.papers.clear()
    case.export()
    verdict = check(build.write(case, tmp_path, seal=None), *world.trust)
    assert (verdict.codes(), verdict.codes("open")) == (set(), {"no-seal"})
    assert "papers" not in verdict.codes("fine")


def test_the_newest_export_counts_and_its_papers_may_be_others(world: World, check: Check, tmp_path: Path) -> None:
    case = story(None)
    case.export()
    case.papers = {"data/exhibits/甲001_E0002_投稿.pdf": b"%PDF another"}
    case.export()
    assert check(build.write(case, tmp_path, seal=None), *world.trust).codes() == set()


def test_a_replaced_paper_leaves_the_evidence_of_other_items_fine(world: World, check: Check, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    (top / FIRST).write_bytes(b"%PDF made up")
    verdict = check(build.redo_all(top), *world.trust)
    assert (verdict.exit, verdict.codes()) == (1, {"paper-altered"})
    assert build.hash_of(b"%PDF exhibit of E0001") in str(verdict.about("paper-altered")["en"])
    items = verdict.report["items"]
    assert isinstance(items, list)
    assert {item["id"]: item["verdict"] for item in items} == {"E0001": "broken", "E0002": "fine", "E0003": "fine"}


def test_a_paper_that_cannot_be_read_is_not_called_altered(
    world: World, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(path).endswith(Path(FIRST).name):
            raise OSError(5, "Input/output error")
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    verdict = check(world.offline, *world.trust)
    assert (verdict.codes(), verdict.about("unreadable")["item"]) == ({"unreadable"}, "E0001")


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (FIRST, "E0001"),
        ("data/exhibits/甲002の1_E0003_通話履歴.pdf", "E0003"),
        ("data/exhibits/疎乙012の3-4_E12345_x.pdf", "E12345"),
        ("data/exhibits/甲01_E0001_x.pdf", ""),
        ("data/exhibits/投稿_E0001_x.pdf", ""),
        ("data/exhibits/甲001_E0000_x.pdf", ""),
        ("data/exhibits/甲001_E00011_x.pdf", ""),
        ("data/originals/E0002_20250911_1405_SNS投稿.png", "E0002"),
        ("data/captures/E0001/甲001_E0002_x.png", "E0001"),
        ("proof/E0003.tlog-proof", "E0003"),
        ("E0001/x", ""),
    ],
)
def test_the_item_of_a_path_is_found(path: str, item: str) -> None:
    assert item_of(path) == item
