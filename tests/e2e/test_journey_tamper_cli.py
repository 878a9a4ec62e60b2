"""What a person sees when a package is not what left the house: altered, or made again with another past."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority
from tests.e2e import strangers
from tests.e2e.person import Done, Package, Person
from tests.e2e.reference import serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120), pytest.mark.xdist_group("tampered")]

TRUE = "<!doctype html><meta charset=utf-8><title>投稿</title><p>例山花子の住所が書き込まれています。</p>"
FALSE = "<!doctype html><meta charset=utf-8><title>投稿</title><p>別人が書いたように見せた文です。</p>"


@dataclass(frozen=True, slots=True)
class Story:
    """`first` and `second` were exported in turn; `again` comes from a copy of the vault with another past."""

    person: Person
    root: Path
    first: Package
    second: Package
    again: Package

    def verified(self, package: Path, *words: str | Path) -> Done:
        """Let the verifier judge a package with the right key and root."""
        return self.person.yosuga("verify", package, "--key", self.first.key, "--root", self.root, *words)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    place = tmp_path_factory.mktemp("story")
    site, person, forger = place / "site", Person(place / "person"), Person(place / "forger")
    for folder in (site, person.folder):
        folder.mkdir()
    with LoopbackAuthority(place / "authority") as authority, serving(site) as url:
        person.trusts(authority)
        person.does("case", "new", "事件")
        shutil.copytree(person.folder, forger.folder)  # everything a forger could have: key, log, passphrase
        first, second = (_captured(person, TRUE, site=site, url=url, into=place / name) for name in ("first", "second"))
        again = _captured(forger, FALSE, site=site, url=url, into=place / "again")
        root = place / "root.pem"
        root.write_bytes(authority.root_pem)
    return Story(person=person, root=root, first=first, second=second, again=again)


def _captured(who: Person, page: str, *, site: Path, url: str, into: Path) -> Package:
    (site / "post.html").write_text(page, encoding="utf-8")
    who.does("capture", "--case", "事件", "--allow-private-network", "--json", url + "post.html")
    return who.exports("事件", into=into)


@pytest.fixture
def copy(story: Story, tmp_path: Path) -> Path:
    return Path(shutil.copytree(story.first.path, tmp_path / story.first.path.name))


def test_one_flipped_bit_in_a_picture_is_found_and_its_item_named(story: Story, copy: Path) -> None:
    (picture,) = (copy / "data" / "captures" / "E0001").glob("*_全体.png")
    content = bytearray(picture.read_bytes())
    content[len(content) // 2] ^= 1
    picture.write_bytes(content)
    done = story.verified(copy)
    assert done.code == 1
    assert done.out.startswith("判定 / Verdict: 不一致")
    assert "E0001 不一致" in done.out
    assert picture.name in done.out
    with pytest.raises(strangers.ToolRefusedError):
        strangers.sha256sum(copy)
    with pytest.raises(strangers.ToolRefusedError):
        strangers.bagit(copy)


def test_a_byte_in_the_manifest_s_own_list_breaks_the_seal_for_openssl_too(story: Story, copy: Path) -> None:
    listed = copy / "tagmanifest-sha256.txt"
    content = bytearray(listed.read_bytes())
    content[0] ^= 1
    listed.write_bytes(content)
    assert story.verified(copy).code == 1
    with pytest.raises(strangers.ToolRefusedError):
        strangers.openssl(copy, root=story.root)


def test_a_key_or_a_root_that_is_not_the_right_one_is_no_match(story: Story, copy: Path, tmp_path: Path) -> None:
    assert story.verified(copy).code == 0
    other = story.first.key[:-4] + ("AAA=" if story.first.key[-4:] != "AAA=" else "BBB=")
    assert story.person.yosuga("verify", copy, "--key", other, "--root", story.root).code != 0
    with LoopbackAuthority(tmp_path / "stranger") as stranger:
        root = stranger.folder / "root.pem"
    unknown = story.person.yosuga("verify", copy, "--key", story.first.key, "--root", root)
    assert unknown.code == 2
    assert unknown.out.startswith("判定 / Verdict: 要確認")


def test_a_later_package_goes_on_from_an_earlier_one(story: Story) -> None:
    done = story.verified(story.second.path, "--since", story.first.path, "--json")
    assert done.code == 0, done.out
    (report,) = json.loads(f"[{done.out}]")
    assert {item["id"]: item["verdict"] for item in report["items"]} == {"E0001": "fine", "E0002": "fine"}


def test_a_past_made_again_looks_right_by_itself_and_is_caught_by_since_alone(story: Story) -> None:
    """The forger holds the key, the passphrase and a later token: only what was seen before tells the difference."""
    strangers.sha256sum(story.again.path)
    strangers.bagit(story.again.path)
    strangers.openssl(story.again.path, root=story.root)
    assert story.verified(story.again.path).code == 0
    caught = story.verified(story.again.path, "--since", story.first.path)
    assert caught.code == 1
    assert caught.out.startswith("判定 / Verdict: 不一致")
