import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.templates import TemplateUnclear, filled, names, parse, required


def put(template: str, **values: str) -> str:
    return filled(template, place=lambda name: values.get(name, ""), blank="____")


def test_a_value_stands_where_its_name_stood() -> None:
    assert put("{a}は{b}です", a="ここ", b="そこ") == "ここはそこです"


def test_a_missing_value_leaves_a_blank_and_an_optional_stretch_leaves_nothing() -> None:
    assert put("{a}。[[({b})]]") == "____。"
    assert put("{a}。[[({b}、{c})]]", a="x", b="y") == "x。"
    assert put("{a}。[[({b}、{c})]]", a="x", b="y", c="z") == "x。(y、z)"


def test_a_stretch_may_go_over_lines() -> None:
    assert put("1[[\n2 {a}]]\n3", a="x") == "1\n2 x\n3"
    assert put("1[[\n2 {a}]]\n3") == "1\n3"


@given(st.text(max_size=40))
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert put("<{a}>[[{b}]]", a=value, b="{a}[[{b}]]") == f"<{value or '____'}>" + "{a}[[{b}]]"


def test_names_are_told_and_which_of_them_leave_a_blank() -> None:
    assert names("{a}[[ {b-c}]]") == {"a", "b-c"}
    assert required("{a}[[ {b-c}]]") == {"a"}


@pytest.mark.parametrize("broken", ["{", "}", "{A}", "{a", "[[x]]", "[[{a}", "{a}]]", "{a.b}", "{a!r}", "{a[0]}", "{}"])
def test_what_is_no_template_is_refused(broken: str) -> None:
    with pytest.raises(TemplateUnclear):
        parse(broken)
