import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_first_screen import imported_by
from yosuga.catalog import loader
from yosuga.catalog.loader import ours
from yosuga.cli import layout, words
from yosuga.rules import opening

SUNDAY_NIGHT = "2026-11-22T03:00"


def names(shell: Shell, *more: str) -> list[object]:
    return [one["desk"] for one in shell("desks", "--json", *more).objects]


def test_in_danger_110_is_the_first_number_on_the_screen(no_vault: Shell) -> None:
    told = no_vault("desks", "--for", "danger-threat", "leak-address", "--at", SUNDAY_NIGHT).out
    first = next(row for row in told.splitlines() if row.startswith("    "))
    assert first == "    電話  110"
    assert not no_vault.home.exists()


def test_those_that_answer_now_come_before_those_that_open_later(no_vault: Shell) -> None:
    told = no_vault("desks", "--at", "2026-11-22T10:00").out
    here = [told.index(text) for text in ("■ この時刻に使えます", "■ 場所によって", "■ この時刻は休みです")]
    assert here == sorted(here)
    assert told.index("0120-279-338") < told.index("#8103") < told.index("0570-003-110")
    assert "次は 2026年11月24日(火) 08:30" in told


def test_an_hour_a_day_and_a_moment_elsewhere_are_understood(no_vault: Shell) -> None:
    def state(at: str) -> object:
        return next(
            one["state"]
            for one in no_vault("desks", "--json", "--at", at).objects
            if one["desk"] == "desk-jinken-kodomo"
        )

    assert state("2026-11-24T10:00") == "open"
    assert state("2026-11-24 10:00") == "open"
    assert state("2026-11-24") == "open"
    assert state("2026-11-24T01:00:00+00:00") == "open"
    assert state("2026-11-24T10:00:00+00:00") == "closed"
    assert state("2026-11-23") == "closed"
    assert state("03:00") == "closed"


def test_only_desks_that_fit_are_listed_and_all_of_them_without_signs(no_vault: Shell) -> None:
    everything = names(no_vault)
    assert set(everything) == {one.id for one in ours().desks.values() if opening.shown_lines(one)}
    some = names(no_vault, "--for", "leak-mynumber")
    assert "desk-mynumber" in some
    assert set(some) < set(everything)
    assert names(no_vault, "--for", "leak-mynumber", "--for", "danger-dv") == names(
        no_vault, "--for", "leak-mynumber", "danger-dv"
    )


def test_no_number_or_link_without_a_source_is_shown_on_the_screen_or_to_a_script(no_vault: Shell) -> None:
    hidden = [each.value for one in ours().desks.values() for each in one.lines if each not in opening.shown_lines(one)]
    told = no_vault("desks").out + no_vault("desks", "--json").out
    assert [value for value in hidden if value in told] == []
    assert "UNVERIFIED" not in told


def test_every_desk_on_the_screen_says_when_it_was_seen_and_where(no_vault: Shell) -> None:
    told = no_vault("desks", "--at", "2026-11-22").out
    shown = [one for one in ours().desks.values() if opening.shown_lines(one)]
    assert told.count("確かめた時点: ") == len(shown)
    assert all(one.name.ja in told for one in shown)


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_number_stands_whole_on_a_line_of_its_own_in_any_window(
    columns: int, language: str, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("YOSUGA_LANG", language)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    words.forget()
    rows = no_vault("desks").out.splitlines()
    for one in ours().desks.values():
        for each in opening.shown_lines(one):
            assert any(row.startswith("    ") and row.endswith(each.value) for row in rows)
    assert [row for row in rows if layout.width(row) > columns and "://" not in row] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--for", "danger-threath"), "unknown-sign: danger-threat"),
        (("--for", "age-adult", "age-13-15"), "signs-contradict: "),
        (("--at", "2026-02-30"), "impossible-date: --at"),
        (("--at", "25:00"), "impossible-date: --at"),
        (("--at", "あした"), "impossible-date: --at"),
        (("--at", "1900-01-01T10:00"), "date-too-far: --at"),
    ],
)
def test_what_is_not_understood_is_explained(given: tuple[str, ...], said: str, no_vault: Shell) -> None:
    ran = no_vault("desks", *given)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_where_no_desk_fits_it_says_so(no_vault: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "catalog"
    folder.mkdir()
    shutil.copy(Path(loader.__file__).parent / "data/signs.yaml", folder)
    (folder / "desks.yaml").write_text("[]", "utf-8")
    monkeypatch.setattr(loader, "ours", lambda: loader.in_folder(folder))
    ran = no_vault("desks", "--for", "danger-threat")
    assert (ran.code, ran.err) == (0, "")
    assert "見つかりませんでした" in ran.out
    assert no_vault("desks", "--for", "danger-threat", "--json").out == ""


@pytest.mark.parametrize(
    "given",
    [("desks",), ("desks", "--json"), ("deadline",), ("deadline", "dl-complaint-6m", "--from", "2026-05-22", "--json")],
)
def test_no_database_no_browser_and_no_cryptography_is_loaded(given: tuple[str, ...]) -> None:
    loaded = imported_by(*given)
    assert loaded & {"django", "cryptography", "argon2", "PIL", "av", "typst", "yosuga.evidence"} == set()
