"""The estimate a person sees while choosing a passphrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.keys.strength import Verdict, strength


@pytest.mark.parametrize(
    "weak",
    ["password", "Password1!", "aaaaaaaaaaaaaaaaaaaa", "12345678901", "abcdefghij", "19990101", "さくらさくらさくら",
     "tokyo2025", "yamada19850412", "qwertyuiop123"],
)  # fmt: skip
def test_what_everybody_tries_first_is_weak(weak: str) -> None:
    assert strength(weak).verdict is Verdict.WEAK


@pytest.mark.parametrize(
    "strong", ["correct horse battery staple mountain", "x7#Kq9!vR2$mW5&z", "青い傘と七つの駅と遠い汽笛"]
)
def test_unrelated_words_or_random_signs_are_strong(strong: str) -> None:
    assert strength(strong).verdict is Verdict.STRONG


def test_four_words_are_at_least_fair() -> None:
    assert strength("umbrella kettle orbit velvet").verdict is not Verdict.WEAK


@given(st.text(max_size=60))
def test_any_text_gets_an_estimate_and_repeating_it_adds_little(text: str) -> None:
    once, twice = strength(text), strength(f"{text} {text}")
    assert once.bits >= 0
    assert twice.bits <= once.bits * 2 + 10
