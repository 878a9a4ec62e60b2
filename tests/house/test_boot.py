"""`boot.py`: what counts as ready, what an interruption leaves, and what reaches the command."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import boot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with a Japanese name and a space, whose program prints what it was given."""
    folder = tmp_path / "よすが の箱"
    (folder / "requirements").mkdir(parents=True)
    (folder / "src" / "yosuga").mkdir(parents=True)
    (folder / "src" / "yosuga" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n")
    for name in ("boot.py", "run", "test"):
        shutil.copy(ROOT / name, folder)
    for name in ("run.txt", "dev.txt"):
        (folder / "requirements" / name).write_text("some-part==1.0\n")
    monkeypatch.setattr(boot, "ROOT", str(folder))
    monkeypatch.setattr(boot, "ENVIRONMENT", str(folder / ".venv"))
    monkeypatch.setattr(boot, "PYTHON", str(folder / ".venv" / "bin" / "python"))
    return folder


@pytest.fixture
def ready(checkout: Path) -> Path:
    """The same with a finished environment: a real one, only without the parts."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)
    boot.point_at_sources()
    boot.write_stamp("run")
    return checkout


def start(checkout: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([checkout / "run", *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def test_arguments_output_and_exit_code_pass_through_untouched(ready: Path, tmp_path: Path) -> None:
    result = start(ready, "capture", "--", "-x", "a b", "$(id)", cwd=tmp_path)
    assert result.stdout == "['capture', '--', '-x', 'a b', '$(id)']\n"
    assert (result.stderr, result.returncode) == ("", 7)


def test_run_alone_opens_the_app(ready: Path, tmp_path: Path) -> None:
    assert start(ready, cwd=tmp_path).stdout == "['serve']\n"


def test_code_in_the_folder_where_a_person_works_is_not_run(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "yosuga").mkdir()
    (tmp_path / "yosuga" / "__main__.py").write_text("print('taken over')")
    (tmp_path / "sys.py").write_text("print('taken over')")
    assert start(ready, "items", cwd=tmp_path).stdout == "['items']\n"


def test_child_processes_do_not_run_code_from_that_folder_either(ready: Path, tmp_path: Path) -> None:
    program = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'planted'])"
    (ready / "src" / "yosuga" / "__main__.py").write_text(program)
    (tmp_path / "planted.py").write_text("print('taken over')")
    assert "taken over" not in start(ready, cwd=tmp_path).stdout


def test_the_second_start_imports_nothing_that_takes_time(ready: Path) -> None:
    heavy = "{'subprocess', 'hashlib', 'json', 'threading', 'shutil', 'pathlib', 'glob', 're'}"
    program = f"import sys; sys.path[:0] = ['.']; import boot; print(boot.is_ready('run'), {heavy} & set(sys.modules))"
    command = [str(ready / ".venv" / "bin" / "python"), "-I", "-S", "-c", program]
    assert subprocess.run(command, cwd=ready, capture_output=True, text=True, check=True).stdout == "True set()\n"


def change_lock(checkout: Path) -> None:
    (checkout / "requirements" / "run.txt").write_text("some-part==1.1\n")


def remove_python(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()


def upgrade_python(checkout: Path) -> None:
    remove_python(checkout)
    (checkout / ".venv" / "bin" / "python").symlink_to("/bin/sh")


def cut_stamp(checkout: Path) -> None:
    os.truncate(checkout / ".venv" / "ready-run", 20)


def remove_stamp(checkout: Path) -> None:
    (checkout / ".venv" / "ready-run").unlink()


@pytest.mark.parametrize("spoil", [change_lock, remove_python, upgrade_python, cut_stamp, remove_stamp])
def test_what_no_longer_fits_is_made_anew(ready: Path, spoil: Callable[[Path], None]) -> None:
    assert boot.is_ready("run")
    spoil(ready)
    assert not boot.is_ready("run")


def test_a_moved_checkout_is_made_anew(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = ready.rename(ready.with_name("moved"))
    monkeypatch.setattr(boot, "ROOT", str(moved))
    monkeypatch.setattr(boot, "ENVIRONMENT", str(moved / ".venv"))
    monkeypatch.setattr(boot, "PYTHON", str(moved / ".venv" / "bin" / "python"))
    assert not boot.is_ready("run")


def test_an_empty_checkout_is_not_ready(checkout: Path) -> None:
    assert checkout.is_dir()
    assert not boot.is_ready("run")
    (checkout / "requirements" / "run.txt").unlink()
    assert not boot.is_ready("run")


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), boot.SetUpError("だめ", "no"), OSError(28, "disk full")])
def test_an_interrupted_set_up_is_not_taken_for_a_finished_one(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(kind: str) -> None:
        raise trouble

    def make_without_parts() -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)

    monkeypatch.setattr(boot, "provide_system_parts", lambda kind: None)
    monkeypatch.setattr(boot, "make_environment", make_without_parts)
    monkeypatch.setattr(boot, "install", stop)
    assert boot.main(["run"]) in {69, 130}
    assert not boot.is_ready("run")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) >= 2  # Japanese and English


def test_tests_bring_what_people_run_too(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make_without_parts() -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)

    monkeypatch.setattr(boot, "provide_system_parts", lambda kind: None)
    monkeypatch.setattr(boot, "make_environment", make_without_parts)
    monkeypatch.setattr(boot, "install", lambda kind: None)
    boot.set_up_alone("test")
    assert boot.is_ready("test")
    assert boot.is_ready("run")


def test_a_person_without_root_is_told_what_to_type_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(boot, "missing_parts", lambda kind: ["chromium", "fonts-noto-cjk"])
    monkeypatch.setattr(boot, "may_use_apt", lambda: False)
    monkeypatch.setattr(boot, "find_program", lambda *names: "/usr/bin/apt-get" if names == ("apt-get",) else None)
    boot.provide_system_parts("run")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "    sudo apt-get update && sudo apt-get install -y chromium fonts-noto-cjk\n" in printed.err
    assert "import(取り込み)" in printed.err


def test_root_gets_the_missing_parts_that_this_system_knows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def record(command: list[str], environment: dict[str, str] | None = None) -> str:
        called.append(command)
        return ""

    monkeypatch.setattr(boot, "FRESH", set())
    monkeypatch.setattr(boot, "call", record)
    monkeypatch.setattr(boot, "is_known_to_apt", lambda package: package != "chromium-headless-shell")
    boot.apt_install(["chromium", "chromium-headless-shell"])
    boot.apt_install(["chromium-headless-shell"])
    assert [command[:2] for command in called] == [["apt-get", "update"], ["apt-get", "install"]]
    assert called[1][-1] == "chromium"
    assert capsys.readouterr().out == ""


def test_missing_venv_and_missing_parts_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "has_venv", lambda: False)
    monkeypatch.setattr(boot, "may_use_apt", lambda: False)
    monkeypatch.setattr(boot, "missing_parts", lambda kind: ["chromium"])
    monkeypatch.setattr(boot, "find_program", lambda *names: "/usr/bin/apt-get")
    with pytest.raises(boot.SetUpError, match=rf"install -y python3\.{sys.version_info[1]}-venv chromium"):
        boot.need_venv("run")


def test_settings_of_pip_keep_the_source_and_lose_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "PIP_PROXY", "PIP_TARGET", "PIP_USER", "PIP_CONSTRAINT", "PIP_NO_BINARY"):
        monkeypatch.setenv(name, "x")
    kept = boot.without_pip_surprises()
    assert {"PIP_INDEX_URL", "PIP_PROXY"} <= kept.keys()
    assert not {"PIP_TARGET", "PIP_USER", "PIP_CONSTRAINT", "PIP_NO_BINARY"} & kept.keys()


def test_an_old_python_is_told_kindly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(boot, "OLDEST", (99, 0))
    monkeypatch.setattr(boot, "NEWER_PYTHONS", ("python99.0",))
    monkeypatch.setattr(boot, "may_use_apt", lambda: False)
    assert boot.main(["run"]) == 69
    assert "Python 3.11" in capsys.readouterr().err


def test_an_old_python_can_read_the_file_far_enough_to_say_so() -> None:
    ast.parse((ROOT / "boot.py").read_text("utf-8"), feature_version=(3, 7))


def test_a_word_that_is_no_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert boot.main([]) == 64
    assert boot.main(["jump"]) == 64
    assert "./run" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_starters_are_six_lines_that_may_be_executed(name: str) -> None:
    path = ROOT / name
    assert len(path.read_text("utf-8").splitlines()) == 6
    assert os.access(path, os.X_OK)
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
