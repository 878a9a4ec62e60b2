import ast
import gettext
import inspect
import re
from io import BytesIO

import pytest

from tests import catalogue
from tests.web import texts
from yosuga import errors
from yosuga.capture import reasons
from yosuga.cli import words
from yosuga.imports import words as import_words

ENTRIES = {one.msgid: one for one in catalogue.entries(catalogue.SOURCE.read_text("utf-8"))}
TEXTS = sorted({text for text, _ in catalogue.in_code(catalogue.ROOT / "src/yosuga/cli")} | texts.all_texts())
FIELD = re.compile(r"\{\w*\}|%\(\w+\)\w|%\w")
# What argparse says to a person who typed something; its other texts are for programmers.
ARGPARSE = """usage: |positional arguments|options|show this help message and exit|expected one argument
argument %(argument_name)s: %(message)s|expected at least one argument|the following arguments are required: %s
invalid %(type)s value: %(value)r|not allowed with argument %s|one of the arguments %s is required"""
BLAME = re.compile(
    "自己責任|不用心|すればよかった|べきでした|早く忘れ|まだマシ|なぜ|必ず|絶対|被害者|リベンジ|安心して"
)


def test_every_text_of_the_interface_has_its_japanese() -> None:
    assert [text for text in TEXTS if text not in ENTRIES] == []
    japanese = {text: ENTRIES[text].texts[0] for text in TEXTS}
    assert [text for text, said in japanese.items() if not re.search("[ぁ-んァ-ヶ一-龠]", said)] == []
    assert [text for text, said in japanese.items() if sorted(FIELD.findall(text)) != sorted(FIELD.findall(said))] == []


def test_nothing_is_fuzzy_and_nothing_is_left_over() -> None:
    spoken = {node.value for node in _literals(inspect.getsource(__import__("argparse")))}
    assert [one.msgid for one in ENTRIES.values() if "fuzzy" in one.flags or not all(one.texts.values())] == []
    assert [text for text in ENTRIES if text and text not in TEXTS and text not in spoken] == []


def _literals(source: str) -> list[ast.Constant]:
    return [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_the_compiled_catalogue_is_the_one_of_the_source() -> None:
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(list(ENTRIES.values())), "run `make locale`"


def test_gettext_reads_the_compiled_catalogue() -> None:
    read = gettext.GNUTranslations(BytesIO(catalogue.COMPILED.read_bytes()))
    assert {text: read.gettext(text) for text in TEXTS} == {text: ENTRIES[text].texts[0] for text in TEXTS}


@pytest.mark.parametrize("text", ARGPARSE.replace("\n", "|").split("|"))
def test_what_argparse_says_is_said_in_japanese(text: str) -> None:
    assert ENTRIES[text].texts[0] != text


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "YOSUGA_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_japanese_unless_english_is_asked_for(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("YOSUGA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    words.forget()
    assert words.language() == expected


def _everything_a_person_reads() -> dict[str, tuple[str, str]]:
    found = {one.msgid: (one.texts[0], one.msgid) for one in ENTRIES.values() if one.msgid}
    found |= {code: (one.ja, one.en) for code, one in reasons.SENTENCES.items()}
    found |= {code: (one.ja, one.en) for code, one in import_words.WARNINGS.items()}
    kinds = [errors.YosugaError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return found | {kind.__name__: (kind.ja, kind.en) for kind in kinds}


def test_no_sentence_blames_promises_or_labels() -> None:
    blamed = re.compile(r"you should have|your fault|guarantee|always works|victim", re.IGNORECASE)
    pairs = _everything_a_person_reads()
    assert len(pairs) > 1000
    assert [name for name, (ja, en) in pairs.items() if BLAME.search(ja) or blamed.search(en)] == []


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_an_error_speaks_in_whole_polite_sentences(kind: type[errors.YosugaError]) -> None:
    if issubclass(kind, errors.YosugaError):
        assert kind.ja.endswith("。")
        assert kind.en.endswith(".")
        assert all(re.search("(ます|です|せん|ました|でした|ください)$", one) for one in kind.ja.split("。") if one)
