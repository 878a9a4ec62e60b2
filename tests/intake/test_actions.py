"""Answers are kept after every page, found again, confirmed and forgotten; only the log tells."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.core.management import call_command

from tests.vaults import ACTOR, Vault
from yosuga.cases import actions as cases
from yosuga.cases.access import case_for
from yosuga.cases.models import Case, CaseKey
from yosuga.custody.events import Event, EventType
from yosuga.errors import BadInput, KeyErased, NotFound, VaultReadOnly
from yosuga.evidence import checking, erasing, history
from yosuga.intake import actions, sealing
from yosuga.intake.course import Intake
from yosuga.intake.models import KeptIntake
from yosuga.intake.troubles import Unclear
from yosuga.intake.typed import Answer
from yosuga.tools import Tools

STORY = "架空 花子の家の写真がのっている"
CARD = "4111 1111 1111 1111"
SAID: dict[str, Answer] = {"danger": (), "asker": "self", "leaked": ("name", "address"), "story": STORY}


def begun(tools: Tools, said: dict[str, Answer] | None = None) -> str:
    return actions.start("事件", said=said, actor=ACTOR, tools=tools)


def keep(tools: Tools, page: str, answer: Answer) -> Intake:
    return actions.keep_page(page, answer=answer, case="事件", actor=ACTOR, tools=tools)


def seen(tools: Tools) -> Intake:
    return actions.intake_of("事件", actor=ACTOR, tools=tools)


def entries(tools: Tools, case: str = "事件") -> Sequence[Event]:
    return [one.event for one in history.of_case(case, actor=ACTOR, tools=tools) if one.event]


# --- keeping


def test_every_page_is_there_when_the_vault_is_opened_again(vault: Vault) -> None:
    with vault.opened() as tools:
        begun(tools)
    for page, answer in SAID.items():
        with vault.opened() as tools:
            keep(tools, page, answer)
        with vault.opened() as tools:
            assert seen(tools).said[page] == answer
    with vault.opened() as tools:
        assert dict(seen(tools).said) == SAID
        assert list(seen(tools).said) == list(SAID)
        assert seen(tools).answers == {
            "format": "yosuga-answers/1",
            "danger": [],
            "asker": "self",
            "leaked": ["name", "address"],
        }
        assert seen(tools).contact == {"story": STORY}


def test_a_case_without_answers_has_an_empty_intake(tools: Tools) -> None:
    cases.open_case("事件", actor=ACTOR, tools=tools)
    assert seen(tools) == Intake()


def test_what_was_said_before_there_was_a_case_is_in_it_at_once(tools: Tools) -> None:
    case = begun(tools, SAID)
    assert actions.intake_of(case, actor=ACTOR, tools=tools).said == SAID


def test_a_case_begun_with_an_answer_that_does_not_fit_is_not_begun(tools: Tools) -> None:
    with pytest.raises(Unclear):
        begun(tools, {**SAID, "damage": CARD})
    assert Case.objects.count() == 0
    assert KeptIntake.objects.count() == 0


def test_answers_given_elsewhere_are_taken_in_all_or_none(tools: Tools) -> None:
    begun(tools, {"asker": "self", "offender": "known"})
    with pytest.raises(Unclear):
        actions.keep_all({"asker": "guardian", "name": CARD}, case="事件", actor=ACTOR, tools=tools)
    assert seen(tools).said == {"asker": "self", "offender": "known"}
    actions.keep_all({"asker": "guardian", "name": "はな"}, case="事件", actor=ACTOR, tools=tools)
    assert seen(tools).said == {"asker": "guardian", "offender": "known", "name": "はな"}


def test_the_same_answer_again_changes_nothing_not_even_the_confirmation(tools: Tools) -> None:
    begun(tools, SAID)
    actions.confirm("事件", actor=ACTOR, tools=tools)
    before = seen(tools)
    assert before.confirmed
    keep(tools, "asker", "self")
    assert seen(tools) == before
    keep(tools, "asker", "guardian")
    assert not seen(tools).confirmed
    assert seen(tools).revision == before.revision + 1


def test_the_last_page_or_any_page_is_taken_back(tools: Tools) -> None:
    begun(tools, SAID)
    actions.take_back(case="事件", actor=ACTOR, tools=tools)
    assert list(seen(tools).said) == ["danger", "asker", "leaked"]
    actions.take_back("asker", case="事件", actor=ACTOR, tools=tools)
    assert list(seen(tools).said) == ["danger", "leaked"]
    actions.take_back("asker", case="事件", actor=ACTOR, tools=tools)
    assert list(seen(tools).said) == ["danger", "leaked"]


def test_what_is_done_is_marked_and_is_no_change_of_the_answers(tools: Tools) -> None:
    begun(tools, SAID)
    actions.confirm("事件", actor=ACTOR, tools=tools)
    actions.mark("step:keep-posts", case="事件", actor=ACTOR, tools=tools)
    actions.mark("guard:takeover:0", case="事件", actor=ACTOR, tools=tools)
    actions.unmark("step:keep-posts", case="事件", actor=ACTOR, tools=tools)
    assert seen(tools).done == {"guard:takeover:0"}
    assert seen(tools).confirmed
    with pytest.raises(BadInput):
        actions.mark("架空 花子", case="事件", actor=ACTOR, tools=tools)


# --- confirming


def test_a_confirmation_is_in_the_log_by_a_hash_that_nobody_can_guess(tools: Tools) -> None:
    begun(tools, SAID)
    before = len(entries(tools))
    digest = actions.confirm("事件", actor=ACTOR, tools=tools)
    last = entries(tools)[-1]
    assert len(entries(tools)) == before + 1
    assert (last.type, last.method, last.sha256, last.note) == (EventType.ANNOTATE, "intake", digest, None)
    case = case_for("事件", actor=ACTOR, tools=tools)
    kept = sealing.open_kept(bytes(KeptIntake.objects.get().sealed), case=case)
    assert hashlib.sha256(sealing.encode(kept)).hexdigest() == digest
    assert hashlib.sha256(sealing.encode(replace(kept, salt=""))).hexdigest() != digest
    assert checking.check(actor=ACTOR, tools=tools).findings == []
    assert actions.confirm("事件", actor=ACTOR, tools=tools) == digest
    assert len(entries(tools)) == before + 1


def test_pages_alone_leave_no_entry(tools: Tools) -> None:
    begun(tools)
    before = len(entries(tools))
    for page, answer in SAID.items():
        keep(tools, page, answer)
    assert len(entries(tools)) == before


def test_a_confirmation_drops_answers_to_questions_that_matter_no_more(tools: Tools) -> None:
    begun(tools, {"asker": "guardian", "child_view": "言いたくない", "relation": "parent"})
    keep(tools, "asker", "self")
    assert "child_view" in seen(tools).said
    actions.confirm("事件", actor=ACTOR, tools=tools)
    assert dict(seen(tools).said) == {"asker": "self"}


# --- what is refused


@pytest.mark.parametrize(
    "page", ["story", "damage", "outcome", "other_party", "name", "contact", "times", "contact_say"]
)
def test_a_card_number_is_kept_in_no_field_and_the_field_is_named(tools: Tools, page: str) -> None:
    begun(tools, SAID)
    for number in (CARD, "カードは４１１１１１１１１１１１１１１１です", "1234 5678 9018"):
        with pytest.raises(Unclear) as caught:
            keep(tools, page, number)
        assert caught.value.page == page
        assert number not in str(caught.value) + caught.value.for_people() + caught.value.says.ja
    assert seen(tools).said == SAID


def test_a_page_that_there_is_not_and_a_stranger_get_nothing(tools: Tools) -> None:
    begun(tools, SAID)
    stranger = replace(ACTOR, id="")
    for act in (
        lambda: keep(tools, "favourite_colour", "red"),
        lambda: actions.intake_of("事件", actor=stranger, tools=tools),
        lambda: actions.keep_page("asker", answer="self", case="事件", actor=stranger, tools=tools),
        lambda: actions.take_back(case="事件", actor=stranger, tools=tools),
        lambda: actions.confirm("事件", actor=stranger, tools=tools),
        lambda: actions.mark("step:x", case="事件", actor=stranger, tools=tools),
    ):
        with pytest.raises(NotFound):
            act()
    assert seen(tools).said == SAID


def test_a_vault_that_only_reads_shows_answers_and_keeps_none(tools: Tools) -> None:
    begun(tools, SAID)
    reading = replace(tools, blocked=VaultReadOnly())
    assert seen(reading) == seen(tools)
    for act in (
        lambda: keep(reading, "asker", "guardian"),
        lambda: actions.take_back(case="事件", actor=ACTOR, tools=reading),
        lambda: actions.confirm("事件", actor=ACTOR, tools=reading),
        lambda: actions.start("別件", actor=ACTOR, tools=reading),
    ):
        with pytest.raises(VaultReadOnly):
            act()
    assert seen(tools).said == SAID


# --- what lies on the disk, and forgetting


def test_no_answer_is_in_any_file_of_the_vault(vault: Vault) -> None:
    with vault.opened() as tools:
        begun(tools, SAID)
        actions.confirm("事件", actor=ACTOR, tools=tools)
        while_open = vault.bytes_at_rest()
    for path, content in (*while_open, *vault.bytes_at_rest()):
        for word in (STORY, "架空 花子", "address", "leaked", "yosuga-intake"):
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in content, path


def test_an_erased_case_leaves_no_answer_and_no_byte_of_its_row(vault: Vault) -> None:
    with vault.opened() as tools:
        case = begun(tools, SAID)
        sealed = bytes(KeptIntake.objects.get().sealed)
        erasing.erase_case("事件", actor=ACTOR, tools=tools)
        assert KeptIntake.objects.count() == 0
        with pytest.raises(KeyErased):
            actions.intake_of(case, actor=ACTOR, tools=tools)
        while_open = vault.bytes_at_rest()
    for path, content in (*while_open, *vault.bytes_at_rest()):
        assert sealed[13:45] not in content, path


def test_answers_stay_while_anybody_holds_the_key_and_when_another_case_is_erased(tools: Tools) -> None:
    case = begun(tools, SAID)
    actions.start("別件", said={"asker": "company"}, actor=ACTOR, tools=tools)
    CaseKey.objects.create(case_id=case, holder="other", wrapped=b"x")
    CaseKey.objects.filter(case_id=case, holder="other").delete()
    erasing.erase_case("別件", actor=ACTOR, tools=tools)
    assert seen(tools).said == SAID


def test_a_vault_from_before_the_intake_gets_a_place_for_it(vault: Vault) -> None:
    with vault.opened():
        call_command("migrate", "intake", "zero", verbosity=0)
    with vault.opened() as tools:
        assert not tools.altered
        begun(tools, SAID)
        assert seen(tools).said == SAID


def test_the_tables_are_those_of_the_models(vault: Vault) -> None:
    with vault.opened():
        call_command("makemigrations", "intake", check=True, dry_run=True, verbosity=0)
