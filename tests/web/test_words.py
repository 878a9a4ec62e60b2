"""Every Japanese text of the screens, as a tired person reads it: short, polite, no blame, promise, label or jargon."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests import catalogue
from tests.web import texts
from yosuga.catalog import wording
from yosuga.catalog.records import Text
from yosuga.intake.pages import pages

# One fact a sentence (PEOPLE U-14). 40 is what we aim at; beyond LONGEST a sentence is two.
AIM, LONGEST, MOST_ABOVE_AIM = 40, 50, 0.01
MOST_KANJI = 24  # urgent texts and questions hold far fewer; a run of them is what stops a tired eye
POLITE = re.compile(
    "(です|ます|ません|ました|でした|ください|ましょう|ですか|ますか|でしょうか|ませんか|ましたね|など)$"
)
# Words of our trade; a screen has others for them.
JARGON = re.compile(
    "セッション|トークン|クッキー|パース|レンダリング|デコード|エンコード|リクエスト|レスポンス|マニフェスト|プロトコル|"
    "サニタイズ|クエリ|タイムアウト|アーティファクト|エンドポイント"
)
NOT_ON_A_SCREEN = re.compile("被害者|加害者|リベンジポルノ|必ず|絶対|ご安心|安心してください|[Yy]osuga_|TODO|FIXME")
DOUBLE_NEGATIVE = re.compile("なくは?ない|ないことはない|ないわけではない|なくはありません|ないことはありません")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
KANJI = re.compile("[一-龠々]")


@cache
def screens() -> dict[str, str]:
    """Return the Japanese of every text on the screens, by the English or the place it stands for."""
    compiled = {one.msgid: one.texts[0] for one in catalogue.entries(catalogue.SOURCE.read_text("utf-8")) if one.msgid}
    found = {text: compiled[text] for text in texts.all_texts() if text in compiled}
    for page in pages().values():
        found |= {f"{page.id} question": page.question.ja, f"{page.id} why": page.why.ja}
        found |= {f"{page.id} {word}": label.ja for word, label in page.choices}
        found |= {f"{page.id} hint": page.hint.ja} if page.hint is not None else {}
    return found | dict(written_in_the_code())


def written_in_the_code() -> Iterator[tuple[str, str]]:
    """Yield Japanese that stands in the code of the screens itself: errors, words beside their English."""
    for path in sorted(texts.WEB.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings are for us
        for node in ast.walk(tree):
            if (
                id(node) not in told
                and isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and JAPANESE.search(node.value)
            ):
                yield f"{path.name}:{node.lineno}", node.value


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; what stands in 「」 or （） belongs to the one around it."""
    outside = re.sub("「[^」]*」|（[^）]*）|\\([^)]*\\)", lambda inside: inside[0].replace("。", "　"), text)
    return [one.strip() for one in re.split("(?<=[。?？!！])|\n", outside) if one and one.strip()]


def test_every_text_of_the_screens_is_read_here() -> None:
    compiled = {one.msgid for one in catalogue.entries(catalogue.SOURCE.read_text("utf-8"))}
    assert texts.all_texts() - compiled == set(), "no Japanese yet"
    assert len(screens()) > 300


def test_no_template_says_anything_that_is_not_in_the_catalogue() -> None:
    found = {}
    for path in sorted((texts.WEB / "templates").rglob("*.html")):
        html = re.sub(r"\{[{%#].*?[%}#]\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        if words := [word for word in re.findall("[ぁ-んァ-ヶ一-龠]+", html) if word != "日本語"]:
            found[path.name] = words
    assert found == {}


def test_no_text_blames_promises_or_labels() -> None:
    found = {}
    for name, ja in screens().items():
        text = Text(ja=ja, en="-")
        wrong = [*wording.blame(text), *wording.promises(text), *NOT_ON_A_SCREEN.findall(ja)]
        if wrong:
            found[name] = wrong
    assert found == {}


def test_no_text_speaks_our_trade_or_says_no_twice() -> None:
    found = {name: hit[0] for name, ja in screens().items() if (hit := JARGON.search(ja) or DOUBLE_NEGATIVE.search(ja))}
    assert found == {}


def test_every_sentence_is_short() -> None:
    every = [(name, one) for name, ja in screens().items() for one in sentences(ja)]
    assert [(name, len(one), one) for name, one in every if len(one) > LONGEST] == []
    above = [one for _, one in every if len(one) > AIM]
    assert len(above) <= MOST_ABOVE_AIM * len(every), sorted(above, key=len)[-12:]


def test_no_sentence_is_a_wall_of_characters() -> None:
    every = [(name, one) for name, ja in screens().items() for one in sentences(ja)]
    assert [(name, one) for name, one in every if len(KANJI.findall(one)) > MOST_KANJI] == []


def test_whole_sentences_are_polite() -> None:
    """A line with a label in front (期限: …) or a list that ends in など is no whole sentence."""
    rude = [
        (name, one)
        for name, ja in screens().items()
        for one in sentences(ja)
        if one.endswith("。") and ": " not in one and not POLITE.search(re.sub("（[^）]*）|。", "", one))
    ]
    assert rude == []


@pytest.mark.parametrize(
    "text",
    ["必ず消せます。", "なぜ載せたのですか。不用心でした。", "これは自己責任です。", "リベンジポルノの被害者の方へ。"],
)
def test_the_lint_finds_what_it_looks_for(text: str) -> None:
    assert [*wording.blame(Text(ja=text, en="-")), *wording.promises(Text(ja=text, en="-"))] or NOT_ON_A_SCREEN.search(
        text
    )
