from itertools import product

import pytest

from yosuga.catalog.loader import ours
from yosuga.rules.answers import Household
from yosuga.rules.means import Aid, Outcome, aid, means_sign, outcome

CATALOG = ours()
LIMITS = CATALOG.means["civil-legal-aid"]
# Fact aid-shiryoku, written out: people, elsewhere, in the dearer places, assets, most that rent adds.
TABLE = [
    (1, 182_000, 200_200, 1_800_000, 41_000),
    (2, 251_000, 276_100, 2_500_000, 53_000),
    (3, 272_000, 299_200, 2_700_000, 66_000),
    (4, 299_000, 328_900, 3_000_000, 71_000),
    (5, 329_000, 361_900, 3_000_000, 71_000),
    (7, 389_000, 427_900, 3_000_000, 71_000),
]


def household(people: object, income: object, *, metro: object, rent: object, assets: object) -> Household:
    said = {"people": people, "monthly_income": income, "metro": metro, "rent": rent, "assets": assets}
    return Household.model_validate(said)


def judged(people: object, income: object, *, metro: object = False, rent: object = 0, assets: object = 0) -> Outcome:
    return outcome(household(people, income, metro=metro, rent=rent, assets=assets), limits=LIMITS)


@pytest.mark.parametrize(("people", "plain", "metro", "_assets", "cap"), TABLE)
def test_income_at_the_limit_is_likely_and_one_yen_more_is_not(
    people: int, plain: int, metro: int, _assets: int, cap: int
) -> None:
    for (dear, limit), (rent, added) in product(
        ((False, plain), (True, metro)), ((0, 0), (1, 1), (cap, cap), (cap + 1, cap))
    ):
        top = limit + added
        assert judged(people, top - 1, metro=dear, rent=rent) is Outcome.LIKELY
        assert judged(people, top, metro=dear, rent=rent) is Outcome.LIKELY
        assert judged(people, top + 1, metro=dear, rent=rent) is Outcome.UNLIKELY


@pytest.mark.parametrize(("people", "_plain", "_metro", "assets", "_cap"), TABLE)
def test_assets_at_the_limit_are_likely_and_one_yen_more_is_not(
    people: int, _plain: int, _metro: int, assets: int, _cap: int
) -> None:
    assert judged(people, 0, assets=assets - 1) is Outcome.LIKELY
    assert judged(people, 0, assets=assets) is Outcome.LIKELY
    assert judged(people, 0, assets=assets + 1) is Outcome.UNLIKELY


def test_an_answer_left_out_asks_only_where_it_could_change_the_outcome() -> None:
    assert judged(1, 182_000, metro="unknown", rent="no_answer") is Outcome.LIKELY
    assert judged(1, 182_001, metro="unknown", rent=0) is Outcome.ASK
    assert judged(1, 200_200, metro="unknown", rent=0) is Outcome.ASK
    assert judged(1, 200_201, metro="unknown", rent=0) is Outcome.UNLIKELY
    assert judged(1, 223_000, rent="no_answer") is Outcome.ASK
    assert judged(1, 223_001, rent="no_answer") is Outcome.UNLIKELY
    assert judged(1, 241_200, metro="unknown", rent="unknown") is Outcome.ASK
    assert judged(1, 241_201, metro="unknown", rent="unknown") is Outcome.UNLIKELY


def test_without_the_number_of_people_the_smallest_household_decides_what_is_likely() -> None:
    assert judged("unknown", 182_000, assets=1_800_000) is Outcome.LIKELY
    assert judged("unknown", 182_001) is Outcome.ASK
    assert judged("unknown", 0, assets=1_800_001) is Outcome.ASK
    assert judged("unknown", 0, assets=3_000_000) is Outcome.ASK
    assert judged("unknown", 0, assets=3_000_001) is Outcome.UNLIKELY
    assert judged("unknown", 10_000_000) is Outcome.ASK


def test_one_limit_that_is_surely_passed_is_enough() -> None:
    assert judged(1, "no_answer", assets=1_800_001) is Outcome.UNLIKELY
    assert judged(1, 182_001, assets="no_answer") is Outcome.UNLIKELY


def test_nothing_said_asks() -> None:
    assert outcome(Household(), limits=LIMITS) is Outcome.ASK
    assert means_sign("no_answer", asker="self", catalog=CATALOG) == "means-ask"


def of(signs: set[str], said: object = "no_answer") -> Aid:
    return aid(said, signs=frozenset(signs), catalog=CATALOG)


def test_a_company_gets_no_legal_aid_whatever_it_answers() -> None:
    poor = household(1, 0, metro=False, rent=0, assets=0)
    told = of({"asker-company", "danger-stalking", "leak-sexual-image", "want-punishment"}, poor)
    assert told.outcome is Outcome.CLOSED
    assert told.closed is not None
    assert "個人" in told.closed.why.ja
    assert told.hints == ()
    assert means_sign(poor, asker="company", catalog=CATALOG) == "means-unlikely"


@pytest.mark.parametrize("danger", ["danger-dv", "danger-stalking", "danger-child-abuse"])
def test_with_violence_stalking_or_abuse_advice_does_not_ask_about_means(danger: str) -> None:
    hints = of({"asker-self", danger}).hints
    assert [hint.facts for hint in hints] == [("aid-dv",)]
    assert "5,500円" in hints[0].why.ja
    assert "300万円" in hints[0].why.ja


def test_without_any_of_them_no_such_advice_is_named() -> None:
    assert of({"asker-self", "leak-address"}).hints == ()


def test_the_crime_victims_scheme_is_only_a_hint_with_its_day_and_its_limit() -> None:
    hint = of({"asker-self", "leak-sexual-image"}).hints[0]
    assert hint.facts == ("aid-crime",)
    assert "2026年1月13日" in hint.why.ja
    assert "300万円" in hint.why.ja


def test_the_lines_let_a_person_check_the_computation() -> None:
    lines = of({"asker-self"}, household(2, 260_000, metro=False, rent=60_000, assets=2_500_001)).lines
    assert [line.ja for line in lines] == [
        "家族の人数: 2人",
        "手取りの月収 260,000円 ≤ 上限 304,000円",
        "月収の基準 251,000円",
        "家賃の加算 53,000円(上限 53,000円)",
        "資産 2,500,001円 > 上限 2,500,000円",
    ]
    assert lines[1].en == "Monthly take-home pay 260,000 yen ≤ limit 304,000 yen"


def test_the_lines_say_what_was_not_said() -> None:
    lines = of({"asker-self"}).lines
    assert [line.ja for line in lines] == [
        "家族の人数: 未回答",
        "手取りの月収 未回答 … 上限 182,000円以上",
        "資産 未回答 … 上限 1,800,000〜3,000,000円",
    ]
