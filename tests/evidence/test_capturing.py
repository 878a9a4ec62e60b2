import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.vaults import ACTOR, Vault
from yosuga.capture.base import Artefact, ManyProgress, Order, Progress, Reason, Role, Shot, Verdict
from yosuga.cases import actions as cases
from yosuga.custody.events import Event, EventType
from yosuga.documents import fonts
from yosuga.errors import BrowserMissing
from yosuga.evidence import capturing, checking, exporting, history, overview
from yosuga.evidence.results import Choice, KeptItem
from yosuga.tools import Tools

URL = "https://sns.example.com/post/1"
MOMENT = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)


def shot_of(url: str, *reasons: Reason) -> Shot:
    """A capture as an engine gives it: small, but with a real picture."""
    picture = BytesIO()
    Image.new("RGB", (400, 900), "white").save(picture, "PNG")
    facts = {
        "url": url,
        "final_url": url,
        "title": "題",
        "finished": "2026-11-22T05:05:00.000000Z",
        "verdict": "COMPLETE",
    }
    files = [
        ("capture.json", Role.RAW, "application/json", json.dumps(facts).encode()),
        ("capture.wacz", Role.RAW, "application/wacz", b"an archive"),
        ("20261122_1405_web_全体.png", Role.RAW, "image/png", picture.getvalue()),
        ("withheld-headers.json", Role.VAULT, "application/json", b"session=abcdef"),
    ]
    artefacts = [Artefact(name, role, kind, BytesIO(content)) for name, role, kind, content in files]
    verdict = Verdict.PARTIAL if reasons else Verdict.COMPLETE
    return Shot(verdict, reasons, artefacts, url, url, "題", "web", MOMENT, MOMENT, {}, facts)


class Engine:
    """A capturer that takes no page: it gives what it was told to give."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        progress("load")
        return shot_of(order.url, *self.reasons)

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        del at_once
        for place, order in enumerate(orders):
            progress(place, "load")
            yield place, shot_of(order.url, *self.reasons)


class NoBrowser(Engine):
    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        raise BrowserMissing


def capture(tools: Tools, *urls: str, engine: Engine | None = None) -> list[KeptItem]:
    used = replace(tools, capturer=lambda: engine or Engine())
    orders = [Order(url) for url in urls]
    jobs = list(zip(capturing.order_captures(orders, case="事件", actor=ACTOR, tools=used), orders, strict=True))
    done = capturing.carry_out(jobs, case="事件", actor=ACTOR, tools=used, progress=lambda _place, _step: None)
    return [item for _, _, item in done]


@pytest.fixture
def case(vault: Vault) -> Vault:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
    return vault


def events(tools: Tools, eid: str = "E0001") -> list[Event]:
    told = history.of_item(eid, case="事件", actor=ACTOR, tools=tools)
    return [one.event for one in told if one.event]


def test_a_capture_is_one_entry_and_each_copy_another_that_names_its_parent(case: Vault) -> None:
    with case.opened() as tools:
        (item,) = capture(tools, URL)
        taken, *copies = events(tools)
    by_name = {file.name: file.sha256 for file in item.files}
    assert (taken.type, taken.url, taken.verdict, taken.note) == (EventType.CAPTURE, URL, "COMPLETE", None)
    assert taken.sha256 == item.sha256 == by_name["capture.wacz"]
    assert [one.method for one in copies] == ["stamp", "exhibit"]
    assert {one.parent for one in copies} == {by_name["20261122_1405_web_全体.png"]}
    assert {one.sha256 for one in copies} == {
        by_name["20261122_1405_web_URL付き.png"],
        by_name["20261122_1405_web_証拠用A4.pdf"],
    }


def test_a_capture_in_part_says_why_in_the_log(case: Vault) -> None:
    with case.opened() as tools:
        capture(tools, URL, engine=Engine(Reason("deleted", "HTTP 404"), Reason("deleted", "notice")))
        assert (events(tools)[0].verdict, events(tools)[0].note) == ("PARTIAL", "deleted")


def test_an_order_waits_until_its_item_is_in_the_log(case: Vault) -> None:
    with case.opened() as tools, pytest.raises(BrowserMissing):
        capture(tools, URL, engine=NoBrowser())
    with case.opened() as tools:
        ((job, order),) = capturing.open_orders(case="事件", actor=ACTOR, tools=tools)
        assert order.url == URL
        capturing.keep_capture(shot_of(URL), job=job, case="事件", actor=ACTOR, tools=tools)
        assert capturing.open_orders(case="事件", actor=ACTOR, tools=tools) == []


def test_copies_that_a_crash_kept_from_being_made_are_made_at_the_next_capture(
    case: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    with case.opened() as tools:
        with monkeypatch.context() as patched:
            patched.setattr("yosuga.documents.exhibit.a4", crash)
            with pytest.raises(KeyboardInterrupt):
                capture(tools, URL)
        assert [one.method for one in events(tools)] == ["browser", "stamp"]
        capture(tools, URL)
        assert [one.method for one in events(tools)] == ["browser", "stamp", "exhibit"]
        assert checking.check(actor=ACTOR, tools=tools).findings == []


def test_without_fonts_the_evidence_is_kept_and_the_log_says_what_was_not_made(
    case: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> fonts.Font:
        raise fonts.FontMissing

    monkeypatch.setattr("yosuga.documents.stamp.japanese_font", missing)
    monkeypatch.setattr("yosuga.documents.typesetting.japanese_font", missing)
    with case.opened() as tools:
        (item,) = capture(tools, URL)
        assert item.eid == "E0001"
        notes = [one.note for one in events(tools) if one.type is EventType.ANNOTATE]
        assert notes == [f"copy not made: {fonts.FontMissing.code}"] * 2


def test_what_stays_in_the_vault_is_named_in_the_record_and_leaves_in_no_package(case: Vault, tmp_path: Path) -> None:
    with case.opened() as tools:
        capture(tools, URL)
        done = exporting.export(
            "事件",
            folder=tmp_path,
            zipped=False,
            choice=Choice(),
            papers=exporting.NoPapers(),
            actor=ACTOR,
            tools=tools,
        )
    package = done.written.path
    record = json.loads((package / "proof" / "records" / "E0001.json").read_bytes())
    assert "vault" in {file["role"] for file in record["files"] if file["name"] == "withheld-headers.json"}
    assert not list(package.rglob("withheld-headers.json"))
    assert all(b"session=abcdef" not in path.read_bytes() for path in package.rglob("*") if path.is_file())


def test_the_url_is_kept_as_it_was_given_and_nothing_of_it_rests_readable(case: Vault) -> None:
    url = "https://sns.example.com/投稿?x=1&y=%E3%81%82#z"
    with case.opened() as tools:
        capture(tools, url)
        (line,) = overview.of_case("事件", actor=ACTOR, tools=tools)
    assert line.url == url
    assert all(b"sns.example.com" not in content for _, content in case.bytes_at_rest())
