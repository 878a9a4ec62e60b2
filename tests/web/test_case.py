"""The home of a case, its notes, its name, its log, and the list of cases, as a person meets them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.vaults import ACTOR
from tests.web.many import fill
from tests.web.person import Person
from yosuga.cases import access, actions, notes
from yosuga.errors import NotFound
from yosuga.evidence import erasing, exporting, history
from yosuga.evidence.exporting import NoPapers
from yosuga.evidence.results import Choice
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

SECRET = "架空 花子の心あたり"


def case_of(owner: Person) -> str:
    (one,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    owner.chooses_case(one.id)
    return one.id


@pytest.fixture
def at_home(owner: Person) -> Person:
    case_of(owner)
    owner.goes("case")
    return owner


def queries(person: Person, screen: str, **args: str) -> int:
    person.goes(screen, **args)  # what is done once a process
    with CaptureQueriesContext(connection) as counted:
        person.looks()
    assert person.page.status == 200
    return len(counted)


# --- the home


def test_the_home_shows_the_five_steps_and_where_the_person_is(at_home: Person) -> None:
    text = at_home.page.text
    steps = ["経緯確認", "現況確認", "解決策", "実行", "専門家"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert at_home.page.html.count('aria-current="step"') == 1


def test_proof_that_is_kept_marks_its_step_as_done(at_home: Person) -> None:
    steps = re.search(r'<ol class="steps path".*?</ol>', at_home.page.html, re.DOTALL)
    assert steps is not None
    second = steps[0].split("<li")[2]
    assert 'class="done"' in second


def test_at_most_three_things_are_next_each_with_its_minutes(at_home: Person) -> None:
    found = re.search(r'<ol class="next plain">.*?</ol>', at_home.page.html, re.DOTALL)
    assert found is not None
    assert 1 <= found[0].count("<h3>") <= 3
    assert found[0].count("分") >= found[0].count("<h3>")


def test_the_home_says_what_is_done_and_never_how_much_is_left(at_home: Person) -> None:
    assert re.search("[0-9]のうち", at_home.page.text) is None
    assert "済んだこと" not in at_home.page.text
    at_home.goes("plan")
    step = re.search(r'name="arg-step" value="([^"]+)"', at_home.page.html)
    assert step is not None
    at_home.goes("step", step=step[1])
    at_home.sends(done="1")
    at_home.goes("case")
    assert "済んだこと: 1" in at_home.page.text


def test_what_has_been_done_is_told_in_words_newest_first(at_home: Person) -> None:
    done = at_home.page.text.split("これまでにしたこと")[1]
    assert done.index("E0001") < done.index("ケースを作りました")


def test_the_home_costs_the_same_number_of_look_ups_for_a_long_case(owner: Person) -> None:
    case = case_of(owner)
    few = queries(owner, "case")
    fill(case, items=60, entries=150, actor=ACTOR, tools=holder.tools())
    assert queries(owner, "case") == few


# --- notes


def test_a_note_is_shown_as_text_only(at_home: Person) -> None:
    at_home.sends(note="<script>alert(1)</script>\n二行目")
    assert "<script>alert(1)" not in at_home.page.html
    assert "<script>alert(1)</script>" in at_home.page.text


def test_a_note_is_sealed_and_the_log_does_not_tell_it(at_home: Person, vault: object) -> None:
    at_home.sends(note=SECRET)
    told = history.of_case(at_home.session.case or "", actor=ACTOR, tools=holder.tools())
    last = told[-1].event
    assert last is not None
    assert (last.method, last.note, last.eid) == (notes.METHOD, None, None)
    holder.close()
    for name, content in vault.bytes_at_rest():  # type: ignore[attr-defined]
        assert SECRET.encode() not in content, name


def test_the_same_note_twice_leaves_two_hashes(at_home: Person) -> None:
    for _ in range(2):
        at_home.sends(note="同じ")
    told = history.of_case(at_home.session.case or "", actor=ACTOR, tools=holder.tools())
    hashes = [one.event.sha256 for one in told if one.event and one.event.method == notes.METHOD]
    assert len(set(hashes)) == 2


def test_a_note_goes_into_no_package(at_home: Person, tmp_path: object) -> None:
    at_home.sends(note=SECRET)
    exporting.export(
        at_home.session.case or "",
        folder=tmp_path / "out",  # type: ignore[operator]
        zipped=False,
        choice=Choice(),
        papers=NoPapers(),
        actor=ACTOR,
        tools=holder.tools(),
    )
    for path in (tmp_path / "out").rglob("*"):  # type: ignore[operator]
        if path.is_file():
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert notes.METHOD.encode() not in content


def test_an_empty_note_is_refused_and_nothing_is_kept(at_home: Person) -> None:
    at_home.sends(note="  ")
    assert 'aria-invalid="true"' in at_home.page.html
    assert notes.page(at_home.session.case or "", first=0, most=9, actor=ACTOR, tools=holder.tools()).total == 0


def test_a_removed_note_is_gone_and_its_number_is_never_anothers(at_home: Person) -> None:
    case, tools = at_home.session.case or "", holder.tools()
    at_home.sends(note="一つ目")
    (first,) = notes.page(case, first=0, most=9, actor=ACTOR, tools=tools).notes
    at_home.goes("case-notes")
    at_home.sends(remove=str(first.number))
    at_home.sends(note="二つ目")
    (second,) = notes.page(case, first=0, most=9, actor=ACTOR, tools=tools).notes
    assert second.number != first.number
    with pytest.raises(NotFound):
        notes.remove(first.number, case=case, actor=ACTOR, tools=tools)


def test_many_notes_are_shown_a_page_at_a_time(at_home: Person) -> None:
    for number in range(23):
        notes.write(f"メモ番号{number}。", case=at_home.session.case or "", actor=ACTOR, tools=holder.tools())
    at_home.goes("case-notes")
    assert "メモ番号22。" in at_home.page.text
    assert "メモ番号2。" not in at_home.page.text
    at_home.goes("case-notes", first="20")
    assert "メモ番号2。" in at_home.page.text


# --- the log


def test_the_log_is_shown_a_page_at_a_time_and_costs_the_same_for_each(owner: Person) -> None:
    case = case_of(owner)
    few = queries(owner, "case-log")
    fill(case, items=30, entries=100, actor=ACTOR, tools=holder.tools())
    assert queries(owner, "case-log") == few
    assert queries(owner, "case-log", first="80") == few
    assert queries(owner, "case-log", first="99999") <= few  # a page that is not there is the last one
    assert "ケースを作りました" in owner.page.text


# --- the name


def test_a_case_gets_another_name_and_is_found_by_it(at_home: Person) -> None:
    case = at_home.session.case or ""
    at_home.goes("case-name")
    at_home.sends(name="べつの名")
    assert at_home.page.heading == "べつの名"
    assert access.case_for("べつの名", actor=ACTOR, tools=holder.tools()).id == case
    with pytest.raises(NotFound):
        access.case_for("事件", actor=ACTOR, tools=holder.tools())


def test_the_log_says_that_the_name_changed_but_neither_name(at_home: Person) -> None:
    at_home.goes("case-name")
    at_home.sends(name="べつの名")
    (*_, last) = history.of_case(at_home.session.case or "", actor=ACTOR, tools=holder.tools())
    assert last.event is not None
    assert (last.event.method, last.event.note) == (actions.RENAMING, None)


def test_two_cases_never_have_one_name(at_home: Person) -> None:
    actions.open_case("もう一つ", actor=ACTOR, tools=holder.tools())
    at_home.goes("case-name")
    at_home.sends(name="もう一つ")
    assert at_home.page.html.count('role="alert"') == 1
    assert access.case_for("事件", actor=ACTOR, tools=holder.tools()).id == at_home.session.case


# --- several cases


def test_a_new_case_opens_at_its_home(owner: Person) -> None:
    owner.goes("cases")
    owner.sends(name="あたらしい件")
    assert owner.page.heading == "あたらしい件"


def test_thirty_cases_are_found_by_words_and_shown_in_pages(owner: Person) -> None:
    for number in range(30):
        actions.open_case(f"相談 {number:02}", actor=ACTOR, tools=holder.tools())
    owner.goes("cases")
    assert owner.page.html.count('name="case"') == 20
    owner.goes("cases", first="20")
    assert owner.page.html.count('name="case"') == 11
    owner.sends(search="相談\u3000\uff10\uff17")  # as typed in full width
    assert owner.page.html.count('name="case"') == 1
    assert "相談 07" in owner.page.text


def test_the_case_last_worked_on_stands_first(owner: Person) -> None:
    for number in range(3):
        actions.open_case(f"相談{number}", actor=ACTOR, tools=holder.tools())
    notes.write("進んだ", case="相談0", actor=ACTOR, tools=holder.tools())
    owner.goes("cases")
    named = re.findall(r'name="case"[^>]*><strong>(.*?)</strong>', owner.page.html)
    assert named[0] == "相談0"


def test_the_list_costs_the_same_for_many_cases(owner: Person) -> None:
    few = queries(owner, "cases")
    for number in range(12):
        actions.open_case(f"相談{number}", actor=ACTOR, tools=holder.tools())
    assert queries(owner, "cases") == few


def test_a_case_that_is_not_there_is_not_chosen(owner: Person) -> None:
    owner.goes("cases")
    before = owner.session.case
    owner.sends(case="C-ZZZZZZZZ")
    assert owner.session.case == before


def test_erasing_a_case_leaves_no_row_of_its_notes(at_home: Person) -> None:
    at_home.sends(note=SECRET)
    erasing.erase_case(at_home.session.case or "", actor=ACTOR, tools=holder.tools())
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cases_casenote")
        assert cursor.fetchone() == (0,)
