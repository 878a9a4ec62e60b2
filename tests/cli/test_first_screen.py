import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from yosuga.cli import layout, steps
from yosuga.cli.main import build_parser
from yosuga.cli.steps import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "django",
    "cryptography",
    "argon2",
    "asyncio",
    "PIL",
    "av",
    "typst",
    "yosuga.capture",
    "yosuga.evidence",
    "json",
}


def test_the_first_screen_puts_safety_first_and_then_one_step(no_vault: Shell) -> None:
    shown = no_vault()
    assert (shown.code, shown.err) == (0, "")
    danger, source, first = (shown.out.index(text) for text in ("110番", "警察庁", "yosuga capture URL"))
    assert danger < source < first
    assert not no_vault.home.exists()


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",)])
def test_asking_for_help_shows_the_same_screen(words: tuple[str, ...], no_vault: Shell) -> None:
    assert no_vault(*words) == no_vault()


def test_examples_are_written_as_the_person_types_them(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSUGA_CALLED", "./run")
    assert "yosuga" not in no_vault().out.replace("soudan", "")
    assert "  ./run capture URL\n" in no_vault().out
    assert no_vault("capture", "--help").out.startswith("使い方: ./run capture ")
    assert "`./run vault create`" in no_vault("items").err
    assert "`./run vault --help`" in no_vault("vault", "--foo").err


def test_every_command_stands_under_exactly_one_step() -> None:
    listed = [command for step in steps.steps() for command in step.commands]
    assert sorted(listed) == sorted(COMMANDS)
    assert all(steps.summary(command) for command in COMMANDS)


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_screen_fits_the_window(
    columns: int, language: str, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yosuga.cli import words

    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("YOSUGA_LANG", language)
    words.forget()
    assert max(layout.width(line) for line in no_vault().out.splitlines()) < min(columns, 86)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "verify"])
@pytest.mark.parametrize("columns", [40, 80])
def test_every_command_explains_itself_in_japanese_within_the_window(
    command: str, columns: int, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = no_vault(command, "--help")
    assert shown.code == 0
    assert shown.out.startswith("使い方: yosuga ")
    assert "この説明を出す" in shown.out
    assert [word for word in ("usage:", "options:", "show this", "positional") if word in shown.out] == []
    assert [line for line in shown.out.splitlines() if layout.width(line) > columns] == []


def test_the_help_is_english_for_those_who_read_english(english: None, no_vault: Shell) -> None:
    assert no_vault("capture", "--help").out.startswith("usage: yosuga capture ")


def imported_by(*words: str) -> set[str]:
    """Return the modules that a command imports in a process of its own."""
    program = (
        "import sys; from yosuga.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [(), ("--help",), ("--version",), ("nonsense",)])
def test_the_first_screen_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    assert imported_by(*words) & HEAVY == set()


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "verify"])
def test_the_help_of_a_command_imports_no_database_and_no_browser(command: str) -> None:
    loaded = imported_by(command, "--help")
    assert loaded & {"django", "asyncio", "PIL", "av", "typst", "argon2", "yosuga.capture.chromium"} == set()


def test_all_commands_together_make_one_parser() -> None:
    assert build_parser().parse_args(["items"]).run


# --- words that are off


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("captur", "https://example.com/"), "`yosuga capture` のことでしょうか"),
        (("さがす",), "`さがす` というコマンドはありません"),
        (("vault",), "足りないもの: 操作"),
        (("capture",), "URLがありません"),
        (("capture", "--jso"), "わからない言葉があります: --jso"),
        (("export", "事件"), "足りないもの: -o/--output"),
        (("import", "--kind", "selfie", "x"), "選べない値です: 'selfie'"),
        (("items", "--limit", "たくさん"), "数ではありません: たくさん"),
        (("erase",), "どれか1つが要ります: ITEM --whole-case"),
        (("erase", "--whole-case"), "消すケースの名前を書いてください"),
        (("erase", "E0001", "--whole-case"), "一緒に使えません"),
    ],
)
def test_words_that_are_off_are_explained_and_nothing_is_done(
    words: tuple[str, ...], said: str, no_vault: Shell
) -> None:
    ran = no_vault(*words)
    assert (ran.code, ran.out) == (64, "")
    assert "何もしていません" in ran.err
    assert said in ran.err
    assert "--help` で見られます" in ran.err
    assert not no_vault.home.exists()
