"""Every paper for a court: what stands on each page, how it takes any text, and that it is the same each time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from yosuga.documents import certificate, chronology, damages, listings, receipts, statement
from yosuga.documents.court import (
    Certificate,
    Damages,
    Expense,
    Happening,
    Harm,
    Heading,
    ListedCase,
    ListedItem,
    Mark,
    Posted,
    PostRow,
    StatementRow,
)
from yosuga.errors import BadCheckpoint

CASE = "C-7K3M9QXR"
MOMENT = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)
URL = "https://example.com/" + "a1b2_" * 56
HEAD = f"yosuga/{CASE}\n12\n{'Q' * 43}=\n\n— yosuga/{CASE} {'Az09' * 23}\n"
HEADING = Heading(
    case_number="令和8年（ワ）第12345号",
    case_name="損害賠償請求事件",
    plaintiff="架空　花子",
    defendant="架空株式会社",
    court="東京地方裁判所",
    date=date(2026, 11, 22),
    author="原告　架空　花子",
    case=CASE,
)
HOSTILE = (
    '#read("/etc/passwd") $x$ *太* \\ <tag> `code` @ref // 注',
    "\x00\x07\x1b[31m\x85\u2028行",
    "\u202e逆さ\u2066向き\ud800",
    "え" + "ー" * 80 + "！" * 80,
    "w" * 120 + "@" * 60,
    "a" + "\u0301" * 20,
    "\U000f0000私用",
    "ก" * 80,
)
Paper = Callable[[int, str], bytes]


def row(number: int, text: str = "") -> StatementRow:
    return StatementRow(
        mark=Mark(number=number),
        title=statement.web_title(text or f"題名{number}"),
        original="写し",
        made_on="",
        author="",
        purpose=text,
        remarks="",
    )


def post(number: int, text: str = "") -> PostRow:
    return PostRow(
        mark=Mark(number=number),
        service="架空SNS",
        title=text,
        url=URL,
        account_name=text or "架空の人",
        account_id=text,
        post_id=str(number),
        posted=Posted(shown=text, machine=MOMENT, machine_source=text),
        text=text,
    )


def statement_of(count: int, text: str = "") -> bytes:
    return statement.pdf([row(number, text) for number in range(1, count + 1)], heading=HEADING)


def chronology_of(count: int, text: str = "") -> bytes:
    rows = [Happening(when=MOMENT, about=text or f"件{number}", source=text) for number in range(1, count + 1)]
    return chronology.pdf(rows, heading=HEADING)


def listings_of(count: int, text: str = "") -> bytes:
    return listings.pdf([post(number, text) for number in range(1, count + 1)], heading=HEADING)


def damages_of(count: int, text: str = "") -> bytes:
    spent = [Expense(day=None, about=text, yen=1) for _ in range(count)]
    return damages.pdf(Damages(expenses=spent, harms=[Harm(when=None, kind=text, about=text)]), heading=HEADING)


def receipts_of(count: int, text: str = "") -> bytes:
    return receipts.pdf([case([f"E{number:04}" for number in range(1, count + 1)], text)])


def certificate_of(count: int, text: str = "") -> bytes:
    ids = [f"E{number:04}" for number in range(1, count + 1)]
    return certificate.pdf(replace(sealed(ids), purpose=text, recipient=text, authorities=[text] if text else []))


def case(ids: Sequence[str], text: str = "", *, name: str = CASE) -> ListedCase:
    items = [ListedItem(item=one, title=text or "題", captured=MOMENT, sha256="ab12" * 16, state=text) for one in ids]
    return ListedCase(case=name, head=HEAD, items=items, made=MOMENT, recipient=text)


def sealed(ids: Sequence[str]) -> Certificate:
    return Certificate(
        case=CASE,
        number=3,
        made=MOMENT,
        manifest_sha256="0f1e" * 16,
        files=812,
        size=1_234_567_890,
        head=HEAD,
        key=f"yosuga/{CASE}+1234abcd+{'Az09' * 11}",
        key_fingerprint="ab12" * 16,
        items=ids,
        withheld=2,
    )


PAPERS: Sequence[Paper] = (
    statement_of,
    chronology_of,
    listings_of,
    damages_of,
    receipts_of,
    certificate_of,
)


def pages(paper: bytes) -> Sequence[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper)).pages]


def text_of(paper: bytes) -> str:
    return "".join(pages(paper))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", [0, 1, pytest.param(200, marks=pytest.mark.e2e)])
def test_every_page_is_a4_and_has_case_number_and_the_word_of_caution(paper: Paper, count: int) -> None:
    made = paper(count, "")
    told = pages(made)
    for number, page in enumerate(told, start=1):
        assert f"{number}/{len(told)}" in page
        assert CASE in page
        assert "法律上の助言ではありません（弁護士法72条）" in page
    if count == 200 and paper is not certificate_of:
        assert len(told) > 3
        assert all("番号" in page or "号証" in page for page in told[:3])  # the head of the table, repeated
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(BytesIO(made)).pages} == {
        (595, 842)
    }


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_tagged_archival_and_the_same_each_time(paper: Paper) -> None:
    made = paper(3, "架空")
    assert made == paper(3, "架空")
    assert b"pdfaid:part" in made
    root = PdfReader(BytesIO(made)).root_object
    marked = root["/MarkInfo"]
    assert isinstance(marked, DictionaryObject)
    assert str(marked["/Marked"]) == "True"
    assert str(root["/Lang"]).lower().startswith("ja")


@pytest.mark.e2e
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("text", [" ".join(HOSTILE), HOSTILE[3], HOSTILE[4]], ids=["all", "dashes", "letters"])
def test_hostile_text_is_only_text_and_stays_on_the_paper(paper: Paper, text: str) -> None:
    reader = PdfReader(BytesIO(paper(2, text)))
    for page in reader.pages:
        right: list[float] = []

        def visit(_text: str, cm: list[float], tm: list[float], *_rest: object, right: list[float] = right) -> None:
            right.append(tm[4] * cm[0] + cm[4])

        told = page.extract_text(visitor_text=visit)
        assert max(right) <= 595.28 - 18 / 25.4 * 72 + 0.5  # the right margin
        assert "root:" not in told
        assert "\u202e" not in told


def test_markup_is_printed_as_it_was_written() -> None:
    assert "".join(HOSTILE[0].split()) in text_of(statement_of(1, HOSTILE[0]))


def test_hidden_characters_are_named() -> None:
    told = text_of(listings_of(1, "表\u202e裏\x07"))
    assert "表[U+202E]裏[U+0007]" in told


def test_rare_names_and_emoji_appear() -> None:
    for paper in PAPERS[:3]:
        told = text_of(paper(1, "𠮷田 髙橋 﨑山 🦄"))
        assert "𠮷田" in told
        assert "髙橋" in told
        assert "﨑山" in told
        assert "🦄" in told


def test_the_statement_has_seven_columns_and_unknown_where_it_is_unknown() -> None:
    told = text_of(statement_of(1, "氏名が掲載されたこと"))
    for name in ("号証", "標目", "写しの別", "作成年月日", "作成者", "立証趣旨", "備考"):
        assert name in told
    assert told.count("不明") == 2
    assert "「氏名が掲載されたこと」と題するウェブページを印刷した書面" in told


def test_the_head_says_what_courts_ask_for() -> None:
    told = pages(statement_of(1))[0]
    for words in ("令和8年（ワ）第12345号", "損害賠償請求事件", "架空花子", "令和8年11月22日", "東京地方裁判所御中"):
        assert words in told


def test_an_empty_head_leaves_blanks_to_fill_in() -> None:
    told = text_of(statement.pdf([], heading=Heading()))
    assert "令和年（）第号" in told
    assert "令和年月日" in told
    assert "御中" in told
    assert "（記載なし）" in told


def test_the_chronology_is_in_order_with_the_undated_last() -> None:
    rows = [
        Happening(when=None, about="いつか", source=""),
        Happening(when=datetime(2025, 9, 12, tzinfo=UTC), about="あと", source="", mark=Mark(number=2, branch=1)),
        Happening(when=datetime(2025, 9, 11, 23, tzinfo=UTC), about="さき", source="E0001"),
    ]
    told = text_of(chronology.pdf(rows, heading=HEADING))
    assert told.index("さき") < told.index("あと") < told.index("いつか")
    assert told.index("日時不明") > told.index("あと")
    assert "2025年9月12日（金）08時00分00秒" in told
    assert "甲2の1" in told


def test_urls_of_three_hundred_characters_are_copied_out_whole() -> None:
    assert len(URL) == 300
    for number in (1, 40):
        assert text_of(listings_of(number)).count(URL) == number


def test_post_times_are_in_both_zones_and_say_where_they_come_from() -> None:
    posted = Posted(shown="午後2:05", machine=MOMENT, machine_source="time要素", from_id=MOMENT)
    told = text_of(listings.pdf([replace(post(1), posted=posted, connected=MOMENT)], heading=HEADING))
    assert told.count("2025-09-1105:05:09UTC") == 2
    assert told.count("2025-09-1114:05:09JST") == 2
    for words in ("午後2:05", "（time要素）", "投稿IDから計算"):
        assert words in told
    assert "2025-09-1105:05:092025-09-1114:05:09" in told  # 接続日時


def test_the_three_lists_begin_on_pages_of_their_own_and_kinds_name_their_source() -> None:
    told = pages(listings_of(1))
    assert [name in page for name, page in zip(("投稿記事目録", "URL目録", "発信者情報目録"), told, strict=True)] == [
        True
    ] * 3
    for words in ("IPアドレス及びポート番号", "SIM識別番号", "テレサ書式", "5条1項", "不明"):
        assert words in told[2]


def test_expenses_are_added_up_and_messages_counted() -> None:
    told = Damages(
        expenses=[
            Expense(day=date(2025, 9, 12), about="診察料", yen=3_450, mark=Mark(number=5)),
            Expense(day=None, about="転居費用", yen=345_000),
        ],
        harms=[
            Harm(when=MOMENT, kind="メッセージ", about="脅す文面", count=1_200),
            Harm(when=None, kind="メッセージ", about="続き", count=34),
        ],
    )
    words = text_of(damages.pdf(told, heading=HEADING))
    assert "合計348,450" in words
    assert "合計1,234" in words
    assert words.index("診察料") < words.index("転居費用")


def test_missing_numbers_show_on_the_list_and_each_case_has_its_own_pages() -> None:
    told = pages(receipts.pdf([case(["E0001", "E0004"]), case(["E0001"], name="C-0000000A")]))
    assert len(told) == 2
    assert "E0002欠番" in told[0]
    assert "E0003欠番" in told[0]
    assert "欠番" not in told[1]
    assert CASE not in told[1].replace("".join(HEAD.split()), "")
    assert all("氏名（署名）" in page and "Q" * 43 in page for page in told)


def test_an_item_that_is_withheld_is_listed_by_its_number_alone() -> None:
    listed = ListedCase(case=CASE, head=HEAD, items=[ListedItem(item="E0001", state="非開示")], made=MOMENT)
    assert "E0001非開示" in text_of(receipts.pdf([listed]))


def test_the_certificate_prints_figures_and_ranges() -> None:
    ids = [f"E{number:04}" for number in [*range(1, 201), 203]]
    told = text_of(certificate.pdf(replace(sealed(ids), authorities=["架空時刻局"], seal_fingerprint="cd34" * 16)))
    for words in ("E0001–E0200、E0203", "201件", "1,234,567,890バイト", "0f1e" * 16, "ab12" * 16, "cd34" * 16):
        assert words in told
    for words in (
        "Q" * 43,
        "架空時刻局",
        "この記録が、その時点から変わらずに存在したこと",
        "投稿の内容が真実であること",
    ):
        assert words in told


def test_a_certificate_without_an_authority_claims_no_time() -> None:
    told = text_of(certificate.pdf(sealed(["E0001"])))
    assert "その時点から変わらずに存在したこと" not in told
    assert "時刻認証局による証明がない" in told


def test_what_is_too_long_to_be_a_head_is_refused() -> None:
    with pytest.raises(BadCheckpoint):
        certificate.pdf(replace(sealed([]), head="x" * 3_000))
