"""The verifier stands alone: a court's computer has Python and nothing else."""

import ast
import sys
from pathlib import Path

VERIFIER = Path(__file__).resolve().parents[2] / "src" / "yosuga_verifier"


def imported(path: Path) -> set[str]:
    """The first parts of every module that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_the_verifier_imports_only_the_standard_library() -> None:
    files = sorted(VERIFIER.rglob("*.py"))
    assert files
    for path in files:
        assert imported(path) <= sys.stdlib_module_names | {"yosuga_verifier"}, path.name
