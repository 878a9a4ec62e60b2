"""Large packages: files beyond any buffer in bounded memory, and two hundred items at once."""

import os
from pathlib import Path

import pytest

from tests.page.browsing import Opened
from tests.verifier import build
from tests.verifier.world import World

pytestmark = pytest.mark.e2e

_MIB = 1024 * 1024
_BIG = 300 * _MIB
_ROOM = 144 * _MIB  # steps of 4 MiB; those not yet collected are about 100 MiB at worst. The file itself would not fit


def most_memory(browsed: Opened) -> int:
    """The most memory, in bytes, that the page's process ever had at once."""
    session = browsed.page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    ids = [one["id"] for one in processes if one["type"] == "renderer"]
    statuses = [Path(f"/proc/{one}/status").read_text(encoding="ascii") for one in ids]
    return max(int(status.partition("VmHWM:")[2].split()[0]) for status in statuses) * 1024


def test_a_file_of_300_mb_is_hashed_in_bounded_memory(browsed: Opened, world: World, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    browsed.check(top)
    before = most_memory(browsed)
    big = "data/originals/E0002_big.bin"
    (top / big).write_bytes(b"begin")
    os.truncate(top / big, _BIG)
    build.redo_all(top)
    report = browsed.check(top)
    found = report["findings"]
    assert isinstance(found, list)
    named = {(one["step"], one["code"]) for one in found if one["subject"] == big}
    assert named == {(8, "unvouched")}  # step 3 is content: the hash is the one that hashlib gave
    assert most_memory(browsed) - before < _ROOM


def test_a_package_of_two_hundred_items_is_judged_item_by_item(browsed: Opened, tmp_path: Path) -> None:
    case = build.Case()
    case.event("case_open")
    for number in range(1, 201):
        eid = f"E{number:04}"
        case.hour = 1 + len(case.lines) // 60  # the builder's clock counts a minute
        names = ("capture.wacz", "page.png", "page.html", "facts.json")
        case.item(
            eid,
            {f"data/captures/{eid}/{name}": (name, "raw", f"{eid} {name}".encode() * 4000) for name in names},
            kind="capture",
        )
    case.hour += 1
    case.event("export", items="", total=200)
    top = build.write(case, tmp_path, seal=None)
    altered = top / "data/captures/E0123/page.png"
    altered.write_bytes(altered.read_bytes()[::-1])
    report = browsed.check(top, key=case.key.vkey)
    items = report["items"]
    assert isinstance(items, list)
    assert [item["id"] for item in items if item["verdict"] == "broken"] == ["E0123"]
    assert sum(item["verdict"] == "fine" for item in items) == 199


def test_a_check_can_be_stopped_and_then_there_is_no_verdict(browsed: Opened, world: World, tmp_path: Path) -> None:
    top = build.copy(world.offline, tmp_path)
    big = top / "data/originals/E0002_big.bin"
    big.write_bytes(b"")
    os.truncate(big, 27 * _BIG)  # minutes of work, no room on the disk
    browsed.page.evaluate("() => { window.yosugaResult = null }")
    browsed.page.set_input_files("#folder", top)
    browsed.page.click("#stop")
    browsed.page.wait_for_selector("#result .failure")
    assert "中止しました。判定はありません" in browsed.page.inner_text("#result")
    assert browsed.page.evaluate("window.yosugaResult") is None
    assert browsed.check(world.offline)["verdict"] == "open"
