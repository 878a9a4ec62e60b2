"""The import contract sees what it must: each mistake is planted in a copy and must be found."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources as they are, to plant a mistake in."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check(copy: Path, *, contract: str) -> subprocess.CompletedProcess[str]:
    """One contract on a copy; its own `src` stands before the environment's."""
    program = "import sys; sys.path[:0] = ['src']; from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-P", "-c", program, "--no-cache", "--no-logo", "--contract", contract],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )


PLANTED = {
    "a library that knows Django": ("line", {"custody/planted.py": "import django"}),
    "a library that knows Django through another": (
        "line",
        {"custody/planted.py": "import yosuga.stores.planted", "stores/planted.py": "import django"},
    ),
    "a library that knows a feature": ("floors", {"keys/planted.py": "import yosuga.cases"}),
    "two libraries that know each other": ("floors", {"stores/planted.py": "import yosuga.keys"}),
    "a rule that looks at the settings": ("floors", {"rules/__init__.py": "import yosuga.settings"}),
    "a room without a floor": ("floors", {"helpers/__init__.py": ""}),
    "two doors that know each other": (
        "floors",
        {"cli/planted.py": "import yosuga.web.planted", "web/__init__.py": "", "web/planted.py": ""},
    ),
    "a circle": (
        "circles",
        {"custody/one.py": "import yosuga.custody.two", "custody/two.py": "import yosuga.custody.one"},
    ),
    "a circle behind an import for types": (
        "circles",
        {
            "custody/one.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import yosuga.custody.two",
            "custody/two.py": "import yosuga.custody.one",
        },
    ),
    "a verifier that borrows": ("verifier", {"../yosuga_verifier/planted.py": "import yosuga.text"}),
    "a page that borrows": ("page", {"../yosuga_page/planted.py": "import yosuga_verifier"}),
    "a model with tools": ("models", {"intake/__init__.py": "", "intake/models.py": "import yosuga.tools"}),
    "a door that takes a case by itself": ("access", {"cli/planted.py": "from yosuga.cases.models import Case"}),
    "a second file that knows a big library": ("libraries", {"capture/planted.py": "import rfc3161_client"}),
}


@pytest.mark.e2e
@pytest.mark.parametrize(("contract", "files"), PLANTED.values(), ids=PLANTED)
def test_a_planted_mistake_breaks_the_contract(copy: Path, contract: str, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = copy / "src" / "yosuga" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", "utf-8")
    result = check(copy, contract=contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout.replace("\n", " ")


def test_every_contract_has_a_planted_mistake() -> None:
    assert {contract for contract, _ in PLANTED.values()} == set(CONTRACTS)


def test_the_floors_are_exhaustive_and_imports_for_types_count() -> None:
    assert CONTRACTS["floors"]["exhaustive"] is True
    assert "exhaustive_ignores" not in CONTRACTS["floors"]
    assert PROJECT["tool"]["importlinter"]["exclude_type_checking_imports"] is False


def test_every_room_below_the_line_is_kept_from_django() -> None:
    floors = [rooms(layer) for layer in CONTRACTS["floors"]["layers"]]
    below = set().union(*floors[floors.index({"settings"}) + 1 :])
    assert rooms(CONTRACTS["line"]["layers"][1].replace("yosuga.", "")) == below


def rooms(layer: str) -> set[str]:
    """The room names of one layer's line."""
    return set(layer.replace("(", " ").replace(")", " ").replace("|", " ").replace(":", " ").split())
