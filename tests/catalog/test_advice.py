"""The records of remedies and counsel: what they rest on exists, and their words are those a person can bear."""

import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from yosuga.catalog.advice import Advice, Guard
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Record, Text
from yosuga.catalog.routes import Cost, MeansLimits, Route

CATALOG = ours()
KINDS = ("routes", "costs", "means", "checklists", "advice", "guards", "pitfalls", "prevention", "care")
# Memory, not a source: nothing that is shown may rest on these (PRODUCT: true or absent).
UNGROUNDED = {
    "datum-id", "datum-self", "datum-mail", "doc-naiyo-fee", "os-gdpr", "os-dmca", "os-uk", "cost-tokuyaku",
    "law-trademark", "desk-himawari", "desk-phishing", "desk-stopncii", "ev-repost", "doc-shoko", "pfa-6-opinion-14d",
}  # fmt: skip
BLAME = "なぜ.*した|自己責任|不用心|すればよかった|早く忘れ|まだマシ|本当に[??]|落ち度|悪いのは"
PROMISE = "必ず|確実に|絶対|きっと消|消せます|勝て|勝訴|guarantee that|will win|will be removed"
FORECAST = "慰謝料|相場は|見積もると"
LABEL = "リベンジポルノ|revenge porn"
ALARM = "危険です!|大変なこと|取り返しがつ|!|!"


def all_records() -> list[tuple[str, Record]]:
    return [(kind, record) for kind in KINDS for record in getattr(CATALOG, kind).values()]


def within(value: object) -> Iterator[Record]:
    """Yield a record and every record inside it."""
    if isinstance(value, Record):
        yield value
        for field in type(value).model_fields:
            yield from within(getattr(value, field))
    elif isinstance(value, tuple):
        for one in value:
            yield from within(one)


def inside() -> list[tuple[str, Record]]:
    return [(f"{kind}:{getattr(record, 'id', '?')}", part) for kind, record in all_records() for part in within(record)]


def said() -> list[tuple[str, Text]]:
    return [(place, part) for place, part in inside() if isinstance(part, Text)]


def test_every_fact_that_is_named_exists_and_may_be_shown() -> None:
    named = {
        (place, fact)
        for place, part in inside()
        for fact in (*getattr(part, "facts", ()), *getattr(part, "periods", ()))
    }
    assert len(named) > 300
    assert sorted((place, fact) for place, fact in named if fact not in CATALOG.facts) == []
    assert sorted((place, fact) for place, fact in named if not CATALOG.facts[fact].shown) == []
    assert {fact for _place, fact in named}.isdisjoint(UNGROUNDED)


def test_every_desk_cost_and_route_that_is_named_exists() -> None:
    for place, part in inside():
        assert set(getattr(part, "desks", ())) <= set(CATALOG.desks), place
        if isinstance(part, Route):
            assert set(part.costs) <= set(CATALOG.costs), place
            assert {between.other for between in part.between} <= set(CATALOG.routes) - {part.id}, place


def test_every_period_of_a_stage_is_a_fact_with_a_period() -> None:
    for route in CATALOG.routes.values():
        for fact in (fact for stage in route.stages for fact in stage.periods):
            assert CATALOG.facts[fact].period is not None, (route.id, fact)


def test_every_range_of_cost_is_shown_with_a_route() -> None:
    assert {cost for route in CATALOG.routes.values() for cost in route.costs} == set(CATALOG.costs)


def amounts(statement: str) -> set[int]:
    """Every amount of yen in a Japanese sentence; `5〜15万円` gives both ends, `0〜1万円` too."""
    found: set[int] = set()
    for low, high, unit in re.findall(r"(?:([\d.,]+)万?[〜~–-])?([\d.,]+)(万円|円|千円)", statement):
        scale = {"万円": 10_000, "円": 1, "千円": 1_000}[unit]
        found |= {round(float(end.replace(",", "")) * scale) for end in (low, high) if end}
    return found


@pytest.mark.parametrize("cost", [one for one in CATALOG.costs.values() if one.yen], ids=lambda one: one.id)
def test_every_amount_stands_in_the_fact_it_rests_on(cost: Cost) -> None:
    assert cost.yen is not None
    stated = {yen for fact in cost.facts for yen in amounts(CATALOG.facts[fact].statement.ja)}
    stated |= {figure for fact in cost.facts for figure in CATALOG.facts[fact].figures.values()}
    assert {yen for yen in cost.yen if yen} <= stated
    assert cost.yen[0] <= cost.yen[1]


@pytest.mark.parametrize("record", [*CATALOG.costs.values(), *CATALOG.means.values()], ids=lambda one: one.id)
def test_money_carries_its_sources_and_the_confidence_of_its_facts(record: Cost | MeansLimits) -> None:
    facts = [CATALOG.facts[fact] for fact in record.facts]
    assert set(record.sources) <= {source for fact in facts for source in fact.sources}
    assert record.confidence in {fact.confidence for fact in facts}
    assert record.as_of in {fact.as_of for fact in facts}


