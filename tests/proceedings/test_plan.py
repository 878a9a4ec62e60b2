"""From a plan and the items to what papers print, and the plan that the items themselves suggest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yosuga.custody.records import FileEntry, FileRole, Source
from yosuga.documents.court import Damages, Expense, Happening, Harm, Mark, Posted
from yosuga.proceedings import plan as planning
from yosuga.proceedings import proposing, wording
from yosuga.proceedings.plan import Exhibit, Plan, Sender
from yosuga.proceedings.reading import ItemFacts

CASE = "C-ABCDEFGH"
TAKEN = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
POSTED = datetime(2025, 9, 11, 15, 30, tzinfo=UTC)  # already the 12th in Japan


def item(number: int = 1, **said: object) -> ItemFacts:
    file = FileEntry(media_type="application/wacz", name="capture.wacz", role=FileRole.RAW, sha256="0" * 64, size=1)
    plain = ItemFacts(
        eid=f"E{number:04d}",
        kind="web-page",
        source=Source.CAPTURED,
        title="題",
        url=f"https://sns.example.com/{number}",
        final_url="",
        account_name="",
        account_id="",
        post_id="",
        thread_id="",
        service="web",
        posted=Posted(),
        shown_at=None,
        made=None,
        captured=TAKEN,
        method="browser",
        verdict="COMPLETE",
        principal=file,
        pictures=(),
        post_text="",
        text="",
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def marks(plan: Plan) -> Sequence[str]:
    return [plan.mark(one).words for one in plan.in_order()]


# --- the proposal


def test_each_item_is_an_exhibit_in_order_and_pictures_of_one_post_are_branches() -> None:
    items = [
        item(1, service="x", post_id="7"),
        item(2),
        item(3, service="x", post_id="7", url="https://twitter.com/a/status/7"),
        item(4, url="https://sns.example.com/2#comments"),
    ]
    plan = proposing.propose(CASE, items)
    found = [(mark, list(one.items)) for mark, one in zip(marks(plan), plan.in_order(), strict=True)]
    assert found == [("甲1の1", ["E0001"]), ("甲1の2", ["E0003"]), ("甲2の1", ["E0002"]), ("甲2の2", ["E0004"])]


def test_an_item_that_joins_two_groups_makes_them_one() -> None:
    items = [
        item(1, service="x", post_id="7", url="https://a.example.com/"),
        item(2, service="x", post_id="8", url="https://b.example.com/"),
        item(3, service="x", post_id="7", url="https://b.example.com/"),
    ]
    assert marks(proposing.propose(CASE, items)) == ["甲1の1", "甲1の2", "甲1の3"]


def test_one_number_of_two_boards_is_not_one_post() -> None:
    items = [
        item(1, service="5ch", thread_id="1", post_id="7"),
        item(2, service="5ch", thread_id="2", post_id="7"),
    ]
    assert marks(proposing.propose(CASE, items)) == ["甲1", "甲2"]


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["", "x", "5ch"]), st.sampled_from(["", "1", "2"])), max_size=12
    ),
    st.sets(st.integers(1, 12)),
)
def test_no_mark_is_given_twice_and_every_item_appears_once(
    said: list[tuple[int, str, str]], withheld: set[int]
) -> None:
    items = [
        item(number, url=f"https://sns.example.com/{page}", service=service, post_id=post)
        for number, (page, service, post) in enumerate(said, start=1)
    ]
    earlier = [one for number, one in enumerate(items, start=1) if number not in withheld]
    first = proposing.propose(CASE, earlier)
    plan = proposing.completed(first, items)
    assert len(set(marks(plan))) == len(plan.exhibits)
    assert sorted(eid for one in plan.exhibits for eid in one.items) == [one.eid for one in items]
    assert list(plan.exhibits[: len(first.exhibits)]) == list(first.exhibits)
    assert {mark for one in items for mark in planning.marks_of(plan, one.eid)} == {
        plan.mark(one) for one in plan.exhibits
    }


def test_numbers_go_on_after_the_last_one_given() -> None:
    kept = Plan(case=CASE, exhibits=[Exhibit(number=12, items=("E0001",))])
    assert marks(proposing.completed(kept, [item(1), item(2)])) == ["甲12", "甲13"]


def test_what_is_proposed_says_where_it_is_from_and_leaves_the_purpose_to_the_lawyer() -> None:
    (one,) = proposing.propose(CASE, [item(1, posted=Posted(from_id=POSTED), account_name="あらし")]).exhibits
    assert (one.title, one.made_on, one.author) == (
        "「題」と題するウェブページを印刷した書面",
        "令和7年9月12日",
        "あらし",
    )
    assert (one.purpose, one.original) == ("", "写し")
    assert one.remarks == "証拠番号 E0001（令和8年11月22日取得）"


# --- words


def test_an_unknown_author_and_day_stay_empty() -> None:
    assert (wording.author(item()), wording.made_on(item())) == ("", "")


def test_an_author_is_named_with_the_account() -> None:
    assert wording.author(item(account_name="あらし", account_id="arashi")) == "あらし（arashi）"
    assert wording.author(item(account_id="arashi")) == "arashi"


def test_times_that_name_different_days_are_said_and_not_settled() -> None:
    both = item(posted=Posted(from_id=POSTED, machine=POSTED - timedelta(days=1), machine_source="json-ld"))
    assert "令和7年9月11日、令和7年9月12日" in wording.remarks(both)
    assert "複数" not in wording.remarks(item(posted=Posted(from_id=POSTED)))


def test_days_are_written_in_the_era_they_are_of() -> None:
    days = [date(2019, 4, 30), date(2019, 5, 1), date(2025, 9, 11), date(1989, 1, 7)]
    assert [wording.day(one) for one in days] == [
        "平成31年4月30日",
        "令和元年5月1日",
        "令和7年9月11日",
        "1989年1月7日",
    ]


def test_a_failed_capture_is_not_called_a_print() -> None:
    assert wording.title(item(verdict="FAILED")) == "「題」の取得を試みた記録"
    assert "取得できなかった" in wording.taken(item(verdict="FAILED"))


def test_files_are_named_by_what_they_are() -> None:
    def named(kind: str, media_type: str = "text/plain") -> str:
        file = replace(item().principal, media_type=media_type)
        return wording.title(item(source=Source.IMPORTED, kind=kind, title="a.txt", principal=file))

    assert named("medical-certificate") == "診断書"
    assert named("mail") == "「a.txt」と題する電子メールを印刷した書面"
    assert named("recording", "audio/mp4") == "「a.txt」という名称の録音データ"
    assert named("recording", "video/mp4") == "「a.txt」という名称の録画データ"
    assert named("a-kind-of-the-future") == "「a.txt」という名称のファイルを印刷した書面"


# --- the papers

PLAN = Plan(
    case=CASE,
    exhibits=[
        Exhibit(number=2, items=("E0002",), title="二", masks=[(0, 0, 10, 10)]),
        Exhibit(number=1, branch=2, items=("E0003",), title="一の二"),
        Exhibit(number=1, branch=1, items=("E0001",), title="一の一"),
    ],
    chronology=[
        Happening(when=None, about="日時不明", source="本人"),
        Happening(when=POSTED, about="電話", source="本人", mark=Mark(number=2)),
    ],
    damages=Damages(
        expenses=[Expense(day=None, about="鍵の交換", yen=20_000, mark=Mark(number=2))],
        harms=[Harm(when=None, kind="電話", about="無言", count=3)],
    ),
    senders=[Sender(eid="E0001", connected=TAKEN)],
)


def test_the_statement_goes_by_number_and_shows_only_what_is_handed_over() -> None:
    everything = [item(number) for number in (1, 2, 3)]
    assert [row.title for row in planning.statement_rows(PLAN, everything)] == ["一の一", "一の二", "二"]
    assert [row.mark.words for row in planning.statement_rows(PLAN, [item(3)])] == ["甲1の2"]


def test_a_line_about_a_withheld_exhibit_is_withheld_too() -> None:
    told = [line.about for line in planning.chronology(PLAN, [item(1)])]
    assert "電話" not in told
    assert told[-1] == "日時不明"
    assert "電話" in [line.about for line in planning.chronology(PLAN, [item(2)])]
    assert planning.damages(PLAN, [item(1)]).expenses == []
    assert [one.yen for one in planning.damages(PLAN, [item(2)]).expenses] == [20_000]
    assert [one.count for one in planning.damages(PLAN, []).harms] == [3]


def test_the_chronology_runs_forward_and_says_whose_clock_it_was() -> None:
    told = planning.chronology(PLAN, [item(1, posted=Posted(from_id=POSTED))])
    assert [(line.when, line.source) for line in told] == [
        (POSTED, "投稿IDから読み取れる時刻"),
        (TAKEN, "端末の時計"),
        (None, "本人"),
    ]


def test_a_post_that_was_taken_twice_was_posted_once() -> None:
    twice = [item(n, service="x", post_id="7", posted=Posted(from_id=POSTED)) for n in (3, 1)]
    told = planning.chronology(PLAN, twice)
    assert [line.mark.words for line in told if line.when == POSTED and line.mark] == ["甲1の1"]
    assert len([line for line in told if line.when == TAKEN]) == 2


def test_a_post_on_a_board_is_called_by_its_thread_and_number() -> None:
    assert wording.post(item(post_id="7")) == "7"
    assert wording.post(item(thread_id="1757500000", post_id="7")) == "スレッド1757500000 レス7"
    assert wording.post(item(thread_id="1757500000", post_id="1757500000")) == "スレッド1757500000"


def test_posts_are_listed_in_the_order_of_their_exhibits_with_the_senders_connection() -> None:
    rows = planning.post_rows(PLAN, [item(1), item(2, service="x"), item(3), item(4)])
    assert [row.mark.words if row.mark else "" for row in rows] == ["甲1の1", "甲1の2", "甲2", ""]
    assert [row.connected for row in rows] == [TAKEN, None, None, None]
    assert [row.service for row in rows][1:3] == ["sns.example.com", "X（旧Twitter）"]
    assert planning.post_rows(PLAN, [item(1, url="", source=Source.IMPORTED)]) == []


def test_masks_go_with_their_exhibit() -> None:
    assert planning.masks_of(PLAN, "E0002") == {Mark(number=2): [(0, 0, 10, 10)]}
    assert planning.masks_of(PLAN, "E0001") == {}
