import re

import pytest

from yosuga.detect.alternatives import one_of
from yosuga.detect.lexicon import either, words

ENTRIES = ("お?名前", "(?:連帯)?保証人", "[Nn]ame", "(?<!背)番号", r"\((?:株|有)\)", "名", "[0-9]組")
TEXT = "お名前 名前 連帯保証人 保証人 連帯 Name name 背番号 番号 (株) (同) 名 3組 組"


def plainly(entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(entries, key=lambda entry: (-len(entry), entry))))


@pytest.mark.parametrize("entries", [ENTRIES, ENTRIES[:1], ENTRIES[5:], (*ENTRIES, ".組"), (*ENTRIES, "(?=同)同")])
def test_any_of_many_entries_is_found_as_if_each_were_tried_everywhere(entries: tuple[str, ...]) -> None:
    found = [one.span() for one in re.finditer(one_of(entries), TEXT)]
    assert found == [one.span() for one in plainly(entries).finditer(TEXT)]


def test_an_entry_that_begins_with_anything_takes_the_look_ahead_away() -> None:
    assert one_of(("名前", "番号")).startswith("(?:(?=")
    assert one_of(("名前", ".組")) == "(?:.組|名前)"


def test_each_word_of_a_list_is_found_by_the_expression_for_the_list() -> None:
    for name in ("labels", "private", "roles"):
        section = "workplaces" if name != "private" else "schools"
        plain = [word for word in words(section, name) if re.escape(word) == word]
        assert plain
        assert all(re.match(either(section, name), word) for word in plain)
