"""What every answer carries, and whom the app answers."""

import logging
from io import StringIO

import pytest
from django.test import Client

from tests.web.person import HOST, Person, read
from yosuga.web import files, headers, neutral

ORIGIN = f"http://{HOST}"
ADDRESSES = ["/", "/m", "/s/wrong", "/z", "/w", "/f/wrong", "/static/wrong.css", "/favicon.ico", "/admin/", "/m/"]


def stranger(**said: str) -> Client:
    return Client(headers={"host": HOST, **said})


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_every_header(address: str, method: str) -> None:
    answer = getattr(stranger(), method)(address)
    for name, value in headers.ALWAYS.items():
        assert answer.headers[name] == value, name
    assert answer.status_code < 500


def test_our_own_files_carry_them_too_and_are_kept_for_a_year() -> None:
    address = files.address("yosuga.css")
    answer = stranger().get(address)
    assert answer.headers["Content-Security-Policy"] == headers.POLICY
    assert "immutable" in answer.headers["Cache-Control"]
    assert "yosuga" not in address


def test_an_error_nobody_foresaw_is_a_calm_page_with_every_header(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_request: object) -> None:
        raise ZeroDivisionError("かな 漢字")

    monkeypatch.setattr(neutral, "weather", fail)
    answer = Client(headers={"host": HOST}, raise_request_exception=False).get("/w")
    assert answer.status_code == 500
    assert "保存済みのものはそのままです" in answer.content.decode()
    for name, value in headers.ALWAYS.items():
        assert answer.headers[name] == value, name


def test_the_log_of_an_error_has_its_place_and_not_its_words(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_request: object) -> None:
        raise ZeroDivisionError("山田花子 090-1234-5678")

    monkeypatch.setattr(neutral, "weather", fail)
    Client(headers={"host": HOST}, raise_request_exception=False).get("/w?山田花子=090-1234-5678")
    said = "".join(capfd.readouterr())
    assert "山田" not in said
    assert "090" not in said


def test_a_log_that_cannot_be_written_says_nothing_of_the_error_either(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    closed = StringIO()
    closed.close()
    shut = logging.StreamHandler(closed)
    monkeypatch.setattr(logging.getLogger("yosuga"), "handlers", [shut])

    def fail(_request: object) -> None:
        raise ZeroDivisionError("山田花子 090-1234-5678")

    monkeypatch.setattr(neutral, "weather", fail)
    Client(headers={"host": HOST}, raise_request_exception=False).get("/w")
    assert "".join(capfd.readouterr()) == ""


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::1]:80", "a@b"]
)
def test_another_name_than_this_devices_is_not_answered(host: str) -> None:
    answer = Client(headers={"host": host}).get("/")
    assert answer.status_code == 421
    assert answer.content == b""


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1:8000", "LOCALHOST:8000"])
def test_this_devices_names_are_answered(host: str) -> None:
    assert Client(headers={"host": host}).get("/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(said: dict[str, str], person: Person) -> None:
    before = person.session.here
    key, visit = person.page.hidden("k"), person.page.hidden("v")
    answer = person.client.post("/m", {"k": key, "v": visit, "danger": "no"}, headers=said)
    assert answer.status_code == 403
    assert person.session.here == before


@pytest.mark.parametrize(
    "said", [{"origin": ORIGIN}, {"origin": "null", "sec-fetch-site": "same-origin"}, {"origin": "null"}, {}]
)
def test_a_form_of_our_own_is_taken(said: dict[str, str], person: Person) -> None:
    key, visit = person.page.hidden("k"), person.page.hidden("v")
    answer = person.client.post("/m", {"k": key, "v": visit, "danger": "no"}, headers=said)
    assert answer.status_code == 303
    assert person.session.screen == "ways"


def test_a_form_without_its_key_changes_nothing(person: Person) -> None:
    page = read(person.client.post("/m", {"k": "guessed", "v": "1", "danger": "no"}))
    assert page.status == 403
    assert "何も変更していません" in page.text
    assert person.session.screen == "danger"


def test_every_title_says_nothing(person: Person) -> None:
    for screen in ("danger", "danger-now", "ways", "leaving", "enough", "make"):
        assert person.goes(screen).title == "メモ"


def test_no_page_names_another_site_to_load_from(person: Person) -> None:
    for screen in ("danger", "danger-now", "ways", "make"):
        html = person.goes(screen).html
        assert 'src="http' not in html
        assert 'style="' not in html
        assert "<script>" not in html
        assert len(html.encode()) < 100_000
