"""Keeping proof through the web door: addresses, files and words."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.evidence.test_capturing import Engine
from tests.web.keepers import URL, finished, the_case, use, waiting
from tests.web.person import Person
from yosuga.capture.base import Network, Reason
from yosuga.cases import access
from yosuga.evidence import looking, overview
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.web import captures, site
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import worker

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A browser that takes every page at once."""
    return use(Engine(), monkeypatch)


@pytest.fixture
def keeper(engine: Engine, owner: Person) -> Person:
    """Somebody with an open vault whose only case holds one item, at the screen for keeping."""
    owner.goes("keep")
    return owner


def test_a_pasted_address_is_kept_without_a_further_question(keeper: Person) -> None:
    assert keeper.sends(urls=URL).status == 200
    assert keeper.session.screen == "keeping"
    finished(keeper)
    assert "E0002" in keeper.page.text
    assert URL in keeper.page.text
    line = overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[-1]
    assert (line.url, line.verdict) == (URL, "COMPLETE")


def test_somebody_without_any_case_gets_one_that_is_named_neutrally(engine: Engine, person: Person) -> None:
    person.goes("keep")
    assert person.session.screen == "make"
    person.sends(passphrase="かな 漢字 four words", passphrase__again="かな 漢字 four words")
    person.session.after = None
    person.goes("keep")
    person.sends(urls=URL)
    finished(person)
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    assert case.name in {"わたしの件", "My matter"}
    assert person.session.case == case.id


def test_words_around_an_address_are_left_out_and_each_page_is_ordered_once() -> None:
    orders, refused = captures.admitted(
        f"これです {URL}。\n{URL}\n\n見て（https://sns.example.com/p/2）", network=Network.PUBLIC
    )
    assert [one.url for one in orders] == [URL, "https://sns.example.com/p/2"]
    assert refused == []


def test_an_address_that_stands_alone_is_kept_exactly_as_it_was_pasted() -> None:
    orders, _ = captures.admitted("https://sns.example.com/a,b.", network=Network.PUBLIC)
    assert [one.url for one in orders] == ["https://sns.example.com/a,b."]


@pytest.mark.parametrize(
    ("line", "words"),
    [("これはURLではない", "http または https"), ("http://192.168.1.1/", "公開のインターネットの外")],
)
def test_what_cannot_be_captured_is_said_in_words_and_nothing_is_ordered(keeper: Person, line: str, words: str) -> None:
    keeper.sends(urls=line)
    assert keeper.session.screen == "keep"
    assert words in keeper.page.text
    assert line in keeper.page.html
    assert waiting() == []


def test_a_good_address_is_kept_although_another_is_none(keeper: Person) -> None:
    keeper.sends(urls=f"{URL}\nnonsense")
    assert "nonsense" in keeper.page.text
    finished(keeper)
    assert overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())[-1].url == URL


def test_a_page_that_is_not_whole_says_what_is_missing(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    holder.close()
    use(Engine(Reason("login-wall")), monkeypatch)
    owner.unlocks()
    owner.goes("keep")
    owner.sends(urls=URL)
    finished(owner)
    assert "一部" in owner.page.text
    assert "ログイン" in owner.page.text
    assert "--my-browser" not in owner.page.html


def test_an_address_is_kept_letter_by_letter_although_forms_are_otherwise_put_into_one_spelling(
    keeper: Person,
) -> None:
    decomposed = "https://sns.example.com/\u304b\u3099"  # が in two code points, as some systems copy it
    keeper.sends(urls=decomposed)
    finished(keeper)
    _, body = looking.open_file("E0002", "capture.json", case=the_case(), actor=ACTOR, tools=holder.tools())
    with body:
        assert json.loads(body.read())["url"] == decomposed


def test_a_file_is_taken_in_with_the_hash_that_its_sender_saw(keeper: Person) -> None:
    content = "2025/09/11 の投稿を控えたもの\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    keeper.sends(files=SimpleUploadedFile("控え.txt", content), seen=digest)
    assert digest in keeper.page.text
    assert "E0002" in keeper.page.text
    look = looking.look("E0002", case=the_case(), actor=ACTOR, tools=holder.tools())
    assert (look.line.title, look.line.sha256) == ("控え.txt", digest)
    with looking.open_file("E0002", look.files[0].name, case=the_case(), actor=ACTOR, tools=holder.tools())[1] as body:
        assert body.read() == content


def test_a_file_that_changed_on_its_way_is_not_taken_in(keeper: Person) -> None:
    keeper.sends(files=SimpleUploadedFile("a.txt", b"one"), seen=hashlib.sha256(b"another").hexdigest())
    assert "a.txt" in keeper.page.text
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1


def test_a_file_that_is_there_already_is_not_taken_in_twice(keeper: Person) -> None:
    for _ in range(2):
        keeper.goes("keep")
        keeper.sends(files=[SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"one")])
    assert "同じ" in keeper.page.text
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 2


def test_an_empty_file_is_refused_in_words(keeper: Person) -> None:
    keeper.sends(files=SimpleUploadedFile("a.txt", b""))
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1
    assert "a.txt" in keeper.page.text


def test_words_alone_become_an_item(keeper: Person) -> None:
    keeper.goes("write-down")
    keeper.sends(words="住所が書かれていた。", address=URL)
    assert keeper.session.screen == "item"
    look = looking.look("E0002", case=the_case(), actor=ACTOR, tools=holder.tools())
    with looking.open_file("E0002", look.files[0].name, case=the_case(), actor=ACTOR, tools=holder.tools())[1] as body:
        assert body.read().decode() == f"URL: {URL}\n住所が書かれていた。\n"


def under_18(person: Person) -> None:
    """Let the answers of the case say that nobody knows the age of the person in a sexual image."""
    said: dict[str, Answer] = {"leaked": ("sexual_image",), "image_age": "unknown"}
    intake.keep_all(said, case=the_case(), actor=ACTOR, tools=holder.tools())


def test_with_an_image_of_somebody_under_18_pages_and_files_are_closed_and_words_offered(keeper: Person) -> None:
    under_18(keeper)
    keeper.goes("keep")
    assert "18歳未満の性的な画像は" in keeper.page.text
    assert 'type="file"' not in keeper.page.html
    assert 'name="urls"' not in keeper.page.html
    assert 'value="write-down"' in keeper.page.html


def test_with_such_an_image_a_form_from_before_keeps_nothing_either(keeper: Person) -> None:
    under_18(keeper)
    keeper.sends(urls=URL, files=SimpleUploadedFile("a.png", PNG))
    keeper.goes("keeping")
    keeper.sends(**{"go-on": "yes"})
    assert waiting() == []
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 1


def test_with_such_an_image_words_can_still_be_kept(keeper: Person) -> None:
    under_18(keeper)
    keeper.goes("write-down")
    assert "18歳未満" in keeper.page.text
    keeper.sends(words="見た日時とURLだけ")
    assert len(overview.of_case(the_case(), actor=ACTOR, tools=holder.tools())) == 2


def test_every_screen_of_evidence_is_in_the_table() -> None:
    names = {"keep", "keeping", "write-down", "evidence", "item", "item-erase", "hand-over", "copy", "verify"}
    assert names <= set(site.screens())
    assert names <= set(site.PERMITTED)
    assert worker is not None
