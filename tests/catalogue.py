"""The Japanese catalogue: finds the texts in the code, reads `yosuga.po`, writes `yosuga.mo` (`make locale`).

Standard library only, because it is all the format needs: a .po file without contexts, one plural form.
"""

import ast
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "src/yosuga/locale/ja/LC_MESSAGES"
SOURCE, COMPILED = FOLDER / "yosuga.po", FOLDER / "yosuga.mo"
_MAGIC = 0x950412DE


@dataclass(slots=True)
class Entry:
    """One text and its translations: one, or one a plural form."""

    msgid: str = ""
    plural: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    flags: str = ""


def in_code(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every text that goes through `_()` with the file it stands in. A text put together at run time fails."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                (text,) = node.args
                if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
                    raise TypeError(f"{path.name}:{node.lineno}: _() wants one literal text")
                yield text.value, path.name


def entries(po: str) -> list[Entry]:
    """Return the entries of a .po file, the header (`msgid ""`) first."""
    found: list[Entry] = []
    for block in po.split("\n\n"):
        entry, into = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry.flags += line[2:]
            elif line and not line.startswith("#"):
                keyword, _, rest = line.partition(" ")
                into, quoted = (into, line) if line.startswith('"') else (keyword, rest)
                _put(entry, into, ast.literal_eval(quoted))
        if into:
            found.append(entry)
    return found


def _put(entry: Entry, keyword: str, text: str) -> None:
    if keyword == "msgid":
        entry.msgid += text
    elif keyword == "msgid_plural":
        entry.plural += text
    elif keyword.startswith("msgstr"):
        form = int(keyword.removeprefix("msgstr").strip("[]") or 0)
        entry.texts[form] = entry.texts.get(form, "") + text
    else:
        raise ValueError(keyword)


def compiled(found: list[Entry]) -> bytes:
    """Return the .mo file: a header, two tables of lengths and places, then the texts in the order of their bytes."""
    pairs = sorted(
        (
            (one.msgid + ("\0" + one.plural if one.plural else "")).encode(),
            "\0".join(one.texts[form] for form in sorted(one.texts)).encode(),
        )
        for one in found
    )
    begin = 28 + 16 * len(pairs)
    tables, body = [b"", b""], b""
    for which in range(2):
        for pair in pairs:
            tables[which] += struct.pack("<II", len(pair[which]), begin + len(body))
            body += pair[which] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, begin)
    return head + tables[0] + tables[1] + body


if __name__ == "__main__":
    COMPILED.write_bytes(compiled(entries(SOURCE.read_text("utf-8"))))
    sys.exit(0)
