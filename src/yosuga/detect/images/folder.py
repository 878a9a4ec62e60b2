"""All pictures of a folder, one row each, for scripts and for measuring; a bad file is a row that says so."""

from collections.abc import Iterator
from pathlib import Path

from yosuga.detect.images.base import Box, Looked
from yosuga.detect.images.looking import look
from yosuga.detect.images.refusals import PictureRefused

_NO_PICTURES = frozenset({".json", ".jsonl", ".txt", ".md", ".csv"})


def rows(folder: Path, *, thorough: bool = False) -> Iterator[dict[str, object]]:
    """Yield one JSON-ready row for each file of `folder`, sorted by name; notes and lists beside them are left out."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() not in _NO_PICTURES and not path.name.startswith("."):
            yield {"file": path.name, **_row(path, thorough=thorough)}


def _row(path: Path, *, thorough: bool) -> dict[str, object]:
    try:
        return as_json(look(path, thorough=thorough))
    except PictureRefused as error:
        return {"error": error.code, "ja": error.ja, "en": error.en}
    except OSError as error:
        return {"error": "unreadable", "detail": type(error).__name__}


def as_json(looked: Looked) -> dict[str, object]:
    """Return what was seen as plain values; boxes are [left, top, right, bottom] in pixels of the upright picture."""
    return {
        "lines": [line.text for line in looked.lines],
        "findings": [
            {
                "type": one.kind.value,
                "text": one.text,
                "box": _box(one.box),
                "boxes": [_box(box) for box in one.boxes],
                "score": round(one.score, 3),
                "where": one.where,
            }
            for one in looked.findings
        ],
        "faces": [{"box": _box(face.box), "score": face.score} for face in looked.faces],
        "codes": [{"form": code.form, "text": code.text, "box": _box(code.box)} for code in looked.codes],
        "metadata": dict(looked.metadata),
        "width": looked.width,
        "height": looked.height,
        "warnings": list(looked.warnings),
    }


def _box(box: Box | None) -> list[int] | None:
    return box.as_list() if box else None
