import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from yosuga.catalog.letters import Letter
from yosuga.catalog.loader import ours
from yosuga.catalog.parts import texts

Raw = dict[str, Any]
SAID = {"ja": "言葉", "en": "words"}


def raw() -> Raw:
    """The smallest letter that loads."""
    return {
        "id": "example",
        "title": SAID,
        "about": SAID,
        "to": "service",
        "facts": ["doc-sendstop"],
        "questions": [
            {"name": "where", "label": SAID, "about": "target", "source": "target.address", "need": "must"},
            {
                "name": "agreed",
                "label": SAID,
                "about": "consent",
                "choices": [{"value": "no", "text": SAID}, {"value": "yes", "text": SAID}],
                "default": "no",
            },
        ],
        "grounds": [{"reason": "privacy", "text": SAID}],
        "sections": [
            {
                "lines": [{"value": {"ja": "{where}", "en": "{where}"}}],
                "boxes": [{"label": SAID, "name": "agreed", "value": "yes"}],
            }
        ],
        "note": SAID,
        "sources": ["https://example.com/"],
        "as_of": "2025",
        "confidence": "high",
        "review_by": "2027-05-21",
    }


def placed(text: str) -> list[Raw]:
    return [{"text": {"ja": text, "en": text}, "boxes": [{"label": SAID, "name": "agreed", "value": "yes"}]}]


FAULTS: dict[tuple[str, str], Callable[[Raw], object]] = {
    ("a key that there is not", "Extra inputs"): lambda one: one.update(colour="red"),
    ("no source", "source"): lambda one: one.update(sources=[]),
    ("no day of review", "Field required"): lambda one: one.pop("review_by"),
    ("no fact it rests on", "at least 1 item"): lambda one: one.update(facts=[]),
    ("a place for what is not asked", "do not match: who"): lambda one: one.update(sections=placed("{where}{who}")),
    ("asked and never placed", "do not match: where"): lambda one: one.update(sections=placed("x")),
    ("a template that is none", "a stray {"): lambda one: one.update(sections=placed("{where} {")),
    ("another value in the other language", "both languages place"): lambda one: one.update(
        form={"ja": "{where}", "en": "x"}
    ),
    ("a default that is no answer", "the default is one"): lambda one: one["questions"][1].update(default="perhaps"),
    ("a box that nothing ticks", "no such answer: agreed=perhaps"): lambda one: one["sections"][0]["boxes"][0].update(
        value="perhaps"
    ),
    ("a copy that covers what is not there", "do not match: who"): lambda one: one.update(
        copies=[{"name": "a", "title": SAID, "covered": ["who"]}]
    ),
    ("a line without a label or field", "has a label"): lambda one: one["sections"][0]["lines"].append({"value": SAID}),
    ("a reason that there is not", "Input should be"): lambda one: one["grounds"].append(
        {"reason": "revenge", "text": SAID}
    ),
    ("a source that the case does not have", "Input should be"): lambda one: one["questions"][0].update(
        source="target.owner"
    ),
    ("the sender in public", "no place for its sender"): lambda one: (
        one.update(public=True, sections=placed("{where}{who}")),
        one["questions"].append({"name": "who", "label": SAID, "about": "sender", "source": "sender.name"}),
    ),
    ("the sender under another name", "is about the sender"): lambda one: one["questions"][0].update(
        source="sender.name"
    ),
}


def test_the_smallest_letter_loads() -> None:
    assert Letter.model_validate(raw()).reasons == ("privacy",)


@pytest.mark.parametrize(("fault", "why"), FAULTS, ids=lambda words: words.replace(" ", "-"))
def test_a_letter_is_refused_with(fault: str, why: str) -> None:
    one = raw()
    FAULTS[fault, why](one)
    with pytest.raises(ValidationError, match=re.escape(why)):
        Letter.model_validate(one)


LETTERS = tuple(ours().letters.values())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one.id)
def test_a_letter_says_that_it_is_a_draft_by_software_and_no_legal_advice(letter: Letter) -> None:
    assert "ソフトウェアが作成" in letter.note.ja
    assert "弁護士法72条" in letter.note.ja
    assert "made by software" in letter.note.en
    assert "not legal advice" in letter.note.en


@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one.id)
def test_a_letter_threatens_nobody_and_promises_nothing(letter: Letter) -> None:
    told = " ".join(text.ja for _at, text in texts(letter))
    assert not re.search(
        "しなければ|法的措置|法的手段|訴え(?:る|ます)|告訴し(?:ます)?(?:ぞ|から)|覚悟|ただちに|直ちに", told
    )
    assert not re.search(r"\blegal action\b|\bor else\b|\bwill sue\b", " ".join(t.en for _a, t in texts(letter)))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one.id)
def test_a_letter_never_encloses_an_image(letter: Letter) -> None:
    assert not any(re.search("画像|写真|動画", one.text.ja) for one in letter.enclosed)
    for one in letter.enclosed:
        assert "証拠" not in one.text.ja or set(one.never) == {"sexual-image", "child-image"}


def test_where_a_name_may_be_shown_the_answer_to_start_from_is_no() -> None:
    asked = [
        one for letter in LETTERS for one in letter.questions if one.name in {"show-name", "pass-on", "show-evidence"}
    ]
    assert len(asked) >= 5
    assert {one.default for one in asked} == {"no"}


def test_a_letter_under_the_act_names_what_the_form_of_the_act_asks() -> None:
    """Fact doc-sendstop: receiver, place, what is posted, right, reason, consent, name, proof of identity."""
    asked = {one.name for one in ours().letters["sendstop"].questions}
    assert asked >= {"operator", "who", "home", "phone", "address", "number", "posted", "exact-words", "right", "why"}
    assert asked >= {"pass-on", "show-name", "identity"}


def test_a_request_to_disclose_has_its_eight_parts_and_a_covered_copy() -> None:
    """Fact doc-kaiji: ① to ⑧, in two copies."""
    letter = ours().letters["disclosure"]
    headings = [one.heading.ja[0] for one in letter.sections if one.heading]
    assert headings == list("①②③④⑤⑥⑦⑧")
    assert [copy.covers_found for copy in letter.copies] == [False, True]
    about_sender = {one.name for one in letter.questions if one.about == "sender"}
    assert about_sender <= set(letter.copies[1].covered)
