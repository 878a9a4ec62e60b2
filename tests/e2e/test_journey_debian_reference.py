"""The whole road on a Japanese site that nobody here wrote: captured, stamped, exported, then judged by strangers."""

import json
import socket
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest
from PIL import Image

from tests.authority import LoopbackAuthority
from tests.e2e import strangers
from tests.e2e.person import Done, Person
from tests.e2e.reference import FOLDER, PAGE, paragraphs, serving, without_space
from tests.e2e.replay import replay

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120), pytest.mark.xdist_group("debian reference")]

RECIPIENT = "例山法律事務所"
A4_POINTS = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Journey:
    """What the person has at the end. The site and the authority are off the network by then."""

    person: Person
    url: str
    began: datetime
    ended: datetime
    captured: Mapping[str, object]
    package: Path
    zipped: Path
    key: str
    root: Path

    @property
    def capture(self) -> Path:
        """Where the package keeps what the capture left."""
        return self.package / "data" / "captures" / "E0001"

    def artefact(self, ending: str) -> bytes:
        """Return the one artefact whose name ends so."""
        (found,) = self.capture.glob(f"*{ending}")
        return found.read_bytes()

    def verified(self, package: Path, *words: str | Path) -> Done:
        """Let the verifier judge a package with what came by another way: the key and the root."""
        return self.person.yosuga("verify", package, "--key", self.key, "--root", self.root, *words)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    place = tmp_path_factory.mktemp("journey")
    person = Person(place / "person")
    person.folder.mkdir()
    with LoopbackAuthority(place / "authority") as authority, serving(FOLDER) as site:
        person.trusts(authority)
        began = datetime.now(UTC)
        words = ("capture", "--case", "掲示板の件", "--allow-private-network", "--json", site + PAGE)
        (captured,) = person.does(*words).objects()
        ended = datetime.now(UTC)
        package = person.exports("掲示板の件", "--recipient", RECIPIENT, into=place / "folder")
        zipped = person.exports("掲示板の件", "--zip", into=place / "zip")
        root = place / "root.pem"
        root.write_bytes(authority.root_pem)
    return Journey(
        person=person,
        url=site + PAGE,
        began=began,
        ended=ended,
        captured=captured,
        package=package.path,
        zipped=zipped.path,
        key=package.key,
        root=root,
    )


def test_the_capture_is_complete_and_says_what_it_kept(journey: Journey) -> None:
    assert journey.captured["item"] == "E0001"
    assert journey.captured["verdict"] == "COMPLETE"
    assert journey.captured["url"] == journey.captured["final_url"] == journey.url
    assert journey.captured["reasons"] == []


def test_the_verifier_says_that_the_package_matches(journey: Journey) -> None:
    done = journey.verified(journey.package)
    assert done.code == 0, done.out
    assert done.out.startswith("判定 / Verdict: 一致")


def test_a_later_zip_holds_too_and_keeps_to_itself_who_got_the_first_package(journey: Journey) -> None:
    done = journey.verified(journey.zipped, "--since", journey.package, "--json")
    (report,) = json.loads(f"[{done.out}]")
    unclear = [one for one in report["findings"] if one["severity"] != "fine"]
    assert [(one["severity"], one["step"]) for one in unclear] == [("open", 6)], unclear
    assert [item["verdict"] for item in report["items"]] == ["fine"]
    with zipfile.ZipFile(journey.zipped) as archive:
        assert not any(RECIPIENT.encode() in archive.read(name) for name in archive.namelist())


def test_public_tools_accept_the_package(journey: Journey) -> None:
    strangers.sha256sum(journey.package)
    strangers.bagit(journey.package)
    strangers.openssl(journey.package, root=journey.root)


def test_the_enclosed_verifier_runs_on_the_system_s_python_and_leaves_no_trace(
    journey: Journey, tmp_path: Path
) -> None:
    words = ("--key", journey.key, "--root", str(journey.root), "--json")
    report = json.loads(strangers.enclosed_verifier(journey.package, *words, copy_to=tmp_path / "copy"))
    assert report["verdict_ja"] == "一致"
    assert [item["id"] for item in report["items"]] == ["E0001"]


def test_the_web_archive_replays_the_page_when_its_site_is_gone(journey: Journey, tmp_path: Path) -> None:
    archive = journey.capture / "capture.wacz"
    strangers.wacz(archive)
    there = urlsplit(journey.url)
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", there.port or 0)) != 0  # nobody is at home any more
    source = FOLDER / PAGE
    with replay([archive], folder=tmp_path / "replay") as shown:
        text = without_space(shown.page(journey.url))
        assert without_space("第12章 プログラミング") in text
        assert shown.original(journey.url) == source.read_bytes()
        for part in ("debian-reference.css", "images/home.png"):
            assert shown.original(journey.url.removesuffix(PAGE) + part) == (FOLDER / part).read_bytes()


def test_the_text_holds_every_paragraph_of_the_page(journey: Journey) -> None:
    text = without_space(journey.artefact("text.txt").decode("utf-8"))
    wanted = paragraphs((FOLDER / PAGE).read_text(encoding="utf-8"))
    assert len(wanted) > 50
    assert [one for one in wanted if one not in text] == []


def test_the_picture_shows_the_page_down_to_its_end(journey: Journey) -> None:
    with Image.open(BytesIO(journey.artefact("_全体.png"))) as picture:
        size = json.loads(journey.artefact("capture.json"))["page_size"]
        assert picture.size == (size["width"], size["height"])
        assert picture.height > 10_000
        last = picture.convert("L").crop((0, picture.height - 1_600, picture.width, picture.height))
        assert last.getextrema() == (0, 255)  # ink on paper, not a blank that was never painted


def test_each_page_of_the_exhibit_is_a4_and_names_url_moment_and_item(journey: Journey) -> None:
    exhibit = pypdf.PdfReader(BytesIO(journey.artefact("_証拠用A4.pdf")))
    assert len(exhibit.pages) > 5
    for page in exhibit.pages:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4_POINTS, abs=1)
        text = without_space(page.extract_text())
        assert journey.url in text
        assert "取得日時" in text
        assert "E0001" in text


def test_the_provenance_tells_when_from_where_and_with_what(journey: Journey) -> None:
    facts = json.loads(journey.artefact("capture.json"))
    started, finished = (datetime.fromisoformat(facts[key]) for key in ("started", "finished"))
    assert journey.began <= started < finished <= journey.ended
    assert [one["address"] for one in facts["origins"]] == ["127.0.0.1"]
    assert "Chrome/" in facts["browser"]["agent"]
    assert facts["network"] == "own-machines"
    assert facts["url"] == facts["final_url"] == journey.url


def test_the_log_tells_the_item_s_life_in_order(journey: Journey) -> None:
    lines = (journey.package / "proof" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert [one["seq"] for one in events] == list(range(len(events)))
    types = [one["type"] for one in events if one["type"] != "anchor"]
    assert types == ["case_open", "capture", "derive", "derive", "export"]
    assert "anchor" in [one["type"] for one in events]
    taken = next(one for one in events if one["type"] == "capture")
    assert (taken["eid"], taken["url"], taken["verdict"]) == ("E0001", journey.url, "COMPLETE")
    assert taken["sha256"] == journey.captured["sha256"]


def test_a_stranger_reads_no_name_of_the_case_in_the_package(journey: Journey) -> None:
    for path in journey.package.rglob("*"):
        assert "掲示板の件" not in path.name
        assert not path.is_file() or "掲示板の件".encode() not in path.read_bytes()
