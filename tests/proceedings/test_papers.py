"""The papers of an export: each item's exhibit, the tables beside it, the seal, and what a covered copy keeps back."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pyrage
import pytest
from PIL import Image

from tests.authority import LoopbackAuthority
from tests.proceedings.conftest import NAME, POST, take_in
from tests.vaults import ACTOR
from yosuga.custody.package import profiles
from yosuga.custody.package.profiles import Profile
from yosuga.documents import seal_check
from yosuga.documents.seals import Severity
from yosuga.errors import BadInput, NotFound
from yosuga.evidence import stamping
from yosuga.evidence.results import Choice
from yosuga.keys.age import BadRecipient
from yosuga.proceedings import actions, document, exporting, papers
from yosuga.proceedings.results import HandedOver, HandOver
from yosuga.timestamps.base import Authority
from yosuga.tools import Tools
from yosuga_verifier import cli

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

EVERYTHING = Choice()
LONG = "https://sns.example.com/post?" + "&".join(f"key{number:03}=value{number:03}" for number in range(30))


def hand_over(tools: Tools, folder: Path, **wish: object) -> HandedOver:
    asked = HandOver(**{"choice": EVERYTHING, **wish})  # type: ignore[arg-type]  # the keys of a hand-over
    return exporting.hand_over("事件", folder=folder, wish=asked, actor=ACTOR, tools=tools)


def screenshot(tools: Tools, folder: Path) -> str:
    body = BytesIO()
    Image.new("RGB", (1080, 4200), "red").save(body, "PNG")
    return take_in(tools, folder / "画面.png", body.getvalue())


def exhibits_of(package: Path, eid: str) -> list[Path]:
    return sorted((package / "data/exhibits").glob(f"*_{eid}_*"))


def words_of(paper: Path | bytes) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(paper) if isinstance(paper, bytes) else paper)
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def verdict(package: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    cli.main([str(package), "--json"])
    return str(json.loads(capsys.readouterr().out)["verdict"])


def test_every_item_has_an_exhibit_and_every_page_says_where_when_and_which(tools: Tools, tmp_path: Path) -> None:
    eid = screenshot(tools, tmp_path)
    package = hand_over(tools, tmp_path / "out").path
    for number in range(1, 8):
        assert exhibits_of(package, f"E{number:04}")
    (paper,) = exhibits_of(package, eid)
    pages = words_of(paper)
    assert len(pages) == 4  # the sheet and three tiles
    for page in pages:
        assert eid in page
        assert "日本時間" in page
        assert "URLなし" in page
    (first, *_) = exhibits_of(package, "E0001")
    for page in words_of(first):
        assert POST in page
        assert "E0001" in page
        assert "file://" not in page


def test_the_papers_beside_say_what_the_items_say(tools: Tools, tmp_path: Path) -> None:
    package = hand_over(tools, tmp_path / "out", choice=Choice(recipient="例山法律事務所")).path
    assert {one.name for one in package.iterdir() if one.name[:2].isdecimal()} == {
        "00_はじめにお読みください.html",
        "01_証拠説明書.docx",
        "01_証拠説明書.pdf",
        "02_封印証明書.pdf",
        "03_時系列表.pdf",
        "04_投稿記事目録.pdf",
        "06_受領確認.pdf",
    }
    assert POST in "".join(words_of(package / "04_投稿記事目録.pdf"))
    seal = "".join(words_of(package / "02_封印証明書.pdf"))
    assert "例山法律事務所" in seal
    assert "E0001" in seal


def test_a_package_with_papers_is_what_the_verifier_says_it_is(
    tools: Tools, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verdict(hand_over(tools, tmp_path / "folder").path, capsys) == "open"  # no time-stamp, no key given
    assert verdict(hand_over(tools, tmp_path / "zip", zipped=True).path, capsys) == "open"
    assert verdict(hand_over(tools, tmp_path / "plain", papers=False).path, capsys) == "open"


def test_the_seal_is_the_case_s_own_and_stamped_where_an_authority_answers(tools: Tools, tmp_path: Path) -> None:
    unstamped = hand_over(tools, tmp_path / "first")
    paper = (unstamped.path / "02_封印証明書.pdf").read_bytes()
    found = seal_check.check(paper, fingerprint=unstamped.seal_fingerprint)
    assert (found.verdict, len(found.times)) == (Severity.OPEN, 0)
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        chosen = Authority("loopback", authority.url, [authority.root_pem])
        stamping.consent([chosen], tools=tools)
        stamped = hand_over(tools, tmp_path / "second")
    paper = (stamped.path / "02_封印証明書.pdf").read_bytes()
    found = seal_check.check(paper, roots=[authority.root_pem], fingerprint=stamped.seal_fingerprint)
    assert (found.verdict, len(found.times)) == (Severity.FINE, 2)
    assert stamped.seal_fingerprint == unstamped.seal_fingerprint


def test_a_covered_item_keeps_its_files_and_its_words_back(
    tools: Tools, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    eid = screenshot(tools, tmp_path)
    plan = json.loads(json.dumps(document.as_json(actions.draft("事件", actor=ACTOR, tools=tools))))
    for one in plan["exhibits"]:
        if one["items"] in ([eid], ["E0001"]):
            one["masks"] = [[0, 0, 1080, 900]]
    actions.keep_plan(document.decode(json.dumps(plan).encode()), case="事件", actor=ACTOR, tools=tools)
    package = hand_over(tools, tmp_path / "out", masked=True).path
    assert not list(package.glob(f"data/originals/{eid}_*"))
    assert not (package / "data/captures/E0001").exists()
    assert (package / "data/captures/E0002").exists()
    (paper,) = exhibits_of(package, eid)
    assert "覆った部分があります" in "".join(words_of(paper))
    assert not any(NAME.replace(" ", "") in page for page in words_of(package / "04_投稿記事目録.pdf"))
    assert verdict(package, capsys) == "open"


@pytest.mark.parametrize("way", ["key", "passphrase"])
def test_a_sealed_hand_over_is_one_file_that_only_its_recipient_opens(tools: Tools, tmp_path: Path, way: str) -> None:
    identity = pyrage.x25519.Identity.generate()
    words = "four fictional words 4711"
    wish = {"keys": [str(identity.to_public())]} if way == "key" else {"passphrase": words}
    done = hand_over(tools, tmp_path / "out", **wish)
    assert [one.name for one in (tmp_path / "out").iterdir()] == [done.path.name]
    sealed = done.path.read_bytes()
    assert NAME.encode() not in sealed
    plain = pyrage.decrypt(sealed, [identity]) if way == "key" else pyrage.passphrase.decrypt(sealed, words)
    assert plain.startswith(b"PK")


def test_what_cannot_be_done_is_refused_before_anything_is_logged(tools: Tools, tmp_path: Path) -> None:
    for wrong, error in (
        ({"keys": ["age1nonsense"]}, BadRecipient),
        ({"keys": ["age1x"], "passphrase": "x"}, BadInput),
        ({"profile": "nowhere"}, NotFound),
        ({"papers": False, "masked": True}, BadInput),
    ):
        with pytest.raises(error):
            hand_over(tools, tmp_path / "out", **wrong)
    assert not (tmp_path / "out").exists()
    assert hand_over(tools, tmp_path / "out").path.name.endswith("第01回")


def test_items_without_a_number_are_named(tools: Tools, tmp_path: Path) -> None:
    plan = actions.plan_of("事件", actor=ACTOR, tools=tools)
    actions.keep_plan(plan, case="事件", actor=ACTOR, tools=tools)
    eid = screenshot(tools, tmp_path)
    done = hand_over(tools, tmp_path / "out")
    assert list(done.unnumbered) == [eid]
    assert not exhibits_of(done.path, eid)
    assert list((done.path / "data/originals").glob(f"{eid}_*"))


def test_a_receiver_s_limit_splits_a_paper_and_numbers_the_parts(
    tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    eid = screenshot(tools, tmp_path)
    monkeypatch.setattr(profiles, "load", narrow)
    done = hand_over(tools, tmp_path / "out", profile="default")
    names = [one.name for one in exhibits_of(done.path, eid)]
    assert len(names) > 1
    assert all(re.match(rf"甲\d{{3}}-{number}_", name) for number, name in enumerate(names, start=1))
    assert verdict(done.path, capsys) == "open"


def narrow(name: str, *, load: Callable[[str], Profile] = profiles.load) -> Profile:
    return replace(load(name), max_file_bytes=40_000, split=True)


def test_long_tables_come_in_volumes_and_no_volume_calls_the_others_missing(
    tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(papers, "_MOST_ROWS", 4)
    package = hand_over(tools, tmp_path / "out").path
    names = {one.name for one in package.glob("0[1346]_*.pdf")}
    assert {"01_証拠説明書_1.pdf", "01_証拠説明書_2.pdf", "06_受領確認_1.pdf", "06_受領確認_2.pdf"} <= names
    assert "01_証拠説明書.pdf" not in names
    second = "".join(words_of(package / "06_受領確認_2.pdf"))
    assert "E0005" in second
    assert "E0001" not in second
    assert "欠番" not in second
    assert verdict(package, capsys) == "open"
