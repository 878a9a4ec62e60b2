"""Handing over, second copies and checks of packages through the web door."""

import io
import zipfile
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.vaults import Vault
from tests.web import many
from tests.web.person import Person
from yosuga.cases import access
from yosuga.evidence import history
from yosuga.keys import age
from yosuga.web import folders, hand_overs
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder
from yosuga.web.work import worker

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each


def the_case() -> str:
    return access.cases_for(actor=ACTOR, tools=holder.tools())[0].id


@pytest.fixture
def keeper(owner: Person) -> Person:
    owner.chooses_case(the_case())
    return owner


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def finished(person: Person) -> None:
    until = monotonic() + 55
    while any(not job.over for job in worker.of_case(the_case()) + worker.of_case("")):
        assert monotonic() < until
        sleep(0.05)
    person.looks()


def up_to_the_check(person: Person, place: Path, **how: str) -> None:
    person.goes("hand-over")
    person.sends(profile="police", recipient="○○警察署", purpose="相談")
    person.sends(which="all")
    person.sends(**{"seal": "none", "zipped": "yes", "masked": "yes", "folder": "typed", "path": str(place), **how})


def test_a_package_is_made_after_a_look_at_what_was_chosen_and_the_log_names_the_receiver(
    keeper: Person, place: Path
) -> None:
    up_to_the_check(keeper, place)
    assert "○○警察署" in keeper.page.text
    assert str(place) in keeper.page.text
    assert list(place.iterdir()) == []
    keeper.sends(make="yes")
    finished(keeper)
    (made,) = place.iterdir()
    assert made.suffix == ".zip"
    assert str(made) in keeper.page.text
    told = history.of_case(the_case(), actor=ACTOR, tools=holder.tools())
    assert [one.event.recipient for one in told if one.event and one.event.recipient] == ["○○警察署"]
    address = keeper.page.html.split('href="/f/')[1].split('"')[0]
    answer = keeper.client.get(f"/f/{address}")
    assert "memo.zip" in answer.headers["Content-Disposition"]
    assert b"".join(answer) == made.read_bytes()


def test_a_made_package_is_checked_by_the_verifier_and_an_altered_one_is_found(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place)
    keeper.sends(make="yes")
    finished(keeper)
    (made,) = place.iterdir()
    job = worker.of_case(the_case(), kind=hand_overs.HAND_OVER)[0]
    keeper.goes("verify")
    keeper.sends(package=upload(made.read_bytes()), key=job.facts["key"])
    assert keeper.session.screen == "verified"
    assert "不一致" not in keeper.page.text
    keeper.goes("verify")
    keeper.sends(path=str(made))
    assert "不一致" not in keeper.page.text
    keeper.goes("verify")
    keeper.sends(package=upload(altered(made.read_bytes())))
    assert "不一致" in keeper.page.text


def upload(content: bytes) -> io.BytesIO:
    body = io.BytesIO(content)
    body.name = "package.zip"
    return body


def altered(content: bytes) -> bytes:
    """Return the ZIP with one byte of an original changed and every check sum of the ZIP itself right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            body = before.read(entry)
            if "/data/originals/" in f"/{entry.filename}":
                body = b"?" + body[1:]
            after.writestr(entry, body)
    return out.getvalue()


def test_what_is_no_package_is_not_called_right(person: Person) -> None:
    person.goes("verify")
    person.sends(package=upload(b"no ZIP at all"))
    assert "不一致" in person.page.text
    person.goes("verify")
    person.sends(package=upload(b"x"), key="nonsense")
    assert person.session.screen == "verify"
    assert "結果が出ませんでした" in person.page.text


def test_a_package_can_be_closed_with_a_passphrase_that_the_app_makes(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place, seal="passphrase")
    wish = keeper.session.get("hand-over", hand_overs.Wish)
    assert wish is not None
    assert len(wish.passphrase) > 20
    assert wish.passphrase in keeper.page.text
    keeper.sends(make="yes")
    finished(keeper)
    (made,) = place.iterdir()
    assert made.suffix == ".age"
    assert wish.passphrase in keeper.page.text
    assert keeper.session.get("hand-over", hand_overs.Wish) is None


def test_a_secret_key_is_refused_in_words_and_not_kept(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place, seal="key", age_key="AGE-SECRET-KEY-1QQQ")
    assert keeper.session.screen == "hand-how"
    assert age.SecretKeyGiven.ja[:20] in keeper.page.text


def test_only_ticked_items_go_and_ticks_of_other_pages_stay(keeper: Person, place: Path) -> None:
    many.fill(the_case(), items=45, entries=0, actor=ACTOR, tools=holder.tools())
    keeper.goes("hand-items")
    here = [f"E{number:04d}" for number in range(46, 6, -1)]
    keeper.sends(which="some", here=here, item=["E0040"], turn="40")
    keeper.sends(which="some", here=[f"E{number:04d}" for number in range(6, 0, -1)], item=["E0001"])
    wish = keeper.session.get("hand-over", hand_overs.Wish)
    assert wish is not None
    assert wish.eids == ("E0001", "E0040")
    keeper.sends(seal="none", zipped="yes", folder="typed", path=str(place))
    keeper.sends(make="yes")
    finished(keeper)
    assert "2" in keeper.page.text
    job = worker.of_case(the_case(), kind=hand_overs.HAND_OVER)[0]
    assert (job.facts["items"], job.facts["withheld"]) == ("2", "44")


def test_a_folder_that_is_none_is_said_and_nothing_is_made(keeper: Person, place: Path) -> None:
    up_to_the_check(keeper, place / "nowhere")
    assert keeper.session.screen == "hand-how"
    assert "フォルダー" in keeper.page.text


def test_a_second_copy_is_made_in_a_folder_that_says_nothing_and_is_checked(keeper: Person, place: Path) -> None:
    keeper.goes("copy")
    keeper.sends(folder="typed", path=str(place))
    finished(keeper)
    assert "控えができました" in keeper.page.text
    assert [one.name for one in place.iterdir()] == [hand_overs.COPY_FOLDER]
    assert (place / "memo" / "vault.json").is_file()
    keeper.goes("copy")
    assert str(place / "memo") in keeper.page.text
    keeper.sends(folder="before-0")
    finished(keeper)
    assert "控えができました" in keeper.page.text


def test_a_copy_that_was_altered_is_not_called_right(
    keeper: Person, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yosuga.evidence import copying

    made = copying.copy_vault

    def copied_and_damaged(target: Path, **given: object) -> int:
        count = made(target, **given)  # type: ignore[arg-type]
        blob = next(path for path in sorted((target / "blobs").rglob("*")) if path.is_file())
        blob.chmod(0o600)
        content = blob.read_bytes()
        blob.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        return count

    monkeypatch.setattr(copying, "copy_vault", copied_and_damaged)
    keeper.goes("copy")
    keeper.sends(folder="typed", path=str(place))
    finished(keeper)
    assert "控えに問題があります" in keeper.page.text


def test_folders_are_offered_by_number_and_never_one_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ダウンロード").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert [name for _, name, _ in folders.offered()][-1] == "ダウンロード"
    number = folders.offered()[-1][0]
    assert folders.chosen(number, typed="") == tmp_path / "ダウンロード"


def test_the_vault_is_not_written_by_a_check(vault: Vault, person: Person) -> None:
    before = vault.bytes_at_rest()
    person.goes("verify")
    person.sends(package=upload(b"nothing"))
    assert vault.bytes_at_rest() == before
