"""The whole package of a large case: two captures and 198 files, with all papers, judged by strangers."""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw

from tests.authority import LoopbackAuthority
from tests.e2e import strangers
from tests.e2e.person import Person
from tests.e2e.reference import FOLDER, PAGE, serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420), pytest.mark.xdist_group("package of 200")]

CASE = "二百件の件"
MAIL = """From: =?utf-8?b?5L6L5bGx?= <sender@example.com>
To: hanako@example.com
Subject: =?utf-8?b?44GK55+l44KJ44Gb?=
Date: Thu, 11 Sep 2025 14:05:09 +0900
Content-Type: text/plain; charset=utf-8

電話番号 03-0000-{number:04} を消してください。𠮷田・髙橋・﨑山 🏠
"""
TALK = """[LINE] 例山とのトーク履歴
保存日時：2025/09/11 14:05

2025/09/11(木)
14:0{digit}\t例山\t住所を書き込まれました 🏠
"""


@dataclass(frozen=True, slots=True)
class Large:
    """The packages of one case: a folder, a ZIP, and a ZIP that only its recipient opens."""

    folder: Path
    zipped: Path
    sealed: Path
    identity: Path
    key: str
    seal: str
    root: Path
    person: Person


def picture(number: int) -> bytes:
    made = Image.new("RGB", (1080, 2340 + 40 * (number % 7)), "white")
    ImageDraw.Draw(made).rectangle((40, 40 + number, 900, 300 + 3 * number), fill=(number % 255, 80, 120))
    body = BytesIO()
    made.save(body, "PNG")
    return body.getvalue()


def files(folder: Path) -> list[Path]:
    folder.mkdir()
    for number in range(198):
        if number % 10 == 3:
            (folder / f"お知らせ{number:03}.eml").write_text(MAIL.format(number=number), encoding="utf-8")
        elif number % 10 == 7:
            (folder / f"[LINE] 例山{number:03}とのトーク.txt").write_text(
                TALK.format(digit=number % 10), encoding="utf-8"
            )
        else:
            (folder / f"画面の写し {number:03}.png").write_bytes(picture(number))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    place = tmp_path_factory.mktemp("large")
    person = Person(place / "person")
    person.folder.mkdir()
    identity, recipient = strangers.age_key(place)
    with LoopbackAuthority(place / "authority") as authority, serving(FOLDER) as site:
        person.trusts(authority)
        urls = (site + PAGE, site + "index.ja.html")
        person.does("capture", "--case", CASE, "--allow-private-network", *urls)
        person.does("import", "--case", CASE, *files(place / "files"), seconds=300)
        folder = person.exports(CASE, into=place / "folder")
        zipped = person.exports(CASE, "--zip", into=place / "zip")
        sealed = person.exports(CASE, "--age", recipient, into=place / "sealed")
        root = place / "root.pem"
        root.write_bytes(authority.root_pem)
    return Large(folder.path, zipped.path, sealed.path, identity, folder.key, folder.seal, root, person)


def test_the_package_of_200_items_passes_every_outside_tool(large: Large, tmp_path: Path) -> None:
    strangers.sha256sum(large.folder)
    strangers.bagit(large.folder)
    strangers.openssl(large.folder, root=large.root)
    archives = sorted(large.folder.rglob("*.wacz"))
    assert len(archives) == 2
    for archive in archives:
        strangers.wacz(archive)
    said = strangers.pdfsig(large.folder / "02_封印証明書.pdf")
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert said.count("Signature #") == 2  # the second is the archive time-stamp, which this poppler does not judge
    assert "Total document signed" in said
    unzipped = strangers.unzip(large.zipped, into=tmp_path / "unzipped")
    strangers.sha256sum(unzipped)
    assert (unzipped / "00_はじめにお読みください.html").is_file()
    assert large.sealed.name.endswith(".zip.age")
    assert CASE not in large.sealed.name
    opened = strangers.age(large.sealed, identity=large.identity, to=tmp_path / "opened.zip")
    strangers.sha256sum(strangers.unzip(opened, into=tmp_path / "opened"))


def test_our_verifier_says_that_it_matches_and_names_all_items(large: Large) -> None:
    done = large.person.yosuga("verify", large.folder, "--key", large.key, "--root", large.root, "--json")
    report = json.loads(done.out)
    assert (done.code, report["verdict_ja"]) == (0, "一致"), report["findings"][:5]
    assert len(report["items"]) == 200


def test_the_seal_is_by_the_case_s_own_key_and_stamped_by_a_trusted_authority(large: Large) -> None:
    words = ("seal", large.folder, "--root", large.root, "--certificate", large.seal, "--json")
    (found,) = large.person.does(*words).objects()
    assert found["verdict"] == "fine", found
    times = found["times"]
    assert isinstance(times, list)
    assert len(times) == 2
    other = large.person.yosuga("seal", large.folder, "--root", large.root, "--certificate", "0" * 64)
    assert other.code == 1


def test_every_item_has_an_exhibit_with_its_id_on_every_page(large: Large) -> None:
    papers = sorted((large.folder / "data" / "exhibits").iterdir())
    assert len({one.name.split("_")[1] for one in papers}) == 200
    assert max(len(one.name) for one in papers) <= 50
    for paper in [*papers[:6], *papers[-6:]]:
        eid = paper.name.split("_")[1]
        pages = pypdf.PdfReader(paper).pages
        assert len(pages) >= 2
        for page in pages:
            text = page.extract_text()
            assert eid in text
            assert "file://" not in text


def test_nothing_readable_is_left_beside_a_sealed_hand_over(large: Large) -> None:
    assert [one.name for one in large.sealed.parent.iterdir()] == [large.sealed.name]
