"""`yosuga takedown` as a person and as a script uses it, on a real vault; no page is opened and nothing is sent."""

import io
import re
import resource
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import vaults
from tests.cli.conftest import Ran, Shell
from tests.vaults import Vault
from yosuga.cli import takedown_letter
from yosuga.cli import takedown_reading as reading
from yosuga.cli.parsing import WrongUse
from yosuga.clock import JST
from yosuga.documents.letter import Sheet
from yosuga.errors import BadFile, BadInput
from yosuga.rules.takedown.request import Reason, Requester

ROOT = Path(__file__).resolve().parents[2]
POST = "https://x.com/example/status/1541815603606036480"
ADDRESS = "https://x.com/i/status/1541815603606036480"
ROUTE = "x/statutory_jp"
ANSWERS = """
exact-words: 架空太郎は 架空町1-2-3 に住んでいる
about-me: 氏名と町名が書かれているため
true-statement: yes
public-figure: no
sort-of-post: personal
public-interest: no
"""


@pytest.fixture(scope="module")
def followed(template: Vault, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """A vault with one followed post that has its evidence."""
    made = template.copied_to(tmp_path_factory.mktemp("followed") / "vault")
    with django_db_blocker.unblock(), made.opened() as tools:
        from yosuga.takedown import adding

        adding.add(POST, evidence=["E0001"], case="事件", actor=vaults.ACTOR, tools=tools)
    return made


@pytest.fixture(scope="module")
def begun(followed: Vault, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """The same with a request that is drafted."""
    made = followed.copied_to(tmp_path_factory.mktemp("begun") / "vault")
    with django_db_blocker.unblock(), made.opened() as tools:
        from yosuga.takedown import asking

        asking.draft(1, route=ROUTE, reason=Reason.PRIVACY, sender=Requester.SELF, case="事件", actor=vaults.ACTOR,
                     tools=tools)  # fmt: skip
    return made


@pytest.fixture
def one(followed: Vault, no_vault: Shell) -> Shell:
    """A shell with one followed post that has its evidence."""
    followed.copied_to(no_vault.home)
    return no_vault


@pytest.fixture
def drafted(begun: Vault, no_vault: Shell) -> Shell:
    """A shell with a request that is drafted."""
    begun.copied_to(no_vault.home)
    return no_vault


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    return str(path)


def wide(text: str) -> str:
    """Return ASCII as a Japanese keyboard types it in full width."""
    return "".join(chr(ord(letter_) + 0xFEE0) for letter_ in text)


def letter(shell: Shell, *words: str) -> Ran:
    return shell("takedown", "letter", "T0001", "--route", ROUTE, *words)


# --- adding


def test_a_post_is_added_from_a_pasted_sentence_and_its_address_is_the_plain_one(yosuga: Shell) -> None:
    ran = yosuga("takedown", "add", f"見て {POST}?s=46&t=abc #拡散", "--json")
    (told,) = ran.objects
    assert told["id"] == "T0001"
    assert told["target"]["address"] == ADDRESS  # type: ignore[index]
    assert told["target"]["given"] == f"{POST}?s=46&t=abc"  # type: ignore[index]
    assert told["notices"] == []
    assert {one["kind"] for one in told["copies_to_look_for"]} == {"archive", "search"}  # type: ignore[attr-defined]


def test_an_address_behind_the_evidence_is_still_the_address(yosuga: Shell) -> None:
    (told,) = yosuga("takedown", "add", "--evidence", "E0001", POST, "--json").objects
    assert (told["evidence"], told["target"]["address"]) == (["E0001"], ADDRESS)  # type: ignore[index]


def test_a_person_hears_that_evidence_comes_first_and_where_copies_often_are(yosuga: Shell) -> None:
    said = yosuga("takedown", "add", POST).out
    assert "T0001" in said
    assert "証拠を保全します" in said
    assert "Wayback" in said


def test_where_a_childs_image_may_be_meant_nobody_is_led_to_keep_it(
    template: Vault, no_vault: Shell, django_db_blocker: DjangoDbBlocker
) -> None:
    made = template.copied_to(no_vault.home)
    with django_db_blocker.unblock(), made.opened() as tools:
        from yosuga.intake import actions

        actions.keep_all({"age": "13_15", "leaked": ("sexual_image",)}, case="事件", actor=vaults.ACTOR, tools=tools)
    said = no_vault("takedown", "add", POST).out
    assert "T0001" in said
    assert "capture" not in said


def test_a_short_link_is_named_as_one(yosuga: Shell) -> None:
    assert "短縮URL" in yosuga("takedown", "add", "https://t.co/abc").out


def test_the_same_post_in_another_spelling_is_not_added_twice(one: Shell) -> None:
    ran = one("takedown", "add", "https://mobile.twitter.com/other/status/1541815603606036480?s=1")
    assert (ran.code, ran.out) == (1, "")
    assert "already-followed: T0001" in ran.err


def test_a_talk_has_no_address_and_is_added_by_what_is_told_of_it(yosuga: Shell) -> None:
    (told,) = yosuga("takedown", "add", "--talk", "グループのトーク、11月1日", "--platform", "line", "--json").objects
    assert (told["target"]["kind"], told["target"]["platform"]) == ("talk", "line")  # type: ignore[index]
    assert "グループのトーク" in yosuga("takedown", "list").out


def test_what_is_told_of_a_talk_need_not_stand_in_the_shells_history(
    yosuga: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("11月1日のトーク\n"))
    (told,) = yosuga("takedown", "add", "--talk", "-", "--platform", "line", "--json").objects
    assert told["target"]["told"] == "11月1日のトーク"  # type: ignore[index]


def test_several_addresses_are_shown_so_that_one_can_be_chosen(yosuga: Shell) -> None:
    ran = yosuga("takedown", "add", "https://x.com/a https://x.com/b")
    assert ran.code == 1
    assert "    https://x.com/a\n    https://x.com/b" in ran.err
    assert "1つずつ加えてください" in ran.err


def test_what_is_no_address_is_refused_in_both_languages_and_nothing_is_kept(yosuga: Shell) -> None:
    for given in ("javascript:alert(1)", "https://x.com@evil.example/a", "ただの文", "あ" * 12_000):
        ran = yosuga("takedown", "add", given)
        assert (ran.code, ran.out) == (1, "")
        assert "Nothing was added yet" in ran.err
    assert yosuga("takedown", "list", "--json").objects[0]["total"] == 0


def test_nothing_given_is_no_command(yosuga: Shell) -> None:
    assert yosuga("takedown", "add").code == 64
    assert yosuga("takedown", "show", "E0001").code == 64


def test_the_first_address_makes_vault_and_case(no_vault: Shell) -> None:
    assert no_vault("takedown", "add", "https://x.com@evil.example/").code == 1
    assert not no_vault.home.exists()
    assert no_vault("takedown", "add", POST, "--json").objects[0]["id"] == "T0001"


def test_a_copy_is_listed_after_what_it_copies_in_the_order_in_which_to_ask(one: Shell) -> None:
    one("takedown", "add", "https://web.archive.org/web/20250911140500/https://example.com/", "--copy-of", "T0001")
    one("takedown", "add", "https://www.instagram.com/stories/example/3012345678901234567/")
    rows = one("takedown", "list", "--order", "--json").objects[0]["rows"]
    assert [row["id"] for row in rows] == ["T0003", "T0001", "T0002"]  # type: ignore[attr-defined]
    assert "T0001の写し" in one("takedown", "list").out


def test_evidence_is_linked_afterwards_or_its_absence_explained(yosuga: Shell) -> None:
    yosuga("takedown", "add", POST)
    assert yosuga("takedown", "evidence", "t1", "--evidence", "e1", "--json").objects[0]["evidence"] == ["E0001"]
    assert "すでに消えていた" in yosuga("takedown", "evidence", "T0001", "--without", "すでに消えていた", "--json").out
    assert yosuga("takedown", "evidence", "T0001").code == 64


# --- asking


def test_the_ways_are_told_in_order_with_source_and_hazard_and_closed_ones_with_why(one: Shell) -> None:
    said = one("takedown", "routes", "T0001").out
    assert f"[{ROUTE}]" in said
    assert "https://help.x.com/ja/forms/japan-report" in said
    assert said.index("使える方法") < said.index(ROUTE) < said.index("使えない方法")
    assert said.count("報告機能の不正使用") == 1  # what holds for all of them is said once
    assert "出典: www.takata-lawoffice.com" in said


def test_a_script_gets_every_way_with_all_that_is_known_of_it(one: Shell) -> None:
    (told,) = one("takedown", "routes", "T0001", "--reason", "defamation", "--as", "lawyer", "--json").objects
    way = next(each for each in told["routes"] if each["route"] == ROUTE)  # type: ignore[attr-defined]
    assert way["open"]
    assert way["statutory_clock"]
    assert {"link", "login", "asks", "hazards", "letters", "sources", "confidence", "as_of", "why", "may"} <= set(way)


def test_nobody_but_the_person_or_a_lawyer_is_offered_a_form_that_is_only_theirs(one: Shell) -> None:
    (told,) = one("takedown", "routes", "T0001", "--as", "vendor", "--json").objects
    way = next(each for each in told["routes"] if each["route"] == ROUTE)  # type: ignore[attr-defined]
    assert not way["open"]


def test_a_request_is_begun_filled_in_from_a_file_and_finished_without_being_sent(
    one: Shell, answers: str, tmp_path: Path
) -> None:
    shown = letter(one)
    assert "まだ足りないもの" in shown.out
    assert "だれに伝わるか" in shown.out
    filled = letter(one, "--from", answers)
    assert "架空町1-2-3" in filled.out
    assert "履歴" not in filled.err
    done = letter(one, "--finish", "-o", str(tmp_path / "out"), "--json")
    (told,) = done.objects
    assert done.code == 0, done.err
    assert told["item"] == "E0002"
    assert "架空町1-2-3" in str(told["text"])
    papers = [Path(name) for name in told["files"]]  # type: ignore[attr-defined]
    assert papers
    assert all(path.stat().st_mode & 0o077 == 0 for path in papers)
    assert [step["what"] for step in told["requests"][0]["steps"]] == ["drafted", "finished"]  # type: ignore[index]
    assert len(one("takedown", "show", "T0001", "--json").objects[0]["requests"]) == 1  # type: ignore[arg-type]


def test_a_letter_that_is_not_ready_is_not_finished_and_says_what_is_left(one: Shell, tmp_path: Path) -> None:
    ran = letter(one, "--finish", "-o", str(tmp_path / "out"))
    assert ran.code == 1
    assert "brake-asks" in ran.err
    assert not (tmp_path / "out").exists()


def test_papers_never_overwrite_anything(one: Shell, answers: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", "utf-8")
    ran = letter(one, "--from", answers, "--finish", "-o", str(taken))
    assert ran.code == 1
    assert taken.read_text("utf-8") == "mine"
    assert one("takedown", "letter", "T0001", "--finish").code == 64


def test_a_value_on_the_command_line_is_warned_of(one: Shell) -> None:
    ran = letter(one, "--set", "exact-words=言葉=そのまま")
    assert "履歴" in ran.err
    assert "言葉=そのまま" in ran.out
    assert letter(one, "--set", "no value").code == 64


def test_the_fields_are_written_to_a_file_to_edit_and_read_back(one: Shell, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    assert letter(one, "--draft", str(draft)).code == 0
    assert draft.stat().st_mode & 0o077 == 0
    text = draft.read_text("utf-8")
    assert "# ここに書くことは、知っている限り、事実のとおりですか。" in text
    draft.write_text(text.replace("sort-of-post: ''", "sort-of-post: personal"), "utf-8")
    (told,) = letter(one, "--from", str(draft), "--json").objects
    assert told["request"]["filled"] == {"sort-of-post": "personal"}  # type: ignore[index]
    assert letter(one, "--draft", str(draft)).code == 1


def test_what_is_missing_is_asked_for_one_by_one_and_kept_when_the_rest_is_left(
    one: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("問題の言葉\n\n9\n1\nq\n2\n"))
    ran = letter(one, "--fill", "--json")
    filled = ran.objects[0]["request"]["filled"]  # type: ignore[index]
    assert filled["exact-words"] == "問題の言葉"
    assert "about-me" not in filled
    assert filled["true-statement"] == "yes"
    assert "1から" in ran.err


def test_a_way_that_is_closed_is_refused_with_its_reason(one: Shell) -> None:
    ran = one("takedown", "letter", "T0001", "--route", "5ch/privacy")
    assert ran.code == 1
    assert "route-closed" in ran.err or "この方法は" in ran.err
    assert one("takedown", "letter", "T0001").code == 64


def test_who_signs_is_kept_in_the_case_and_never_shown_to_a_log(one: Shell, tmp_path: Path) -> None:
    assert "まだありません" in one("takedown", "sender").out
    path = tmp_path / "sender.yaml"
    path.write_text("name: 架空 太郎\nphone: 090-0000-0001\nacting: self\n", "utf-8")
    assert "架空 太郎" in one("takedown", "sender", "--from", str(path)).out
    (told,) = one("takedown", "sender", "--json").objects
    assert (told["name"], told["phone"], told["acting"]) == ("架空 太郎", "090-0000-0001", "self")
    assert one("takedown", "sender", "--set", "nonsense=1").code == 64
    assert one("takedown", "sender", "--set", "acting=nobody").code == 64


def test_a_card_number_is_not_taken_for_a_sender(one: Shell) -> None:
    ran = one("takedown", "sender", "--set", "office=4111 1111 1111 1111")
    assert ran.code == 1
    assert "4111" not in ran.err + ran.out


# --- following


def test_a_request_is_followed_from_sending_to_the_answer_with_its_clock(drafted: Shell) -> None:
    drafted("takedown", "sent", "T0001", "--at", "2026-11-02", "--note", "フォームから")
    received = drafted("takedown", "received", "T0001", "--at", "2026-11-02T10:00", "--proof", "E0001", "--json")
    steps = received.objects[0]["requests"][0]["steps"]  # type: ignore[index]
    assert [step["what"] for step in steps] == ["drafted", "sent", "received"]
    assert (steps[1]["day_only"], steps[2]["proof"]) == (True, ["E0001"])
    row = drafted("takedown", "list", "--due", "--today", "2026-11-03", "--json").objects[0]["rows"][0]  # type: ignore[index]
    assert (row["status"], row["clock"], row["due"]) == ("waiting", "statutory", "2026-11-09")
    assert "拒否" in drafted("takedown", "answered", "T0001", "refused", "--at", "2026-11-05").out
    shown = drafted("takedown", "show", "T0001").out
    assert "拒否" in shown
    assert "受付" in shown
    assert "削除確認" not in shown


def test_the_last_entry_is_taken_back(drafted: Shell) -> None:
    drafted("takedown", "sent", "T0001", "--at", "2026-11-02")
    told = drafted("takedown", "undo", "T0001", "--json").objects[0]
    assert [step["what"] for step in told["requests"][0]["steps"]] == ["drafted"]  # type: ignore[index]


def test_an_office_is_not_written_down_as_the_sender(drafted: Shell) -> None:
    ran = drafted("takedown", "sent", "T0001", "--as", "counsellor")
    assert (ran.code, ran.out) == (1, "")
    assert "弁護士法72条" in ran.err


def test_a_moment_still_to_come_is_refused(drafted: Shell) -> None:
    assert drafted("takedown", "sent", "T0001", "--at", "2098-01-01").code == 1


def test_what_a_person_saw_themselves_is_written_down_and_nothing_is_said_of_removal(one: Shell) -> None:
    assert "表示されています" in one("takedown", "recheck", "T0001", "--seen", "shown").out
    told = one("takedown", "recheck", "T0001", "--seen", "not-shown", "--json").objects[0]
    assert told["state"] == "unknown"  # without a picture and another page it says nothing either way
    shown = one("takedown", "recheck", "T0001", "--seen", "not-shown", "--other-seen", "--proof", "E0001").out
    assert "表示され" in shown
    assert "削除確認" not in shown


def test_a_look_needs_an_address_and_something_that_is_due(yosuga: Shell) -> None:
    yosuga("takedown", "add", "--talk", "グループのトーク", "--platform", "line")
    assert yosuga("takedown", "recheck", "T0001").code == 1
    assert yosuga("takedown", "recheck").code == 64
    assert yosuga("takedown", "recheck", "T0001", "--due").code == 64
    assert "見る時が来ているものはありません" in yosuga("takedown", "recheck", "--due").out


def test_what_comes_back_is_a_target_of_its_own_under_the_same_root(one: Shell) -> None:
    (told,) = one("takedown", "repost", "T0001", "https://x.com/other/status/1541815603606036481", "--json").objects
    assert (told["id"], told["target"]["copies"]) == ("T0002", 1)  # type: ignore[index]
    assert one("takedown", "show", "T0001", "--json").objects[0]["reposts"] == [2]


def test_nothing_is_dropped_without_a_yes(one: Shell) -> None:
    ran = one("takedown", "drop", "T0001")
    assert ran.code == 1
    assert "何もしませんでした" in ran.err
    assert one("takedown", "drop", "T0001", "--yes", "--json").objects == [{"id": "T0001", "dropped": True}]
    assert one("takedown", "show", "T0001").code == 1


def test_the_calendar_says_nothing_and_overwrites_nothing(drafted: Shell, tmp_path: Path) -> None:
    drafted("takedown", "received", "T0001") if drafted("takedown", "sent", "T0001").code == 0 else None
    path = tmp_path / "days.ics"
    assert drafted("takedown", "calendar", "-o", str(path), "--json").objects == [{"file": str(path), "days": 1}]
    text = path.read_text("utf-8")
    assert re.search("SUMMARY:予定 1", text)
    assert "x.com" not in text
    assert drafted("takedown", "calendar", "-o", str(path)).code == 1


def test_of_papers_that_do_not_all_fit_on_the_disk_none_is_left_half_written(tmp_path: Path) -> None:
    fits, too_large = Sheet("a.pdf", "application/pdf", b"%PDF"), Sheet("b.docx", "application/zip", bytes(70_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            takedown_letter.write([fits, too_large], into=tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "out").iterdir()) == []
    assert len(takedown_letter.write([fits, too_large], into=tmp_path / "out")) == 2


def test_all_cases_are_listed_with_their_names(one: Shell) -> None:
    one("case", "new", "別のケース")
    one("takedown", "add", "https://example.com/page", "--case", "別のケース")
    assert one("takedown", "list").code == 64
    said = one("takedown", "list", "--all-cases").out
    assert "ケース: 別のケース" in said
    assert "ケース: 事件" in said
    assert one("takedown", "list", "--all-cases", "--search", "example.com/page", "--json").objects[0]["found"] == 1


def test_a_slip_in_the_name_of_the_case_makes_no_case_where_nobody_can_be_asked(one: Shell) -> None:
    one("case", "new", "架空 花子の件")
    ran = one("takedown", "add", POST, "--case", "仮空 花子の件", "--json")
    assert (ran.code, ran.objects[0]["exit"]) == (1, 1)
    assert "架空 花子の件" in ran.err
    assert "--new-case" in ran.err
    assert "仮空" not in one("case", "list").out
    assert one("takedown", "add", POST, "--case", "仮空 花子の件", "--new-case").code == 0
    assert "仮空" in one("case", "list").out
    assert one("takedown", "add", POST, "--case", "職場").code == 0  # nothing is near: made as ever


def test_a_slip_in_the_name_of_the_case_is_asked_about_on_a_terminal(
    one: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    one("case", "new", "架空 花子の件")
    for answer, code in (("", 1), ("y", 0)):
        stdin = io.StringIO(f"{answer}\n")
        monkeypatch.setattr(stdin, "isatty", lambda: True)
        monkeypatch.setattr("sys.stdin", stdin)
        assert one("takedown", "add", POST, "--case", "仮空 花子の件").code == code
    assert one("takedown", "list", "--case", "架空 花子の件", "--json").objects[0]["found"] == 1


def test_what_is_to_be_kept_is_kept_at_once_and_a_slip_is_only_spoken_of(one: Shell, answers: str) -> None:
    one("case", "new", "架空 花子の件")
    ran = one("import", "--json", "--case", "仮空 花子の件", answers)
    assert (ran.code, ran.objects[0]["item"]) == (0, "E0001")
    assert "架空 花子の件" in ran.err
    assert "架空" not in one("import", "--case", "職場", answers).err


def test_everything_is_said_in_english_too(one: Shell, english: None) -> None:
    assert "Keep the evidence" in one("takedown", "add", "https://example.com/page").out
    assert "Ways that are open" in one("takedown", "routes", "T0001").out
    assert re.search("[ぁ-ん]", one("takedown", "list").out) is None


# --- the format


def keys(value: object) -> set[str]:
    """Return every key that stands anywhere in a JSON value; what a person wrote is no key of ours."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    below = (keys(each) for name, each in value.items() if name not in {"filled", "over", "counts"})
    return {*value, *set().union(*below)}


@pytest.mark.e2e
def test_every_key_that_is_printed_stands_in_the_format_page(drafted: Shell, tmp_path: Path) -> None:
    page = (ROOT / "docs/formats/takedown.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page)) | set(re.findall(r'"([a-z_]+)":', page))
    named |= {part for names in re.findall(r"`([a-z_.\[\]]+)`", page) for part in re.findall("[a-z_]+", names)}
    drafted("takedown", "sent", "T0001")
    for words in (
        ("add", "https://t.co/abc"),
        ("routes", "T0001"),
        ("letter", "T0001", "--route", ROUTE),
        ("letter", "T0002", "--route", "letter/sendstop"),
        ("list",),
        ("show", "T0001"),
        ("sender",),
        ("calendar", "-o", str(tmp_path / "days.ics")),
    ):
        (told,) = drafted("takedown", *words, "--json").objects
        assert keys(told) - named == set(), words


# --- reading


@pytest.mark.parametrize(
    "at", ["2026-02-30", "25:00", "明日", "9999-12-31T23:59", "2026-11-22T10:00+99:00", "1234-01-01"]
)
def test_a_moment_that_cannot_be_is_refused(at: str) -> None:
    with pytest.raises(BadInput):
        reading.moment(at)


def test_a_moment_is_one_in_japan_and_a_day_is_a_whole_day() -> None:
    assert reading.moment(wide("2026-11-22T10:00")) == (datetime(2026, 11, 22, 10, tzinfo=JST), False)
    assert reading.moment("2026-11-22") == (datetime(2026, 11, 22, tzinfo=JST), True)
    assert reading.moment("") == (None, False)
    assert str(reading.moment("9:05")[0]).endswith("09:05:00+09:00")


@pytest.mark.parametrize("text", ["", "T", "T0000", "E0001", "T-1", wide("1234567"), "T0001 T0002"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        reading.number(text)


def test_a_number_is_read_as_people_write_it() -> None:
    assert [reading.number(text) for text in ("T0012", "t12", "12", wide("T0012"))] == [12] * 4


@pytest.mark.parametrize(
    "content",
    [b"- a\n- b", b"a: [1, 2]", b"a: {b: c}", b"\xff\xfe\x00", b"a: b: c", b"[" * 500, b"a: &x b\nc: [*x]",
     b"bad field!: 1", b"x" * (256 * 1024 + 1)],
)  # fmt: skip
def test_a_file_that_is_no_list_of_fields_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        reading.from_file(str(path))


def test_values_in_a_file_are_texts_as_they_stand_there(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    path.write_text("phone: 090-0000-0001\nday: 2026-11-22\nyes: no\nnothing:\nlong: |\n  一行目\n  二行目\n", "utf-8")
    assert reading.from_file(str(path)) == {
        "phone": "090-0000-0001",
        "day": "2026-11-22",
        "yes": "no",
        "nothing": "",
        "long": "一行目\n二行目\n",
    }
    with pytest.raises(BadFile):
        reading.from_file(str(tmp_path))
