"""What an item's words give away, as kinds and counts, and its copy to hand out: made in the background when asked."""

import io
import re
from time import monotonic, sleep

import pytest

from tests.web.keepers import the_case
from tests.web.person import Person
from tests.web.test_check_screen import posted_picture
from yosuga.detect.redaction import pictures, whole
from yosuga.detect.redaction.refusing import StillThere
from yosuga.evidence import looking, overview
from yosuga.evidence.redacting import is_copy
from yosuga.web.hand_copies import COPIES
from yosuga.web.leaks import LEAKS
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import worker

POST = "電話は090-0000-1234、もう一度090-0000-1234、携帯は080-0000-5678です。hana@example.com"


def words(text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = "words.txt"
    return file


def keeps(person: Person, file: io.BytesIO) -> str:
    """Keep a file and return its id."""
    before = {one.eid for one in overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())}
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
    eid = keeps(owner, words(POST))
    looked_over(owner, eid)
    assert "電話番号: 2" in owner.page.text
    assert "メールアドレス: 1" in owner.page.text
    assert "0000-1234" not in owner.page.html
    job, *_ = worker.of_case(the_case(), kind=LEAKS)
    assert {key: value for key, value in job.facts.items() if key.isupper()} == {"PHONE": "2", "EMAIL": "1"}


def test_words_without_personal_data_say_so(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, words("空がきれいでした。"))
    looked_over(owner, eid)
    assert "見つかりませんでした。 調べたもの: 文章" in owner.page.text


def test_after_the_vault_was_locked_nothing_of_it_is_left_in_the_session(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, words(POST))
    looked_over(owner, eid)
    owner.sends(go="lock")
    assert "電話番号" not in owner.page.text
    assert owner.session.get(f"{LEAKS}-{eid}") is None


def copied(person: Person, eid: str) -> None:
    """Press the one button for a copy."""
    person.goes("item", eid=eid)
    (name,) = re.findall(r'name="copy" value="([^"]+)"', person.page.html)
    person.sends(copy=name)
    until = monotonic() + 50
    while any(not job.over for job in worker.of_case(the_case(), kind=COPIES)):
        assert monotonic() < until
        sleep(0.02)
    person.looks()


def test_a_copy_to_hand_out_is_made_when_asked_for_and_stands_among_the_files(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, words(POST))
    owner.goes("item", eid=eid)
    assert "人に渡す写しを作る" in owner.page.text
    copied(owner, eid)
    assert "写しができました" in owner.page.text
    assert "渡す前に、写しを一度見てください" in owner.page.text
    assert "人に渡す写し（個人情報を隠したもの）" in owner.page.text
    assert "人に渡す写しを作る" not in owner.page.text
    files = looking.look(eid, case=the_case(), actor=ACTOR, tools=holder.tools()).files
    (made,) = [file for file in files if is_copy(file)]
    _, body = looking.open_file(eid, made.name, case=the_case(), actor=ACTOR, tools=holder.tools())
    with body:
        copy = body.read().decode()
    assert "【電話1】" in copy
    assert "0000" not in copy


def test_a_copy_that_cannot_be_made_is_told_and_nothing_is_kept(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise StillThere

    monkeypatch.setattr(whole, "redact", refuses)
    owner.chooses_case(the_case())
    eid = keeps(owner, words(POST))
    copied(owner, eid)
    assert "まだ残っていました" in owner.page.text
    assert "人に渡す写し（" not in owner.page.text


def handed(person: Person, address: str) -> str:
    """Take a file and return the name it would get on the disk."""
    answer = person.client.get(address)
    assert b"".join(answer)
    answer.close()
    return answer.headers["Content-Disposition"]


def test_a_paper_of_many_pages_does_not_hold_up_what_waits_to_be_kept(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leafs(*_: object, progress: pictures.Progress, **__: object) -> None:
        progress(1, 31)

    monkeypatch.setattr(whole, "redact", leafs)
    owner.chooses_case(the_case())
    eid = keeps(owner, words(POST))
    copied(owner, eid)
    assert "大きすぎるか多すぎる" in owner.page.text


@pytest.mark.e2e
def test_what_a_screenshot_shows_is_counted_too_and_a_copy_of_it_has_a_name_of_its_own(owner: Person) -> None:
    owner.chooses_case(the_case())
    eid = keeps(owner, posted_picture())
    looked_over(owner, eid)
    assert "電話番号: 1" in owner.page.text
    assert "調べたもの: 画像1枚" in owner.page.text
    copied(owner, eid)
    addresses = re.findall(r'href="(/f/[^"]+)" download', owner.page.html)
    names = [handed(owner, address) for address in addresses]
    assert sum(f"{eid}-copy.png" in name for name in names) == 1
    assert sum(f"{eid}.jpg" in name for name in names) == 1
