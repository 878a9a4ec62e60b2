"""What is done at the web door and what a command does leave the same entry in the log, but for who came by which."""

from pathlib import Path

import pytest

from tests.vaults import ACTOR, PASSPHRASE, Vault
from tests.web.keepers import the_case
from tests.web.person import Person
from yosuga.cases.access import case_for
from yosuga.cli.main import main
from yosuga.evidence import history
from yosuga.takedown import shelf
from yosuga.web.vaults import holder

ONE = "https://x.com/example/status/1541815603606036480"
OTHER = "https://x.com/example/status/1541815603606036481"


@pytest.mark.e2e
def test_a_screen_and_a_command_leave_the_same_entry(
    owner: Person, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.chooses_case(the_case())
    owner.goes("removal-add")
    owner.sends(address=ONE)
    owner.sends(without="消えていた")
    holder.close()

    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", "utf-8")
    passphrase.chmod(0o600)
    monkeypatch.setenv("YOSUGA_PASSPHRASE_FILE", str(passphrase))
    assert main(["takedown", "add", OTHER, "--without", "消えていた"]) == 0

    with vault.opened() as tools:
        case = case_for("事件", actor=ACTOR, tools=tools)
        told = [one.event for one in history.of_case(case.id, actor=ACTOR, tools=tools) if one.event]
        kept = shelf.all_of(case)
    assert [one.without for one in kept] == ["消えていた", "消えていた"]
    by_web, by_command = (event for event in told if event.method == shelf.METHOD)
    for name in ("actor", "role", "type", "method", "case", "eid", "url", "note", "tool", "clock_src"):
        assert getattr(by_web, name) == getattr(by_command, name), name
    assert by_web.sha256 != by_command.sha256
