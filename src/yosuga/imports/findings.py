"""What a reader of one kind of file found, and the way it crosses the wall between the child process and us."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yosuga.imports.base import Check, Outcome

# JSON nests through us once, so this is far above what any reader writes.
_DEEPEST = 20


class UnreadableError(Exception):
    """The file is not what its signature promises, or a limit was reached; `args[0]` is a code of `imports.words`."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Facts are claims of the file, JSON-ready; `taken_at` is aware or None; `warnings` are codes of `words`."""

    facts: Mapping[str, object]
    taken_at: datetime | None = None
    checks: Sequence[Check] = field(default=())
    warnings: Sequence[str] = field(default=())


def to_json(findings: Findings) -> bytes:
    """Return findings as one ASCII line."""
    checks = [[check.what, check.outcome.value, check.detail] for check in findings.checks]
    document = {
        "facts": findings.facts,
        "taken_at": findings.taken_at.isoformat() if findings.taken_at else None,
        "checks": checks,
        "warnings": list(dict.fromkeys(findings.warnings)),
    }
    return json.dumps(document, allow_nan=False).encode("ascii")


def from_json(line: bytes) -> Findings:
    """Return findings from what a child wrote; it read hostile bytes, so nothing is taken for granted.

    Raises ValueError or TypeError when the document has another shape.
    """
    document = _mapping(json.loads(line))
    taken_at = document.get("taken_at")
    moment = datetime.fromisoformat(taken_at) if isinstance(taken_at, str) else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return Findings(
        facts=_mapping(_clean(document.get("facts"), depth=0)),
        taken_at=moment,
        checks=tuple(_check(each) for each in _list(document.get("checks"))),
        warnings=tuple(_word(each) for each in _list(document.get("warnings"))),
    )


def _check(value: object) -> Check:
    what, outcome, detail = _list(value)
    return Check(what=_word(what), outcome=Outcome(str(outcome)), detail=_words(str(detail))[:500])


def _clean(value: object, *, depth: int) -> object:
    """Return the value without lone surrogates and NUL, which databases and files refuse."""
    if depth > _DEEPEST:
        raise ValueError("facts that nest too deeply")
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, list):
        return [_clean(each, depth=depth + 1) for each in value]
    if isinstance(value, dict):
        return {_words(str(key)): _clean(each, depth=depth + 1) for key, each in value.items()}
    return value


def _words(text: str) -> str:
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.isascii() or not 0 < len(value) <= 60:
        raise ValueError("not a code")
    return value
