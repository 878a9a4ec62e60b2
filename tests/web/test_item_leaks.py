"""What an item's words give away: asked for, found in the background, shown as kinds and counts to the owner alone."""

import io
from time import monotonic, sleep

from tests.web.keepers import the_case
from tests.web.person import Person
from yosuga.evidence import overview
from yosuga.web.leaks import LEAKS
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import worker

POST = "電話は090-0000-1234、もう一度090-0000-1234、携帯は080-0000-5678です。hana@example.com"


def keeps(person: Person, text: str) -> str:
    """Keep a file of words and return its id."""
    before = {one.eid for one in overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())}
    file = io.BytesIO(text.encode())
    file.name = "words.txt"
    person.goes("keep")
    person.sends(files=file)
    until = monotonic() + 50
    while True:
        found = {one.eid for one in overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())} - before
        if found:
            return found.pop()
        assert monotonic() < until
        sleep(0.02)


def looked_over(person: Person, eid: str) -> None:
    person.goes("item", eid=eid)
    assert person.session.get(f"{LEAKS}-{eid}") is None, "nothing is looked for unasked"
    person.sends(leaks="yes")
    until = monotonic() + 50
    while any(not job.over for job in worker.of_case(the_case(), kind=LEAKS)):
        assert monotonic() < until
        sleep(0.02)
    person.looks()


def test_kinds_and_counts_are_shown_when_asked_for_and_never_the_words(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, POST)
    looked_over(owner, eid)
    assert "電話番号: 2" in owner.page.text
    assert "メールアドレス: 1" in owner.page.text
    assert "0000-1234" not in owner.page.html
    job, *_ = worker.of_case(the_case(), kind=LEAKS)
    assert job.facts == {"PHONE": "2", "EMAIL": "1"}


def test_words_without_personal_data_say_so(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, "空がきれいでした。")
    looked_over(owner, eid)
    assert "文章からは見つかりませんでした" in owner.page.text


def test_after_the_vault_was_locked_nothing_of_it_is_left_in_the_session(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, POST)
    looked_over(owner, eid)
    owner.sends(go="lock")
    assert "電話番号" not in owner.page.text
    assert owner.session.get(f"{LEAKS}-{eid}") is None
