"""A plan is kept, read back, withdrawn and forgotten; the log tells of it and the database does not."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from django.core.management import call_command

from tests.proceedings.conftest import NAME, POST, capture
from tests.vaults import ACTOR, Vault
from yosuga.actor import Actor, Door, local_owner
from yosuga.cases import actions as cases
from yosuga.cases.access import case_for
from yosuga.cases.models import CaseKey
from yosuga.custody.events import Event, EventType
from yosuga.documents.court import Damages, Happening, Harm, Heading, Mark
from yosuga.errors import KeyErased, NotFound, VaultReadOnly
from yosuga.evidence import checking, erasing, history
from yosuga.keys import wrap
from yosuga.proceedings import actions, document
from yosuga.proceedings.models import ExhibitPlan
from yosuga.proceedings.plan import Exhibit, Plan, Sender
from yosuga.proceedings.troubles import BadPlan, Trouble
from yosuga.tools import Tools

ABOUT_POST = "架空 次郎"  # written about E0001 alone
ABOUT_CASE = "架空 三郎"


def plan_for(tools: Tools) -> Plan:
    """A plan in which E0001 is 甲1, E0002 and E0003 are 甲2, with lines about the first and about none."""
    case = actions.plan_of("事件", actor=ACTOR, tools=tools).case
    return Plan(
        case=case,
        heading=Heading(plaintiff=NAME),
        exhibits=[
            Exhibit(number=1, items=("E0001",), purpose=f"{ABOUT_POST}が投稿したこと"),
            Exhibit(number=2, items=("E0002", "E0003"), title="二"),
        ],
        chronology=[
            Happening(when=None, about=f"{ABOUT_POST}から電話", source="本人", mark=Mark(number=1)),
            Happening(when=None, about=f"{ABOUT_CASE}に相談", source="本人"),
        ],
        damages=Damages(harms=[Harm(when=None, kind="電話", about=ABOUT_POST, mark=Mark(number=1))]),
        senders=[Sender(eid="E0001"), Sender(eid="E0002")],
    )


def keep(tools: Tools, plan: Plan, *, actor: Actor = ACTOR) -> str:
    return actions.keep_plan(plan, case="事件", actor=actor, tools=tools)


def plan_of(tools: Tools) -> Plan:
    return actions.plan_of("事件", actor=ACTOR, tools=tools)


def entries(tools: Tools) -> Sequence[Event]:
    return [one.event for one in history.of_case("事件", actor=ACTOR, tools=tools) if one.event]


def told(plan: Plan) -> Iterator[str]:
    yield str(document.as_json(plan))


# --- keeping


def test_without_a_kept_plan_the_items_suggest_one(tools: Tools) -> None:
    found = actions.planned("事件", actor=ACTOR, tools=tools)
    assert not found.kept
    assert [(found.plan.mark(one).words, one.items) for one in found.plan.in_order()] == [
        ("甲1の1", ("E0001",)),
        ("甲1の2", ("E0003",)),
        ("甲2", ("E0002",)),
        ("甲3", ("E0004",)),
        ("甲4", ("E0005",)),
        ("甲5", ("E0006",)),
    ]
    assert found.plan.exhibits[0].made_on == "令和7年9月11日"
    assert found.plan == plan_of(tools)


def test_a_kept_plan_comes_back_and_the_log_names_its_hash(tools: Tools) -> None:
    plan = plan_for(tools)
    digest = keep(tools, plan)
    assert document.as_json(plan_of(tools)) == document.as_json(plan)
    last = entries(tools)[-1]
    assert (last.type, last.method, last.eid, last.note) == (EventType.ANNOTATE, "exhibit-plan", None, None)
    assert last.sha256 == digest == hashlib.sha256(document.encode(plan)).hexdigest()
    assert last.size == len(document.encode(plan))
    assert checking.check(actor=ACTOR, tools=tools).findings == []


def test_a_plan_takes_the_place_of_the_one_before(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    keep(tools, replace(plan_for(tools), party="乙", chronology=(), damages=Damages()))
    assert plan_of(tools).party == "乙"
    assert ExhibitPlan.objects.count() == 1
    assert [one.method for one in entries(tools)].count("exhibit-plan") == 2


def test_two_doors_leave_the_same_entry(tools: Tools) -> None:
    for door in (Door.CLI, Door.WEB):
        keep(tools, plan_for(tools), actor=local_owner(door))
    first, second = (
        {key: getattr(one, key) for key in ("type", "method", "actor", "role", "tool", "sha256", "size", "note", "eid")}
        for one in entries(tools)[-2:]
    )
    assert first == second


def test_a_withdrawn_plan_is_gone_once_and_the_log_says_so(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    assert actions.reset_plan("事件", actor=ACTOR, tools=tools)
    assert not actions.reset_plan("事件", actor=ACTOR, tools=tools)
    assert not actions.planned("事件", actor=ACTOR, tools=tools).kept
    assert [(one.method, one.sha256 is None) for one in entries(tools)[-2:]] == [
        ("exhibit-plan", False),
        ("exhibit-plan", True),
    ]


def test_a_draft_keeps_what_is_decided_and_adds_what_has_no_exhibit(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    plan = actions.draft("事件", actor=ACTOR, tools=tools)
    assert [(plan.mark(one).words, tuple(one.items)) for one in plan.in_order()][2:] == [
        ("甲3", ("E0004",)),
        ("甲4", ("E0005",)),
        ("甲5", ("E0006",)),
    ]
    assert document.as_json(plan_of(tools)) == document.as_json(plan_for(tools))


# --- what is refused


def test_a_plan_of_another_case_or_of_items_that_are_not_there_is_refused(tools: Tools) -> None:
    plan = plan_for(tools)
    wrong = [
        (replace(plan, case="C-00000000"), Trouble.OTHER_CASE, "case"),
        (replace(plan, exhibits=[*plan.exhibits, Exhibit(number=3, items=("E0009",))]), Trouble.NO_SUCH_ITEM, None),
        (replace(plan, senders=[Sender(eid="E0009")]), Trouble.NO_SUCH_ITEM, "senders > 1 > eid"),
        (replace(plan, party="丁"), Trouble.NOT_A_CHOICE, "party"),
    ]
    before = entries(tools)
    for one, trouble, field in wrong:
        with pytest.raises(BadPlan) as caught:
            keep(tools, one)
        assert caught.value.trouble is trouble
        assert field is None or caught.value.field == field
    assert entries(tools) == before
    assert ExhibitPlan.objects.count() == 0


def test_a_stranger_gets_nothing_and_leaves_nothing(tools: Tools) -> None:
    stranger = replace(ACTOR, id="")
    plan = plan_for(tools)
    for act in (
        lambda: actions.plan_of("事件", actor=stranger, tools=tools),
        lambda: keep(tools, plan, actor=stranger),
        lambda: actions.reset_plan("事件", actor=stranger, tools=tools),
    ):
        with pytest.raises(NotFound):
            act()
    assert ExhibitPlan.objects.count() == 0


def test_a_vault_that_only_reads_shows_the_plan_and_keeps_none(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    reading = replace(tools, blocked=VaultReadOnly())
    assert plan_of(reading) == plan_of(tools)
    with pytest.raises(VaultReadOnly):
        keep(reading, plan_for(tools))
    with pytest.raises(VaultReadOnly):
        actions.reset_plan("事件", actor=ACTOR, tools=reading)
    assert plan_of(tools).exhibits


# --- what lies on the disk, and forgetting


def test_no_name_that_a_plan_holds_is_in_any_file_of_the_vault(vault: Vault) -> None:
    with vault.opened() as tools:
        plan = plan_for(tools)
        keep(tools, plan)
        while_open = vault.bytes_at_rest()
    assert ABOUT_POST.encode() in document.encode(plan)  # what is looked for is what was kept
    for path, content in (*while_open, *vault.bytes_at_rest()):
        for name in (NAME, ABOUT_POST, ABOUT_CASE, "exhibits", "が投稿した"):
            for encoding in ("utf-8", "utf-16-le"):
                assert name.encode(encoding) not in content, path


def test_an_erased_item_takes_what_was_written_about_it_along(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
    plan = plan_of(tools)
    (text,) = told(plan)
    assert ABOUT_POST not in text
    assert ABOUT_CASE in text
    assert [(one.number, one.title) for one in plan.exhibits] == [(2, "二")]
    assert [one.eid for one in plan.senders] == ["E0002"]
    assert keep(tools, plan)
    assert document.as_json(plan_of(tools)) == document.as_json(plan)


def test_an_exhibit_of_two_items_goes_with_either_of_them(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    erasing.erase_item("E0003", case="事件", actor=ACTOR, tools=tools)
    assert [one.number for one in plan_of(tools).exhibits] == [1]
    drafted = actions.draft("事件", actor=ACTOR, tools=tools)
    assert ("E0002",) in [tuple(one.items) for one in drafted.exhibits]


def test_the_case_key_alone_does_not_open_what_is_about_an_item(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    case = case_for("事件", actor=ACTOR, tools=tools)
    place = wrap.Place("exhibit-plan", case.id, "plan")
    opened = wrap.open_sealed(
        bytes(ExhibitPlan.objects.get().sealed), under=wrap.derive(case.key, label="exhibit-plan"), place=place
    )
    kept = json.loads(opened)
    bodies = [bytes.fromhex(row["body"]) for rows in kept["parts"].values() for row in rows]
    assert len(bodies) == 7
    assert [body for body in bodies if ABOUT_POST.encode() in body] == []
    assert len([body for body in bodies if ABOUT_CASE.encode() in body]) == 1


def test_an_erased_case_leaves_no_plan_and_no_byte_of_its_row(vault: Vault) -> None:
    with vault.opened() as tools:
        plan = plan_for(tools)
        keep(tools, plan)
        sealed = bytes(ExhibitPlan.objects.get().sealed)
        erasing.erase_case("事件", actor=ACTOR, tools=tools)
        assert ExhibitPlan.objects.count() == 0
        with pytest.raises(KeyErased):
            actions.plan_of(plan.case, actor=ACTOR, tools=tools)
        while_open = vault.bytes_at_rest()
    for path, content in (*while_open, *vault.bytes_at_rest()):
        assert sealed[13:45] not in content, path
        assert NAME.encode() not in content, path


def test_a_plan_stays_while_anybody_holds_the_key_and_when_another_case_is_erased(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    cases.open_case("別件", actor=ACTOR, tools=tools)
    case = plan_for(tools).case
    CaseKey.objects.create(case_id=case, holder="other", wrapped=b"x")
    CaseKey.objects.filter(case_id=case, holder="other").delete()
    erasing.erase_case("別件", actor=ACTOR, tools=tools)
    assert plan_of(tools).exhibits[0].number == 1


def test_a_vault_from_before_plans_gets_a_place_for_them(vault: Vault) -> None:
    with vault.opened():
        call_command("migrate", "proceedings", "zero", verbosity=0)
    with vault.opened() as tools:
        assert not tools.altered
        keep(tools, plan_for(tools))
        assert actions.planned("事件", actor=ACTOR, tools=tools).kept


def test_the_tables_are_those_of_the_models(vault: Vault) -> None:
    with vault.opened():
        call_command("makemigrations", "proceedings", check=True, dry_run=True, verbosity=0)


def test_an_item_that_comes_later_is_in_no_exhibit_until_somebody_says_so(tools: Tools) -> None:
    keep(tools, plan_for(tools))
    eid = capture(tools, POST + "?later")
    assert eid not in str(document.as_json(plan_of(tools)))
    assert eid in str(document.as_json(actions.draft("事件", actor=ACTOR, tools=tools)))
