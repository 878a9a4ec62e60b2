"""The whole road on a site that means harm: what could be taken is kept, called partial, and holds before strangers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority
from tests.e2e import strangers
from tests.e2e.person import Done, Package, Person
from tests.e2e.replay import replay
from tests.hostile.site import Site
from tests.hostile.troubles.everything import EVERYTHING

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("hostile journey")]

# What each trouble must end as, and words that its text or its replay must show.
ENDS = {
    "cross-site-frame": ("COMPLETE", "他サイトの枠があるページの本文です。"),
    "shift_jis-header": ("COMPLETE", "例山花子の個人情報が掲示板に書き込まれました。"),
    "right-to-left": ("COMPLETE", "書字方向を変える名前の投稿です。"),
    "vanishing-post": ("PARTIAL", "運営"),
    "gone-404-ja": ("PARTIAL", "この投稿は削除されました。"),
    "polling": ("COMPLETE", "止まらない"),
}


@dataclass(frozen=True, slots=True)
class Journey:
    """What the person has at the end; `captured` is by trouble."""

    person: Person
    done: Done
    urls: Mapping[str, str]
    captured: Mapping[str, Mapping[str, object]]
    package: Package
    root: Path

    def folder(self, name: str) -> Path:
        """Where the package keeps what the capture of a trouble left."""
        return self.package.path / "data" / "captures" / str(self.captured[name]["item"])


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    place = tmp_path_factory.mktemp("journey")
    person = Person(place / "person")
    person.folder.mkdir()
    with LoopbackAuthority(place / "authority") as authority, Site(EVERYTHING) as site:
        person.trusts(authority)
        urls = {name: site.url(EVERYTHING[name].address) for name in ENDS}
        done = person.yosuga("capture", "--case", "事件", "--allow-private-network", "--json", *urls.values())
        package = person.exports("事件", into=place / "out")
        root = place / "root.pem"
        root.write_bytes(authority.root_pem)
    names = {url: name for name, url in urls.items()}
    captured = {names[str(one["url"])]: one for one in done.objects()}
    return Journey(person=person, done=done, urls=urls, captured=captured, package=package, root=root)


def test_one_call_takes_every_page_and_says_that_some_are_partial(journey: Journey) -> None:
    assert {name: one["verdict"] for name, one in journey.captured.items()} == {
        name: verdict for name, (verdict, _) in ENDS.items()
    }
    assert journey.done.code == 2
    assert sorted(str(one["item"]) for one in journey.captured.values()) == [f"E000{n}" for n in range(1, 7)]


def test_the_reasons_name_the_trouble(journey: Journey) -> None:
    said = {name: json.dumps(one["reasons"]) for name, one in journey.captured.items()}
    assert "page-changed" in said["vanishing-post"]
    assert "deleted" in said["gone-404-ja"]


def test_the_package_matches_and_public_tools_accept_it(journey: Journey, tmp_path: Path) -> None:
    verdict = journey.person.yosuga(
        "verify", journey.package.path, "--key", journey.package.key, "--root", journey.root
    )
    assert verdict.code == 0, verdict.out
    strangers.sha256sum(journey.package.path)
    strangers.bagit(journey.package.path)
    strangers.openssl(journey.package.path, root=journey.root)
    words = ("--key", journey.package.key, "--root", str(journey.root))
    assert "一致" in strangers.enclosed_verifier(journey.package.path, *words, copy_to=tmp_path / "copy")


def test_every_archive_is_valid_and_replays_what_the_page_said(journey: Journey, tmp_path: Path) -> None:
    archives = {name: journey.folder(name) / "capture.wacz" for name in ENDS}
    for archive in archives.values():
        strangers.wacz(archive)
    with replay(list(archives.values()), folder=tmp_path / "replay") as shown:
        for name, (_, words) in ENDS.items():
            assert words in shown.page(journey.urls[name]), name


def test_the_text_and_the_first_picture_are_kept_whatever_became_of_the_page(journey: Journey) -> None:
    for name, (_, words) in ENDS.items():
        assert words in (journey.folder(name) / "text.txt").read_text(encoding="utf-8"), name
        (picture,) = journey.folder(name).glob("*_初期表示.png")
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_no_name_in_the_package_is_turned_around(journey: Journey) -> None:
    for path in journey.package.path.rglob("*"):
        assert not set(path.name) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), path.name
