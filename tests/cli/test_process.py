"""Yosuga as a process: what the shell, a script and the system see of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vaults import PASSPHRASE, Vault
from yosuga.evidence.layout import LOCK
from yosuga.stores.lock import locked

pytestmark = pytest.mark.e2e  # each starts processes of its own

ROOT = Path(__file__).resolve().parents[2]
YOSUGA = [sys.executable, "-P", "-m", "yosuga"]


@pytest.fixture
def environment(template: Vault, tmp_path: Path) -> dict[str, str]:
    template.copied_to(tmp_path / "vault")
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "passphrase").chmod(0o600)
    return {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("YOSUGA_", "DJANGO_", "LC_", "LANG"))
        },
        "PYTHONPATH": str(ROOT / "src"),
        "YOSUGA_HOME": str(tmp_path / "vault"),
        "YOSUGA_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
    }


def run(*words: str, environment: dict[str, str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command as a script does: no terminal, nobody to ask."""
    return subprocess.run(
        [*YOSUGA, *words],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_with_home_and_passphrase_file_set_nothing_asks(environment: dict[str, str]) -> None:
    ran = run("items", environment=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("E0001")


def test_without_a_terminal_and_without_a_file_it_does_not_hang(environment: dict[str, str]) -> None:
    del environment["YOSUGA_PASSPHRASE_FILE"]
    ran = subprocess.run(
        [*YOSUGA, "items"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # no controlling terminal: getpass must not find one
    )
    assert ran.returncode == 1
    assert "YOSUGA_PASSPHRASE_FILE" in ran.stderr


def test_it_speaks_utf_8_also_where_the_system_knows_only_ascii(environment: dict[str, str]) -> None:
    ran = run("items", environment={**environment, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert "その他のファイル" in ran.stdout


def test_a_second_process_reads_while_the_first_one_writes(environment: dict[str, str], tmp_path: Path) -> None:
    with locked(tmp_path / "vault" / LOCK):
        reading = run("items", environment=environment)
        writing = run("note", "E0001", "メモ", environment=environment)
    assert (reading.returncode, writing.returncode) == (0, 1)
    assert "こちらでは見るだけです" in reading.stderr
    assert "This one can only read" in writing.stderr


def test_verify_is_the_verifier_with_its_own_exit_codes(environment: dict[str, str], tmp_path: Path) -> None:
    package = run("export", "事件", "-o", str(tmp_path), environment=environment).stdout.rstrip("\n")
    assert run("verify", package, environment=environment).returncode == 2
    original = next(path for path in Path(package, "data/originals").iterdir())
    original.chmod(0o600)
    original.write_text("別の内容", "utf-8")
    broken = run("verify", package, environment=environment)
    assert broken.returncode == 1
    assert "不一致" in broken.stdout
    assert run("verify", str(tmp_path / "none"), environment=environment).returncode == 64


def test_code_in_the_folder_where_a_person_works_is_not_run(environment: dict[str, str], tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    for name in ("yosuga_verifier", "django"):
        (trap / name).mkdir(parents=True)
        (trap / name / "__init__.py").write_text("raise SystemExit(99)")
    assert run("verify", "--help", environment=environment, folder=trap).returncode == 0
    assert run("items", environment=environment, folder=trap).returncode == 0


def test_a_reader_that_leaves_early_is_no_error_on_the_screen(environment: dict[str, str]) -> None:
    child = subprocess.Popen(
        [*YOSUGA, "history", "--json"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    child.stderr.close()
    child.wait()


def ended_by(child: "subprocess.Popen[str]", which: signal.Signals) -> str:
    """Send the signal until it is heard: one that falls between Python's look and a blocking read waits with it."""
    for _ in range(30):
        child.send_signal(which)
        try:
            return child.communicate(timeout=1)[1]
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it does not end")


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_ending_it_is_tidy_and_says_that_what_was_kept_is_safe(
    which: signal.Signals, environment: dict[str, str], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "urls")
    # A shell's background job ignores Ctrl+C and hands that on; the tests may be one.
    before = signal.signal(which, signal.default_int_handler)
    child = subprocess.Popen(
        [*YOSUGA, "capture", "--from", str(tmp_path / "urls")],
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    signal.signal(which, before)
    with (tmp_path / "urls").open("w"):  # it waits for the list now
        said = ended_by(child, which)
    assert child.returncode == 130
    assert "無事です" in said
    assert "Traceback" not in said


def test_run_and_python_m_are_the_same_command(environment: dict[str, str]) -> None:
    """`./run ARGS` becomes `python -P -m yosuga ARGS`; the installed `yosuga` calls the same function."""
    import boot

    assert boot.HAND_OVER["run"] == YOSUGA[1:]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'yosuga = "yosuga.cli.main:main"' in project
    for words in ([], ["--help"], ["capture", "--help"], ["nonsense"]):
        program = "import sys; from yosuga.cli.main import main; sys.exit(main())"
        installed = subprocess.run(
            [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True, check=False
        )
        module = run(*words, environment=environment)
        assert (module.returncode, module.stdout, module.stderr) == (
            installed.returncode, installed.stdout, installed.stderr,
        )  # fmt: skip


def test_a_page_title_cannot_write_on_the_terminal(environment: dict[str, str], tmp_path: Path) -> None:
    name = "a\x1b[31m\u202etxt.png"
    (tmp_path / name).write_bytes(b"x")
    ran = run("import", "--case", "事件", str(tmp_path / name), environment=environment)
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "\u202e" not in ran.stdout + run("items", environment=environment).stdout
