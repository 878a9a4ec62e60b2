"""The page in a real browser, opened from a disk: what a lawyer or an officer sees and does."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.packages.tampering import PAGE, flip
from tests.page.browsing import Opened
from tests.page.summaries import summary
from tests.verifier import build
from tests.verifier.world import World
from yosuga_verifier.paths import fold

# FIPS 180-4 and its test vectors (NIST CSRC, "SHA256.pdf" and the long-message example of FIPS 180-2, B.3).
VECTORS = [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
]
HASH = """([text, times, step]) => {
    const bytes = new TextEncoder().encode(text.repeat(times));
    const hash = new yosuga.Sha256();
    for (let at = 0; at < bytes.length; at += step) hash.update(bytes.subarray(at, at + step));
    return yosuga.hex(hash.digest());
}"""


@pytest.fixture(autouse=True)
def _afresh(browsed: Opened) -> Iterator[None]:
    yield
    browsed.page.reload()


@pytest.mark.parametrize(("text", "times", "expected"), VECTORS)
def test_the_pages_own_hash_gives_the_published_values(text: str, times: int, expected: str, browsed: Opened) -> None:
    for step in (1, 63, 64, 65, 4096) if times == 1 else (4096, 65537):
        assert browsed.page.evaluate(HASH, [text, times, step]) == expected


def test_every_length_around_a_block_hashes_as_elsewhere(browsed: Opened) -> None:
    got = browsed.page.evaluate(f"() => Array.from({{length: 200}}, (_, n) => ({HASH})(['x', n, 7]))")
    assert got == [hashlib.sha256(b"x" * n).hexdigest() for n in range(200)]


@pytest.mark.e2e
def test_names_are_folded_as_by_the_python_verifier(browsed: Opened) -> None:
    """Every sign of the first planes: the two verifiers must call the same names twins."""
    # Signs that this Python's Unicode does not know yet have no case for it.
    letters = [letter for letter in map(chr, range(0x20, 0x20000)) if unicodedata.category(letter) not in {"Cn", "Cs"}]
    groups: dict[str, str] = {}
    for mine, page in zip(
        map(fold, letters), browsed.page.evaluate("all => all.map(yosuga.fold)", letters), strict=True
    ):
        assert groups.setdefault(page, mine) == mine
    assert len(groups) == len(set(map(fold, letters)))


def test_an_intact_package_fits_and_what_a_page_cannot_check_is_said(browsed: Opened, world: World) -> None:
    report = browsed.check(world.full, key=world.case.key.vkey)
    assert report["verdict"] == "open"
    found = report["findings"]
    assert isinstance(found, list)
    assert {one["code"] for one in found if one["severity"] == "open"} == {"time-unchecked"}
    assert {item["verdict"] for item in report["items"]} == {"fine"}  # type: ignore[attr-defined]
    text = browsed.page.inner_text("#result")
    assert "要確認" in text
    assert "このページでは確かめられません" in text
    assert "「要確認」" in browsed.page.inner_text("[role=status][aria-live=polite]")
    assert browsed.page.evaluate("document.activeElement.id") == "result"


def test_an_altered_file_is_named_with_its_item(browsed: Opened, world: World, tmp_path: Path) -> None:
    top = build.copy(world.full, tmp_path)
    flip(top / PAGE)
    report = browsed.check(top)
    assert report["verdict"] == "broken"
    text = browsed.page.inner_text("#result")
    assert "不一致" in text
    assert "E0001" in text
    assert PAGE in text
    assert "不一致" in browsed.page.inner_text("#state-E0001")
    assert "一致" in browsed.page.inner_text("#state-E0002")


@pytest.mark.e2e
def test_a_dropped_folder_and_a_dropped_zip_are_read_to_the_last_file(
    browsed: Opened, world: World, tmp_path: Path
) -> None:
    """A listing gives a hundred names at a time, and a page from a disk may not walk folders in the old way."""
    case = build.Case()
    case.event("case_open")
    files = {f"data/captures/E0001/{n:03}.png": (f"{n:03}.png", "raw", b"%d" % n) for n in range(250)}
    case.item("E0001", files)
    case.event("export", items="E0001", total=1)
    top = build.write(case, tmp_path, seal=None)
    for path in (top, build.zipped(top, tmp_path / "package.zip")):
        report = browsed.drop(path)
        assert report["files"] == sum(one.is_file() for one in top.rglob("*"))
        assert report["verdict"] == "open"
        assert report["items"] == [
            {"id": "E0001", "verdict": "fine", "files": sorted(files)},
        ]


def test_what_is_neither_folder_nor_zip_is_answered_kindly(browsed: Opened, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    browsed.let_fall(tmp_path / "photo.png")
    assert "フォルダーを1つ" in browsed.page.inner_text("#result .failure")
    assert browsed.page.evaluate("window.yosugaResult") is None


@pytest.mark.e2e
@pytest.mark.parametrize(("field", "words"), [("#key", "鍵の形"), ("#since", "以前の記録を読めません")])
def test_a_mistyped_key_or_head_gives_no_verdict(field: str, words: str, browsed: Opened, world: World) -> None:
    browsed.page.evaluate("() => { document.querySelector('details').open = true }")
    browsed.page.fill(field, "yosuga/C-0123ABCD+00000000+AAAA")
    browsed.page.set_input_files("#folder", world.offline)
    assert words in browsed.page.inner_text("#result .failure")
    assert browsed.page.evaluate("window.yosugaResult") is None


@pytest.mark.e2e
def test_a_browser_that_cannot_check_signatures_says_so(browsed: Opened, world: World) -> None:
    browsed.page.evaluate(
        "() => { SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError')) }"
    )
    report = browsed.check(world.offline, key=world.case.key.vkey)
    found = report["findings"]
    assert isinstance(found, list)
    assert report["verdict"] == "open"
    assert {one["code"] for one in found if one["step"] == 5} == {"signature-unchecked"}


# A list of files as no file system would give it: the rules of section A hold for whatever arrives.
ODD = [
    ("data/originals/E0001_か\u3099.png", "bad-path"),
    ("data/originals/E0001_a\nb.png", "bad-path"),
    ("data/originals/E0001_\x9b.png", "bad-path"),
    ("data/originals/E0001_a\\b.png", "bad-path"),
    ("data/originals/E0001_a:b.png", "bad-path"),
    ("data/../data/originals/E0001_x.png", "bad-path"),
    ("/data/originals/E0001_x.png", "bad-path"),
    ("data//E0001_x.png", "bad-path"),
    ("data/originals/E0001_.", "bad-path"),
    ("data/originals/E0001_" + "x" * 120, "bad-path"),
    ("data/originals/E0001_\ud83d.png", "bad-path"),
    ("DATA/captures/E0001/PAGE.png", "twin-path"),
    ("data/captures/E0001/page.png/x", "twin-path"),
    ("data/captures/E0001/page.png", "twin-path"),
]
LISTED = """async ([odd, empty]) => {
    const files = [...document.querySelector('#folder').files].map(
        (file) => ({path: file.webkitRelativePath.split('/').slice(1).join('/'), file}));
    if (!empty) files.push({path: odd, file: new File(['x'], 'x')});
    return await yosuga.verify({name: 'list', files});
}"""


@pytest.mark.e2e
@pytest.mark.e2e
@pytest.mark.parametrize(("odd", "code"), ODD, ids=lambda value: ascii(value)[:60])
def test_an_odd_path_in_the_list_of_files_is_named(odd: str, code: str, browsed: Opened, world: World) -> None:
    browsed.page.evaluate("() => { document.querySelector('#folder').onchange = null }")
    browsed.page.locator("#folder").evaluate("one => one.replaceWith(one.cloneNode())")  # chosen, but not yet checked
    browsed.page.set_input_files("#folder", world.offline)
    assert browsed.page.evaluate(LISTED, ["", True])["verdict"] == "open"
    report = browsed.page.evaluate(LISTED, [odd, False])
    assert report["verdict"] == "broken"
    assert ("E0001", code) in {(one["item"], one["code"]) for one in report["findings"]}


def test_pictures_are_blurred_until_asked_for_by_mouse_or_keyboard(browsed: Opened) -> None:
    page = browsed.page
    first, second = (page.locator(".picture").nth(n) for n in (0, 1))
    blur = "one => getComputedStyle(one.querySelector('img')).filter"
    assert [one.evaluate(blur) != "none" for one in (first, second)] == [True, True]
    first.click()
    second.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => ![...document.querySelectorAll('.picture img')].some(i => i.getAnimations().length)")
    assert [one.evaluate(blur) for one in (first, second)] == ["none", "none"]
    page.click("#hide-all")
    assert first.get_attribute("aria-pressed") == "false"
    page.click("#show-all")
    page.click("#warning button[value=show]")
    page.wait_for_selector("li:nth-child(2) .picture[aria-pressed=true]")
    page.click("#hide-all")
    page.click("#show-all")
    assert "周りに人がいないか" in page.inner_text("#warning")
    assert page.evaluate("document.activeElement.value") == "hide"
    closed = "() => new Promise(done => document.querySelector('#warning').addEventListener('close', () => done()))"
    page.evaluate(f"() => {{ window.closed = ({closed})() }}")
    page.keyboard.press("Escape")
    page.evaluate("() => window.closed")
    assert first.get_attribute("aria-pressed") == "false"


def test_addresses_are_text_and_open_nothing(browsed: Opened) -> None:
    assert browsed.page.locator("a").count() == 0
    assert summary().items[0].url in browsed.page.inner_text("#items")


@pytest.mark.e2e
def test_the_page_speaks_english_when_asked(browsed: Opened, world: World) -> None:
    browsed.page.click("#language")
    browsed.check(world.withheld)
    text = browsed.page.inner_text("body")
    assert "needs review" in text
    assert not any("ぁ" <= letter <= "ん" for letter in text.replace("02_封印証明書.pdf", "").replace("はじめに", ""))


@pytest.mark.e2e
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(width: int, browsed: Opened, world: World, tmp_path: Path) -> None:
    browsed.page.set_viewport_size({"width": width, "height": 800})
    top = build.copy(world.full, tmp_path)
    flip(top / PAGE)
    browsed.check(top)
    assert browsed.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.e2e
def test_the_report_can_be_kept_as_text_and_json(browsed: Opened, world: World) -> None:
    report = browsed.check(world.offline)
    kept = []
    for button in ("結果を保存（文章）", "結果を保存（JSON）"):
        with browsed.page.expect_download() as download:
            browsed.page.get_by_role("button", name=button).click()
        kept.append(Path(download.value.path()).read_text(encoding="utf-8"))
    assert kept[0].startswith("判定 / Verdict: 要確認 / needs review\n")
    assert json.loads(kept[1]) == report


def test_nothing_is_asked_of_any_network(browsed: Opened, world: World) -> None:
    browsed.check(world.full)
    assert {address.partition(":")[0] for address in browsed.asked} <= {"file", "data", "blob"}
    assert sum(address.startswith("file:") for address in browsed.asked) == sum(
        address == browsed.page.url for address in browsed.asked
    )
    with pytest.raises(Error, match="Failed to fetch"):
        browsed.page.evaluate("() => fetch('http://127.0.0.1:9/')")
    assert all("Content Security Policy" in error for error in browsed.errors)
    browsed.errors.clear()
