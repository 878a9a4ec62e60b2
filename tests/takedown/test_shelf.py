"""Targets and senders rest sealed, change whole or not at all, and leave their mark in the log."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from tests.takedown.following import ACTOR, opened
from tests.vaults import Vault
from yosuga.cases import log
from yosuga.custody import events
from yosuga.errors import NotFound
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target
from yosuga.takedown import shelf
from yosuga.takedown.models import KeptSender, KeptTarget
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/1541815603606036480"


def a_post(address: str = ADDRESS) -> Followed:
    return Followed(number=0, target=Target(Kind.POST, given=address, address=address, platform="x"))


def test_a_target_is_read_as_it_was_kept_and_its_row_says_nothing(tools: Tools) -> None:
    case = opened(tools)
    kept = shelf.add(a_post(), case=case, actor=ACTOR, tools=tools)
    assert kept.id == "T0001"
    assert shelf.one(1, case=case) == kept
    assert b"example" not in bytes(KeptTarget.objects.get().sealed)


def test_every_change_is_named_in_the_log_by_a_hash_and_nothing_else(tools: Tools) -> None:
    case = opened(tools)
    before = len(list(log.lines(case, item_key=lambda _: None)))
    shelf.add(a_post(), case=case, actor=ACTOR, tools=tools)
    shelf.change(1, lambda one: replace(one, without="stays unsaid"), case=case, actor=ACTOR, tools=tools)
    shelf.change(1, lambda one: one, case=case, actor=ACTOR, tools=tools)
    lines = [line for _, line in log.lines(case, item_key=lambda _: None)][before:]
    assert [events.decode(line).method for line in lines if line] == [shelf.METHOD, shelf.METHOD]
    assert not any(b"example" in line or b"unsaid" in line for line in lines if line)


def test_a_change_that_fails_leaves_everything_as_it_was(tools: Tools) -> None:
    case = opened(tools)
    kept = shelf.add(a_post(), case=case, actor=ACTOR, tools=tools)

    def fails(_: Followed) -> Followed:
        raise NotFound("request")

    with pytest.raises(NotFound):
        shelf.change(1, fails, case=case, actor=ACTOR, tools=tools)
    assert shelf.all_of(case) == [kept]


def test_the_number_of_a_forgotten_target_is_never_given_again(tools: Tools) -> None:
    case = opened(tools)
    shelf.add(a_post(), case=case, actor=ACTOR, tools=tools)
    shelf.drop(1, case=case, actor=ACTOR, tools=tools)
    with pytest.raises(NotFound):
        shelf.one(1, case=case)
    assert shelf.add(a_post(), case=case, actor=ACTOR, tools=tools).number == 2
    assert [one.number for one in shelf.all_of(case)] == [2]


def test_who_signs_is_kept_apart_and_sealed(tools: Tools) -> None:
    case = opened(tools)
    assert shelf.sender_of(case) == Sender()
    sender = Sender(name="例山 架子", phone="090-0000-1234")
    shelf.keep_sender(sender, case=case, actor=ACTOR, tools=tools)
    assert shelf.sender_of(case) == sender
    assert "例山".encode() not in bytes(KeptSender.objects.get().sealed)


def test_the_twins_of_what_an_earlier_version_kept_are_found(vault: Vault) -> None:
    with vault.opened() as tools:
        case = opened(tools)
        kept = [shelf.add(a_post(f"{ADDRESS[:-1]}{n}"), case=case, actor=ACTOR, tools=tools) for n in range(3)]
        shelf.drop(3, case=case, actor=ACTOR, tools=tools)
        call_command("migrate", "takedown", "0002", verbosity=0)
    with vault.opened() as tools:
        assert shelf.twins(kept[1].target, case=case) == [kept[1]]
        assert shelf.twins(kept[2].target, case=case) == []
        assert [bool(row.blinded) for row in KeptTarget.objects.order_by("number")] == [True, True, False]


def test_the_tables_are_those_of_the_models(vault: Vault) -> None:
    with vault.opened():
        call_command("makemigrations", "takedown", check=True, dry_run=True, verbosity=0)
