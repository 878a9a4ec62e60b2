import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority, Mood
from tests.vaults import ACTOR, Vault
from yosuga.cases import actions as cases
from yosuga.custody.package.contents import Sealed
from yosuga.errors import BadInput, KeyErased, NotFound
from yosuga.evidence import actions, erasing, exporting, stamping
from yosuga.evidence.results import Choice, Exported
from yosuga.tools import Tools


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackAuthority]:
    with LoopbackAuthority(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        for number in range(3):
            path = tmp_path / f"{number}.txt"
            path.write_bytes(f"件 {number}\n".encode() * 50)
            actions.import_file(path, kind=None, case="事件", actor=ACTOR, tools=tools)
    return vault


def export(tools: Tools, folder: Path, *eids: str, zipped: bool = False) -> Exported:
    return exporting.export(
        "事件",
        folder=folder,
        zipped=zipped,
        choice=Choice(eids=eids, purpose="相談"),
        papers=exporting.NoPapers(),
        actor=ACTOR,
        tools=tools,
    )


def verified(package: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    """Verify as a recipient does: another process, which knows nothing of the product."""
    command = [sys.executable, "-P", "-m", "yosuga_verifier", "--json", *arguments, str(package)]
    source = Path(__file__).resolve().parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(command, capture_output=True, check=False, cwd=package.parent, env=environment)
    return done.returncode, json.loads(done.stdout)


def key_of(tools: Tools) -> str:
    return exporting.verifier_key("事件", actor=ACTOR, tools=tools)


def test_a_sealed_whole_package_matches_under_key_and_root(
    filled: Vault, tmp_path: Path, authority: LoopbackAuthority
) -> None:
    root = tmp_path / "root.crt"
    root.write_bytes(authority.root_pem)
    with filled.opened() as tools:
        stamping.consent([authority.configured()], tools=tools)
        done = export(tools, tmp_path / "out")
        key = key_of(tools)
    assert isinstance(done.written.seal, Sealed)
    code, report = verified(done.written.path, "--key", key, "--root", str(root))
    assert code == 0, report


def test_without_an_authority_the_package_says_so_and_needs_review(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        done = export(tools, tmp_path / "out")
        key = key_of(tools)
    assert (done.written.path / "seal.none.txt").read_text() == "no timestamp: no authority was chosen\n"
    assert verified(done.written.path, "--key", key)[0] == 2


def test_an_authority_that_is_down_leaves_the_package_honest(
    filled: Vault, tmp_path: Path, authority: LoopbackAuthority
) -> None:
    configured = authority.configured()
    with filled.opened() as tools:
        stamping.consent([configured], tools=tools)
        authority.mood = Mood.BUSY
        try:
            done = export(tools, tmp_path / "out")
        finally:
            authority.mood = Mood.HONEST
        assert "timestamp-unreachable" in (done.written.path / "seal.none.txt").read_text()
        assert stamping.stamp_queued("事件", actor=ACTOR, tools=tools).stamped == 1


def test_withheld_items_stay_visible_as_gaps(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        done = export(tools, tmp_path / "out", "E0002")
        key = key_of(tools)
    assert (done.items, done.withheld) == (["E0002"], ["E0001", "E0003"])
    code, report = verified(done.written.path, "--key", key)
    assert code == 2
    text = json.dumps(report, ensure_ascii=False)
    assert "E0001" in text
    assert "E0003" in text
    names = [path.name for path in done.written.path.rglob("E000*")]
    assert names
    assert all(name.startswith("E0002") for name in names)


def test_a_withheld_item_leaves_no_trace_of_its_name_or_hash(filled: Vault, tmp_path: Path) -> None:
    import hashlib

    with filled.opened() as tools:
        done = export(tools, tmp_path / "out", "E0002")
    other = hashlib.sha256((tmp_path / "0.txt").read_bytes()).hexdigest().encode()
    for path in done.written.path.rglob("*"):
        if path.is_file():
            assert other not in path.read_bytes()


def test_a_zip_holds_the_same_and_verifies(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        done = export(tools, tmp_path / "out", zipped=True)
        key = key_of(tools)
    with zipfile.ZipFile(done.written.path) as package:
        assert package.testzip() is None
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
    code, report = verified(done.written.path, "--key", key)
    assert code == 2, report


def test_a_later_package_continues_an_earlier_one(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        first = export(tools, tmp_path / "out")
        second = export(tools, tmp_path / "out")
        key = key_of(tools)
    assert first.written.path.name.endswith("第01回")
    assert second.written.path.name.endswith("第02回")
    assert verified(second.written.path, "--key", key, "--since", str(first.written.path))[0] == 2
    assert verified(first.written.path, "--key", key, "--since", str(second.written.path))[0] == 1


def test_an_erased_item_cannot_be_exported_and_shows_as_erased(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        with pytest.raises(KeyErased):
            export(tools, tmp_path / "out", "E0001")
        done = export(tools, tmp_path / "out")
        key = key_of(tools)
    assert (done.items, done.withheld) == (["E0002", "E0003"], [])
    assert verified(done.written.path, "--key", key)[0] == 2


def test_an_empty_case_and_an_unknown_item_are_refused_before_anything_is_logged(vault: Vault, tmp_path: Path) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        with pytest.raises(BadInput):
            export(tools, tmp_path / "out")
        with pytest.raises(NotFound):
            export(tools, tmp_path / "out", "E0009")
    assert not (tmp_path / "out").exists()


def test_the_person_who_withdraws_consent_is_asked_no_more(
    filled: Vault, tmp_path: Path, authority: LoopbackAuthority
) -> None:
    with filled.opened() as tools:
        stamping.consent([authority.configured()], tools=tools)
        assert stamping.stamp_everything(actor=ACTOR, tools=tools).stamped == 1
        assert stamping.stamp_everything(actor=ACTOR, tools=tools).stamped == 0
        stamping.withdraw(tools=tools)
        actions.annotate("E0001", "メモ", case="事件", actor=ACTOR, tools=tools)
        assert stamping.stamp_everything(actor=ACTOR, tools=tools) == stamping.Outcome(0, 0, ())


def test_a_plain_second_export_matches_although_an_earlier_one_is_in_the_log(
    filled: Vault, tmp_path: Path, authority: LoopbackAuthority
) -> None:
    root = tmp_path / "root.crt"
    root.write_bytes(authority.root_pem)
    with filled.opened() as tools:
        stamping.consent([authority.configured()], tools=tools)
        _, done = [
            exporting.export(
                "事件",
                folder=tmp_path,
                zipped=False,
                choice=Choice(),
                papers=exporting.NoPapers(),
                actor=ACTOR,
                tools=tools,
            )
            for _ in range(2)
        ]
        key = key_of(tools)
    assert verified(done.written.path, "--key", key, "--root", str(root))[0] == 0


def test_an_earlier_recipient_is_not_told_to_the_next_one(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        exporting.export(
            "事件",
            folder=tmp_path,
            zipped=False,
            choice=Choice(recipient="甲野弁護士"),
            papers=exporting.NoPapers(),
            actor=ACTOR,
            tools=tools,
        )
        done = export(tools, tmp_path)
    assert "甲野" not in (done.written.path / "proof" / "events.jsonl").read_text()


def test_only_the_newest_head_waits_for_an_authority_that_is_down(filled: Vault, authority: LoopbackAuthority) -> None:
    configured = authority.configured()
    with filled.opened() as tools:
        stamping.consent([configured], tools=tools)
        authority.mood = Mood.BUSY
        try:
            for text in ("一", "二"):
                actions.annotate("E0001", text, case="事件", actor=ACTOR, tools=tools)
                assert stamping.stamp_everything(actor=ACTOR, tools=tools).waiting == 1
        finally:
            authority.mood = Mood.HONEST
        assert stamping.stamp_everything(actor=ACTOR, tools=tools) == stamping.Outcome(1, 0, ())
