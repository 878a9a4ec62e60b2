"""Files on their way in and out: hashed, in memory without a name on the disk, never shown from our own address."""

import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.web.person import HOST, Person, read
from yosuga.web import site, uploads
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Role, Screen, Shown, Uploaded

BIG = random.Random(7).randbytes(5_000_000)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Uploaded]]:
    """A screen that takes files, and hands one out."""
    found: list[Uploaded] = []

    def take(_asked: Asked, form: Form) -> Go:
        found.extend(form.files("files"))
        for one in found:
            one.keep()
        return Go.stay()

    def hand(_asked: Asked, arguments: object) -> Handed:
        assert isinstance(arguments, dict)
        return Handed(io.BytesIO(BIG), arguments["type"], inline=True)

    screen = Screen("taking", Needs.NOTHING, lambda _asked: Shown("front/enough.html"), take)
    everybody = frozenset({Role.GUEST, Role.OWNER})
    every = {**site.screens(), "taking": screen}
    monkeypatch.setattr(site, "screens", lambda: every)
    monkeypatch.setattr(site, "files", lambda: {"big": FileKind("big", Needs.NOTHING, hand)})
    monkeypatch.setattr(site, "PERMITTED", {**site.PERMITTED, "taking": everybody})
    yield found
    for one in found:
        one.body.close()


def files_below(*folders: str) -> set[Path]:
    return {path for folder in folders for path in Path(folder).glob("*")}


def test_a_file_is_hashed_and_gets_no_name_on_the_disk(person: Person, taken: list[Uploaded]) -> None:
    person.goes("taking")
    before = files_below("/tmp", "/var/tmp")  # noqa: S108 - where a temporary file would be
    person.sends(files=[io.BytesIO(BIG), io.BytesIO(b"x")])
    assert {path.name for path in files_below("/tmp", "/var/tmp") - before if "upload" in path.name} == set()  # noqa: S108
    assert [one.sha256 for one in taken] == [hashlib.sha256(BIG).hexdigest(), hashlib.sha256(b"x").hexdigest()]
    assert [one.size for one in taken] == [len(BIG), 1]
    assert taken[0].body.read() == BIG
    assert "memfd" in str(Path(f"/proc/self/fd/{taken[0].body.fileno()}").readlink())


def test_what_is_too_large_is_refused_before_it_is_read(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    given = {"k": person.page.hidden("k"), "v": person.page.hidden("v"), "files": io.BytesIO(BIG)}
    page = read(person.client.post("/m", given))
    assert page.status == 413
    assert "何も保存していません" in page.text


def test_a_form_of_very_many_fields_is_a_calm_refusal(person: Person) -> None:
    given = {"k": person.page.hidden("k"), "v": person.page.hidden("v"), **{f"a{n}": "1" for n in range(3000)}}
    page = read(person.client.post("/m", given))
    assert page.status in {400, 413}
    assert "そのままです" in page.text


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/pdf", "application/xhtml+xml"])
def test_a_page_or_drawing_is_never_shown_from_our_address(
    media_type: str, person: Person, taken: list[Uploaded]
) -> None:
    address = _file(person, media_type)
    answer = person.client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer) == BIG


def test_a_picture_may_be_shown_and_only_in_its_own_session(person: Person, taken: list[Uploaded]) -> None:
    address = _file(person, "image/png")
    assert person.client.get(address).headers["Content-Disposition"].startswith("inline")
    assert Client(headers={"host": HOST}).get(address).status_code == 404
    another = Person().enters()
    assert another.client.get(address).status_code == 404


def test_a_file_is_gone_with_its_session(person: Person, taken: list[Uploaded]) -> None:
    address = _file(person, "image/png")
    person.client.get("/z")
    assert person.client.get(address).status_code == 404


def _file(person: Person, media_type: str) -> str:
    from yosuga.web import dispatch

    return dispatch.asked_by(person.session).file("big", type=media_type)


def test_what_nobody_kept_is_closed_with_the_answer(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Uploaded] = []

    def look(_asked: Asked, form: Form) -> Go:
        seen.extend(form.files("files"))
        return Go.stay()

    screen = Screen("danger", Needs.NOTHING, lambda _asked: Shown("front/enough.html"), look)
    every = {**site.screens(), "danger": screen}
    monkeypatch.setattr(site, "screens", lambda: every)
    person.sends(files=io.BytesIO(BIG))
    assert seen[0].body.closed
