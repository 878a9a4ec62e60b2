"""Every text that the web door says from the catalogue: literals in its code and in its templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src/yosuga/web"
_SAID = re.compile(r"""\{%\s*say\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_LABEL = re.compile(r"""\{%\s*go\s+(?:"[^"]*"|'[^']*'|\S+)\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s""")


def in_code(folder: Path = WEB) -> Iterator[str]:
    """Yield the literal of every `say("…")`; one that is put together at run time fails."""
    for path in sorted(folder.rglob("*.py")):
        if path.name == "words.py" or path.parent.name == "templatetags":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "say":
                text = node.args[0]
                if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
                    raise TypeError(f"{path.name}:{node.lineno}: say() wants one literal text")
                yield text.value


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def in_templates(folder: Path = WEB / "templates") -> Iterator[str]:
    """Yield the literal of every `{% say "…" %}` and the literal label of every `{% go "…" "…" %}`."""
    for path in sorted(folder.rglob("*.html")):
        for quoted in (*_SAID.findall(html := path.read_text("utf-8")), *_LABEL.findall(html)):
            yield quoted[1:-1].replace(f"\\{quoted[0]}", quoted[0])


def all_texts() -> set[str]:
    """Return them all."""
    return {*in_code(), *in_templates()}
