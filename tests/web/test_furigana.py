"""Readings above kanji: every kanji of our words has one, the right one, and only the eye meets it."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests import catalogue
from tests.web import texts
from tests.web.person import Person
from tests.web.test_words import written_in_the_code
from yosuga.detect.words import words_of
from yosuga.intake.pages import pages
from yosuga.web import catalog_words, furigana

_RUBY = re.compile(r"<ruby>(.+?)<rp>\(<rt aria-hidden=true>(.+?)<rp>\)</ruby>")


@cache
def ours() -> frozenset[str]:
    """Return every Japanese text of ours: catalog, screens, questions."""
    said = {one.msgid: one.texts[0] for one in catalogue.entries(catalogue.SOURCE.read_text("utf-8")) if one.msgid}
    asked = (text.ja for text in catalog_words.texts_of(tuple(pages().values())))
    return frozenset((
        *catalog_words.in_easy_japanese(),
        *(said[text] for text in texts.all_texts() if text in said),
        *asked,
        *(text for _, text in written_in_the_code() if "|" not in text),  # a pattern is no text
    ))  # fmt: skip


def spoken(text: str) -> str:
    """Return a text with its readings in brackets, for a test to read."""
    return _RUBY.sub(r"\1(\2)", furigana.marked(text))


def bare(text: str) -> Iterator[str]:
    """Yield every kanji without a reading, with what stands around it."""
    read = {at for one in furigana.read(text) for at in range(one.start, one.end)}
    yield from (
        text[max(0, at - 5) : at + 6] for at, one in enumerate(text) if furigana.KANJI.match(one) and at not in read
    )


@pytest.mark.e2e
def test_every_kanji_of_every_text_of_ours_has_a_reading() -> None:
    assert len(ours()) > 4000
    assert [place for text in ours() for place in bare(text)] == []


@pytest.mark.e2e
def test_readings_are_hiragana_and_never_empty() -> None:
    odd = {one.reading for text in ours() for one in furigana.read(text) if not re.fullmatch("[ぁ-んー]+", one.reading)}
    assert odd == set()


def test_every_line_of_the_list_is_needed_for_a_text_of_ours() -> None:
    """Each differs from what the dictionary would have said there; a line that changes nothing is a mistake."""
    pattern, readings = furigana.lines()
    needed: set[str] = set()
    for text in ours():
        for found in pattern.finditer(text):
            group = str(found.lastgroup)
            if group not in needed and dictionary(text, found.start(), found.end()) != readings[group]:
                needed.add(group)
    idle = [pattern.pattern.split("|")[int(group[1:])] for group in set(readings) - needed]
    assert idle == []


def dictionary(text: str, start: int, end: int) -> str:
    """Return what the dictionary alone reads at a place; empty where its words end elsewhere."""
    pieces = {
        (word.start + at, word.start + at + len(base)): reading
        for word in words_of(text)
        for at, base, reading in furigana._pieces(word.surface, word.reading)
    }
    return pieces.get((start, end), "")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("取り消す", "取(と)り消(け)す"),
        ("2026年11月1日(日)", "2026年(ねん)11月(がつ)1日(ついたち)(日(にち))"),
        (
            "7日以内、14日間、20日、30日",
            "7日(なのか)以内(いない)、14日(じゅうよっか)間(かん)、20日(はつか)、30日(にち)",
        ),
        ("1日に1人、2人、12人", "1日(にち)に1人(ひとり)、2人(ふたり)、12人(にん)"),
        ("10分、5分、12分の1", "10分(ぷん)、5分(ふん)、12分(ぶん)の1"),
        ("何を、何度、何か", "何(なに)を、何(なん)度(ど)、何(なに)か"),
        ("一つ、二つ、三つ、一度", "一(ひと)つ、二(ふた)つ、三(みっ)つ、一度(いちど)"),
        ("300万円以下、1億円", "300万(まん)円(えん)以下(いか)、1億(おく)円(えん)"),
        ("返事を待つ間に、3年間", "返事(へんじ)を待(ま)つ間(あいだ)に、3年間(ねんかん)"),
        ("送信防止措置依頼書", "送信(そうしん)防止(ぼうし)措置(そち)依頼(いらい)書(しょ)"),
        ("今日と明日、日本の応当日", "今日(きょう)と明日(あす)、日本(にほん)の応当日(おうとうび)"),
        ("児童相談所と弁護士会の図画", "児童(じどう)相談(そうだん)所(じょ)と弁護(べんご)士(し)会(かい)の図画(とが)"),
    ],
)
def test_words_are_read_as_people_say_them(text: str, read: str) -> None:
    assert spoken(text) == read


def test_only_running_text_gets_readings_and_nobodys_own_words() -> None:
    page = (
        '<title>山</title><p title="山">山 &amp; 川<code>山</code></p><textarea>山</textarea>'
        '<dd translate="no">山田<dl><dd>山</dd></dl></dd><option>山</option><input value="山"><b>川</b>'
    )
    marked = furigana.over(page)
    assert _RUBY.findall(marked) == [("山", "やま"), ("川", "かわ"), ("川", "かわ")]
    assert _RUBY.sub(r"\1", marked) == page


def test_the_switch_stands_on_each_page_and_lasts_for_the_session(person: Person) -> None:
    assert "<ruby>" not in person.page.html
    person.sends(go="easy", arg__to="on")
    for screen in ("danger", "ways", "plan", "desks", "routes", "care", "prevention", "handbook", "intake", "services"):
        person.goes(screen)
        assert "<ruby>" in person.page.html, screen
        assert 'value="easy"' in person.page.html, screen
        title = re.search("<title>(.*?)</title>", person.page.html)
        assert title is not None
        assert title[1] == "メモ"
    person.sends(go="language", arg__to="en")
    assert "<ruby>" not in person.page.html
    assert 'value="easy"' not in person.page.html
    person.sends(go="language", arg__to="ja")
    person.sends(go="easy", arg__to="off")
    assert "<ruby>" not in person.page.html


def test_a_page_says_the_easy_words_where_there_are_some(person: Person) -> None:
    person.goes("desks")
    assert "つきまとい、脅し、中傷、さらしについて" in person.page.text
    person.sends(go="easy", arg__to="on")
    unread = _RUBY.sub(r"\1", person.page.html)
    assert "つきまとい、おどし、悪口、さらしの相談ができます。" in unread
    assert "つきまとい、脅し、中傷、さらしについて" not in unread
