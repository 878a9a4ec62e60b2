"""The plan as a document: read strictly, written in one form, and its mistakes named in both languages."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.clock import JST
from yosuga.documents.court import Damages, Expense, Happening, Harm, Heading, Mark
from yosuga.proceedings import document
from yosuga.proceedings.plan import HARMS, ORIGINALS, PARTIES, Exhibit, Plan, Sender
from yosuga.proceedings.troubles import BadPlan, Trouble

Edit = Callable[[dict[str, object]], object]

PLAN = Plan(
    case="C-ABCDEFGH",
    heading=Heading(case_number="令和8年（ワ）第1号", court="架空地方裁判所"),
    exhibits=[
        Exhibit(number=1, branch=1, items=("E0001",), title="「題」", purpose="一行目\n二行目", masks=[(0, 1, 20, 30)]),
        Exhibit(number=1, branch=2, items=("E0002", "E0003"), original="原本"),
    ],
    chronology=[Happening(when=datetime(2025, 9, 11, 14, 5, tzinfo=JST), about="電話", source="本人")],
    damages=Damages(
        expenses=[Expense(day=date(2025, 9, 12), about="鍵", yen=20_000, mark=Mark(number=1, branch=2))],
        harms=[Harm(when=None, kind="来訪", about="二人", count=2)],
    ),
    senders=[Sender(eid="E0001", connected=datetime(2025, 9, 11, 14, 5, 9, 120000, tzinfo=JST))],
)


def edited(edit: Edit) -> bytes:
    values = document.as_json(PLAN)
    plain: dict[str, object] = json.loads(json.dumps(values))
    edit(plain)
    return json.dumps(plain).encode()


def trouble(raw: bytes) -> tuple[Trouble, str]:
    with pytest.raises(BadPlan) as caught:
        document.decode(raw)
    return caught.value.trouble, caught.value.field


def put(*way: str | int, value: object) -> Edit:
    """Return an edit that puts a value at a place of the plan."""

    def edit(plan: dict[str, object]) -> None:
        at: object = plan
        for step in way[:-1]:
            at = at[step]  # type: ignore[index]
        at[way[-1]] = value  # type: ignore[index]

    return edit


def test_a_plan_is_read_back_as_it_was_written() -> None:
    raw = document.encode(PLAN)
    assert document.encode(document.decode(raw)) == raw
    assert document.as_json(document.decode(raw)) == document.as_json(PLAN)


line = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)
marks = st.tuples(st.integers(1, 9999), st.integers(0, 9999))


@given(
    st.dictionaries(marks, st.tuples(line, line, st.sampled_from(ORIGINALS)), max_size=5),
    st.sampled_from(PARTIES),
    st.sampled_from(HARMS),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(JST)),  # noqa: DTZ001
)
def test_any_plan_survives_the_round_trip(
    exhibits: dict[tuple[int, int], tuple[str, str, str]], party: str, kind: str, when: datetime
) -> None:
    plan = Plan(
        case="C-ABCDEFGH",
        party=party,
        exhibits=[
            Exhibit(number=n, branch=b, items=("E0001",), title=title, author=author, original=original)
            for (n, b), (title, author, original) in exhibits.items()
        ],
        damages=Damages(harms=[Harm(when=when, kind=kind, about="x")]),
    )
    once = document.decode(document.encode(plan))
    assert document.encode(document.decode(document.encode(once))) == document.encode(once)
    assert [plan.mark(one) for one in once.exhibits] == [plan.mark(one) for one in plan.exhibits]
    assert once.damages.harms[0].when == when


def test_what_may_be_left_out_has_its_usual_value() -> None:
    short = {"v": 1, "case": "C-ABCDEFGH", "exhibits": [{"number": 3, "items": ["E0001"]}]}
    plan = document.from_json(short)
    assert (plan.party, plan.exhibits[0].original, plan.damages, plan.senders) == (
        "甲",
        "写し",
        Damages(expenses=[], harms=[]),
        [],
    )


def test_a_moment_without_a_zone_is_japans() -> None:
    plan = document.decode(edited(put("chronology", 0, "when", value="2025-09-11 14:05")))
    assert plan.chronology[0].when == datetime(2025, 9, 11, 14, 5, tzinfo=JST)


@pytest.mark.parametrize(
    ("edit", "expected", "field"),
    [
        (put("exhibit", value=[]), Trouble.UNKNOWN, "exhibit"),
        (put("exhibits", 1, "titel", value=""), Trouble.UNKNOWN, "exhibits > 2 > titel"),
        (put("damages", "expense", value=[]), Trouble.UNKNOWN, "damages > expense"),
        (put("v", value=2), Trouble.OTHER_VERSION, "v"),
        (put("party", value="丁"), Trouble.NOT_A_CHOICE, "party"),
        (put("exhibits", value={}), Trouble.NOT_A_LIST, "exhibits"),
        (put("exhibits", 0, value="甲1"), Trouble.NOT_AN_OBJECT, "exhibits > 1"),
        (put("exhibits", 0, value={"number": 1}), Trouble.MISSING, "exhibits > 1 > items"),
        (put("exhibits", 0, "items", value=[]), Trouble.MISSING, "exhibits > 1 > items"),
        (put("exhibits", 0, "items", value=["E1"]), Trouble.NOT_AN_ITEM_ID, "exhibits > 1 > items > 1"),
        (put("exhibits", 1, "items", 1, value="E0002"), Trouble.TWICE, "exhibits > 2 > items > 2"),
        (put("exhibits", 1, "branch", value=1), Trouble.TWICE, "exhibits > 2"),
        (put("exhibits", 0, "number", value=0), Trouble.OUT_OF_RANGE, "exhibits > 1 > number"),
        (put("exhibits", 0, "number", value=True), Trouble.NOT_A_NUMBER, "exhibits > 1 > number"),
        (put("exhibits", 0, "number", value=1.0), Trouble.NOT_A_NUMBER, "exhibits > 1 > number"),
        (put("exhibits", 0, "title", value=None), Trouble.NOT_TEXT, "exhibits > 1 > title"),
        (put("exhibits", 0, "author", value="a\nb"), Trouble.UNPRINTABLE, "exhibits > 1 > author"),
        (put("exhibits", 0, "purpose", value="\u202eabc"), Trouble.UNPRINTABLE, "exhibits > 1 > purpose"),
        (put("exhibits", 0, "purpose", value="\ud800"), Trouble.UNPRINTABLE, "exhibits > 1 > purpose"),
        (put("exhibits", 0, "purpose", value="あ" * 4001), Trouble.TOO_LONG, "exhibits > 1 > purpose"),
        (put("exhibits", 0, "original", value="コピー"), Trouble.NOT_A_CHOICE, "exhibits > 1 > original"),
        (put("exhibits", 0, "masks", 0, value=[1, 2, 3]), Trouble.NOT_A_MASK, "exhibits > 1 > masks > 1"),
        (put("exhibits", 0, "masks", 0, 2, value=0), Trouble.OUT_OF_RANGE, "exhibits > 1 > masks > 1 > 3"),
        (put("exhibits", 1, "masks", value=[[1, 2, 3, 4]]), Trouble.MASKS_OF_SEVERAL, "exhibits > 2 > masks"),
        (put("chronology", 0, "when", value="2025-09-11"), Trouble.NOT_A_MOMENT, "chronology > 1 > when"),
        (put("chronology", 0, "exhibit", value="甲9"), Trouble.NO_SUCH_EXHIBIT, "chronology > 1 > exhibit"),
        (put("chronology", 0, "exhibit", value="乙1の1"), Trouble.NO_SUCH_EXHIBIT, "chronology > 1 > exhibit"),
        (put("damages", "expenses", 0, "day", value="2025-02-30"), Trouble.NOT_A_DAY, "damages > expenses > 1 > day"),
        (put("damages", "expenses", 0, "yen", value="20000"), Trouble.NOT_A_NUMBER, "damages > expenses > 1 > yen"),
        (put("damages", "harms", 0, "kind", value="怪我"), Trouble.NOT_A_CHOICE, "damages > harms > 1 > kind"),
        (put("damages", "harms", 0, "count", value=0), Trouble.OUT_OF_RANGE, "damages > harms > 1 > count"),
        (put("senders", value=[{"eid": "E0001"}, {"eid": "E0001"}]), Trouble.TWICE, "senders > 2"),
    ],
)
def test_what_is_not_of_the_format_is_refused_and_named(edit: Edit, expected: Trouble, field: str) -> None:
    assert trouble(edited(edit)) == (expected, field)


@pytest.mark.parametrize("raw", [b"", b"\xff", b"{", b"[" * 100_000, b"NaN{}"])
def test_what_is_no_json_is_said_to_be_none(raw: bytes) -> None:
    assert trouble(raw) == (Trouble.NOT_JSON, "")


def test_a_key_that_stands_twice_is_refused() -> None:
    assert trouble(b'{"v":1,"case":"","exhibits":[],"v":1}') == (Trouble.TWICE, "v")


def test_a_huge_document_is_refused_before_it_is_read() -> None:
    assert trouble(b" " * (document.LARGEST + 1)) == (Trouble.TOO_LARGE, "")


def test_the_message_is_in_both_languages_and_only_the_person_sees_the_field() -> None:
    error = BadPlan(Trouble.UNKNOWN, field="exhibits > 2 > titel")
    assert "exhibits > 2 > titel: この項目はありません" in error.for_people()
    assert "exhibits > 2 > titel: There is no such field" in error.for_people()
    assert "titel" not in str(error)


@pytest.mark.parametrize("one", list(Trouble))
def test_every_trouble_is_said_in_whole_polite_sentences(one: Trouble) -> None:
    assert one.ja.endswith(("ません。", "ください。", "ます。", "です。"))
    assert one.en.endswith(".")


def test_the_format_document_names_every_field() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/formats/exhibit-plan.md").read_text("utf-8")
    values = json.loads(document.encode(PLAN))
    rows = [
        values,
        values["heading"],
        values["damages"],
        *values["exhibits"],
        *values["chronology"],
        *values["senders"],
    ]
    rows += [*values["damages"]["expenses"], *values["damages"]["harms"]]
    assert [key for row in rows for key in row if f"`{key}`" not in text] == []
    assert [word for word in (*PARTIES, *ORIGINALS, *HARMS) if word not in text] == []
