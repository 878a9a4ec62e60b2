"""What is written down names no registry, no machine of ours, and nothing that only one place has."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Assembled, so that this file does not find itself.
REGISTRY = re.compile(
    "|".join(re.escape(".".join(parts)) for parts in (["pypi", "org"], ["pythonhosted", "org"], ["npmjs", "org"]))
    + "|"
    + "|".join(re.escape(".".join(parts)) for parts in (["deb", "debian", "org"], ["registry", "yarnpkg", "com"]))
)
MACHINE = re.compile(r"(?<![\w.])/" + r"(work|root|opt/(?:wheels|pypi)|tmp/(?:venv|house|brief|mypy))\b")


@pytest.fixture(scope="module")
def git(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A git that looks at the checkout through an index of its own, so it works in a tarball and as another user."""
    folder = tmp_path_factory.mktemp("index") / "empty.git"
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    return ["git", f"--git-dir={folder}", f"--work-tree={ROOT}", "-c", "core.bare=false"]


@pytest.fixture(scope="module")
def kept_files(git: list[str]) -> list[Path]:
    """Every file that git keeps or would keep."""
    command = [*git, "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [path for path in map(ROOT.joinpath, filter(None, listed.split("\0"))) if path.is_file()]


def readable(path: Path) -> str:
    """The text, or nothing for pictures and archives."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_kept_file_names_a_registry_or_a_place_on_one_machine(
    pattern: re.Pattern[str], kept_files: list[Path]
) -> None:
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in kept_files if (hit := pattern.search(readable(path)))]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(REGISTRY, "https://files." + "pythonhosted" + ".org/x"), (MACHINE, "open('/" + "work/main/x')")],
)
def test_the_search_finds_what_it_looks_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("name", [".venv/x", ".env", "a/key.pem", "uv.lock", "src/x/__pycache__/y.pyc", "v.sqlite3"])
def test_git_leaves_out_what_is_made_and_what_is_secret(git: list[str], name: str) -> None:
    asked = subprocess.run([*git, "check-ignore", "-q", "--no-index", name], cwd=ROOT, check=False)
    assert asked.returncode == 0


def test_the_sources_are_not_left_out(kept_files: list[Path]) -> None:
    assert {"boot.py", "run", "test", "pyproject.toml", "src/yosuga/__init__.py"} <= {
        str(path.relative_to(ROOT)) for path in kept_files
    }
