from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.conditions import Condition, Signs, condition
from yosuga.catalog.loader import Catalog, ours
from yosuga.catalog.records import Record
from yosuga.catalog.steps import Act, Phase
from yosuga.catalog.vocabulary import Vocabulary, vocabulary
from yosuga.rules.holding import broken
from yosuga.rules.proving import unheard, unproved

INVARIANTS = tuple(ours().invariants)
PLAN = ("steps", "notes", "documents", "orders", "clocks", "desks", "invariants")


@pytest.mark.parametrize("name", INVARIANTS)
def test_the_rule_holds_for_every_combination_of_signs(name: str) -> None:
    assert list(broken(ours().invariants[name], catalog=ours())) == []


def test_each_of_the_twelve_rules_that_a_plan_can_break_is_written_down() -> None:
    """Rules 10 and 11 are about words and about what a deadline carries, so no invariant over steps can hold them."""
    assert {one.rule for one in ours().invariants.values()} == set(range(1, 13)) - {10, 11}
    assert {one.kind for one in ours().invariants.values()} == {"first", "never", "before", "needs", "stands", "says"}


def test_all_rules_are_proved_in_a_fraction_of_the_time_they_may_take() -> None:
    started = process_time()
    assert list(unproved(ours())) == []
    assert process_time() - started < 20


def test_every_period_that_is_shown_can_be_asked_for() -> None:
    assert list(unheard(ours())) == []


# ------------------------------------------------------------------------------------------------ a plan that is broken

Change = Callable[[Record], Record]


def changed(kind: str, name: str, change: Change) -> Catalog:
    """Our catalog with one record of the plan changed."""
    catalog = Catalog(files("yosuga.catalog") / "data")
    for each in PLAN:
        vars(catalog)[each] = getattr(ours(), each)
    records = getattr(ours(), kind)
    vars(catalog)[kind] = {**records, name: change(records[name])}
    return catalog


def only_if(text: str) -> Change:
    return lambda record: record.model_copy(update={"if_": of(text)})


def of(text: str) -> Condition:
    return condition(text, signs=ours().vocabulary.signs, groups=ours().vocabulary.groups)


def with_(**values: object) -> Change:
    return lambda record: record.model_copy(update=values)


def phase_last(phase: Phase) -> Change:
    """Put a phase behind all others."""

    def change(order: Record) -> Record:
        phases: tuple[Phase, ...] = getattr(order, "phases", ())
        return order.model_copy(update={"phases": (*(one for one in phases if one is not phase), phase)})

    return change