def test_every_kind_of_datum_has_its_advice() -> None:
    leak = next(axis for axis in CATALOG.vocabulary.axes if axis.name == "leak")
    assert sorted(advice.sign for advice in CATALOG.advice.values()) == sorted(leak.signs)


@pytest.mark.parametrize("advice", CATALOG.advice.values(), ids=lambda one: one.id)
def test_advice_has_something_to_do_for_everybody(advice: Advice) -> None:
    assert advice.measures
    adult_or_child = {"sexual-image"}
    assert advice.id in adult_or_child or any(measure.if_ is None for measure in advice.measures)


@pytest.mark.parametrize("guard", CATALOG.guards.values(), ids=lambda one: one.id)
def test_the_login_history_is_kept_before_sessions_end(guard: Guard) -> None:
    order = [measure.does for measure in guard.measures if measure.does]
    if "end-sessions" in order:
        assert order.index("password") < order.index("keep") < order.index("end-sessions")


def test_the_safe_order_after_a_takeover_is_the_one_of_the_fact() -> None:
    order = [measure.does for measure in CATALOG.guards["takeover"].measures if measure.does]
    assert order == ["contact", "password", "keep", "end-sessions", "second-factor", "police"]


def test_a_guard_that_ends_sessions_first_does_not_load() -> None:
    words = {"ja": "あ", "en": "a"}
    measures = [{"text": words, "does": "end-sessions"}, {"text": words, "does": "keep"}]
    raw = {"id": "x", "title": words, "text": words, "if": "always", "measures": measures}
    with pytest.raises(ValidationError, match="login history"):
        Guard.model_validate(raw, context={"vocabulary": CATALOG.vocabulary})
    raw["measures"] = measures[::-1]
    loaded = Guard.model_validate(raw, context={"vocabulary": CATALOG.vocabulary})
    assert [measure.does for measure in loaded.measures] == ["keep", "end-sessions"]


def test_no_advice_rests_on_copying_a_childs_image() -> None:
    groups = CATALOG.vocabulary.groups
    kept = [part for _place, part in inside() if getattr(part, "copies", False)]
    assert len(kept) > 5
    for part in kept:
        wanted = getattr(part, "if_", None)
        assert wanted is not None
        for signs in CATALOG.vocabulary.every(wanted.reads | groups["child-image"].reads):
            assert not (groups["child-image"].holds(signs) and wanted.holds(signs))


@pytest.mark.parametrize(
    "wrong", [BLAME, PROMISE, FORECAST, LABEL, ALARM], ids=["blame", "promise", "sum", "label", "alarm"]
)
def test_the_words_blame_promise_and_alarm_nobody(wrong: str) -> None:
    found = [(place, hit[0]) for place, text in said() for hit in [re.search(wrong, f"{text.ja}\n{text.en}")] if hit]
    assert found == []


def test_the_person_is_not_called_a_victim_outside_the_laws_own_terms() -> None:
    terms = "犯罪被害者|被害届|人権侵犯被害"
    found = [place for place, text in said() if "被害者" in re.sub(terms, "", text.ja)]
    assert found == []


def test_no_privacy_leak_is_by_itself_called_a_crime() -> None:
    """Where there is no other harm, the criminal routes are closed and say that no punishment is laid down."""
    for name in ("police-report", "criminal-complaint"):
        route = CATALOG.routes[name]
        assert not route.if_.holds(frozenset({"leak-address", "leak-name", "asker-self"}))
        assert "刑罰はありません" in route.otherwise.ja


def test_sentences_are_short() -> None:
    """STYLE: about 40 characters a sentence. A few carry a figure or an article and are longer; none is a paragraph."""
    lengths = [len(part) for _place, text in said() for part in re.split("(?<=。)", text.ja) if part.strip()]
    assert sum(length <= 40 for length in lengths) / len(lengths) > 0.95
    assert max(lengths) <= 60


def test_japanese_ends_politely() -> None:
    fields = {"text", "why", "instead", "tells"}
    for place, part in inside():
        for field in fields & set(type(part).model_fields):
            words = getattr(part, field)
            if isinstance(words, Text) and not place.startswith("checklists:"):
                ends = [sentence for sentence in words.ja.split("。") if sentence.strip()]
                assert all(re.search("(す|せん|ください|ん|う|です|ます)$", end) for end in ends[-1:]), (
                    place,
                    words.ja,
                )


def test_every_model_of_this_room_refuses_unknown_keys() -> None:
    models = {type(part) for _place, part in inside()}
    assert len(models) > 10
    assert all(model.model_config.get("extra") == "forbid" for model in models)