BREAKS: Mapping[str, tuple[str, str, str, Change]] = {
    "first: 110 no longer stands for stalking": ("danger-calls-first", "steps", "call-110", only_if("urgent")),
    "first: somebody to talk to comes before 110": (
        "danger-calls-first",
        "orders",
        "order-danger",
        phase_last(Phase.EMERGENCY),
    ),
    "first: another step has a smaller rank": ("danger-calls-first", "steps", "blackmail-do-not-pay", with_(rank=-1)),
    "never: 188 may be named in danger": ("no-188-in-danger", "desks", "desk-188", with_(never=None)),
    "never: 188 is named when stalked": (
        "no-188-in-danger",
        "desks",
        "desk-188",
        with_(never=of("urgent or danger-dv or danger-self-harm or danger-child-abuse")),
    ),
    "never: a picture of a child is captured": (
        "child-image-never-copied",
        "steps",
        "keep-posts",
        only_if("needs-keeping and not (sexual-image and image-under-18)"),
    ),
    "never: a step for it also captures": (
        "child-image-never-copied",
        "steps",
        "child-image-record",
        with_(acts=(Act.CAPTURE,)),
    ),
    "never: the package goes along": ("child-image-never-copied", "documents", "capture-package", only_if("always")),
    "never: the clock runs for what is not designated": (
        "seven-days-only-designated",
        "clocks",
        "pfa-25-7d",
        only_if("(place-designated or place-designation-unknown) and public-place"),
    ),
    "never: a third party makes a request": (
        "third-party-claims-nothing",
        "steps",
        "request-letter",
        only_if("post-up"),
    ),
    "never: a limit that has passed is planned for": (
        "six-months-no-planning",
        "steps",
        "criminal-complaint",
        only_if("want-punishment and may-act"),
    ),
    "before: removal before keeping": ("keep-before-removal", "orders", "order-usual", phase_last(Phase.EVIDENCE)),
    "before: removal before the lawyer": (
        "lawyer-before-removal",
        "orders",
        "order-identification",
        phase_last(Phase.LAWYER),
    ),
    "before: the order for identification fits nobody": (
        "lawyer-before-removal",
        "orders",
        "order-identification",
        only_if("want-identification and want-removal"),
    ),
    "needs: a post in a place of one kind is not kept": (
        "keep-with-removal",
        "steps",
        "keep-posts",
        only_if("needs-keeping and still-there and place-public and not child-image and not asker-third-party"),
    ),
    "stands: not for a supporter": (
        "lawyer-with-identification",
        "steps",
        "lawyer-first",
        only_if("want-identification and not only-dm and (asker-self or asker-company)"),
    ),
    "stands: only where it is on one service": (
        "six-months-ask-at-once",
        "steps",
        "lawyer-osaka",
        only_if("offender-known and complaint-passed and post-up and on-x"),
    ),
    "says: not to somebody who only suspects": (
        "no-counter-exposure",
        "notes",
        "no-counter-exposure",
        only_if("offender-known"),
    ),
    "says: no longer above the plan": ("no-counter-exposure", "notes", "no-counter-exposure", with_(whole_plan=False)),
    "says: not on complaints": (
        "address-masked-when-stalked",
        "notes",
        "no-address-in-papers",
        with_(on_acts=(Act.REQUEST, Act.LETTER), whole_plan=False),
    ),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_plan_that_breaks_a_rule_is_refuted_with_an_example(what: str) -> None:
    name, kind, record, change = BREAKS[what]
    assert ours().invariants[name].kind == what.partition(":")[0]
    found = list(broken(ours().invariants[name], catalog=changed(kind, record, change)))
    assert found
    for one in found:
        assert one.invariant == name
        if one.signs:  # none where a note never stands where it should
            assert ours().invariants[name].if_.holds(frozenset(one.signs))


def test_a_rule_about_a_step_that_is_gone_compares_nothing_and_does_not_pass() -> None:
    catalog = changed("invariants", "lawyer-before-removal", with_())
    vars(catalog)["steps"] = {k: v for k, v in ours().steps.items() if k not in {"log-clock", "lawyer-first"}}
    assert list(broken(ours().invariants["lawyer-before-removal"], catalog=catalog))


# ------------------------------------------------------------------------------------------------ the product is exact

SMALL = vocabulary(
    {
        "axes": {
            "who": {"holds": "one", "signs": {name: {"ja": name, "en": name} for name in ("w1", "w2", "w3")}},
            "what": {"holds": "any", "signs": {name: {"ja": name, "en": name} for name in ("a", "b", "c")}},
            "how": {"holds": "any", "signs": {name: {"ja": name, "en": name} for name in ("d", "e")}},
        },
        "groups": {
            "g1": "a or b",
            "g2": "b or c or d",
            "g3": "g1 or d",
            "g4": "w1 or w2",
            "g5": "g1 and not e",
            "g6": "not (g2 and w1) or e",
        },
    }
)
NAMES = st.sampled_from([*SMALL.signs, *SMALL.groups])
TEXTS = st.recursive(
    NAMES,
    lambda inside: st.one_of(
        inside.map(lambda one: f"not ({one})"),
        st.tuples(inside, inside).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inside, inside).map(lambda two: f"({two[0]} or {two[1]})"),
    ),
    max_leaves=6,
)
CONDITIONS = st.lists(
    TEXTS.map(lambda text: condition(text, signs=SMALL.signs, groups=SMALL.groups)), min_size=1, max_size=4
)
ALL = list(SMALL.every(SMALL.signs))


def answers(conditions: list[Condition], products: Iterable[Signs]) -> set[tuple[bool, ...]]:
    return {tuple(one.holds(signs) for one in conditions) for signs in products}


def test_the_plain_product_of_the_small_vocabulary_is_whole() -> None:
    assert len(ALL) == len(set(ALL)) == 3 * 2**3 * 2**2


@given(CONDITIONS)
def test_the_product_up_to_equals_gives_every_answer_the_full_product_gives(conditions: list[Condition]) -> None:
    assert answers(conditions, SMALL.told_apart(*conditions)) == answers(conditions, ALL)


@given(CONDITIONS, st.integers(0, 4))
def test_the_search_finds_an_example_exactly_where_the_full_product_has_one(
    conditions: list[Condition], split: int
) -> None:
    hold, fail = conditions[:split], conditions[split:]
    plain = {signs for signs in SMALL.told_apart(*conditions) if all_and_none(signs, hold=hold, fail=fail)}
    assert set(SMALL.where(hold=hold, fail=fail)) == plain
    assert bool(plain) == any(all_and_none(signs, hold=hold, fail=fail) for signs in ALL)


def all_and_none(signs: Signs, *, hold: list[Condition], fail: list[Condition]) -> bool:
    return all(one.holds(signs) for one in hold) and not any(one.holds(signs) for one in fail)


@given(st.sets(st.sampled_from(sorted(SMALL.signs))))
def test_every_sign_that_is_read_differs_somewhere_in_the_product(reads: set[str]) -> None:
    states = list(SMALL.every(reads))
    assert len(states) == len(set(states))
    assert frozenset().union(*states) == reads


def test_the_search_of_our_vocabulary_agrees_with_its_plain_product() -> None:
    ours_: Vocabulary = ours().vocabulary
    hold = [of("child-image and not asker-third-party"), of("still-there or place-closed-group")]
    fail = [of("only-dm"), of("in-danger and not minor")]
    plain = {signs for signs in ours_.told_apart(*hold, *fail) if all_and_none(signs, hold=hold, fail=fail)}
    assert plain
    assert set(ours_.where(hold=hold, fail=fail)) == plain
